"""Before a name is said not to be held, the reports whose agency nobody could tell are looked through."""

from __future__ import annotations

import pytest

import nianbao
from nianbao.asking.desk import Desk
from nianbao.building import build
from nianbao.settings import Settings

NAMELESS = """工作情况汇报

一、总体情况
2021年，按照部署推进政务公开，全年主动公开政府信息88条。
附近的枫桥坝镇也派人来学习过。
"""
NAMED = """石门坎乡2021年政府信息公开工作年度报告

一、总体情况
全年主动公开政府信息20条，收到政府信息公开申请1件。枫香坪镇来我乡交流。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder, index = tmp_path_factory.mktemp("reports"), tmp_path_factory.mktemp("index")
    (folder / "nameless.txt").write_text(NAMELESS, "utf-8")
    (folder / "named.txt").write_text(NAMED, "utf-8")
    build([folder], index, Settings(index=index, model="none"))
    return nianbao.open(index, settings=Settings(index=index, model="none"))


def test_a_report_without_an_agency_that_says_the_name_is_shown_and_claims_nothing(desk: Desk) -> None:
    answer = desk.ask("枫桥坝镇2021年公开了多少条信息")
    assert (answer.status, answer.value, answer.figures) == ("no_report", None, ())
    assert "没有收录“枫桥坝镇”的年报" in answer.text
    assert "没有认出机关的报告" in answer.text
    assert [c.quote for c in answer.citations] == ["附近的枫桥坝镇也派人来学习过"]


def test_a_neighbour_in_a_report_of_another_agency_is_not_shown(desk: Desk) -> None:
    answer = desk.ask("枫香坪镇2021年公开了多少条信息")
    assert answer.status == "no_report"
    assert "没有认出机关的报告" not in answer.text
    assert answer.citations == ()


def test_the_agency_that_is_held_answers_as_ever(desk: Desk) -> None:
    assert desk.ask("石门坎乡2021年公开了多少条信息").value == 20
