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
        ("近百件", "100", "about", "百"),
        ("上千条", "1000", "at_least", "千"),
        ("百余件", "100", "about", "百"),
        ("百件", None, "", ""),
        ("数十件", None, "", ""),
        ("几百件", None, "", ""),
        ("成百上千条", None, "", ""),
        ("预约20件", "20", "exact", "20"),
        ("不到10件", "10", "less_than", "10"),
        ("不超过5件", "5", "less_than", "5"),
        ("不少于5件", "5", "at_least", "5"),
        ("10以内", "10", "less_than", "10"),
        ("同比-8%", "-8", "exact", "-8"),
        ("同比增长−12.5%", "-12.5", "exact", "−12.5"),
        ("公开——356条", "356", "exact", "356"),
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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1万2千条", 12000),
        ("1万2000条", 12000),
        ("1亿2000万次", 120000000),
        ("1亿2000万元", 12000),
        ("3百万元", 300),
        ("3千5百条", 3500),
        ("3.5千条", 3500),
        ("十万零一千条", 101000),
        ("廿三件", 23),
        ("卅六条", 36),
        ("壹佰贰拾叁条", 123),
        ("一百二十三（123）条", 123),
        ("1，234条", 1234),
        ("1 234条", 1234),
        ("1\u202f234条", 1234),
        ("1’234条", 1234),
        ("3 5 6 条", 356),
        ("356¹条", 356),
        ("356①条", 356),
        ("356.条", 356),
    ],
)
def test_odd_print_is_read_as_the_one_number_it_is(text: str, value: int) -> None:
    assert [number.value for number in numerals(text)] == [value]


@pytest.mark.parametrize(
    "text",
    ["12，34条", "1，2345条", "1.2.3条", "三四十件", "两三件", "一万二条", "1万2条", "12百条", "2〇3条", "1万二千条"],
)
def test_what_may_be_two_numbers_or_none_is_no_number(text: str) -> None:
    assert numerals(text) == ()


def test_single_digits_of_a_row_stay_apart() -> None:
    """Blanks part numbers in a table; digits are one number only where a word follows that they count."""
    assert [number.value for number in numerals("总计 3 0 12\n")] == [3, 0, 12]


@pytest.mark.parametrize(
    "words", ["一二", "三四", "一百二", "一百二三十", "百二十", "百", "万", "百余", "一亿一", "", "甲"]
)
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


def test_words_before_a_bare_ten_thousand_at_the_very_start_are_within_the_text() -> None:
    """Found by fuzzing: 超过 was counted twice, and the number began before the text."""
    text = "超过万昇万3件"
    assert all(0 <= found.outer.start <= found.span.start for found in numerals(text))
