"""Numbers in prose: digits, Chinese numerals, 万 and 亿, and words of approximation."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.text.numerals import chinese_value, numerals


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "words"),
    [
        ("共12条", "12", "exact", "12"),
        ("１２條", "12", "exact", "１２"),
        ("1,204件", "1204", "exact", "1,204"),
        ("1,234,567次", "1234567", "exact", "1,234,567"),
        ("3.25万元", "3.25", "exact", "3.25"),
        ("3.2万人次", "32000", "exact", "3.2万"),
        ("1.3亿次", "130000000", "exact", "1.3亿"),
        ("二十三件", "23", "exact", "二十三"),
        ("两次", "2", "exact", "两"),
        ("一百零五条", "105", "exact", "一百零五"),
        ("约20件", "20", "about", "20"),
        ("20余件", "20", "about", "20"),
        ("近百件", None, "", ""),
        ("逾700次", "700", "at_least", "700"),
        ("30条以上", "30", "exact", "30"),
        ("30以上", "30", "at_least", "30"),
    ],
)
def test_a_number_is_read_with_its_words(text: str, value: str | None, qualifier: str, words: str) -> None:
    found = numerals(text)
    if value is None:
        assert found == ()
        return
    (number,) = found
    assert (number.value, number.qualifier, number.span.of(text)) == (Decimal(value), qualifier, words)


@pytest.mark.parametrize("words", ["一二", "三四", "百", "万", "百余", "一亿一", "", "甲"])
def test_what_is_not_one_number_has_no_value(words: str) -> None:
    assert chinese_value(words) is None


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_chinese_numeral_reads_back(number: int) -> None:
    """百 and 千 without a digit before them never occur in the written form, so every one must come back."""
    assert chinese_value(cn2an.an2cn(number)) == number


@given(st.integers(min_value=0, max_value=999_999_999), st.booleans())
def test_every_arabic_number_reads_back(number: int, commas: bool) -> None:
    text = f"共{number:,}条" if commas else f"共{number}条"
    assert [n.value for n in numerals(text)] == [number]


@given(st.text(alphabet="0123456789,.一二十百千万亿约近余多 （）件", max_size=40))
def test_spans_lie_in_order_inside_the_text(text: str) -> None:
    last = 0
    for number in numerals(text):
        assert last <= number.outer.start <= number.span.start < number.span.end <= number.outer.end <= len(text)
        last = number.span.end
