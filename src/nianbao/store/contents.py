"""What is stored of one report beside its card: text, structure, passages and figures, packed and sealed together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from nianbao.model import (
    Box,
    Candidate,
    Cell,
    CellRef,
    Evidence,
    Figure,
    PageImage,
    Passage,
    Place,
    Report,
    ReportCard,
    Section,
    Span,
    Table,
)  # fmt: skip
from nianbao.store.packing import Damaged, as_json, from_json, packed, packed_text, seal_of, unpacked, unpacked_text

CARD = (
    "id, agency, full_name, parents, year, title, source, url, era, problems, section_count, passage_count, "
    "figure_count, agency_confidence, year_confidence, candidates, unread, sha256"
)
"""The columns of a report's card, which its seal covers."""
CardRow = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Content:
    """One report as it is stored: the row of its card, its text, its structure and figures still packed.

    Made by `opened`, which has checked the seal; so nothing that it gives can differ from what was written.
    """

    row: CardRow
    text: str
    structure: bytes
    packed_figures: bytes

    @cached_property
    def _figures(self) -> tuple[list[str | None], list[list[Any]]]:
        words, *columns = unpacked(self.packed_figures)
        return words, [list(row) for row in zip(*columns, strict=True)]

    @cached_property
    def _structure(self) -> dict[str, Any]:
        found: dict[str, Any] = unpacked(self.structure)
        return found

    def figures(self, metrics: Collection[str | None] | None = None) -> tuple[Figure, ...]:
        """The report's figures by id, only of these metrics if given."""
        words, rows = self._figures
        if metrics is not None:
            wanted = {i for i, word in enumerate(words) if word in metrics}
            rows = [row for row in rows if row[1] in wanted]
        return tuple(self._figure(words, row) for row in rows)

    def figures_with(self, ids: Collection[int]) -> tuple[Figure, ...]:
        """The figures of these numbers, in the order of their numbers."""
        words, rows = self._figures
        return tuple(self._figure(words, row) for row in rows if row[0] in ids)

    def _figure(self, words: Sequence[Any], row: Sequence[Any]) -> Figure:
        cell, span = row[13], Span(start=row[6], end=row[6] + row[7])
        return Figure(
            report_id=self.row[0], id=row[0], agency=self.row[1], year=self.row[4], metric=words[row[1]],
            label=words[row[2]], value=Decimal(row[3]), unit=words[row[4]], qualifier=words[row[5]], span=span,
            at=Span(start=row[8], end=row[8] + row[9]), section=words[row[11]], applicant=words[row[12]],
            quote=span.of(self.text) if row[10] is None else words[row[10]],
            cell=CellRef(table=cell[0], row=words[cell[1]], column=words[cell[2]]) if cell else None,
            parent=row[14], scope=words[row[15]], role=words[row[16]], owner=words[row[17]],
        )  # fmt: skip

    def passages(self) -> tuple[Passage, ...]:
        """The report's passages in the order in which they were written."""
        return tuple(
            Passage(
                report_id=self.row[0], span=Span(start=row[0], end=row[1]), heading_path=row[2],
                text=self.text[row[0] : row[1]] if row[3] is None else row[3],
            )
            for row in self._structure["passages"]
        )  # fmt: skip

    def page_at(self, span: Span) -> int | None:
        """See `Report.page_at`; without making the report."""
        places = self._structure["places"]
        return next((row[2] for row in places if row[1] > span.start and row[0] < span.end), None)

    def report(self, images: tuple[PageImage, ...]) -> Report:
        """The whole report."""
        held, row = self._structure, self.row
        return Report(
            id=row[0], agency=row[1], full_name=row[2], parents=plain(row[3]), year=row[4], title=row[5],
            source=row[6], url=row[7], era=row[8], problems=plain(row[9]), agency_confidence=row[13],
            year_confidence=row[14], candidates=_candidates(row[15]), unread=plain(row[16]), sha256=row[17],
            text=self.text, period=held["period"], published=held["published"],
            sections=tuple(_section(s) for s in held["sections"]), tables=tuple(_table(t) for t in held["tables"]),
            evidence=tuple(Evidence(what=e[0], value=e[1], origin=e[2]) for e in held["evidence"]),
            places=tuple(_place(p) for p in held["places"]), images=images,
        )  # fmt: skip


def card_of(row: CardRow, superseded_by: str | None = None, noted: Sequence[str] = ()) -> ReportCard:
    """The card in a row of `CARD`; `noted` are problems that the other reports of the index give it."""
    return ReportCard(
        id=row[0], agency=row[1], full_name=row[2], parents=plain(row[3]), year=row[4], title=row[5], source=row[6],
        url=row[7], era=row[8], problems=(*plain(row[9]), *noted), sections=row[10], passages=row[11], figures=row[12],
        agency_confidence=row[13], year_confidence=row[14], candidates=_candidates(row[15]), unread=plain(row[16]),
        superseded_by=superseded_by,
    )  # fmt: skip


