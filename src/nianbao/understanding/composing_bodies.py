"""Composers of queries over several bodies: compared, ranked, counted, placed, filtered, added up."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.query import Condition, Measure, Query, Scope, Years
from nianbao.text.numerals import chinese_value
from nianbao.understanding.composing_material import Composer, Material, base, value_of
from nianbao.understanding.composing_years import AND_HOW_MUCH, LESS, over_years
from nianbao.understanding.conditions import found_average
from nianbao.understanding.measuring import ratio_of
from nianbao.understanding.scoping import bodies

_ORDINAL = re.compile(
    r"(?:第|倒数第?)(?P<nth>[一二两三四五六七八九十]{1,3}|\d{1,3})"
    r"|(?:前|后|倒数|末)(?P<top>[两二三四五六七八九十]{1,3}|\d{1,3})|(?:top|first|last)\s?(?P<en>\d{1,2})"
    r"|(?P<runner>亚军|次高|次多|仅次于|老二|second)|(?P<third>季军|third)"
)
_LEAST = re.compile(r"最少|最低|最小|倒数|垫底|末|少到多|低到高|least|lowest|fewest|bottom|smallest|少|低|小")
_HOW_MANY = re.compile(r"(?:多少|几)[个家](?!方面)")
_WHO = re.compile(r"谁|哪[一几]?[个家]|哪些")


def bodies_compared(show: str, compare: str | None) -> Composer:
    """Composer of bodies set against each other: which has more, by how much, or side by side."""

    def compose(m: Material) -> Query | None:
        if not m.measures() or len(m.scope.bodies) < 2:
            return None
        query = replace(base(m, m.measures()[:1]), group_by="agency")
        if compare:
            return replace(query, compare=compare) if len(m.scope.bodies) == 2 else None  # type: ignore[arg-type]
        if show == "rows":
            return replace(query, show="rows", measures=m.measures(several=True))
        least = bool(re.search(r"少|低|小|less|fewer|least|lowest", m.rest.replace("多少", "")))
        return replace(query, show="which", order="asc" if least else "desc", limit=1)

    return compose


def ranked(order: str, **parts: object) -> Composer:
    """Composer of bodies put in order by a measure or a rate."""

    def compose(m: Material) -> Query | None:
        measures = m.measures()
        ratio = _rate_named(m)
        if not (measures or ratio) or len(m.scope.bodies) < 2:
            return None
        query = base(m, (ratio,) if ratio else measures[:1])
        query = replace(query, group_by="agency", show="which", order=order)  # type: ignore[arg-type]
        if parts.get("limit") == 1 and AND_HOW_MUCH.search(m.mentions.folded):
            return replace(query, show="number", order=None, reduce="max" if order == "desc" else "min")
        if filters := tuple(c for c in m.conditions if c.numbers or c.test in ("zero", "nonzero")):
            query = replace(query, conditions=tuple(c for c in filters if c.numbers))
        return replace(query, **parts)  # type: ignore[arg-type]

    return compose


def _rate_named(m: Material) -> Measure | None:
    """A rate asked over bodies (公开率最高的): the part over its whole."""
    if not re.search(r"率|占比|比例|比重", m.rest):
        return None
    return ratio_of(m.measures(several=True), m.mentions, m.catalogue)


def counted(order: str, name: str) -> Composer:
    """Composer of the first n bodies or of the n-th one; `name` is the part of the query that n fills."""

    def compose(m: Material) -> Query | None:
        number = ordinal(m.mentions.folded)
        query = ranked(order)(m)
        if query is None or number is None:
            return None
        if _LEAST.search(m.rest.replace("多少", "")) and not re.search(r"最多|最高", m.rest):
            query = replace(query, order="asc")
        if name == "limit":
            return replace(query, limit=number, show="list")
        return replace(query, position=number)

    return compose


def ordinal(folded: str) -> int | None:
    """The n of 第n, 前n名, top n; 2 for the runner-up; None when none is said."""
    match = _ORDINAL.search(folded)
    if match is None:
        return None
    if match["runner"] or match["third"]:
        return 2 if match["runner"] else 3
    said = match["nth"] or match["top"] or match["en"]
    if said.isdigit():
        return int(said)
    value = chinese_value(said)
    return 2 if said == "两" else int(value) if value is not None else None


def placed(m: Material) -> Query | None:
    """Query for the place of one body among those like it."""
    focus = m.scope.focus or (m.scope.bodies[:1] if not m.scope.group else ())
    if not m.measures() or len(focus) != 1:
        return None
    scope = m.scope
    if not scope.group:
        scope = _siblings(m, focus[0].place)
    query = base(replace(m, scope=replace(scope, focus=focus)), m.measures()[:1])
    return replace(query, show="place", group_by="agency", order="desc")


def _siblings(m: Material, place: str) -> Scope:
    """All bodies like the one named in its county: what its place among them is asked for without saying whom."""
    own = next(a for a in m.held if a.place == place)
    local = own.kind in "镇乡街道"
    alike = [a for a in m.held if a.parents[-1:] == own.parents[-1:] and (a.kind in "镇乡街道") == local]
    county = own.parents[-1] if own.parents else None
    return Scope(bodies=bodies(alike), group=True, place=county, kinds=("镇", "乡", "街道") if local else ())


def share_of_group(m: Material) -> Query | None:
    """Query for what part of its group's sum one body has."""
    if not m.measures() or not m.scope.focus or not m.scope.group:
        return None
    return replace(base(m, m.measures()[:1]), group_by="agency", compare="share")


