"""The glossary: every entry names its law, short, dated, and one way of asking leads to one entry."""

from __future__ import annotations

import re
from datetime import date

import pytest

from nianbao.catalogue import Term, load
from nianbao.catalogue.checks import check_terms
from nianbao.errors import CatalogueError

ACT = "《中华人民共和国政府信息公开条例》（2019年修订）"


def entry(question: str) -> Term:
    """The entry whose longest wording stands in the question."""
    phrases = {phrase: term for term in load().terms for phrase in (term.term, *term.aliases)}
    return phrases[max((phrase for phrase in phrases if phrase in question), key=len)]


@pytest.mark.parametrize(
    ("question", "term", "article", "words"),
    [
        ("什么是依申请公开？", "依申请公开", "第二十七条", ["申请"]),
        ("交了申请多少天必须答复？", "答复期限", "第三十三条", ["20个工作日", "15个工作日", "2019年5月15日以前"]),
        ("申请信息公开要不要交钱？", "申请信息公开的收费", "第四十二条", ["不收取费用", "信息处理费"]),
        ("镇政府不答复我怎么办", "不答复怎么办", "第五十一条", ["投诉", "行政复议", "行政诉讼"]),
        ("年报一般几月份公布？", "年报公布时间", "第四十九条", ["1月31日", "3月31日"]),
        ("年报内容有哪些", "年报应当写什么", "第五十条", ["五项"]),
        ("“结转下年度继续办理”是什么意思", "结转下年度继续办理", "第四项", ["没有办结"]),
        ("复议“结果纠正”就是政府输了吗", "行政复议结果纠正", "第六十三条", ["撤销", "确认违法"]),
        ("信息处理费怎么收", "信息处理费", "第二条至第五条", ["每件100元", "每页10元", "每页20元", "每页40元"]),
        ("三安全一稳定指什么", "三安全一稳定", "第十四条", ["国家安全、公共安全、经济安全和社会稳定"]),
        ("四类过程性信息", "四类过程性信息", "第十六条", ["讨论记录、过程稿、磋商信函、请示报告"]),
        ("三类内部事务信息是哪三类", "三类内部事务信息", "第十六条", ["人事管理、后勤管理、内部工作流程"]),
        ("谁可以申请", "谁可以申请", "第二十七条", ["公民、法人和其他组织"]),
        ("怎么申请信息公开", "怎么申请信息公开", "第二十九条", ["身份证明"]),
        ("主动公开的时限", "主动公开的时限", "第二十六条", ["20个工作日"]),
        ("什么是五公开", "五公开", "第一部分", ["决策公开、执行公开、管理公开、服务公开、结果公开"]),
    ],
)
def test_a_citizens_question_finds_the_law(question: str, term: str, article: str, words: list[str]) -> None:
    found = entry(question)
    assert found.term == term
    assert article in found.article
    assert [word for word in words if word not in found.text] == []


def test_every_row_of_the_statutory_form_is_explained() -> None:
    held = load()
    explained = {phrase for term in held.terms for phrase in (term.term, *term.aliases)}
    heads = {"予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理", "结转下年度继续办理", "上年结转"}
    outcomes = {"结果维持", "结果纠正", "其他结果", "尚未审结", "未经复议直接起诉", "复议后起诉"}
    rows = {"规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费"}
    refused = {"信访举报投诉类申请", "重复申请", "要求提供公开出版物", "无正当理由大量反复申请"}
    denied = {row for metric in held.children("denied_total") for row in metric.rows}
    assert heads | outcomes | rows | refused <= explained
    assert {row for row in denied if row not in explained and row.removeprefix("属于") not in explained} == set()


def test_entries_are_short_sourced_and_in_force() -> None:
    assert len(load().terms) >= 40
    for term in load().terms:
        assert 1 <= term.text.count("。") <= 3, term.term
        assert term.text.endswith("。"), term.term
        assert re.match(r"《.+》", term.regulation), term.term
        assert date(2004, 1, 1) < term.since <= date(2024, 1, 1), term.term
        assert term.source == term.regulation + term.article
        if term.regulation == ACT:
            assert term.since == date(2019, 5, 15)
            assert re.match(r"第[一二三四五六七八九十]+条", term.article), term.term


def test_two_entries_cannot_share_a_way_of_asking() -> None:
    common = {"text": "甲。", "regulation": ACT, "article": "第一条", "since": date(2019, 5, 15)}
    first = Term(term="甲", aliases=("多少天",), **common)  # type: ignore[arg-type]
    second = Term(term="乙", aliases=("多少天",), **common)  # type: ignore[arg-type]
    with pytest.raises(CatalogueError) as caught:
        check_terms([first, second], "glossary.toml")
    assert "[乙]" in caught.value.zh
    assert "已归 [甲]" in caught.value.zh
