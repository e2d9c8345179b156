"""Passage vectors by id: the only importer of faiss, which comes in with the first object made here.

Every score that leaves this module is computed again from the stored vectors, in one fixed way, so that it does not
depend on the kind of index, on its neighbours in memory or on the processor: equal vectors have equal scores.
"""

from __future__ import annotations

import os
import uuid
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nianbao.errors import IndexIncompatible

FLAT_LIMIT = 100_000  # vectors; up to here every one is compared (5 ms), beyond it a graph is searched
EXACT_LIMIT = 20_000  # when a filter leaves no more than this, each of them is compared, graph or not
HNSW_LINKS, HNSW_BUILD, HNSW_SEARCH = 32, 200, 256
_DEAD = -1  # the id of a removed row of a graph, which cannot forget
_MARGIN = 16  # neighbours fetched beyond k
_ROUNDING = 1e-5  # more than float32 inner products of unit vectors can be off


class Vectors:
    """Unit vectors by id: exact inner product up to FLAT_LIMIT of them, an HNSW graph beyond.

    Searches may run in several threads; `add` and `remove` need the object for themselves. A graph is built by several
    threads and may differ from one build to the next; a flat index never does.
    """

    def __init__(self, ids: NDArray[np.int64], index: Any) -> None:
        """Use `build` or `load`. `index` is a faiss index whose row i is the vector of `ids[i]`."""
        self._ids = ids
        self._index = index

    @classmethod
    def build(cls, ids: NDArray[np.int64], matrix: NDArray[np.float32]) -> Vectors:
        """Index the rows of `matrix` (n, dimension), of unit length, under `ids` (n,), distinct and not negative.

        Errors: ValueError when the shapes do not fit or an id or a number cannot be used.
        """
        ids, matrix = _checked(ids, matrix)
        return cls(ids, _made(matrix))

    def __len__(self) -> int:
        return int(np.count_nonzero(self._ids != _DEAD))

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The ids held, ascending."""
        return np.sort(self._ids[self._ids != _DEAD])

    def search(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The `k` nearest of the ids in `allowed` (None: of all) with their cosine, best first, equal scores by id.

        `query` is (dimension,) or (1, dimension), of unit length. Fewer than `k` come back only when there are no more.
        Errors: ValueError when the query has another dimension or a number that is not finite.
        """
        vector = self._checked_query(query)
        rows = self._rows(allowed)
        if k <= 0 or not len(rows):
            return []
        if self._is_graph() and len(rows) > EXACT_LIMIT:
            found = self._graph_candidates(vector, k, rows)
        elif self._is_graph() or len(rows) <= k:
            found = rows
        else:
            found = self._flat_candidates(vector, k, rows)
        best = sorted(self._scored(vector, found), key=lambda pair: (-pair[1], pair[0]))
        return best[:k]

    def scores(self, query: NDArray[np.float32], ids: Iterable[int]) -> dict[int, float]:
        """The cosine of `query` with each of `ids`; ids that are not held are left out."""
        wanted = np.fromiter(ids, np.int64)
        return dict(self._scored(self._checked_query(query), self._rows(wanted)))

    def add(self, ids: NDArray[np.int64], matrix: NDArray[np.float32]) -> None:
        """Add rows as in `build`; ValueError, and no change, when an id is held already."""
        ids, matrix = _checked(ids, matrix)
        if len(self) and len(ids) and matrix.shape[1] != self.dimension:
            raise ValueError(f"vectors of {matrix.shape[1]} numbers do not fit an index of {self.dimension}")
        if np.isin(ids, self._ids).any():
            raise ValueError("an id is in the index already: remove it first")
        if not len(ids):
            return
        total = len(self) + len(ids)
        if not len(self) or (total > FLAT_LIMIT and not self._is_graph()):
            live = np.flatnonzero(self._ids != _DEAD)
            matrix = np.concatenate([self._matrix(live), matrix]) if len(live) else matrix
            self._ids, self._index = np.concatenate([self._ids[live], ids]), _made(matrix)
        else:
            self._index.add(matrix)
            self._ids = np.concatenate([self._ids, ids])

    def remove(self, ids: Iterable[int]) -> int:
        """Forget these ids; the number of them that were held."""
        rows = self._rows(np.fromiter(ids, np.int64))
        if not len(rows):
            return 0
        kept = self._ids.copy()
        kept[rows] = _DEAD
        live = np.flatnonzero(kept != _DEAD)
        if self._is_graph() and len(live) > FLAT_LIMIT and len(live) * 2 > len(kept):
            self._ids = kept
        else:
            self._index, self._ids = _made(self._matrix(live)), kept[live]
        return len(rows)

    def save(self, path: Path) -> None:
        """Write everything to one file, whole or not at all; OSError when that fails."""
        draft = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
        try:
            with draft.open("xb") as file:
                np.savez(file, allow_pickle=False, ids=self._ids, index=_faiss().serialize_index(self._index))
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path) -> Vectors:
        """Read what `save` wrote; OSError when there is no file, IndexIncompatible when it is damaged."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
                ids, index = archive["ids"], _faiss().deserialize_index(archive["index"])
        # faiss raises RuntimeError
        except (ValueError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile) as error:
            raise _damaged(path) from error
        if ids.dtype != np.int64 or ids.shape != (index.ntotal,):
            raise _damaged(path)
        return cls(ids, index)

    def _is_graph(self) -> bool:
        return isinstance(self._index, _faiss().IndexHNSW)

    def _checked_query(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        vector = np.ascontiguousarray(query, np.float32).reshape(1, -1)
        if len(self) and vector.shape[1] != self.dimension:
            raise ValueError(f"a query of {vector.shape[1]} numbers does not fit an index of {self.dimension}")
        if not np.isfinite(vector).all():
            raise ValueError("the query has a number that is not finite")
        return vector

    def _rows(self, allowed: NDArray[np.int64] | None) -> NDArray[np.int64]:
        live = self._ids != _DEAD
        return np.flatnonzero(live if allowed is None else live & np.isin(self._ids, allowed))

    def _matrix(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        matrix: NDArray[np.float32] = self._index.reconstruct_batch(rows)
        return matrix

    def _scored(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> list[tuple[int, float]]:
        """Ids and scores: summed in double precision row by row, rounded to single."""
        result: list[tuple[int, float]] = []
        for part in np.array_split(rows, len(rows) // 4096 + 1):
            if len(part):
                products = self._matrix(part).astype(np.float64) * vector.astype(np.float64)
                scores = products.sum(axis=1).astype(np.float32)
                result += zip(self._ids[part].tolist(), scores.tolist(), strict=True)
        return result

    def _flat_candidates(self, vector: NDArray[np.float32], k: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Rows that hold the k best: as many more as may owe their place to rounding."""
        selector, _bits = self._selector(rows)
        parameters = _faiss().SearchParameters(sel=selector)
        fetch = min(k + _MARGIN, len(rows))
        while True:
            scores, found = self._index.search(vector, fetch, params=parameters)
            slack = _ROUNDING * max(1.0, float(np.linalg.norm(vector)))
            if fetch == len(rows) or scores[0, -1] < scores[0, k - 1] - slack:
                return np.asarray(found[0], np.int64)
            fetch = min(fetch * 4, len(rows))

    def _graph_candidates(self, vector: NDArray[np.float32], k: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Rows near the query; all rows in the rare case that the graph yields fewer than k."""
        selector, _bits = self._selector(rows)
        fetch = min(k + _MARGIN, len(rows))
        parameters = _faiss().SearchParametersHNSW(efSearch=max(HNSW_SEARCH, 2 * fetch), sel=selector)
        _scores, found = self._index.search(vector, fetch, params=parameters)
        near = found[0][found[0] >= 0]
        return near if len(near) >= min(k, len(rows)) else rows

    def _selector(self, rows: NDArray[np.int64]) -> tuple[Any, NDArray[np.uint8] | None]:
        """A faiss selector of the rows, None for all, and the memory it points into."""
        if len(rows) == len(self._ids):
            return None, None
        mask = np.zeros(len(self._ids), np.uint8)
        mask[rows] = 1
        bits = np.packbits(mask, bitorder="little")
        return _faiss().IDSelectorBitmap(bits), bits


def _faiss() -> Any:
    import faiss

    return faiss


def _made(matrix: NDArray[np.float32]) -> Any:
    faiss = _faiss()
    dimension = matrix.shape[1]
    if len(matrix) > FLAT_LIMIT:
        index = faiss.IndexHNSWFlat(dimension, HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = HNSW_BUILD
    else:
        index = faiss.IndexFlatIP(dimension)
    if len(matrix):
        index.add(matrix)
    return index


def _checked(ids: NDArray[np.int64], matrix: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    ids = np.array(ids, np.int64)
    matrix = np.ascontiguousarray(matrix, np.float32)
    if ids.ndim != 1 or matrix.ndim != 2 or len(ids) != len(matrix):
        raise ValueError(f"ids {ids.shape} and matrix {matrix.shape} do not fit: (n,) and (n, dimension) are needed")
    if len(np.unique(ids)) != len(ids) or (ids < 0).any():
        raise ValueError("ids must be distinct and not negative")
    if not np.isfinite(matrix).all():
        raise ValueError("a vector has a number that is not finite")
    return ids, matrix


def _damaged(path: Path) -> IndexIncompatible:
    return IndexIncompatible(
        f"向量文件 {path} 已损坏或版本不符。请用 nianbao index --rebuild 重建索引。",
        f"The vectors in {path} are damaged or of another version. Rebuild the index: nianbao index --rebuild.",
    )
