"""The page as a reader meets it, driven in a real Chromium: on a fake desk, and on a real index of `data/`."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import fakes
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
LAST = ".turn:last-of-type:not(.waiting) "


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def _served(command: list[str], port: int, extra: dict[str, str]) -> Iterator[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **extra}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            assert process.poll() is None, process.stderr and process.stderr.read().decode()
            try:
                urllib.request.urlopen(f"{address}api/health", timeout=2).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def fake_site() -> Iterator[str]:
    port = _free_port()
    with _served([sys.executable, str(Path(__file__).with_name("fake_site.py")), str(port)], port, {}) as address:
        yield address


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if importlib.util.find_spec("nianbao.wiring") is None:
        pytest.skip("nianbao.wiring is not there yet")
    from nianbao.building import build
    from nianbao.settings import Settings

    index, port = tmp_path_factory.mktemp("index"), _free_port()
    build([ROOT / "data"], index, Settings(index=index, model="none"))
    settings = {"NIANBAO_INDEX": str(index), "NIANBAO_PORT": str(port), "NIANBAO_MODEL": "none"}
    with _served([sys.executable, str(ROOT / "app.py")], port, settings) as address:
        yield address


@dataclass
class Visit:
    """A page and what it asked of whom."""

    page: Page
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        before = self.page.locator(".turn").count()
        self.page.fill("#question textarea", question)
        self.page.keyboard.press("Enter")
        self.answered(before + 1)

    def answered(self, turns: int) -> None:
        self.page.wait_for_function(f"document.querySelectorAll('.turn:not(.waiting) .card').length >= {turns}")

    def strangers(self, site: str) -> list[str]:
        origin = urlsplit(site).netloc
        return [
            url for url in self.requests if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != origin
        ]


@contextmanager
def _visit(browser: Browser, site: str, width: int = 1280, height: int = 900) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    visit = Visit(context.new_page())
    visit.page.set_default_timeout(20_000)
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("pageerror", lambda fault: visit.faults.append(str(fault)))
    visit.page.on("dialog", lambda dialog: visit.faults.append(f"dialog: {dialog.message}"))
    visit.page.goto(site)
    visit.page.wait_for_selector(".welcome")
    yield visit
    assert visit.faults == []
    context.close()


def _report_marks(page: Page) -> list[str]:
    """The highlighted words in the panel, once it has any."""
    frame = page.frame_locator("#nb-panel-frame")
    frame.locator("mark").first.wait_for()
    return frame.locator("mark").all_text_contents()


def test_an_answer_shows_number_quotation_and_warning(browser: Browser, fake_site: str) -> None:
    with _visit(browser, fake_site) as visit:
        page = visit.page
        assert page.title() == "年报问答"
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
        visit.ask(fakes.FOUND.question)
        assert page.inner_text(".big .value") == "37"
        assert page.inner_text(".big .unit") == "件"
        assert page.inner_text(".big em") == "云溪镇 · 2018 年 · 收到政府信息公开申请"
        assert page.inner_text(".proof blockquote") == fakes.SENTENCE
        assert page.inner_text(".proof mark") == "37件"
        assert page.locator(".chips li").all_inner_texts() == [
            "机构 云溪镇",
            "年份 2018沿用",
            "指标 收到政府信息公开申请",
        ]
        assert page.inner_text(".warnings") == "分项合计与总数不一致，请留意。"
        assert page.input_value("#question textarea") == ""


def test_a_citation_opens_on_the_exact_words_beside_the_answer_and_as_a_link(browser: Browser, fake_site: str) -> None:
    with _visit(browser, fake_site) as visit:
        visit.ask(fakes.FOUND.question)
        visit.page.click(LAST + "a.open")
        assert _report_marks(visit.page) == [fakes.SENTENCE]
        with visit.page.context.expect_page() as opened:
            visit.page.click(LAST + "a.open", modifiers=["Control"])
        opened.value.wait_for_selector("mark")
        span = fakes.span_of(fakes.SENTENCE)
        assert opened.value.url.endswith(f"#{span.start}-{span.end}")
        assert opened.value.locator("mark").all_text_contents() == [fakes.SENTENCE]


def test_offsets_behind_characters_outside_the_bmp_still_hit(browser: Browser, fake_site: str) -> None:
    span = fakes.span_of("其中网络30件")
    with _visit(browser, fake_site) as visit:
        visit.page.goto(f"{fake_site}report/{fakes.REPORT.id}#{span.start}-{span.end}")
        visit.page.wait_for_selector("mark")
        assert visit.page.locator("mark").all_text_contents() == ["其中网络30件"]


def test_the_page_image_of_a_scan_stands_above_its_words_with_their_line_boxed(
    browser: Browser, fake_site: str
) -> None:
    span = fakes.span_of("其中网络30件")
    with _visit(browser, fake_site) as visit:
        visit.page.goto(f"{fake_site}report/{fakes.SCANNED.id}#{span.start}-{span.end}")
        visit.page.wait_for_selector("rect.lit")
        assert visit.page.locator(".scan:visible").evaluate_all("all => all.map(one => one.id)") == ["page2"]
        assert visit.page.locator("rect.lit").evaluate_all("all => all.map(box => box.dataset.from)") == [
            str(fakes.span_of(fakes.SENTENCE).start)
        ]
        image, words = (visit.page.locator(which).bounding_box() for which in ("#page2", "mark"))
        assert image is not None
        assert words is not None
        assert image["y"] + image["height"] <= words["y"]
        visit.page.evaluate("location.hash = '#0-3'")
        visit.page.wait_for_selector("#page1:visible")
        assert visit.page.locator(".scan:visible").evaluate_all("all => all.map(one => one.id)") == ["page1"]


def test_a_suggestion_asks_and_the_refusal_looks_like_one(browser: Browser, fake_site: str) -> None:
    with _visit(browser, fake_site) as visit:
        visit.page.click("[data-ask]:has-text('多少件申请')")
        visit.answered(1)
        visit.page.click(LAST + "button.suggestion")
        visit.answered(2)
        assert visit.page.inner_text(LAST + ".badge") == "报告没有写"
        assert visit.page.locator(LAST + ".value").count() == 0
        shadows = visit.page.evaluate("[...document.querySelectorAll('.card')].map(c => getComputedStyle(c).boxShadow)")
        assert shadows[0] == "none" != shadows[1]


def test_each_refusal_says_its_kind_and_choices_ask(browser: Browser, fake_site: str) -> None:
    with _visit(browser, fake_site) as visit:
        for question, badge in [
            ("2030年呢？", "没有这份报告"),
            ("天气？", "超出范围"),
            ("朝阳镇收到几件？", "请再说具体些"),
        ]:
            visit.ask(question)
            assert visit.page.inner_text(LAST + ".badge") == badge
        visit.page.click(LAST + "button.choice")
        visit.answered(4)
        assert visit.page.inner_text(LAST + ".value") == "37"


def test_markup_in_reports_and_questions_is_shown_as_text(browser: Browser, fake_site: str) -> None:
    with _visit(browser, fake_site) as visit:
        visit.ask("附注写了什么？")
        assert visit.page.inner_text(LAST + ".proof blockquote") == f"三、附注 {fakes.EVIL}"
        assert visit.page.inner_text(LAST + "button.suggestion") == fakes.EVIL
        visit.page.click(LAST + "button.suggestion")
        visit.answered(2)
        assert visit.page.inner_text(LAST + ".asked").endswith(fakes.EVIL)
        assert visit.page.locator("#turns img, #turns script").count() == 0
        visit.page.click("a.open >> nth=0")
        assert _report_marks(visit.page) == [f"三、附注 {fakes.EVIL}"]


def test_two_visitors_have_two_conversations_and_clearing_forgets(browser: Browser, fake_site: str) -> None:
    with _visit(browser, fake_site) as one, _visit(browser, fake_site) as two:
        one.ask("甲")
        two.ask("乙")
        one.ask("我问过什么？")
        assert one.page.inner_text(LAST + ".says").endswith("甲")
        one.page.click("#clear")
        one.page.wait_for_selector(".welcome")
        one.ask("我问过什么？")
        assert "甲" not in one.page.inner_text(LAST + ".says")


def test_a_question_that_cannot_be_taken_says_what_to_do(browser: Browser, fake_site: str) -> None:
    with _visit(browser, fake_site) as visit:
        visit.ask("不行")
        assert visit.page.inner_text("[role=alert] .says") == "没有处理这样问不行，请换一种问法。"


def test_a_phone_scrolls_one_way_and_opens_the_report_as_a_sheet(browser: Browser, fake_site: str) -> None:
    with _visit(browser, fake_site, 360, 740) as visit:
        page = visit.page
        for question in (fakes.FOUND.question, "附注写了什么？", "朝阳镇收到几件？"):
            visit.ask(question)
            assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert page.is_visible("#send")
        assert not page.is_visible("#nb-panel")
        page.click("a.open >> nth=0")
        assert _report_marks(page) == [fakes.SENTENCE]
        box = page.locator("#nb-panel").bounding_box()
        assert box is not None
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 740)
        page.keyboard.press("Escape")
        assert not page.is_visible("#nb-panel")
        page.goto(f"{fake_site}report/{fakes.REPORT.id}")
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_page_speaks_to_its_own_server_only(browser: Browser, fake_site: str) -> None:
    with _visit(browser, fake_site) as visit:
        visit.ask(fakes.FOUND.question)
        _report_marks(visit.page)
        visit.page.goto(f"{fake_site}docs")
        assert len(visit.requests) > 10
        assert visit.strangers(fake_site) == []


def test_real_reports_answer_three_questions_with_proof(browser: Browser, real_site: str) -> None:
    with _visit(browser, real_site) as visit:
        page = visit.page
        for question, value, words in [
            ("息陬镇2018年收到多少件依申请公开？", "3", "3件"),
            ("息陬镇2018年微信公众号发布了多少条信息？", "526", "526条"),
        ]:
            visit.ask(question)
            assert page.inner_text(LAST + ".value") == value
            assert words in page.inner_text(LAST + ".proof blockquote >> nth=0")
            page.click(LAST + "a.open >> nth=0")
            assert any(words in mark for mark in _report_marks(page))
        if os.environ.get("NIANBAO_SCREENSHOT"):
            page.wait_for_timeout(1200)
            page.screenshot(path=ROOT / "docs" / "page.png")
        visit.ask("那2031年呢？")
        assert page.inner_text(LAST + ".badge") == "没有这份报告"
        assert page.locator(LAST + ".value").count() == 0
        assert visit.strangers(real_site) == []


def test_a_real_example_question_is_answered_with_words_of_its_report(browser: Browser, real_site: str) -> None:
    with _visit(browser, real_site) as visit:
        page = visit.page
        page.click(".welcome [data-ask] >> nth=0")
        visit.answered(1)
        quoted = page.inner_text(LAST + ".proof blockquote >> nth=0")
        page.click(LAST + "a.open >> nth=0")
        shown = "".join(_report_marks(page))
        assert re.sub(r"\s|\|", "", quoted) == re.sub(r"\s|\|", "", shown)
