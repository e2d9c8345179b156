"""Checking files before they are published, in a real Chromium: what is shown, saved, refused, and not kept."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fakes
import pytest
from browsing import Visit, visit
from staffed import PASSWORD, Site, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SUMS = (
    "青溪镇2016年政府信息公开工作年度报告\n一、主动公开情况\n2016年，我镇主动公开政府信息100条，分类情况为：工作动态60条，"
    f"通知公告30条。\n二、附注 {fakes.EVIL}\n"
)
EVIL_NAME = "<img src=x onerror=alert(1)>.txt"
SUMMARY = ".checkup .summary"


def file(name: str, content: str | bytes) -> Any:
    data = content if isinstance(content, bytes) else content.encode()
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def opened(reader: Visit) -> Page:
    reader.page.click("[data-tab=check]")
    reader.page.wait_for_selector("#nb-check .pick")
    return reader.page


def check(page: Page, *files: Any) -> None:
    page.set_input_files("#nb-check-files", list(files))
    page.wait_for_selector(SUMMARY)


def fault(page: Page) -> str:
    page.wait_for_selector("#nb-check .fault:not(:empty)")
    return page.inner_text("#nb-check .fault")


def test_what_fails_is_shown_with_its_words_and_a_bad_file_with_its_reason(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        page = opened(reader)
        check(page, file(EVIL_NAME, SUMS), file("坏.pdf", b"%PDF-1.4"))
        assert "1 项不符" in page.inner_text(SUMMARY)
        assert page.inner_text(".checkup .unreadable").startswith("坏.pdf “坏.pdf”不是完好的 PDF")
        assert page.inner_text(".checked h3").startswith("青溪镇 2016 年 _img src=x")
        assert page.locator(".fails mark").all_inner_texts() == ["100条", "60条", "30条"]
        assert page.inner_text(".fails .says").endswith("60 + 通知公告 30 = 90，相差 10。")
        page.click(".checked .figures summary")
        assert page.locator(".checked .figures tbody tr").all_inner_texts()[0].split("\t")[:3] == [
            "主动公开政府信息数", "100", "条",
        ]  # fmt: skip
        assert page.locator("#nb-check img, #nb-check script").count() == 0
        assert page.locator("button.take, [data-tab=staff]").count() == 0
        assert reader.strangers(real_site) == []
        page.click("button:has-text('清除结果')")
        assert page.locator(".checkup").count() == 0


def test_the_findings_are_saved_as_csv_and_xlsx_without_sending_the_files_again(
    browser: Browser, real_site: str, tmp_path: Path
) -> None:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    with visit(browser, real_site) as reader:
        page = opened(reader)
        check(page, file("=a.txt", SUMS))
        before = len(reader.requests)
        with page.expect_download() as loading:
            page.click("button:has-text('CSV')")
        rows = list(csv.reader(io.StringIO(loading.value.path().read_text("utf-8-sig"))))
        assert (rows[0][:4], rows[1][:4]) == (
            ["file", "agency", "year", "status"],
            ["'=a.txt", "青溪镇", "2016", "不符"],
        )
        with page.expect_download() as loading:
            page.click("button:has-text('XLSX')")
        loading.value.save_as(tmp_path / "found.xlsx")
        assert list(load_workbook(tmp_path / "found.xlsx").active.values)[1][:4] == ("'=a.txt", "青溪镇", 2016, "不符")
        assert [url for url in reader.requests[before:] if not url.startswith("blob:")] == []


def test_each_file_is_a_report_of_its_own(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        page = opened(reader)
        check(page, file("a.txt", text_of("清水镇", 7)), file("b.txt", SUMS))
        assert page.inner_text(SUMMARY).startswith("2 份报告；")
        assert [name.split()[0] for name in page.locator(".checked h3").all_inner_texts()] == ["清水镇", "青溪镇"]


def test_wrong_choices_are_told_in_one_sentence_and_the_next_choice_works(
    browser: Browser, staff_site: Site, tmp_path: Path
) -> None:
    large = tmp_path / "大.txt"
    with large.open("wb") as sparse:
        sparse.truncate(65 << 20)
    with visit(browser, staff_site.address) as reader:
        page = opened(reader)
        page.set_input_files("#nb-check-files", [file(f"{n}.txt", "a") for n in range(21)])
        assert fault(page) == "一次最多 20 个文件，请分几次。"
        page.set_input_files("#nb-check-files", [large])
        assert fault(page) == "这些文件共有 65 MB，一次最多 64 MB，请分几次，或另存为较小的文件。"
        page.set_input_files("#nb-check-files", [file("空.txt", "")])
        assert fault(page) == "“空.txt”是空的，请检查后重新选择。"
        check(page, file("程序.docx", b"MZ\x90\x00" + b"\x00" * 400), file("歌.mp3", b"ID3\x03" + b"\x00" * 400))
        assert page.locator(".checkup .unreadable li").count() == 2
        assert page.inner_text("#nb-check .fault") == ""


def test_nothing_of_a_check_is_kept(browser: Browser, staff_site: Site) -> None:
    before = staff_site.left_over()
    with visit(browser, staff_site.address) as reader:
        page = opened(reader)
        check(page, file("青溪镇.txt", SUMS), file("大.txt", SUMS + "。" * 1_000_000))
        assert staff_site.left_over() == before
        assert not staff_site.reports.exists() or "青溪镇.txt" not in [
            path.name for path in staff_site.reports.iterdir()
        ]
        reports = page.evaluate("fetch('api/reports').then((reply) => reply.json())")
        assert "青溪镇" not in [report["agency"] for report in reports]
        assert not any("upload" in url for url in reader.requests)


def test_files_can_be_dropped(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        page = opened(reader)
        given = page.evaluate_handle(
            "(text) => { const all = new DataTransfer(); all.items.add(new File([text], '拖.txt')); return all; }",
            SUMS,
        )
        page.dispatch_event("#nb-check .pick", "dragover", {"dataTransfer": given})
        page.dispatch_event("#nb-check .pick", "drop", {"dataTransfer": given})
        page.wait_for_selector(SUMMARY)
        assert "拖.txt" in page.inner_text(".checked h3")


def test_the_keyboard_alone_chooses_files_and_progress_is_told(browser: Browser, real_site: str) -> None:
    with visit(browser, f"{real_site}#check", 360, 740) as reader:
        page = reader.page
        page.wait_for_selector("#nb-check .pick")
        page.evaluate(
            "const going = document.querySelector('#nb-check .going'); window.said = [];"
            "new MutationObserver(() => window.said.push(going.innerText))"
            ".observe(going, { childList: true, subtree: true, characterData: true })"
        )
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "要核对的年报"
        with page.expect_file_chooser() as choosing:
            page.keyboard.press("Space")
        choosing.value.set_files([file("a.txt", SUMS), file("b.txt", SUMS)])
        page.wait_for_selector(SUMMARY)
        said = " ".join(page.evaluate("window.said"))
        assert "正在上传 0%" in said
        assert "正在读第 1 个，共 2 个：a.txt" in said
        assert "已读完 2 个文件，正在核对" in said
        assert page.text_content("#nb-check .going[role=status]") == page.inner_text(SUMMARY)
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_reply_that_ends_early_is_said_as_a_lost_connection(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        page = opened(reader)
        told = '{"done": 0, "all": 1, "file": "a.txt"}\n'
        for rest, says in (
            ("", "连接中断了，请稍后再试。"),
            ('{"page": {"html', "连接中断了，请稍后再试。"),
            ('{"error": "磁盘满了。"}\n', "磁盘满了。"),
        ):
            body = told + rest
            page.route("**/api/check*", lambda route: route.fulfill(status=200, body=body))  # noqa: B023  # used at once
            page.set_input_files("#nb-check-files", [file("a.txt", SUMS)])
            page.wait_for_selector(f"#nb-check .fault:text-is('{says}')")
            page.unroute("**/api/check*")


def test_a_lost_connection_is_said_and_choosing_again_works(browser: Browser, real_site: str) -> None:
    with visit(browser, real_site) as reader:
        page = opened(reader)
        page.route("**/api/check*", lambda route: route.abort())
        page.set_input_files("#nb-check-files", [file("a.txt", SUMS)])
        assert fault(page) == "连接中断了，请稍后再试。"
        page.unroute("**/api/check*")
        check(page, file("a.txt", SUMS))
        assert page.inner_text("#nb-check .fault") == ""


@pytest.mark.parametrize("way", ["desktop", "phone", "dark", "large", "english"])
def test_axe_finds_no_violation_while_checking(browser: Browser, real_site: str, way: str) -> None:
    width, height = (360, 740) if way == "phone" else (1280, 900)
    site = f"{real_site}en/" if way == "english" else real_site
    with visit(browser, site, width, height, color_scheme="dark" if way == "dark" else "light") as reader:
        page = opened(reader)
        if way == "large":
            page.click("#nb-large")
        assert reader.violations() == []
        page.set_input_files("#nb-check-files", [file("空.txt", "")])
        assert (way == "english") == fault(page).startswith("“空.txt” is empty")
        check(page, file("a.txt", SUMS), file("坏.pdf", b"%PDF-1.4"))
        for folded in page.locator(".checked summary").all():
            folded.click()
        assert reader.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert ("relations: 1 fail" in page.inner_text(SUMMARY)) == (way == "english")


def test_signed_in_staff_take_the_checked_files_in_and_others_cannot(browser: Browser, staff_site: Site) -> None:
    with visit(browser, staff_site.address) as reader:
        page = opened(reader)
        with page.expect_response("**/api/staff/session") as looked:
            check(page, file("绿柳镇.txt", text_of("绿柳镇", 31)))
        assert looked.value.json() == {"csrf": None}
        assert page.locator("button.take").count() == 0
        page.click("[data-tab=staff]")
        page.fill("#nb-login input", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("#nb-staff-switch .state:not(:empty)")
        opened(reader)
        check(page, file("绿柳镇.txt", text_of("绿柳镇", 31)))
        page.click("button.take")
        page.wait_for_selector(".taking .outcomes")
        assert page.inner_text(".taking .outcomes") == "绿柳镇.txt 已收录"
        page.click("[data-tab=ask]")
        reader.ask("绿柳镇2021年收到多少件申请？")
        assert page.inner_text(".big .value") == "31"
