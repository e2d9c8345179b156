"""Open questions: who, where, how soon and why are answered by a sentence that says so, or not at all."""

from __future__ import annotations

import pytest

from nianbao.asking.desk import Desk


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("石泉镇2020年群众留言几天答复", "三日内答复"), ("石泉镇2020年谁负责回复群众留言", "镇党政办"),
        ("云溪县2021年谁负责政务公开工作", "常务副县长"), ("石泉镇2021年申请内容主要是什么", "山林权属"),
        ("石泉镇2021年大家申请的是什么内容", "山林权属"), ("石泉镇2021年公开栏多长时间检查一次", "每季度"),
    ],
)  # fmt: skip
def test_the_sentence_that_says_it(county: Desk, question: str, said: str) -> None:
    answer = county.ask(question)
    assert (answer.status, answer.value) == ("answered", None)
    assert said in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "石泉镇2022年申请内容主要是什么",  # a number received says nothing of what was asked for
        "双河乡2021年申请的人想要什么",
        "云溪县2021年信息公开由谁承办",
        "石泉镇2022年多久督查一次",  # a training every half year is no supervision
        "云溪县2021年谁来审签要公开的信息",  # publishing is in every report, signing in none
        "石泉镇2020年为什么申请的人多了",
        "石泉镇2021年为什么申请的人多了",  # the cause given is that of another increase
        "石泉镇2020年主动公开多久更新一次",
    ],
)
def test_what_no_sentence_says_is_not_stated(county: Desk, question: str) -> None:
    assert county.ask(f"{question}").status in ("not_stated", "ambiguous")


def test_a_slip_is_not_read_into_the_middle_of_a_word(county: Desk) -> None:
    """公室 of 办公室 sounds like 公示."""
    answer = county.ask("石泉镇2020年办公室设在哪")
    assert "公示" not in answer.text


def test_a_follow_up_that_names_nothing_asks_for_what_requests_were_about(county: Desk) -> None:
    talk = county.conversation()
    talk.ask("石泉镇2021年收到几件申请")
    answer = talk.ask("他们主要问什么")
    assert "山林权属" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "metric", "value"),
    [
        ("云溪县2021年政府网站一年有多少人看", "website_visits", 300000),
        ("石泉镇2021年搞培训有多少人参加", "trained_persons", 88),
    ],
)
def test_people_who_look_or_come_are_counted_and_not_what_they_look_at(
    county: Desk, question: str, metric: str, value: int
) -> None:
    answer = county.ask(question)
    assert (answer.understood.metric, answer.value) == (metric, value)


def test_a_question_whose_words_no_report_holds_is_refused_before_the_search(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def searched(*_: object, **__: object) -> None:
        raise AssertionError("searched")

    monkeypatch.setattr(county.library, "search", searched)
    assert county.ask("石泉镇2021年食堂菜谱谁定").status != "answered"


def test_numbers_alone_are_no_words_that_a_sentence_could_be_about(county: Desk) -> None:
    assert county.ask("呢件2>14(件;a石泉镇;年-60条申").status != "answered"
