"""Twenty people asking at once of a real server, and how soon the server and its page are there. `make bench`.

Nothing here is asserted about time but a bound far above what was measured: the numbers are logged.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.slow
LOG = logging.getLogger(__name__)
ROOT = Path(__file__).parents[2]
PEOPLE, EACH = 20, 15
QUESTIONS = (
    "息陬镇2018年收到多少件依申请公开？",
    "双华镇2018年主动公开多少条？",
    "洪泽区2023年收到的申请里自然人多少件？",
    "息陬镇2018年微信公众号发布了多少条信息？",
    "龙田镇2021年有没有行政诉讼？",
)


@pytest.fixture(scope="module")
def server(sample_index: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {"NIANBAO_INDEX": str(sample_index), "NIANBAO_PORT": str(port), "NIANBAO_PER_MINUTE": "0"}
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, str(ROOT / "app.py")], env={**os.environ, **told})
    address = f"http://127.0.0.1:{port}/"
    try:
        while time.perf_counter() - begin < 60:
            try:
                httpx.get(f"{address}api/health", timeout=2)
                break
            except httpx.HTTPError:
                time.sleep(0.05)
        LOG.info("server up after %.1f s", time.perf_counter() - begin)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def test_twenty_people_at_once_are_all_answered(server: str) -> None:
    def person(number: int) -> list[float]:
        took = []
        with httpx.Client(base_url=server, timeout=30) as client:
            for turn in range(EACH):
                begin = time.perf_counter()
                reply = client.post("api/ask", json={"question": QUESTIONS[(number + turn) % len(QUESTIONS)]})
                took.append(1000 * (time.perf_counter() - begin))
                assert reply.status_code == 200
                assert reply.json()["status"] in ("answered", "not_stated")
        return took

    with ThreadPoolExecutor(PEOPLE) as pool:
        every = sorted(each for took in pool.map(person, range(PEOPLE)) for each in took)
    LOG.info(
        "%d questions of %d people: median %.0f ms, 95 %% within %.0f ms, slowest %.0f ms",
        len(every), PEOPLE, statistics.median(every), every[int(len(every) * 0.95)], every[-1],
    )  # fmt: skip
    assert statistics.median(every) < 1500


def test_the_page_is_ready_to_be_typed_in(server: str) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        took = []
        for _ in range(5):
            page = browser.new_context().new_page()
            begin = time.perf_counter()
            page.goto(server, wait_until="commit")
            page.wait_for_selector("#question textarea:enabled")
            took.append(time.perf_counter() - begin)
            page.context.close()
        browser.close()
    LOG.info("question box usable after %s s", ", ".join(f"{each:.2f}" for each in took))
    assert statistics.median(took) < 25
