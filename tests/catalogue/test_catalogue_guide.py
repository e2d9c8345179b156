"""The citizens' guide: every rule names its law, says it in both languages, and may be asked for in many ways."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nianbao.catalogue import load
from nianbao.catalogue.guide import INTENTS, guide
from nianbao.errors import CatalogueError

RULES = load().guide
LAW = "[regulations.act]\nname = '《甲条例》'\nsince = 2019-05-15\n"
ENTRY = "[guide.one]\nintent = 'guide_fee'\nasks = ['要钱吗']\nen = 'Free.'\n"
OWN = "text = '不收。'\narticle = '第一条'\nregulation = 'act'\n"
REST = "[alike]\n[terms]\n"


def test_there_is_a_rule_for_every_kind_of_question() -> None:
    assert len(RULES) >= 60
    assert {rule.intent for rule in RULES.values()} == set(INTENTS)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_sourced_dated_said_twice_and_asked_in_ten_ways(rule: object) -> None:
    rule = RULES[rule.id]  # type: ignore[attr-defined]
    assert re.match(r"《.+》", rule.regulation)
    assert re.search(r"条|表|全文|部分|规定", rule.article)
    assert rule.text.endswith("。")
    assert rule.text.count("。") <= 4
    assert re.fullmatch(r"[ -~’“”–—]+", rule.en)
    assert len(rule.asks) >= 10


@pytest.mark.parametrize(
    ("name", "article", "words"),
    [
        ("apply_content", "第二十九条", ["身份证明", "联系方式"]),
        ("term_answer", "第三十三条", ["20个工作日"]),
        ("term_extension", "第三十三条", ["20个工作日", "负责人同意"]),
        ("fee", "第四十二条", ["不收取"]),
        ("fee_by_number", "第四条", ["10件", "100元"]),
        ("fee_by_page", "第五条", ["30页", "10元", "20元", "40元"]),
        ("review_term", "第二十条", ["60日"]),
        ("review_first", "第二十三条", ["先申请行政复议"]),
        ("sue_term", "第四十六条", ["6个月", "15日"]),
        ("report_due", "第四十九条", ["1月31日", "3月31日"]),
        ("replies", "第三十六条", ["七种"]),
        ("form_of_supply", "第四十条", ["形式"]),
        ("correct_data", "第四十一条", ["更正"]),
        ("repeated", "第三十五条", ["说明理由"]),
        ("liability", "第五十三条", ["处分"]),
        ("gazette", "第二十五条", ["公共图书馆"]),
    ],
)
def test_a_rule_says_what_its_article_says(name: str, article: str, words: list[str]) -> None:
    assert article in RULES[name].article
    assert [word for word in words if word not in RULES[name].text] == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (LAW + ENTRY + "term = '没有的词'\n" + REST, "没有的词"),
        (LAW + ENTRY + "text = '不收。'\n" + REST, "article"),
        (LAW + ENTRY + "text = '不收。'\narticle = '第一条'\nregulation = 'other'\n" + REST, "other"),
        (LAW + ENTRY.replace("guide_fee", "guide_food") + REST, "guide_food"),
        (LAW + ENTRY + OWN + "[alike]\n[terms]\n'乙' = ['丙']\n", "乙"),
    ],
)
def test_a_faulty_entry_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "guide.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(CatalogueError, match=complaint):
        guide(file, ())
