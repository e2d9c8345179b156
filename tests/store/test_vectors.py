"""Vectors against plain numpy: the same ids and scores, whatever was built, added, removed, filtered or saved."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nianbao.errors import IndexIncompatible
from nianbao.store import vectors as module
from nianbao.store.vectors import Vectors

Ids = NDArray[np.int64]
Matrix = NDArray[np.float32]


def unit(count: int, dimension: int = 16, seed: int = 0) -> Matrix:
    matrix = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def numbers(count: int) -> Ids:
    """Ids that are neither rows nor sorted."""
    return np.random.default_rng(9).permutation(np.arange(count, dtype=np.int64) * 7 + 3)


def oracle(ids: Ids, matrix: Matrix, query: Matrix, k: int, allowed: Ids | None = None) -> list[tuple[int, float]]:
    pairs = [
        (int(i), float(np.float32(np.dot(row.astype(np.float64), query.astype(np.float64)))))
        for i, row in zip(ids, matrix, strict=True)
        if allowed is None or i in set(allowed.tolist())
    ]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[: max(k, 0)]


def same(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> None:
    assert [i for i, _ in found] == [i for i, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-6)


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make graphs of small sets, and search them as graphs."""
    monkeypatch.setattr(module, "FLAT_LIMIT", 300)
    monkeypatch.setattr(module, "EXACT_LIMIT", 50)


@pytest.mark.parametrize("k", [-1, 0, 1, 5, 199, 200, 500])
def test_search_gives_the_oracles_ids_and_scores(k: int) -> None:
    ids, matrix = numbers(200), unit(200)
    held = Vectors.build(ids, matrix)
    for query in unit(20, seed=1):
        same(held.search(query, k), oracle(ids, matrix, query, k))


@pytest.mark.parametrize("count", [0, 1, 3, 60, 200])
def test_a_filter_lets_only_allowed_ids_through_and_loses_none(count: int) -> None:
    ids, matrix = numbers(200), unit(200)
    allowed = np.concatenate([np.sort(ids)[:count], np.array([10_000], np.int64)])  # 10 000 is not held
    held = Vectors.build(ids, matrix)
    for query in unit(5, seed=2):
        same(held.search(query, 10, allowed), oracle(ids, matrix, query, 10, allowed))


def test_equal_vectors_come_in_the_order_of_their_ids_even_at_the_cut() -> None:
    one, other = unit(2, dimension=384)
    matrix = np.array([one if i % 2 else other for i in range(203)], np.float32)
    ids = numbers(203)
    found = Vectors.build(ids, matrix).search(one, 50)
    assert [i for i, _ in found] == sorted(int(i) for i in ids[1::2])[:50]
    assert len({score for _, score in found}) == 1


def test_a_score_does_not_depend_on_the_other_vectors() -> None:
    ids, matrix, query = numbers(500), unit(500, dimension=384), unit(1, dimension=384, seed=4)[0]
    together = dict(Vectors.build(ids, matrix).search(query, 500))
    for row in range(0, 500, 50):
        alone = Vectors.build(ids[row : row + 1], matrix[row : row + 1])
        assert alone.search(query, 1) == [(int(ids[row]), together[int(ids[row])])]
        assert alone.scores(query, [int(ids[row])]) == {int(ids[row]): together[int(ids[row])]}


def test_scores_are_the_oracles_and_leave_unknown_ids_out() -> None:
    ids, matrix, query = numbers(50), unit(50), unit(1, seed=3)[0]
    wanted = [int(ids[7]), 10_000, int(ids[2])]
    expected = {i: score for i, score in oracle(ids, matrix, query, 50) if i in wanted}
    assert Vectors.build(ids, matrix).scores(query, wanted) == pytest.approx(expected, abs=1e-6)


def test_a_query_may_be_a_row_of_a_matrix() -> None:
    held, query = Vectors.build(numbers(9), unit(9)), unit(1, seed=3)
    assert held.search(query, 3) == held.search(query[0], 3)


@pytest.mark.parametrize("dimension", [0, 16])
def test_an_empty_index_answers_with_nothing_and_can_grow(dimension: int, tmp_path: Path) -> None:
    held = Vectors.build(np.empty(0, np.int64), np.empty((0, dimension), np.float32))
    query = unit(1)[0]
    assert len(held) == 0
    assert held.search(query, 5) == []
    assert held.scores(query, [1]) == {}
    assert held.remove([1]) == 0
    held.save(tmp_path / "empty")
    held = Vectors.load(tmp_path / "empty")
    held.add(np.array([4]), query.reshape(1, -1))
    same(held.search(query, 5), [(4, 1.0)])


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_history_of_changes_equals_a_plain_dictionary(data: st.DataObject) -> None:
    pool = unit(40, dimension=8)
    pool[::5] = pool[0]  # ties
    truth: dict[int, Matrix] = {}
    held = Vectors.build(np.empty(0, np.int64), np.empty((0, 8), np.float32))
    for _ in range(data.draw(st.integers(1, 6))):
        chosen = data.draw(st.sets(st.integers(0, 39), max_size=25))
        if data.draw(st.booleans()):
            new = np.array([i for i in chosen if i not in truth], np.int64)
            held.add(new, pool[new])
            truth |= {int(i): pool[i] for i in new}
        else:
            assert held.remove(chosen) == len(chosen & truth.keys())
            truth = {i: row for i, row in truth.items() if i not in chosen}
    ids = np.array(list(truth), np.int64)
    matrix = np.array([truth[i] for i in truth], np.float32).reshape(-1, 8)
    allowed = data.draw(st.none() | st.sets(st.integers(0, 45)).map(lambda s: np.array(sorted(s), np.int64)))
    k = data.draw(st.integers(0, 45))
    assert len(held) == len(truth)
    assert held.ids.tolist() == sorted(truth)
    same(held.search(pool[3], k, allowed), oracle(ids, matrix, pool[3], k, allowed))


