"""The whole server as it runs: by every address of the machine, HEAD, what goes over the wire, and Ctrl-C."""

from __future__ import annotations

import gzip
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from browsing import ROOT, free_port

INITIALIZE = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}  # fmt: skip
PAGES = ("", "en/", "widget.js", "demo", "docs", "ui/page.css", "api/health", "api/reports", "report/{report}")


@dataclass
class Running:
    process: subprocess.Popen[bytes]
    port: int

    def at(self, host: str) -> str:
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


@pytest.fixture(scope="module")
def running(sample_index: Path) -> Iterator[Running]:
    port = free_port()
    given = {"NIANBAO_INDEX": str(sample_index), "NIANBAO_HOST": "::", "NIANBAO_PORT": str(port)}
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src"), "NIANBAO_MODEL": "none", **given}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py")], env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    running = Running(process, port)
    for _ in range(300):
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        try:
            httpx.get(f"{running.at('127.0.0.1')}api/health", timeout=2)
            break
        except httpx.TransportError:
            time.sleep(0.2)
    yield running
    process.kill()
    process.communicate(timeout=20)


def addresses() -> list[str]:
    """This machine as it and its network call it."""
    found = ["127.0.0.1", "::1"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.254", 9))  # sends nothing: it only asks which way it would go
            found.append(probe.getsockname()[0])
        except OSError:
            return found
    return found


@pytest.mark.parametrize("host", addresses())
def test_page_api_and_tools_answer_by_every_address(running: Running, host: str) -> None:
    with httpx.Client(base_url=running.at(host), timeout=30) as client:
        assert client.get("").status_code == 200
        asked = client.post("api/ask", json={"question": "息陬镇2018年收到多少件依申请公开？"})
        assert asked.json()["value"] == 3
        told = client.post("mcp", json=INITIALIZE, headers={"Accept": "application/json, text/event-stream"})
        assert told.status_code == 200


def test_head_says_what_get_would(running: Running) -> None:
    with httpx.Client(base_url=running.at("127.0.0.1"), timeout=30, headers={"Accept-Encoding": "identity"}) as client:
        report = client.get("api/reports").json()[0]["id"]
        for page in PAGES:
            address = page.format(report=report)
            head, whole = client.head(address), client.get(address)
            assert (head.status_code, head.content) == (whole.status_code, b""), address
            assert head.headers["content-type"] == whole.headers["content-type"], address
            assert int(head.headers["content-length"]) == len(whole.content), address


def test_texts_are_compressed_and_the_first_page_is_light(running: Running) -> None:
    with httpx.Client(base_url=running.at("127.0.0.1"), timeout=30, headers={"Accept-Encoding": "gzip"}) as client:
        page = client.get("")
        files = re.findall(r'(?:src|href)="(ui/[\w.]+)"', page.text)
        assert len(files) > 8
        total = 0
        for address in ("", *files):
            with client.stream("GET", address) as reply:
                raw = b"".join(reply.iter_raw())
                if len(reply.headers) and reply.headers.get("content-encoding") == "gzip":
                    gzip.decompress(raw)
                total += len(raw)
        assert total <= 45 * 1024
        assert not re.search(r"(?:src|href)=\"https?:", page.text)
        assert re.findall(r'property="og:(\w+)"', page.text) == ["title", "type", "description"]
        assert "gradio.app" not in page.text
        for address in ("api/reports", "docs", "widget.js", "ui/page.css"):
            assert client.get(address).headers.get("content-encoding") == "gzip", address


def test_ctrl_c_ends_it_quietly_even_while_a_page_listens(running: Running) -> None:
    with httpx.stream("GET", f"{running.at('127.0.0.1')}gradio_api/heartbeat/abc123def", timeout=30) as open_page:
        assert open_page.status_code == 200
        running.process.send_signal(signal.SIGINT)
        _, said = running.process.communicate(timeout=30)
    assert b"Traceback" not in said
    assert running.process.returncode in (0, 130)
