"""What several reports state of one metric: the rows that rank, compare, sum, average and count work on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nianbao.asking.answers import refuse
from nianbao.asking.answers.build import from_figures
from nianbao.asking.answers.phrases import coverage, coverage_words, name_of, where
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.model import Answer, Computed, Figure, ReportCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One report that states the metric."""

    card: ReportCard
    stated: Stated
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a question; `silent` are the reports that state nothing, which every answer names."""

    question: Question
    sources: Sources
    rows: tuple[Row, ...]
    silent: tuple[ReportCard, ...]
    name: str

    @property
    def cards(self) -> list[ReportCard]:
        return [r.card for r in self.rows] + list(self.silent)

    @property
    def one_agency(self) -> bool:
        """True when the rows differ by year alone."""
        return len({(c.agency, c.parents[-1:]) for c in self.cards}) == 1

    @property
    def one_agency_asked(self) -> bool:
        """True when the question is about the years of the agency that it names."""
        return self.one_agency and len(self.question.agencies) == 1

    @property
    def unit(self) -> str | None:
        return self.rows[0].stated.unit

    def where(self, row: Row) -> str:
        """Agency and year; its county before it when another of the same name is among the rows."""
        card = row.card
        twins = any(c.agency == card.agency and c.parents[-1:] != card.parents[-1:] for c in self.cards)
        return (card.parents[-1] if twins and card.parents else "") + where(card)

    def title(self, row: Row) -> str:
        """What tells the row from the others: its year, or agency and year."""
        return f"{row.card.year}年" if self.one_agency else self.where(row)

    def answer(
        self,
        text: str,
        *,
        value: Decimal | str | None = None,
        unit: str | None = None,
        computed: Computed | None = None,
        winners: Sequence[Row] | None = None,
    ) -> Answer:
        """The answer over these rows; says how many reports there are and which are silent.

        `winners` are the rows whose quotations prove it, where these are not all.
        """
        proof = None if winners is None else [f for r in winners for f in r.stated.figures]
        figures: list[Figure] = [f for r in self.rows for f in r.stated.figures]
        silent = list(self.silent)
        after = coverage_words(self.cards, silent) + self._years_differ()
        return from_figures(
            self.question, self.sources, text + after, figures, value=value, unit=unit,
            computed=computed, proof=proof, coverage=coverage(self.cards, silent),
        )  # fmt: skip

    def _years_differ(self) -> str:
        """Without a year in the question every agency stands with its latest report, and these may be years apart."""
        if self.question.years or self.one_agency or len({r.card.year for r in self.rows}) == 1:
            return ""
        return "（问题没有写年份，各机关取收录的最近一年，年份不尽相同，比较时请注意。）"


def over(question: Question, sources: Sources, cards: list[ReportCard], make: Callable[[Rows], Answer]) -> Answer:
    """The answer that `make` gives over the cards (one an agency and year); not_stated when no report says."""
    metric = question.metric or ""
    rows: list[Row] = []
    silent: list[ReportCard] = []
    for card in cards:
        stated = sources.stated(card, metric, question.applicant)
        if stated.value is None:
            silent.append(card)
        else:
            rows.append(Row(card=card, stated=stated, value=stated.value))
    name = name_of(question, sources, metric)
    if not rows:
        return refuse.nobody_states(question, cards, name)
    return make(Rows(question=question, sources=sources, rows=tuple(rows), silent=tuple(silent), name=name))
