"""A list as table, CSV, JSON or XLSX, on standard output or in a file."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from nianbao.errors import WrongCall
from nianbao.faces.cli_base import Words, say
from nianbao.faces.cli_tables import terminal_width

_FORMATS = ("table", "csv", "json", "xlsx")


def output_options(words: Words) -> list[click.Parameter]:
    """`--format` (as `form`) and `--out`."""
    formats = words("输出格式，默认 table；xlsx 需要 --out。", "Format, table by default; xlsx needs --out.")
    return [
        click.Option(["--format", "form"], type=click.Choice(_FORMATS), help=formats),
        click.Option(
            ["--out"],
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=words("写入这个文件。", "Write to this file."),
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One list in every format; nothing is made before it is asked for."""

    json: Callable[[], list[dict[str, Any]]]
    csv: Callable[[], str]
    xlsx: Callable[[io.BytesIO], None]
    table: Callable[[int | None], str]


def format_of(form: str | None, out: Path | None) -> str:
    """The format asked for, else the one that the file's name ends in, else a table."""
    ending = "" if out is None else out.suffix.lower().removeprefix(".")
    chosen = form or (ending if ending in _FORMATS else "table")
    if chosen == "xlsx" and out is None:
        raise WrongCall("xlsx 要写入文件，请加 --out 文件名.xlsx。", "xlsx must go to a file: add --out NAME.xlsx.")
    return chosen


def write(listing: Listing, form: str, out: Path | None, words: Words) -> None:
    """Print the list, or write it to a file and say so; raises WrongCall when that cannot be written."""
    if out is None:
        say_as = {"json": lambda: _json_lines(listing.json()), "csv": listing.csv}
        text = say_as[form]() if form in say_as else listing.table(terminal_width())
        click.echo(text if form == "table" else text.encode("utf-8", "replace"), nl=form != "csv")
        return
    data = _bytes(listing, form)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise WrongCall(
            f"不能写入“{out}”（{error.strerror}），请换一个位置。",
            f"Cannot write {str(out)!r} ({error.strerror}); choose another place.",
        ) from error
    say(words(f"已写入 {out}", f"Written to {out}"))


def _bytes(listing: Listing, form: str) -> bytes:
    if form == "xlsx":
        book = io.BytesIO()
        listing.xlsx(book)
        return book.getvalue()
    if form == "csv":  # with the mark without which office programs take UTF-8 for something else
        return listing.csv().encode("utf-8-sig", "replace")
    text = _json_lines(listing.json()) if form == "json" else listing.table(None)
    return f"{text}\n".encode("utf-8", "replace")


def _json_lines(rows: Sequence[Mapping[str, Any]]) -> str:
    """One JSON array, an object a line: for programs and for eyes."""
    return "[" + ",".join(f"\n{json.dumps(row, ensure_ascii=False)}" for row in rows) + ("\n]" if rows else "]")
