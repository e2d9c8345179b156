"""The relations within one report: its tables, its prose, and between the two."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from nianbao.catalogue import Catalogue, Relation
from nianbao.checking import english, lists
from nianbao.checking.books import Book, Value, name_of
from nianbao.checking.cases import Case, applicable, case_of, gaps_of, value_of
from nianbao.checking.claims import claims
from nianbao.checking.findings import BETWEEN, PROSE, TABLE, Finding
from nianbao.checking.formulas import Formula, Term, parsed
from nianbao.checking.weighing import finding, weigh, worded
from nianbao.model import Figure, Report

_BELOW_CITY = re.compile(
    r"县|旗|街道|苏木|(?:镇|乡)(?:人民政府)?$|(?<!自治)区(?:人民政府)?$|^(?!国家|中国).{2,}(?<!总)(?:局|委|委员会)$"
)


def check(
    report: Report, figures: Sequence[Figure], catalogue: Catalogue, *, about: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """Every relation that concerns one report of this edition, in the order of the catalogue.

    `figures` are all figures of the report in their order. What is left out: relations over two years (`check_years`),
    those between editions, those that hold only roughly (~), and rules of inference. A relation none of whose parts is
    stated is one finding that cannot be checked. Raises nothing for odd figures. With `about` at least the findings
    whose first figure is of one of these metrics: one number is checked in a fraction of the time.
    """
    case = case_of(report, figures, catalogue)
    relations = catalogue.relations
    if about is not None:
        near = _kin(about, catalogue)
        relations = tuple(r for r in relations if _concerns(r, near))
    return tuple(found for relation in relations for found in _checked(case, relation, about))


def _kin(metrics: Collection[str], catalogue: Catalogue) -> frozenset[str]:
    """The metrics, all that they are added up to and all that adds up to them, directly or over others: where a total
    is not printed its first part stands for it, and for parts that must be zero the total that says so."""
    sums = [parsed(f) for relation in catalogue.relations if relation.kind == "identity" for f in relation.formula]
    found = set(metrics)
    for above in (True, False):
        ends = [(f.left.terms, f.right.terms) if above else (f.right.terms, f.left.terms) for f in sums]
        reached, size = set(metrics), -1
        while size < len(reached):
            size = len(reached)
            for wholes, parts in ends:
                if any(term.name in reached for term in parts):
                    reached |= {term.name for term in wholes}
        found |= reached
    return frozenset(found)


def _concerns(relation: Relation, metrics: Collection[str]) -> bool:
    """False for a relation that names none of the metrics; those of rows, open lists and claims name none."""
    if relation.kind == "claim":
        return True
    formulas = [parsed(formula) for formula in relation.formula]
    if relation.per == "row" or any(side.function == "sum" for f in formulas for side in (f.left, f.right)):
        return True
    return any(term.name in metrics for formula in formulas for term in formula.terms)


def _checked(case: Case, relation: Relation, about: Collection[str] | None) -> Iterator[Finding]:
    if relation.kind == "claim":
        yield from claims(relation, case.report, case.figures)
        return
    formulas = applicable(case, relation)
    if not formulas or relation.kind in ("cross_year", "cross_edition"):
        return
    if relation.id in _ONLY_FOR and not _ONLY_FOR[relation.id](case.report):
        return
    if any(side.function == "sum" for formula in formulas for side in (formula.left, formula.right)):
        yield from lists.categories(relation, case.report, case.figures, case.catalogue)
    elif any(term.where == "text" for formula in formulas for term in formula.terms):
        yield from _between(case, relation, formulas)
    elif relation.per == "row":
        yield from _rows(case, relation, formulas[0], about)
    else:
        for formula in formulas:
            yield from _within(case, relation, formula)


# --- one book ---------------------------------------------------------------------------------------------------------


def _within(case: Case, relation: Relation, formula: Formula) -> Iterator[Finding]:
    """In the tables, where they state any of it, for each kind of applicant; in the prose by itself likewise."""
    names = [term.name for term in formula.terms]
    in_cells = case.cells.states(names)
    if in_cells:
        kinds = case.cells.applicants(names) if relation.per == "applicant" else {"total"}
        for kind in case.catalogue.applicants:
            if kind in kinds:
                scope = TABLE if relation.per is None else f"{TABLE} {case.catalogue.applicants[kind].zh}"
                yield from _one(case, relation, formula, case.cells, kind, scope)
    prose = lists.in_one_list(case.prose, case.figures, formula) if _has_max(formula) else case.prose
    told = next(iter(_one(case, relation, formula, prose, "total", PROSE)), None)
    # A table is the better proof; prose that tells only part of it adds nothing but noise.
    if told is not None and (not in_cells or told.status != "cannot_check"):
        yield told


def _one(case: Case, relation: Relation, formula: Formula, held: Book, kind: str, scope: str) -> Iterator[Finding]:
    def find(term: Term) -> Value | None:
        value = value_of(case, held, term, kind, relation)
        inside = held is case.prose and value is not None and _inside_another(case.report, value, others)
        return None if inside else value

    others = [
        found.figures[0]
        for term in formula.terms
        if held is case.prose and (found := held.get(term.name, kind)) is not None and found.figures
    ]
    right = weigh(formula.right, find)
    left = formula.left.terms
    unsaid = len(left) == 1 and find(left[0]) is None and (left[0].name, kind) not in held.doubtful | held.rough
    if unsaid and right.complete and right.parts and not _has_total(case, relation, left[0]):
        return  # the form prints no such total: nothing is stated that could be wrong

    def gaps(term: Term) -> tuple[Term, ...]:
        return gaps_of(case, held, term, kind, relation)

    found = finding(relation.id, formula, find, case.catalogue, scope, gaps)
    yield _explained(found, held, formula, kind, case.catalogue)


_INSIDE = re.compile(r"[（(](?:其中)?[，,：:]?(?:含|包含|包括|其中)[^（()），,；;。\d]{0,16}")


def _inside_another(report: Report, value: Value, others: Sequence[Figure]) -> bool:
    """ "同意公开9件（含同意部分公开2件）": a part that lies within another one is not added to it."""
    if len(value.figures) != 1:
        return False
    at = value.figures[0].at.start
    return any(
        _INSIDE.fullmatch(report.text[f.at.end : at]) is not None for f in others if f.at.end <= at <= f.at.end + 24
    )


def _has_total(case: Case, relation: Relation, whole: Term) -> bool:
    """Whether the form prints this total: since 2019 where a label of it says 总计, before in every row."""
    metric = case.catalogue.metric(whole.name)
    labels = (*metric.rows, *metric.columns)
    new_form = set(relation.eras) <= {"E3", "E4"}
    return any(label.endswith("总计") for label in labels) if new_form else bool(labels)


def _has_max(formula: Formula) -> bool:
    """A relation of channels, which may overlap: total and channels must stand in one list."""
    return formula.left.function == "max" or (formula.operator == "<=" and len(formula.right.terms) > 1)


def _explained(found: Finding, held: Book, formula: Formula, kind: str, catalogue: Catalogue) -> Finding:
    """Why a part that the report does mention is missing: two different numbers, or a rough one."""
    notes, said = [], []
    for keys, why, en in (
        (held.doubtful, "写了两个不同的数", "stated with two different numbers"),
        (held.rough, "只写了约数", "stated only roughly"),
    ):
        terms = [term for term in formula.terms if (term.name, kind) in keys]
        if terms:
            notes.append(f"{'、'.join(name_of(term, catalogue) for term in terms)}{why}")
            said.append(f"{', '.join(english.name_of(term, catalogue) for term in terms)}: {en}")
    if not notes or found.status != "cannot_check":
        return found
    return replace(found, text=f"{'；'.join(notes)}；{found.text}", en=f"{'; '.join(said)}. {found.en}")


def _rows(case: Case, relation: Relation, formula: Formula, about: Collection[str] | None) -> Iterator[Finding]:
    """Each row of the table by kind of applicant: here the terms name the kinds."""
    kinds = {term.name for term in formula.terms}
    rows = {metric for (metric, kind), value in case.cells.values.items() if kind != "total" and not value.by}
    for metric in (m for m in case.catalogue.metrics if m in rows and (about is None or m in about)):

        def find(term: Term, metric: str = metric) -> Value | None:
            return case.cells.get(metric, term.name, without=relation.id) if term.name in kinds else None

        scope = f"{TABLE} {case.catalogue.metric(metric).short}"
        yield finding(relation.id, formula, find, case.catalogue, scope)
    if not rows:
        yield finding(relation.id, formula, lambda term: None, case.catalogue, TABLE)


# --- prose against table ----------------------------------------------------------------------------------------------


def _between(case: Case, relation: Relation, formulas: list[Formula]) -> Iterator[Finding]:
    """What the prose says against the table; formulas with the same left side are alternatives."""
    for left in dict.fromkeys(formula.left for formula in formulas):
        same = [formula for formula in formulas if formula.left == left]
        stated = case.prose.every.get((left.terms[0].name, "total"), ())
        tries = [_against(case, relation, same, figure) for figure in stated] or [_against(case, relation, same, None)]
        best = next((t for t in tries if t.status == "holds"), None)
        yield best or next((t for t in tries if t.status == "fails"), tries[0])


def _against(case: Case, relation: Relation, formulas: list[Formula], figure: Figure | None) -> Finding:
    def find(term: Term) -> Value | None:
        if term.where == "text":
            return None if figure is None else Value(number=figure.value, figures=(figure,))
        return value_of(case, case.cells, term, "total", relation)

    found = [finding(relation.id, formula, find, case.catalogue, BETWEEN) for formula in formulas]
    best = next((f for f in found if f.status == "holds"), None)
    if best is None and any(f.status == "cannot_check" for f in found):
        best = next(f for f in found if f.status == "cannot_check")
        least = weigh(formulas[0].right, find)
        # The alternatives are larger than the first; what is less than that is less than all of them.
        if figure is not None and least.complete and figure.value < least.known:
            best = found[0]
    if best is None:
        best = found[0]
        rights = [weigh(f.right, find) for f in formulas[1:]]
        others = "".join(f"，也不等于{worded(right, case.catalogue)}" for right in rights)
        nor = "".join(f", nor does it equal {english.worded(right, case.catalogue)}" for right in rights)
        best = replace(
            best, text=best.text.removesuffix("。") + others + "。", en=best.en.removesuffix(".") + nor + "."
        )
    return best


def _below_city(report: Report) -> bool:
    """Towns, counties and offices: they have no power to make rules (规章); a government of a city may have."""
    return any(_BELOW_CITY.search(name) for name in (report.agency, report.full_name, *report.parents))


def _of_a_town(report: Report) -> bool:
    return re.search(r"(?:镇|乡|街道|街道办事处|苏木)(?:人民政府)?$", report.agency) is not None


_ONLY_FOR: dict[str, Callable[[Report], bool]] = {"TOWN_RULES_ZERO": _below_city, "TOWN_FEES_UNIT": _of_a_town}
