"""What is done with the rows of a query: reduced, compared, placed, decided. A row that is needed and states nothing
stops it: no number is made without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nianbao.answering.comparing import compared, of_focus, placed, shared
from nianbao.answering.deciding import truth_of
from nianbao.answering.evidence import Evidence
from nianbao.answering.measures import valued
from nianbao.answering.ordering import ordered
from nianbao.answering.reducing import reduced
from nianbao.answering.result import Result, Row, Shortfall, Spot

_SET_AGAINST = frozenset({"difference", "percent", "times", "more", "less", "same"})
_TWO = 2


def finished(result: Result, evidence: Evidence) -> Result | Shortfall:
    """The result with what the query asks of its rows, or the row that is missing for it."""
    result = _two_sided(result)
    query = result.query
    if (short := _needed(result, evidence)) is not None:
        return short
    if query.reduce is not None:
        result = _reduced(result, evidence)
    elif query.compare is not None and not with_numbers(result.rows):
        return result  # nobody meets the conditions
    elif query.compare == "share":
        result = replace(result, compared=shared(query, with_numbers(result.rows), result.by))
    elif query.compare in _SET_AGAINST:
        result = _compared(result)
    elif query.show == "place":
        result = _placed(result)
    return replace(result, truth=truth_of(result)) if query.show == "yes_no" else result


def with_numbers(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(r for r in rows if r.value.number is not None)


def _two_sided(result: Result) -> Result:
    """Which of two named ones is more is told by setting them against each other."""
    query, rows = result.query, with_numbers(result.considered)
    named = result.by == "measure" or (result.by == "agency" and not query.scope.group)
    plain = query.compare is None and query.reduce is None and not (query.conditions or query.position)
    if query.show != "which" or query.order not in ("desc", "asc") or not (named and plain) or (query.limit or 1) > 1:
        return result
    if len(rows) != _TWO or len(result.considered) != _TWO or result.incomplete:
        return result
    return replace(result, query=replace(query, compare="less" if query.order == "asc" else "more"), rows=rows)


def _needed(result: Result, evidence: Evidence) -> Shortfall | None:
    """The body singled out, or one of the two that are compared, when it states nothing."""
    query = result.query
    if query.compare is None and query.show != "place":
        return None
    rows = with_numbers(result.rows)
    named = query.scope.focus or (query.scope.bodies[:1] if query.show == "place" else ())
    present = {s.body for r in rows for s in r.spots}
    absent = [s for s in result.spots if s.body in named and s.body not in present]
    if not absent and query.compare in _SET_AGAINST:
        others = [s for s in result.silent if not query.scope.group]
        absent = others if others or len(rows) >= _TWO else list(result.spots[:1])
    if not absent:
        return None
    row = _silent_row(result, absent[0], evidence)
    return Shortfall(query=query, why="silent", spots=result.spots, row=row, count=1)


def _silent_row(result: Result, spot: Spot, evidence: Evidence) -> Row:
    """What is missing: a row without its number, else the report that states none."""
    lacking = next((r for r in (*result.incomplete, *result.rows) if r.value.number is None), None)
    if lacking is not None:
        return lacking
    value = valued(result.query.measures[0], (spot,), evidence)
    return Row(key=spot.body.name, spots=(spot,), values=(value,))


def _reduced(result: Result, evidence: Evidence) -> Result:
    query = result.query
    rows = result.rows if query.reduce == "count" else with_numbers(result.rows)
    if query.reduce == "count" and not query.conditions:
        rows = tuple(r for r in rows if r.value.number != 0)
    if not rows and query.reduce != "count":
        return replace(result, rows=())  # nobody meets the conditions: there is nothing to add up
    spots = tuple(dict.fromkeys(s for r in rows for s in r.spots))
    return replace(result, rows=rows, reduced=reduced(query, rows, result.by, spots, evidence))


def _compared(result: Result) -> Result:
    """Two rows against each other; of more than two, who has the most or least."""
    query, rows = result.query, with_numbers(result.rows)
    if len(rows) > _TWO and query.show in ("which", "list") and query.compare in ("more", "less"):
        ranked = replace(query, compare=None, order="asc" if query.compare == "less" else "desc")
        return replace(result, query=ranked, rows=ordered(ranked, rows))
    return replace(result, rows=rows, compared=compared(query, rows, result.by))


def _placed(result: Result) -> Result:
    query = result.query
    rows = with_numbers(ordered(replace(query, order=query.order or "desc"), result.rows))
    focused = of_focus(rows, query.scope.focus or query.scope.bodies[:1])
    rank, tied = placed(focused[0], rows, least=query.order == "asc")
    return replace(result, rows=rows, place=rank, tied=tied)
