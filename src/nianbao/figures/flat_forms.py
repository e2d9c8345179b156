"""The printed forms as data: their rows in order, their heads, and where such words stand in a flattened table.

A flattened table has lost its grid, so the order of the form is knowledge that only this page has; what a row means
is still the catalogue's. Words are compared by their ideographs alone: numbering, marks and digits fall away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from nianbao.catalogue.form_files import heads, printed_forms
from nianbao.catalogue.printed import PrintedRow, plain, unnumbered
from nianbao.text.fold import fold, ideographs


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the table on article 20: its columns in the form's order, and the rows that can stand under them."""

    columns: tuple[str, ...]
    rows: frozenset[str]


@cache
def blocks() -> tuple[Block, ...]:
    """The blocks of all forms, the oldest first: rows of one item stand under the heads of either form."""
    articles: dict[tuple[str, ...], list[str]] = {}
    under: dict[str, list[str]] = {}
    for tables in _TABLES:
        for block in tables.disclosures.blocks:
            articles.setdefault(tuple(plain(column) for column in block.columns), []).append(block.article)
            under.setdefault(block.article, []).extend((*block.rows, *block.also))
    return tuple(
        Block(columns=columns, rows=frozenset(row for article in of for row in under[article]))
        for columns, of in articles.items()
    )


