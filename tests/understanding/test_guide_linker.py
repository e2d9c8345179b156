"""Rules found by the words of a question: on questions written apart from the wordings of the guide."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.catalogue import load
from nianbao.text.fold import fold
from nianbao.understanding.features import features
from nianbao.understanding.guide_linker import Link, linker_of
from nianbao.understanding.intents import load as weights

LINES = [
    line.split("\t")
    for line in (Path(__file__).parent / "guide_wordings.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
LINKER = linker_of(load())


def link(question: str) -> Link | None:
    reader = weights("reader")
    assert reader is not None
    guesses = reader.guesses(features(fold(question), False), k=90)
    return LINKER.link(fold(question), {g.intent: g.probability for g in guesses})


def test_most_questions_find_their_rule_and_few_another() -> None:
    asked = [(link(question), set(wanted.split("|"))) for question, wanted in LINES if wanted != "-"]
    right = sum(bool(found and wanted & set(found.topics)) for found, wanted in asked)
    wrong = sum(bool(found and not wanted & set(found.topics)) for found, wanted in asked)
    assert right >= 0.5 * len(asked)
    assert wrong <= 0.09 * len(asked)


def test_hardly_anything_else_is_taken_for_a_question_of_law() -> None:
    others = [question for question, wanted in LINES if wanted == "-"]
    assert sum(link(question) is not None for question in others) <= 1


@pytest.mark.parametrize("rule", load().guide.values(), ids=lambda rule: rule.id)
def test_a_wording_of_the_guide_finds_its_own_rule(rule: object) -> None:
    rule = load().guide[rule.id]  # type: ignore[attr-defined]
    found = LINKER.link(fold(rule.asks[0]), {rule.intent: 0.8})
    assert found is not None
    two_terms = len(found.topics) == 2 and rule.intent == "define"  # each by its own entry of the glossary
    assert rule.id in found.topics or two_terms


def test_two_terms_whose_difference_is_asked_are_both_explained() -> None:
    found = LINKER.link("规章和行政许可有什么区别", {"define": 0.9})
    assert found is not None
    assert found.topics == ("规章", "行政许可")


def test_a_term_that_is_not_named_is_not_explained() -> None:
    assert LINKER.link("处理天数怎么算出来的", {"define": 0.9}) is None


@pytest.mark.parametrize("words", ["", "？？", "    ", "a" * 4000, "公开" * 3000])
def test_odd_words_find_nothing_or_something_but_never_fail(words: str) -> None:
    found = LINKER.link(words, {"guide_other": 0.2})
    assert found is None or found.topics
