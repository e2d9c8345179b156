"""A rare character that recognition dropped from the agency's name: put back when one real place alone fits."""

from __future__ import annotations

import pytest

from nianbao.model import RECOGNISED, Document, TextBlock
from nianbao.parsing import parse


def _read(title: str, *lines: str, recognised: bool = True) -> Document:
    blocks = tuple(TextBlock(text=line) for line in (title, *lines))
    return Document(source="扫描件.pdf", sha256="0" * 64, blocks=blocks, problems=(RECOGNISED,) if recognised else ())


def test_the_only_town_there_that_loses_a_rare_character_is_meant_and_it_is_said() -> None:
    report = parse(_read("曲阜市息镇人民政府2018年政府信息公开工作年度报告", "息镇2018年收到申请3件。"))
    assert report.agency == "息陬镇"
    assert report.parents[-1] == "曲阜市"
    assert report.agency_confidence == "low"
    assert any("“息镇”" in problem and "“息陬镇”" in problem for problem in report.problems)
    assert "息镇2018年收到申请3件" in report.text


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("曲阜市时庄镇人民政府2018年政府信息公开工作年度报告", "时庄镇"),  # was a town's name
        ("曲阜市永乐乐镇人民政府2018年政府信息公开工作年度报告", "永乐乐镇"),  # no place is near
    ],
)
def test_a_name_that_is_one_or_that_nothing_fits_stays(title: str, agency: str) -> None:
    assert parse(_read(title)).agency == agency


def test_a_report_that_was_not_recognised_is_taken_at_its_word() -> None:
    report = parse(_read("曲阜市息镇人民政府2018年政府信息公开工作年度报告", recognised=False))
    assert report.agency == "息镇"


def test_of_two_towns_that_fit_neither_is_taken() -> None:
    """Everywhere in China several towns become 江镇 by losing a rare character; without a county none is meant."""
    report = parse(_read("江镇人民政府2018年政府信息公开工作年度报告"))
    assert report.agency == "江镇"
