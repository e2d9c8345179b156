"""From an intent and the mentions of a question to its query: one small composer an intent, in one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from nianbao.catalogue import Catalogue
from nianbao.directory.naming import Agency
from nianbao.query import Condition, Measure, Query, Scope, Years
from nianbao.text.numerals import chinese_value
from nianbao.understanding.conditions import conditions_of, found_average
from nianbao.understanding.measuring import measures_of, ratio_of
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.scoping import scope_of

_ORDINAL = re.compile(
    r"(?:第|倒数第?)(?P<nth>[一二两三四五六七八九十]{1,3}|\d{1,3})|(?:前|后|倒数|末)(?P<top>[两二三四五六七八九十]{1,3}|\d{1,3})|(?:top|first|last)\s?(?P<en>\d{1,2})"
    r"|(?P<runner>亚军|次高|次多|仅次于|老二|second)|(?P<third>季军|third)"
)
_LEAST = re.compile(r"最少|最低|最小|倒数|垫底|末|少到多|低到高|least|lowest|fewest|bottom|smallest|少|低|小")
_PERCENT = re.compile(r"百分|几成|%|比例|率|幅|percent|成")
_MORE, _LESS, _SAME = re.compile(r"多|增|涨|高|升|大|more|rise|increase"), re.compile(r"少|减|降|低|跌|小|less|fewer|drop|fall|decrease"), re.compile(r"持平|一样|相同|没变|不变|same|unchanged")
_HOW_MANY = re.compile(r"(?:多少|几)[个家](?!方面)")
_WHO = re.compile(r"谁|哪[一]?[个家]|哪些")
_AMOUNT = re.compile(r"多少(?!了?吗)|几[件条次个份人篇]")
_IN_UNITS = re.compile(r"[多几][少]?[件条次个份人篇]|[件条]数差?|差")
_LATEST = re.compile(r"最后|最近|最晚|末次|last")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a composer works on; `years` and `scope` are already made."""

    mentions: Mentions
    catalogue: Catalogue
    held: Sequence[Agency]
    scope: Scope
    years: Years

    def measures(self, *, several: bool = False) -> tuple[Measure, ...]:
        return measures_of(self.mentions, self.catalogue, several=several)

    @property
    def rest(self) -> str:
        return self.mentions.rest

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return conditions_of(self.mentions, self.measures(several=True))


Composer = Callable[[Material], Query | None]


def _base(material: Material, measures: tuple[Measure, ...]) -> Query:
    return Query(show="number", scope=material.scope, years=material.years, measures=measures)


def _value(m: Material) -> Query | None:
    return _base(m, m.measures()) if m.measures() else None


def _yes_no(m: Material) -> Query | None:
    if not m.measures():
        return None
    denies = bool(re.search(r"(?:一[个件条次起]|任何|完全|根本)[^,，]{0,8}(?:没|无|未)|(?:都|也)没|是不是没|没有[^,，]{0,6}(?:吧|对吗|是吗)|为零|是零", m.mentions.folded))
    measures = m.measures()
    if not denies:
        return replace(_base(m, measures), show="yes_no")
    return replace(_base(m, measures), show="yes_no", conditions=(Condition(measure=measures[0], test="zero"),))


def _claim(m: Material) -> Query | None:
    measures = m.measures()
    numbers = m.mentions.of("number")
    if not measures or len(numbers) != 1:
        return None
    query = replace(_base(m, measures), show="yes_no")
    test = numbers[0].name
    if test == "=":
        return replace(query, claimed=numbers[0].values)
    return replace(query, conditions=(Condition(measure=measures[0], test=test, numbers=numbers[0].values),))  # type: ignore[arg-type]


def _parts(order: str | None) -> Composer:
    def compose(m: Material) -> Query | None:
        measures = m.measures()
        if len(measures) != 1:
            return _base(m, m.measures(several=True)) if measures and order is None else None
        by = "applicant" if re.search(r"申请人|谁|哪类人|什么人|哪种人|人群|身份|主体", m.rest) else "part"
        query = replace(_base(m, measures), show="rows", group_by=by)
        return query if order is None else replace(query, show="which", order=order, limit=1)

    return compose


def _share(m: Material) -> Query | None:
    ratio = ratio_of(m.measures(several=True), m.mentions, m.catalogue)
    return None if ratio is None else _base(m, (ratio,))


