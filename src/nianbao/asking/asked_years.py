"""Which years a question means: named, a range, or relative to today and to what the index holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nianbao.asking.naming import Agency
from nianbao.model import Span
from nianbao.text.years import Year, years

_SPAN_OF_YEARS = re.compile(r"到|至|-|~|—")


_RELATIVE = (("今年", 0), ("本年", 0), ("去年", 1), ("前年", 2))
_RECENT = re.compile(r"(?:近|这|最近|前)([两二三四五])年")
_ALL_OF = re.compile(r"(?<![近这前后第下上来])([两二三四五])年(?=的|里|间|一共|合计|总共|平均|各|加|收|公|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedYears:
    """`spans` are the words that named the years; `notes` say how relative words were taken."""

    values: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


def asked_years(bare: str, agencies: tuple[Agency, ...], today: date, before: tuple[int, ...] = ()) -> AskedYears:
    """The years of a question from which the names are blanked; `agencies` tell what "the last three years" are,
    and `before`, the years of the turn before, what "these three years" are."""
    found = tuple(y for y in years(bare) if not _since(bare, y))
    spans = tuple(y.span for y in found)
    if values := _expanded(found, bare):
        return AskedYears(values=tuple(dict.fromkeys(values)), spans=spans)
    for word, back in _RELATIVE:
        position = bare.find(word)
        if position >= 0 and not re.search(r"比\s?" + word, bare):
            year = today.year - back
            note = f"“{word}”按今天的日期算，是{year}年"
            return AskedYears(values=(year,), spans=(_span(position, position + len(word)),), notes=(note,))
    if match := _RECENT.search(bare):
        held = sorted(before if match[0].startswith("这") and len(before) == _count(match[1]) else _held(agencies))
        return AskedYears(values=tuple(held[-_count(match[1]) :]), spans=(_span(match.start(), match.end()),))
    if match := _ALL_OF.search(bare):
        held = sorted(_held(agencies))
        if len(held) == _count(match[1]):  # otherwise which years are meant is not known
            return AskedYears(values=tuple(held), spans=(_span(match.start(), match.end()),))
    return AskedYears(spans=spans)


def _since(bare: str, year: Year) -> bool:
    """从08年算起, 自2008年以来: where a cumulative count begins, not the year asked about."""
    before, after = bare[: year.span.start], bare[year.span.end :]
    return bool(re.search(r"[从自]\s?$", before) and re.match(r"度?(?:开始|算?起|以来)", after))


def _held(agencies: tuple[Agency, ...]) -> set[int]:
    return {y for a in agencies for y in a.years}


def _count(numeral: str) -> int:
    return 2 if numeral == "两" else "零一二三四五".index(numeral)


def _span(start: int, end: int) -> Span:
    return Span(start=start, end=end)


def _expanded(found: tuple[Year, ...], bare: str) -> list[int]:
    """2020到2023 names four years; 2021、2023 two."""
    values: list[int] = []
    for i, year in enumerate(found):
        if i and _SPAN_OF_YEARS.search(between := bare[found[i - 1].span.end : year.span.start]) and len(between) <= 6:
            values.extend(range(found[i - 1].value + 1, year.value))
        values.append(year.value)
    if len(found) == 1 and (match := re.match(r"\s?[到至\-~]\s?(\d{2})(?!\d)", bare[found[0].span.end :])):
        values.extend(range(found[0].value + 1, 2001 + int(match[1])))
    return values
