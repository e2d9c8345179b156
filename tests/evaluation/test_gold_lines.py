"""JSON lines files: what is read, and what a complaint names."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.errors import WrongCall
from nianbao.evaluation.lines import parse_lines, read_lines


def complaint(data: bytes) -> WrongCall:
    with pytest.raises(WrongCall) as caught:
        parse_lines(data, "题.jsonl")
    return caught.value


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.none()), min_size=1))
def test_what_json_writes_is_read_back_in_order(entries: list[dict[str, object]]) -> None:
    data = "\n".join(json.dumps(entry, ensure_ascii=True) for entry in entries).encode()
    assert [line.entry for line in parse_lines(data, "x")] == entries


def test_blank_lines_and_a_byte_order_mark_are_passed_over_but_counted() -> None:
    lines = parse_lines('\ufeff{"a": 1}\r\n\n  \n{"a": 2}\n'.encode(), "x")
    assert [(line.number, line.entry) for line in lines] == [(1, {"a": 1}), (4, {"a": 2})]


def test_a_line_separator_inside_a_string_does_not_end_the_line() -> None:
    assert parse_lines('{"a": "x\u2028y"}'.encode(), "x")[0].entry == {"a": "x\u2028y"}


@pytest.mark.parametrize(
    ("broken", "number"),
    [
        (b'{"a": 1}\n{"a": \n', 2),
        (b"[1]\n", 1),
        (b'{"a": NaN}', 1),
        (b'{"a": 1}\n\n\xff\xfe{}', 3),
        (b"[" * 100_000, 1),
    ],
)
def test_a_broken_line_is_named_with_file_and_number(broken: bytes, number: int) -> None:
    error = complaint(broken)
    assert f"“题.jsonl”第 {number} 行" in error.zh
    assert f"'题.jsonl', line {number}" in error.en


def test_an_empty_file_is_refused() -> None:
    assert "没有内容" in complaint(b"\n \n").zh


def test_a_file_that_is_not_there_is_refused_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match=r"no\.jsonl"):
        read_lines(tmp_path / "no.jsonl")


@pytest.mark.parametrize("value", ["null", '""', '"  "', "3", '["x"]', '"\\ud800"'])
def test_a_text_must_be_a_string_that_says_something(value: str) -> None:
    line = parse_lines(f'{{"question": {value}}}'.encode(), "x")[0]
    with pytest.raises(WrongCall, match="question"):
        line.text("question")


def test_one_value_and_a_list_of_one_are_the_same() -> None:
    one, many = parse_lines(b'{"s": "a", "y": 2018}\n{"s": ["a"], "y": [2018]}', "x")
    assert one.texts("s") == many.texts("s") == ("a",)
    assert one.wholes("y") == many.wholes("y") == (2018,)
    assert one.texts("none") == () == one.wholes("none")


def test_true_is_no_number() -> None:
    line = parse_lines(b'{"v": true, "w": 0.1, "y": [true]}', "x")[0]
    with pytest.raises(WrongCall, match="'v' must be a number"):
        line.number_at("v")
    with pytest.raises(WrongCall, match="'y' must be a whole number"):
        line.wholes("y")
    assert line.number_at("w") == Decimal("0.1")
