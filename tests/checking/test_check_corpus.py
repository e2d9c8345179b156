"""The development corpus: what is found to fail is what fails, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.building import read_reports
from nianbao.catalogue import load
from nianbao.checking import check, check_years, verdicts
from nianbao.evaluation.checks_eval import parse_gold_checks
from nianbao.evaluation.gold_figures import name_of
from nianbao.evaluation.lines import read_lines
from nianbao.settings import Settings

SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.skipif(not SHARED.exists(), reason="the development corpus is not beside this repository")
def test_the_failures_found_are_those_there_are_without_a_false_alarm() -> None:
    gold = {line.file: line.fails for line in parse_gold_checks(read_lines(SHARED / "eval" / "dev_checks.jsonl"))}
    # Recognising the characters of page images takes longer than everything else together.
    files = [path for path in sorted((SHARED / "reports" / "dev").iterdir()) if "scan" not in path.name]
    read = [each for each in read_reports(files, Settings()) if each.report is not None]
    pairs = [(each.report, each.figures) for each in read if each.report is not None]
    across = check_years(pairs, load())
    found = {
        name_of(str(each.path)): {
            id for id, outcome in verdicts(check(*pair, load()) + years).items() if outcome == "fails"
        }
        for each, pair, years in zip(read, pairs, across, strict=True)
    }
    assert len(found) >= 30
    assert {file: fails for file, fails in found.items() if fails} == {
        file: set(fails) for file, fails in gold.items() if fails
    }
