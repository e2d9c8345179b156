"""Passages found by words and meaning: SQLite's full-text index and FAISS side by side."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from nianbao.errors import ModelUnavailable
from nianbao.model import Hit
from nianbao.store import embedding, ledger, lexical
from nianbao.store.fusion import fused
from nianbao.store.open_index import OpenIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nianbao.store.encoder import Encoder
    from nianbao.store.vectors import Vectors

LOG = logging.getLogger(__name__)

DEPTH = 50
"""Candidates each leg brings to a search, at least."""
_PIECES_KEPT = 4096


class Searching:
    """The passages of an open index; used from any number of threads."""

    def __init__(
        self, index: OpenIndex, encoder: Callable[[], Encoder | None], answering: Collection[str] | None, passages: int
    ) -> None:
        """`answering` are the ids of the reports that answer, None for all; `encoder` is called at the first search;
        `passages` is their number."""
        self._index = index
        self._make_encoder = encoder
        self._answering = answering
        self._passages = passages
        self._encoder: Encoder | None = None
        self._encoder_asked = False
        self._pieces: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._vectors: Vectors | None = None
        self._vectors_asked = False

    def search(self, query: str, *, reports: Collection[str] | None = None, k: int = 10) -> tuple[Hit, ...]:
        """The `k` passages that fit the query best, of `reports` if given, best first, equal ones by passage id.

        Words and meaning both bring their best `DEPTH`; see `fused` for the score. Without an encoder, or without
        vectors of its making, words alone decide and `Hit.dense` is None.
        """
        reports = self._answering if reports is None else reports
        if k <= 0 or (reports is not None and not reports):
            return ()
        vector = self._query_vector(query)
        with self._index.reading():
            words, meaning = self._legs(query, vector, reports, max(DEPTH, k))
            scores = fused(words, meaning)
            best = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[:k]
            passages = ledger.passages(self._index.connection, best)
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
        with self._index.lock:
            known = {text: self._pieces[text] for text in texts if text in self._pieces}
        lacking = [text for text in dict.fromkeys(texts) if text not in known]
        try:
            made = dict(zip(lacking, encoder.passages(lacking), strict=True)) if lacking else {}
        except ModelUnavailable as error:
            self._forget_encoder(error)
            return None
        import numpy as np

        with self._index.lock:
            self._pieces.update(made)
            while len(self._pieces) > _PIECES_KEPT:
                self._pieces.popitem(last=False)
        return np.array([known[text] if text in known else made[text] for text in texts])

    @property
    def encoder_name(self) -> str | None:
        """Names the encoder that `embed` uses; None when there is none."""
        encoder = self._ready_encoder()
        return None if encoder is None else encoder.name

    def _legs(
        self, query: str, vector: NDArray[np.float32] | None, reports: Collection[str] | None, depth: int
    ) -> tuple[dict[int, float], dict[int, float]]:
        """Raw scores of all candidates: BM25 of each, cosine of each that has a vector."""
        words = lexical.best(self._index.connection, query, depth, reports)
        if vector is None or self._vectors is None:
            return words, {}
        allowed = None
        if reports is not None:
            import numpy as np

            allowed = np.array(ledger.passage_ids(self._index.connection, reports), np.int64)
        near = [passage_id for passage_id, _ in self._vectors.search(vector, depth, allowed)]
        meaning = self._vectors.scores(vector, sorted({*near, *words}))
        found = lexical.scores(self._index.connection, query, [i for i in near if i not in words])
        return {i: 0.0 for i in near} | found | words, meaning

    def _query_vector(self, query: str) -> NDArray[np.float32] | None:
        """The query's vector, None when meaning cannot be compared; the search index is made ready with it."""
        with self._index.lock:
            if not self._vectors_asked:
                self._vectors_asked = True
                self._vectors = self._ready_vectors()
            if self._vectors is None:
                return None
        vectors = self.embed([query])
        return None if vectors is None else vectors[0]

    def _ready_vectors(self) -> Vectors | None:
        encoder = self._ready_encoder()
        if encoder is None or not self._passages:
            return None
        with self._index.reading():
            vectors = embedding.searchable(
                self._index.connection, encoder.name, self._index.folder, self._index.meta["generation"]
            )
        if not len(vectors):
            LOG.warning("the index has no vectors of %s: searching by words alone; run nianbao index", encoder.name)
            return None
        if len(vectors) < self._passages:
            LOG.warning("%d of %d passages have vectors; run nianbao index", len(vectors), self._passages)
        return vectors

    def _ready_encoder(self) -> Encoder | None:
        with self._index.lock:
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
        with self._index.lock:
            self._encoder = self._vectors = None
        LOG.warning("searching by words alone: %s", error)
