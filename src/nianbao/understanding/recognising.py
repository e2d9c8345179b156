"""From a question's text to its mentions: bodies first, then groups and places, years, numbers and measures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nianbao.directory.found import Named
from nianbao.directory.groups import Group, groups_in, places_in
from nianbao.directory.linker import Agencies
from nianbao.directory.naming import TAIL, Agency
from nianbao.model import Span
from nianbao.text.fold import fold
from nianbao.understanding.asked_years import AskedYears, asked_years
from nianbao.understanding.counted import counted_in
from nianbao.understanding.described import described
from nianbao.understanding.mentions import Mention, Mentions, blanked, masked, without
from nianbao.understanding.metric_linker import Matcher
from nianbao.understanding.recognising_measures import SINCE, measures_in
from nianbao.understanding.story import told

_UNITS = r"(?:[件条次个份篇场元家%倍名位岁日月号点时分]|期(?!间)|人(?![事大社力民才口])|项(?!目)|万|年[前后内来])"
_TWO_DIGITS = re.compile(
    r"(?<![\d.])(?P<year>0[6-9]|1\d|2\d)(?=\D|$)(?!\s?" + _UNITS + r")"
)
"""A year in two digits without 年 (柳河21申请数), where the number cannot count anything."""
_LINKED = re.compile(r"\s?年?\s?(?:到|至|-|~|—|–|→|->|=>)\s?")
"""Between the first and the last of a range of years."""
_LISTED_SHORT = re.compile(
    r"(?:\s?年?\s?[、,，/和跟与]\s?(?:0[6-9]|1\d|2\d)(?!\d)(?!\s?" + _UNITS + r")){1,8}(?:\s?(?:这)?[二两三四五六七八]?年)?"
)
_SEVERAL_YEARS = re.compile(
    r"历年|逐年|每一?年|各年度?|这[几些]年|近[几些]年来?|这么多年|年年|分年度?|所有年份|[二两三四五六七八九十\d]{1,2}年间|多年来?"
)
_ENDS = re.compile(r"最早(?:那|的)?(?:一)?年|第一年|头一年|首年|最初(?:那)?一?年")
_NEWEST = re.compile(
    r"最近(?:的)?(?:那)?一年|最新(?:那|的)?一?年|最新(?:的)?(?:一份|一期)?(?:年报|报告)|最后(?:那)?一?年"
)
_BOTH = re.compile(r"(?:这|那)?(?:[两俩二]|几)(?:个|家|地)?(?:都叫|叫)?$")
_BUREAU = re.compile(
    r"(?:^|(?<=[^\u4e00-\u9fa5])|(?<=[年的在向跟问和与对去到给看查那找]))"
    r"(?:[县市区]|我们?[县市区]|咱们?[县市区])?(?P<name>[\u4e00-\u9fa5]{2,10}?局)"
)
_LATIN_NAME = re.compile(r"[a-z]{4}")
_FULL_YEAR = re.compile(r"20[0-4]\d")
_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公[室厅])?$")
_LINK = re.compile(r"(?:[县市区])?(?:的|那个|那边的?|这边的?|下面的?)?")
_ONWARD = re.compile(r"\s?(?:年)?(?:以来|起(?!诉)|开始|之后|以后|往后)")
_PREAMBLE = re.compile(r"[,，。;；!！:：](?=[^,，。;；!！:：]{4,})")
_ASKING = re.compile(r"多少|几|哪|有没有|是不是|吗|谁")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What recognising needs besides the text: the bodies held, the measures, the day, the years talked about."""

    agencies: Agencies
    matcher: Matcher
    today: date
    talked: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    about: tuple[Agency, ...] = ()
    prefer: str | None = None


