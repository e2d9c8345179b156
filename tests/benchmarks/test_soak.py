"""A real server for twenty minutes under a hundred visitors, under three hundred, and while things break. `make bench`.

`SOAK_SECONDS` shortens the long one. What is measured is logged; what is asserted is what must hold on a busy machine,
too: nothing is lost, nothing wrong is said, memory does not grow.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from nianbao.building import build
from nianbao.settings import Settings

pytestmark = pytest.mark.slow
LOG = logging.getLogger(__name__)
ROOT = Path(__file__).parents[2]
SECONDS = float(os.environ.get("SOAK_SECONDS", "1200"))
QUESTIONS = {
    "息陬镇2018年收到多少件依申请公开？": None, "双华镇2018年主动公开多少条？": None,
    "洪泽区2023年收到的申请里自然人多少件？": None, "龙田镇2021年有没有行政诉讼？": None, "哪个镇2018年主动公开最多？": None,
    "息陬镇2018年存在哪些问题？": None,
}  # fmt: skip
"""Their answers are learnt from the quiet server, and must be the same ever after."""


@dataclass(slots=True)
class Heard:
    """What visitors met with: seconds by status, wrong answers, broken connections."""

    seconds: dict[int, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    broken: Counter[str] = field(default_factory=Counter)

    def within(self, status: int, share: float) -> float:
        every = sorted(self.seconds.get(status, [0.0]))
        return every[min(len(every) - 1, int(len(every) * share))]

    def refused_within(self, share: float) -> float:
        every = sorted(each for status in (429, 503) for each in self.seconds.get(status, [])) or [0.0]
        return every[min(len(every) - 1, int(len(every) * share))]

    def __str__(self) -> str:
        counts = {status: len(each) for status, each in sorted(self.seconds.items())}
        return (
            f"{counts}, accepted p50 {self.within(200, 0.5):.2f} s p99 {self.within(200, 0.99):.2f} s, refused p50 "
            f"{self.refused_within(0.5):.3f} s p99 {self.refused_within(0.99):.3f} s, broken {dict(self.broken)}, "
            f"wrong {len(self.wrong)}"
        )


@contextmanager
def server(
    index: Path, before: Callable[[], None] | None = None, **settings: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {"NIANBAO_INDEX": str(index), "NIANBAO_PORT": str(port), "NIANBAO_PER_MINUTE": "0", "NIANBAO_MODEL": "none"}
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **told, **settings}
    process = subprocess.Popen([sys.executable, str(ROOT / "app.py")], env=environment, preexec_fn=before)
    address = f"http://127.0.0.1:{port}/"
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{address}api/ready", timeout=5).status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.2)
        yield address, process
    finally:
        process.terminate()
        process.wait(60)


def crowd(address: str, people: int, seconds: float, pause: float, answers: dict[str, str]) -> Heard:
    """People who ask, read for a while, and ask again."""
    heard = Heard()

    async def person(client: httpx.AsyncClient, chance: random.Random) -> None:
        await asyncio.sleep(chance.uniform(0, pause))
        while time.monotonic() < end:
            question = chance.choice(tuple(QUESTIONS))
            began = time.monotonic()
            try:
                reply = await client.post("api/ask", json={"question": question})
            except httpx.HTTPError as fault:
                heard.broken[type(fault).__name__] += 1
                await asyncio.sleep(0.5)
                continue
            heard.seconds.setdefault(reply.status_code, []).append(time.monotonic() - began)
            if reply.status_code == 200 and reply.json()["text"] != answers[question]:
                heard.wrong.append(question)
            await asyncio.sleep(chance.uniform(0.5, 1.5) * pause if pause else 0)

    async def everybody() -> None:
        limits = httpx.Limits(max_connections=people, max_keepalive_connections=people)
        async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
            await asyncio.gather(*(person(client, random.Random(n)) for n in range(people)))

    end = time.monotonic() + seconds
    asyncio.run(everybody())
    return heard


def answers_of(address: str) -> dict[str, str]:
    with httpx.Client(base_url=address, timeout=60) as client:
        return {each: client.post("api/ask", json={"question": each}).json()["text"] for each in QUESTIONS}


def memory(pid: int) -> float:
    """MiB that the process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


@pytest.fixture
def index(sample_index: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_index, tmp_path / "index", ignore=shutil.ignore_patterns("visits*")))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_hundred_visitors_are_answered_and_memory_does_not_grow(index: Path) -> None:
    with server(index) as (address, process):
        answers = answers_of(address)
        crowd(address, 100, SECONDS / 10, 5.0, answers)  # caches fill
        before = memory(process.pid)
        heard = crowd(address, 100, SECONDS, 5.0, answers)
        after = memory(process.pid)
    LOG.info("100 visitors, %.0f s: %s; memory %.0f -> %.0f MiB", SECONDS, heard, before, after)
    assert set(heard.seconds) == {200}
    assert (heard.wrong, dict(heard.broken)) == ([], {})
    assert after <= before * 1.05 + 5


def test_three_hundred_who_never_pause_are_answered_or_told_early(index: Path) -> None:
    with server(index) as (address, _):
        answers = answers_of(address)
        heard = crowd(address, 300, 20.0, 0.0, answers)
        LOG.info("300 visitors without a pause: %s", heard)
        assert set(heard.seconds) <= {200, 429, 503}
        assert (heard.wrong, dict(heard.broken)) == ([], {})
        assert heard.seconds[200]
        calm = crowd(address, 5, 5.0, 1.0, answers)
    assert set(calm.seconds) == {200}


def test_a_disk_that_is_full_costs_the_records_and_no_answer(index: Path) -> None:
    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    with server(index, full) as (address, _):
        answers = answers_of(address)
        heard = crowd(address, 10, 5.0, 0.2, answers)
    LOG.info("a full disk: %s", heard)
    assert set(heard.seconds) == {200}
    assert (heard.wrong, dict(heard.broken)) == ([], {})


def test_a_model_that_has_vanished_costs_the_meaning_and_no_figure(index: Path, tmp_path: Path) -> None:
    with server(index, NIANBAO_MODEL=str(tmp_path / "gone")) as (address, _):
        figure = httpx.post(f"{address}api/ask", json={"question": "息陬镇2018年收到多少件依申请公开？"}, timeout=60)
        words = httpx.post(f"{address}api/ask", json={"question": "息陬镇2018年存在哪些问题？"}, timeout=60)
    assert (figure.json()["status"], words.status_code) == ("answered", 200)


def test_an_older_index_put_back_under_load_is_answered_from_without_a_fault(index: Path, tmp_path: Path) -> None:
    backup = Path(shutil.copytree(index, tmp_path / "backup"))
    (tmp_path / "new.txt").write_text(
        "新泉镇2022年政府信息公开工作年度报告\n一、概述\n2022年，新泉镇收到政府信息公开申请17件。\n", "utf-8"
    )
    with server(index) as (address, _):
        answers = answers_of(address)
        build([tmp_path / "new.txt"], index, Settings(index=index, model="none"))
        time.sleep(3)
        reports = httpx.get(f"{address}api/health").json()["reports"]
        draft = index / "restored"
        shutil.copyfile(backup / "nianbao.sqlite3", draft)
        os.replace(draft, index / "nianbao.sqlite3")
        heard = crowd(address, 10, 6.0, 0.3, {**answers})
        assert httpx.get(f"{address}api/health").json()["reports"] == reports - 1
    LOG.info("an index put back: %s", heard)
    assert set(heard.seconds) == {200}
    assert dict(heard.broken) == {}