def card_row(report: Report, passages: int, figures: int) -> CardRow:
    """The row of `CARD` for a report with so many passages and figures."""
    candidates = as_json([[c.what, c.value, c.probability] for c in report.candidates])
    return (
        report.id, report.agency, report.full_name, as_json(report.parents), report.year, report.title, report.source,
        report.url, report.era, as_json(report.problems), len(report.sections), passages, figures,
        report.agency_confidence, report.year_confidence, candidates, as_json(report.unread), report.sha256,
    )  # fmt: skip


def closed(
    report: Report, row: CardRow, passages: Sequence[Passage], figures: Sequence[Figure]
) -> tuple[bytes, bytes, bytes, bytes]:
    """Seal, text, structure and figures as they are stored; ValueError for figures of another agency or year."""
    text, structure = packed_text(report.text), packed(_structured(report, passages))
    rows = packed(_figure_columns(report, figures))
    return seal_of(row, text, structure, rows), text, structure, rows


def opened(row: CardRow, seal: bytes, text: bytes, structure: bytes, figures: bytes) -> Content:
    """The content behind what `closed` made; Damaged when anything of it has changed since."""
    if not all(isinstance(part, bytes) for part in (seal, text, structure, figures)):
        raise Damaged("a part of a report is missing")
    if seal_of(row, text, structure, figures) != seal:
        raise Damaged("the checksum of a report does not fit")
    return Content(row=row, text=unpacked_text(text), structure=structure, packed_figures=figures)


def plain(written: str) -> tuple[str, ...]:
    """The texts in a JSON list."""
    if written == "[]":  # most are empty, and there are many
        return ()
    return tuple(from_json(written))


def _candidates(written: str) -> tuple[Candidate, ...]:
    return tuple(Candidate(what=c[0], value=c[1], probability=c[2]) for c in plain(written))


def _structured(report: Report, passages: Sequence[Passage]) -> dict[str, Any]:
    return {
        "period": report.period, "published": report.published,
        "sections": [[s.id, s.number, s.heading, s.level, *_ends(s.span), s.parent] for s in report.sections],
        "tables": [[t.id, *_ends(t.span), [_cell_row(c) for c in t.cells]] for t in report.tables],
        "evidence": [[e.what, e.value, e.origin] for e in report.evidence],
        "places": [[*_ends(p.span), p.page, p.box.x0, p.box.y0, p.box.x1, p.box.y1] for p in report.places],
        "passages": [
            [*_ends(p.span), p.heading_path, None if p.span.of(report.text) == p.text else p.text] for p in passages
        ],
    }  # fmt: skip


def _figure_columns(report: Report, figures: Sequence[Figure]) -> list[list[Any]]:
    """Words once each, then a column for each field of the figures; quotations are read from the text."""
    words: dict[str | None, int] = {}

    def at(word: str | None) -> int:
        return words.setdefault(word, len(words))

    if len({f.id for f in figures}) < len(figures):
        raise ValueError(f"two figures of report {report.id} have one number")
    rows = []
    for f in sorted(figures, key=lambda f: f.id):
        if (f.report_id, f.agency, f.year) != (report.id, report.agency, report.year):
            raise ValueError(f"figure {f.id} is of another report, agency or year than {report.id}")
        cell = None if f.cell is None else [f.cell.table, at(f.cell.row), at(f.cell.column)]
        quote = None if f.span.of(report.text) == f.quote else at(f.quote)
        rows.append(
            (
                f.id, at(f.metric), at(f.label), str(f.value), at(f.unit), at(f.qualifier), f.span.start,
                f.span.end - f.span.start, f.at.start, f.at.end - f.at.start, quote, at(f.section), at(f.applicant),
                cell, f.parent, at(f.scope), at(f.role), at(f.owner),
            )
        )  # fmt: skip
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(18)]
    return [list(words), *columns]


def _section(row: Sequence[Any]) -> Section:
    span = Span(start=row[4], end=row[5])
    return Section(id=row[0], number=row[1], heading=row[2], level=row[3], span=span, parent=row[6])


def _table(row: Sequence[Any]) -> Table:
    cells = (Cell(span=Span(start=c[0], end=c[1]), row=c[2], column=c[3], rows=c[4], columns=c[5]) for c in row[3])
    return Table(id=row[0], span=Span(start=row[1], end=row[2]), cells=tuple(cells))


def _cell_row(cell: Cell) -> list[int]:
    return [*_ends(cell.span), cell.row, cell.column, cell.rows, cell.columns]


def _place(row: Sequence[Any]) -> Place:
    box = Box(x0=row[3], y0=row[4], x1=row[5], y1=row[6])
    return Place(span=Span(start=row[0], end=row[1]), page=row[2], box=box)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