def _of_measures(operator: str) -> Composer:
    def compose(m: Material) -> Query | None:
        found = m.measures(several=True)
        if operator == "times" and len(found) == 1 and (len(m.scope.bodies) == 2 or len(m.years.values) == 2):
            by = "agency" if len(m.scope.bodies) == 2 else "year"
            return replace(_base(m, found), group_by=by, compare="times")
        if operator == "sum" and len(found) == 1:
            return _reduced("sum")(m)
        if len(found) < 2 or (operator != "sum" and len(found) > 2):
            return None
        if operator == "sum" and "占" in m.rest and len(found) > 2:
            return _base(m, (Measure(operator="ratio", of=(Measure(operator="sum", of=found[:-1]), found[-1])),))
        if operator == "sum" and (whole := _whole_of(found, m.catalogue)) is not None:
            return _base(m, (whole,))
        if operator == "difference":
            return replace(_base(m, found), group_by="measure", compare="difference")
        return _base(m, (Measure(operator=operator, of=found),))  # type: ignore[arg-type]

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
    return replace(_base(m, found), show="which", group_by="measure", order="asc" if least else "desc", limit=1)


def _change(kind: str) -> Composer:
    def compose(m: Material) -> Query | None:
        measures = m.measures()
        if len(measures) != 1 or len(m.scope.bodies) > 1 or m.scope.group:
            return None
        years = m.years
        if len(years.values) > 2:
            years = replace(years, values=(min(years.values), max(years.values)))
        if len(years.values) == 1:
            years = replace(years, values=(years.values[0] - 1, years.values[0]))
        elif not years.values:
            last = _newest(m)
            if last is None:
                return None
            years = Years(kind="given", values=(last - 1, last), said=False)
        query = replace(_base(m, measures), years=years, group_by="year")
        if kind == "yes_no" and not _AMOUNT.search(m.rest):
            return _direction(query, m)
        rate = bool(_PERCENT.search(m.rest))
        wants_rate = rate or (kind == "percent" and not _IN_UNITS.search(m.rest))
        return replace(query, compare="percent" if wants_rate else "difference")

    return compose


def _newest(m: Material) -> int | None:
    bodies = {b.place for b in m.scope.bodies}
    years = [y for a in m.held if a.place in bodies or len(m.held) == 1 for y in a.years]
    return max(years, default=None)


def _direction(query: Query, m: Material) -> Query | None:
    text = m.rest.replace("多少", "")
    for pattern, compare in ((_SAME, "same"), (_LESS, "less"), (_MORE, "more")):
        if pattern.search(text):
            return replace(query, show="yes_no", compare=compare)  # type: ignore[arg-type]
    return None


def _growth(m: Material) -> Query | None:
    return replace(_base(m, m.measures()), group_by="year", reduce="growth", years=_many(m)) if m.measures() else None


def _many(m: Material) -> Years:
    """Years of which several are meant: those said, else all."""
    if len(m.years.values) > 1:
        return m.years
    return Years(kind="all", said=m.years.kind == "all")


def _over_years(**parts: object) -> Composer:
    def compose(m: Material) -> Query | None:
        measures = m.measures()
        if not measures or len(m.scope.bodies) > 1:
            return None
        if parts.get("reduce") == "sum" and m.years.kind != "all" and len(m.years.values) < 2:
            return _value(m)
        query = replace(_base(m, measures[:1]), years=_many(m), group_by="year", **parts)  # type: ignore[arg-type]
        return query

    return compose


def _year_conditions(show: str, **parts: object) -> Composer:
    def compose(m: Material) -> Query | None:
        measures = m.measures()
        conditions = m.conditions
        if not measures or not conditions or len(m.scope.bodies) > 1:
            return None
        query = replace(_base(m, measures), years=_many(m), group_by="year", show=show, conditions=conditions)  # type: ignore[arg-type]
        order = parts.get("order")
        if order == "earliest" and _LATEST.search(m.rest):
            parts["order"] = "latest"
        return replace(query, **parts)  # type: ignore[arg-type]

    return compose


def _bodies_compared(show: str, compare: str | None) -> Composer:
    def compose(m: Material) -> Query | None:
        if not m.measures() or len(m.scope.bodies) < 2:
            return None
        query = replace(_base(m, m.measures()[:1]), group_by="agency")
        if compare:
            return replace(query, compare=compare) if len(m.scope.bodies) == 2 else None  # type: ignore[arg-type]
        if show == "rows":
            return replace(query, show="rows", measures=m.measures(several=True))
        least = bool(re.search(r"少|低|小|less|fewer|least|lowest", m.rest.replace("多少", "")))
        return replace(query, show="which", order="asc" if least else "desc", limit=1)

    return compose


