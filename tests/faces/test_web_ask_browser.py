"""Everything a reader can do with an answer, in a real Chromium: take a chip away, share, copy, print, read in large
type or in English, with the keyboard alone, and when the connection breaks."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import fakes
import pytest
from browsing import LAST, Visit, report_marks, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
FOUND = fakes.FOUND.question


def _focused(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent")
    return name


def _contrast(reader: Visit, selector: str) -> float:
    """Contrast of an element's text against the ground of the page, after WCAG 2.1."""
    ratio: float = reader.page.evaluate(
        """(selector) => {
            const light = (colour) => {
              const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3)
                .map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const text = light(getComputedStyle(document.querySelector(selector)).color);
            const ground = light(getComputedStyle(document.body).backgroundColor);
            return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
        }""",
        selector,
    )
    return ratio


def test_a_chip_taken_away_asks_again_without_it(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.ask(FOUND)
        reader.page.click(".chips li:has-text('机构') button")
        reader.answered(2)
        assert "不看agency" in reader.page.inner_text(LAST + ".says")
        assert reader.page.inner_text(LAST + ".asked").endswith("2018年收到政府信息公开申请是多少？")
        assert reader.page.locator(LAST + ".chips li:has-text('机构')").count() == 0


def test_a_shared_link_opens_with_its_answer_and_every_answer_offers_one(browser: Browser, fake_site: str) -> None:
    with visit(browser, f"{fake_site}?q={quote(FOUND)}", permissions=["clipboard-read", "clipboard-write"]) as reader:
        page = reader.page
        assert page.inner_text(".big .value") == "37"
        page.click("button.share")
        page.wait_for_function("document.querySelector('button.share').textContent === '已复制'")
        assert page.evaluate("navigator.clipboard.readText()") == f"{fake_site}?q={quote(FOUND)}"
        page.click("button.copy")
        page.wait_for_function("document.querySelector('button.copy').textContent === '已复制'")
        place = f"{fake_site}report/{quote(fakes.REPORT.id)}#{fakes.span_of(fakes.SENTENCE).start}-"
        assert place in page.evaluate("navigator.clipboard.readText()")
        assert page.evaluate("navigator.clipboard.readText()").startswith(f"“{fakes.SENTENCE}”（{fakes.REPORT.title}")


def test_a_hostile_shared_link_is_a_question_like_any_other(browser: Browser, fake_site: str) -> None:
    with visit(browser, f"{fake_site}?q={quote(fakes.EVIL)}") as reader:
        assert reader.page.inner_text(".asked").endswith(fakes.EVIL)
        assert reader.page.inner_text(".badge") == "超出范围"


def test_the_years_of_an_agency_are_drawn_with_their_table_and_its_files(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        page = reader.page
        reader.ask(fakes.TREND.question)
        assert page.locator(".line svg .dot").count() == 3
        assert "2020" in (page.text_content(".line svg .axis.x") or "")
        assert page.text_content(".line svg > title") == "收到政府信息公开申请，2018–2021 年的变化"
        assert page.inner_text(".note") == "4 份报告中 3 份写明。"
        assert page.text_content(".silent p") == "云溪镇2018"
        page.click(".data summary")
        assert page.locator(".data tbody tr").all_inner_texts()[1].split() == [
            "云溪镇", "2019", "收到依申请公开件", "41", "件", "看原文",
        ]  # fmt: skip
        assert re.findall(r"pick=([^&]*)", page.get_attribute(".files a:has-text('CSV')", "href") or "") == [
            "r2018.18", "r2019.19", "r2021.21",
        ]  # fmt: skip


def test_the_file_of_an_answer_holds_its_figures_and_no_others(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        page = reader.page
        reader.ask("2018年各镇收到的申请数量排名")
        rows = page.locator(".data tbody tr").count()
        with page.expect_download() as loading:
            page.click(".files a:has-text('CSV')")
        saved = list(csv.DictReader(io.StringIO(loading.value.path().read_text("utf-8-sig"))))
        assert len(saved) == rows >= 2
        assert {(row["metric"], row["year"]) for row in saved} == {("applications_received", "2018")}


def test_english_by_one_switch_keeps_quotations_and_comes_back(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        page = reader.page
        page.click("#nb-lang")
        page.wait_for_url("**/en/**")
        page.wait_for_selector("#send:has-text('Ask')")
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.inner_text("#send") == "Ask"
        reader.ask(FOUND)
        assert page.inner_text(".proof blockquote") == fakes.SENTENCE
        assert page.inner_text(".chips li >> nth=0").split() == ["Agency", "云溪镇", "×"]
        page.click(LAST + ".proof a.open")
        assert report_marks(page) == [fakes.SENTENCE]
        page.click("#nb-lang")
        page.wait_for_selector("#send:has-text('问')")
        assert page.url.rstrip("/") == fake_site.rstrip("/")


def test_large_type_is_larger_has_more_contrast_and_is_remembered(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        page = reader.page
        height = "document.querySelector('.welcome h2').getBoundingClientRect().height"
        before, faint = page.evaluate(height), _contrast(reader, ".welcome p")
        page.click("#nb-large")
        assert page.get_attribute("#nb-large", "aria-pressed") == "true"
        assert page.evaluate(height) > before
        assert _contrast(reader, ".welcome p") > max(faint, 7)
        page.reload()
        page.wait_for_selector(".welcome")
        page.wait_for_selector("#nb-large[aria-pressed=true]")
        assert page.evaluate(height) > before
        page.click("#nb-large")
        assert page.evaluate(height) == before


def test_the_keyboard_alone_asks_opens_the_report_and_comes_back(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site, 360, 740) as reader:
        page = reader.page
        page.keyboard.press("Tab")
        assert _focused(page) == "跳到主要内容"
        page.keyboard.press("Enter")
        seen = [_focused(page)]
        for _ in range(12):
            if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
                break
            page.keyboard.press("Tab")
            seen.append(_focused(page))
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA", seen
        page.keyboard.type(FOUND)
        page.keyboard.press("Enter")
        reader.answered(1)
        page.focus("a.open")
        page.keyboard.press("Enter")
        page.wait_for_selector("#nb-panel-close:focus")
        page.keyboard.press("Escape")
        assert _focused(page) == "看原文"


def test_a_screen_reader_is_told_the_answer(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.ask(FOUND)
        said = reader.page.locator("#nb-said[role=status][aria-live=polite]")
        assert said.text_content() == fakes.FOUND.text


@pytest.mark.parametrize("way", ["desktop", "phone", "dark", "large", "english"])
def test_axe_finds_no_violation_in_the_conversation(browser: Browser, fake_site: str, way: str) -> None:
    width, height = (360, 740) if way == "phone" else (1280, 900)
    site = f"{fake_site}en/" if way == "english" else fake_site
    with visit(browser, site, width, height, color_scheme="dark" if way == "dark" else "light") as reader:
        if way == "large":
            reader.page.click("#nb-large")
        assert reader.violations() == []
        for question in (FOUND, fakes.TREND.question, "朝阳镇收到几件？", "有几件行政复议？", "天气？", "不行"):
            reader.ask(question)
        reader.page.click(LAST + ".asked")
        reader.page.locator("[data-judge=no]").last.click()
        assert reader.violations() == []


def test_a_lost_connection_is_said_and_the_question_asked_again_by_itself(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.page.context.set_offline(True)
        reader.page.fill("#question textarea", FOUND)
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_selector("button.again")
        assert reader.page.inner_text(".turn [role=alert]") == "连接中断了，问题没有送达。"
        reader.page.context.set_offline(False)
        reader.answered(1)
        assert reader.page.inner_text(LAST + ".big .value") == "37"


def test_a_slow_answer_is_waited_for(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.page.fill("#question textarea", "等一等")
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_timeout(5000)
        assert reader.page.locator("button.again").count() == 0
        reader.answered(1)
        assert reader.page.inner_text(LAST + ".badge") == "超出范围"


def test_what_is_printed_is_question_answer_and_proof(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.ask(FOUND)
        reader.page.emulate_media(media="print")
        for shown in (".asked", ".big .value", ".proof blockquote", ".place"):
            assert reader.page.is_visible(shown), shown
        for hidden in ("#box", "#nb-panel", ".top nav", ".tools", ".asks", ".drop"):
            assert not reader.page.is_visible(hidden), hidden
