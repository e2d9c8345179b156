"""A query over the ledger: rows made, tested, ordered, cut, reduced or compared. Numbers only; words are made later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nianbao.answering.aligning import aligned
from nianbao.answering.checks import checked
from nianbao.answering.conditions import judged
from nianbao.answering.evidence import Evidence
from nianbao.answering.finishing import finished
from nianbao.answering.measures import before_of, valued
from nianbao.answering.ordering import cut, ordered
from nianbao.answering.prepared import prepared
from nianbao.answering.result import Result, Row, Shortfall, Spot
from nianbao.answering.rows import rows_of
from nianbao.answering.spots import dimension, spots_of
from nianbao.model import ReportCard
from nianbao.query import Body, Condition, Measure, Query

_NEED_ALL = frozenset({"sum", "average", "median", "max", "min", "growth"})


def execute(query: Query, evidence: Evidence) -> Result | Shortfall:
    """The result of a query, or why there is none."""
    query = _completed(query)
    if query.refusal is not None:
        return Shortfall(query=query, why="refusal", spots=_looked_at(query, evidence))
    spots = reports_asked(query, evidence)
    if isinstance(spots, Shortfall):
        return spots
    if query.show == "check":
        return checked(query, spots, evidence)
    if not query.measures:
        return Shortfall(query=query, why="which_figure", spots=spots)
    asserted = _of_total(query)
    evidence = prepared(query, _cards(query, spots), evidence)
    rest = tuple(c for c in query.conditions if c not in asserted)
    return _over_rows(replace(query, conditions=rest), asserted, spots, evidence)


def reports_asked(query: Query, evidence: Evidence) -> tuple[Spot, ...] | Shortfall:
    """The reports that a query is about, or why there is none to look into."""
    bodies = _bodies(query, evidence)
    if isinstance(bodies, Shortfall):
        return bodies
    spots = spots_of(query, bodies, evidence)
    return _missing(query, spots, evidence) or spots


def _completed(query: Query) -> Query:
    """A query that only tests shows what it tests; a place is asked among bodies."""
    scope = query.scope
    if outside := [b for b in scope.focus if b not in scope.bodies]:  # of another place than the group: it joins it
        query = replace(query, scope=replace(scope, bodies=(*scope.bodies, *outside)))
    if not query.measures and query.conditions:
        query = replace(query, measures=tuple(dict.fromkeys(c.measure for c in query.conditions))[:1])
    if query.group_by in ("part", "applicant") and len(query.measures) > 1:  # what is named is what is wanted
        query = replace(query, group_by=None)
    if query.show == "place":  # a place is one among all bodies
        return replace(query, group_by="agency", limit=None, position=None, compare=None, reduce=None)
    return query


def _bodies(query: Query, evidence: Evidence) -> tuple[Body, ...] | Shortfall:
    scope = query.scope
    if scope.unknown:
        return Shortfall(query=query, why="unknown")
    if scope.choices:
        return Shortfall(query=query, why="choices", choices=scope.choices)
    if scope.bodies:
        if scope.group and len(scope.bodies) == 1 and len(evidence.held) > 1 and not scope.excluded:
            return Shortfall(query=query, why="too_few", choices=scope.bodies)
        return scope.bodies
    held = tuple(Body(name=a.name, place=a.place) for a in evidence.held)
    if scope.group or scope.place or not held:
        return Shortfall(query=query, why="nothing_held")
    return held if len(held) == 1 else Shortfall(query=query, why="which_agency", choices=held)


def _looked_at(query: Query, evidence: Evidence) -> tuple[Spot, ...]:
    return spots_of(query, query.scope.bodies, evidence)


def _missing(query: Query, spots: Sequence[Spot], evidence: Evidence) -> Shortfall | None:
    """Reports that are not held: all of them, or one that a sum, an order or a comparison cannot do without."""
    missing = tuple(s for s in spots if s.card is None)
    if not missing:
        return None
    held = [s for s in spots if s.card is not None]
    if not held:
        grouped = query.scope.group and len({s.body for s in spots}) > 1
        return Shortfall(query=query, why="nothing_held" if grouped else "no_year", spots=missing)
    alone = len({s.body for s in held}) == 1 and not query.scope.excluded
    if query.scope.group and query.reduce in _NEED_ALL and alone:
        return Shortfall(query=query, why="too_few", choices=(held[0].body,))  # one cannot speak for all
    needed = bool(query.reduce in _NEED_ALL or query.compare or (query.order and query.show in ("which", "number")))
    return Shortfall(query=query, why="no_year", spots=missing) if needed and not query.scope.group else None


def _of_total(query: Query) -> tuple[Condition, ...]:
    """The conditions that a yes-no question about a sum or a mean puts on that, and not on each row."""
    if query.show != "yes_no" or query.reduce not in _NEED_ALL:
        return ()
    return tuple(c for c in query.conditions if c.measure in query.measures)


def _over_rows(
    query: Query, asserted: tuple[Condition, ...], spots: tuple[Spot, ...], evidence: Evidence
) -> Result | Shortfall:
    by = dimension(query, spots)
    made, means = judged(aligned(rows_of(query, spots, by, evidence)), query.conditions)
    silent, unheld = _silent(query, spots, evidence), tuple(s for s in spots if s.card is None)
    wants_silence = any(c.test == "not_stated" for c in query.conditions)
    side_by_side = by == "measure" and not (query.order or query.reduce or query.compare or query.conditions)
    keep = wants_silence or (side_by_side and any(r.value.number is not None for r in made))
    considered = tuple(r for r in made if _has_number(r, query) or keep)
    among = set(map(id, considered))
    incomplete = tuple(r for r in made if id(r) not in among and any(v.figures for v in r.values))
    if not considered:
        row = made[0] if made else None
        return Shortfall(query=query, why="silent", spots=spots, row=row, count=len(spots) - len(unheld))
    undecided = tuple(r for r in considered if r.passes is None)
    incomplete = tuple(r for r in incomplete if r.passes is not False)
    if query.conditions and len(undecided) == len(considered):
        return Shortfall(query=query, why="silent", spots=spots, row=_untested(undecided[0]), count=1)
    passing = tuple(r for r in considered if r.passes)
    passing += tuple(r for r in incomplete if r.passes and query.conditions and query.show in ("list", "yes_no"))
    ranked = ordered(query, passing)
    rows = cut(query, ranked)
    if not rows and ranked and query.position:
        return Shortfall(query=query, why="no_position", spots=spots, count=len(ranked))
    result = Result(
        query=query, by=by, rows=rows, considered=considered, undecided=undecided, incomplete=incomplete,
        silent=silent, unheld=unheld, spots=spots, means=means, asserted=asserted,
    )  # fmt: skip
    return finished(result, evidence)


def _cards(query: Query, spots: Sequence[Spot]) -> Iterator[ReportCard]:
    """The reports at the places, and those of the year before where a change is asked for."""
    measures = (*query.measures, *(c.measure for c in query.conditions))
    changes = any(m.operator in ("change", "change_percent") for m in measures)
    changes = changes or any(c.test.endswith("_before") for c in query.conditions)
    for spot in spots:
        before = (before_of(spot),) if changes else ()
        yield from (s.card for s in (spot, *before) if s.card is not None)


def _untested(row: Row) -> Row:
    """The row with the value that a condition misses in place of its own."""
    return replace(row, values=tuple(v for v in row.tests if v.number is None)[:1] or row.values)


def _silent(query: Query, spots: Sequence[Spot], evidence: Evidence) -> tuple[Spot, ...]:
    """Reports that are there and state none of the measures."""
    held = [s for s in spots if s.card is not None]
    return tuple(s for s in held if not any(_states(m, s, evidence) for m in query.measures))


def _states(measure: Measure, spot: Spot, evidence: Evidence) -> bool:
    """Whether a report states its share of a measure: of a change its own year."""
    if measure.operator in ("change", "change_percent"):
        return _states(measure.of[0], spot, evidence)
    value = valued(measure, (spot,), evidence)
    return value.number is not None or value.lack == "zero_base"


def _has_number(row: Row, query: Query) -> bool:
    """Whether a row can be ordered or added: by its first measure, or where several are listed by any."""
    if query.order or query.reduce or query.compare:
        return row.value.number is not None
    return any(v.number is not None for v in row.values)
