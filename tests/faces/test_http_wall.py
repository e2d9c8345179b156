"""The wall around a real site: by which names it answers, whom it believes, what every answer carries."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import fakes
import httpx
import pytest
from browsing import visitor
from live import live_site, running

from nianbao.errors import WrongCall
from nianbao.faces.http import make_app
from nianbao.faces.http_forwarded import Forwarded
from nianbao.faces.http_wall import bare, walled
from nianbao.serving.service import bare_service
from nianbao.settings import Settings, from_environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PUBLIC = "https://www.example.gov.cn/nianbao/"
ROUTES = (
    "", "api/health", "api/reports", "api/reports/nothing", "api/nothing", "api/figures?year=x", "report/x", "docs",
    "openapi.json", "widget.js", "demo", "ui/page.css", "ui/nothing", "theme.css", "nothing", "config",
    "gradio_api/upload", "v1/models", "v1/nothing", "mcp", "api/figures?format=csv", "api/staff/session",
)  # fmt: skip


def site(**settings: Any) -> Any:
    service = bare_service(fakes.FakeDesk(), Settings(**settings))  # type: ignore[arg-type]
    return running(walled(make_app(service.desk, service.settings, service), service), service)


@pytest.fixture(scope="module")
def public() -> Iterator[httpx.Client]:
    """A site that is known by a name, behind a proxy on another machine."""
    with (
        site(public_url=PUBLIC, trusted_proxies="10.0.0.0/8", hosts=("intern.example",)) as (address, _),
        httpx.Client(base_url=address) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def whole() -> Iterator[httpx.Client]:
    with live_site(per_minute=0) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.mark.parametrize(
    "host", ["www.example.gov.cn", "WWW.example.gov.cn:443", "localhost", "127.0.0.1:7860", "[::1]", "intern.example"]
)
def test_a_site_answers_by_its_names(public: httpx.Client, host: str) -> None:
    assert public.get("api/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "www.example.gov.cn.evil.example", "evil.example:7860", "127.0.0.1.evil.example", "10.1.2.3", "",
     "www.example.gov.cn@evil.example", "localhost:80:80", "[::1", "\xff", "a" * 5000],
)  # fmt: skip
def test_a_site_does_not_answer_by_another_name(public: httpx.Client, host: str) -> None:
    """What a page that points its own name at this machine (DNS rebinding) would ask."""
    reply = public.get("api/health", headers={"Host": host.encode("latin-1")})
    assert reply.status_code == 400
    assert "NIANBAO_HOSTS" in reply.json()["error"]


def test_the_address_that_was_connected_to_is_a_name(public: httpx.Client) -> None:
    """A colleague in the same network opens the site by its number."""
    with site(host="0.0.0.0") as (address, _):
        assert httpx.get(f"{address}api/health").status_code == 200
    assert bare("[2001:DB8::1]:80") == "[2001:db8::1]"


def test_machines_that_watch_need_no_name(public: httpx.Client) -> None:
    for path in ("api/live", "api/ready"):
        assert public.get(path, headers={"Host": "10.20.30.40"}).status_code != 400


FORGED = {
    "X-Forwarded-For": "192.0.2.99", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Prefix": "/evil", "Forwarded": "for=192.0.2.99;host=evil.example", "X-Real-IP": "192.0.2.99",
    "X-Gradio-Server": "http://evil.example/", "X-Direct-Url": "http://evil.example/", "X-Original-URL": "/api/staff",
}  # fmt: skip


def seen(headers: dict[str, str], client: str = "127.0.0.1", **options: str) -> dict[str, Any]:
    """What an application sees of a request that came from that address."""
    found: dict[str, Any] = {}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        found.update(scope)

    pairs = [(name.lower().encode(), value.encode()) for name, value in {"Host": "a.example", **headers}.items()]
    scope = {"type": "http", "scheme": "http", "client": (client, 5), "headers": pairs}
    asyncio.run(Forwarded(app, **{"trusted": "", **options})(scope, None, None))  # type: ignore[arg-type]
    return found


def test_what_a_visitor_says_of_the_way_it_came_is_taken_away() -> None:
    for trusted in ("", "10.0.0.0/8"):
        found = seen(FORGED, trusted=trusted)
        assert (found["scheme"], found["client"]) == ("http", ("127.0.0.1", 5))
        assert found["headers"] == [(b"host", b"a.example")]


def test_a_trusted_proxy_is_believed() -> None:
    found = seen({**FORGED, "X-Forwarded-For": "192.0.2.1, 203.0.113.7, 10.0.0.2"}, "10.0.0.1", trusted="10.0.0.0/8")
    assert (found["scheme"], found["client"]) == ("https", ("203.0.113.7", 0))
    names = {name for name, _ in found["headers"]}
    assert names == {b"host", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-prefix"}


@pytest.mark.parametrize(
    ("said", "visitor"),
    [
        ("203.0.113.7", "203.0.113.7"), ("203.0.113.7:4711", "203.0.113.7"), ("[2001:db8::7]:4711", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"), ("<script>, 203.0.113.7", "203.0.113.7"), ("nonsense", "10.0.0.1"),
        ("", "10.0.0.1"), ("10.0.0.9", "10.0.0.9"), ("1.1.1.1," * 5000 + "203.0.113.7", "203.0.113.7"),
    ],
)  # fmt: skip
def test_the_visitor_is_the_last_address_that_no_proxy_has(said: str, visitor: str) -> None:
    assert seen({"X-Forwarded-For": said}, "10.0.0.1", trusted="10.0.0.0/8")["client"][0] == visitor


def test_a_proxy_in_the_notation_of_ipv6_is_the_same_proxy() -> None:
    found = seen({"X-Forwarded-For": "203.0.113.7"}, "::ffff:10.0.0.1", trusted="10.0.0.0/8")
    assert found["client"][0] == "203.0.113.7"


def test_a_request_by_the_public_name_has_the_scheme_of_the_public_address() -> None:
    assert seen({"Host": "www.example.gov.cn"}, public_url=PUBLIC)["scheme"] == "https"
    assert seen({"Host": "localhost"}, public_url=PUBLIC)["scheme"] == "http"


def test_a_host_that_a_proxy_hands_on_must_be_one_of_ours() -> None:
    """nginx hands on what it does not set itself."""
    with live_site(trusted_proxies="127.0.0.1") as address:
        page = httpx.get(f"{address}config", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil" not in page.text


@pytest.mark.parametrize("variable", ["NIANBAO_TRUSTED_PROXIES", "NIANBAO_HOSTS"])
def test_a_name_that_cannot_be_one_is_refused_at_the_start(variable: str) -> None:
    with pytest.raises(WrongCall, match=variable):
        from_environment({variable: "https://a.example/"})


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_carries_the_headers(whole: httpx.Client, path: str) -> None:
    """Pages, files, refusals and what is not there alike."""
    headers = whole.get(path).headers
    policy = headers["content-security-policy"]
    assert re.search(r"default-src '(none|self)'", policy)
    assert "frame-ancestors 'self'" in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cache-control"]
    assert "strict-transport-security" not in headers
    assert "server" not in headers


def test_a_fault_of_the_server_carries_them_too() -> None:
    class Broken(fakes.FakeDesk):
        def conversation(self) -> Any:
            raise RuntimeError("inner words")

    service = bare_service(Broken(), Settings())  # type: ignore[arg-type]
    with running(walled(make_app(service.desk, service.settings, service), service), service) as (address, _):
        reply = httpx.post(f"{address}api/ask", json={"question": "a"})
    assert (reply.status_code, "inner" in reply.text) == (500, False)
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_browsers_are_told_to_stay_with_https(public: httpx.Client) -> None:
    assert public.get("api/health", headers={"Host": "www.example.gov.cn"}).headers["strict-transport-security"]
    assert "strict-transport-security" not in public.get("api/health").headers


def test_other_sites_may_frame_the_page_only_when_allowed() -> None:
    with live_site(origins=("https://a.example",)) as address:
        assert "frame-ancestors 'self' https://a.example" in httpx.get(address).headers["content-security-policy"]


def test_files_whose_name_changes_with_their_content_are_kept(whole: httpx.Client) -> None:
    name = re.search(r"assets/[\w.-]+-[\w-]{8}\.js", whole.get("").text)
    assert name is not None
    assert "immutable" in whole.get(name[0]).headers["cache-control"]


@pytest.mark.browser
def test_the_page_works_under_its_policy_and_breaks_it_nowhere(fake_site: str, browser: Browser) -> None:
    with visitor(browser) as reader:
        said: list[str] = []
        reader.page.on("console", lambda message: said.append(message.text))
        for path in ("", "en/", "demo", "docs", "report/x"):
            reader.page.goto(fake_site + path)
            reader.page.wait_for_load_state("networkidle" if path in ("demo", "docs") else "load")
            reader.page.wait_for_timeout(300)
        reader.page.goto(fake_site)
        reader.page.wait_for_selector(".welcome")
        reader.ask(fakes.FOUND.question)
        reader.page.goto(f"{fake_site}#browse")
        reader.page.wait_for_selector("#browse-form")
        assert [text for text in said if "Content Security Policy" in text or "violates" in text] == []
        assert reader.strangers(fake_site) == []
