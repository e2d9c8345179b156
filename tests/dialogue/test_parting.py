"""Several questions in one, cut and put together again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nianbao.dialogue.parting import combined, segments
from nianbao.model import Answer, Citation, Understood


@pytest.mark.parametrize(
    ("text", "soft", "parts"),
    [
        ("收到多少件？公开多少条？", False, 2),
        ("收到多少件，公开多少条", False, 1),
        ("收到多少件，公开多少条", True, 2),
        ("我家的地征了，收到多少件", True, 1),
        ("收到多少件申请", True, 1),
    ],
)
def test_a_text_is_cut_where_it_asks_again(text: str, soft: bool, parts: int) -> None:
    assert len(segments(text, soft=soft)) == parts


def _answer(text: str, value: Decimal | bool | None) -> Answer:
    proof = Citation(report="r", title="", agency="枫桥镇", year=2021, section="", quote=text, start=0, end=len(text))
    return Answer(question="", understood=Understood(), status="answered", text=text, value=value, citations=(proof,))


def test_one_answer_holds_all_texts_and_the_only_number() -> None:
    whole = combined("两问", [_answer("有。", True), _answer("3件。", Decimal(3))])
    assert (whole.value, whole.text) == (Decimal(3), "1. 有。\n2. 3件。")
    assert whole.parts is not None
    assert [p.parts for p in whole.parts] == [None, None]


def test_two_numbers_leave_no_one_value() -> None:
    assert combined("两问", [_answer("2件。", Decimal(2)), _answer("3件。", Decimal(3))]).value is None


def test_what_two_parts_say_alike_is_said_once() -> None:
    whole = combined("两问", [_answer("3件。", Decimal(3)), _answer("3件。", Decimal(3))])
    assert (whole.text, whole.value, whole.parts) == ("3件。", Decimal(3), None)


def test_what_names_a_set_or_asks_for_nothing_of_its_own_is_no_question_of_its_own() -> None:
    assert segments("2021年的几份报告里，公开最多的是哪家", soft=True) == ("2021年的几份报告里，公开最多的是哪家",)
    assert segments("石滩镇的信息有哪几类，各多少", soft=True) == ("石滩镇的信息有哪几类，各多少",)
    assert segments("石滩镇收到几件申请，公开几条", soft=True) == ("石滩镇收到几件申请", "公开几条")
