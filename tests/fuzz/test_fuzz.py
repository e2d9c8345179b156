"""Whatever bytes come in at a door, they are answered or refused in one of our own sentences, and soon."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fuzzing import TARGETS, inputs, tried

QUICK, LONG = 40, 20_000


@pytest.mark.parametrize("name", TARGETS)
def test_a_few_inputs_of_chance(name: str) -> None:
    """The same in every run."""
    _try(name, QUICK, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_many_inputs_of_chance(name: str) -> None:
    _try(name, LONG, seed=2)


def _try(name: str, count: int, seed: int) -> None:
    target = TARGETS[name].make()
    for data in itertools.islice(inputs(TARGETS[name].corpus, seed), count):
        said = tried(target, data)
        assert said == "", f"{said}\n{data[:500]!r}"


def test_a_fault_is_noticed_and_a_refusal_is_none() -> None:
    from nianbao.errors import WrongCall

    def refusing(_: bytes) -> object:
        raise WrongCall("不行。", "No.")

    assert "ZeroDivisionError" in tried(lambda data: 1 // 0, b"")
    assert tried(refusing, b"") == ""
