"""The page as a reader meets it, driven in a real Chromium: on a fake desk, and on a real index of `data/`."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import fakes
import pytest
from browsing import LAST, ROOT, report_marks, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_an_answer_shows_number_quotation_and_warning(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        page = reader.page
        assert page.title() == "年报问答"
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
        reader.ask(fakes.FOUND.question)
        assert page.inner_text(".big .value") == "37"
        assert page.inner_text(".big .unit") == "件"
        assert page.inner_text(".says") == fakes.FOUND.text
        assert page.inner_text(".proof blockquote") == fakes.SENTENCE
        assert page.inner_text(".proof mark") == "37件"
        chips = [chip.replace("\n", " ") for chip in page.locator(".chips li").all_inner_texts()]
        assert chips == ["机构 云溪镇 ×", "年份 2018 沿用 ×", "指标 收到政府信息公开申请 ×"]
        assert page.inner_text(".warnings") == "分项合计与总数不一致，请留意。"
        assert page.input_value("#question textarea") == ""


def test_a_citation_opens_on_the_exact_words_beside_the_answer_and_as_a_link(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.ask(fakes.FOUND.question)
        reader.page.click(LAST + "a.open")
        assert report_marks(reader.page) == [fakes.SENTENCE]
        with reader.page.context.expect_page() as opened:
            reader.page.click(LAST + "a.open", modifiers=["Control"])
        opened.value.wait_for_selector("mark")
        span = fakes.span_of(fakes.SENTENCE)
        assert opened.value.url.endswith(f"#{span.start}-{span.end}")
        assert opened.value.locator("mark").all_text_contents() == [fakes.SENTENCE]


def test_offsets_behind_characters_outside_the_bmp_still_hit(browser: Browser, fake_site: str) -> None:
    span = fakes.span_of("其中网络30件")
    with visit(browser, fake_site) as reader:
        reader.page.goto(f"{fake_site}report/{fakes.REPORT.id}#{span.start}-{span.end}")
        reader.page.wait_for_selector("mark")
        assert reader.page.locator("mark").all_text_contents() == ["其中网络30件"]


def test_the_page_image_of_a_scan_stands_above_its_words_with_their_line_boxed(
    browser: Browser, fake_site: str
) -> None:
    span = fakes.span_of("其中网络30件")
    with visit(browser, fake_site) as reader:
        reader.page.goto(f"{fake_site}report/{fakes.SCANNED.id}#{span.start}-{span.end}")
        reader.page.wait_for_selector("rect.lit")
        assert reader.page.locator(".scan:visible").evaluate_all("all => all.map(one => one.id)") == ["page2"]
        assert reader.page.locator("rect.lit").evaluate_all("all => all.map(box => box.dataset.from)") == [
            str(fakes.span_of(fakes.SENTENCE).start)
        ]
        image, words = (reader.page.locator(which).bounding_box() for which in ("#page2", "mark"))
        assert image is not None
        assert words is not None
        assert image["y"] + image["height"] <= words["y"]
        reader.page.evaluate("location.hash = '#0-3'")
        reader.page.wait_for_selector("#page1:visible")
        assert reader.page.locator(".scan:visible").evaluate_all("all => all.map(one => one.id)") == ["page1"]


def test_a_suggestion_asks_and_the_refusal_looks_like_one(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.page.click("[data-ask]:has-text('多少件申请')")
        reader.answered(1)
        reader.page.click(LAST + "button.suggestion")
        reader.answered(2)
        assert reader.page.inner_text(LAST + ".badge") == "报告没有写"
        assert reader.page.locator(LAST + ".value").count() == 0
        shadows = reader.page.evaluate(
            "[...document.querySelectorAll('.card')].map(c => getComputedStyle(c).boxShadow)"
        )
        assert shadows[0] == "none" != shadows[1]


def test_each_refusal_says_its_kind_and_choices_ask(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        for question, badge in [
            ("2030年呢？", "没有这份报告"),
            ("天气？", "超出范围"),
            ("朝阳镇收到几件？", "请再说具体些"),
        ]:
            reader.ask(question)
            assert reader.page.inner_text(LAST + ".badge") == badge
        reader.page.click(LAST + "button.choice")
        reader.answered(4)
        assert reader.page.inner_text(LAST + ".value") == "37"


def test_markup_in_reports_and_questions_is_shown_as_text(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.ask("附注写了什么？")
        assert reader.page.inner_text(LAST + ".proof blockquote") == f"三、附注 {fakes.EVIL}"
        assert reader.page.inner_text(LAST + "button.suggestion") == fakes.EVIL
        reader.page.click(LAST + "button.suggestion")
        reader.answered(2)
        assert reader.page.inner_text(LAST + ".asked").endswith(fakes.EVIL)
        assert reader.page.locator("#turns img, #turns script").count() == 0
        reader.page.click("a.open >> nth=0")
        assert report_marks(reader.page) == [f"三、附注 {fakes.EVIL}"]


def test_two_visitors_have_two_conversations_and_clearing_forgets(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as one, visit(browser, fake_site) as two:
        one.ask("甲")
        two.ask("乙")
        one.ask("我问过什么？")
        assert one.page.inner_text(LAST + ".says").endswith("甲")
        one.page.click("#clear")
        one.page.wait_for_selector(".welcome")
        one.ask("我问过什么？")
        assert "甲" not in one.page.inner_text(LAST + ".says")


def test_a_question_that_cannot_be_taken_says_what_to_do(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.ask("不行")
        assert reader.page.inner_text("[role=alert] .says") == "没有处理这样问不行，请换一种问法。"


def test_a_phone_scrolls_one_way_and_opens_the_report_as_a_sheet(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site, 360, 740) as reader:
        page = reader.page
        for question in (fakes.FOUND.question, "附注写了什么？", "朝阳镇收到几件？"):
            reader.ask(question)
            assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert page.is_visible("#send")
        assert not page.is_visible("#nb-panel")
        page.click("a.open >> nth=0")
        assert report_marks(page) == [fakes.SENTENCE]
        box = page.locator("#nb-panel").bounding_box()
        assert box is not None
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 740)
        page.keyboard.press("Escape")
        assert not page.is_visible("#nb-panel")
        page.goto(f"{fake_site}report/{fakes.REPORT.id}")
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_page_speaks_to_its_own_server_only(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.ask(fakes.FOUND.question)
        report_marks(reader.page)
        reader.page.goto(f"{fake_site}docs")
        assert len(reader.requests) > 10
        assert reader.strangers(fake_site) == []


def test_real_reports_answer_three_questions_with_proof(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        page = reader.page
        for question, value, words in [
            ("息陬镇2018年收到多少件依申请公开？", "3", "3件"),
            ("息陬镇2018年微信公众号发布了多少条信息？", "526", "526条"),
        ]:
            reader.ask(question)
            assert page.inner_text(LAST + ".value") == value
            assert words in page.inner_text(LAST + ".proof blockquote >> nth=0")
            page.click(LAST + "a.open >> nth=0")
            assert any(words in mark for mark in report_marks(page))
        if os.environ.get("NIANBAO_SCREENSHOT"):
            page.wait_for_timeout(1200)
            page.screenshot(path=ROOT / "docs" / "page.png")
        reader.ask("那2031年呢？")
        assert page.inner_text(LAST + ".badge") == "没有这份报告"
        assert page.locator(LAST + ".value").count() == 0
        assert reader.strangers(real_site) == []


def test_a_real_example_question_is_answered_with_words_of_its_report(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        page = reader.page
        page.click(".welcome [data-ask] >> nth=0")
        reader.answered(1)
        quoted = page.inner_text(LAST + ".proof blockquote >> nth=0")
        page.click(LAST + "a.open >> nth=0")
        shown = "".join(report_marks(page))
        assert re.sub(r"\s|\|", "", quoted) == re.sub(r"\s|\|", "", shown)
