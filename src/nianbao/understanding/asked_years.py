"""Which years a question means: named, a range, or relative to today and to what the index holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nianbao.directory.naming import Agency
from nianbao.model import Span
from nianbao.text.years import Year, years

_SPAN_OF_YEARS = re.compile(r"到|至|-|~|—")


_RELATIVE = (("今年", 0), ("本年", 0), ("去年", 1), ("前年", 2))
_RECENT = re.compile(r"(?:近|这|最近|前|过去)([两二三四五])年来?")
_ALL_OF = re.compile(r"(?<![近这前后第下上来])([两二三四五])年(?=的|来|里|间|一共|合计|总共|平均|各|加|收|公|$)")
_LATELY = re.compile(r"(?:最近|近|过去|这)(?:几|些)年来?|近年来?|多年来")
_BESIDE = re.compile(
    r"^\W*(?:那么?|再){0,2}(?:(?:(?P<back>往前(?:推|数)?|前面?|上)|往后(?:推|数)?|后面?|下)的?(?:那?一)?年度?"
    r"|第二年|次年|翌年|转年)(?![比结转留剩])"
)
"""The year before or after the one talked about, at the head of a follow-up: 前一年呢, 再往后一年."""
_SAME_YEAR = re.compile(r"同一?年|那一?年|这一?年(?!来|间|里)|当年")
"""The year talked about."""
_SHORT_PAIR = re.compile(
    r"(?<![\d.])(?P<first>[012]\d)\s?年?\s?(?P<link>到|至|-|~|—|、|和|跟|与)\s?(?P<last>[012]\d)\s?年"
)
"""Two years in two digits, of which only the last need be called one: 21到23年, 21、22年."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedYears:
    """`spans` are the words that named the years; `notes` say how relative words were taken."""

    values: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


def asked_years(
    bare: str, agencies: tuple[Agency, ...], today: date, before: tuple[int, ...] = (), last: tuple[int, ...] = ()
) -> AskedYears:
    """The years of a question from which the names are blanked; `agencies` tell what "the last three years" are,
    `before`, the years talked about, what "these three years" are, and `last`, the years of the turn before, what
    "the year before" is."""
    if match := _SHORT_PAIR.search(bare):
        return AskedYears(values=_pair(match), spans=(_span(match.start(), match.end()),))
    if len(last) == 1 and (match := _BESIDE.search(bare)):
        year = last[0] - 1 if match["back"] else last[0] + 1
        return AskedYears(values=(year,), spans=(_span(match.start(), match.end()),))
    if len(last) == 1 and (match := _SAME_YEAR.search(bare)):
        return AskedYears(values=last, spans=(_span(match.start(), match.end()),))
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
    if match := _LATELY.search(bare):
        talked = match[0].startswith("这") and len(before) > 1
        held = sorted(before if talked else _held(agencies))
        return AskedYears(values=tuple(held), spans=(_span(match.start(), match.end()),))
    return AskedYears(spans=spans)


def _pair(match: re.Match[str]) -> tuple[int, ...]:
    """Both years, and those between when the words say a span."""
    first, last = 2000 + int(match["first"]), 2000 + int(match["last"])
    if _SPAN_OF_YEARS.search(match["link"]) and first < last:
        return tuple(range(first, last + 1))
    return tuple(dict.fromkeys((first, last)))


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
