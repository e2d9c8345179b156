"""A saved page tells when and where it was published; what is not certain stays unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao import parsing
from nianbao.reading import html, read
from nianbao.reading.html_meta import iso_day, web_address

BODY = "<h1>甲镇2019年政府信息公开年度报告</h1><p>2019年主动公开政府信息132条。</p>"
AT = "https://www.jia.gov.cn/art/2020/1/17/art_1_2.html"


def content(head: str, body: str = "") -> html.Content:
    return html.content(f"<!doctype html><html><head>{head}</head><body>{body}{BODY}</body>".encode(), "a.html")


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="PubDate" content="2020-01-17 09:30">', "", "2020-01-17"),
        ('<meta name="pubdate" content="2020/1/7">', "", "2020-01-07"),
        ('<meta property="article:published_time" content="2020-01-17T09:30:00+08:00">', "", "2020-01-17"),
        ('<meta name="DCTERMS.issued" content="20200117">', "", "2020-01-17"),
        ("", "<div>发布时间：2020年1月17日 浏览次数：3</div>", "2020-01-17"),
        ('<meta name="PubDate" content="2020-01-17">', "<div>发布时间：2021-02-03</div>", "2020-01-17"),
        ('<meta name="PubDate" content="2020-13-17">', "", None),
        ('<meta name="PubDate" content="1970-01-01">', "", None),
        ('<meta name="PubDate" content="">', "", None),
        ("", "<p>发布时间：2020-01-17</p><p>发布时间：2021-01-17</p>", None),
        ('<meta name="others" content="2020-01-17">', "<p>2020-01-17</p>", None),
    ],
)
def test_the_publishing_date_is_that_of_the_metadata_else_of_the_labelled_line(
    head: str, body: str, day: str | None
) -> None:
    assert content(head, body).published == day


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (f'<link rel="canonical" href="{AT}">', AT),
        (f'<meta property="og:url" content="{AT}">', AT),
        (f'<meta name="Url" content="{AT}">', AT),
        (f'<!-- saved from url=({len(AT):04}){AT} --><meta name="Url" content="http://b.cn/x">', AT),
        ('<meta name="Url" content="/art/2020/1/17/art_1_2.html">', None),
        ('<link rel="canonical" href="https://www.jia.gov.cn/">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="file:///etc/passwd">', None),
        ('<link rel="canonical" href="https://user:pw@jia.gov.cn/a">', None),
        ('<link rel="canonical" href="https://[jia/a">', None),
    ],
)
def test_the_address_is_an_absolute_one_of_the_page_itself(head: str, url: str | None) -> None:
    assert content(head).url == url


def test_a_title_in_open_graph_counts_as_one_in_the_metadata() -> None:
    page = '<meta property="og:title" content="乙镇2018年政府信息公开年度报告"><title>乙镇</title><p>公开132条。</p>'
    assert html.content(page.encode(), "a.html").title == "乙镇2018年政府信息公开年度报告"


def test_a_page_saved_as_one_file_tells_where_it_was(tmp_path: Path) -> None:
    head = f"From: <Saved>\r\nSnapshot-Content-Location: {AT}\r\nMIME-Version: 1.0\r\n"
    (tmp_path / "a.mht").write_bytes(f"{head}Content-Type: text/html; charset=utf-8\r\n\r\n<html>{BODY}".encode())
    assert read(tmp_path / "a.mht", max_bytes=1 << 20).url == AT


def test_the_report_carries_both_and_the_side_file_wins(tmp_path: Path) -> None:
    head = f'<meta name="PubDate" content="2020-01-17"><link rel="canonical" href="{AT}">'
    (tmp_path / "a.html").write_text(f"<html><head><meta charset=utf-8>{head}</head><body>{BODY}", "utf-8")
    report = parsing.parse(read(tmp_path / "a.html", max_bytes=1 << 20))
    assert (report.published, report.url, report.year) == ("2020-01-17", AT, 2019)
    (tmp_path / "a.json").write_text('{"published": "2020-02-02", "url": "http://b.cn/1"}', "utf-8")
    report = parsing.parse(read(tmp_path / "a.html", max_bytes=1 << 20))
    assert (report.published, report.url) == ("2020-02-02", "http://b.cn/1")


def test_a_posting_date_never_gives_the_year_and_one_before_the_year_is_not_believed(tmp_path: Path) -> None:
    page = '<html><head><meta charset=utf-8><meta name="PubDate" content="2016-01-17"></head><body>'
    (tmp_path / "a.html").write_text(f"{page}{BODY}", "utf-8")
    report = parsing.parse(read(tmp_path / "a.html", max_bytes=1 << 20))
    assert (report.published, report.year) == (None, 2019)
    (tmp_path / "b.html").write_text(f"{page}<p>甲镇政府信息公开年度报告</p><p>主动公开132条。</p>", "utf-8")
    report = parsing.parse(read(tmp_path / "b.html", max_bytes=1 << 20))
    assert (report.published, report.year) == ("2016-01-17", None)


@given(st.text(max_size=60))
def test_whatever_stands_there_a_date_is_a_date_and_an_address_an_address(written: str) -> None:
    day, address = iso_day(written), web_address(written)
    assert day is None or len(day) == 10
    assert address is None or address.lower().startswith(("http://", "https://"))
