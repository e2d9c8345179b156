"""Sites served for a test, and a reader's visit to them in a real Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
LAST = ".turn:last-of-type:not(.waiting) "

_SETTLED = """() => document.getAnimations().every(
    (each) => each.playState !== "running" || each.effect?.getComputedTiming().endTime === Infinity
)"""
"""True when no transition is under way; what turns for ever is none."""


@contextmanager
def served(command: list[str], port: int, extra: dict[str, str]) -> Iterator[str]:
    """The site that the command serves, from when it answers; its address."""
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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


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

    def violations(self) -> list[str]:
        """What axe-core finds against WCAG 2.1 A and AA on the page as it is now, once its colours no longer change."""
        from axe_playwright_python.sync_playwright import Axe

        self.page.wait_for_function(_SETTLED)
        found = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found.response["violations"]]


@contextmanager
def visitor(browser: Browser, width: int = 1280, height: int = 900, **context_options: Any) -> Iterator[Visit]:
    """A reader of their own, on an empty page."""
    options = {"viewport": {"width": width, "height": height}, "locale": "zh-CN", **context_options}
    context = browser.new_context(**options)
    visit = Visit(context.new_page())
    visit.page.set_default_timeout(20_000)
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("pageerror", lambda fault: visit.faults.append(str(fault)))
    visit.page.on("dialog", lambda dialog: visit.faults.append(f"dialog: {dialog.message}"))
    try:
        yield visit
    finally:
        context.close()


@contextmanager
def visit(browser: Browser, site: str, width: int = 1280, height: int = 900, **context_options: Any) -> Iterator[Visit]:
    """A reader of their own who opens the address; at the end nothing has gone wrong in the page's scripts."""
    with visitor(browser, width, height, **context_options) as visit:
        visit.page.goto(site)
        visit.page.wait_for_selector(".welcome, .turn:not(.waiting) .card", state="attached")
        yield visit
        assert visit.faults == []


def report_marks(page: Page) -> list[str]:
    """The highlighted words in the panel, once it has any."""
    frame = page.frame_locator("#nb-panel-frame")
    frame.locator("mark").first.wait_for()
    return frame.locator("mark").all_text_contents()
