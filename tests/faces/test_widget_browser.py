"""The help widget on a site of another origin, in a real Chromium: allowed and refused, under a strict content security
policy, beside an old library, on a phone, with the keyboard; the site itself stays as it was."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import fakes
import pytest
from browsing import ROOT, Visit, free_port
from government import COMPUTED, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from staffed import Site as Served

pytestmark = pytest.mark.browser
WIDGET = ROOT / "src" / "nianbao" / "faces" / "widget" / "widget.js"
FOUND = fakes.FOUND.question


@contextmanager
def _visit(
    browser: Browser, site: Site, attributes: str = "", width: int = 1280, height: int = 800, path: str = "/"
) -> Iterator[Visit]:
    site.attributes = attributes
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    reader = Visit(context.new_page())
    reader.page.set_default_timeout(20_000)
    reader.page.on("request", lambda request: reader.requests.append(request.url))
    reader.page.on("pageerror", lambda fault: reader.faults.append(str(fault)))
    reader.page.on("console", lambda message: reader.faults.append(message.text))
    try:
        reader.page.goto(site.origin + path)
        yield reader
    finally:
        context.close()


def _ask(page: Page, question: str) -> None:
    before = page.locator(".a").count()
    page.fill("nianbao-widget textarea", question)
    page.keyboard.press("Enter")
    page.locator(".a").nth(before).wait_for()


def test_an_allowed_site_gets_answers_with_proof_under_its_strict_policy(browser: Browser, site: Site) -> None:
    with _visit(browser, site, 'data-agency="云溪镇"') as reader:
        page = reader.page
        box = page.locator(".fab").bounding_box()
        assert box is not None
        assert (round(1280 - box["x"] - box["width"]), round(800 - box["y"] - box["height"])) == (20, 20)
        page.click(".fab")
        _ask(page, FOUND)
        assert page.inner_text(".big") == "37件"
        assert page.inner_text("blockquote >> nth=0").startswith(fakes.SENTENCE)
        assert page.locator("mark").all_text_contents() == ["37件"]
        assert page.inner_text(".a ul") == "分项合计与总数不一致，请留意。"
        with page.context.expect_page() as opened:
            page.click("cite a")
        span = fakes.span_of(fakes.SENTENCE)
        assert opened.value.url == f"{site.server}report/{'%E4%BA%91%E6%BA%AA%E9%95%87'}-2018#{span.start}-{span.end}"
        page.click(".asks button")
        page.locator(".a.no").wait_for()
        assert page.inner_text(".badge") == "报告没有写"
        assert page.locator(".a.no .big").count() == 0
        assert reader.faults == []


def test_a_site_that_is_not_allowed_gets_nothing_but_a_sentence_and_a_clear_console_line(
    browser: Browser, fake_site: str
) -> None:
    stranger = Site(free_port())
    stranger.server = fake_site
    try:
        with _visit(browser, stranger) as reader:
            reader.page.click(".fab")
            _ask(reader.page, FOUND)
            assert reader.page.inner_text(".a .says") == "本网站还没有获准使用问答服务。"
            assert any("NIANBAO_ORIGINS" in fault and stranger.origin in fault for fault in reader.faults)
            assert "37" not in reader.page.inner_text(".log")
    finally:
        stranger.http.shutdown()


def test_no_request_goes_to_anyone_but_the_site_and_the_server(browser: Browser, site: Site) -> None:
    with _visit(browser, site) as reader:
        reader.page.click(".fab")
        _ask(reader.page, FOUND)
        assert [url for url in reader.requests if not url.startswith((site.origin, site.server))] == []
        assert f"{site.server}api/ask" in reader.requests


def test_the_site_looks_as_it_did_and_its_styles_stay_outside(browser: Browser, site: Site) -> None:
    with _visit(browser, site, path="/bare") as reader:
        before = reader.page.evaluate(COMPUTED)
    with _visit(browser, site) as reader:
        page = reader.page
        page.locator(".fab").wait_for()
        page.click(".fab")
        _ask(page, FOUND)
        page.evaluate("document.querySelectorAll('body script').forEach((each) => each.remove())")
        page.mouse.move(0, 0)
        after = page.evaluate(COMPUTED)
        assert json.loads(after) == json.loads(before)
        size, spacing = page.evaluate(
            "(() => { const s = getComputedStyle(document.querySelector('nianbao-widget').shadowRoot"
            ".querySelector('.says')); return [s.fontSize, s.letterSpacing]; })()"
        )
        assert (size, spacing) == ("15px", "normal")


def test_the_conversation_lasts_for_the_visit_and_no_longer(browser: Browser, site: Site) -> None:
    with _visit(browser, site) as reader:
        page = reader.page
        page.click(".fab")
        _ask(page, "甲")
        page.reload()
        page.locator(".panel").wait_for()
        _ask(page, "我问过什么？")
        assert page.inner_text(".a >> nth=1").endswith("甲")
        page.click("header button:has-text('重新开始')")
        assert page.locator(".a").count() == 0
        _ask(page, "我问过什么？")
        assert "甲" not in page.inner_text(".log")
    with _visit(browser, site) as reader:
        reader.page.click(".fab")
        assert reader.page.locator(".a").count() == 0


def test_a_thread_that_has_expired_begins_anew_without_a_fault(browser: Browser, site: Site) -> None:
    with _visit(browser, site) as reader:
        page = reader.page
        page.click(".fab")
        _ask(page, FOUND)
        page.evaluate(
            "Object.keys(sessionStorage).forEach((k) => sessionStorage.setItem(k, sessionStorage.getItem(k)"
            '.replace(/"conversation":"[^"]*"/, \'"conversation":"long-gone"\')))'
        )
        page.reload()
        _ask(page, FOUND)
        assert page.inner_text(".a >> nth=1 >> .big") == "37件"


def test_the_page_can_open_it_and_ask_through_its_handle(browser: Browser, site: Site) -> None:
    with _visit(browser, site) as reader:
        answer = reader.page.evaluate(f"window.nianbao.ask({json.dumps(FOUND)})")
        assert answer["value"] == 37
        assert reader.page.is_visible(".panel")
        reader.page.evaluate("window.nianbao.close()")
        assert not reader.page.is_visible(".panel")
        reader.page.evaluate("window.nianbao.open()")
        assert reader.page.is_visible(".panel")


def test_attributes_set_title_colour_place_language_greeting_and_questions(browser: Browser, site: Site) -> None:
    attributes = (
        'data-title="问问镇政府" data-color="#8a1c1c" data-position="top-left" data-offset="7,9" data-lang="en" '
        f'data-greeting="你好 <b>x</b>" data-questions="{FOUND}|2030年呢？"'
    )
    with _visit(browser, site, attributes) as reader:
        page = reader.page
        box = page.locator(".fab").bounding_box()
        assert box is not None
        assert (box["x"], box["y"]) == (7, 9)
        assert page.inner_text(".fab") == "问问镇政府"
        colour = "document.querySelector('nianbao-widget').shadowRoot.querySelector('.fab')"
        assert page.evaluate(f"getComputedStyle({colour}).backgroundColor") == "rgb(138, 28, 28)"
        page.click(".fab")
        assert page.inner_text(".hi") == "你好 <b>x</b>"
        assert page.get_attribute("nianbao-widget textarea", "placeholder") == "What would you like to know?"
        page.click(f".asks button:has-text('{FOUND}')")
        page.locator(".big").wait_for()


def test_inline_it_sits_in_an_element_of_the_page(browser: Browser, site: Site) -> None:
    with _visit(browser, site, 'data-inline="#here"') as reader:
        page = reader.page
        assert page.evaluate("document.querySelector('#here > nianbao-widget') !== null")
        assert page.is_visible(".panel")
        assert not page.is_visible(".fab")
        _ask(page, FOUND)
        assert page.inner_text(".big") == "37件"


def test_inline_without_a_place_it_sits_where_its_line_stands(browser: Browser, site: Site) -> None:
    with _visit(browser, site, "data-inline") as reader:
        reader.page.locator(".panel").wait_for()
        assert reader.page.evaluate("document.querySelector('script + nianbao-widget') !== null")


@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_gets_the_whole_screen_and_the_page_does_not_widen(browser: Browser, site: Site, width: int) -> None:
    with _visit(browser, site, width=width, height=640) as reader:
        page = reader.page
        page.click(".fab")
        _ask(page, FOUND)
        box = page.locator(".panel").bounding_box()
        assert box is not None
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, width, 640)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        inner = "document.querySelector('nianbao-widget').shadowRoot.querySelector('.log')"
        assert page.evaluate(f"{inner}.scrollWidth <= {inner}.clientWidth")


def test_the_keyboard_opens_asks_and_closes_and_the_focus_comes_back(browser: Browser, site: Site) -> None:
    with _visit(browser, site) as reader:
        page = reader.page
        page.focus("#own")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.type(FOUND)
        page.keyboard.press("Enter")
        page.locator(".big").wait_for()
        assert page.evaluate("document.querySelector('nianbao-widget').shadowRoot.activeElement.tagName") == "TEXTAREA"
        page.keyboard.press("Escape")
        assert page.evaluate("document.querySelector('nianbao-widget').shadowRoot.activeElement.className") == (
            "fab bottom right"
        )
        assert page.locator("nianbao-widget [role=status]").text_content() == fakes.FOUND.text


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_no_violation_in_the_widget(browser: Browser, site: Site, width: int) -> None:
    with _visit(browser, site, width=width) as reader:
        page = reader.page
        page.goto(f"{site.server}demo")
        page.locator(".fab").wait_for()
        assert reader.violations() == []
        page.click(".fab")
        for question in (FOUND, "朝阳镇收到几件？", "天气？"):
            _ask(page, question)
        assert reader.violations() == []
        assert reader.faults == []


def test_markup_in_answers_is_shown_as_text(browser: Browser, site: Site) -> None:
    with _visit(browser, site) as reader:
        page = reader.page
        page.click(".fab")
        _ask(page, "附注写了什么？")
        assert page.inner_text("blockquote >> nth=0").startswith(f"三、附注 {fakes.EVIL}")
        assert page.locator("nianbao-widget img, nianbao-widget script").count() == 0
        assert reader.faults == []


def test_numbers_behind_characters_outside_the_bmp_are_marked_where_they_stand(browser: Browser, site: Site) -> None:
    with _visit(browser, site) as reader:
        reader.page.click(".fab")
        _ask(reader.page, fakes.PARTS.question)
        assert reader.page.locator("mark").all_text_contents() == ["37件", "30件"]


def test_a_server_that_is_gone_is_said_and_asking_again_works(browser: Browser, site: Site) -> None:
    with _visit(browser, site) as reader:
        page = reader.page
        page.click(".fab")
        page.context.set_offline(True)
        _ask(page, FOUND)
        assert page.inner_text(".a .says") == "暂时连不上服务器，请再试一次。"
        page.context.set_offline(False)
        page.click(".asks button")
        page.locator(".big").wait_for()


def test_who_asks_too_often_is_told_politely_when_to_come_back(browser: Browser, strict_site: Served) -> None:
    page = browser.new_context().new_page()
    try:
        page.goto(f"{strict_site.address}demo")
        page.click(".fab")
        for _ in range(3):  # the site allows two a minute
            _ask(page, FOUND)
        said = page.inner_text(".a >> nth=2 >> .says")
        assert said.startswith("现在提问的人比较多，请过 ")
        assert next(int(word) for word in said.split() if word.isdecimal()) >= 1
    finally:
        page.context.close()


def test_the_widget_is_at_most_eight_kilobytes_as_sent() -> None:
    assert len(gzip.compress(WIDGET.read_bytes(), 6)) <= 8 * 1024


def test_the_site_hands_questions_in_and_the_conversation_opens_as_a_page(browser: Browser, site: Site) -> None:
    with _visit(browser, site) as reader:
        page = reader.page
        page.evaluate("(q) => document.dispatchEvent(new CustomEvent('nianbao:ask', { detail: q }))", FOUND)
        page.locator(".a").nth(0).wait_for()
        page.evaluate(
            """() => {
                const link = document.createElement("a");
                link.href = "#nianbao?q=" + encodeURIComponent("我问过什么？");
                document.body.append(link);
                link.click();
            }"""
        )
        page.locator(".a").nth(1).wait_for()
        assert FOUND in page.inner_text(".a >> nth=1")
        with page.context.expect_page() as opened:
            page.click(".whole")
        opened.value.wait_for_selector(".turn >> nth=1")
        assert opened.value.locator(".turn .big .value").all_inner_texts() == ["37"]
