"""The wall around the whole site: by which names it may be asked, and the headers that every answer carries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

from nianbao.faces.http_forwarded import Forwarded
from nianbao.faces.http_journal import Journal, Watch
from nianbao.serving.gauges import Gauges

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from nianbao.serving.service import Service
    from nianbao.settings import Settings

_OWN = ("localhost", "127.0.0.1", "[::1]")
_ANYWHERE = ("/api/live", "/api/ready", "/metrics")
"""Asked by machines that know no name."""
_PORT = re.compile(r":\d{1,5}")
_PAGE = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; "
)
"""Of gradio's page, which makes scripts of text; but nothing comes from or goes to another host."""
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; "
_PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
_YEAR = 365 * 86_400
_HASHED = re.compile(r"/assets/[^/]{1,200}-[\w-]{8}\.\w{1,5}$")
"""Gradio's files, whose names change with their content."""


class Wall:
    """ASGI application around the whole, the framework's own answers to faults included."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        self._hosts = allowed_hosts(service.settings)
        self._framing = "frame-ancestors " + " ".join(("'self'", *sorted(service.settings.origins)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def clad(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(scope, MutableHeaders(scope=message))
            await send(message)

        headers = Headers(scope=scope)
        if scope["path"] not in _ANYWHERE and not self._may(headers.getlist("host"), scope):
            await _refusal()(scope, receive, clad)
            return
        given = headers.get("x-forwarded-host")
        if given is not None and not self._may([given], scope):
            kept = [pair for pair in scope["headers"] if pair[0] != b"x-forwarded-host"]
            scope = {**scope, "headers": kept}
        await self._app(scope, receive, clad)

    def _may(self, hosts: list[str], scope: Scope) -> bool:
        """True for one host that is ours: one of the names, or the very address that was connected to."""
        if len(hosts) != 1:
            return False
        name = bare(hosts[0])
        server = scope.get("server")
        # A socket of both families tells an IPv4 address as ::ffff:192.0.2.1.
        own = str(server[0]).removeprefix("::ffff:") if server is not None else None
        return name in self._hosts or (own is not None and name in (own, f"[{own}]"))

    def _dress(self, scope: Scope, headers: MutableHeaders) -> None:
        path, kind = str(scope["path"]), headers.get("content-type", "")
        html = kind.startswith("text/html")
        policy = headers.get("content-security-policy") or (_PAGE if html else _NOTHING)
        if "frame-ancestors" not in policy:
            policy = policy.rstrip("; ") + "; " + self._framing
        elif "default-src" not in policy:
            policy = (_PAGE if html else _NOTHING) + policy
        headers["Content-Security-Policy"] = policy
        for name, value in (
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Permissions-Policy", _PERMISSIONS),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cache-Control", _kept(str(scope["method"]), path)),
        ):
            headers.setdefault(name, value)
        if scope.get("scheme") == "https":
            headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
        if self._service.traffic.leaving:
            headers["Connection"] = "close"


def walled(app: ASGIApp, service: Service) -> ASGIApp:
    """The application as the network may see it."""
    settings = service.settings
    gauges = Gauges(service)
    inside = Wall(Watch(app, service, gauges), service)
    return Forwarded(Journal(inside, gauges, settings.request_log), settings.trusted_proxies, settings.public_url)


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """The names by which the site may be asked, in lower case, without port."""
    listening = () if settings.host in ("", "0.0.0.0", "::") else (settings.host,)
    named: Iterable[str] = (urlsplit(settings.public_url).netloc, *listening, *settings.hosts, *_OWN)
    return frozenset(_bracketed(bare(name)) for name in named if name)


def bare(host: str) -> str:
    """A host without its port, in lower case."""
    name = host.strip().lower()
    head, bracket, rest = name.partition("]")
    if bracket:
        return head + bracket if not rest or _PORT.fullmatch(rest) else name
    before, colon, port = name.rpartition(":")
    return before if colon and ":" not in before and port.isdecimal() else name


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def _kept(method: str, path: str) -> str:
    """How long browsers keep an answer that does not say so itself."""
    if method not in ("GET", "HEAD"):
        return "no-store"
    return f"public, max-age={_YEAR}, immutable" if _HASHED.search(path) else "no-cache"


def _refusal() -> JSONResponse:
    sentence = "这个地址没有登记：请管理员把它写进设置 NIANBAO_PUBLIC_URL 或 NIANBAO_HOSTS。"
    return JSONResponse({"error": sentence}, 400, {"Connection": "close"})
