"""What reports state, with the words that state it: look-ups that all answers share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from nianbao import checking
from nianbao.answering.loose import loose_numbers
from nianbao.catalogue import Catalogue, Metric
from nianbao.checking import Finding
from nianbao.directory.naming import Agency, grouped
from nianbao.model import Citation, Computed, Figure, Report, ReportCard, Span
from nianbao.query import Body
from nianbao.store.seams import Index
from nianbao.text.fold import fold
from nianbao.text.numerals import plain

_KEPT = 128
"""Reports whose figures are kept at hand."""
_READINGS_KEPT = 4096
OPEN = (None, "proactive_category_count")
"""What figures are counted under that the catalogue does not tell apart."""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What a report says of a metric: the figure, others of the same metric that differ, and how it was computed."""

    figure: Figure | None
    others: tuple[Figure, ...] = ()
    computed: Computed | None = None
    parts: tuple[Figure, ...] = ()

    @property
    def value(self) -> Decimal | None:
        if self.computed is not None:
            return self.computed.value
        return self.figure.value if self.figure else None

    @property
    def unit(self) -> str | None:
        return self.computed.unit if self.computed else self.figure.unit if self.figure else None

    @property
    def figures(self) -> tuple[Figure, ...]:
        own = (self.figure,) if self.figure else ()
        return own + self.others + self.parts