def _ranked(order: str, **parts: object) -> Composer:
    def compose(m: Material) -> Query | None:
        measures = m.measures()
        ratio = _rate_named(m)
        if not (measures or ratio) or len(m.scope.bodies) < 2:
            return None
        query = replace(_base(m, (ratio,) if ratio else measures[:1]), group_by="agency", show="which", order=order)  # type: ignore[arg-type]
        if filters := tuple(c for c in m.conditions if c.numbers or c.test in ("zero", "nonzero")):
            query = replace(query, conditions=tuple(c for c in filters if c.numbers))
        return replace(query, **parts)  # type: ignore[arg-type]

    return compose


def _rate_named(m: Material) -> Measure | None:
    """A rate asked over bodies (公开率最高的): the part over its whole."""
    if not re.search(r"率|占比|比例|比重", m.rest):
        return None
    return ratio_of(m.measures(several=True), m.mentions, m.catalogue)


def _counted(order: str, name: str) -> Composer:
    def compose(m: Material) -> Query | None:
        number = ordinal(m.mentions.folded)
        query = _ranked(order)(m)
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


def _placed(m: Material) -> Query | None:
    focus = m.scope.focus or (m.scope.bodies[:1] if not m.scope.group else ())
    if not m.measures() or len(focus) != 1:
        return None
    scope = m.scope
    if not scope.group:
        scope = _siblings(m, focus[0].place)
    return replace(_base(m, m.measures()[:1]), scope=replace(scope, focus=focus), show="place", group_by="agency", order="desc")


def _siblings(m: Material, place: str) -> Scope:
    """All bodies like the one named in its county: what its place among them is asked for without saying whom."""
    from nianbao.understanding.scoping import bodies

    own = next(a for a in m.held if a.place == place)
    alike = [a for a in m.held if a.parents[-1:] == own.parents[-1:] and (a.kind in "镇乡街道") == (own.kind in "镇乡街道")]
    county = own.parents[-1] if own.parents else None
    return Scope(bodies=bodies(alike), group=True, place=county, kinds=("镇", "乡", "街道") if own.kind in "镇乡街道" else ())


def _share_of_group(m: Material) -> Query | None:
    if not m.measures() or not m.scope.focus or not m.scope.group:
        return None
    return replace(_base(m, m.measures()[:1]), group_by="agency", compare="share")


def _grew(m: Material) -> Query | None:
    if not m.measures() or len(m.scope.bodies) < 2:
        return None
    fell = bool(_LESS.search(m.rest.replace("多少", ""))) and not re.search(r"增|涨|升", m.rest)
    rate = bool(re.search(r"快|率|幅|速|百分|比例", m.rest))
    measure = Measure(operator="change_percent" if rate else "change", of=m.measures()[:1])
    return replace(_base(m, (measure,)), group_by="agency", show="which", order="asc" if fell else "desc", limit=1)


def _filtered(show: str, reduce: str | None = None) -> Composer:
    def compose(m: Material) -> Query | None:
        measures, conditions = m.measures(), m.conditions
        if not measures or not conditions or len(m.scope.bodies) < 2:
            return None
        shown = tuple(dict.fromkeys(c.measure for c in conditions)) or measures
        if (years := _years_before(m, conditions)) is None:
            return None
        if show == "list" and _HOW_MANY.search(m.mentions.folded) and not _WHO.search(m.mentions.folded):
            return replace(
                _base(replace(m, years=years), shown[:1]), group_by="agency", conditions=conditions, reduce="count"
            )
        if show == "yes_no" and _WHO.search(m.rest):
            return replace(_base(replace(m, years=years), shown[:1]), group_by="agency", show="list", conditions=conditions)
        query = replace(_base(replace(m, years=years), shown[:1]), group_by="agency", show=show, conditions=conditions)  # type: ignore[arg-type]
        return replace(query, reduce=reduce) if reduce else query  # type: ignore[arg-type]

    return compose


