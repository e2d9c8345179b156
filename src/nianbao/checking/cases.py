"""A report ready for checking: its two books, the formulas that concern it, and the value of a term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nianbao.catalogue import Catalogue, Relation
from nianbao.checking.books import Book, Value, books, inferred, related
from nianbao.checking.formulas import Formula, Term, parsed
from nianbao.model import Figure, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A report ready for checking. `cells` also knows the zeros that follow from its totals."""

    report: Report
    figures: tuple[Figure, ...]
    cells: Book
    prose: Book
    catalogue: Catalogue


def case_of(report: Report, figures: Sequence[Figure], catalogue: Catalogue) -> Case:
    cells, prose = books(figures)
    return Case(
        report=report,
        figures=tuple(figures),
        cells=inferred(cells, catalogue, report.era),
        prose=prose,
        catalogue=catalogue,
    )


def applicable(case: Case, relation: Relation) -> list[Formula]:
    """The formulas that concern this edition: those of its form, of parts that its form has or the report states."""
    names = {term.name for formula in relation.formula for term in parsed(formula).terms}
    era = case.report.era
    if era not in relation.eras:
        mixed = related(era).intersection(relation.eras) and case.cells.states(names & case.catalogue.metrics.keys())
        if not mixed:
            return []
    return [
        formula
        for formula in map(parsed, relation.formula)
        if formula.operator != "~" and all(_printed(case, term, era) for term in formula.terms)
    ]


def _printed(case: Case, term: Term, era: str | None) -> bool:
    metric = case.catalogue.metrics.get(term.name)
    return metric is None or era in metric.eras or case.cells.states([term.name])


def value_of(case: Case, held: Book, term: Term, kind: str, relation: Relation) -> Value | None:
    """The stated value; for a total that the form does not print, the sum of its stated parts."""
    value = held.get(term.name, kind, without=relation.id)
    if value is not None or (term.name, kind) in held.doubtful:
        return value
    for parts in _parts(case, term, relation):
        known = [part for name in parts if (part := held.get(name.name, kind, without=relation.id)) is not None]
        if len(known) == len(parts):
            return _added(known)
    return None


def _parts(case: Case, term: Term, relation: Relation) -> Iterator[tuple[Term, ...]]:
    """The parts that make up the metric by another sum of this form."""
    for other in case.catalogue.relations:
        sums = other.kind == "identity" and other.per != "row" and other.id != relation.id
        if sums and related(case.report.era).intersection(other.eras):
            for formula in map(parsed, other.formula):
                if [left.name for left in formula.left.terms] == [term.name]:
                    yield formula.right.terms


def gaps_of(case: Case, held: Book, term: Term, kind: str, relation: Relation) -> tuple[Term, ...]:
    """Of a total that the form does not print, the parts that are missing, when others are there."""
    for parts in _parts(case, term, relation):
        missing = tuple(part for part in parts if held.get(part.name, kind, without=relation.id) is None)
        if missing and len(missing) < len(parts):
            return missing
    return (term,)


def _added(parts: list[Value]) -> Value:
    total = parts[0].number - parts[0].number
    for part in parts:
        total += part.number
    figures = tuple(dict.fromkeys(figure for part in parts for figure in part.figures))
    return Value(number=total, figures=figures, by=frozenset().union(*(part.by for part in parts)))
