"""The page in Firefox: a question, its number and its proof; figures browsed by a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fakes
import pytest
from browsing import LAST
from firefox import reading

if TYPE_CHECKING:
    from marionette_driver.marionette import Marionette

pytestmark = pytest.mark.browser
ENTER = "\ue007"


def test_a_question_gets_its_number_and_the_citation_opens_on_the_words(firefox: Marionette, fake_site: str) -> None:
    with reading(firefox) as reader:
        reader.go(fake_site)
        reader.one(".welcome")
        reader.one("#question textarea").send_keys(fakes.FOUND.question, ENTER)
        assert reader.words(LAST + ".big .value") == "37"
        assert reader.words(LAST + ".big .unit") == "件"
        assert reader.words(LAST + ".proof blockquote") == fakes.SENTENCE
        assert reader.words(LAST + ".proof mark") == "37件"
        reader.one(LAST + "a.open").click()
        frame = "document.querySelector('#nb-panel-frame')"
        assert reader.until(f"{frame}?.contentDocument?.querySelector('mark')?.textContent") == fakes.SENTENCE
        assert reader.strangers(fake_site) == []


def test_browsing_narrows_to_the_year_chosen_and_keeps_it_in_the_address(firefox: Marionette, real_site: str) -> None:
    with reading(firefox) as reader:
        reader.go(f"{real_site}#browse")
        reader.one("#browse-shown tbody tr")
        reader.run(
            "const year = document.querySelector('select[name=year]'); year.value = '2023';"
            "year.dispatchEvent(new Event('change', { bubbles: true }))"
        )
        reader.until("location.href.includes('year=2023')")
        years = "[...document.querySelectorAll('#browse-shown tbody tr > :nth-child(2)')].map((e) => e.textContent)"
        reader.until(f"{years}.length > 0 && {years}.every((e) => e === '2023')")
        reader.one("input[name=words]").send_keys("行政许可", ENTER)
        reader.until("!document.querySelector('#browse-shown').hasAttribute('aria-busy')")
        shown = "[...document.querySelectorAll('#browse-shown tbody tr')].map((e) => e.textContent)"
        reader.until(f"{shown}.length > 0 && {shown}.every((e) => e.includes('行政许可') && e.includes('2023'))")
        assert reader.strangers(real_site) == []
