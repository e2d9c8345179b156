"""A statutory table reads back from every layout it is flattened to, and is never read differently."""

from __future__ import annotations

import random

import pytest
from flat_samples import (
    CLOSING,
    FLATTENINGS,
    HEADING,
    KEEP_BLANKS,
    NEW_ROWS,
    OLD_ROWS,
    OPENING,
    Layout,
    Rows,
    broken_rows,
    read,
    truth,
)  # fmt: skip
from hypothesis import given, settings
from hypothesis import strategies as st

forms = st.sampled_from([NEW_ROWS, OLD_ROWS])


def _numbers(rows: Rows, chance: random.Random, blanks: float) -> list[list[str]]:
    marks = ["", "", "/"]
    return [
        [chance.choice(marks) if chance.random() < blanks else str(chance.choice([0, 0, 3, 12, 417])) for _ in range(7)]
        for _ in rows
    ]


@pytest.mark.parametrize("layout", [f for f in FLATTENINGS if f is not broken_rows], ids=lambda f: f.__name__)
@settings(max_examples=15, deadline=None)
@given(rows=forms, seed=st.integers(0, 10**6))
def test_a_full_table_reads_back_whole(layout: Layout, rows: Rows, seed: int) -> None:
    chance = random.Random(seed)
    numbers = _numbers(rows, chance, 0)
    assert read(OPENING + HEADING + layout(rows, numbers, chance) + CLOSING) == truth(rows, numbers)


@pytest.mark.parametrize("layout", FLATTENINGS, ids=lambda f: f.__name__)
@settings(max_examples=40, deadline=None)
@given(rows=forms, seed=st.integers(0, 10**6), share=st.sampled_from([0.0, 0.02, 0.1, 0.5, 0.9]))
def test_lost_blanks_cost_rows_but_never_move_a_number(layout: Layout, rows: Rows, seed: int, share: float) -> None:
    chance = random.Random(seed)
    numbers = _numbers(rows, chance, share)
    found = read(OPENING + HEADING + layout(rows, numbers, chance) + CLOSING)
    expected = truth(rows, numbers)
    assert {key: value for key, value in found.items() if expected.get(key) != value} == {}


@pytest.mark.parametrize("layout", KEEP_BLANKS, ids=lambda f: f.__name__)
@settings(max_examples=15, deadline=None)
@given(rows=forms, seed=st.integers(0, 10**6))
def test_bars_around_every_cell_keep_the_columns_of_rows_with_blanks(layout: Layout, rows: Rows, seed: int) -> None:
    chance = random.Random(seed)
    numbers = _numbers(rows, chance, 0.3)
    assert read(OPENING + HEADING + layout(rows, numbers, chance) + CLOSING) == truth(rows, numbers)


@settings(max_examples=40, deadline=None)
@given(rows=forms, seed=st.integers(0, 10**6))
def test_broken_labels_keep_the_rows_that_are_whole(rows: Rows, seed: int) -> None:
    """A row whose numbers stand on the line of its label is always read, whatever became of its neighbours."""
    chance = random.Random(seed)
    numbers = _numbers(rows, chance, 0)
    text = broken_rows(rows, numbers, chance)
    lines = set(text.split("\n"))
    whole = [k for k, (_, label) in enumerate(rows) if f"{label} {' '.join(numbers[k])}" in lines]
    expected = truth(tuple(rows[k] for k in whole), [numbers[k] for k in whole])
    found = read(OPENING + HEADING + text + CLOSING)
    assert {key: found.get(key) for key in expected} == expected
