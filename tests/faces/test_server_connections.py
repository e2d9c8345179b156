"""A real server under clients that hold connections, crowd in, or are there when it is told to stop."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import fakes
import httpx
import pytest
from browsing import ROOT, free_port
from live import running

from nianbao.faces.http import make_app
from nianbao.faces.http_wall import walled
from nianbao.serving.service import Service, bare_service
from nianbao.settings import Settings

BODY = json.dumps({"question": fakes.FOUND.question}).encode()


def site(desk: Any = None, **settings: Any) -> tuple[Any, Service]:
    """The API without the page, behind the wall."""
    service = bare_service(desk or fakes.FakeDesk(), Settings(**{"per_minute": 0, **settings}))
    return walled(make_app(service.desk, service.settings, service), service), service


def connected(address: str, sent: bytes = b"") -> socket.socket:
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname, parts.port), timeout=30)
    connection.sendall(sent)
    return connection


def asked(address: str) -> tuple[int, float]:
    """Status of one question over a new connection, and the seconds it took."""
    head = f"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {len(BODY)}\r\n"
    began = time.monotonic()
    with connected(address, f"{head}Content-Type: application/json\r\n\r\n".encode() + BODY) as connection:
        received = ended(connection)
    assert received, "the connection was cut"
    return int(received.split()[1]), time.monotonic() - began


def ended(connection: socket.socket) -> bytes:
    received = b""
    while piece := connection.recv(65536):
        received += piece
    return received


@pytest.fixture
def many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 5000:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(5000, hard), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_files")
def test_half_open_connections_hold_up_nobody_and_are_told_to_hurry() -> None:
    """1,100 of them, a third each silent, in the middle of a head, and after a first answer."""
    with running(*site(header_seconds=2)) as (address, server), ExitStack() as open_ones:
        begun, again = b"GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\nX-", b"GET /api/live HTTP/1.1\r\nHost: x\r\n\r\nG"
        heads = (b"", begun, again)
        held = [open_ones.enter_context(connected(address, heads[n % 3])) for n in range(1100)]
        assert held[1097].recv(65536)
        replies = [asked(address) for _ in range(3)]
        assert ({status for status, _ in replies}, min(seconds for _, seconds in replies) < 0.5) == ({200}, True)
        assert ended(held[0]) == b""
        assert ended(held[1]).startswith(b"HTTP/1.1 408 ")
        deadline = time.monotonic() + 8
        while len(server.server_state.connections) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(server.server_state.connections) == 0


def test_more_connections_than_there_may_be_push_out_the_longest_silent() -> None:
    with running(*site(max_connections=50, header_seconds=60)) as (address, server), ExitStack() as open_ones:
        held = [open_ones.enter_context(connected(address)) for _ in range(200)]
        assert asked(address)[0] == 200
        assert len(server.server_state.connections) <= 51
        held[0].settimeout(5)
        assert ended(held[0]) == b""


def test_a_head_that_comes_byte_by_byte_is_not_waited_for() -> None:
    with running(*site(header_seconds=1)) as (address, _), connected(address) as slow:
        began = time.monotonic()

        def trickle() -> None:
            for byte in b"GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-A: 1\r\n" * 100:
                slow.sendall(bytes([byte]))
                time.sleep(0.05)

        with pytest.raises((ConnectionError, BrokenPipeError)):
            trickle()
        assert time.monotonic() - began < 4


def test_who_takes_nothing_of_an_answer_is_let_go() -> None:
    async def endless(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(4000):
            await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        await send({"type": "http.response.body"})

    _, service = site()
    with running(endless, service) as (address, server):
        server.config.http_protocol_class.stalled = 0.5
        with connected(address, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"):
            time.sleep(0.2)
            assert len(server.server_state.tasks) == 1
            deadline = time.monotonic() + 5
            while server.server_state.tasks and time.monotonic() < deadline:
                time.sleep(0.05)
            assert not server.server_state.tasks


class SlowDesk(fakes.FakeDesk):
    """Answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.began = threading.Semaphore(0)

    def conversation(self) -> Any:
        talk, ask = fakes.FakeConversation(), fakes.FakeConversation.ask

        def waiting(*args: Any, **options: Any) -> Any:
            self.began.release()
            assert self.go.wait(20)
            return ask(talk, *args, **options)

        talk.ask = waiting  # type: ignore[method-assign]
        return talk


def test_too_many_requests_at_once_are_refused_early_and_the_others_are_answered() -> None:
    desk = SlowDesk()
    app, service = site(desk, max_requests=4)
    with running(app, service) as (address, _), ThreadPoolExecutor(4) as pool:
        working = [pool.submit(asked, address) for _ in range(4)]
        for _ in working:
            assert desk.began.acquire(timeout=10)
        replies = [asked(address) for _ in range(3)]
        assert ({status for status, _ in replies}, min(seconds for _, seconds in replies) < 0.2) == ({503}, True)
        refused = httpx.post(f"{address}api/ask", json={"question": "a"})
        assert (refused.status_code, list(refused.json())) == (503, ["error"])
        assert int(refused.headers["retry-after"]) > 0
        assert httpx.get(f"{address}api/figures").status_code == 503
        desk.go.set()
        assert {future.result()[0] for future in working} == {200}
        assert asked(address)[0] == 200
        assert service.traffic.taken == 0


