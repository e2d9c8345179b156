"""对比 in a real Chromium on an index of `data/`: agencies and years side by side, and a place added up."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from browsing import report_marks, visit
from openpyxl import load_workbook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
HONGZE = "江苏省/淮安市/洪泽区"


def _settled(page: Page) -> None:
    page.wait_for_selector("#compare-shown:not([aria-busy]) .nb-results")


def _cells(page: Page, row: str) -> list[str]:
    cells = page.locator(f"#compare-shown tr:has(th:has-text('{row}')) >> nth=0").locator("td").all_inner_texts()
    return [" ".join(cell.split()) for cell in cells]


def test_the_years_of_an_agency_stand_side_by_side_with_their_change(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#compare") as reader:
        page = reader.page
        _settled(page)
        assert "请选择要对比的机关" in page.inner_text("#compare-shown")
        page.click("#compare-form .nb-picker summary")
        page.fill("#compare-form [data-find]", "洪泽")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.dataset.place") == HONGZE
        page.keyboard.press("Enter")
        page.wait_for_selector("#compare-shown table")
        assert page.locator(".nb-chosen li").all_inner_texts() == ["洪泽区\n×"]
        assert [" ".join(head.split()) for head in page.locator("#compare-shown thead th").all_inner_texts()] == [
            "项目", "洪泽区 2023 年", "洪泽区 2024 年", "增减", "增减 %",
        ]  # fmt: skip
        assert _cells(page, "一、本年新收政府信息公开申请数量") == ["21", "95正文", "+74", "+352.38%"]
        assert _cells(page, "行政处罚")[1:] == ["未写明", "", ""]
        page.keyboard.press("Escape")
        page.locator("#compare-shown td a.open").first.click()
        assert report_marks(page)
        page.keyboard.press("Escape")
        page.check("input[name=year][value='2023']")
        page.wait_for_url("**year=2023")
        page.wait_for_function("document.querySelectorAll('#compare-shown thead th').length === 2")
        page.click(".nb-chosen button")
        page.wait_for_selector(".nb-hint")
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_comparison_is_shared_by_its_address_and_saved(browser: Browser, real_site: str) -> None:
    state = f"agency={quote('洪泽区')}&agency={quote('息陬镇')}&year=2023&year=2018"
    with visit(browser, f"{real_site}#compare?{state}") as reader:
        page = reader.page
        _settled(page)
        assert "索引里没有这些报告" in page.inner_text(".nb-notes")
        assert "没有这份报告" in page.inner_text("#compare-shown table")
        assert page.is_checked("input[name=year][value='2018']")
        with page.expect_download() as loading:
            page.click("#compare-shown .nb-files a:has-text('XLSX')")
        book = load_workbook(io.BytesIO(Path(loading.value.path()).read_bytes()))
        assert [cell.value for cell in book["对比"][1]][4:] == [
            "洪泽区2018年", "洪泽区2023年", "息陬镇2018年", "息陬镇2023年",
        ]  # fmt: skip
        before = page.locator("#compare-shown tbody tr").count()
        page.check("input[name=kinds]")
        page.wait_for_selector("#compare-shown tr.kind")
        assert page.locator("#compare-shown tbody tr").count() > before
        page.go_back()
        page.wait_for_function(f"document.querySelectorAll('#compare-shown tbody tr').length === {before}")
        assert not page.is_checked("input[name=kinds]")


def test_a_sum_is_added_up_opened_and_saved(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#compare", 360, 740) as reader:
        page = reader.page
        _settled(page)
        page.check("input[name=view][value=sum]")
        page.wait_for_selector(".nb-hint:has-text('汇总')")
        page.select_option("select[name=parent]", "江苏省/淮安市")
        fault = page.wait_for_selector("#compare-shown [role=alert]")
        assert fault is not None
        assert "直属各机关" in fault.inner_text()
        page.check("input[name=scope]")
        page.wait_for_selector(".nb-rollup")
        assert page.input_value("select[name=in]") == "2024"
        page.select_option("select[name=in]", "2023")
        page.wait_for_selector(".nb-rollup h2:has-text('2023年')")
        page.click("[data-key='cell-licensing_decisions.total']")
        page.wait_for_selector(".nb-parts:focus")
        assert page.locator(".nb-parts td").all_inner_texts() == ["550", "550"]
        page.click(".nb-parts a.open")
        assert "550" in "".join(report_marks(page))
        page.keyboard.press("Escape")
        page.click("text=回到表格")
        page.wait_for_selector("[data-key='cell-licensing_decisions.total']:focus")
        with page.expect_download() as loading:
            page.click("#compare-shown .nb-files a:has-text('XLSX')")
        book = load_workbook(io.BytesIO(Path(loading.value.path()).read_bytes()))
        assert book.sheetnames == ["汇总", "填报数", "出处", "提示"]
        assert 550 in [cell.value for row in book["汇总"].iter_rows() for cell in row]
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("way", ["desktop", "phone", "dark", "large", "english"])
def test_axe_finds_no_violation_in_tables_and_sums(browser: Browser, real_site: str, way: str) -> None:
    width, height = (360, 740) if way == "phone" else (1280, 900)
    site = f"{real_site}en/" if way == "english" else real_site
    scheme = "dark" if way == "dark" else "light"
    state = f"agency={quote('洪泽区')}&agency={quote('息陬镇')}"
    with visit(browser, f"{site}#compare?{state}", width, height, color_scheme=scheme) as reader:
        page = reader.page
        page.wait_for_selector("#compare-shown table")
        if way == "large":
            page.click("#nb-large")
        page.click("#compare-form .nb-picker summary")
        assert reader.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        summed = f"view=sum&scope=direct&in=2023&parent={quote('淮安市')}&cell=licensing_decisions.total"
        page.evaluate("(state) => { location.hash = `compare?${state}`; }", summed)
        page.wait_for_selector(".nb-parts")
        assert reader.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert reader.strangers(site) == []