def recognised(text: str, setting: Setting) -> Mentions:
    """The mentions of a question; the same for the same text, index and day."""
    folded = fold(text)
    bodies, named = _bodies(folded, setting)
    bodies, groups, places = _groups(folded, bodies, setting.agencies.all)
    found = [*bodies, *groups, *places]
    agencies = tuple(a for m in found if m.kind == "body" for a in m.agencies)
    years, notes = _years(folded, tuple(found), agencies or setting.about, setting)
    found += years
    tale = told(folded, [s for m in found for s in m.spans])
    found = [m for m in found if m.agencies or m.kind != "body" or not _inside(m, tale)]
    bare = without(blanked(folded, tuple(found)), tale)
    numbers, measures = _counted(bare, folded, setting)
    if not measures and tale:  # what is counted stands in the story
        tale = ()
        bare = blanked(folded, tuple(found))
        numbers, measures = _counted(bare, folded, setting)
    found = sorted([*found, *numbers, *measures], key=lambda m: m.start)
    unheld = tuple(m.words for m in found if m.kind == "body" and not m.agencies)
    return Mentions(
        folded=folded, found=tuple(found), masked=masked(folded, tuple(found), tale),
        rest=without(blanked(folded, tuple(found)), tale), told=tale,
        applicant=(kind := setting.matcher.applicant(bare)), applicant_words=setting.matcher.names_of_kind(kind),
        corrected=named.corrected, short=named.short, notes=notes, unheld=unheld,
        english=_is_english(folded),
    )  # fmt: skip


def _counted(bare: str, folded: str, setting: Setting) -> tuple[list[Mention], list[Mention]]:
    """The numbers and the measures of a text from which names, years and stories are blanked."""
    numbers = _numbers(bare)
    bare = blanked(bare, tuple(numbers))
    measures = measures_in(bare, setting.matcher, setting.prefer)
    one = None if _is_english(folded) or _asked_about(bare, measures) else described(bare)
    return numbers, measures if one is None else [one]


def _inside(mention: Mention, tale: tuple[Span, ...]) -> bool:
    return any(t.start <= mention.start and mention.end <= t.end for t in tale)


def _asked_about(bare: str, measures: list[Mention]) -> bool:
    """True when a measure is named, and not merely in a clause that tells a story before the one that asks."""
    if not measures or not _PREAMBLE.search(bare):
        return bool(measures)
    last = max(m.start() for m in _PREAMBLE.finditer(bare))
    return any(m.start > last for m in measures) or not _ASKING.search(bare[last:])


def _bodies(folded: str, setting: Setting) -> tuple[list[Mention], Named]:
    """Names of bodies, held or not; groups are set aside first, so that 云溪县乡镇街道 is no name."""
    held = setting.agencies.held_names(folded)
    aside = list(folded)
    for group in groups_in(without(folded, held, "。")):
        aside[group.span.start : group.span.end] = "。" * (group.span.end - group.span.start)
    text = "".join(aside)
    named = setting.agencies.find(text)
    found = [
        Mention(kind="body", spans=(mark.span,), words=mark.span.of(folded), agencies=mark.agencies)
        for mark in named.marks
        if "。" not in mark.span.of(text)
    ]
    if not found and _LATIN_NAME.search(folded) and (latin := setting.agencies.latin_marks(folded)):
        found = [Mention(kind="body", spans=(m.span,), words=m.span.of(folded), agencies=m.agencies) for m in latin]
    if not found and not groups_in(folded) and (bureau := _bare_bureau(folded, setting)) is not None:
        found = [bureau]
    found = [m for i, m in enumerate(found) if not _only_places(m, found[i + 1 : i + 2], folded)]
    return [_among(m, folded) for m in found], named


def _bare_bureau(folded: str, setting: Setting) -> Mention | None:
    """A bureau named without its place (县教育局): the one that is held, or those there are to choose among."""
    for match in _BUREAU.finditer(folded):
        held = setting.agencies.bureaus(match["name"])
        asked = {int(y) for y in _FULL_YEAR.findall(folded)}
        of_year = tuple(a for a in held if asked & set(a.years)) or held
        if of_year:
            span = Span(start=match.start(), end=match.end())
            return Mention(kind="body", spans=(span,), words=match[0], agencies=of_year)
    return None


