"""Composers of queries over the years of one body: change, growth, course, highest and lowest, years passing a test."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from nianbao.query import Query, Years
from nianbao.understanding.composing_material import Composer, Material, base, value_of

_PERCENT = re.compile(r"百分|几成|%|比例|率|幅|percent|成")
LESS = re.compile(r"少|减|降|低|跌|小|less|fewer|drop|fall|decrease")
"""Words that a figure went down."""
_MORE = re.compile(r"多|增|涨|高|升|大|more|rise|increase")
_SAME = re.compile(r"持平|一样|相同|没变|不变|same|unchanged")
_AMOUNT = re.compile(r"多少(?!了?吗)|几[件条次个份人篇]")
_IN_UNITS = re.compile(r"[多几][少]?[件条次个份人篇]|[件条]数差?|差")
_SIZE = re.compile(r"多少|至少|多大|多高|几成")
_ROSE = re.compile(r"多|增|涨|升|more|rise|increase")
_APART = re.compile(r"差|相隔|between")
AND_HOW_MUCH = re.compile(
    r"(?:[,，、;；?？]|最[多少高低大小快慢][^,，多少几]{0,6})\s?(?:各?有|是|为|到底|一共)?(?:多少|几)(?:[件条次个份人篇万元]|$|[?？])"
)
"""After asking who has most: and how much that is."""
_FIRST = re.compile(r"首|第一|头一|最早|最先|最初|开始|起|最后|最近|最晚|末|first|last|since")
"""Words for one end of the years; without them every year that passes is meant."""
_LATEST = re.compile(r"最后|最近|最晚|末次|last")


def change(kind: str) -> Composer:
    """Composer of one measure against the year before, in its unit or in percent, or by direction alone."""

    def compose(m: Material) -> Query | None:
        measures = m.measures()
        if len(measures) != 1 or len(m.scope.bodies) > 1 or m.scope.group:
            return None
        years = m.years
        if kind == "yes_no" and (len(years.values) > 2 or years.kind == "all") and m.mentions.of("years"):
            return over_years(show="rows")(m)  # 近几年有没有增加: the course of them all
        if len(years.values) > 2:
            years = replace(years, values=(min(years.values), max(years.values)))
        if len(years.values) == 1:
            years = replace(years, values=(years.values[0] - 1, years.values[0]))
        elif not years.values:
            last = _newest(m)
            if last is None:
                return None
            years = Years(kind="given", values=(last - 1, last), said=False)
        query = replace(base(m, measures), years=years, group_by="year")
        if kind == "yes_no" and not _AMOUNT.search(m.rest):
            return _direction(query, m)
        rate = bool(_PERCENT.search(m.rest))
        wants_rate = rate or (kind == "percent" and not _IN_UNITS.search(m.rest))
        return replace(query, compare="percent" if wants_rate else "difference", sense=_sense(m))

    return compose


def _sense(m: Material) -> Literal["rise", "fall", "gap"]:
    """Whether the rise, the fall or the mere distance is asked for: 少了多少, 降幅; 差几件."""
    text = _SIZE.sub("", m.rest)
    if _ROSE.search(text):
        return "rise"
    return "fall" if LESS.search(text) else "gap" if _APART.search(text) else "rise"


def _newest(m: Material) -> int | None:
    bodies = {b.place for b in m.scope.bodies}
    years = [y for a in m.held if a.place in bodies or len(m.held) == 1 for y in a.years]
    return max(years, default=None)


def _direction(query: Query, m: Material) -> Query | None:
    text = m.rest.replace("多少", "")
    for pattern, compare in ((_SAME, "same"), (LESS, "less"), (_MORE, "more")):
        if pattern.search(text):
            return replace(query, show="yes_no", compare=compare)  # type: ignore[arg-type]
    return None


def growth(m: Material) -> Query | None:
    """Query for the average yearly growth; None without a measure."""
    return replace(base(m, m.measures()), group_by="year", reduce="growth", years=many(m)) if m.measures() else None


def many(m: Material) -> Years:
    """Years of which several are meant: those said, else all."""
    if len(m.years.values) > 1:
        return m.years
    return Years(kind="all", said=m.years.kind == "all")


def over_years(**parts: object) -> Composer:
    """Composer of one measure over the years named, or over all of them."""

    def compose(m: Material) -> Query | None:
        measures = m.measures()
        if not measures or len(m.scope.bodies) > 1:
            return None
        if m.years.kind in ("first", "latest") and m.years.said:
            return value_of(m)
        if parts.get("reduce") == "sum" and m.years.kind != "all" and len(m.years.values) < 2:
            return value_of(m)
        query = replace(base(m, measures[:1]), years=many(m), group_by="year", **parts)  # type: ignore[arg-type]
        if parts.get("limit") == 1 and AND_HOW_MUCH.search(m.mentions.folded):
            most = parts.get("order") == "desc"
            return replace(query, show="number", order=None, limit=None, reduce="max" if most else "min")
        return query

    return compose


def year_conditions(show: str, **parts: object) -> Composer:
    """Composer of the years in which a measure meets a test."""

    def compose(m: Material) -> Query | None:
        measures = m.measures()
        conditions = m.conditions
        if not measures or not conditions or len(m.scope.bodies) > 1:
            return None
        query = replace(base(m, measures), years=many(m), group_by="year", show=show, conditions=conditions)  # type: ignore[arg-type]
        query = replace(query, **({} if show == "which" and not _FIRST.search(m.rest) else parts))  # type: ignore[arg-type]
        if show == "which" and query.order is None:
            return replace(query, show="list")
        return replace(query, order="latest") if query.order == "earliest" and _LATEST.search(m.rest) else query

    return compose
