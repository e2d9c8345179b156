"""Copies of a site: pinyin after characters goes, gambling sites in place of words are noticed."""

from __future__ import annotations

import pytest
from parsing_samples import PROSE, document, table

from nianbao.parsing import parse

TEN = "報(bào)告發(fā)布時(shí)間主動(dòng)公開經(jīng)費(fèi)預(yù)算項(xiàng)目計(jì)劃數(shù)據(jù)"


def test_pinyin_in_brackets_is_taken_out_of_text_and_tables() -> None:
    report = parse(document(TEN + "。", table(("規(guī)章", "3"), ("辦（bàn）法", "4"))))
    assert report.text == "報告發布時間主動公開經費預算項目計劃數據。\n規章 | 3\n辦法 | 4"


def test_fewer_than_ten_pairs_are_the_reports_own_brackets() -> None:
    text = "表(a)和图(b)见附件，另见表(c)。"
    assert parse(document(text)).text == text


def test_brackets_with_words_or_numbers_stay_beside_pinyin() -> None:
    report = parse(document(TEN + "，第二十條第(一)項(PDF文件)共(3)件(abcdefg)。"))
    assert report.text.endswith("，第二十條第(一)項(PDF文件)共(3)件(abcdefg)。")


def test_a_title_with_pinyin_names_its_agency() -> None:
    report = parse(document("青石縣石橋鎮(zhèn)2020年政府信息公開工作年度報(bào)告\n" + TEN + "。"))
    assert (report.agency, report.year, report.title) == ("石桥镇", 2020, "青石縣石橋鎮2020年政府信息公開工作年度報告")


@pytest.mark.parametrize("word", ["365体育", "滚球", "威廉希尔", "Bet365", "雷速体育", "真人娱乐", "皇冠体育"])
def test_an_injected_word_is_a_problem_and_names_no_agency(word: str) -> None:
    report = parse(document(f"英国{word}市统计局2020年政府信息公开年报\n一、概述\n{PROSE}"))
    assert report.agency == ""
    assert [p for p in report.problems if "广告词" in p] == [
        f"文中有疑似被植入的广告词（{word.lower()}），机关名和正文可能被改写。"
    ]


@pytest.mark.parametrize("words", ["体育彩票公益金", "南亚博览会", "2020体育工作", "以德赢人", "打击网络博彩"])
def test_words_of_ordinary_reports_are_no_advertising(words: str) -> None:
    report = parse(document(f"石桥镇2020年政府信息公开年报\n一、概述\n公开{words}信息3条。"))
    assert report.problems == ()