def _years_before(m: Material, conditions: tuple[Condition, ...]) -> Years | None:
    """The year tested against the one before it; None for two years that do not follow each other."""
    if len(m.years.values) != 2 or not any(c.test.endswith("_before") for c in conditions):
        return m.years
    first, last = sorted(m.years.values)
    return replace(m.years, values=(last,)) if last - first == 1 else None


def _each(m: Material) -> Query | None:
    if not m.measures() or len(m.scope.bodies) < 2:
        return None
    return replace(_base(m, m.measures(several=True)), group_by="agency", show="rows")


def _reduced(reduce: str) -> Composer:
    def compose(m: Material) -> Query | None:
        if not m.measures() or found_average(m.conditions):
            return None
        if len(m.scope.bodies) == 1 and not m.scope.group and reduce == "sum":
            return _value(m) if len(m.years.values) < 2 else _over_years(reduce="sum")(m)
        named = m.mentions.of("group", "place") or not m.scope.group
        if len(m.scope.bodies) < 2 or not named:
            return None
        query = replace(_base(m, m.measures()[:1]), group_by="agency", reduce=reduce)  # type: ignore[arg-type]
        return query

    return compose


def _check(m: Material) -> Query | None:
    measures = m.measures(several=True)
    if not m.scope.bodies or m.scope.group:
        return None
    numbers = tuple(v for n in m.mentions.of("number") for v in n.values)
    return replace(_base(m, measures), show="check", claimed=numbers[-1:])


COMPOSERS: Mapping[str, Composer] = MappingProxyType(
    {
        "value": _value, "value_yesno": _yes_no, "claim_yesno": _claim, "breakdown": _parts(None),
        "part_max": _parts("desc"), "part_min": _parts("asc"), "share": _share, "times": _of_measures("times"),
        "sum_measures": _of_measures("sum"), "diff_measures": _of_measures("difference"),
        "which_measure": _which_measure, "check": _check,
        "change": _change("difference"), "change_percent": _change("percent"), "change_yesno": _change("yes_no"),
        "growth_average": _growth, "trend": _over_years(show="rows"),
        "year_max": _over_years(show="which", order="desc", limit=1),
        "year_min": _over_years(show="which", order="asc", limit=1),
        "year_filter": _year_conditions("list"), "year_count": _year_conditions("number", reduce="count"),
        "year_first": _year_conditions("which", order="earliest", limit=1),
        "sum_years": _over_years(reduce="sum"), "average_years": _over_years(reduce="average"),
        "which_body": _bodies_compared("which", None), "diff_bodies": _bodies_compared("number", "difference"),
        "compare_bodies": _bodies_compared("rows", None),
        "rank_max": _ranked("desc", limit=1), "rank_min": _ranked("asc", limit=1),
        "rank_top": _counted("desc", "limit"), "rank_bottom": _counted("asc", "limit"),
        "rank_nth": _counted("desc", "position"), "rank_place": _placed, "rank_list": _ranked("desc", show="list"),
        "rank_growth": _grew, "filter_list": _filtered("list"), "filter_count": _filtered("number", "count"),
        "filter_yesno": _filtered("yes_no"), "each_body": _each, "sum_bodies": _reduced("sum"),
        "average_bodies": _reduced("average"), "median_bodies": _reduced("median"), "max_bodies": _reduced("max"),
        "min_bodies": _reduced("min"), "share_body": _share_of_group,
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
    """The query of an intent; None when the mentions lack what it needs. `scope` and `years` stand in for those named."""
    composer = COMPOSERS.get(intent)
    if composer is None:
        return None
    scope = scope or scope_of(mentions, held, grouped=intent in GROUPED)
    years = years or years_of(mentions)
    material = Material(mentions=mentions, catalogue=catalogue, held=held, scope=scope, years=years)
    query = composer(material)
    return None if query is None else replace(query, notes=_notes(mentions, catalogue))


def _notes(mentions: Mentions, catalogue: Catalogue) -> tuple[str, ...]:
    named = [f"“{a}”即“{b}”" if set(a) <= set(b) else f"未收录“{a}”，按“{b}”理解" for a, b in mentions.corrected]
    slips = [f"“{m.words}”按“{m.slip}”理解" for m in mentions.of("measure") if m.slip and m.slip != m.words]
    told = [
        f"“{m.words}”按“{catalogue.metric(m.metric).short}”理解" for m in mentions.of("measure") if m.described and m.metric
    ]
    return (*named, *mentions.notes, *slips[:1], *told)