def test_slow_senders_hold_no_places() -> None:
    head = f"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(BODY)}\r\n\r\n".encode()
    with running(*site(max_requests=2)) as (address, _), ExitStack() as open_ones:
        for _ in range(40):
            open_ones.enter_context(connected(address, head + BODY[:5]))
        assert asked(address)[0] == 200


def test_uploads_that_never_end_leave_room_for_the_questions_and_uploads_of_others() -> None:
    head = (
        b"POST /api/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        b"Content-Length: 10000000\r\n\r\n--x\r\n"
    )
    with running(*site(max_requests=2)) as (address, _), ExitStack() as open_ones:
        held = [open_ones.enter_context(connected(address, head)) for _ in range(6)]
        assert asked(address)[0] == 200
        assert held[5].recv(65536).startswith(b"HTTP/1.1 503 ")


def test_expensive_routes_weigh_more_in_the_limit_of_a_visitor() -> None:
    with running(*site(per_minute=30)) as (address, _), httpx.Client(base_url=address) as client:
        exports = [client.get("api/figures?format=csv").status_code for _ in range(4)]
        assert exports == [200, 200, 200, 429]
        assert client.get("api/figures").status_code == 200
    with running(*site(per_minute=30)) as (address, _), httpx.Client(base_url=address) as client:
        thread = [{"role": "user", "content": fakes.FOUND.question}] * 10
        chats = [client.post("v1/chat/completions", json={"model": "nianbao", "messages": thread}) for _ in range(4)]
        assert [chat.status_code for chat in chats] == [200, 200, 200, 429]


def test_a_server_told_to_stop_finishes_what_it_works_on() -> None:
    desk = SlowDesk()
    app, service = site(desk)
    with ThreadPoolExecutor(3) as pool, running(app, service) as (address, server):
        working = [pool.submit(asked, address) for _ in range(3)]
        for _ in working:
            assert desk.began.acquire(timeout=10)
        server.should_exit = True
        time.sleep(1.0)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{address}api/health")
        desk.go.set()
        assert [future.result()[0] for future in working] == [200] * 3


def test_what_a_stopping_server_cannot_finish_in_time_is_given_up() -> None:
    desk = SlowDesk()
    app, service = site(desk, grace_seconds=1)
    with ThreadPoolExecutor(1) as pool, running(app, service) as (address, server):
        working = pool.submit(asked, address)
        assert desk.began.acquire(timeout=10)
        server.should_exit = True
        began = time.monotonic()
        assert working.result(timeout=10)[0] == 500
        assert time.monotonic() - began < 5
        desk.go.set()


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            connected(address).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def _told_to_stop(command: list[str], address: str, extra: dict[str, str]) -> tuple[int, list[str], str]:
    """Sends SIGTERM to a site while four clients ask without a pause; its exit code, their faults, what it said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **extra}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    faults: list[str] = []
    stop = threading.Event()

    def visitor() -> None:
        with httpx.Client(base_url=address, timeout=20) as client:
            while not stop.is_set():
                try:
                    status = client.post("api/ask", content=BODY, headers={"Content-Type": "application/json"})
                    if status.status_code != 200 and status.status_code != 503:
                        faults.append(str(status.status_code))
                except httpx.ConnectError:  # nobody listens any more
                    return
                except httpx.HTTPError as fault:
                    faults.append(repr(fault))
                    return

    _wait_for(address)
    visitors = [threading.Thread(target=visitor) for _ in range(4)]
    for each in visitors:
        each.start()
    time.sleep(1.0)
    process.send_signal(signal.SIGTERM)
    try:
        _, said = process.communicate(timeout=30)
    finally:
        stop.set()
        process.kill()
    for each in visitors:
        each.join(20)
    return process.returncode, faults, said.decode()


def test_sigterm_under_load_is_no_fault_to_anybody(tmp_path: Path) -> None:
    """No 500, no connection cut, exit 0, no word on standard error."""
    port = free_port()
    command = [sys.executable, str(Path(__file__).with_name("fake_site.py")), str(port), "--api"]
    code, faults, said = _told_to_stop(command, f"http://127.0.0.1:{port}/", {"NIANBAO_PER_MINUTE": "0"})
    assert (code, faults) == (0, [])
    assert "Traceback" not in said


def test_few_descriptors_are_noticed_at_the_start_and_suffice(tmp_path: Path) -> None:
    """With 256 of them for all, 400 silent connections leave a place for a question."""
    port = free_port()
    command = [sys.executable, str(Path(__file__).with_name("fake_site.py")), str(port), "--api"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    few = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))  # noqa: E731
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, preexec_fn=few)
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(address)
        with ExitStack() as open_ones:
            for _ in range(400):
                open_ones.enter_context(connected(address))
            assert asked(address)[0] == 200
    finally:
        process.terminate()
        _, said = process.communicate(timeout=20)
    assert "256 descriptors" in said.decode()
    assert "Too many open files" not in said.decode()
