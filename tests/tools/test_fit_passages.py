"""The fitted weights belong to the questions, and the questions to their reports."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nianbao.answering.passages import weights

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "fit_passages.py"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fit_passages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fit_passages"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


script = load_script()
LINES = script.QUESTIONS.read_text("utf-8").splitlines()


def nothing(texts: list[str]) -> NDArray[np.float32]:
    return np.zeros((len(texts), 1), np.float32)


@pytest.fixture(scope="module")
def reports() -> Any:
    return script.reports()


@pytest.fixture(scope="module")
def cases(reports: Any) -> Any:
    return script.cases(LINES, reports, nothing, nothing)


def test_there_are_many_questions_more_than_half_of_them_without_an_answer() -> None:
    golds = [line.split("\t")[2] for line in LINES]
    assert len(set(LINES)) == len(LINES) >= 700
    assert 0.5 <= golds.count("-") / len(golds) <= 0.65


def test_every_answer_stands_in_its_report(reports: Any) -> None:
    for name, question, gold in (line.split("\t") for line in LINES):
        text = re.sub(r"\s", "", reports[name].text)
        assert gold == "-" or any(words in text for words in gold.split("|")), question


def test_the_weights_for_words_are_those_that_the_questions_give(cases: Any) -> None:
    fitted, shipped = script.fit(cases, "words"), weights.load("words")
    assert fitted.rank.tolist() == pytest.approx(shipped.rank, abs=0.02)
    assert fitted.decide.tolist() == pytest.approx(shipped.decide, abs=0.02)
    assert fitted.bias == pytest.approx(shipped.bias, abs=0.02)


def test_questions_are_answered_by_words_alone_as_promised(cases: Any) -> None:
    """Cross-validated by report: at least six answerable questions in ten rightly, of unanswerable ones at most one in
    twelve."""
    found = script.crossed(cases, "words")
    enough = weights.load("words").enough
    right = sum(good and chance >= enough for answerable, good, chance in found if answerable)
    false = sum(chance >= enough for answerable, _, chance in found if not answerable)
    assert right >= 0.6 * sum(answerable for answerable, _, _ in found)
    assert false <= sum(not answerable for answerable, _, _ in found) / 12


def test_a_question_that_names_its_heading_is_not_asked_without_headings(cases: Any) -> None:
    assert len(LINES) < len(cases) < 2 * len(LINES)
    assert {bool(unit.path) for case in cases for unit in case.units} == {True, False}
