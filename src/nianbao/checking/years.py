"""The relations between the reports of one agency about two years that follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao.catalogue import Catalogue, Relation
from nianbao.checking.books import Value
from nianbao.checking.cases import Case, applicable, case_of, value_of
from nianbao.checking.findings import TABLE, Finding
from nianbao.checking.formulas import Formula, Term
from nianbao.checking.weighing import finding
from nianbao.model import Figure, Report


def check_years(
    pairs: Sequence[tuple[Report, Sequence[Figure]]], catalogue: Catalogue
) -> tuple[tuple[Finding, ...], ...]:
    """For each report, in the order given, its findings against the report of the same agency about the year before.

    A report without such a predecessor among `pairs` gets findings that cannot be checked. Findings belong to the later
    report; `Figure.year` tells whose statement each is.
    """
    cases = [case_of(report, figures, catalogue) for report, figures in pairs]
    return tuple(tuple(_against_last_year(case, cases, catalogue)) for case in cases)


def _against_last_year(case: Case, cases: Sequence[Case], catalogue: Catalogue) -> Iterator[Finding]:
    last = next((other for other in cases if _precedes(other.report, case.report)), None)
    for relation in catalogue.relations:
        if relation.kind != "cross_year":
            continue
        for formula in applicable(case, relation):
            yield from _compared(case, last, relation, formula)


def _precedes(earlier: Report, later: Report) -> bool:
    """The same agency, a year earlier. One name in two counties is two agencies; no county told is no other county."""
    if not later.agency or later.year is None or earlier.year != later.year - 1 or earlier.agency != later.agency:
        return False
    shared = min(len(earlier.parents), len(later.parents))
    return shared == 0 or earlier.parents[-shared:] == later.parents[-shared:]


def _compared(case: Case, last: Case | None, relation: Relation, formula: Formula) -> Iterator[Finding]:
    names = [term.name for term in formula.terms]
    kinds = {"total"}
    if relation.per == "applicant" and last is not None:
        kinds = case.cells.applicants(names) & last.cells.applicants(names) | kinds

    for kind in (kind for kind in case.catalogue.applicants if kind in kinds):

        def find(term: Term, kind: str = kind) -> Value | None:
            of = last if term.where == "last" else case
            return None if of is None else _stated(of, names, term, kind, relation)

        scope = f"{case.report.year - 1 if case.report.year else ''}年→{case.report.year}年 {TABLE}"
        if relation.per == "applicant":
            scope += f" {case.catalogue.applicants[kind].zh}"
        yield finding(relation.id, formula, find, case.catalogue, scope)


def _stated(case: Case, names: list[str], term: Term, kind: str, relation: Relation) -> Value | None:
    """From the tables where they state any of the relation, else from the prose."""
    held = case.cells if case.cells.states(names) else case.prose
    return value_of(case, held, term, kind, relation)
