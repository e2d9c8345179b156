"""The question set over two real reports, where it lies beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.asking.desk import Desk
from nianbao.building import build
from nianbao.catalogue import load
from nianbao.evaluation.questions import asker, load_questions
from nianbao.evaluation.scoring import evaluate
from nianbao.settings import Settings
from nianbao.store.library import Library

_SHARED = Path(__file__).parents[3] / "shared"
_QUESTIONS = _SHARED / "eval" / "two_reports.jsonl"
_REPORTS = _SHARED / "reports" / "real"


@pytest.mark.skipif(not (_QUESTIONS.exists() and _REPORTS.exists()), reason="../shared with the real reports is absent")
def test_real_reports_are_answered_exactly_and_never_wrongly(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index", model="none")
    build([_REPORTS], settings.index, settings)
    library = Library.open(settings.index, settings)
    desk = Desk(library, load(), settings)
    scores = evaluate(load_questions(_QUESTIONS), asker(desk), library.report)
    library.close()
    assert (scores.wrong_number, scores.wrong_report, scores.quote_broken) == (0, 0, 0), scores.failures
    assert scores.exact >= 0.85 * scores.questions, scores.failures