def test_saving_keeps_everything_under_a_chinese_name(tmp_path: Path) -> None:
    ids, matrix, query = numbers(80), unit(80), unit(1, seed=5)[0]
    folder = tmp_path / "索引 目录"
    folder.mkdir()
    held = Vectors.build(ids, matrix)
    held.remove([int(ids[0])])
    held.save(folder / "向量")
    loaded = Vectors.load(folder / "向量")
    assert loaded.search(query, 80) == held.search(query, 80)
    assert [path.name for path in folder.iterdir()] == ["向量"]


def test_the_same_vectors_are_saved_as_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        Vectors.build(numbers(80), unit(80)).save(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_failed_save_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held, path = Vectors.build(numbers(9), unit(9)), tmp_path / "vectors"
    held.save(path)
    before = path.read_bytes()
    held.remove([3])

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        held.save(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_damaged_file_says_to_rebuild_and_a_missing_one_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "vectors"
    Vectors.build(numbers(80), unit(80)).save(path)
    whole = path.read_bytes()
    for broken in (b"", b"nonsense", whole[: len(whole) // 2]):
        path.write_bytes(broken)
        with pytest.raises(IndexIncompatible, match="Rebuild"):
            Vectors.load(path)
    np.savez((tmp_path / "short.npz").open("wb"), ids=np.arange(3), index=np.zeros(9, np.uint8))
    with pytest.raises(IndexIncompatible):
        Vectors.load(tmp_path / "short.npz")
    with pytest.raises(FileNotFoundError):
        Vectors.load(tmp_path / "none")


@pytest.mark.parametrize(
    ("ids", "matrix", "reason"),
    [
        ([1, 1], unit(2), "distinct"),
        ([1, -1], unit(2), "not negative"),
        ([1, 2, 3], unit(2), "do not fit"),
        ([1, 2], unit(2)[0], "do not fit"),
        ([1, 2], np.full((2, 16), np.nan, np.float32), "not finite"),
    ],
)
def test_what_cannot_be_indexed_is_refused(ids: list[int], matrix: Matrix, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Vectors.build(np.array(ids), matrix)


def test_a_refused_addition_changes_nothing() -> None:
    held = Vectors.build(np.array([1, 2]), unit(2))
    for ids, matrix, reason in (([2, 3], unit(2), "already"), ([3], unit(1, dimension=8), "do not fit")):
        with pytest.raises(ValueError, match=reason):
            held.add(np.array(ids), matrix)
    assert held.ids.tolist() == [1, 2]


@pytest.mark.parametrize("query", [np.ones(8, np.float32), np.full(16, np.nan, np.float32)])
def test_a_query_that_does_not_fit_is_refused(query: Matrix) -> None:
    with pytest.raises(ValueError, match="query"):
        Vectors.build(np.array([1, 2]), unit(2)).search(query, 1)


@pytest.mark.usefixtures("graph")
def test_a_graph_finds_the_oracles_answers_through_changes_and_files(tmp_path: Path) -> None:
    ids, matrix = numbers(600), unit(600)
    held = Vectors.build(ids[:200], matrix[:200])
    assert not held._is_graph()
    held.add(ids[200:500], matrix[200:500])
    assert held._is_graph()
    held.add(ids[500:], matrix[500:])
    gone = ids[:100]
    assert held.remove(gone.tolist()) == 100
    assert held.remove(gone.tolist()) == 0
    assert held._is_graph()
    held.save(tmp_path / "graph")
    for one in (held, Vectors.load(tmp_path / "graph")):
        assert len(one) == 500
        for query in unit(10, seed=6):
            same(one.search(query, 10), oracle(ids[100:], matrix[100:], query, 10))
            for allowed in (ids[90:130], ids[50:400]):  # below and above EXACT_LIMIT
                same(one.search(query, 10, allowed), oracle(ids[100:], matrix[100:], query, 10, allowed))


@pytest.mark.usefixtures("graph")
def test_a_removed_id_can_be_added_again_with_another_vector_to_a_graph() -> None:
    ids, matrix, new = numbers(600), unit(600), unit(1, seed=7)
    held = Vectors.build(ids, matrix)
    held.remove([int(ids[5])])
    held.add(ids[5:6], new)
    assert len(held) == 600
    same(held.search(new[0], 1), [(int(ids[5]), 1.0)])


@pytest.mark.usefixtures("graph")
def test_a_graph_that_lost_most_of_its_vectors_becomes_flat() -> None:
    ids, matrix, query = numbers(600), unit(600), unit(1, seed=8)[0]
    held = Vectors.build(ids, matrix)
    held.remove(ids[:350].tolist())
    assert not held._is_graph()
    same(held.search(query, 20), oracle(ids[350:], matrix[350:], query, 20))


def test_importing_the_module_loads_no_faiss() -> None:
    code = "import sys, nianbao.store.vectors; sys.exit('faiss' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
