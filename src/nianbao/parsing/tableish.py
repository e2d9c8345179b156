"""Lines that belong to a flattened statutory table, so that nobody takes them for headings or prose.

Text files and text layers of PDF files print the statutory tables cell by cell or row by row, and their rows are
numbered 一、（一）1. exactly as headings are.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nianbao.catalogue.form_files import heads, printed_forms
from nianbao.catalogue.printed import plain
from nianbao.text.fold import fold, ideographs

_NUMBERS = re.compile(r"[-+]?[\d.,%/—\s|-]{1,200}")
_UNIT = re.compile(r"(统计数|单位|件|条|次|篇|人|个|人次|万元|元|份|场|期|项|宗)")
_ORDER = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|[㈠-㈩]|\d{1,2}[.、])")
_COUNT_ROW = re.compile(
    r"[^。;,:]{2,40}(?:(?:数|行政复议数量|行政诉讼数量|举报投诉数量)(?:\([^()]{0,60}\))?"
    r"|数量(?:\([^()]{0,60}\))?(?=[件条次篇人个万元]{0,2}[-\d./—]))(?:[件条次篇人个万元]{0,2}[-\d./—]{0,40})"
)
_TAIL = re.compile(r"[-\d./—|]{0,120}(?:\([^()]{0,40}\)?[-\d./—|]{0,120})?")
_END_OF_ROW = re.compile(r"[^\d\s] (?:[件条次篇人个]|人次|万元|—{1,3})(?: [-\d./—]{1,12})?$|(?: [-\d./—]{1,12}){2}$")
_FILLED = re.compile(r"[-\d./—|]{1,120}")

_LONG = 10
"""Ideographs of a row's name by whose beginning a row is told: no heading of prose begins like it."""
_BEGINNING = 7


@cache
def _long_rows() -> tuple[str, ...]:
    """Beginnings of the long names of rows."""
    return tuple(sorted({ideographs(name)[:_BEGINNING] for name in _names() if len(ideographs(name)) >= _LONG}))


@cache
def _short_rows() -> tuple[str, ...]:
    """Rows whose name is the whole line; the words also open sentences and headings of prose."""
    return tuple(sorted(name for name in _names() if len(ideographs(name)) < _LONG and name != "其他"))


@cache
def _names() -> frozenset[str]:
    tables = [form.tables for form in printed_forms().values() if form.tables is not None]
    return frozenset(squeezed(row.path[-1]) for told in tables for row in told.applications.rows)


@cache
def _heads() -> frozenset[str]:
    """Heads of columns and rows, whole and as narrow columns break them."""
    told = heads()
    words = {*told.over_labels, *told.over_values, *told.over_either, *told.pieces}
    for form in printed_forms().values():
        if form.tables is None:
            continue
        for block in form.tables.disclosures.blocks:
            words |= {*map(plain, block.columns), *block.rows, *block.also}
        paths = (*form.tables.applications.columns, *form.tables.cases.groups, form.tables.cases.columns)
        words |= {word for path in paths for word in path}
    return frozenset(fold(word) for word in words)


_ITEM = re.compile(r"第二十条第\(?[一二三四五六七八九]\)?项")


def squeezed(line: str) -> str:
    """The folded line without white space."""
    return "".join(fold(line).split())


def is_numbers(line: str) -> bool:
    """Only digits, dashes, slashes and bars: the numbers of a row, or one cell."""
    return bool(_NUMBERS.fullmatch(line[:201].strip() or "x"))


@lru_cache(maxsize=4096)
def is_cell(line: str) -> bool:
    """A number, a unit or a word of the printed table heads: one or several cells, and no prose."""
    if is_numbers(line) or _UNIT.fullmatch(line.strip()):
        return True
    if len(line) > 60:
        return False
    words = fold(line).split()
    return "".join(words) in _heads() or all(w in _heads() for w in words) or bool(_ITEM.match("".join(words)))


@lru_cache(maxsize=4096)
def is_row(line: str) -> bool:
    """A row of a statutory table printed as text: bars or tabs, a unit or numbers of their own, or a statutory name."""
    if "|" in line or "\t" in line or _END_OF_ROW.search(line[-60:]):
        return True
    if len(line) > 160:
        return False
    name = squeezed(line)
    if name.startswith("(本列数据的"):
        return True
    numbered = _ORDER.match(name)
    if numbered is None:
        return False
    name = name[numbered.end() :]
    if ideographs(name).startswith(_long_rows()):
        return True
    if any(name.startswith(row) and _TAIL.fullmatch(name[len(row) :]) for row in _short_rows()):
        return True
    return bool(_COUNT_ROW.fullmatch(name)) or (name.startswith("其他") and bool(_FILLED.fullmatch(name[2:] or "x")))
