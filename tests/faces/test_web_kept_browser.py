"""Nothing that was asked is lost: by many questions at once, reloads, restarts, Back, closed tabs, a full storage."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import fakes
import pytest
from browsing import LAST, Visit, free_port, served, visit, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
FOUND = fakes.FOUND.question


@contextmanager
def site(port: int) -> Iterator[str]:
    """A site of its own on the fake desk, which can be stopped."""
    with served([sys.executable, str(Path(__file__).with_name("fake_site.py")), str(port)], port, {}) as address:
        yield address


def send(page: Page, *questions: str) -> None:
    for question in questions:
        page.fill("#question textarea", question)
        page.keyboard.press("Enter")


def said(reader: Visit) -> list[str]:
    """The sentences of all answers."""
    return [" ".join(each.split()) for each in reader.page.locator(".turn .says").all_inner_texts()]


def test_questions_sent_while_another_runs_are_answered_in_their_order(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        send(reader.page, FOUND, "2030年呢？", "我问过什么？")
        reader.answered(3)
        assert said(reader)[2] == f"超出范围{FOUND}；2030年呢？"
        assert reader.page.locator(".turn .asked").count() == 3


def test_a_reload_keeps_the_conversation_and_its_thread(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        send(reader.page, FOUND, "2030年呢？")
        reader.answered(2)
        before = said(reader)
        reader.page.reload()
        reader.answered(2)
        assert said(reader) == before
        reader.ask("我问过什么？")
        assert said(reader)[-1] == f"超出范围{FOUND}；2030年呢？"


def test_a_reload_before_the_answer_came_asks_again_by_itself(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        send(reader.page, FOUND, "2030年呢？")
        reader.page.reload()
        reader.answered(2)
        assert reader.page.locator(".turn").count() == 2
        assert "2030" in said(reader)[1]


def test_a_restart_of_the_server_ends_nothing(browser: Browser) -> None:
    port = free_port()
    with visitor(browser) as reader:
        with site(port) as address:
            reader.page.goto(address)
            reader.ask(FOUND)
        send(reader.page, "2030年呢？", "我问过什么？")
        reader.page.wait_for_selector("button.again")
        with site(port):
            reader.answered(3)
            assert said(reader)[2] == f"超出范围{FOUND}；2030年呢？"
        assert reader.faults == []


def test_back_and_forward_go_through_the_parts_of_the_page(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        page = reader.page
        reader.ask(FOUND)
        page.click("nav [data-tab=browse]")
        page.wait_for_selector("#browse-form")
        page.click("nav [data-tab=check]")
        page.go_back()
        assert page.is_visible("#tab-browse")
        page.go_back()
        assert page.is_visible(LAST + ".big")
        page.go_forward()
        assert page.is_visible("#tab-browse")
        assert not page.is_visible("#tab-ask")


def test_back_from_a_citation_on_a_phone_returns_to_the_answer(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site, 360, 740) as reader:
        page = reader.page
        reader.ask(FOUND)
        page.click(LAST + "a.open")
        page.frame_locator("#nb-panel-frame").locator("mark").first.wait_for()
        assert page.is_visible("#nb-panel")
        page.go_back()
        page.wait_for_function("!document.body.classList.contains('nb-sheet')")
        assert page.is_visible(LAST + ".proof")
        page.click(LAST + "a.open")
        page.click("#nb-panel-close")
        page.wait_for_function("!document.body.classList.contains('nb-sheet')")
        assert page.evaluate("document.activeElement.textContent") == "看原文"


def test_the_report_in_the_same_tab_and_back_is_the_same_conversation(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        page = reader.page
        reader.ask(FOUND)
        page.goto(f"{fake_site}report/{fakes.REPORT.id}")
        page.go_back()
        reader.answered(1)
        assert said(reader) == [fakes.FOUND.text]


def test_a_tab_closed_by_mistake_is_offered_again(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.ask(FOUND)
        reader.page.close()
        reader.page = reader.page.context.new_page()
        reader.page.goto(fake_site)
        reader.page.click("button:has-text('接着刚才的对话（1 个问题）')")
        reader.answered(1)
        assert said(reader) == [fakes.FOUND.text]


def test_clearing_leaves_nothing_behind(browser: Browser, fake_site: str) -> None:
    with visit(browser, f"{fake_site}?q={quote(FOUND)}") as reader:
        reader.page.click("#clear")
        reader.page.wait_for_selector(".welcome")
        reader.page.reload()
        reader.page.wait_for_selector(".welcome")
        assert reader.page.locator(".turn, [data-go-on]").count() == 0


FORBIDDEN = """for (const name of ['sessionStorage', 'localStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_without_storage_it_is_said_and_everything_else_works(browser: Browser, fake_site: str, storage: str) -> None:
    with visitor(browser) as reader:
        reader.page.add_init_script(storage)
        reader.page.goto(fake_site)
        send(reader.page, FOUND, "我问过什么？")
        reader.answered(2)
        assert said(reader)[1] == f"超出范围{FOUND}"
        assert reader.page.inner_text("#nb-kept").startswith("浏览器不让本页保存内容")
        assert reader.faults == []


@pytest.mark.parametrize(
    ("stored", "turns"),
    [
        ("{broken", 0),
        ('{"version": 1, "turns": [{"x": 1}]}', 0),
        (f'{{"version": 0, "turns": [{{"id": "a", "question": "{FOUND}", "html": "<p>old", "counts": true}}]}}', 1),
    ],
)
def test_what_an_older_version_kept_is_asked_again_and_what_is_damaged_is_said(
    browser: Browser, fake_site: str, stored: str, turns: int
) -> None:
    with visitor(browser) as reader:
        reader.page.add_init_script(f"if (!sessionStorage.length) sessionStorage.setItem('nianbao.talk', {stored!r});")
        reader.page.goto(fake_site)
        reader.answered(turns)
        assert reader.page.locator(".turn .big").count() == turns
        assert reader.page.locator("#nb-kept").count() == 1 - turns
        reader.ask(FOUND)
        assert reader.faults == []


def test_two_tabs_of_one_conversation_go_their_own_ways(browser: Browser, fake_site: str) -> None:
    with visit(browser, fake_site) as reader:
        reader.ask(FOUND)
        stored = reader.page.evaluate("sessionStorage.getItem('nianbao.talk')")
        second = Visit(reader.page.context.new_page())
        second.page.add_init_script(f"if (!sessionStorage.length) sessionStorage.setItem('nianbao.talk', {stored!r});")
        second.page.goto(fake_site)
        second.answered(1)
        second.ask("2030年呢？")
        reader.ask("我问过什么？")
        second.ask("我问过什么？")
        assert said(reader)[-1] == f"超出范围{FOUND}"
        assert said(second)[-1] == f"超出范围{FOUND}；2030年呢？"


def test_a_question_typed_before_the_scripts_have_come_is_answered_by_the_form(
    browser: Browser, fake_site: str
) -> None:
    with visitor(browser) as reader:
        reader.page.route("**/ui/*.js", lambda route: route.abort())
        reader.page.goto(fake_site)
        reader.page.fill("#question textarea", FOUND)
        reader.page.click("#send")
        reader.page.wait_for_selector(".turn .big")
        assert reader.page.inner_text(".big .value") == "37"


def test_without_scripts_a_conversation_can_be_held(browser: Browser, fake_site: str) -> None:
    with visitor(browser, java_script_enabled=False) as reader:
        reader.page.goto(fake_site)
        for question in (FOUND, "我问过什么？"):
            reader.page.fill("#question textarea", question)
            reader.page.click("#send")
        assert said(reader) == [fakes.FOUND.text, f"超出范围{FOUND}"]


def test_a_link_with_a_damaged_question_opens_the_page_all_the_same(browser: Browser, fake_site: str) -> None:
    with visitor(browser) as reader:
        for query in ("?q=%ff%fe", f"?q={'长' * 1500}", "?q=", "?x=%00&q=%00"):
            answer = reader.page.goto(fake_site + query)
            assert answer is not None
            assert answer.status == 200
            assert reader.page.is_visible("#question textarea")
            reader.page.evaluate("sessionStorage.clear()")
