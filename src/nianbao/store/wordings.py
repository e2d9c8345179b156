"""What a metric is called in the catalogue, as vectors: the figure that a question means, when no wording is in it.

A question is compared with the wordings of every metric and with the names of other things that are counted
elsewhere (`everyday.toml`). All vectors lose the mean of the catalogue's first: short phrases of one language and one
trade lie close together, and what they share tells nothing. Some two thousand phrases take ten to twenty seconds to
encode; they are kept in the cache folder under the names of encoder and catalogue.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nianbao.catalogue import Catalogue
from nianbao.errors import ModelUnavailable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nianbao.store.encoder import Encoder

LOG = logging.getLogger(__name__)

Embed = Callable[[Sequence[str]], "NDArray[np.float32] | None"]
"""Texts to vectors (n, dimension) of unit length, as questions; None when there is no encoder (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The metric nearest to a text: its wording, their cosine, and how far behind the runner-up and the nearest
    thing that is no metric lie."""

    metric: str
    words: str
    score: float
    margin: float
    lead: float


class Wordings:
    """The wordings of a catalogue, ready to be compared with."""

    def __init__(self, catalogue: Catalogue, vectors: NDArray[np.float32]) -> None:
        """`vectors` holds a row for each of `phrases(catalogue)`."""
        self._named = _named(catalogue)
        self._metrics = tuple(dict.fromkeys(metric for metric, _ in self._named))
        place = {metric: i for i, metric in enumerate(self._metrics)}
        self._owner = np.array([place[metric] for metric, _ in self._named])
        self._mean = vectors.mean(axis=0)
        self._vectors = _unit(vectors - self._mean)

    def nearest(self, vector: NDArray[np.float32]) -> Nearest:
        """The metric that a text of that vector (dimension,) means most likely."""
        scores = self._vectors @ _unit(vector - self._mean)
        own = scores[: len(self._named)]
        best = np.full(len(self._metrics), -1.0)
        np.maximum.at(best, self._owner, own)
        first = int(best.argmax())
        at = int(np.where(self._owner == first, own, -2.0).argmax())
        second = float(np.delete(best, first).max())
        score = float(best[first])
        other = float(scores[len(self._named) :].max(initial=-1.0))
        return Nearest(
            metric=self._metrics[first], words=self._named[at][1], score=score,
            margin=score - second, lead=score - other,
        )  # fmt: skip


def phrases(catalogue: Catalogue) -> tuple[str, ...]:
    """What is encoded: the wordings of all figures, then the other things."""
    return tuple(words for _, words in _named(catalogue)) + catalogue.others


def ready(catalogue: Catalogue, encoder: str, embed: Embed, cache: Path) -> Wordings | None:
    """The wordings as `encoder` sees them, from `cache` if they are there; None when nothing can be encoded."""
    texts = phrases(catalogue)
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
    path = cache / f"wordings-{encoder}-{digest}.npy"
    vectors = _kept(path, len(texts))
    if vectors is None:
        vectors = embed(texts)
        if vectors is None:
            return None
        _keep(path, vectors)
    return Wordings(catalogue, vectors)


def prepare(catalogue: Catalogue, encoder: Encoder, cache: Path) -> None:
    """Encodes the wordings once for this machine, so that no question has to wait for it."""
    try:
        ready(catalogue, encoder.name, encoder.queries, cache)
    except ModelUnavailable as error:
        LOG.warning("no vectors of the catalogue: %s", error)


def _named(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Every figure with each of its wordings; what is written in words or derived is not read from a meaning."""
    figures = [m for m in catalogue.metrics.values() if m.kind not in ("text", "derived")]
    return tuple(
        (metric.id, words)
        for metric in figures
        for words in dict.fromkeys((metric.zh, metric.short, *metric.asks, *catalogue.everyday.get(metric.id, ())))
    )


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), np.float32)


def _kept(path: Path, rows: int) -> NDArray[np.float32] | None:
    try:
        vectors = np.load(path, allow_pickle=False)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EOFError) as error:
        LOG.warning("%s cannot be used (%s): encoding the wordings again", path, error)
        return None
    return np.asarray(vectors, np.float32) if vectors.ndim == 2 and len(vectors) == rows else None


def _keep(path: Path, vectors: NDArray[np.float32]) -> None:
    """Whoever comes second replaces the file by an equal one; half a file is never seen."""
    work = path.with_suffix(f".{os.getpid()}.work")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with work.open("wb") as file:
            np.save(file, vectors.astype(np.float32))
        work.replace(path)
    except OSError as error:
        LOG.warning("the wordings' vectors are not kept: %s", error)
        if work.is_file():
            work.unlink()
