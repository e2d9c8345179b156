"""From an intent and the mentions of a question to its query: one small composer an intent, in one table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from nianbao.catalogue import Catalogue
from nianbao.directory.naming import Agency
from nianbao.query import Condition, GroupBy, Measure, Query, Scope, Years
from nianbao.understanding.composing_bodies import (
    bodies_compared,
    counted,
    each,
    filtered,
    grew,
    placed,
    ranked,
    reduced,
    share_of_group,
)
from nianbao.understanding.composing_material import Composer, Material, base, value_of
from nianbao.understanding.composing_years import change, growth, over_years, year_conditions
from nianbao.understanding.measuring import ratio_of
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.scoping import scope_of, unresolved

_CLAUSE = re.compile(r"[,，。;；]")
_INFORMATION = re.compile(r"信息|公开|发布|渠道|平台")
_WHO_APPLIES = re.compile(r"申请人|谁|哪类人|什么人|哪种人|人群|身份|主体")
_WHICH_YEAR = re.compile(r"哪一?年|哪几年|哪个年")
_AMOUNT = re.compile(r"几(?!乎)[件条次个份人拨位起项家回趟批户宗篇]|多少")
_DENIES = re.compile(
    r"(?:一[个件条次起]|任何|完全|根本)[^,，]{0,8}(?:没|无|未)|(?:都|也)没|是不是没|没有[^,，]{0,6}(?:吧|对吗|是吗)|为零|是零"
)


def _yes_no(m: Material) -> Query | None:
    if not m.measures():
        return None
    measures = m.measures()
    if _WHICH_YEAR.search(m.mentions.folded):
        return year_conditions("list")(m)
    if _AMOUNT.search(m.mentions.folded):  # 有没有…，几件: the number tells both
        return base(m, measures)
    if not _DENIES.search(m.mentions.folded):
        return replace(base(m, measures), show="yes_no")
    return replace(base(m, measures), show="yes_no", conditions=(Condition(measure=measures[0], test="zero"),))


def _claim(m: Material) -> Query | None:
    measures, numbers = m.measures(several=True), m.mentions.of("number")
    if len(measures) > 1 or len(numbers) > 1:  # 收到2件申请，是不是只公开了2条: the clause that asks
        asked = _last_clause(m.mentions)
        found = [x for x in m.mentions.of("measure") if x.start >= asked]
        measures = tuple(x for x in measures if x.metric in {f.metric for f in found})
        numbers = tuple(n for n in numbers if n.start >= asked) or (numbers if len(numbers) == 1 else ())
    if len(measures) != 1 or len(numbers) != 1:
        return None
    query = replace(base(m, measures), show="yes_no")
    test = numbers[0].name
    if test == "=":
        return replace(query, claimed=numbers[0].values)
    return replace(query, conditions=(Condition(measure=measures[0], test=test, numbers=numbers[0].values),))  # type: ignore[arg-type]


def _last_clause(mentions: Mentions) -> int:
    """Where the clause begins that holds the last measure."""
    last = max((m.start for m in mentions.of("measure")), default=0)
    return max((mark.end() for mark in _CLAUSE.finditer(mentions.folded[:last])), default=0)


def _all_replied(m: Material) -> Query | None:
    """Whether everything received was answered: requests, or the letters that are named."""
    letters = tuple(x for x in m.measures() if (x.metric or "").startswith("mailbox"))
    return replace(base(m, letters or (Measure(metric="applications_received"),)), show="yes_no", topic="all_replied")


def _published(m: Material) -> tuple[Measure, ...]:
    """What is published, where parts are asked of nothing else (各类信息, 那146条都是什么)."""
    units = {n.words[-1:] for n in m.mentions.of("number")}
    said = _INFORMATION.search(m.mentions.folded) or "条" in units
    return (Measure(metric="proactive_disclosures_total"),) if said and m.scope.bodies else ()


def _parts(order: Literal["asc", "desc"] | None) -> Composer:
    def compose(m: Material) -> Query | None:
        measures = m.measures() or _published(m)
        if len(measures) != 1:
            return base(m, m.measures(several=True)) if measures and order is None else None
        by: GroupBy = "applicant" if _WHO_APPLIES.search(m.mentions.folded) else "part"
        query = replace(base(m, measures), show="rows", group_by=by)
        return query if order is None else replace(query, show="which", order=order, limit=1)

    return compose


def _share(m: Material) -> Query | None:
    ratio = ratio_of(m.measures(several=True), m.mentions, m.catalogue)
    return None if ratio is None else base(m, (ratio,))


def _of_measures(operator: str) -> Composer:
    def compose(m: Material) -> Query | None:
        found = m.measures(several=True)
        if operator == "times" and len(found) == 1 and (len(m.scope.bodies) == 2 or len(m.years.values) == 2):
            by: GroupBy = "agency" if len(m.scope.bodies) == 2 else "year"
            return replace(base(m, found), group_by=by, compare="times")
        if operator == "sum" and len(found) == 1:
            return reduced("sum")(m)
        if len(found) == 1 and found[0].of:  # all but a part, told as a difference
            return base(m, found)
        if len(found) < 2 or (operator != "sum" and len(found) > 2):
            return None
        if operator == "sum" and "占" in m.rest and len(found) > 2:
            return base(m, (Measure(operator="ratio", of=(Measure(operator="sum", of=found[:-1]), found[-1])),))
        if operator == "sum" and (whole := _whole_of(found, m.catalogue)) is not None:
            return base(m, (whole,))
        if operator == "difference":
            return replace(base(m, found), group_by="measure", compare="difference")
        return base(m, (Measure(operator=operator, of=found),))  # type: ignore[arg-type]

    return compose


def _whole_of(found: tuple[Measure, ...], catalogue: Catalogue) -> Measure | None:
    """The measure of which all the others are parts: named with its parts it is not added to them."""
    for whole in found:
        others = [m for m in found if m is not whole]
        if all(any(a.id == whole.metric for a in catalogue.ancestors(o.metric or "")) for o in others):
            return whole
    return None


def _which_measure(m: Material) -> Query | None:
    found = m.measures(several=True)
    if len(found) < 2:
        return None
    least = bool(re.search(r"少|低|小", m.rest)) and not re.search(r"多|高|大", m.rest.replace("多少", ""))
    return replace(base(m, found), show="which", group_by="measure", order="asc" if least else "desc", limit=1)


def _check(m: Material) -> Query | None:
    measures = m.measures(several=True)
    if not m.scope.bodies or m.scope.group:
        return None
    numbers = tuple(v for n in m.mentions.of("number") for v in n.values)
    return replace(base(m, measures), show="check", claimed=numbers[-1:])


COMPOSERS: Mapping[str, Composer] = MappingProxyType(
    {
        "value": value_of, "value_yesno": _yes_no, "claim_yesno": _claim, "breakdown": _parts(None),
        "part_max": _parts("desc"), "part_min": _parts("asc"), "share": _share, "times": _of_measures("times"),
        "sum_measures": _of_measures("sum"), "diff_measures": _of_measures("difference"),
        "which_measure": _which_measure, "check": _check, "all_replied": _all_replied,
        "change": change("difference"), "change_percent": change("percent"), "change_yesno": change("yes_no"),
        "growth_average": growth, "trend": over_years(show="rows"),
        "year_max": over_years(show="which", order="desc", limit=1),
        "year_min": over_years(show="which", order="asc", limit=1),
        "year_filter": year_conditions("list"), "year_count": year_conditions("number", reduce="count"),
        "year_first": year_conditions("which", order="earliest", limit=1),
        "sum_years": over_years(reduce="sum"), "average_years": over_years(reduce="average"),
        "which_body": bodies_compared("which", None), "diff_bodies": bodies_compared("number", "difference"),
        "compare_bodies": bodies_compared("rows", None),
        "rank_max": ranked("desc", limit=1), "rank_min": ranked("asc", limit=1),
        "rank_top": counted("desc", "limit"), "rank_bottom": counted("asc", "limit"),
        "rank_nth": counted("desc", "position"), "rank_place": placed, "rank_list": ranked("desc", show="list"),
        "rank_growth": grew, "filter_list": filtered("list"), "filter_count": filtered("number", "count"),
        "filter_yesno": filtered("yes_no"), "each_body": each, "sum_bodies": reduced("sum"),
        "average_bodies": reduced("average"), "median_bodies": reduced("median"), "max_bodies": reduced("max"),
        "min_bodies": reduced("min"), "share_body": share_of_group,
    }
)  # fmt: skip
"""Every intent that a query over the ledger can meet."""

GROUPED = frozenset(
    ("rank_max", "rank_min", "rank_top", "rank_bottom", "rank_nth", "rank_place", "rank_list", "rank_growth",
     "filter_list", "filter_count", "filter_yesno", "each_body", "sum_bodies", "average_bodies", "median_bodies",
     "max_bodies", "min_bodies", "share_body")
)  # fmt: skip
"""Intents about bodies as a set."""


def years_of(mentions: Mentions) -> Years:
    """The years that the mentions name."""
    found = mentions.of("year", "years")
    values = tuple(dict.fromkeys(int(v) for m in found for v in m.values))
    if values:
        return Years(kind="given", values=values)
    name = next((m.name for m in found if m.name), None)
    if name in ("all", "first", "latest"):
        return Years(kind=name)  # type: ignore[arg-type]
    return Years(kind="latest", said=False)


def composed(
    intent: str, mentions: Mentions, catalogue: Catalogue, held: Sequence[Agency], *,
    scope: Scope | None = None, years: Years | None = None,
) -> Query | None:  # fmt: skip
    """The query of an intent; None when the mentions lack what it needs.

    `scope` and `years` stand in for those named.
    """
    composer = COMPOSERS.get(intent)
    if composer is None:
        return None
    if intent in GROUPED and unresolved(mentions):
        return None
    scope = scope or scope_of(mentions, held, grouped=intent in GROUPED)
    years = years or years_of(mentions)
    material = Material(mentions=mentions, catalogue=catalogue, held=held, scope=scope, years=years)
    query = composer(material)
    return None if query is None else replace(query, notes=_notes(mentions, catalogue))


def _notes(mentions: Mentions, catalogue: Catalogue) -> tuple[str, ...]:
    plain = {a: a in mentions.short or set(a) <= set(b) for a, b in mentions.corrected}
    named = [f"“{a}”即“{b}”" if plain[a] else f"未收录“{a}”，按“{b}”理解" for a, b in mentions.corrected]
    slips = [f"“{m.words}”按“{m.slip}”理解" for m in mentions.of("measure") if m.slip and m.slip != m.words]
    meant = [m for m in mentions.of("measure") if m.described]
    told = [f"“{m.words}”按“{catalogue.metric(m.metric).short}”理解" for m in meant if m.metric]
    return (*named, *mentions.notes, *slips[:1], *told)
