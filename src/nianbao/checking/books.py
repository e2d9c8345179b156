"""What a report states, by metric and kind of applicant: one book of its table cells, one of its prose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from nianbao.catalogue import Catalogue, Relation
from nianbao.checking.formulas import Term, parsed
from nianbao.model import Figure

Key = tuple[str, str]
"""Metric and kind of applicant; what is not told apart by applicant is of `total`."""

FORMS = (frozenset({"E1"}), frozenset({"E2"}), frozenset({"E3", "E4"}))
"""Editions whose tables share rows, and are found mixed in one report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A number with the statements it comes from; `by` names the relations it was inferred with, if it was."""

    number: Decimal
    figures: tuple[Figure, ...] = ()
    by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The values; `doubtful` are keys with two different numbers, `rough` those stated with 余 or 约 alone."""

    values: Mapping[Key, Value]
    doubtful: frozenset[Key] = frozenset()
    rough: frozenset[Key] = frozenset()
    every: Mapping[Key, tuple[Figure, ...]] = field(default_factory=dict)

    def get(self, metric: str, applicant: str = "total", *, without: str = "") -> Value | None:
        """The value, unless it was inferred with the relation `without`, which it then cannot prove."""
        value = self.values.get((metric, applicant))
        return None if value is None or without in value.by else value

    def states(self, names: Iterable[str]) -> bool:
        """True when one of the metrics is stated for some applicant."""
        wanted = set(names)
        return any(metric in wanted and not value.by for (metric, _), value in self.values.items())

    def applicants(self, names: Iterable[str]) -> set[str]:
        """The kinds of applicant for which one of the metrics is known."""
        wanted = set(names)
        return {applicant for metric, applicant in self.values if metric in wanted}


def books(figures: Iterable[Figure]) -> tuple[Book, Book]:
    """The book of the tables and the book of the prose."""
    cells: list[Figure] = []
    prose: list[Figure] = []
    for figure in figures:
        (prose if figure.cell is None else cells).append(figure)
    return book(cells), book(prose)


def book(figures: Iterable[Figure]) -> Book:
    every: dict[Key, list[Figure]] = {}
    rough: set[Key] = set()
    for figure in figures:
        if figure.metric is None:
            continue
        key = (figure.metric, figure.applicant or "total")
        if figure.qualifier in ("exact", "zero_statement"):
            every.setdefault(key, []).append(figure)
        else:
            rough.add(key)
    doubtful = {key for key, found in every.items() if len({figure.value for figure in found}) > 1}
    values = {
        key: Value(number=found[0].value, figures=(found[0],)) for key, found in every.items() if key not in doubtful
    }
    return Book(
        values=values,
        doubtful=frozenset(doubtful),
        rough=frozenset(rough - every.keys()),
        every={key: tuple(found) for key, found in every.items()},
    )


def related(era: str | None) -> frozenset[str]:
    """The editions whose rows may stand in a report of this edition."""
    return next((forms for forms in FORMS if era in forms), frozenset())


def inferred(held: Book, catalogue: Catalogue, era: str | None) -> Book:
    """The book with the parts that must be zero since those stated make up the whole (a whole of 0: all of them).

    Nothing else is inferred: a part of 0 says nothing about its whole, a blank is no 0.
    """
    values = dict(held.values)
    sums = [r for r in catalogue.relations if r.kind == "identity" and related(era).intersection(r.eras)]
    in_kinds = [formula for r in catalogue.relations if r.per == "applicant" for formula in r.formula]
    by_applicant = {term.name for formula in in_kinds for term in parsed(formula).terms}
    size = -1
    while size < len(values):  # a total column first, then its rows: each round may open the next
        size = len(values)
        for relation in sums:
            for keys in _instances(relation, values, by_applicant):
                _exhaust(relation.id, keys, values, held.doubtful | held.rough)
    return Book(values=values, doubtful=held.doubtful, rough=held.rough, every=held.every)


def _instances(relation: Relation, values: Mapping[Key, Value], by_applicant: set[str]) -> list[list[Key]]:
    """The whole and then its parts, for each row or each kind of applicant that the book knows."""
    found: list[list[Key]] = []
    for formula in map(parsed, relation.formula):
        names = [term.name for term in formula.terms]
        if len(formula.left.terms) != 1 or any(term.sign < 0 or term.where for term in formula.terms):
            continue
        if relation.per == "row":
            rows = [metric for metric, kind in values if kind == "total" and metric in by_applicant]
            found += [[(metric, name) for name in names] for metric in rows]
        else:
            kinds = [kind for metric, kind in values if metric == names[0]]
            found += [[(name, kind) for name in names] for kind in kinds]
    return found


def _exhaust(relation: str, keys: list[Key], values: dict[Key, Value], closed: frozenset[Key]) -> None:
    whole, *parts = keys
    known = [values[key] for key in parts if key in values]
    missing = [key for key in parts if key not in values]
    if whole not in values or not missing or closed.intersection(missing):
        return
    if sum((value.number for value in known), Decimal(0)) != values[whole].number:
        return
    sources = (values[whole], *known)
    by = frozenset({relation}).union(*(value.by for value in sources))
    for key in missing:
        values[key] = Value(number=Decimal(0), figures=values[whole].figures, by=by)


def name_of(term: Term, catalogue: Catalogue) -> str:
    """What the term is called in a sentence."""
    prefix = {"": "", "last": "上年", "text": "正文所写"}[term.where]
    for kind in catalogue.applicants.values():
        if kind.id == term.name:
            return kind.zh
    return prefix + catalogue.metric(term.name).short
