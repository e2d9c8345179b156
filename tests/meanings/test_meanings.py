"""How often a figure described in everyday words is found by its meaning, and how seldom another thing is."""

from __future__ import annotations

import importlib.util
import logging
from dataclasses import dataclass
from pathlib import Path

import pytest

from nianbao.asking.meanings import Meanings
from nianbao.building import build
from nianbao.catalogue import load
from nianbao.settings import Settings
from nianbao.store.library import Library
from nianbao.understanding.metric_linker import Matcher

HERE = Path(__file__).parent
LOG = logging.getLogger(__name__)
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        importlib.util.find_spec("sentence_transformers") is None, reason="sentence-transformers is not installed"
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    described: int
    right: int
    wrong: int
    others: int
    false: int


@pytest.fixture(scope="module")
def meanings(tmp_path_factory: pytest.TempPathFactory) -> Meanings:
    index = tmp_path_factory.mktemp("meanings") / "index"
    build([], index, Settings(model="none"))
    return Meanings(Library.open(index, Settings()), load(), Settings())


def lines(name: str) -> list[tuple[str, set[str]]]:
    rows = [row.split("\t") for row in (HERE / name).read_text("utf-8").splitlines() if not row.startswith("#")]
    return [(words, set(gold.split("|")) - {"-"}) for words, gold in rows]


def scored(rows: list[tuple[str, set[str]]], meanings: Meanings) -> Score:
    """Over the lines in which no wording of the catalogue names a metric."""
    matcher = Matcher(load())
    unread = [(w, gold) for w, gold in rows if all(m.weak for m in matcher.find(w))]
    found = [(gold, near.metric if (near := meanings.find(words)) else None) for words, gold in unread]
    described = [(gold, metric) for gold, metric in found if gold]
    return Score(
        described=len(described), right=sum(metric in gold for gold, metric in described),
        wrong=sum(metric is not None and metric not in gold for gold, metric in described),
        others=len(found) - len(described), false=sum(metric is not None for gold, metric in found if not gold),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "least", "wrong", "false"),
    [("meanings.tsv", 65, 0.0, 0.0), ("second.tsv", 2, 0.0, 0.0), ("last.tsv", 7, 0.0, 0.0)],
)
def test_described_figures_are_found_and_other_things_are_not(
    meanings: Meanings, caplog: pytest.LogCaptureFixture, name: str, least: int, wrong: float, false: float
) -> None:
    score = scored(lines(name), meanings)
    caplog.set_level(logging.INFO)
    LOG.info("%s: %s", name, score)
    assert score.right >= least
    assert score.wrong <= wrong * score.described
    assert score.false <= false * score.others


def test_what_is_meant_is_the_same_whatever_was_asked_before(meanings: Meanings) -> None:
    once = meanings.find("写给一把手的信有几封")
    meanings.find("全镇通了几条高速")
    again = Meanings(meanings._library, load(), Settings()).find("写给一把手的信有几封")
    assert once == again
    assert once is not None
    assert once.metric == "mailbox_letters_total"
