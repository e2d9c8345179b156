"""The library: everything that can be asked of an index, read-only, from any number of threads.

A library shows one state of the index for as long as it lives. Whoever wants to see what a later run of indexing has
added opens a new one.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.model import Figure, Hit, Report, ReportCard, Span
from nianbao.settings import Settings
from nianbao.store import files, ledger, tallies
from nianbao.store.briefs import Brief, brief, checked
from nianbao.store.browsing import Browser, Facets, FigurePage, Selection
from nianbao.store.contents import Content
from nianbao.store.open_index import OpenIndex
from nianbao.store.packing import Damaged
from nianbao.store.searching import Searching

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nianbao.store.encoder import Encoder

_REPORTS_KEPT = 32
_CONTENTS_KEPT = 256
_EVERYTHING = Selection()


class Library:
    """An open index. Every answer is a value of the model, in an order that is the same each time.

    `listed` are the cards of all reports, `cards` those of the reports that answer: without the ones that another
    report of the same agency and year supersedes. Unless it names reports, no look-up meets a superseded one.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path, encoder: Callable[[], Encoder | None]) -> None:
        """Use `Library.open`."""
        self._index = OpenIndex(connection, folder)
        self._connection = connection
        self._reading = self._index.reading
        self._reports: OrderedDict[str, Report | None] = OrderedDict()
        self._contents: OrderedDict[str, Content | None] = OrderedDict()
        self._browser: Browser | None = None
        with self._reading():
            self.listed: tuple[ReportCard, ...] = ledger.cards(connection)
            self._counts = ledger.counts(connection)
        self.cards: tuple[ReportCard, ...] = tuple(card for card in self.listed if card.superseded_by is None)
        # None: all of them, which spares every search a condition.
        answering = frozenset(c.id for c in self.cards) if len(self.cards) < len(self.listed) else None
        self._searching = Searching(self._index, encoder, answering, self._counts["passages"])

    @classmethod
    def open(cls, folder: Path, settings: Settings, *, encoder: Callable[[], Encoder | None] | None = None) -> Library:
        """Open the index in `folder`, which may be read-only; one with no reports is an index, too.

        `encoder` makes the sentence encoder at the first search, in place of the one that `settings.model` names.
        Errors: IndexMissing; IndexIncompatible for an index of another version or a damaged one, here or at any method.
        """
        return cls(files.open_published(folder), folder, encoder or (lambda: _encoder(settings)))

    @property
    def generation(self) -> str:
        """Names this state of the index: any run that changes the index draws another."""
        return self._index.meta["generation"]

    @property
    def version(self) -> str:
        """Schema and generation, short enough to show."""
        return f"{files.SCHEMA}.{self.generation[:8]}"

    def counts(self) -> dict[str, int]:
        """How many `reports`, `passages` and `figures` the index holds."""
        return dict(self._counts)

    def report(self, report_id: str) -> Report | None:
        """The whole report, or None when the index has none with that id."""
        with self._reading():
            if report_id not in self._reports:
                held = self._content(report_id)
                images = ledger.images(self._connection, report_id)
                self._reports[report_id] = None if held is None else held.report(images)
                if len(self._reports) > _REPORTS_KEPT:
                    self._reports.popitem(last=False)
            self._reports.move_to_end(report_id)
            return self._reports[report_id]

    def page_at(self, report_id: str, span: Span) -> int | None:
        """See `Report.page_at`; None, too, when the index has no such report."""
        with self._reading():
            held = self._content(report_id)
            return None if held is None else held.page_at(span)

    def paths(self) -> dict[str, str]:
        """Of every report, by its id: the resolved path of the file it was read from, `a.zip!/b.docx` in an archive."""
        with self._reading():
            return {row[0]: path for path, row in ledger.sources(self._connection).items()}

    def figures(
        self,
        *,
        reports: Collection[str] | None = None,
        metric: str | None = None,
        agency: str | None = None,
        year: int | None = None,
    ) -> tuple[Figure, ...]:
        """The figures that meet every condition given, by agency, year (unknown last), report and id."""
        with self._reading():
            if reports is not None and len(reports) == 1 and agency is None and year is None:
                held = self._content(next(iter(reports)))
                return () if held is None else held.figures(None if metric is None else (metric,))
            return ledger.figures(self._connection, reports=reports, metric=metric, agency=agency, year=year)

    def stated(self, report_id: str) -> frozenset[str]:
        """The metrics that a report states something of."""
        with self._reading():
            return ledger.metrics_of(self._connection, report_id)

    def briefs(
        self,
        cards: Sequence[ReportCard],
        metrics: Collection[str | None],
        *,
        applicants: Collection[str | None] | None = None,
        labelled: Callable[[str], bool] | None = None,
    ) -> dict[str, list[Figure]]:
        """Of many reports, by id, their figures of these metrics (None: of no metric), by number.

        One statement reads them all; of each figure only what orders, adds and compares is read now, and the rest when
        it is looked at. Only of these applicants (None: of none in particular) and of labels that pass, if given.
        """
        with self._reading():
            of_ordinal = {self._ordinals[card.id]: card for card in cards}
            years = sorted({card.year or tallies.NONE for card in cards})
            among = tallies.Among(years=years, reports=tuple(of_ordinal), applicants=applicants, labelled=labelled)
            rows, words = tallies.named_readings(self._connection, metrics, among)
        found: dict[str, list[Figure]] = {}
        for row in rows:
            card = of_ordinal[row.report]
            found.setdefault(card.id, []).append(brief(row, card, words, self._whole))
        for figures in found.values():
            figures.sort(key=lambda figure: figure.id)
        return found

    def _whole(self, short: Brief) -> Figure:
        with self._reading():
            held = self._content(short.report_id)
            found = () if held is None else held.figures_with((short.id,))
            if len(found) != 1:
                raise Damaged(f"figure {short.id} of report {short.report_id} is missing")
            return checked(short, found[0])

    @cached_property
    def _ordinals(self) -> dict[str, int]:
        return ledger.ordinals(self._connection)

    def _content(self, report_id: str) -> Content | None:
        """What is stored of a report; the last ones are kept at hand."""
        if report_id not in self._contents:
            self._contents[report_id] = ledger.content(self._connection, report_id)
            if len(self._contents) > _CONTENTS_KEPT:
                self._contents.popitem(last=False)
        self._contents.move_to_end(report_id)
        return self._contents[report_id]

    def browse(self, selection: Selection = _EVERYTHING, *, offset: int = 0, limit: int = 50) -> FigurePage:
        """One page of the figures selected, with their total number; the first call of a library reads the columns."""
        with self._reading():
            return self._browsing().page(selection, offset, limit)

    def facets(self, selection: Selection = _EVERYTHING) -> Facets:
        """The years and metrics that the selection leaves to choose from, each without its own filter."""
        with self._reading():
            return self._browsing().facets(selection)

    def selected(self, selection: Selection = _EVERYTHING) -> Iterator[Figure]:
        """All figures selected, in their order, read bit by bit: what an export needs, in constant memory."""
        with self._reading():
            batches = self._browsing().batches(selection)
        while True:
            with self._reading():  # not held while the caller writes
                found = next(batches, None)
            if found is None:
                return
            yield from found

    def search(self, query: str, *, reports: Collection[str] | None = None, k: int = 10) -> tuple[Hit, ...]:
        """See `Searching.search`."""
        return self._searching.search(query, reports=reports, k=k)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """See `Searching.embed`."""
        return self._searching.embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """See `Searching.embed_passages`."""
        return self._searching.embed_passages(texts)

    @property
    def encoder_name(self) -> str | None:
        """See `Searching.encoder_name`."""
        return self._searching.encoder_name

    def close(self) -> None:
        """Let go of the file; the library is of no use afterwards."""
        self._index.close()

    def _browsing(self) -> Browser:
        if self._browser is None:
            self._browser = Browser(self._connection, lambda: self.listed)
        return self._browser


def _encoder(settings: Settings) -> Encoder | None:
    from nianbao.store.encoder import load_encoder

    return load_encoder(settings.model, settings.cache)