class Evidence:
    """The library and the catalogue behind the answers; safe to share between threads."""

    def __init__(self, library: Index, catalogue: Catalogue) -> None:
        self.library = library
        self.catalogue = catalogue
        self._folded = lru_cache(maxsize=_KEPT)(lambda report_id: fold(self.report(report_id).text))
        self._figures = lru_cache(maxsize=_KEPT)(lambda report_id: library.figures(reports=[report_id]))
        self._stating = lru_cache(maxsize=_READINGS_KEPT)(
            lambda report_id, metric: library.figures(reports=[report_id], metric=metric)
        )
        self._loose = lru_cache(maxsize=_KEPT)(
            lambda report_id: loose_numbers(self.report(report_id), self._figures(report_id))
        )
        self._findings = lru_cache(maxsize=_KEPT)(
            lambda report_id: checking.check(self.report(report_id), self._figures(report_id), catalogue)
        )

        self._findings_about = lru_cache(maxsize=_KEPT)(
            lambda report_id, metrics: checking.check(
                self.report(report_id), self._figures(report_id), catalogue, about=metrics
            )
        )

    @cached_property
    def held(self) -> tuple[Agency, ...]:
        """Every agency that the index holds a report of, by name and county."""
        return grouped(self.library.cards)

    @cached_property
    def _by_place(self) -> Mapping[str, Agency]:
        return {agency.place: agency for agency in self.held}

    def agency(self, body: Body) -> Agency:
        """The agency that a query names; KeyError when the index changed since."""
        return self._by_place[body.place]

    def called(self, body: Body) -> str:
        """The name of a body, with its county where another of the same name is held."""
        return body.place if body.name in self._twins else body.name

    @cached_property
    def _twins(self) -> frozenset[str]:
        names = Counter(agency.name for agency in self.held)
        return frozenset(name for name, count in names.items() if count > 1)

    @cached_property
    def _cards(self) -> dict[str, ReportCard]:
        return {c.id: c for c in self.library.cards}

    def card(self, report_id: str) -> ReportCard:
        return self._cards[report_id]

    def cards(self, agency: Agency, year: int | None = None) -> tuple[ReportCard, ...]:
        return tuple(c for c in agency.cards if year is None or c.year == year)

    def report(self, report_id: str) -> Report:
        report = self.library.report(report_id)
        if report is None:  # the index changed under our feet; the card list is older than the store
            raise KeyError(report_id)
        return report

    def folded(self, report_id: str) -> str:
        """The folded text of a report; an open index does not change."""
        return self._folded(report_id)

    def figures(self, card: ReportCard) -> tuple[Figure, ...]:
        """The figures of one report; an answer looks at them several times, and an open index does not change."""
        return self._figures(card.id)

    def stating(self, card: ReportCard, metric: str) -> Sequence[Figure]:
        """The figures of one report that state a metric, of whichever applicants."""
        return self._stating(card.id, metric)

    def open_figures(self, card: ReportCard, named: Metric) -> Sequence[Figure]:
        """The figures in a report's prose that the catalogue has no metric of their own for, or only a category; those
        at least whose label may be a name of the metric."""
        return [f for f in self.figures(card) if f.metric in OPEN and not f.in_cell]

    def findings(self, card: ReportCard) -> tuple[Finding, ...]:
        """What the relations within one report hold, fail or cannot be told for."""
        return self._findings(card.id)

    def findings_about(self, card: ReportCard, metrics: frozenset[str]) -> tuple[Finding, ...]:
        """Of the findings those whose first figure is of one of these metrics, and perhaps others."""
        return self._findings_about(card.id, metrics)

    def loose(self, card: ReportCard) -> tuple[Figure, ...]:
        """Numbers in the report's prose that are no figures of the ledger, with the clause that says each."""
        return self._loose(card.id)

    def stated(self, card: ReportCard, metric: str, applicant: str | None = None) -> Stated:
        """What one report states of a metric, directly, by a twin of another edition, or by parts that must add up."""
        if applicant == "organisations":
            return self._of_organisations(card, metric)
        if (direct := _pick(self.stating(card, metric), applicant)) is not None:
            return direct
        for twin in self.catalogue.metric(metric).twins:
            if (other := _pick(self.stating(card, twin), applicant)) is not None:
                return other
        return self._derived(card, metric, applicant)

    def _of_organisations(self, card: ReportCard, metric: str) -> Stated:
        """The five columns under 法人或其他组织 added up; nothing when one of them is blank."""
        kinds = [k for k in self.catalogue.applicants if k not in ("natural_person", "total")]
        each = [self.stated(card, metric, kind) for kind in kinds]
        values = [s.value for s in each if s.value is not None]
        if len(values) < len(kinds):
            return Stated(figure=None)
        computed = Computed(formula="+".join(map(plain, values)), value=sum(values, Decimal(0)), unit=each[0].unit)
        return Stated(figure=None, computed=computed, parts=tuple(f for s in each for f in s.figures))

    def _derived(self, card: ReportCard, metric: str, applicant: str | None) -> Stated:
        for above in self.catalogue.ancestors(metric):
            whole = _pick(self.stating(card, above.id), applicant)
            chain = self.catalogue.metric(metric)
            if (
                whole is not None
                and whole.figure is not None
                and not whole.others
                and whole.value == 0
                and chain.part is not None
            ):
                # A total of nothing has no parts: the one inference from a whole to its parts that always holds.
                computed = Computed(formula="0", value=Decimal(0), unit=whole.unit)
                return Stated(figure=None, computed=computed, parts=(whole.figure,))
        parts = [m for m in self.catalogue.children(metric) if m.part == "sum" and card.era in m.eras]
        picked = [_pick([f for f in self.stating(card, m.id) if f.in_cell], applicant) for m in parts]
        figures = [p.figure for p in picked if p is not None and p.figure is not None]
        if len(figures) >= 2 and len(figures) == len(parts):
            value = sum((f.value for f in figures), Decimal(0))
            formula = "+".join(plain(f.value) for f in figures)
            return Stated(
                figure=None, computed=Computed(formula=formula, value=value, unit=figures[0].unit), parts=tuple(figures)
            )
        return Stated(figure=None)

    def cite(self, figure: Figure) -> Citation:
        return self.cite_span(self.card(figure.report_id), figure.span, figure.quote, figure.section)

    def cite_span(self, card: ReportCard, span: Span, quote: str, section: str, score: float = 1.0) -> Citation:
        return Citation(
            report=card.id,
            title=card.title,
            agency=card.agency,
            year=card.year,
            section=section,
            quote=quote,
            start=span.start,
            end=span.end,
            score=round(score, 4),
            source=card.source,
            url=f"/report/{card.id}#{span.start}-{span.end}",
            page=self.library.page_at(card.id, span),
            source_url=card.url,
        )

    def cite_all(self, figures: tuple[Figure, ...] | list[Figure], limit: int = 20) -> tuple[Citation, ...]:
        """One citation a quotation, in the order of the figures."""
        first: dict[tuple[str, int, int], Figure] = {}
        for figure in figures:
            if len(first) == limit:
                break
            first.setdefault((figure.report_id, figure.span.start, figure.span.end), figure)
        return tuple(self.cite(figure) for figure in first.values())


def _pick(found: Sequence[Figure], applicant: str | None) -> Stated | None:
    wanted = applicant or "total"
    same = [f for f in found if (f.applicant or "total") == wanted]
    if len(same) < 2:
        return Stated(figure=same[0]) if same else None
    # A statutory cell outranks prose that says otherwise, a number a zero statement of another scope; else the first.
    cells = {f.value for f in same if f.in_cell}
    stated = any(f.value != 0 for f in same)
    same.sort(key=lambda f: (bool(cells) and f.value not in cells, f.qualifier == "zero_statement" and stated, f.id))
    first = same[0]
    others = tuple(_differing(same[1:], first))
    return Stated(figure=first, others=others)


def _differing(figures: list[Figure], first: Figure) -> list[Figure]:
    """Those that state another value than the first, one a value."""
    seen, kept = {first.value}, []
    for figure in figures:
        if figure.value not in seen:
            seen.add(figure.value)
            kept.append(figure)
    return kept
