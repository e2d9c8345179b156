"""What the contract promises of every answer, over many questions and over any text at all."""

from __future__ import annotations

import json
import random
from itertools import product
from typing import get_args

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from nianbao.asking.desk import Desk
from nianbao.evaluation.promises import broken_promises
from nianbao.faces.render import answer_json
from nianbao.model import Answer, Status

_WHO = (
    "双华镇2018年",
    "息陬镇2018年",
    "张义镇",
    "洪泽区2023年",
    "2018年各镇",
    "双华镇和息陬镇2018年",
    "",
    "柳林镇2018年",
)
_WHAT = (
    "收到多少件申请", "主动公开多少条", "有没有行政复议", "网站公开占几成", "存在哪些问题", "电话多少", "申请一共几件",
    "公开得最多的是谁", "分别是怎么提交的", "怎么改进", "比上一年多多少", "第三方评估得几分",
)  # fmt: skip
MANY = [who + what for who, what in product(_WHO, _WHAT)]
ODD = st.text(max_size=60) | st.text(alphabet="双华镇息陬2018年申请公开几件条多少和、，？比占%的呢吗 ab", max_size=40)


def canonical(answer: Answer) -> str:
    return json.dumps(answer_json(answer) | {"elapsed_ms": 0}, ensure_ascii=False)


def keeps_promises(answer: Answer, desk: Desk) -> None:
    assert broken_promises(answer, desk.library.report) == ()
    assert answer.text
    if answer.status == "answered":
        assert answer.citations
    else:
        assert (answer.value, answer.computed) == (None, None)
    assert bool(answer.choices) <= (answer.status == "ambiguous")
    assert len(answer.suggestions) <= 3


@pytest.mark.parametrize("question", MANY)
def test_every_answer_keeps_the_promises(question: str, sample_desk: Desk) -> None:
    keeps_promises(sample_desk.ask(question), sample_desk)


@pytest.mark.parametrize("question", [q for q in MANY if "双华镇2018年" in q or "息陬镇2018年" in q])
def test_no_other_agency_or_year_is_cited_when_both_are_named(question: str, sample_desk: Desk) -> None:
    cited = {(c.agency, c.year) for c in sample_desk.ask(question).citations if c.report}
    assert {agency for agency, _ in cited} <= {name for name in ("双华镇", "息陬镇") if name in question}
    assert {year for _, year in cited} <= {2018}


def test_answers_are_the_same_bytes_again_and_in_any_order(sample_desk: Desk) -> None:
    first = {q: canonical(sample_desk.ask(q)) for q in MANY}
    again = MANY.copy()
    random.Random(7).shuffle(again)
    assert {q: canonical(sample_desk.ask(q)) for q in again} == first


@tried(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=ODD)
def test_any_text_gets_a_status_and_keeps_the_promises(question: str, sample_desk: Desk) -> None:
    answer = sample_desk.ask(question)
    assert answer.status in get_args(Status)
    keeps_promises(answer, sample_desk)


@tried(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions=st.lists(ODD, max_size=6))
def test_any_conversation_keeps_the_promises(questions: list[str], sample_desk: Desk) -> None:
    talk = sample_desk.conversation()
    for question in questions:
        keeps_promises(talk.ask(question), sample_desk)
