"""Answers as Markdown: whatever the words are, a Markdown reader shows exactly them."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import fakes
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nianbao.faces.render_markdown import absolute, answer_markdown, markdown

_READER = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
_WORDS = st.text(st.sampled_from(list("一件3.1)#-+=*_[]()<>!&|~`\\$x:/ \n")), max_size=60)


@given(words=_WORDS)
def test_words_are_shown_as_they_are(words: str) -> None:
    """No character becomes markup: shown without spaces, the text is the text."""
    shown = _READER.render("甲" + markdown(words) + "乙")
    assert set(re.findall(r"</?(\w+)", shown)) <= {"p", "br"}
    assert "".join(html.unescape(re.sub(r"<[^>]+>", "", shown)).split()) == "".join(f"甲{words}乙".split())


@given(words=_WORDS)
def test_the_first_word_of_a_line_opens_nothing(words: str) -> None:
    shown = _READER.render(markdown(words.strip()))
    assert set(re.findall(r"</?(\w+)", shown)) <= {"p", "br"}


def test_a_citation_is_numbered_quoted_and_linked() -> None:
    text = answer_markdown(fakes.FOUND, "https://www.example.gov.cn/nianbao")
    place = fakes.span_of(fakes.SENTENCE)
    link = f"https://www.example.gov.cn/nianbao/report/%E4%BA%91%E6%BA%AA%E9%95%87-2018#{place.start}-{place.end}"
    assert f"1. “{fakes.SENTENCE}” [云溪镇2018年政府信息公开工作年度报告 › 二、依申请公开情况]({link})" in text
    assert "注意：\n\n- 分项合计与总数不一致，请留意。" in text


def test_choices_are_listed() -> None:
    asked_back = fakes.ANSWERS["朝阳镇收到几件？"]
    assert answer_markdown(asked_back, "x").endswith("您想问的是：\n\n- 云溪镇2018年收到多少件申请？")


def test_only_web_addresses_become_links_and_cannot_break_out() -> None:
    assert absolute("javascript:alert(1)", "https://a.cn") is None
    assert (
        absolute("/report/x#1-2", "https://a.cn/)[b](https://c.cn/")
        == "https://a.cn/%29[b]%28https://c.cn/report/x#1-2"
    )
    evil = replace(fakes.citation(), report=None, url='https://a.cn/"><script>')
    text = answer_markdown(replace(fakes.FOUND, citations=(evil,)), "https://a.cn")
    assert "https://a.cn/%22%3E%3Cscript%3E" in text
