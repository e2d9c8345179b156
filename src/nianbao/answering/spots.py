"""Which reports a query is about: its bodies in its years, held or not."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.answering.evidence import Evidence
from nianbao.answering.measures import chosen
from nianbao.answering.result import Spot
from nianbao.directory.naming import Agency
from nianbao.model import ReportCard
from nianbao.query import Body, GroupBy, Query


def spots_of(query: Query, bodies: Sequence[Body], evidence: Evidence) -> tuple[Spot, ...]:
    """The bodies in their order, each with its years, earlier ones first."""
    return tuple(
        Spot(body=body, called=evidence.called(body), agency=agency, year=year, card=_card(agency, year))
        for body in bodies
        for agency in (evidence.agency(body),)
        for year in _years(query, agency)
    )


def dimension(query: Query, spots: Sequence[Spot]) -> GroupBy:
    """What the rows differ in: what the query says, else what there are several of."""
    if query.group_by is not None:
        return query.group_by
    bodies = {spot.body for spot in spots}
    if len(bodies) > 1 or query.scope.group:
        return "agency"
    years = {spot.year for spot in spots}
    return "measure" if len(years) == 1 and len(query.measures) > 1 else "year"


def _years(query: Query, agency: Agency) -> Sequence[int | None]:
    years = query.years
    if years.kind == "given" and years.values:
        return sorted(set(years.values))
    every = years.kind == "all" or (not years.said and (query.group_by == "year" or query.reduce == "growth"))
    if not agency.years:
        return (None,)
    if every:
        return agency.years
    return agency.years[:1] if years.kind == "first" else agency.years[-1:]


def _card(agency: Agency, year: int | None) -> ReportCard | None:
    return chosen(tuple(c for c in agency.cards if year is None or c.year == year))