def grew(m: Material) -> Query | None:
    """Query for the body whose figure rose or fell most."""
    if not m.measures() or len(m.scope.bodies) < 2:
        return None
    fell = bool(LESS.search(m.rest.replace("多少", ""))) and not re.search(r"增|涨|升", m.rest)
    rate = bool(re.search(r"快|率|幅|速|百分|比例", m.rest))
    measure = Measure(operator="change_percent" if rate else "change", of=m.measures()[:1])
    return replace(base(m, (measure,)), group_by="agency", show="which", order="asc" if fell else "desc", limit=1)


def filtered(show: str, reduce: str | None = None) -> Composer:
    """Composer of the bodies whose figures meet a test: listed, counted, or whether there are any."""

    def compose(m: Material) -> Query | None:
        measures, conditions = m.measures(), m.conditions
        if not measures or not conditions or len(m.scope.bodies) < 2:
            return None
        shown = tuple(dict.fromkeys(c.measure for c in conditions)) or measures
        if (years := _years_before(m, conditions)) is None:
            return None
        query = replace(base(replace(m, years=years), shown[:1]), group_by="agency", conditions=conditions)
        counts = show == "list" and _HOW_MANY.search(m.mentions.folded) and not _WHO.search(m.mentions.folded)
        if counts:
            plain = base(replace(m, years=years), shown[:1])
            return replace(plain, group_by="agency", conditions=conditions, reduce="count")
        if show == "yes_no" and _WHO.search(m.rest):
            return replace(query, show="list")
        if reduce and _WHO.search(m.mentions.folded) and not _HOW_MANY.search(m.mentions.folded):
            return replace(query, show="list")
        query = replace(query, show=show)  # type: ignore[arg-type]
        return replace(query, reduce=reduce) if reduce else query  # type: ignore[arg-type]

    return compose


def _years_before(m: Material, conditions: tuple[Condition, ...]) -> Years | None:
    """The year tested against the one before it; None for two years that do not follow each other."""
    if len(m.years.values) != 2 or not any(c.test.endswith("_before") for c in conditions):
        return m.years
    first, last = sorted(m.years.values)
    return replace(m.years, values=(last,)) if last - first == 1 else None


_EACH = re.compile(r"各(?:自|是|有|为|收到?|公开)?(?:多少|几)")
_IN_ALL = re.compile(r"一共|总共|合计|总计|总和|之和|加起来|加在一起")
"""What is asked of each is not added up, unless a sum is named."""


def each(m: Material) -> Query | None:
    """Query for the measures of every body, a row each."""
    if not m.measures() or len(m.scope.bodies) < 2:
        return None
    return replace(base(m, m.measures(several=True)), group_by="agency", show="rows")


def reduced(reduce: str) -> Composer:
    """Composer of one number made of the figures of several bodies: sum, average, median, extremes."""

    def compose(m: Material) -> Query | None:
        if not m.measures() or found_average(m.conditions):
            return None
        if len(m.scope.bodies) == 1 and not m.scope.group and reduce == "sum":
            return value_of(m) if len(m.years.values) < 2 else over_years(reduce="sum")(m)
        if reduce == "sum" and not m.scope.group and _EACH.search(m.rest) and not _IN_ALL.search(m.rest):
            return each(m)
        named = m.mentions.of("group", "place") or not m.scope.group
        if len(m.scope.bodies) < 2 or not named:
            return None
        query = replace(base(m, m.measures()[:1]), group_by="agency", reduce=reduce)  # type: ignore[arg-type]
        return query

    return compose
