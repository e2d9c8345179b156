"""Question sets: gold in all its forms, and conversations."""

from __future__ import annotations

import logging
from decimal import Decimal

import pytest
from evaluation_samples import answered

from nianbao.errors import WrongCall
from nianbao.evaluation.lines import parse_lines
from nianbao.evaluation.questions import Gold, Question, asker, parse_questions
from nianbao.model import Answer


def parsed(*lines: str) -> tuple[Question, ...]:
    return parse_questions(parse_lines("\n".join(lines).encode(), "题.jsonl"))


def test_every_gold_field_is_read_one_or_many() -> None:
    line = (
        '{"id": "q1", "question": "问？", "conversation": "c", "type": "lookup", "note": "x", "gold": {"status": '
        '["answered", "not_stated"], "value": [66.7, 67, true, "甲镇"], "unit": "%", "agency": "甲镇", '
        '"year": [2019, 2020], "metric": "m", "quote_contains": "引", "answer_contains": ["5件"], '
        '"answer_excludes": ["6件"]}}'
    )
    assert parsed(line) == (
        Question(
            id="q1",
            question="问？",
            conversation="c",
            kind="lookup",
            gold=Gold(
                statuses=("answered", "not_stated"),
                values=(Decimal("66.7"), Decimal(67), True, "甲镇"),
                unit="%",
                agencies=("甲镇",),
                years=(2019, 2020),
                metric="m",
                quote_contains="引",
                answer_contains=("5件",),
                answer_excludes=("6件",),
            ),
        ),
    )


def test_a_line_without_gold_is_a_turn_and_one_without_id_is_named_by_its_number() -> None:
    turn, scored = parsed('{"question": "一"}', '{"question": "二", "gold": {"value": 1}}')
    assert (turn.id, turn.gold, scored.id) == ("1", None, "2")


def test_a_set_without_any_gold_is_refused() -> None:
    with pytest.raises(WrongCall, match="nothing to score"):
        parsed('{"question": "一"}')


@pytest.mark.parametrize(
    ("gold", "named"),
    [
        ('{"status": "answred"}', "status"),
        ('{"value": {"x": 1}}', "value"),
        ('{"year": "2018"}', "year"),
        ("3", "gold"),
    ],
)
def test_wrong_gold_is_refused_by_line_and_key(gold: str, named: str) -> None:
    with pytest.raises(WrongCall, match=f"line 2.*{named}"):
        parsed('{"question": "一", "gold": {"value": 1}}', f'{{"question": "二", "gold": {gold}}}')


def test_a_misspelt_gold_key_is_said_since_it_asks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        parsed('{"question": "一", "gold": {"vlaue": 1}}')
    assert "vlaue" in caplog.text


@pytest.mark.parametrize(
    ("gold", "answerable", "refusable"),
    [
        (Gold(statuses=("answered",)), True, False),
        (Gold(statuses=("not_stated", "no_report")), False, True),
        (Gold(statuses=("answered", "out_of_scope")), True, False),
        (Gold(values=(Decimal(1),)), True, False),
        (Gold(answer_contains=("x",)), False, False),
    ],
)
def test_gold_says_whether_to_answer_or_to_refuse(gold: Gold, answerable: bool, refusable: bool) -> None:
    assert (gold.answerable, gold.refusable) == (answerable, refusable)


class _Desk:
    """Answers with the questions that its thread has heard."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def ask(self, question: str, /) -> Answer:
        self.heard.append(question)
        return answered(text="/".join(self.heard))

    def conversation(self) -> _Desk:
        return _Desk()


def test_turns_share_a_thread_by_name_and_others_go_to_the_desk_itself() -> None:
    desk = _Desk()
    ask = asker(desk)
    asked = [("一", "c1"), ("二", "c2"), ("三", "c1"), ("四", None), ("五", None)]
    assert [ask(question, talk).text for question, talk in asked] == ["一", "二", "一/三", "四", "四/五"]
    assert desk.heard == ["四", "五"]
