"""From a question's text to its mentions: bodies first, then groups and places, years, numbers and measures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from nianbao.directory.naming import Agency
from nianbao.model import Span
from nianbao.text.fold import fold
from nianbao.understanding.asked_years import AskedYears, asked_years
from nianbao.understanding.counted import counted_in
from nianbao.understanding.described import described
from nianbao.understanding.mentions import Mention, Mentions, blanked, is_english, masked, without
from nianbao.understanding.recognising_bodies import both_meant, named_bodies
from nianbao.understanding.recognising_measures import SINCE, measures_in
from nianbao.understanding.residue import words_left
from nianbao.understanding.setting import Setting
from nianbao.understanding.spelled import in_characters
from nianbao.understanding.story import told

__all__ = ["Setting", "both_meant", "recognised"]

_UNITS = r"(?:[件条次个份篇场元家%倍名位岁日月号点时分]|期(?!间)|人(?![事大社力民才口])|项(?!目)|万|年[前后内来])"
_TWO_DIGITS = re.compile(r"(?<![\d.])(?P<year>0[6-9]|1\d|2\d)(?=\D|$)(?!\s?" + _UNITS + r")")
"""A year in two digits without 年 (柳河21申请数), where the number cannot count anything."""
_LINKED = re.compile(r"\s?年?\s?(?:到|至|-|~|—|–|→|->|=>)\s?")
"""Between the first and the last of a range of years."""
_LISTED_SHORT = re.compile(
    r"(?:\s?年?\s?[、,，/和跟与]\s?(?:0[6-9]|1\d|2\d)(?!\d)(?!\s?" + _UNITS + r")){1,8}"
    r"(?:\s?(?:这)?[二两三四五六七八]?年)?"
)
_SEVERAL_YEARS = re.compile(
    r"历年|逐年|每一?年|各年度?|这[几些]年|近[几些]年来?|这么多年|年年|分年度?|所有年份|[二两三四五六七八九十\d]{1,2}年间|多年来?"
)
_ENDS = re.compile(r"最早(?:那|的)?(?:一)?年|第一年|头一年|首年|最初(?:那)?一?年")
_NEWEST = re.compile(
    r"最近(?:的)?(?:那)?一年|最新(?:那|的)?一?年|最新(?:的)?(?:一份|一期)?(?:年报|报告)|最后(?:那)?一?年"
)
_ONWARD = re.compile(r"\s?(?:年)?(?:以来|起(?!诉)|开始|之后|以后|往后)")
_PART = 8
"""A part is named in no more characters than these."""
TELLS = 5
"""Characters in which a turn can tell in other words what is counted."""
_LAYOUT = re.compile(r"<script\b.{0,200}?</script>|</?[a-z][^<>]{0,40}>|[*_`#]{1,4}|~{2,4}")
_NOUGHT = re.compile(r"(?<=\d)o(?=\d)")
_OF_YEAR = re.compile(r"度|当年")
_PREAMBLE = re.compile(r"[,，。;；!！:：](?=[^,，。;；!！:：]{4,})")
_ASKING = re.compile(r"多少|几|哪|有没有|是不是|吗|谁")


def recognised(text: str, setting: Setting) -> Mentions:
    """The mentions of a question; the same for the same text, index and day."""
    folded = in_characters(_cleaned(fold(text)), (*setting.matcher.wordings, *setting.agencies.names))
    found, named = named_bodies(folded, setting)
    agencies = tuple(a for m in found if m.kind == "body" for a in m.agencies)
    years, notes = _years(folded, tuple(found), agencies or setting.about, setting)
    found += years
    tale = told(folded, [s for m in found for s in m.spans])
    found = [m for m in found if m.agencies or m.kind != "body" or not _inside(m, tale)]
    bare, numbers, measures = _counted(without(blanked(folded, tuple(found)), tale), folded, setting)
    if not measures and tale:  # what is counted stands in the story
        tale = ()
        bare, numbers, measures = _counted(blanked(folded, tuple(found)), folded, setting)
    found = sorted([*found, *numbers, *measures], key=lambda m: m.start)
    unheld = tuple(m.words for m in found if m.kind == "body" and not m.agencies)
    return Mentions(
        folded=folded, found=tuple(found), masked=masked(folded, tuple(found), tale),
        rest=without(blanked(folded, tuple(found)), tale), told=tale,
        applicant=(kind := setting.matcher.applicant(bare)), applicants=(kinds := setting.matcher.applicants(bare)),
        applicant_words=tuple(n for k in (kinds or (kind,)) for n in setting.matcher.names_of_kind(k)),
        corrected=named.corrected, short=named.short, notes=notes, unheld=unheld,
        english=is_english(folded),
    )  # fmt: skip


def _counted(bare: str, folded: str, setting: Setting) -> tuple[str, list[Mention], list[Mention]]:
    """A text from which names, years and stories are blanked without its numbers too, those, and the measures in it."""
    numbers = _numbers(bare)
    bare = blanked(bare, tuple(numbers))
    measures = measures_in(bare, setting.matcher, setting.prefer)
    if not measures and setting.prefer and (part := _part(bare, setting)) is not None:
        measures = [part]
    brief = setting.prefer is not None and len("".join(bare.split())) < TELLS  # 结果呢: of what was talked about
    one = None if brief or is_english(folded) or _asked_about(bare, measures) else described(bare)
    return bare, numbers, measures if one is None else [one]


def _inside(mention: Mention, tale: tuple[Span, ...]) -> bool:
    return any(t.start <= mention.start and mention.end <= t.end for t in tale)


def _cleaned(folded: str) -> str:
    """The text without marks of layout, and with the letter o among digits as the nought that it stands for."""
    return _NOUGHT.sub("0", _LAYOUT.sub(lambda m: " " * len(m[0]), folded))


def _part(bare: str, setting: Setting) -> Mention | None:
    """The part of the measure talked about that a turn names (维持的有几件 after reconsiderations)."""
    words = words_left(bare)
    metric = setting.matcher.part_of(setting.prefer or "", words, bare) if len(words) <= _PART else None
    start = bare.find(words)
    if metric is None or start < 0:
        return None
    return Mention(
        kind="measure", spans=(Span(start=start, end=start + len(words)),), words=words, metric=metric, score=1.0
    )


def _asked_about(bare: str, measures: list[Mention]) -> bool:
    """True when a measure is named, and not merely in a clause that tells a story before the one that asks."""
    if not measures or not _PREAMBLE.search(bare):
        return bool(measures)
    last = max(m.start() for m in _PREAMBLE.finditer(bare))
    return any(m.start > last for m in measures) or not _ASKING.search(bare[last:])


def _years(
    folded: str, found: tuple[Mention, ...], agencies: tuple[Agency, ...], setting: Setting
) -> tuple[list[Mention], tuple[str, ...]]:
    """The years named, each where it stands, and the notes on relative ones."""
    bare = blanked(folded, found)
    asked = asked_years(bare, agencies, setting.today, setting.talked, setting.last)
    if len(asked.values) == 1 and (more := _ONWARD.match(bare[asked.spans[0].end :])) and not SINCE.search(bare):
        held = sorted({y for a in agencies for y in a.years if y >= asked.values[0]})
        if len(held) > 1:
            whole = Span(start=asked.spans[0].start, end=asked.spans[0].end + more.end())
            return [_year(bare, held, whole)], asked.notes
    if further := _more_years(bare, asked):
        return further, asked.notes
    if asked.values:
        kind_one = len(asked.values) == len(asked.spans)
        if kind_one:
            pairs = zip(asked.values, asked.spans, strict=True)
            return [_year(bare, (v,), s) for v, s in pairs], asked.notes
        whole = Span(start=asked.spans[0].start, end=asked.spans[-1].end)
        return [_year(bare, asked.values, whole)], asked.notes
    if short := _short_years(bare, found):
        return short, ()
    for pattern, name in ((_SEVERAL_YEARS, "all"), (_ENDS, "first"), (_NEWEST, "latest")):
        if match := pattern.search(bare):
            span = Span(start=match.start(), end=match.end())
            return [Mention(kind="years", spans=(span,), words=match[0], name=name)], ()
    return [], ()


def _more_years(bare: str, asked: AskedYears) -> list[Mention]:
    """A year and those in two digits that are listed after it: 2019、20、21年."""
    if len(asked.values) != 1 or len(asked.spans) != 1:
        return []
    listed = _LISTED_SHORT.match(bare, asked.spans[0].end)
    if listed is None:
        return []
    values = (*asked.values, *(2000 + int(y) for y in re.findall(r"\d\d", listed[0])))
    whole = Span(start=asked.spans[0].start, end=listed.end())
    return [_year(bare, tuple(dict.fromkeys(int(v) for v in values)), whole)]


def _short_years(bare: str, found: tuple[Mention, ...]) -> list[Mention]:
    """Years in two digits (柳河21, 柳河19-22), where a body is named and the numbers cannot count anything."""
    if not any(m.kind == "body" for m in found):
        return []
    short = list(_TWO_DIGITS.finditer(bare))
    if len(short) == 2 and _LINKED.fullmatch(bare[short[0].end() : short[1].start()]):
        first, last = (2000 + int(m["year"]) for m in short)
        whole = Span(start=short[0].start(), end=short[1].end())
        return [_year(bare, range(first, last + 1), whole)] if first < last else []
    return [_year(bare, (2000 + int(m["year"]),), Span(start=m.start(), end=m.end())) for m in short]


def _year(bare: str, values: Iterable[int], span: Span) -> Mention:
    numbers = tuple(Decimal(v) for v in values)
    if more := _OF_YEAR.match(bare[span.end :]):  # 二零一八年度, 2014年当年
        span = Span(start=span.start, end=span.end + more.end())
    return Mention(kind="year" if len(numbers) == 1 else "years", spans=(span,), words=span.of(bare), values=numbers)


def _numbers(bare: str) -> list[Mention]:
    return [
        Mention(kind="number", spans=(c.span,), words=c.span.of(bare), values=c.numbers, name=c.test)
        for c in counted_in(bare)
    ]