def _only_places(county: Mention, after: list[Mention], folded: str) -> bool:
    """True for a county named right before a body of its own: it only says where that lies (苍洄那个枕溪镇)."""
    if len(county.agencies) != 1 or not after or not _LINK.fullmatch(folded[county.end : after[0].start]):
        return False
    return any(county.agencies[0].name in a.parents for a in after[0].agencies)


def _among(mention: Mention, folded: str) -> Mention:
    """Of bodies of one name those whose places the question names (望岑县和云溪县的城关镇), or both (两个城关镇)."""
    if len(mention.agencies) < 2:
        return mention
    near = [a for a in mention.agencies if any(_says_place(folded, p) for p in a.parents[-1:])]
    return Mention(kind="body", spans=mention.spans, words=mention.words, agencies=tuple(near) or mention.agencies)


def _says_place(folded: str, parent: str) -> bool:
    full, short = fold(parent), TAIL.sub("", fold(parent))
    return full in folded or (len(short) >= 2 and short in folded)


def both_meant(mentions: Mentions, mention: Mention) -> bool:
    """True when the words before a name of several bodies say that all are meant, or each one's place is said."""
    before = mentions.folded[: mention.start]
    if _BOTH.search(before) and "几" not in before[-3:]:
        return True
    said = [a for a in mention.agencies if any(TAIL.sub("", fold(p)) in mentions.folded for p in a.parents[-1:])]
    return len(said) == len(mention.agencies)


def _groups(
    folded: str, bodies: list[Mention], held: tuple[Agency, ...]
) -> tuple[list[Mention], list[Mention], list[Mention]]:
    """Groups and the places they lie in; a county that is a body itself is the place where a group follows it."""
    text = blanked(folded, tuple(bodies), "。")
    groups = [_group_mention(g) for g in groups_in(text)]
    places = [
        Mention(kind="place", spans=(span,), words=span.of(folded), name=name) for name, span in places_in(text, held)
    ]
    taken = [g for g in groups if not any(_overlap(g, p) for p in places)]
    if not taken:
        return bodies, taken, places
    kept_bodies: list[Mention] = []
    for body in bodies:
        county = [a for a in body.agencies if a.kind in ("县", "区", "市") or _GOVERNMENT.search(a.name)]
        if county and all(g.level for g in taken):
            return bodies, [], places  # 青澜县2023年全县: what the county's own report says
        if county and any(0 <= g.start - body.end <= 6 for g in taken):
            places.append(Mention(kind="place", spans=body.spans, words=body.words, name=_place_of(body, county[0])))
        elif not body.agencies and any(0 <= g.start - body.end <= 3 for g in taken) and body.words[-1:] in "县区市省州":
            places.append(Mention(kind="place", spans=body.spans, words=body.words, name=body.words))
        else:
            kept_bodies.append(body)
    return kept_bodies, taken, places


def _place_of(body: Mention, county: Agency) -> str:
    """The place that a county's government is called by: as it is said, else by its own name."""
    if body.words[-1:] in "县区市州旗省":
        return body.words
    return fold(_GOVERNMENT.sub("", county.name))


def _group_mention(group: Group) -> Mention:
    return Mention(kind="group", spans=(group.span,), words=group.words, kinds=group.kinds, level=group.level)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


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
    if more := _more_years(bare, asked):
        return more, asked.notes
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
    end = asked.spans[0].end
    listed = _LISTED_SHORT.match(bare, end)
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
    return Mention(kind="year" if len(numbers) == 1 else "years", spans=(span,), words=span.of(bare), values=numbers)


def _numbers(bare: str) -> list[Mention]:
    return [
        Mention(kind="number", spans=(c.span,), words=c.span.of(bare), values=c.numbers, name=c.test)
        for c in counted_in(bare)
    ]


def _is_english(folded: str) -> bool:
    letters, characters = len(re.findall(r"[a-z]", folded)), len(re.findall(r"[\u4e00-\u9fa5]", folded))
    return letters > 2 * characters and len(folded) > 6
