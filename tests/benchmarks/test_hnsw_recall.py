"""How much the graph of `Vectors` misses beyond FLAT_LIMIT; run with `pytest -m slow tests/benchmarks -s`."""

from __future__ import annotations

import logging
import time

import numpy as np
import pytest
from numpy.typing import NDArray

from nianbao.store.vectors import FLAT_LIMIT, Vectors

LOG = logging.getLogger(__name__)
COUNT, DIMENSION, TOPICS, QUESTIONS, K = FLAT_LIMIT + 10_000, 384, 2_000, 200, 10


def around(centres: NDArray[np.float32], count: int, generator: np.random.Generator) -> NDArray[np.float32]:
    """Unit vectors about centres, as passages gather about topics."""
    noise = generator.normal(size=(count, DIMENSION)).astype(np.float32) / np.float32(DIMENSION**0.5)
    matrix = centres[generator.integers(0, len(centres), count)] + noise * np.float32(0.6)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


@pytest.mark.slow
def test_a_graph_beyond_the_flat_limit_finds_97_of_100_true_neighbours(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    generator = np.random.default_rng(0)
    centres = generator.normal(size=(TOPICS, DIMENSION)).astype(np.float32) / np.float32(DIMENSION**0.5)
    matrix, questions = around(centres, COUNT, generator), around(centres, QUESTIONS, generator)
    start = time.perf_counter()
    held = Vectors.build(np.arange(COUNT), matrix)
    built = time.perf_counter()
    found = [{i for i, _ in held.search(question, K)} for question in questions]
    searched = time.perf_counter()
    true = np.argpartition(-(questions @ matrix.T), K, axis=1)[:, :K]
    recall = np.mean([len(hits & set(row.tolist())) / K for hits, row in zip(found, true, strict=True)])
    LOG.info(
        "%d vectors: built in %.0f s, %.1f ms a search, recall@%d %.3f",
        COUNT,
        built - start,
        (searched - built) / QUESTIONS * 1000,
        K,
        recall,
    )
    assert recall >= 0.97
