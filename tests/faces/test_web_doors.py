"""Gradio's own routes: only what the page asks for is there, and it takes nothing but plain values."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from live import live_site

SESSION = "abc123def45"
CLOSED = (
    "gradio_api/info", "gradio_api/info/", "gradio_api/openapi.json", "gradio_api/app_id", "gradio_api/app_id/",
    "gradio_api/user", "gradio_api/token", "gradio_api/login_check", "gradio_api/dev/reload", "gradio_api/runs",
    "gradio_api/startup-events", "gradio_api/theme.css", "gradio_api/vibe-code/", "gradio_api/upload_progress",
    "gradio_api/file=/etc/hostname", "gradio_api/file/etc/hostname", "gradio_api/proxy=http://127.0.0.1:1/",
    "gradio_api/custom_component/a/client/b/c", "gradio_api/stream/a/1/2/playlist.m3u8", "gradio_api/deep_link",
    "gradio_api/call/typed/abc", "monitoring", "monitoring/summary", "monitoring/x", "manifest.json", "pwa_icon",
    "robots.txt", "svelte/a.js", "login", "logout", "assets/../../package.json", "assets/%2e%2e/%2e%2e/package.json",
    "static/..%2f..%2froutes.py", "static/%00", "wp-login.php", "en/gradio_api/info", "en/monitoring",
)  # fmt: skip
POSTS = (
    "gradio_api/upload", "gradio_api/run/typed", "gradio_api/api/typed", "gradio_api/call/typed", "gradio_api/reset",
    "gradio_api/cancel", "gradio_api/component_server", "gradio_api/process_recording", "gradio_api/vibe-edit/",
    "gradio_api/stream/a", "gradio_api/call/v2/typed", "gradio_api/run-history/connect", "login", "config",
    "en/gradio_api/upload",
)  # fmt: skip


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with live_site(per_minute=0) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.WARNING)
    return caplog


def joined(client: httpx.Client, **changes: object) -> httpx.Response:
    """The page's first event, or another one."""
    config = client.get("config").json()
    first = config["dependencies"][0]
    event = {
        "data": [], "event_data": {"query": "", "bar": True}, "fn_index": first["id"],
        "trigger_id": first["targets"][0][0], "session_hash": SESSION,
    }  # fmt: skip
    return client.post("gradio_api/queue/join", json={**event, **changes})


def test_every_other_route_of_gradio_is_not_there(client: httpx.Client, logged: pytest.LogCaptureFixture) -> None:
    """Fifty addresses that gradio serves or might: a sentence, no traceback."""
    from nianbao.faces import web_doors

    assert len(CLOSED) + len(POSTS) < web_doors._STRAYS
    found = {path: client.get(path) for path in CLOSED} | {f"POST {path}": client.post(path) for path in POSTS}
    assert {path: reply.status_code for path, reply in found.items() if reply.status_code != 404} == {}
    assert {tuple(reply.json()) for reply in found.values()} == {("error",)}
    assert logged.records == []


def test_who_tries_many_addresses_has_to_wait(logged: pytest.LogCaptureFixture) -> None:
    with live_site() as address, httpx.Client(base_url=address, timeout=30) as client:
        found = [client.get(f"admin{n}.php").status_code for n in range(70)]
        assert (found[0], found[-1]) == (404, 429)
        assert client.get("").status_code == 200
        assert client.get("api/health").status_code == 200
    assert logged.records == []


def test_the_page_is_served_and_answers_over_its_own_events(client: httpx.Client) -> None:
    page = client.get("", params={"q": "?"})
    assert page.status_code == 200
    assert client.get("theme.css").status_code == 200
    assert joined(client).status_code == 200
    with client.stream("GET", "gradio_api/queue/data", params={"session_hash": SESSION}) as stream:
        said = "".join(stream.iter_text())
    assert "process_completed" in said
    assert "37" in said


@pytest.mark.parametrize(
    "changes",
    [
        {"fn_index": 99}, {"fn_index": None}, {"fn_index": True}, {"trigger_id": 1}, {"session_hash": "../etc"},
        {"session_hash": None}, {"data": [{"path": "/etc/hostname", "meta": {"_type": "gradio.FileData"}}]},
        {"data": [{"a": 1}]}, {"data": "abc"}, {"data": ["x" * 20_000]}, {"data": [0] * 50},
        {"event_data": [[[[[[1]]]]]]}, {"event_data": {"path": "/etc/hostname"}}, {"simple_format": True},
        {"oauth_token": "x"}, {"event_id": "x"}, {"batched": True},
    ],
)  # fmt: skip
def test_an_event_that_the_page_does_not_send_is_refused(
    client: httpx.Client, logged: pytest.LogCaptureFixture, changes: dict[str, object]
) -> None:
    reply = joined(client, **changes)
    assert (reply.status_code, list(reply.json())) == (422, ["error"])
    assert logged.records == []


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 200_000, b"null", b'{"data": []}', b"\xff\xfe"])
def test_a_body_that_is_no_event_is_refused(
    client: httpx.Client, logged: pytest.LogCaptureFixture, body: bytes
) -> None:
    assert client.post("gradio_api/queue/join", content=body).status_code == 422
    assert logged.records == []


def test_events_of_a_session_that_never_asked_are_not_there(
    client: httpx.Client, logged: pytest.LogCaptureFixture
) -> None:
    for query in ("session_hash=neverasked1", "", "session_hash=../../x", "session_hash=" + "a" * 5000, "a=1&" * 50):
        assert client.get(f"gradio_api/queue/data?{query}").status_code == 404
    assert logged.records == []


def test_a_stream_whose_session_has_gone_is_no_fault_of_the_server(
    client: httpx.Client, logged: pytest.LogCaptureFixture
) -> None:
    """Whoever opens a stream, leaves and comes back finds it ended."""
    session = "leavesearly1"
    assert joined(client, session_hash=session).status_code == 200
    for _ in range(3):
        with (
            suppress(httpx.ReadTimeout),
            client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}, timeout=0.3) as stream,
        ):
            next(stream.iter_bytes(), b"")
    assert [record.getMessage() for record in logged.records if record.name != "asyncio"] == []


def test_events_are_limited_for_each_visitor() -> None:
    with live_site(per_minute=2) as address, httpx.Client(base_url=address, timeout=30) as client:
        found = [joined(client) for _ in range(9)]
    assert [reply.status_code for reply in found] == [200] * 8 + [429]
    assert int(found[-1].headers["retry-after"]) <= 60


def test_connections_that_only_listen_have_a_limit_of_their_own() -> None:
    with (
        live_site(max_connections=4) as address,
        httpx.Client(base_url=address, timeout=30) as client,
        client.stream("GET", "gradio_api/heartbeat/abc123") as first,
        client.stream("GET", "gradio_api/heartbeat/abc124") as second,
    ):
        assert [each.status_code for each in (first, second)] == [200, 200]
        third = client.get("gradio_api/heartbeat/abc125")
        assert (third.status_code, list(third.json())) == (503, ["error"])
        assert client.get("api/health").status_code == 200
