"""The one realiser: a result becomes an answer, by what the query wants shown."""

from __future__ import annotations

from dataclasses import replace

from nianbao.answering import not_to_be_had, realiser_number, realiser_rows, refusals
from nianbao.answering.evidence import Evidence
from nianbao.answering.realiser_check import check
from nianbao.answering.realiser_compare import comparison, place
from nianbao.answering.realiser_ranking import ranking
from nianbao.answering.realiser_reduced import reduced
from nianbao.answering.realiser_yes_no import yes_or_no
from nianbao.answering.result import Result, Shortfall
from nianbao.model import Answer


def realised(result: Result | Shortfall, evidence: Evidence) -> Answer:
    """The sentences of a result, or of why there is none."""
    if isinstance(result, Shortfall):
        refused = result.why == "refusal"
        return not_to_be_had.named(result, evidence) if refused else refusals.short(result, evidence)
    if result.reduced is not None and result.reduced.number is None:
        row = replace((*result.rows, *result.considered)[0], spots=result.spots, values=(result.reduced,))
        return refusals.short(Shortfall(query=result.query, why="silent", spots=result.spots, row=row), evidence)
    show = result.query.show
    if result.query.conditions and not (result.rows or result.findings or result.reduced):
        said = realiser_rows.listing(result, evidence)  # nobody meets them, whatever was to be done with those who do
        return replace(said, value=result.truth)
    if show == "check":
        return check(result, evidence)
    if show == "yes_no":
        return yes_or_no(result, evidence)
    if result.place is not None:
        return place(result, evidence)
    if result.reduced is not None:
        return reduced(result, evidence)
    if result.compared is not None:
        return comparison(result, evidence)
    return _rows(result, evidence)


def _rows(result: Result, evidence: Evidence) -> Answer:
    query = result.query
    if query.order is not None and result.rows and all(r.value.number is not None for r in result.rows):
        return ranking(result, evidence)
    told = any(v.number is not None for r in result.rows for v in r.values)
    if query.conditions and (query.show in ("which", "list") or not told):
        return realiser_rows.listing(result, evidence)
    if len(query.measures) > 1:
        return realiser_number.several(result, evidence)
    single = result.by not in ("part", "applicant")
    if len(result.rows) == 1 and len(result.spots) == 1 and single:
        return realiser_number.one(result, evidence)
    return realiser_rows.every(result, evidence)
