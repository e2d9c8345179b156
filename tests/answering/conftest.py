"""Evidence over small indexes without the sentence encoder, and a way to ask that checks the promises of answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from answering_samples import Ask, write

from nianbao.answering.answer import answer
from nianbao.answering.evidence import Evidence
from nianbao.building import build
from nianbao.catalogue import load
from nianbao.evaluation.promises import broken_promises
from nianbao.model import Answer
from nianbao.query import Query
from nianbao.settings import Settings
from nianbao.store.library import Library

TESTS = Path(__file__).parents[1]


@contextmanager
def _over(reports: Path, index: Path) -> Iterator[Evidence]:
    settings = Settings(index=index, model="none")
    build([reports], index, settings)
    library = Library.open(index, settings)
    yield Evidence(library, load())
    library.close()


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """Over the invented reports of `answering_samples`."""
    with _over(write(tmp_path_factory.mktemp("reports")), tmp_path_factory.mktemp("index")) as made:
        yield made


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    """Over the sixteen invented reports of the first question set, with tables of every edition."""
    with _over(TESTS / "questions" / "reports", tmp_path_factory.mktemp("many")) as made:
        yield made


def asking(evidence: Evidence) -> Ask:
    """`answer` that also holds every answer to what the contract promises."""

    def ask(query: Query) -> Answer:
        made = answer(query, "照抄的问题", evidence)
        assert made.question == "照抄的问题"
        assert broken_promises(made, evidence.library.report) == ()
        assert made.text
        assert bool(made.citations) or made.status != "answered"
        assert (made.refused is None) == (made.status == "answered")
        assert made.understood.read_back
        assert made.understood.query
        return made

    return ask


@pytest.fixture(scope="session")
def ask(county: Evidence) -> Ask:
    return asking(county)


@pytest.fixture(scope="session")
def ask_many(many: Evidence) -> Ask:
    return asking(many)
