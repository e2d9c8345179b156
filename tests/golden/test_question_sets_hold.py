"""Whole question sets keep their scores: our own over invented reports always, the others where they lie beside us."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nianbao.asking.desk import Desk
from nianbao.building import build
from nianbao.catalogue import load
from nianbao.evaluation.questions import asker, load_questions
from nianbao.evaluation.scoring import Scores, evaluate
from nianbao.settings import Settings
from nianbao.store.library import Library

_OWN = Path(__file__).parents[1]
_SHARED = Path(__file__).parents[3] / "shared"
_DAY = date(2026, 1, 1)


def _scores(questions: Path, reports: list[Path], folder: Path) -> Scores:
    settings = Settings(index=folder / "index", model="none")
    build(reports, settings.index, settings)
    library = Library.open(settings.index, settings)
    desk = Desk(library, load(), settings, today=lambda: _DAY)
    scores = evaluate(load_questions(questions), asker(desk), library.report)
    library.close()
    return scores


def _never_wrong(scores: Scores) -> None:
    wrong = (scores.wrong_number, scores.wrong_report, scores.missed_refusal, scores.quote_broken)
    assert wrong == (0, 0, 0, 0), scores.failures


@pytest.mark.parametrize(
    ("name", "file", "least"),
    [
        ("questions", "questions", 156), ("questions2", "questions", 101), ("questions3", "questions", 165),
        ("questions3", "open", 40),
    ],
)  # fmt: skip
def test_questions_over_invented_reports_are_answered_exactly_and_never_wrongly(
    name: str, file: str, least: int, tmp_path: Path
) -> None:
    scores = _scores(_OWN / name / f"{file}.jsonl", [_OWN / name / "reports"], tmp_path)
    _never_wrong(scores)
    assert scores.exact >= least, scores.failures


@pytest.mark.skipif(not (_SHARED / "eval").exists(), reason="../shared with the other question sets is absent")
@pytest.mark.parametrize(("name", "folders"), [("two_reports", ("real",)), ("dev_questions", ("dev", "real"))])
def test_the_shared_question_sets_are_answered_exactly_and_never_wrongly(
    name: str, folders: tuple[str, ...], tmp_path: Path
) -> None:
    # The page images need character recognition, which is not always installed: four of 180 questions are about them.
    files = [f for d in folders for f in sorted((_SHARED / "reports" / d).iterdir()) if not f.stem.endswith("_scan")]
    scores = _scores(_SHARED / "eval" / f"{name}.jsonl", [f for f in files if f.suffix != ".json"], tmp_path)
    _never_wrong(scores)
    assert scores.exact >= 0.97 * scores.questions, scores.failures
