"""The shipped forms, from the files in `forms/`: read once, and refused with file and entry when written wrongly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from nianbao.catalogue.entries import fail, read, table
from nianbao.catalogue.printed import (
    Applications,
    Block,
    Cases,
    Disclosures,
    Heads,
    PrintedForm,
    PrintedRow,
    StatutoryTables,
    plain,
)
from nianbao.model import Applicant

_FOLDER = Path(__file__).parent / "forms"
_FORMS = ("local", "2014", "2019", "2021")
"""Oldest first."""
_ROW = re.compile(r"(?P<indent> {0,12})(?P<label>[^=]{1,60}?)(?: =(?P<under>›?) (?P<metric>[a-z_]{1,60}))?")


@cache
def printed_forms() -> Mapping[str, PrintedForm]:
    """The shipped forms by the names of their files, oldest first, read once."""
    return load_forms(_FOLDER)


def load_forms(folder: Path) -> Mapping[str, PrintedForm]:
    """The forms in a folder by the names of their files, oldest first; raises CatalogueError naming file, entry and
    what to change."""
    raw = {name: read(folder / f"{name}.toml") for name in _FORMS}
    # the newest first: what an older form takes from it is refused under the name of the file it stands in
    forms = {name: _form(name, raw) for name in reversed(_FORMS)}
    return MappingProxyType(dict(reversed(forms.items())))


@cache
def heads() -> Heads:
    """Words of the tables that are neither row nor column. Raises CatalogueError."""
    raw = read(_FOLDER / "heads.toml")
    return Heads(**{key: _texts("heads.toml", key, raw.get(key)) for key in Heads.__slots__})


def _form(name: str, raw: Mapping[str, dict[str, object]]) -> PrintedForm:
    file, told = f"{name}.toml", raw[name]
    title, edition = _text(file, "name", told.get("name")), _text(file, "edition", told.get("edition"))
    if "statistics" in told:
        rows = _rows(file, _part(name, "statistics", raw))
        return PrintedForm(id=name, name=title, edition=edition, statistics=rows)
    tables = StatutoryTables(
        disclosures=_disclosures(file, _part(name, "disclosures", raw)),
        applications=_applications(file, _part(name, "applications", raw)),
        cases=_cases(file, _part(name, "cases", raw)),
    )
    return PrintedForm(id=name, name=title, edition=edition, tables=tables)


def _part(name: str, part: str, raw: Mapping[str, dict[str, object]]) -> dict[str, object]:
    """A section of a file; one that is `like` another file's is that one, with what this one says of it on top."""
    own = table(f"{name}.toml", part, raw[name].get(part))
    like = own.get("like")
    if like is None:
        return own
    if like not in raw or like == name:
        fail(f"{name}.toml", part, f"like 里的 {like} 不是别的表格文件。", f"like: {like} is no other form.")
    return table(f"{like}.toml", part, raw[str(like)].get(part)) | own


def _rows(file: str, part: Mapping[str, object]) -> tuple[PrintedRow, ...]:
    leaves = _texts(file, "leaves", part.get("leaves", []))
    found: list[PrintedRow] = []
    path: list[tuple[int, str]] = []
    for line in _text(file, "rows", part.get("rows")).strip("\n").split("\n"):
        match = _ROW.fullmatch(line)
        if match is None:
            fail(file, "rows", f"这一行的写法不对：{line.strip()}。", f"this row is not written as told above: {line}.")
        depth = len(match["indent"])
        while path and path[-1][0] >= depth:
            path.pop()
        if any(plain(leaf) in (label for _, label in path) for leaf in leaves):
            continue
        if found and path and not found[-1].group and found[-1].path == tuple(label for _, label in path):
            found[-1] = replace(found[-1], group=True)
        path.append((depth, plain(match["label"])))
        found.append(
            PrintedRow(
                label=match["label"], path=tuple(label for _, label in path), metric=match["metric"],
                under=bool(match["under"]),
            )
        )  # fmt: skip
    _check_once(file, found)
    return tuple(found)


def _check_once(file: str, rows: list[PrintedRow]) -> None:
    """A label that is printed for two metrics would give one the other's number."""
    owner: dict[str, str] = {}
    for row in rows:
        for label in row.known_as if row.metric else ():
            if owner.setdefault(label, str(row.metric)) != row.metric:
                zh = f"行名归了 {owner[label]} 和 {row.metric} 两个指标，请写成“=›”，连同上级来认。"
                fail(file, label, zh, f"names {owner[label]} and {row.metric}; write '=›'.")


def _disclosures(file: str, part: Mapping[str, object]) -> Disclosures:
    blocks = part.get("blocks")
    if not isinstance(blocks, list) or not blocks:
        fail(file, "disclosures", "缺少 blocks，请补上。", "blocks are missing; add them.")
    return Disclosures(
        title=_text(file, "title", part.get("title")),
        blocks=tuple(_block(file, table(file, "disclosures.blocks", block)) for block in blocks),
    )


def _block(file: str, raw: Mapping[str, object]) -> Block:
    columns = _texts(file, "columns", raw.get("columns"))
    return Block(
        article=_text(file, "article", raw.get("article")),
        columns=columns,
        rows=_metrics(file, raw.get("rows"), len(columns)),
        also=_metrics(file, raw.get("also", {}), len(columns)),
    )


def _applications(file: str, part: Mapping[str, object]) -> Applications:
    applicants: Any = _texts(file, "applicants", part.get("applicants"))
    columns = _texts(file, "columns", part.get("columns"))
    if sorted(applicants) != sorted(get_args(Applicant)) or len(columns) != len(applicants):
        zh = f"applicants 要把 {'、'.join(get_args(Applicant))} 各写一次，columns 同样多。"
        fail(file, "applications", zh, f"name each of {get_args(Applicant)} once, with as many columns.")
    return Applications(
        title=_text(file, "title", part.get("title")), balance=_text(file, "balance", part.get("balance")),
        columns=tuple(tuple(column.split(" › ")) for column in columns), applicants=applicants,
        rows=_rows(file, part),
    )  # fmt: skip


def _cases(file: str, part: Mapping[str, object]) -> Cases:
    columns = _texts(file, "columns", part.get("columns"))
    groups = _metrics(file, part.get("groups"), len(columns))
    return Cases(
        title=_text(file, "title", part.get("title")),
        columns=columns,
        groups=MappingProxyType({tuple(above.split(" › ")): metrics for above, metrics in groups.items()}),
    )


def _metrics(file: str, raw: object, width: int) -> Mapping[str, tuple[str, ...]]:
    """The metrics of each row, one a column."""
    found: dict[str, tuple[str, ...]] = {}
    for label, metrics in table(file, "rows", raw).items():
        if not isinstance(metrics, list) or len(metrics) != width or not all(isinstance(m, str) for m in metrics):
            fail(file, label, f"要有 {width} 个指标，一列一个。", f"needs {width} metrics, one a column.")
        found[label] = tuple(metrics)
    return MappingProxyType(found)


def _text(file: str, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        fail(file, key, "应当是一段文字，不能为空。", "must be a text, and not empty.")
    return value


def _texts(file: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        fail(file, key, "应当是一组文字，写作 ['…', '…']。", "must be a list of texts, written ['…', '…'].")
    return tuple(value)
