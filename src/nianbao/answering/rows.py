"""The rows of a query: what it groups by, with the number of every measure and of every condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nianbao.answering.evidence import Evidence
from nianbao.answering.measures import valued
from nianbao.answering.parts import Part, all_parts
from nianbao.answering.phrases import APPLICANTS, measure_name
from nianbao.answering.result import Row, Spot, Value
from nianbao.model import Applicant
from nianbao.query import Condition, GroupBy, Measure, Query

_BEFORE = ("more_than_before", "less_than_before", "same_as_before")


def rows_of(query: Query, spots: Sequence[Spot], by: GroupBy, evidence: Evidence) -> tuple[Row, ...]:
    """Every row, also those that state nothing; by agency and by year in the order of the spots."""
    if by == "measure":
        return tuple(_of_measure(m, spots, evidence) for m in query.measures)
    if by == "applicant":
        return tuple(_of_applicant(query, kind, spots, evidence) for kind in APPLICANTS)
    if by == "part":
        return tuple(_by_part(query, spots, evidence))
    return tuple(_of_spots(query, key, group, evidence) for key, group in _grouped(query, spots, by))


def _grouped(query: Query, spots: Sequence[Spot], by: GroupBy) -> list[tuple[str, tuple[Spot, ...]]]:
    """Spots with the short name of their row. Where the query names no grouping each report is a row."""
    if query.group_by is None:
        one_agency = len({s.body for s in spots}) == 1
        return [(str(s.year) if one_agency and s.year else s.body.name, (s,)) for s in spots]
    found: dict[object, list[Spot]] = {}
    for spot in spots:
        found.setdefault(spot.year if by == "year" else spot.body, []).append(spot)
    if by == "year":
        return [(str(year), tuple(found[year])) for year in sorted(found, key=lambda y: y if isinstance(y, int) else 0)]
    return [(group[0].body.name, tuple(group)) for group in found.values()]


def _of_spots(query: Query, key: str, spots: tuple[Spot, ...], evidence: Evidence) -> Row:
    """A county's year adds up what is stated; an agency's years only count when all are there."""
    whole = len({s.body for s in spots}) == 1
    values = tuple(valued(m, spots, evidence, whole=whole) for m in query.measures)
    known = dict(zip(query.measures, values, strict=True))
    tests = tuple(
        known.get(c.measure) if c.test not in _BEFORE and c.measure in known else _tested(c, spots, evidence, whole)
        for c in query.conditions
    )
    return Row(key=key, spots=spots, values=values, tests=tuple(t for t in tests if t is not None))


def _tested(condition: Condition, spots: Sequence[Spot], evidence: Evidence, whole: bool) -> Value:
    """The value a condition looks at: the change since the year before where that is what it asks."""
    measure = condition.measure
    if condition.test in _BEFORE:
        measure = Measure(operator="change", of=(measure,))
    return valued(measure, spots, evidence, whole=whole)


def _of_measure(measure: Measure, spots: Sequence[Spot], evidence: Evidence) -> Row:
    value = valued(measure, spots, evidence, whole=False)
    return Row(key=measure_name(measure, evidence.catalogue), spots=tuple(spots), values=(value,))


def _of_applicant(query: Query, kind: str, spots: Sequence[Spot], evidence: Evidence) -> Row:
    applicant: Applicant = next(a for a in evidence.catalogue.applicants if a == kind)
    measure = _for(query.measures[0], applicant)
    value = valued(measure, spots, evidence, whole=False)
    return Row(key=APPLICANTS[kind], spots=tuple(spots), values=(value,))


def _for(measure: Measure, applicant: Applicant) -> Measure:
    """The measure of one kind of applicant, in a calculated one of each operand."""
    if measure.of:
        return replace(measure, of=tuple(_for(m, applicant) for m in measure.of))
    return replace(measure, applicant=applicant)


def _by_part(query: Query, spots: Sequence[Spot], evidence: Evidence) -> list[Row]:
    """What the one report lists under the figure; over several reports the parts that the catalogue names."""
    measure = query.measures[0]
    cards = [s.card for s in spots if s.card is not None]
    if len(cards) == 1:
        whole = valued(measure, [s for s in spots if s.card is not None], evidence).stated
        found = all_parts(evidence, cards[0], whole, measure.metric) if whole or measure.metric else []
        return [_of_part(part, measure, spots) for part in found]
    children = evidence.catalogue.children(measure.metric) if measure.metric else ()
    of_kind = [m for m in children if m.part == "sum"] or [m for m in children if m.part == "channel"]
    rows = [_of_measure(Measure(metric=m.id), spots, evidence) for m in of_kind]
    return [row for row in rows if row.value.number is not None]


def _of_part(part: Part, measure: Measure, spots: Sequence[Spot]) -> Row:
    stated = part.stated
    own = Measure(metric=stated.figure.metric if stated.figure else None, label=part.name, applicant=measure.applicant)
    formula = stated.computed.formula if stated.computed else None
    value = Value(
        measure=own, number=stated.value, unit=stated.unit, figures=stated.figures, formula=formula, stated=stated
    )
    return Row(key=part.name, spots=tuple(spots), values=(value,))
