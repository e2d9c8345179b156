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
    assert (answer.understood.operation, answer.status) == ("filter", "answered")
    assert "有2个" in answer.text
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


def test_the_difference_of_two_terms_is_told_by_both_and_names_no_district(county: Desk) -> None:
    answer = county.ask("不予公开和不予处理有啥区别")
    assert (answer.status, answer.understood.operation, len(answer.citations)) == ("answered", "define", 2)
    assert answer.text.startswith("不予公开：")
    assert "不予处理：" in answer.text


def test_a_difference_the_glossary_tells_itself_is_told_by_its_entry(county: Desk) -> None:
    answer = county.ask("政务公开和政府信息公开有什么区别")
    assert answer.text.startswith("政务公开与政府信息公开的区别：")
    assert len(answer.citations) == 1


def test_one_of_two_namesakes_is_called_with_its_county_in_the_answer_and_the_next_questions(county: Desk) -> None:
    answer = county.ask("河口县双河乡2021年收到几件申请")
    assert answer.text.startswith("河口县双河乡2021年")
    assert answer.suggestions
    assert all(s.startswith("河口县双河乡2021年") for s in answer.suggestions)
    assert all(county.ask(s).status == "answered" for s in answer.suggestions)


@pytest.mark.parametrize(
    "question", ["2021年石泉镇、云溪县的申请和主动公开各多少", "2021年石泉镇和云溪县申请与主动公开各是多少"]
)
def test_two_figures_of_two_agencies(county: Desk, question: str) -> None:
    text = county.ask(question).text
    assert [n in text for n in ("6件", "150条", "40件", "900条")] == [True] * 4


def test_what_both_received_in_all_is_added_up(county: Desk) -> None:
    assert county.ask("2021年石泉镇和云溪县一共收到多少申请").value == 46


def test_channels_that_are_only_counted_are_told_by_their_counts(county: Desk) -> None:
    answer = county.ask("石泉镇2021年信息都是从哪些渠道发的")
    assert "90条" in answer.text
    assert "60条" in answer.text


def test_without_a_year_the_telephone_is_that_of_the_latest_report_that_gives_one(county: Desk) -> None:
    answer = county.ask("石泉镇政府电话多少")
    assert "0717-3300001" in answer.text
    assert "2020年" in answer.text


def test_the_people_are_whoever_applies_where_no_kinds_of_applicant_are_told_apart(county: Desk) -> None:
    answer = county.ask("石泉镇2021年老百姓总共递了几份信息公开申请")
    assert answer.value == 6


@pytest.mark.parametrize(
    ("question", "value"), [("云溪县2021年热线满意率", 96.5), ("石泉镇2021年粉丝涨了百分之几", 30)]
)
def test_a_percentage_outside_the_catalogue_by_the_words_of_its_sentence(
    county: Desk, question: str, value: float
) -> None:
    answer = county.ask(question)
    assert (float(str(answer.value)), answer.unit) == (value, "%")


def test_a_rate_of_something_else_is_not_taken_for_it(county: Desk) -> None:
    assert county.ask("云溪县2021年提案满意率").status == "not_stated"


def test_a_why_about_a_wrong_number_is_told_the_number_of_the_report(county: Desk) -> None:
    answer = county.ask("石泉镇2021年收到60件申请是怎么回事")
    assert (answer.status, answer.value) == ("answered", None)
    assert "与问题里的数不同" in answer.text
    assert "6件" in answer.text


@pytest.mark.parametrize("question", ["低保怎么申请", "户口本去哪里办", "医保如何缴"])
def test_how_to_get_a_thing_done_is_out_of_scope(county: Desk, question: str) -> None:
    assert county.ask(question).status == "out_of_scope"


def test_a_request_that_was_turned_down_is_answered_from_the_law(county: Desk) -> None:
    answer = county.ask("信息公开申请被拒绝了咋办，能告吗")
    assert (answer.understood.operation in ("define", "guide"), answer.citations[0].report) == (True, None)


def test_parts_by_applicant_are_called_by_the_applicant(bureaus: Desk) -> None:
    assert "其中：自然人4件、商业企业1件" in bureaus.ask("河口县民政局2021年收到几件申请").text
