"""The library: everything that can be asked of an index, read-only, from any number of threads.

A library shows one state of the index for as long as it lives. Whoever wants to see what a later run of indexing has
added opens a new one.
"""

from __future__ import annotations

import logging
import sqlite3
import weakref
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from nianbao.errors import ModelUnavailable
from nianbao.model import Figure, Hit, Report, ReportCard, Span
from nianbao.settings import Settings
from nianbao.store import embedding, files, ledger, lexical, tallies
from nianbao.store.briefs import Brief, brief, checked
from nianbao.store.browsing import Browser, Facets, FigurePage, Selection
from nianbao.store.contents import Content
from nianbao.store.fusion import fused
from nianbao.store.packing import Damaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nianbao.store.encoder import Encoder
    from nianbao.store.vectors import Vectors

LOG = logging.getLogger(__name__)

DEPTH = 50
"""Candidates each leg brings to a search, at least."""
_REPORTS_KEPT = 32
_CONTENTS_KEPT = 256
_PIECES_KEPT = 4096
_EVERYTHING = Selection()


class Library:
    """An open index. Every answer is a value of the model, in an order that is the same each time.

    `listed` are the cards of all reports, `cards` those of the reports that answer: without the ones that another
    report of the same agency and year supersedes. Unless it names reports, no look-up meets a superseded one.
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path, encoder: Callable[[], Encoder | None]) -> None:
        """Use `Library.open`."""
        self._connection = connection
        self._folder = folder
        self._make_encoder = encoder
        self._lock = RLock()
        # Whoever still works with a library that has been replaced keeps it; the last one to go closes the file.
        weakref.finalize(self, connection.close)
        self._reports: OrderedDict[str, Report | None] = OrderedDict()
        self._contents: OrderedDict[str, Content | None] = OrderedDict()
        self._encoder: Encoder | None = None
        self._encoder_asked = False
        self._pieces: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._browser: Browser | None = None
        self._vectors: Vectors | None = None
        self._vectors_asked = False
        with self._reading():
            self._meta = files.meta(connection)
            self.listed: tuple[ReportCard, ...] = ledger.cards(connection)
            self._counts = ledger.counts(connection)
        self.cards: tuple[ReportCard, ...] = tuple(card for card in self.listed if card.superseded_by is None)
        # None: all of them, which spares every look-up a condition.
        self._answering = frozenset(c.id for c in self.cards) if len(self.cards) < len(self.listed) else None

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
        return self._meta["generation"]

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
            rows, words = self._rows(cards, metrics, applicants, labelled)
            found: dict[str, list[Figure]] = {}
            of_ordinal = {self._ordinals[card.id]: card for card in cards}
            for row in rows:
                card = of_ordinal[row.report]
                found.setdefault(card.id, []).append(brief(row, card, words, self._whole))
        for figures in found.values():
            figures.sort(key=lambda figure: figure.id)
        return found

    def _rows(
        self, cards: Sequence[ReportCard], metrics: Collection[str | None],
        applicants: Collection[str | None] | None, labelled: Callable[[str], bool] | None,
    ) -> tuple[list[tallies.Row], dict[int, str | None]]:  # fmt: skip
        """The narrow rows, and the words for the numbers in them."""
        known = tallies.numbers(self._connection, [*metrics, *(applicants or ())])
        wanted = [known[m] for m in metrics if m in known]
        years = sorted({card.year or tallies.NONE for card in cards})
        kinds = None if applicants is None else [known[a] for a in applicants if a in known]
        labels = None
        if labelled is not None:
            named = tallies.words(self._connection, tallies.labels(self._connection, wanted, years))
            labels = [number for number, word in named.items() if word is not None and labelled(word)]
        ordinals = [self._ordinals[card.id] for card in cards]
        rows = list(
            tallies.readings(self._connection, wanted, years, ordinals, applicants=kinds, labels=labels)
            if wanted and labels != []
            else ()
        )
        used = {number for row in rows for number in (row.metric, row.label, row.unit, row.applicant)}
        return rows, tallies.words(self._connection, sorted(used))

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
        """The `k` passages that fit the query best, of `reports` if given, best first, equal ones by passage id.

        Words and meaning both bring their best `DEPTH`; see `fused` for the score. Without an encoder, or without
        vectors of its making, words alone decide and `Hit.dense` is None.
        """
        reports = self._answering if reports is None else reports
        if k <= 0 or (reports is not None and not reports):
            return ()
        vector = self._query_vector(query)
        with self._reading():
            words, meaning = self._legs(query, vector, reports, max(DEPTH, k))
            scores = fused(words, meaning)
            best = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[:k]
            passages = ledger.passages(self._connection, best)
        return tuple(
            Hit(passage=passages[i], score=scores[i], lexical=words.get(i), dense=meaning.get(i)) for i in best
        )

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """Vectors (n, dimension) of unit length of texts as questions; None when there is no encoder."""
        encoder = self._ready_encoder()
        try:
            return None if encoder is None else encoder.queries(texts)
        except ModelUnavailable as error:
            self._forget_encoder(error)
            return None

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """Vectors (n, dimension) of unit length of pieces of reports; None when there is no encoder.

        The last few thousand are remembered: the sentences of a report that is being asked about are encoded once.
        """
        encoder = self._ready_encoder()
        if encoder is None:
            return None
        with self._lock:
            known = {text: self._pieces[text] for text in texts if text in self._pieces}
        lacking = [text for text in dict.fromkeys(texts) if text not in known]
        try:
            made = dict(zip(lacking, encoder.passages(lacking), strict=True)) if lacking else {}
        except ModelUnavailable as error:
            self._forget_encoder(error)
            return None
        import numpy as np

        with self._lock:
            self._pieces.update(made)
            while len(self._pieces) > _PIECES_KEPT:
                self._pieces.popitem(last=False)
        return np.array([known[text] if text in known else made[text] for text in texts])

    @property
    def encoder_name(self) -> str | None:
        """Names the encoder that `embed` uses; None when there is none."""
        encoder = self._ready_encoder()
        return None if encoder is None else encoder.name

    def close(self) -> None:
        """Let go of the file; the library is of no use afterwards."""
        with self._lock:
            self._connection.close()

    def _browsing(self) -> Browser:
        if self._browser is None:
            self._browser = Browser(self._connection, lambda: self.listed)
        return self._browser

    def _legs(
        self, query: str, vector: NDArray[np.float32] | None, reports: Collection[str] | None, depth: int
    ) -> tuple[dict[int, float], dict[int, float]]:
        """Raw scores of all candidates: BM25 of each, cosine of each that has a vector."""
        words = lexical.best(self._connection, query, depth, reports)
        if vector is None or self._vectors is None:
            return words, {}
        allowed = None
        if reports is not None:
            import numpy as np

            allowed = np.array(ledger.passage_ids(self._connection, reports), np.int64)
        near = [passage_id for passage_id, _ in self._vectors.search(vector, depth, allowed)]
        meaning = self._vectors.scores(vector, sorted({*near, *words}))
        found = lexical.scores(self._connection, query, [i for i in near if i not in words])
        return {i: 0.0 for i in near} | found | words, meaning

    def _query_vector(self, query: str) -> NDArray[np.float32] | None:
        """The query's vector, None when meaning cannot be compared; the search index is made ready with it."""
        with self._lock:
            if not self._vectors_asked:
                self._vectors_asked = True
                self._vectors = self._ready_vectors()
            if self._vectors is None:
                return None
        vectors = self.embed([query])
        return None if vectors is None else vectors[0]

    def _ready_vectors(self) -> Vectors | None:
        encoder = self._ready_encoder()
        if encoder is None or not self._counts["passages"]:
            return None
        with self._reading():
            vectors = embedding.searchable(self._connection, encoder.name, self._folder, self.generation)
        if not len(vectors):
            LOG.warning("the index has no vectors of %s: searching by words alone; run nianbao index", encoder.name)
            return None
        if len(vectors) < self._counts["passages"]:
            LOG.warning("%d of %d passages have vectors; run nianbao index", len(vectors), self._counts["passages"])
        return vectors

    def _ready_encoder(self) -> Encoder | None:
        with self._lock:
            if not self._encoder_asked:
                self._encoder_asked = True
                try:
                    self._encoder = self._make_encoder()
                except ModelUnavailable as error:
                    self._forget_encoder(error)
                else:
                    if self._encoder is None:
                        LOG.warning("there is no sentence encoder: searching by words alone")
            return self._encoder

    def _forget_encoder(self, error: ModelUnavailable) -> None:
        with self._lock:
            self._encoder = self._vectors = None
        LOG.warning("searching by words alone: %s", error)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """One thread at a time, since all share a connection and thereby a state; damage is said in one sentence."""
        with self._lock:
            try:
                yield
            except (sqlite3.DatabaseError, UnicodeDecodeError, Damaged) as error:
                raise files.damaged(self._folder) from error


def _encoder(settings: Settings) -> Encoder | None:
    from nianbao.store.encoder import load_encoder

    return load_encoder(settings.model, settings.cache)
