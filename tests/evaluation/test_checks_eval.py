"""Checks are scored by file and relation: failures found, missed, and false alarms."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from evaluation_samples import REPORT, card, cell, figure, report

from nianbao.catalogue import load
from nianbao.errors import WrongCall
from nianbao.evaluation.checks_eval import CheckScores, parse_gold_checks, score_checks
from nianbao.evaluation.lines import parse_lines
from nianbao.model import Figure

ROW = "收到申请 | 12 | 9 | 0 | 3"


def gold(**entry: object) -> bytes:
    return json.dumps({"file": "dev/jia.txt", "holds": [], "fails": [], "cannot_check": [], **entry}).encode()


def cases(total: str) -> list[Figure]:
    parts = {"reconsiderations_upheld": "9", "reconsiderations_corrected": "3", "reconsiderations_other": "0",
             "reconsiderations_pending": "0", "reconsiderations_total": total}  # fmt: skip
    return [figure(metric, value, ROW, cell=cell(), id=place) for place, (metric, value) in enumerate(parts.items())]


def scores(line: bytes, figures: list[Figure]) -> CheckScores:
    opened = replace(REPORT, era="E4")
    return score_checks(
        parse_gold_checks(parse_lines(line, "gold")), [card()], lambda id: report(id) and opened, figures, load()
    )


def test_a_failure_listed_and_found_counts() -> None:
    found = scores(gold(fails=[{"relation": "RECON_SUM", "detail": "x"}]), cases("0"))
    assert (found.found.right, found.found.all, found.missed, found.alarms) == (1, 1, (), ())


def test_a_failure_that_is_not_found_is_missed() -> None:
    found = scores(gold(fails=[{"relation": "RECON_SUM"}]), cases("12"))
    assert (found.found.right, found.found.all, found.missed) == (0, 1, (("jia.txt", "RECON_SUM"),))


def test_a_failure_that_is_not_listed_is_a_false_alarm() -> None:
    found = scores(gold(holds=["RECON_SUM"]), cases("0"))
    assert [(file, alarm.relation) for file, alarm in found.alarms] == [("jia.txt", "RECON_SUM")]
    assert (found.holds.right, found.holds.all) == (0, 1)
    assert scores(gold(holds=["RECON_SUM"]), cases("12")).holds.right == 1


def test_a_file_that_is_not_indexed_is_left_out() -> None:
    found = scores(gold(file="dev/yi.txt", fails=[{"relation": "RECON_SUM"}]), cases("0"))
    assert (dict(found.left_out), found.found.all, found.alarms) == ({"yi.txt": 1}, 0, ())


@pytest.mark.parametrize("entry", [{"fails": ["RECON_SUM"]}, {"cannot_check": [{"why": "x"}]}, {"holds": [1]}])
def test_a_line_that_is_wrong_is_named(entry: dict[str, object]) -> None:
    with pytest.raises(WrongCall, match="line 1"):
        parse_gold_checks(parse_lines(gold(**entry), "gold"))
