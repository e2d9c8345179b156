"""`nianbao reports --problems`: every problem with its report, its kind and what to do about it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import CARD

from nianbao.faces.cli_base import Words
from nianbao.faces.cli_problems import listing, problems_of
from nianbao.faces.render_problems import problem_en
from nianbao.settings import Settings

ZH, EN = Words(lang="zh"), Words(lang="en")
KINDS = {
    "机关不明": "agency_unknown",
    "机关所在地区不明": "place_unknown",
    "年份不明": "year_unknown",
    "标题写2020年，统计期限写2021年": "year_conflict",
    "附加文件写2020年，正文多写2019年": "year_conflict",
    "年份不明：统计期限写2020年，正文多写2021年": "year_unknown",
    "年份把握不大：只有文件名写明，报告里没有写。": "year_doubtful",
    "机关把握不大：只有文件夹写明，报告里没有写。": "agency_doubtful",
    "机关把握不大：“丙丁园”的地区由正文推断。": "agency_doubtful",
    "机关说法不一：标题写甲镇，落款写乙镇。": "agency_conflict",
    "“息镇”少识别了一个生僻字，已按文件名或附属文件补为“息陬镇”。": "name_repaired",
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
    if kind != "other":
        assert re.search("[，。：不没有]", problem_en(sentence) or "。") is None


def test_english_problems_keep_the_names_and_numbers_and_an_unknown_sentence_stays_chinese() -> None:
    assert problem_en("标题写2020年，统计期限写2021年") == "The title says 2020, the period 2021."
    assert problem_en("机关把握不大：只有文件名、文件夹写明，报告里没有写。") == (
        "The agency is doubtful: only the file's name, the folder tells it, not the report."
    )
    assert (
        problem_en("有 2 个标题下没有内容（二、甲；三、乙）。")
        == "Headings with nothing below them: 2 (二、甲；三、乙)."
    )
    assert problem_en("从没见过的一句话") is None
    table = listing([replace(CARD, problems=("年份不明", "从没见过的一句话"))], EN).table(None)
    assert "The year is not known." in table
    assert "从没见过的一句话" in table


def test_the_sentences_of_the_product_are_all_known() -> None:
    """Sentences are written where things are noticed; one whose words change would fall to `other`."""
    source = Path(__file__).parents[2] / "src" / "nianbao"
    text = "".join(path.read_text("utf-8") for path in sorted(source.rglob("*.py")) if "faces" not in path.parts)
    pieces = [
        "机关所在地区不明",
        "年份不明",
        "正文多写",
        "把握不大：只有",
        "机关说法不一：",
        "少识别了一个生僻字",
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


FILES = {
    "a.txt": "我局2020年公开5条，均在网站公开，群众可以查阅。\n",
    "b.txt": "石桥镇人民政府依照条例编制本报告，内容真实，欢迎查阅。\n",
    "c.txt": "甲田镇2020年政府信息公开年报\n一、概述\n认真公开。\n二、主动公开情况\n三、其他\n无。\n",
    "d.txt": "乙田镇2020年政府信息公开年报\n统计期限为2021年1月1日至2021年12月31日。\n认真公开。\n",
    "e1.txt": "丙田镇2020年政府信息公开年报\n一、概述\n公开5条，均在网站公开，并按时答复。\n",
    "e2.txt": "丙田镇2020年政府信息公开年报\n一、概述\n公开5条，均在网站公开，并按时答复。\n二、其他\n无。\n",
    "丁田镇2020.txt": "认真做好公开工作，群众满意度不断提高，各项制度健全。\n",
    "g.txt": "戊田镇2020年政府信息公开年报\n一、概述\n认真公开。\n二、其他\n无。\n己田镇人民政府\n2021年1月5日\n",
    "h.html": "<h1>庚田镇2020年政府信息公开年报</h1><article><p>认真公开，方便查阅。</p><img src=a.png></article>",
}  # fmt: skip


def test_every_kind_of_file_to_look_at_is_listed_from_a_real_index(tmp_path: Path) -> None:
    from nianbao.building import build
    from nianbao.store.library import Library

    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in FILES.items():
        (reports / name).write_text(text, encoding="utf-8")
    build([reports], tmp_path / "index", Settings(model="none"))
    library = Library.open(tmp_path / "index", Settings(model="none"))
    found: dict[str, set[str]] = {}
    for problem in problems_of(library.listed, ZH):
        found.setdefault(problem.card.source, set()).add(problem.kind)
    library.close()
    one_of_two = {found.pop(name) == {"superseded"} for name in ("e1.txt", "e2.txt") if name in found}
    assert one_of_two == {True}
    assert found == {
        "a.txt": {"agency_unknown"},
        "b.txt": {"year_unknown"},
        "c.txt": {"empty_sections"},
        "d.txt": {"year_conflict"},
        "丁田镇2020.txt": {"agency_doubtful", "year_doubtful"},
        "g.txt": {"agency_conflict"},
        "h.html": {"pictures"},
    }
    levels = {card.source: (card.agency_confidence, card.year_confidence) for card in library.listed}
    assert levels["d.txt"] == ("high", "low")
    assert levels["丁田镇2020.txt"] == ("low", "low")
    assert levels["a.txt"] == ("none", "medium")


def test_json_names_report_kind_problem_and_advice() -> None:
    cards = [replace(CARD, problems=()), replace(CARD, id="x", agency="", problems=("机关不明", "年份不明"))]
    found = listing(cards, ZH).json()
    assert [(row["report"], row["kind"], row["problem"]) for row in found] == [
        ("x", "agency_unknown", "机关不明"),
        ("x", "year_unknown", "年份不明"),
    ]
    assert list(found[0]) == ["report", "agency", "year", "source", "kind", "problem", "do", "candidates"]
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
