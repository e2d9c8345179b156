"""Turns of a conversation: the year beside, the other of two namesakes, percent after a difference, courtesy."""

from __future__ import annotations

import pytest

from nianbao.asking.desk import Desk
from nianbao.model import Answer


def _talk(desk: Desk, *questions: str) -> Answer:
    talk = desk.conversation()
    return [talk.ask(q) for q in questions][-1]


@pytest.mark.parametrize(
    ("reply", "year", "value"),
    [
        ("前一年呢", 2020, 4),
        ("上一年呢", 2020, 4),
        ("再往后一年", 2022, 3),
        ("下一年收到几件", 2022, 3),
        ("那后一年呢", 2022, 3),
    ],
)
def test_the_year_beside_the_one_talked_about(county: Desk, reply: str, year: int, value: int) -> None:
    answer = _talk(county, "石泉镇2021年收到几件申请", reply)
    assert (answer.understood.years, answer.value) == ((year,), value)


def test_a_change_is_between_the_year_talked_about_and_the_one_before(county: Desk) -> None:
    answer = _talk(county, "石泉镇2021年收到几件申请", "比上一年多几件")
    assert (answer.understood.years, answer.value) == ((2020, 2021), 2)


def test_all_years_added_up_after_single_ones(county: Desk) -> None:
    answer = _talk(county, "石泉镇2021年收到几件申请", "三年加起来")
    assert (answer.status, answer.value) == ("answered", 13)


def test_percent_after_a_difference_is_the_percentage_of_that_difference(county: Desk) -> None:
    answer = _talk(county, "石泉镇2021年主动公开多少条", "比上年增加了多少", "百分比呢")
    assert (answer.value, answer.unit, answer.understood.operation) == (50, "%", "change")


def test_the_other_of_two_namesakes_is_not_the_one_just_answered(county: Desk) -> None:
    talk = county.conversation()
    assert talk.ask("双河乡2021年收到几件申请").status == "ambiguous"
    assert talk.ask("云溪县的").value == 2
    other = talk.ask("另一个呢")
    assert (other.status, other.value, other.citations[0].quote) == ("answered", 7, "收到政府信息公开申请7件。")
    assert talk.ask("另外那个呢").value == 2


def test_another_one_without_a_choice_before_is_asked_back(county: Desk) -> None:
    assert _talk(county, "石泉镇2021年收到几件申请", "另一个呢").status == "ambiguous"


@pytest.mark.parametrize("words", ["谢谢", "谢谢你啊！", "好的", "再见", "你好"])
def test_courtesy_is_returned_and_leaves_the_thread_as_it_was(county: Desk, words: str) -> None:
    talk = county.conversation()
    talk.ask("石泉镇2021年收到几件申请")
    polite = talk.ask(words)
    assert (polite.status, polite.value, polite.citations) == ("out_of_scope", None, ())
    assert "不在政府信息公开年度报告的范围" not in polite.text
    assert talk.ask("2022年呢").value == 3


def test_a_bureau_named_in_general_words_is_not_the_town_talked_about(bureaus: Desk) -> None:
    answer = _talk(bureaus, "青石镇2021年收到几件申请", "民政局呢")
    assert answer.status == "ambiguous"  # two counties have one
    assert _talk(bureaus, "青石镇2021年收到几件申请", "水利局呢").understood.agencies == ("云溪县水利局",)


def test_a_bureau_that_is_not_held_is_not_the_agency_talked_about(bureaus: Desk) -> None:
    answer = _talk(bureaus, "青石镇2021年收到几件申请", "那财政局呢")
    assert (answer.status, answer.understood.agencies) == ("no_report", ("财政局",))


def test_a_place_after_a_bureau_is_the_bureau_of_that_place(bureaus: Desk) -> None:
    answer = _talk(bureaus, "云溪县民政局2021年收到几件申请", "河口呢")
    assert (answer.understood.agencies, answer.value) == (("河口县民政局",), 5)


def test_which_is_more_after_two_figures_compares_them(county: Desk) -> None:
    answer = _talk(county, "石泉镇2021年网站发了多少条", "公众号呢", "哪个多")
    assert "政府网站公开信息为90条" in answer.text
    assert "政府网站公开信息多30条" in answer.text


def test_a_turn_that_is_not_understood_leaves_the_thread_as_it_was(county: Desk) -> None:
    talk = county.conversation()
    talk.ask("石泉镇2021年收到几件申请")
    assert talk.ask("食堂好不好").status != "answered"
    assert talk.ask("2022年呢").value == 3
