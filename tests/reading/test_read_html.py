"""Web pages: content kept, furniture dropped, tables placed."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from nianbao.errors import Unreadable
from nianbao.model import Block, TableBlock, TextBlock
from nianbao.reading import html

REPORT = (
    "<p>　　根据<span>《条例</span><span>》</span>编制，主动公开政府\n信息132条。</p><h2>一、申请</h2>"
    "<p>未收到公开申请。</p><p>二、其他<br>无。</p>"
)
WORDS = ["根据《条例》编制，主动公开政府信息132条。", "一、申请", "未收到公开申请。", "二、其他", "无。"]
NOISE = (
    "<div class=crumb>首页 &gt; 政府信息公开 &gt; 甲镇</div><div>您现在的位置：首页 / 年报</div>"
    "<div>来源：办公室　浏览次数：318</div><p>字体：<a href=#>大</a> <a href=#>中</a></p><p>打印本页　关闭窗口</p>"
)


def test_the_breadcrumb_is_kept_as_steps_beside_the_content() -> None:
    page = f"<body>{NOISE}<div id=zoom>{REPORT}</div>"
    assert html.content(page.encode(), "a.html").trail == ("首页", "政府信息公开", "甲镇")
    assert html.content(f"<body><article>{REPORT}".encode(), "a.html").trail == ()


def texts(page: str) -> list[str]:
    return [b.text for b in blocks(page) if isinstance(b, TextBlock)]


def blocks(page: str) -> tuple[Block, ...]:
    return html.content(page.encode(), "a.html").blocks


def tables(page: str) -> list[TableBlock]:
    return [b for b in blocks(page) if isinstance(b, TableBlock)]


@pytest.mark.parametrize(
    "page",
    [
        f"<body>{NOISE}<div id=zoom>{REPORT}</div><div class=foot><p>主办：甲镇　备案 12345</p></div>",
        f"<body>{NOISE}<div class='xx TRS_Editor'>{REPORT}</div>",
        f"<body><nav>公开目录</nav><header>甲镇公开网</header><article>{REPORT}</article><footer>电话。公开</footer>",
        f"<body>{NOISE}<form><table><tr><td>{REPORT}</td></tr></table></form>",
        f"<body>{NOISE}<div><div>{REPORT}</div><ul><li><a href=x>2017年公开年报。</a></li></ul></div>",
        f"<body><div style='display: none'>公开999条。</div><p hidden>公开。</p>{NOISE}{REPORT}<script>公</script>",
    ],
    ids=["zoom", "trs", "html5", "layout table", "density", "hidden"],
)
def test_only_the_report_is_left_of_a_page(page: str) -> None:
    assert [t for t in texts(page) if t != "2017年公开年报。"] == WORDS


def test_a_report_that_continues_outside_the_known_container_is_not_cut() -> None:
    page = f"<body><div id=zoom>{REPORT}</div><div><p>三、改进</p><p>加强培训。</p><p>2019年1月20日</p></div>"
    assert texts(page) == [*WORDS, "三、改进", "加强培训。", "2019年1月20日"]


def test_a_table_of_numbers_outside_the_known_container_is_not_lost() -> None:
    rows = "".join(f"<tr><td>行政规范性文件制发的数量{n}</td><td>{n}</td></tr>" for n in range(4))
    page = f"<body><div><div id=zoom>{REPORT}</div><table>{rows}</table></div>"
    assert [c.text for c in tables(page)[0].cells][1::2] == ["0", "1", "2", "3"]


def test_a_hidden_element_that_holds_the_report_is_read() -> None:
    assert texts(f"<body><p>加载中</p><div style='display:none'>{REPORT}</div>")[-5:] == WORDS


def test_sentences_and_items_that_speak_of_views_stay() -> None:
    page = "<body><p>2.网站访问量：526次</p><p>网站浏览次数达29260次。</p><p>办公位置：临溪路1号</p><p>微信</p>"
    assert texts(page) == ["2.网站访问量：526次", "网站浏览次数达29260次。", "办公位置：临溪路1号", "微信"]


def test_rowspan_and_colspan_are_placed_and_cut_to_the_table() -> None:
    page = (
        "<table><tr><th rowspan=99 colspan=2>甲</th><td>乙</td></tr>"
        "<tr><td colspan=99999999>1</td></tr><tr><td rowspan=0>2</td><td colspan=x>3</td></tr></table>"
    )
    (block,) = tables(page)
    places = [(c.text, c.row, c.column, c.rows, c.columns) for c in block.cells]
    assert places == [("甲", 0, 0, 3, 2), ("乙", 0, 2, 1, 1), ("1", 1, 2, 1, 64), ("2", 2, 2, 1, 1), ("3", 2, 3, 1, 1)]


def test_rowspan_nought_reaches_to_the_end_of_the_table() -> None:
    (block,) = tables("<table><tr><td rowspan=0>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr></table>")
    assert [(c.text, c.rows, c.column) for c in block.cells] == [("甲", 3, 0), ("1", 1, 1), ("2", 1, 1), ("3", 1, 1)]


def test_a_cell_is_one_line_and_numbers_in_it_stay_apart() -> None:
    page = "<table><tr><td><p>本年新<br>制作</p><p>数量</p></td><td>1<br>2</td><td> </td></tr></table>"
    assert [c.text for c in tables(page)[0].cells] == ["本年新制作数量", "1 2", ""]


def test_a_table_around_a_table_is_layout_and_order_is_kept() -> None:
    page = f"<table><tr><td>{REPORT}<table><tr><td>规章</td><td>0</td></tr></table><p>完</p></td></tr></table>"
    kinds = [b.text if isinstance(b, TextBlock) else [c.text for c in b.cells] for b in blocks(page)]
    assert kinds == [*WORDS, ["规章", "0"], "完"]


def test_readings_beside_characters_are_not_text() -> None:
    assert texts("<p>息<ruby>陬<rp>(</rp><rt>zōu</rt><rp>)</rp></ruby>镇</p>") == ["息陬镇"]


def test_preformatted_lines_are_lines() -> None:
    assert texts("<pre>一、概述\n  公开132条。\n</pre>") == ["一、概述", "公开132条。"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>甲镇2018年政府信息公开年度报告_青溪县政府网</title>", "甲镇2018年政府信息公开年度报告"),
        ("<meta name=ArticleTitle content='甲镇2018年年报'><title>青溪县</title>", "甲镇2018年年报"),
        ("<title>青溪县</title>", "青溪县"),
        ("", None),
    ],
)
def test_the_title_is_what_reads_like_one(head: str, title: str | None) -> None:
    assert html.content(f"<head>{head}</head><body>{REPORT}".encode(), "a.html").title == title


def test_a_heading_of_the_site_does_not_beat_the_title_of_the_article() -> None:
    page = "<title>甲镇2018年年度报告</title><body><h1>政府信息公开</h1><p>文</p>"
    assert html.content(page.encode(), "a.html").title == "甲镇2018年年度报告"


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", ""])
def test_gbk_pages_are_read_whatever_they_declare(declared: str) -> None:
    meta = f"<meta http-equiv=Content-Type content='text/html; charset={declared}'>" if declared else ""
    content = html.content(f"<html>{meta}<body>{REPORT}".encode("gb18030"), "a.html")
    assert [b.text for b in content.blocks if isinstance(b, TextBlock)] == WORDS


def test_pictures_without_any_table_are_a_noted_problem() -> None:
    content = html.content(f"<body>{REPORT}<img src=t.png>".encode(), "a.html")
    assert content.unread == ("文件里有 1 张图片而没有表格；图片里的文字和表格没有读取。",)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["<div>公", "<table><tr><td>", "<b>", "<!--", "<p>一、", "<td rowspan=9999 colspan=9999>1"]
)
def test_hostile_pages_end_soon(unit: str) -> None:
    start = time.process_time()
    with suppress(Unreadable):
        html.content((unit * 5000).encode(), "a.html")
    assert time.process_time() - start < 8


def test_a_page_nested_beyond_reason_is_refused_and_a_deep_one_read() -> None:
    assert texts("<div>" * 400 + REPORT) == WORDS
    with pytest.raises(Unreadable) as caught:
        html.content(("<div>" * 2000 + REPORT).encode(), "甲.html")
    assert "“甲.html”的网页标签嵌套过深" in caught.value.zh


def test_raised_numbers_of_notes_lengthen_no_number_and_struck_words_go() -> None:
    assert texts("<body><p>收到申请12<sup>1</sup>件，公开<s>15</s><del>16</del>17条，面积3m<sup>2</sup>。</p>") == [
        "收到申请12¹件，公开17条，面积3m²。"
    ]
    through, above = "text-decoration: line-through", "vertical-align:super"
    styled = f"<p>收到<span style='{through}'>5</span>6件<span style='{above}'>[2]</span>。</p>"
    assert texts(f"<body>{styled}") == ["收到6件[²]。"]
    [table] = tables("<body><table><tr><td>规章<td>12<sup>1</sup><tr><td>其他<td><strike>3</strike>4</table>")
    assert [c.text for c in table.cells] == ["规章", "12¹", "其他", "4"]


def test_a_picture_under_the_heading_of_a_table_is_named_beside_other_tables() -> None:
    table = "<table><tr><td>规章<td>3<tr><td>文件<td>4</table>"
    heading = "三、收到和处理政府信息公开申请情况"
    page = f"<body>{REPORT}<p>一、主动公开政府信息情况</p>{table}<p>{heading}</p><p><img src=t.png></p><p>结束。</p>"
    assert html.content(page.encode(), "a.html").unread == (f"“{heading}”下面是图片，图片里的文字和表格没有读取。",)
    page = f"<body>{REPORT}<p>{heading}</p><p><img src=line.png></p>{table}"
    assert html.content(page.encode(), "a.html").unread == ()


def test_numbers_filled_into_fields_of_a_form_are_read_and_other_fields_are_not() -> None:
    fields = "<input value=12>件，<input type=hidden value=99><select><option>1<option selected>2</select>条"
    assert texts(f"<body><p>收到申请{fields}，<textarea>3</textarea>次<input value=请输入关键词>。</p>") == [
        "收到申请12件，2条，3次。"
    ]


def test_files_shown_in_frames_are_named_as_unread() -> None:
    page = f"<body>{REPORT}<iframe src='/a/年报.pdf'></iframe><iframe src='count.html'></iframe>"
    assert html.content(page.encode(), "a.html").unread == ("有 1 个嵌入的网页或文件没有读取。",)
