"""The help widget in Firefox: on a site of another origin under its strict policy, refused, inline, by the keyboard;
the site itself stays as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import fakes
import pytest
from browsing import free_port
from firefox import Reader, reading
from government import COMPUTED, Site

if TYPE_CHECKING:
    from marionette_driver.marionette import Marionette

pytestmark = pytest.mark.browser
WIDGET = "nianbao-widget"
FOUND = fakes.FOUND.question
FOCUSED = f"document.querySelector('{WIDGET}').shadowRoot.activeElement?"
ENTER, TAB, ESCAPE = "\ue007", "\ue004", "\ue00c"


def _opened(reader: Reader, site: Site, attributes: str = "", path: str = "/") -> Reader:
    site.attributes = attributes
    reader.go(site.origin + path)
    return reader


def _ask(reader: Reader, question: str) -> None:
    before = len(reader.all(".a", WIDGET))
    reader.one("textarea", WIDGET).send_keys(question, ENTER)
    reader.until(f"document.querySelector('{WIDGET}').shadowRoot.querySelectorAll('.a').length > {before}")


def test_the_mouse_opens_it_and_the_answer_links_to_its_words(firefox: Marionette, site: Site) -> None:
    with reading(firefox) as tab:
        reader = _opened(tab, site, 'data-agency="云溪镇"')
        reader.one(".fab", WIDGET).click()
        _ask(reader, FOUND)
        assert reader.words(".big", WIDGET) == "37件"
        assert reader.words("blockquote", WIDGET).startswith(fakes.SENTENCE)
        assert [mark.text for mark in reader.all("mark", WIDGET)] == ["37件"]
        span = fakes.span_of(fakes.SENTENCE)
        link = str(reader.one("cite a", WIDGET).get_property("href"))
        assert link == f"{site.server}report/{quote('云溪镇')}-2018#{span.start}-{span.end}"
        assert f"{site.server}api/ask" in (asked := reader.requests())
        assert [url for url in asked if not url.startswith((site.origin, site.server))] == []
        assert reader.console() == []
        reader.go(link)
        assert reader.words("mark") == fakes.SENTENCE


def test_the_keyboard_opens_asks_and_closes_and_the_focus_comes_back(firefox: Marionette, site: Site) -> None:
    with reading(firefox) as tab:
        reader = _opened(tab, site)
        reader.one(".fab", WIDGET)
        reader.run("document.querySelector('#own').focus()")
        reader.press(TAB, ENTER)
        reader.press(*FOUND)
        reader.press(ENTER)
        assert reader.words(".big", WIDGET) == "37件"
        assert reader.until(f"{FOCUSED}.tagName") == "TEXTAREA"
        reader.press(ESCAPE)
        assert reader.until(f"{FOCUSED}.className") == "fab bottom right"
        assert not reader.one(".panel", WIDGET).is_displayed()


def test_a_refused_origin_gets_a_sentence_and_its_owner_a_console_line(firefox: Marionette, fake_site: str) -> None:
    stranger = Site(free_port())
    stranger.server = fake_site
    try:
        with reading(firefox) as tab:
            reader = _opened(tab, stranger)
            reader.one(".fab", WIDGET).click()
            _ask(reader, FOUND)
            assert reader.words(".a .says", WIDGET) == "本网站还没有获准使用问答服务。"
            assert "37" not in reader.words(".log", WIDGET)
            [line] = reader.console()
            assert "NIANBAO_ORIGINS" in line
            assert stranger.origin in line
    finally:
        stranger.http.shutdown()


def test_the_site_looks_as_it_did(firefox: Marionette, site: Site) -> None:
    with reading(firefox) as tab:
        before = _opened(tab, site, path="/bare").run(f"return ({COMPUTED})()")
        reader = _opened(tab, site)
        reader.one(".fab", WIDGET).click()
        _ask(reader, FOUND)
        reader.run("document.querySelectorAll('body script').forEach((each) => each.remove())")
        assert json.loads(reader.run(f"return ({COMPUTED})()")) == json.loads(before)
        says = reader.one(".says", WIDGET)
        assert says.value_of_css_property("font-size") == "15px"
        assert says.value_of_css_property("letter-spacing") == "normal"


def test_the_conversation_lasts_for_the_visit_and_no_longer(firefox: Marionette, site: Site) -> None:
    with reading(firefox) as tab:
        reader = _opened(tab, site)
        reader.one(".fab", WIDGET).click()
        _ask(reader, "甲")
        firefox.refresh()
        reader.one(".panel:not([hidden])", WIDGET)
        _ask(reader, "我问过什么？")
        assert reader.all(".a", WIDGET)[1].text.endswith("甲")
    with reading(firefox) as tab:
        reader = _opened(tab, site)
        reader.one(".fab", WIDGET).click()
        assert reader.all(".a", WIDGET) == []


def test_inline_it_sits_in_an_element_of_the_page(firefox: Marionette, site: Site) -> None:
    with reading(firefox) as tab:
        reader = _opened(tab, site, 'data-inline="#here"')
        assert reader.one(".panel", WIDGET).is_displayed()
        assert not reader.one(".fab", WIDGET).is_displayed()
        assert reader.run(f"return document.querySelector('{WIDGET}').parentElement.id") == "here"
        _ask(reader, FOUND)
        assert reader.words(".big", WIDGET) == "37件"


def test_the_demo_page_of_the_server_answers(firefox: Marionette, site: Site) -> None:
    with reading(firefox) as reader:
        reader.go(f"{site.server}demo")
        reader.one(".fab", WIDGET).click()
        _ask(reader, FOUND)
        assert reader.words(".big", WIDGET) == "37件"
        assert reader.strangers(site.server) == []
        assert reader.console() == []
