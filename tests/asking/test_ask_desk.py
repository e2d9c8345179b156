"""The desk over three small reports: answers, follow-ups, refusals."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from nianbao.asking.desk import Desk


def test_a_figure_is_said_in_one_sentence_with_its_quotation(desk: Desk) -> None:
    answer = desk.ask("柳塘镇2019年收到多少件申请")
    assert answer.text == "柳塘镇2019年收到的政府信息公开申请为5件。"
    assert (answer.value, answer.unit, answer.citations[0].year) == (5, "件", 2019)
    assert "收到政府信息公开申请5件" in answer.citations[0].quote


def test_a_zero_is_said_with_the_words_that_state_it(desk: Desk) -> None:
    answer = desk.ask("柳桥镇2020年收到多少件申请")
    assert answer.value == 0
    assert "未收到政府信息公开申请" in answer.text


def test_without_a_year_the_latest_report_is_used_and_said(desk: Desk) -> None:
    answer = desk.ask("柳塘镇收到多少件申请")
    assert answer.value == 8
    assert answer.text.startswith("（问题没有写年份，按收录的最近一年2020年回答。）")


def test_a_group_over_different_years_says_so(desk: Desk, sample_desk: Desk) -> None:
    assert "年份不尽相同" in sample_desk.ask("各镇收到的申请哪个最多").text
    assert "年份不尽相同" not in sample_desk.ask("2018年各镇收到的申请哪个最多").text
    assert "年份不尽相同" not in desk.ask("各镇收到的申请哪个最多").text


def test_change_of_a_range_compares_its_ends(desk: Desk) -> None:
    answer = desk.ask("柳塘镇2019到2020年申请增加了多少件")
    assert (answer.value, answer.computed and answer.computed.formula) == (3, "8-5")


def test_all_answered_is_yes_only_where_the_report_says_so(desk: Desk) -> None:
    assert desk.ask("柳塘镇2019年的申请都答复了吗").value is True
    assert desk.ask("柳塘镇2020年的申请都答复了吗").status == "not_stated"


def test_items_of_a_list_are_numbered_cited_apart_and_lose_their_marks(desk: Desk) -> None:
    answer = desk.ask("柳塘镇2019年存在哪些问题")
    assert "（1）更新不够及时；（2）解读形式单一。" in answer.text
    assert [c.quote for c in answer.citations] == ["更新不够及时。", "解读形式单一。"]


@pytest.mark.parametrize("question", ["收到多少件申请？", "收到多少件信息公开申请？"])
def test_what_was_received_is_counted_and_no_rule_of_fees(question: str, desk: Desk) -> None:
    assert desk.ask(question).status == "ambiguous"


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ("柳塘镇2021年收到几件申请", "no_report", "没有收录柳塘镇2021年的年报"),
        ("柳林镇2020年收到几件申请", "no_report", "没有收录“柳林镇”的年报"),
        ("柳塘镇2020年行政复议几件", "not_stated", "没有写行政复议"),
        ("柳塘镇2020年行政许可几件", "not_stated", "没有写行政许可"),
        ("收到几件申请", "ambiguous", "请说明是哪个机关"),
        ("柳塘镇明年会收到多少件申请", "out_of_scope", "不能据此推测"),
        ("今天天气怎么样", "out_of_scope", "不在政府信息公开年度报告的范围内"),
        ("", "out_of_scope", "请输入问题"),
        ("申请" * 300, "out_of_scope", "问题太长"),
    ],
)
def test_a_refusal_says_what_is_missing_and_asserts_nothing(question: str, status: str, words: str, desk: Desk) -> None:
    answer = desk.ask(question)
    assert (answer.status, answer.value, answer.computed) == (status, None, None)
    assert words in answer.text


def test_a_question_back_offers_whole_questions_that_have_answers(desk: Desk) -> None:
    answer = desk.ask("2020年收到几件申请")
    assert len(answer.choices) == 2
    assert [desk.ask(choice).status for choice in answer.choices] == ["answered", "answered"]


def test_suggestions_and_examples_can_be_answered(desk: Desk, sample_desk: Desk) -> None:
    offered = [*sample_desk.examples(6)]
    for question in sample_desk.examples(6):
        offered += sample_desk.ask(question).suggestions
    assert {q: sample_desk.ask(q).status for q in offered} == dict.fromkeys(offered, "answered")
    assert desk.ask("柳塘镇2021年收到几件申请").suggestions
    for question in desk.ask("柳塘镇2021年收到几件申请").suggestions:
        assert desk.ask(question).status == "answered"


def test_follow_ups_keep_what_they_do_not_name(desk: Desk) -> None:
    talk = desk.conversation()
    assert talk.ask("柳塘镇2019年主动公开多少条").value == 120
    assert talk.ask("其中网站多少条").value == 80
    assert talk.ask("那2020年呢").status == "not_stated"
    assert talk.ask("申请呢").value == 8
    assert talk.ask("柳桥镇呢").value == 0
    inherited = talk.ask("主动公开呢")
    assert (inherited.value, inherited.understood.inherited) == (90, ("agency", "year"))


def test_a_reply_to_a_question_back_picks_the_agency(desk: Desk) -> None:
    talk = desk.conversation()
    assert talk.ask("镇里2020年收到几件申请").status == "ambiguous"
    assert talk.ask("柳桥镇的").value == 0


def test_another_town_is_not_the_one_talked_about(desk: Desk) -> None:
    talk = desk.conversation()
    talk.ask("柳塘镇2020年收到几件申请")
    assert talk.ask("隔壁镇呢").status == "ambiguous"


def test_conversations_do_not_hear_each_other(desk: Desk) -> None:
    one, two = desk.conversation(), desk.conversation()
    one.ask("柳塘镇2019年收到几件申请")
    two.ask("柳桥镇2020年收到几件申请")
    assert (one.ask("主动公开多少条").value, two.ask("主动公开多少条").value) == (120, 90)
    assert desk.ask("那主动公开呢").status == "ambiguous"


def test_many_threads_get_the_answers_of_one(desk: Desk) -> None:
    questions = ["柳塘镇2019年收到多少件申请", "柳桥镇2020年主动公开多少条", "2020年各镇申请一共几件"] * 8
    alone = [replace(desk.ask(q), elapsed_ms=0.0) for q in questions]
    with ThreadPoolExecutor(8) as pool:
        together = [replace(a, elapsed_ms=0.0) for a in pool.map(desk.ask, questions)]
    assert together == alone


def test_english_is_answered_in_english_with_the_chinese_quotation(desk: Desk) -> None:
    answer = desk.ask("How many disclosure requests did Liutang Town receive in 2019?")
    assert answer.text == (
        "柳塘镇 2019, disclosure requests received: 5 cases. "
        "The report says: “2019年，柳塘镇收到政府信息公开申请5件，均已按期答复。”"
    )


def test_the_filter_of_the_page_fills_what_a_question_leaves_open(desk: Desk) -> None:
    assert desk.ask("收到几件申请", agency="柳塘镇", year=2019).value == 5
    assert desk.ask("柳桥镇2020年收到几件申请", agency="柳塘镇", year=2019).value == 0


def test_a_yes_no_question_about_a_change_is_answered_yes_or_no(desk: Desk) -> None:
    before, after = (desk.ask(f"柳塘镇{year}年收到几件申请").value for year in (2019, 2020))
    more = desk.ask("柳塘镇2020年收到的申请比2019年多吗")
    fewer = desk.ask("柳塘镇2020年收到的申请比2019年少吗")
    assert (more.value, fewer.value) == (after > before, after < before)
    assert more.computed == fewer.computed


@pytest.mark.parametrize("words", ["柳塘镇2019年", "柳塘镇2019年年报", "柳塘镇2019年的政府信息公开年度报告怎么样？"])
def test_a_question_that_names_a_report_and_nothing_in_it_is_asked_back_with_what_it_answers(
    desk: Desk, words: str
) -> None:
    answer = desk.ask(words)
    assert answer.status == "ambiguous"
    assert answer.choices
    assert [choice for choice in answer.choices if desk.ask(choice).status != "answered"] == []
