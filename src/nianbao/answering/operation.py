"""What a face shows of a query: the contract's `understood`, with the operation derived from the query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import measure_name
from nianbao.answering.reading_back import read_back
from nianbao.answering.result import Spot
from nianbao.model import Operation, Understood
from nianbao.query import Body, Query, as_json

_BY_SHOW: dict[str, Operation] = {
    "check": "check", "passage": "explain", "contact": "contact", "rule": "guide", "holdings": "meta", "talk": "meta",
}  # fmt: skip
_BY_REDUCE: dict[str, Operation] = {
    "sum": "sum", "average": "average", "median": "average", "count": "count", "max": "rank", "min": "rank",
    "growth": "change",
}  # fmt: skip
_BY_OPERATOR: dict[str, Operation] = {"sum": "sum", "difference": "compare", "times": "compare"}
_ON_PARTS = ("part", "applicant")


def operation_of(query: Query) -> Operation:
    """The operation of the contract that comes nearest to the query."""
    if query.show == "rule" and query.subject == "define":
        return "define"
    if query.show in _BY_SHOW:
        return _BY_SHOW[query.show]
    if query.reduce is not None:
        return _BY_REDUCE[query.reduce]
    if query.compare == "share" or any(m.operator == "ratio" for m in query.measures):
        return "share"
    return ("change" if _over_years(query) else "compare") if query.compare is not None else _of_rows(query)


def _of_rows(query: Query) -> Operation:
    """The operation of a query that compares nothing: put in order, tested, or shown as it stands."""
    if query.order is not None or query.show == "place":
        return "rank"
    if any(m.operator.startswith("change") for m in query.measures):
        return "change"
    if query.show == "yes_no":
        return "exists"
    if query.measures and query.measures[0].operator in _BY_OPERATOR:
        return _BY_OPERATOR[query.measures[0].operator]
    if query.conditions:
        return "filter"
    if query.group_by in _ON_PARTS:
        return "breakdown"
    if query.group_by == "year" or (_over_years(query) and len(query.scope.bodies) == 1):
        return "trend"
    return "list" if query.show == "list" else "lookup"


def understood(query: Query, evidence: Evidence, spots: Sequence[Spot] = ()) -> Understood:
    """Agencies that the question names (a group names none), its years or those taken for it, metric and label."""
    scope, names = query.scope, evidence.catalogue
    agencies = scope.unknown if scope.unknown else () if scope.group else tuple(b.name for b in scope.bodies)
    if not agencies and not scope.group:
        agencies = tuple(dict.fromkeys(s.body.name for s in spots))
    years = query.years.values
    if query.years.kind != "given" and len({s.body for s in spots}) == 1:
        years = tuple(s.year for s in spots if s.year is not None)
    named = replace(scope, bodies=tuple(Body(name=evidence.called(b), place=b.place) for b in scope.bodies))
    label = measure_name(query.measures[0], names).strip("“”") if query.measures else None
    return Understood(
        agencies=agencies, years=years, metric=query.metric, label=label, operation=operation_of(query),
        inherited=query.inherited, query=as_json(query), read_back=read_back(replace(query, scope=named), names),
    )  # fmt: skip


def _over_years(query: Query) -> bool:
    return query.group_by == "year" or len(query.years.values) > 1 or query.years.kind == "all"
