"""What a person should look at is noted: empty sections, a year that contradicts itself, a place that is none."""

from __future__ import annotations

import pytest
from parsing_samples import PROSE, document

from nianbao.parsing import parse

HEAD = "石桥镇2020年政府信息公开年报\n"


def test_headings_with_nothing_under_them_are_counted_and_three_are_named() -> None:
    empty = "".join(f"{n}、{word}工作情况\n" for n, word in zip("二三四五", "甲乙丙丁", strict=True))
    report = parse(document(f"{HEAD}一、概述\n{PROSE}\n{empty}六、其他事项\n无。"))
    assert report.problems == ("有 4 个标题下没有内容（二、甲工作情况；三、乙工作情况；四、丙工作情况；…）。",)


def test_a_heading_with_sections_or_the_word_none_under_it_is_not_empty() -> None:
    text = f"{HEAD}一、总体情况\n（一）主动公开情况\n{PROSE}\n二、其他需要报告的事项\n无。"
    assert parse(document(text)).problems == ()


@pytest.mark.parametrize(("named", "problems"), [(4, ("标题写2020年，正文多写2019年",)), (3, ())])
def test_a_text_that_insists_on_another_year_than_the_title_is_noted(named: int, problems: tuple[str, ...]) -> None:
    body = "2019年公开3条。" * named
    report = parse(document(f"{HEAD}一、概述\n{body}"))
    assert (report.year, report.problems) == (2020, problems)


def test_a_text_that_names_the_years_before_beside_its_own_is_not_noted() -> None:
    assert parse(document(f"{HEAD}一、概述\n2020年公开3条。{'2019年公开3条。' * 9}")).problems == ()


@pytest.mark.parametrize(
    "sentence",
    ["相关事宜请与青石县石桥镇信息公开办公室联系。", "依托青石县石桥镇公开栏。", "通过青石县石桥镇网站公开。"],
)
def test_words_before_a_place_are_no_part_of_it(sentence: str) -> None:
    assert parse(document(f"{HEAD}一、概述\n{sentence}")).parents == ("青石县",)


def test_the_city_of_a_bureau_is_not_the_verb_before_it() -> None:
    report = parse(document("市财政局2019年政府信息公开年报\n依托曲河市财政局网站，公开曲河市预算。"))
    assert (report.agency, report.parents) == ("曲河市财政局", ("曲河市",))
