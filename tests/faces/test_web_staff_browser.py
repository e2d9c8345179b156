"""The staff area in a real Chromium: the door, reports in and out, what visitors missed and said, on and off."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import fakes
import pytest
from browsing import LAST, Visit, report_marks, visit
from staffed import PASSWORD, Site, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
STATE = "#nb-staff-switch .state:not(:empty)"
FAULT = "#nb-login .fault:not(:empty)"


def file(name: str, content: str | bytes) -> Any:
    data = content if isinstance(content, bytes) else content.encode()
    return {"name": name, "mimeType": "text/plain", "buffer": data}


def login(page: Page, password: str = PASSWORD) -> None:
    page.fill("#nb-login input", password)
    page.keyboard.press("Enter")


def inside(reader: Visit) -> Page:
    """The staff area, signed in."""
    reader.page.click("[data-tab=staff]")
    login(reader.page)
    reader.page.wait_for_selector(STATE)
    return reader.page


def table(page: Page, section: str) -> list[list[str]]:
    rows = page.locator(f"#nb-staff-{section} tbody tr")
    return [re.split(r"[\t\n]+", row.strip()) for row in rows.all_inner_texts()]


def test_without_a_password_there_is_no_staff_part(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#staff") as reader:
        reader.page.wait_for_selector("[data-tab=check]")
        assert reader.page.locator("nav a").all_inner_texts()[-1] != "管理"
        assert reader.page.locator("#tab-staff, #nb-staff").count() == 0
        assert reader.page.is_visible("#question")


def test_a_wrong_password_is_said_and_the_right_one_opens(browser: Browser, staff_site: Site) -> None:
    with visit(browser, f"{staff_site.address}#staff") as reader:
        page = reader.page
        page.wait_for_selector("#nb-login input:focus")
        login(page, "猜一猜")
        page.wait_for_selector(FAULT)
        assert page.inner_text(FAULT) == "密码不对。"
        assert page.input_value("#nb-login input") == ""
        login(page)
        page.wait_for_selector(STATE)
        assert page.inner_text("#nb-staff-reports tbody th >> nth=0")
        assert not page.is_visible("#nb-login")
        assert page.evaluate("document.cookie") == ""
        page.click("[data-do=logout]")
        page.wait_for_selector(FAULT)
        assert page.inner_text(FAULT) == "已退出。"
        assert "清水镇" not in page.inner_html("#nb-staff")


def test_reports_are_added_with_a_sentence_a_file_answered_from_opened_and_removed(
    browser: Browser, staff_site: Site
) -> None:
    with visit(browser, staff_site.address) as reader:
        page = inside(reader)
        same = file("又.txt", text_of("清水镇", 7))
        evil = file("白石镇.txt", text_of("白石镇", 12) + f"三、附注 {fakes.EVIL}\n")
        page.set_input_files("#nb-staff-files", [evil, file("坏.pdf", b"%PDF-1.4"), same])
        page.wait_for_selector("#nb-staff-add .outcomes")
        assert page.inner_text("#nb-staff-add .ended") == "添加报告完成：新增 1、重复 1、读不了 1"
        told = page.locator("#nb-staff-add .outcomes li").all_inner_texts()
        assert told[0] == "白石镇.txt 已收录"
        assert told[1].startswith("坏.pdf “坏.pdf”不是完好的 PDF")
        assert told[2] == "又.txt 与已收录的报告内容相同，没有重复收录"
        page.fill("[name=search]", "白石 2021")
        assert [row[:3] for row in table(page, "reports")] == [["白石镇", "2021", "白石镇.txt"]]
        page.click("#nb-staff-reports a.open")
        page.frame_locator("#nb-panel-frame").locator("text=共收到政府信息公开申请12件").first.wait_for()
        page.keyboard.press("Escape")
        page.click("[data-tab=ask]")
        reader.ask("白石镇2021年收到多少件申请？")
        assert page.inner_text(LAST + ".big .value") == "12"
        assert any("12件" in mark for mark in report_marks(page))
        page.click("[data-tab=staff]")
        page.click("#nb-staff-reports .actions button")
        assert page.inner_text("#nb-sure h3") == "移除“白石镇2021”？"
        assert page.evaluate("document.activeElement.textContent") == "不移除"
        page.keyboard.press("Escape")
        assert len(table(page, "reports")) == 1
        page.click("#nb-staff-reports .actions button")
        page.click("#nb-sure .danger")
        page.wait_for_selector("#nb-staff-reports .ended")
        assert page.inner_text("#nb-staff-reports .ended") == "移除报告完成：移除 1"
        page.wait_for_selector("#nb-staff-reports .empty:has-text('没有符合的报告')")
        assert [path.name for path in staff_site.reports.glob("白石镇*")] == []
        page.click("[data-tab=ask]")
        reader.ask("白石镇2021年收到多少件申请？")
        assert page.inner_text(LAST + ".badge") == "没有这份报告"


def test_reports_with_problems_stand_first_and_alone_when_wanted(browser: Browser, staff_site: Site) -> None:
    odd = "政府信息公开工作年度报告\n一、概述\n本机关收到政府信息公开申请3件。\n"
    with visit(browser, staff_site.address) as reader:
        page = inside(reader)
        page.set_input_files("#nb-staff-files", [file("不明.txt", odd)])
        page.wait_for_selector("#nb-staff-reports tr:has-text('不明.txt')")
        assert "不明.txt" in table(page, "reports")[0]
        assert len(table(page, "reports")) >= 2
        page.check("[name=odd]")
        assert [row for row in table(page, "reports") if "清水镇" in row] == []
        assert page.locator("#nb-staff-reports td.words p").count() >= 1
        page.click("[data-do=reindex]")
        page.wait_for_selector("#nb-staff-reports .ended:has-text('重新索引完成')")


def test_what_visitors_missed_and_said_is_told_to_staff(browser: Browser, staff_site: Site, tmp_path: Path) -> None:
    with visit(browser, staff_site.address) as visitor:
        for question in ("黑石镇2021年收到多少件申请？", "黑石镇 2021年收到多少件申请", "清水镇2021年收到多少件申请？"):
            visitor.ask(question)
        visitor.page.locator("[data-judge=yes]").last.click()
        visitor.page.locator(".thanks:has-text('谢谢')").wait_for()
        visitor.page.locator("[data-judge=no]").first.click()
        visitor.page.click(".why:visible label:has-text('报告里有')")
        visitor.page.fill(".why:visible textarea", f"=1+1 {fakes.EVIL}")
        visitor.page.click(".why:visible button")
        visitor.page.locator(".thanks:has-text('谢谢')").nth(1).wait_for()
    with visit(browser, staff_site.address) as reader:
        page = inside(reader)
        [missed] = [row for row in table(page, "missed") if row[0].startswith("黑石镇")]
        assert missed[1:3] == ["没有这份报告", "2"]
        said = table(page, "feedback")
        assert said[0][:3] == ["黑石镇2021年收到多少件申请?", "没用", f"报告里有,却说没有:=1+1 {fakes.EVIL}"]
        assert said[1][:2] == ["清水镇2021年收到多少件申请?", "有用"]
        assert page.inner_text("#nb-staff-feedback .list > p") == "有用 1，没用 1"
        with page.expect_download() as loading:
            page.click("[data-save=missed][data-format=csv]")
        rows = list(csv.DictReader(io.StringIO(loading.value.path().read_text("utf-8-sig"))))
        assert [row["times"] for row in rows if row["question"].startswith("黑石镇")] == ["2"]
        with page.expect_download() as loading:
            page.click("[data-save=feedback][data-format=xlsx]")
        assert loading.value.suggested_filename == "nianbao-feedback.xlsx"
        assert page.locator("#nb-staff img, #nb-staff script").count() == 0


def test_switched_off_shows_the_notice_in_every_public_part_until_it_is_on_again(
    browser: Browser, staff_site: Site
) -> None:
    with visit(browser, staff_site.address) as reader, visit(browser, staff_site.address) as early:
        page = inside(reader)
        page.fill("[name=notice]", f"维护中 {fakes.EVIL}")
        page.click(".close button")
        page.wait_for_selector(".reopen:visible")
        try:
            early.ask("清水镇2021年收到多少件申请？")
            assert early.page.inner_text("[role=alert] .says").endswith(f"维护中 {fakes.EVIL}")
            with visit(browser, staff_site.address, 360, 740) as late:
                late.page.wait_for_selector("#closed .notice")
                for part in ("ask", "check"):
                    late.page.click(f"[data-tab={part}]")
                    assert late.page.inner_text("#closed .notice p") == f"维护中 {fakes.EVIL}"
                    assert not late.page.is_visible("#question")
                    assert not late.page.is_visible("#nb-check")
                assert late.violations() == []
                assert late.page.evaluate("document.documentElement.scrollWidth") == 360
                late.page.click("[data-tab=staff]")
                late.page.wait_for_selector("#nb-login")
            with visit(browser, f"{staff_site.address}en/") as english:
                assert english.page.inner_text("#closed h2") == "Closed for now"
            page.click("[data-tab=ask]")
            assert page.is_visible("#closed .notice")
        finally:
            page.click("[data-tab=staff]")
            page.click(".reopen")
            page.wait_for_selector("#nb-staff-switch .state:has-text('正在服务')")
        page.click("[data-tab=ask]")
        reader.ask("清水镇2021年收到多少件申请？")
        assert page.inner_text(LAST + ".big .value") == "7"


def test_a_session_that_ends_midway_says_so_and_takes_everything_away(browser: Browser, staff_site: Site) -> None:
    with visit(browser, staff_site.address) as reader:
        page = inside(reader)
        assert "清水镇" in page.inner_text("#nb-staff")
        page.context.clear_cookies()
        page.click("[data-do=reindex]")
        page.wait_for_selector(FAULT)
        assert page.inner_text(FAULT) == "登录已过期，请重新登录。"
        assert "清水镇" not in page.inner_html("#nb-staff")
        login(page)
        page.wait_for_selector(STATE)
        assert "清水镇" in page.inner_text("#nb-staff")
        assert page.locator("#nb-staff .fault:not(:empty)").count() == 0


def test_what_staff_see_is_neither_cached_nor_seen_by_others(browser: Browser, staff_site: Site) -> None:
    kept: dict[str, str] = {}
    with visit(browser, staff_site.address) as reader, visit(browser, staff_site.address) as other:
        reader.page.on("response", lambda it: kept.update({it.url: it.headers.get("cache-control", "")}))
        inside(reader)
        private = {url: kept[url] for url in kept if "/api/staff/" in url}
        assert len(private) >= 5
        assert set(private.values()) == {"no-store"}
        other.page.click("[data-tab=staff]")
        other.page.wait_for_selector("#nb-login:visible")
        assert "清水镇" not in other.page.inner_html("#nb-staff")
        assert "清水镇" not in other.page.inner_text("#tab-staff")


@pytest.mark.parametrize("way", ["desktop", "phone", "dark", "large", "english"])
def test_axe_finds_no_violation_in_the_staff_area(browser: Browser, staff_site: Site, way: str) -> None:
    width, height = (360, 740) if way == "phone" else (1280, 900)
    site = f"{staff_site.address}en/#staff" if way == "english" else f"{staff_site.address}#staff"
    with visit(browser, site, width, height, color_scheme="dark" if way == "dark" else "light") as reader:
        page = reader.page
        page.wait_for_selector("#nb-login:visible")
        if way == "large":
            page.click("#nb-large")
        login(page, "猜一猜")
        page.wait_for_selector(FAULT)
        assert (page.inner_text(FAULT) == "The password is wrong.") == (way == "english")
        assert reader.violations() == []
        login(page)
        page.wait_for_selector(STATE)
        page.set_input_files("#nb-staff-files", [file("红叶镇.txt", text_of("红叶镇", 5)), file("坏.pdf", b"%PDF-1.4")])
        page.wait_for_selector("#nb-staff-add .outcomes")
        assert reader.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.fill("[name=search]", "红叶镇")
        page.click("#nb-staff-reports .actions button")
        page.wait_for_selector("#nb-sure[open]")
        assert reader.violations() == []
        page.click("#nb-sure .danger")
        page.wait_for_selector("#nb-staff-reports .ended")
        assert (page.inner_text("#nb-staff-reports .ended") == "Removing reports: done; removed 1") == (
            way == "english"
        )


def test_who_is_too_quick_is_told_how_long_to_wait(browser: Browser, strict_site: Site) -> None:
    """Questions, uploads, feedback and guesses at the password."""
    wait = re.compile(r"请过 \d+ 秒再试。$")
    with visit(browser, strict_site.address) as reader:
        page = reader.page
        for _ in range(2):
            reader.ask("清水镇2021年收到多少件申请？")
        page.fill("#question textarea", "清水镇2021年收到多少件申请？")
        page.keyboard.press("Enter")  # it waits, and is asked again by itself
        page.locator(".turn").nth(2).locator(r"text=/请过 \d+ 秒再试/").first.wait_for()
        assert page.locator(".big .value").all_inner_texts() == ["7", "7"]
        page.locator("[data-judge=yes]").first.click()
        page.locator(".thanks:has-text('谢谢')").wait_for()
        page.locator("[data-judge=yes]").nth(1).click()
        page.locator(".thanks:has-text('没有送达')").wait_for()
        page.click("[data-tab=check]")
        page.set_input_files("#nb-check-files", [file("a.txt", text_of("清水镇", 7))])
        page.wait_for_selector("#nb-check .fault:not(:empty)")
        assert wait.search(page.inner_text("#nb-check .fault"))
        page.click("[data-tab=staff]")
        for _ in range(4):
            with page.expect_response("**/api/staff/login"):
                login(page, "猜一猜")
        page.wait_for_selector(f"{FAULT}:has-text('试得太多了')")
        assert wait.search(page.inner_text(FAULT))


def test_a_site_is_looked_at_and_what_was_found_or_failed_is_said(browser: Browser, staff_site: Site) -> None:
    """The address is of this machine, where nobody is led: the page says so, and offers nothing to take in."""
    with visit(browser, f"{staff_site.address}#staff") as reader:
        page = inside(reader)
        page.fill("#nb-staff-collect [name=url]", "http://127.0.0.1:9/nb/")
        page.click("#nb-staff-collect button[type=submit]")
        page.wait_for_selector("#nb-staff-collect .list details", timeout=60_000)
        assert page.inner_text("#nb-staff-collect .list .empty") == "没有找到年报。"
        page.click("#nb-staff-collect summary")
        assert "内网或本机" in page.inner_text("#nb-staff-collect .outcomes")
        page.fill("#nb-staff-collect [name=url]", "notes")
        page.click("#nb-staff-collect button[type=submit]")
        page.wait_for_selector("#nb-staff-collect .fault:not(:empty)")
        assert "不是网址" in page.inner_text("#nb-staff-collect .fault")
        assert reader.violations() == []


def test_what_was_found_is_ticked_and_taken_in(browser: Browser, staff_site: Site) -> None:
    """The replies are the server's own in shape; what is ticked is what is sent."""
    told = {
        "text": "找到 2 份年报", "failed": [], "skipped": [], "missing": [{"agency": "溪口镇", "years": [2020]}],
        "reports": [
            {"url": f"http://a.example/{year}", "title": f"{year}年年报", "year": year, "state": "new", "held": held}
            for year, held in ((2019, True), (2021, False))
        ],
    }  # fmt: skip
    sent = []
    with visit(browser, f"{staff_site.address}#staff") as reader:
        page = reader.page
        page.route("**/api/staff/collect", lambda route: route.fulfill(json=told))
        page.route(
            "**/api/staff/collect/take", lambda route: (sent.append(route.request.post_data_json), route.abort())
        )
        page = inside(reader)
        page.wait_for_selector("#nb-staff-collect tbody tr")
        ticks = page.locator("#nb-staff-collect tbody [type=checkbox]")
        assert [ticks.nth(n).is_checked() for n in range(2)] == [False, True]
        assert "缺年份：溪口镇 2020" in page.inner_text("#nb-staff-collect .list")
        assert reader.violations() == []
        ticks.nth(0).check()
        assert page.inner_text("#nb-staff-collect .files button") == "收录选中的 2 份"
        ticks.nth(1).uncheck()
        page.click("#nb-staff-collect .files button")
        page.wait_for_selector("#nb-staff-collect .fault:not(:empty)")
    assert sent == [{"urls": ["http://a.example/2019"]}]
