"""`nianbao reports --problems`: every problem with its report, its kind and what to do about it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import CARD

from nianbao.faces.cli_base import Words
from nianbao.faces.cli_problems import listing, problems_of

ZH, EN = Words(lang="zh"), Words(lang="en")
KINDS = {
    "机关不明": "agency_unknown",
    "机关所在地区不明": "place_unknown",
    "年份不明": "year_unknown",
    "标题写2020年，统计期限写2021年": "year_conflict",
    "附加文件写2020年，正文多写2019年": "year_conflict",
    "同一机关同一年有另一份报告（a.txt），回答以那一份为准。": "superseded",
    "同名机关同一年有另一份报告（a.txt），不能确定是不是同一机关。": "namesake",
    "文中有疑似被植入的广告词（滚球），机关名和正文可能被改写。": "injected",
    "文件里有 3 张图片而没有表格；图片里的文字和表格没有读取。": "pictures",
    "第 2、3 页只有图片，图片里的文字没有读取；可先 pip install 'nianbao[ocr]' 再导入。": "pictures",
    "由文字识别（OCR）得到，请核对原件。": "ocr",
    "文字来自扫描件的文字识别层，可能有识别错误，请对照原件。": "ocr",
    "第 1 页有 2 个表格数字两次识别结果不同，没有采用。": "ocr",
    "第 1 页有 2 行文字不清楚，可能有误。": "ocr",
    "有 2 个标题下没有内容（二、甲；三、乙）。": "empty_sections",
    "有 7 个字符的字体没有说明是什么字，无法还原。": "unreadable_characters",
    "有 7 处字节无法解码，显示为 \ufffd。": "unreadable_characters",
    "有的页面内容过多，没有读完，表格可能不完整。": "incomplete",
    "附属文件“a.json”里的 agent 不认识，没有使用。": "side_file",
    "从没见过的一句话": "other",
}


@pytest.mark.parametrize(("sentence", "kind"), KINDS.items(), ids=list(KINDS))
def test_every_sentence_of_reading_parsing_and_store_has_its_kind_and_advice(sentence: str, kind: str) -> None:
    card = replace(CARD, problems=(sentence,))
    [zh], [en] = problems_of([card], ZH), problems_of([card], EN)
    assert (zh.kind, zh.what, zh.card) == (kind, sentence, card)
    assert zh.do.endswith("。")
    assert en.do.endswith(".")
    assert en.do.isascii()


def test_the_sentences_of_the_product_are_all_known() -> None:
    """Sentences are written where things are noticed; one whose words change would fall to `other`."""
    source = Path(__file__).parents[2] / "src" / "nianbao"
    text = "".join(path.read_text("utf-8") for path in sorted(source.rglob("*.py")) if "faces" not in path.parts)
    pieces = [
        "机关所在地区不明",
        "年份不明",
        "正文多写",
        "回答以那一份为准。",
        "不能确定是不是同一机关。",
        "植入的广告词",
        "个标题下没有内容",
        "图片里的文字和表格没有读取。",
        "两次识别结果不同",
        "行文字不清楚",
        "无法还原。",
        "无法解码",
        "没有读完，",
        "不认识，没有使用。",
    ]
    assert [piece for piece in pieces if piece not in text] == []


def test_json_names_report_kind_problem_and_advice() -> None:
    cards = [replace(CARD, problems=()), replace(CARD, id="x", agency="", problems=("机关不明", "年份不明"))]
    found = listing(cards, ZH).json()
    assert [(row["report"], row["kind"], row["problem"]) for row in found] == [
        ("x", "agency_unknown", "机关不明"),
        ("x", "year_unknown", "年份不明"),
    ]
    assert list(found[0]) == ["report", "agency", "year", "source", "kind", "problem", "do"]
    assert json.loads(json.dumps(found)) == found
    assert "agency" in found[0]["do"]


def test_table_and_csv_have_one_row_a_problem() -> None:
    made = listing([replace(CARD, agency="", problems=("机关不明", "年份不明"))], ZH)
    head, *rows = made.table(None).splitlines()
    assert head.split() == ["文件", "机关", "年份", "问题", "怎么办"]
    assert [row.split()[:4] for row in rows] == [
        ["yunxi.txt", "（不明）", "2018", "机关不明"],
        ["yunxi.txt", "（不明）", "2018", "年份不明"],
    ]
    table = list(csv.DictReader(io.StringIO(made.csv())))
    assert [row["problems"].split("；")[0] for row in table] == ["机关不明", "年份不明"]


def test_nothing_to_look_at_is_said() -> None:
    assert listing([replace(CARD, problems=())], ZH).table(None) == "没有发现需要留意的问题。"
    assert listing([], EN).table(None) == "Nothing to look at was found."