_TABLES = tuple(form.tables for form in printed_forms().values() if form.tables is not None)
"""The statutory tables of each form since 2019, the oldest first."""
_NEWEST = _TABLES[-1]
COLUMNS = _NEWEST.applications.columns
"""Heads of the table of applications, outermost first, in the forms' order; the last is the sum of the others."""
APPLICANTS = tuple(column[-1] for column in COLUMNS)
OUTCOMES = _NEWEST.cases.columns
CASES = tuple((*above, outcome) for above in _NEWEST.cases.groups for outcome in OUTCOMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a form: its place in the form's order, its label under its headings, and the words it is known by."""

    table: str
    order: int
    path: tuple[str, ...]
    words: tuple[str, ...]
    key: str
    group: bool

    @property
    def name(self) -> str:
        return self.path[-1]


Form = Literal["forms", "survey", "local"]
"""The statutory forms of 2019 and 2021, the national statistics form of 2014, the local ones before it."""
FORMS: tuple[Form, ...] = ("forms", "survey", "local")


@cache
def rows_of(form: Form) -> tuple[Row, ...]:
    """The rows of a form in printed order."""
    if form != "forms":
        return tuple(_numbered("survey", printed_forms()["2014" if form == "survey" else "local"].rows, 0))
    article_20 = [
        PrintedRow(label=label, path=(label,), metric=None)
        for label in dict.fromkeys(
            label
            for item in dict.fromkeys(block.article for tables in _TABLES for block in tables.disclosures.blocks)
            for rows in ("rows", "also")
            for tables in _TABLES
            for block in tables.disclosures.blocks
            if block.article == item
            for label in getattr(block, rows)
        )
    ]
    # the newest form prints the rows of the older one, and more
    applications = _NEWEST.applications.rows
    return (*_numbered("article20", article_20, 0), *_numbered("applications", applications, len(article_20)))


def _numbered(table: str, rows: Sequence[PrintedRow], start: int) -> Iterator[Row]:
    words = [ideographs(unnumbered(row.label)) for row in rows]
    for i, row in enumerate(rows):
        name = ideographs(row.path[-1])
        yield Row(
            table=table,
            order=start + i,
            path=tuple(re.sub(r"[“”]", "", label) for label in row.path),
            words=tuple({words[i], name}),
            key=_key(name, words),
            group=row.group,
        )


def _key(word: str, words: list[str]) -> str:
    """The shortest beginning that no other row's words hold: a label broken by other columns is known by it."""
    others = [w for w in words if not w.startswith(word)]
    for size in range(min(5, len(word)), len(word)):
        if not any(word[:size] in other for other in others):
            return word[:size]
    return word


@cache
def _scanner(form: Form) -> tuple[re.Pattern[str], dict[str, tuple[Row, ...]]]:
    by_key: dict[str, tuple[Row, ...]] = {}
    for row in rows_of(form):
        by_key[row.key] = (*by_key.get(row.key, ()), row)
    return re.compile("|".join(sorted(by_key, key=len, reverse=True))), by_key


def labels_in(words: str, form: Form) -> Iterator[tuple[int, int, tuple[Row, ...]]]:
    """Where labels begin and end in a run of ideographs, with the rows they may name: some are printed twice."""
    pattern, by_key = _scanner(form)
    at = 0
    while (match := pattern.search(words, at)) is not None:
        rows = by_key[match[0]]
        at = match.start() + max(_common(words, match.start(), full) for row in rows for full in row.words)
        yield match.start(), at, rows


def _common(words: str, start: int, full: str) -> int:
    size = 0
    while size < len(full) and words[start + size : start + size + 1] == full[size]:
        size += 1
    return size


@cache
def _known_heads() -> frozenset[str]:
    columns = {ideographs(column) for block in blocks() for column in block.columns}
    return frozenset(heads().over_values) | columns | set(APPLICANTS) | set(OUTCOMES)


@lru_cache(maxsize=4096)
def head_kind(words: str) -> Literal["value", "either", "label", ""]:
    """What a head of the forms' columns stands over: values, or the labels of rows; "either" may also name a row."""
    bare = ideographs(_MONEY_NOTE.sub("", fold(words)))
    if bare in heads().over_either:
        return "either"
    if bare in _known_heads():
        return "value"
    article = re.match(r"第二十条", bare)
    return "label" if bare in heads().over_labels or article or re.search(r"[勾钩]稽关系", bare) else ""


@cache
def _row_words() -> frozenset[str]:
    return frozenset(word for form in FORMS for row in rows_of(form) for word in row.words)


@lru_cache(maxsize=4096)
def names_row(words: str) -> bool:
    """True for the printed name of a row of the forms, with its numbering."""
    return ideographs(_NUMBERING.sub("", fold(words), count=1)) in _row_words()


@cache
def _vocabulary() -> str:
    full = [word for form in FORMS for row in rows_of(form) for word in row.words]
    columns = ["".join(map(ideographs, block.columns)) for block in blocks()]
    told = heads()
    others = (*told.over_labels, *told.over_values, *told.over_either, *told.notes, *told.broken)
    balance = [ideographs(tables.applications.balance) for tables in _TABLES]
    articles = [ideographs(block.article) for tables in _TABLES for block in tables.disclosures.blocks]
    return "\n".join([*full, *columns, *others, *balance, *articles])


_NUMBERING = re.compile(r"\(?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)、.]+(?:其中:?)?|其中:?|[㈠-㈩]")
_MONEY_NOTE = re.compile(r"[(/,，]?(?:单位[::]?|人民币)?(?:万元|亿元|元)\)?$")
_MARKS = re.compile(r"[^0-9a-z]*|\(?\d{1,2}[)、.]")


@lru_cache(maxsize=8192)
def is_form_word(piece: str) -> bool:
    """True for a word, or a part of one, that the forms print."""
    folded = _MONEY_NOTE.sub("", fold(piece))
    bare = ideographs(folded)
    if not bare:
        return bool(_MARKS.fullmatch(folded))
    return bare in _vocabulary() or ideographs(_NUMBERING.sub("", folded, count=1)) in _vocabulary()


@lru_cache(maxsize=8192)
def begins_row(line: str) -> bool:
    """True when the line begins, after its numbering, with the name of a row."""
    bare = ideographs(_NUMBERING.sub("", fold(line[:80]).lstrip(" |"), count=1))
    return any((match := _scanner(form)[0].match(bare)) and len(match[0]) > 3 for form in FORMS)
