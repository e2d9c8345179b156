"""A real server under clients that send slowly, too much or nonsense: each gets a sentence, others are served."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator

import fakes
import pytest
import uvicorn
from browsing import free_port

from nianbao.faces.http import make_app
from nianbao.faces.http_deadline import BodyDeadline
from nianbao.settings import Settings

_BODY = json.dumps({"question": fakes.FOUND.question}).encode()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that gives a body one second, and one more for every thousand bytes."""
    app = make_app(fakes.FakeDesk(), Settings(max_body_kb=2))  # type: ignore[arg-type]
    for each in app.user_middleware:
        if each.cls is BodyDeadline:
            each.kwargs["grace"] = 1.0
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield port
    server.should_exit = True
    thread.join()


def begun(port: int, length: int, body: bytes, path: str = "/api/ask", more: str = "") -> socket.socket:
    """A connection on which a request is under way; `more` header lines each end with a line break."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n"
    )
    connection.sendall(head.encode() + body)
    return connection


def ended(connection: socket.socket) -> tuple[int, dict[str, object]]:
    """Status and JSON of the reply, once the server has closed the connection."""
    with connection:
        received = b""
        while piece := connection.recv(65536):
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


def answered(port: int) -> int:
    with begun(port, len(_BODY), _BODY) as connection:
        return int(connection.recv(65536).split()[1])


def test_bodies_that_never_end_are_refused_while_others_are_served(port: int) -> None:
    """A hundred of them, more than there are threads, hold up nobody."""
    slow = [begun(port, len(_BODY), _BODY[:5]) for _ in range(100)]
    assert answered(port) == 200
    replies = [ended(connection) for connection in slow]
    assert replies == [(408, {"error": "请求发送得太慢，请检查网络后重新发送。"})] * 100


def test_a_body_that_comes_byte_by_byte_is_refused(port: int) -> None:
    connection = begun(port, len(_BODY), b"")

    def trickle() -> None:
        for byte in _BODY:
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                return
            time.sleep(0.1)

    sender = threading.Thread(target=trickle)
    sender.start()
    assert ended(connection)[0] == 408
    sender.join()


def test_a_large_body_that_flows_is_not_refused_for_its_time(port: int) -> None:
    """Bytes that come buy time: this body takes longer than the grace alone."""
    body = _BODY[:-1] + b" " * (1900 - len(_BODY)) + b"}"
    connection = begun(port, len(body), body[:1700])
    time.sleep(1.5)
    connection.sendall(body[1700:])
    with connection:
        assert int(connection.recv(65536).split()[1]) == 200


def test_the_other_door_refuses_slow_bodies_as_well(port: int) -> None:
    assert ended(begun(port, 100, b"{", "/v1/chat/completions"))[0] == 408


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * 5000, 413), (b"{", 422), (b'{"question": "a", "conversation": "someone else\'s"}', 400),
        (b'{"question": "a", "sudo": true}', 422),
    ],
)  # fmt: skip
def test_a_wrong_request_gets_one_sentence_and_the_next_one_its_answer(port: int, body: bytes, status: int) -> None:
    found, said = ended(begun(port, len(body), body, more="Connection: close\r\n"))
    assert (found, list(said)) == (status, ["error"])
    assert answered(port) == 200


def test_who_leaves_in_the_middle_of_a_body_harms_nobody(port: int) -> None:
    for _ in range(20):
        begun(port, 100, b"{").close()
    assert answered(port) == 200


def test_a_refusal_reaches_who_is_still_sending(port: int) -> None:
    """Ten megabytes that are refused by their announced length: the sender sends all of it, then reads the refusal."""
    import httpx

    for _ in range(3):
        reply = httpx.post(f"http://127.0.0.1:{port}/api/ask", content=b"x" * (10 << 20), timeout=20)
        assert (reply.status_code, list(reply.json())) == (413, ["error"])
