"""Ways of asking: years in two digits, dialect, counts without a noun, what is refused and in which words."""

from __future__ import annotations

import pytest

from nianbao.asking.desk import Desk


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("石泉镇20到22年申请数走势", (2020, 2021, 2022)), ("石泉镇20-22年收到几件申请", (2020, 2021, 2022)),
        ("石泉镇21、22年各收到几件申请", (2021, 2022)), ("石泉镇三年来收到几件申请", (2020, 2021, 2022)),
        ("石泉镇过去三年收到几件申请", (2020, 2021, 2022)),
    ],
)  # fmt: skip
def test_years_in_two_digits_and_spans_of_years(county: Desk, question: str, years: tuple[int, ...]) -> None:
    answer = county.ask(question)
    assert (answer.status, answer.understood.years) == ("answered", years)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2021年有几家收到过申请", 4), ("2022年有几家没有复议的", 1), ("2021年有几个没有行政复议的单位", 1),
    ],
)  # fmt: skip
def test_how_many_meet_a_condition_without_a_noun_for_them(county: Desk, question: str, value: int) -> None:
    answer = county.ask(question)
    assert (answer.understood.operation, answer.value) == ("count", value)


def test_which_agencies_have_a_thing_is_no_question_for_its_definition(county: Desk) -> None:
    answer = county.ask("2021年哪些单位有行政复议")
    assert (answer.understood.operation, answer.value) == ("count", 2)
    assert "石泉镇" in answer.text
    assert "双河乡" in answer.text


@pytest.mark.parametrize("question", ["云溪县2021年收费没", "云溪县2021年收费没有？"])
def test_a_question_that_ends_in_not_is_yes_or_no(county: Desk, question: str) -> None:
    assert county.ask(question).value is False


@pytest.mark.parametrize(
    "question", ["石泉镇2021年主动公开咋变多了", "石泉镇2021年公开的怎么多了", "石泉镇2021年主动公开增加是咋回事"]
)
def test_why_in_other_words(county: Desk, question: str) -> None:
    answer = county.ask(question)
    assert (answer.status, answer.understood.operation) == ("answered", "explain")
    assert "新开了公众号" in answer.citations[0].quote


@pytest.mark.parametrize("bureau", ["公安局", "财政局", "信访局", "发展和改革局", "行政审批局", "文化和旅游局"])
def test_a_bureau_that_is_not_held_is_not_its_county(county: Desk, bureau: str) -> None:
    answer = county.ask(f"云溪县{bureau}2021年收到几件申请")
    assert (answer.status, answer.understood.agencies) == ("no_report", (f"云溪县{bureau}",))


@pytest.mark.parametrize("question", ["河口县2021年收到几件申请", "白石市2021年主动公开多少条"])
def test_a_county_without_a_report_of_its_own_is_not_the_bodies_within_it(county: Desk, question: str) -> None:
    answer = county.ask(question)
    assert (answer.status, answer.citations) == ("no_report", ())
    assert "不能代表" in answer.text


@pytest.mark.parametrize("question", ["云溪县县长是谁", "石泉镇2021年谁是镇长", "云溪县2021年的书记叫什么"])
def test_who_holds_an_office_is_refused(county: Desk, question: str) -> None:
    assert county.ask(question).status == "not_stated"


@pytest.mark.parametrize("question", ["帮我写一份2024年的年报", "替石泉镇起草一份年度报告", "生成一篇公开工作总结"])
def test_writing_is_no_question(county: Desk, question: str) -> None:
    assert county.ask(question).status == "out_of_scope"


def test_a_difference_between_terms_names_no_district(county: Desk) -> None:
    assert "理有什么区" not in county.ask("不予公开和不予处理有啥区别").text
