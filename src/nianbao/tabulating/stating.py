"""What one report states in the places of a form, each number with its words; blank where it states nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, cast

from nianbao.catalogue import Catalogue
from nianbao.checking.books import books
from nianbao.model import Applicant, Figure, ReportCard
from nianbao.store.seams import Index
from nianbao.tabulating.forms import Form, Key
from nianbao.tabulating.listing import form_of

State = Literal["stated", "blank", "conflict", "rough"]
Origin = Literal["table", "prose"]

_SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One place of a form: a `value` with the figures that state it.

    `conflict`: two different numbers, `value` is None and `figures` has them all; `rough`: only 余 or 约, `value` is
    that number; `blank`: nothing, which is not 0. Money is in the unit of the catalogue.
    """

    state: State = "blank"
    value: Decimal | None = None
    figures: tuple[Figure, ...] = ()

    @property
    def origin(self) -> Origin | None:
        """Whether a table of the report states it, or its prose alone."""
        if not self.figures:
            return None
        return "prose" if self.figures[0].cell is None else "table"


BLANK = Stated()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryTable:
    """A report in the form of its edition; `cells` has only the places of which it says something."""

    card: ReportCard
    form: Form
    cells: Mapping[Key, Stated]

    def at(self, key: Key) -> Stated:
        """What the report states there."""
        return self.cells.get(key, BLANK)


def statutory_table(library: Index, catalogue: Catalogue, report_id: str) -> StatutoryTable | None:
    """The tables of one report in the statutory layout, or None when the index has no such report."""
    card = next((card for card in library.listed if card.id == report_id), None)
    if card is None:
        return None
    cells = stated_in(library.figures(reports=[card.id]), catalogue)
    return StatutoryTable(card=card, form=form_of(card.era or "", catalogue, cells), cells=cells)


def stated_in(figures: Sequence[Figure], catalogue: Catalogue) -> dict[Key, Stated]:
    """What the figures of one report state: by its tables, and by its prose where no table says it."""
    originals = {(figure.report_id, figure.id): figure for figure in figures}
    tables, prose = books(_in_one_unit(figures, catalogue))
    found: dict[Key, Stated] = {}
    for book in (prose, tables):  # the better proof last
        for metric, applicant in book.rough:
            key = (metric, cast(Applicant, applicant))
            found[key] = _rough(key, figures, catalogue)
        for (metric, applicant), every in book.every.items():
            conflict = (metric, applicant) in book.doubtful
            found[metric, cast(Applicant, applicant)] = Stated(
                state="conflict" if conflict else "stated",
                value=None if conflict else every[0].value,
                figures=tuple(originals[figure.report_id, figure.id] for figure in every),
            )
    return found


def amount(figure: Figure, catalogue: Catalogue) -> Decimal:
    """The value in the unit of the catalogue: sums of money are printed in 元, 万元 or 亿元."""
    metric = catalogue.metrics.get(figure.metric or "")
    if metric is None or metric.unit not in _SCALES or figure.unit not in _SCALES:
        return figure.value
    return figure.value * _SCALES[figure.unit] / _SCALES[metric.unit]


def _rough(key: Key, figures: Iterable[Figure], catalogue: Catalogue) -> Stated:
    told = tuple(f for f in figures if (f.metric, f.applicant or "total") == key)
    return Stated(state="rough", value=amount(told[0], catalogue), figures=told[:1])


def _in_one_unit(figures: Iterable[Figure], catalogue: Catalogue) -> Iterable[Figure]:
    for figure in figures:
        value = amount(figure, catalogue)
        yield figure if value == figure.value else replace(figure, value=value)
