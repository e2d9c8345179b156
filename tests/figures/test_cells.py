"""One cell: a number with its note and unit, none, a mark for blank, or a word in a number's place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.figures.cells import read_cell


@pytest.mark.parametrize(
    ("words", "value", "qualifier", "unit"),
    [
        ("12", "12", "exact", None),
        ("1,234", "1234", "exact", None),
        ("1’234", "1234", "exact", None),
        ("12.00", "12.00", "exact", None),
        ("12件", "12", "exact", "件"),
        ("25.1万元", "25.1", "exact", "万元"),
        ("251000元", "251000", "exact", "元"),
        ("¥251000", "251000", "exact", "元"),
        ("3(新增1)", "3", "exact", None),
        ("12(10+2)", "12", "exact", None),
        ("12*", "12", "exact", None),
        ("12¹", "12", "exact", None),
        ("12[1]", "12", "exact", None),
        ("5(件)", "5", "exact", "件"),
        ("约50", "50", "about", None),
        ("50余件", "50", "about", "件"),
        ("50左右", "50", "about", None),
        ("不少于5", "5", "at_least", None),
        ("不到10", "10", "less_than", None),
        ("10件以内", "10", "less_than", "件"),
        ("零", "0", "exact", None),
        ("十二", "12", "exact", None),
        ("十二件", "12", "exact", "件"),
        ("-8", "-8", "exact", None),
    ],
)
def test_a_number_keeps_its_unit_and_how_exact_it_is(words: str, value: str, qualifier: str, unit: str | None) -> None:
    read = read_cell(words)
    assert (read.kind, read.value, read.qualifier, read.unit) == ("number", Decimal(value), qualifier, unit)
    assert words[read.start : read.end].strip("约不到少于¥余件万元左右以内") != ""


@pytest.mark.parametrize("words", ["无", "没有", "未发生", "暂无", "零报告"])
def test_words_for_none_are_a_zero_in_words(words: str) -> None:
    read = read_cell(words)
    assert (read.kind, read.value, read.qualifier) == ("none", 0, "zero_statement")


@pytest.mark.parametrize("words", ["", "/", "-", "--", "\\", "——"])
def test_marks_for_blank_are_blank(words: str) -> None:
    assert read_cell(words).kind == "blank"


@pytest.mark.parametrize(
    "words",
    ["不涉及", "无此项", "本级无此权限", "n/a", "若干", "增3减11", "(8)", "12%", "02", "1.2.3", "3/4", "三四十"],
)
def test_what_is_no_count_has_no_value(words: str) -> None:
    assert read_cell(words).kind in ("text", "words")


@pytest.mark.parametrize("words", ["自然人", "本年制发件数", "行政许可", "(一)予以公开", "2.重复申请"])
def test_labels_are_words(words: str) -> None:
    assert read_cell(words).kind == "words"


@given(st.text(alphabet="0123456789,.*()[]约无零件万元-+/增减↓%十二", max_size=80))
def test_any_cell_is_read_without_an_error_and_a_number_lies_within_it(words: str) -> None:
    read = read_cell(words)
    if read.kind in ("number", "change"):
        assert 0 <= read.start < read.end <= len(words)
