"""浏览 in a real Chromium on an index of `data/`: filters, order, pages, the address, files, the words of a row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from browsing import Visit, report_marks, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def _shown(page: Page, words: str) -> None:
    """Wait until the results are those of the present state, with these words in their head."""
    page.wait_for_selector("#browse-shown:not([aria-busy]) [data-said]")
    page.wait_for_function(
        "(words) => document.querySelector('#browse-shown [data-said]')?.textContent.includes(words)"
        " && !document.querySelector('#browse-shown').hasAttribute('aria-busy')",
        arg=words,
    )


def _column(page: Page, number: int) -> list[str]:
    return page.locator(f"#browse-shown tbody tr > :nth-child({number})").all_inner_texts()


def _opened(reader: Visit) -> Page:
    _shown(reader.page, "第 1–50 条")
    return reader.page


def test_filters_narrow_what_is_shown_and_are_kept_in_the_address(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#browse") as reader:
        page = _opened(reader)
        page.click("#browse-form .nb-picker summary")
        page.fill("#browse-form [data-find]", "洪泽")
        page.click("#browse-form [data-place='江苏省/淮安市/洪泽区']")
        page.wait_for_function("document.querySelector('.nb-picker [data-shown]').textContent === '洪泽区'")
        page.select_option("select[name=year]", "2023")
        page.wait_for_url("**year=2023")
        page.fill("input[name=words]", "行政许可")
        page.keyboard.press("Enter")
        page.wait_for_url("**words=*")
        _shown(page, "第 1–")
        assert set(_column(page, 1)) == {"洪泽区"}
        assert set(_column(page, 2)) == {"2023"}
        assert all("行政许可" in name + words for name, words in zip(_column(page, 5), _column(page, 6), strict=True))
        address = page.url
    with visit(browser, address) as other:
        _shown(other.page, "第 1–")
        assert set(_column(other.page, 1)) == {"洪泽区"}
        assert other.page.input_value("select[name=year]") == "2023"
        assert other.page.input_value("input[name=words]") == "行政许可"
        assert other.page.inner_text(".nb-picker [data-shown]") == "洪泽区"
        other.page.click("text=清除条件")
        _shown(other.page, "第 1–50 条")
        assert other.page.input_value("select[name=year]") == ""


def test_back_and_forward_go_through_the_states_though_reports_were_opened(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#browse") as reader:
        page = _opened(reader)
        page.click("[data-sort=value]")
        page.wait_for_url("**sort=value")
        _shown(page, "第 1–50 条")
        page.click(".nb-pages a:has-text('下一页')")
        _shown(page, "第 51–100 条")
        for row in (0, 5):
            page.locator("#browse-shown a.open").nth(row).click()
            report_marks(page)
            page.keyboard.press("Escape")
        page.go_back()
        _shown(page, "第 1–50 条")
        assert page.url.endswith("#browse?sort=value")
        page.go_back()
        page.wait_for_function("location.hash === '#browse'")
        page.wait_for_selector("th[aria-sort=ascending] [data-sort=agency]")
        page.go_forward()
        page.wait_for_selector("th[aria-sort=ascending] [data-sort=value]")


def test_a_column_sorts_both_ways_over_all_pages(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#browse") as reader:
        page = _opened(reader)
        page.click("[data-sort=year]")
        page.wait_for_selector("th[aria-sort=ascending] [data-sort=year]")
        assert page.evaluate("document.activeElement.dataset.sort") == "year"
        first = _column(page, 2)
        assert first == sorted(first)
        page.keyboard.press("Enter")
        page.wait_for_selector("th[aria-sort=descending] [data-sort=year]")
        last = _column(page, 2)
        assert last == sorted(last, reverse=True)
        assert last[0] > first[-1]


def test_the_files_hold_what_is_filtered_in_its_order(browser: Browser, real_site: str) -> None:
    state = f"place={quote('洪泽区')}&metric=applications_received&sort=value&order=desc"
    with visit(browser, f"{real_site}#browse?{state}") as reader:
        _shown(reader.page, "第 1–")
        rows = list(zip(_column(reader.page, 1), _column(reader.page, 2), strict=True))
        with reader.page.expect_download() as loading:
            reader.page.click("#browse-shown .nb-files a:has-text('CSV')")
        saved = list(csv.DictReader(io.StringIO(loading.value.path().read_text("utf-8-sig"))))
        assert [(row["agency"], row["year"]) for row in saved] == rows
        assert {row["metric"] for row in saved} == {"applications_received"}
        values = [float(row["value"]) for row in saved]
        assert values == sorted(values, reverse=True)
        assert all(row["permalink"].startswith("/report/") and row["quote"] for row in saved)


def test_a_row_opens_its_words(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#browse?words={quote('通过互联网收到2件')}") as reader:
        _shown(reader.page, "第 1–")
        reader.page.locator("#browse-shown a.open").first.click()
        assert "通过互联网收到2件" in "".join(report_marks(reader.page))
        reader.page.keyboard.press("Escape")
        assert reader.page.evaluate("document.activeElement.className") == "open"


def test_nothing_found_says_what_to_change_and_doing_it_helps(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#browse?year=2023&words={quote('没有这样的词')}") as reader:
        _shown(reader.page, "没有符合全部条件的数据")
        reader.page.click(".ways-out a:has-text('名称或原文里的字')")
        _shown(reader.page, "第 1–")
        assert set(_column(reader.page, 2)) == {"2023"}


def test_a_place_that_is_not_there_is_said(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#browse?place={quote('<img src=x onerror=alert(1)>')}") as reader:
        fault = reader.page.wait_for_selector("#browse-shown [role=alert]")
        assert fault is not None
        assert "没有“<img src=x onerror=alert(1)>”" in fault.inner_text()
        reader.page.click("#browse-shown a:has-text('清除条件')")
        _shown(reader.page, "第 1–50 条")


def test_what_was_filtered_is_there_when_its_reader_comes_back(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#browse?year=2023") as reader:
        page = reader.page
        _shown(page, "第 1–")
        page.click("nav [data-tab=ask]")
        assert page.is_visible("#question")
        page.click("nav [data-tab=browse]")
        assert page.url.endswith("#browse?year=2023")
        page.click("#nb-lang")
        page.wait_for_url("**/en/#browse?year=2023")
        page.wait_for_function("document.querySelector('#browse-shown [data-said]')?.textContent.startsWith('1–50 of')")
        page.locator("#browse-shown a.open").first.click()
        assert report_marks(page)


def test_the_keyboard_alone_chooses_a_place_and_turns_pages(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#browse", 360, 740) as reader:
        page = _opened(reader)
        page.focus("#browse-form .nb-picker summary")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("洪泽")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.dataset.place") == "江苏省"
        page.keyboard.press("Escape")
        page.focus(".nb-pages a:has-text('下一页')")
        page.keyboard.press("Enter")
        _shown(page, "第 51–100 条")
        assert page.evaluate("document.activeElement.className") == "nb-scroll"
        assert page.text_content("#browse-said") == page.inner_text("#browse-shown [data-said]")


def test_a_lost_connection_is_said_and_trying_again_works(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#browse") as reader:
        page = _opened(reader)
        page.context.set_offline(True)
        page.select_option("select[name=year]", "2023")
        page.wait_for_selector("#browse-shown .nb-fault")
        assert "连接中断了" in page.inner_text("#browse-shown .nb-fault")
        with page.expect_navigation():  # the framework begins the page anew when the server is there again
            page.context.set_offline(False)
        _shown(page, "第 1–")
        assert set(_column(page, 2)) == {"2023"}


@pytest.mark.parametrize("way", ["desktop", "phone", "dark", "large", "english"])
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_screen(
    browser: Browser, real_site: str, way: str
) -> None:
    width, height = (360, 740) if way == "phone" else (1280, 900)
    site = f"{real_site}en/" if way == "english" else real_site
    scheme = "dark" if way == "dark" else "light"
    with visit(browser, f"{site}#browse?page=2", width, height, color_scheme=scheme) as reader:
        page = reader.page
        _shown(page, "51–100")
        if way == "large":
            page.click("#nb-large")
        page.click("#browse-form .nb-picker summary")
        page.wait_for_selector(".nb-tree")
        assert reader.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.fill("input[name=words]", "没有这样的词")
        page.keyboard.press("Enter")
        page.wait_for_selector(".ways-out")
        assert reader.violations() == []
        assert reader.strangers(site) == []
