"""What is noted of requests, and what machines that watch are told, over a real connection."""

from __future__ import annotations

import json
import stat
import time
from pathlib import Path
from typing import Any

import fakes
import httpx
import pytest
from live import running
from prometheus_client.parser import text_string_to_metric_families

from nianbao.errors import WrongCall
from nianbao.faces.http import make_app
from nianbao.faces.http_journal import _open_log, route_of
from nianbao.faces.http_wall import walled
from nianbao.serving.service import Service, bare_service
from nianbao.settings import Settings

SECRET = "张三的电话是多少"


def site(**settings: Any) -> tuple[Any, Service]:
    service = bare_service(fakes.FakeDesk(), Settings(**{"per_minute": 0, **settings}))  # type: ignore[arg-type]
    return walled(make_app(service.desk, service.settings, service), service), service


def test_every_request_is_one_line_without_what_was_asked(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "requests.jsonl"
    with running(*site(request_log=str(log))) as (address, _), httpx.Client(base_url=address) as client:
        asked = client.post("api/ask", json={"question": SECRET})
        client.get("report/x", params={"q": SECRET})
        client.get("nothing/" + SECRET)
        client.get("api/health", headers={"Host": "evil.example"})
        deadline = time.monotonic() + 5
        while log.read_text("utf-8").count("\n") < 4 and time.monotonic() < deadline:
            time.sleep(0.02)
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("POST", "/api/ask", 200), ("GET", "/report/{id}", 404), ("GET", "other", 404), ("GET", "/api/health", 400),
    ]  # fmt: skip
    assert lines[0]["id"] == asked.headers["x-request-id"]
    assert len({line["id"] for line in lines}) == 4
    assert all(set(line) == {"at", "id", "method", "route", "status", "ms"} for line in lines)
    assert not any(word in log.read_text("utf-8") for word in (SECRET, "127.0.0.1", "evil"))
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_is_said_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongCall, match="NIANBAO_REQUEST_LOG"):
        _open_log(str(tmp_path / "file" / "log"))


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/", "page"), ("/en/", "page"), ("/api/ask", "/api/ask"), ("/api/asking", "other"), ("/ui/page.css", "files"),
        ("/api/reports/云溪镇", "/api/reports"), ("/report/云溪镇-2018/page/1.png", "/report/{id}"),
        ("/en/gradio_api/queue/join", "page/queue/join"), ("/gradio_api/heartbeat/abc", "page/heartbeat"),
        ("/v1/chat/completions", "/v1/chat/completions"), ("/metrics", "/metrics"), ("/x" * 5000, "other"),
    ],
)  # fmt: skip
def test_routes_are_few_whatever_is_asked_for(path: str, route: str) -> None:
    assert route_of(path) == route


def test_a_monitor_reads_numbers_that_are_true() -> None:
    with running(*site()) as (address, _), httpx.Client(base_url=address) as client:
        for _ in range(3):
            client.post("api/ask", json={"question": fakes.FOUND.question})
        client.get("api/reports/nothing")
        time.sleep(0.1)
        told = client.get("metrics")
    assert told.headers["content-type"].startswith("text/plain; version=")
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(told.text)
        for sample in family.samples
    }
    assert found[("nianbao_requests_total", "/api/ask", "200", "POST")] == 3
    assert found[("nianbao_requests_total", "/api/reports", "404", "GET")] == 1
    assert found[("nianbao_index_reports",)] == 1
    assert found[("nianbao_requests_in_flight_limit",)] == 64
    assert found[("nianbao_request_seconds_count", "/api/ask")] == 3


def test_nobody_else_reads_them() -> None:
    """Behind a proxy on this machine everybody comes from this machine, but by the public name."""
    settings = {"public_url": "https://www.example.gov.cn/", "hosts": ("a.example",)}
    with running(*site(**settings)) as (address, _), httpx.Client(base_url=address) as client:
        assert client.get("metrics").status_code == 200
        for host in ("www.example.gov.cn", "a.example", "10.0.0.1:9", "evil.example"):
            assert client.get("metrics", headers={"Host": host}).status_code == 404
    with (
        running(*site(metrics_from="10.1.0.0/16", trusted_proxies="127.0.0.1")) as (address, _),
        httpx.Client(base_url=address) as client,
    ):
        seen = {
            visitor: client.get("metrics", headers={"X-Forwarded-For": visitor, "Host": "x"}).status_code
            for visitor in ("10.1.2.3", "10.2.2.3")
        }
    assert seen == {"10.1.2.3": 200, "10.2.2.3": 404}


def test_alive_and_ready_are_two_things() -> None:
    app, service = site()
    with running(app, service) as (address, _), httpx.Client(base_url=address) as client:
        assert [client.get(f"api/{path}").status_code for path in ("live", "ready")] == [200, 200]
        service.traffic.leaving = True
        assert client.get("api/live").status_code == 200
        leaving = client.get("api/ready")
        assert (leaving.status_code, leaving.json()) == (503, {"status": "leaving"})
        assert leaving.headers["connection"] == "close"


def test_a_full_house_is_alive_and_ready() -> None:
    """Whoever watches would otherwise end a server that is merely busy."""
    app, service = site(max_requests=1)
    service.traffic.taken = 1
    with running(app, service) as (address, _), httpx.Client(base_url=address) as client:
        assert client.get("api/health").status_code == 503
        assert [client.get(path).status_code for path in ("api/live", "api/ready", "metrics")] == [200] * 3
