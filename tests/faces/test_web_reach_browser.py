"""Everybody gets through: small windows, slow lines, assistive technology, old browsers, the English page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import fakes
import pytest
from browsing import LAST, Visit, visit, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
FOUND = fakes.FOUND.question
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
CHINESE = re.compile(r"[\u4e00-\u9fff]{1,40}")


def every_violation(reader: Visit) -> list[str]:
    """What axe finds with all its rules."""
    from axe_playwright_python.sync_playwright import Axe

    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in Axe().run(reader.page).response["violations"]]


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_moves_while_the_page_comes(browser: Browser, fake_site: str, width: int) -> None:
    with visitor(browser, width, 800) as reader:
        reader.page.add_init_script(SHIFTS)
        reader.page.goto(fake_site)
        reader.page.wait_for_load_state("networkidle")
        assert reader.page.evaluate("window.shifted") <= 0.05


def test_on_a_slow_line_the_box_is_usable_within_four_seconds(browser: Browser, fake_site: str) -> None:
    with visitor(browser, 360, 740) as reader:
        line = reader.page.context.new_cdp_session(reader.page)
        slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
        line.send("Network.emulateNetworkConditions", slow)
        reader.page.goto(fake_site, wait_until="commit")
        reader.page.fill("#question textarea", FOUND, timeout=4000)
        reader.page.click("#send", timeout=4000)
        reader.page.wait_for_selector(".turn .big")
        assert reader.page.inner_text(".big .value") == "37"


def test_at_four_hundred_percent_the_answer_is_not_hidden(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site, 320, 256) as reader:
        page = reader.page
        reader.ask(FOUND)
        page.locator(LAST + ".says").scroll_into_view_if_needed()
        over = page.evaluate(
            """(selector) => {
                const says = document.querySelector(selector).getBoundingClientRect();
                const found = document.elementFromPoint(says.left + 10, says.top + 6);
                return Boolean(found?.closest("#box"));
            }""",
            LAST + ".says",
        )
        assert not over
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [360, 1280])
def test_everything_that_is_pressed_is_large_enough(browser: Browser, fake_site: str, width: int) -> None:
    with visit(browser, fake_site, width, 800) as reader:
        reader.ask(FOUND)
        reader.ask(fakes.TREND.question)
        small = reader.page.evaluate(
            """() => [...document.querySelectorAll("a, button, summary, select, input")].filter((each) => {
                const box = each.getBoundingClientRect();
                return each.checkVisibility() && box.width && !each.closest(".skip, gradio-app")
                  && (box.width < 23.5 || box.height < 23.5);
            }).map((each) => each.outerHTML.slice(0, 120))"""
        )
        assert small == []


@pytest.mark.parametrize("tab", ["ask", "browse", "compare", "check"])
def test_axe_finds_nothing_with_any_rule_in_any_part(browser: Browser, real_site: str, tab: str) -> None:
    with visit(browser, f"{real_site}#{tab}") as reader:
        if tab == "ask":
            reader.ask("洪泽区2023年申请办理结果的构成")
            reader.page.click("#keep summary")
        else:
            ready = {"browse": "#browse-shown table", "compare": "#compare-form", "check": "#nb-check .pick"}[tab]
            reader.page.wait_for_selector(ready)
        assert every_violation(reader) == []


def test_the_live_region_says_one_sentence(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.ask(FOUND)
        assert reader.page.text_content("#nb-said") == fakes.FOUND.text
        assert reader.page.locator("#tab-ask [role=status]:not(:empty), #tab-ask [aria-live]:not(:empty)").count() == 1


def test_a_browser_without_modules_of_scripts_still_asks(browser: Browser, fake_site: str) -> None:
    """Of 2021: no `AbortSignal.timeout`, no `Array.at`, no `structuredClone`, no modules."""
    with visitor(browser) as reader:
        reader.page.add_init_script(
            "delete AbortSignal.timeout; delete Array.prototype.at; delete window.structuredClone;"
            "delete Array.prototype.findLast; delete Element.prototype.checkVisibility; delete Object.hasOwn;"
        )
        reader.page.route("**/assets/**", lambda route: route.abort())
        reader.page.goto(fake_site)
        reader.ask(FOUND)
        reader.ask(fakes.TREND.question)
        assert reader.faults == []


def test_the_english_page_is_english_but_for_what_reports_say(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}en/") as reader:
        page = reader.page
        chrome = page.evaluate(
            """() => {
                const copy = document.body.cloneNode(true);
                const others = "gradio-app, template, [lang^=zh], .welcome button";
                copy.querySelectorAll(others).forEach((each) => each.remove());
                return copy.textContent;
            }"""
        )
        assert CHINESE.findall(chrome) == []
        reader.ask("息陬镇2018年收到多少件依申请公开？")
        says = page.inner_text(LAST + ".says")
        assert "3" in says
        own = re.sub(r"[“\"].{0,300}[”\"]", "", says)  # the report is quoted in its language
        assert set(CHINESE.findall(own)) <= {"息陬镇", "件"}
        chips = page.locator(LAST + ".chips li").all_inner_texts()
        assert all(CHINESE.findall(chip) in ([], ["息陬镇"]) for chip in chips)
