"""What is noted of every request: an id, the route, how it ended and how long it took. Never a question, a name or an
address: what a visitor asked is kept, masked, where the settings say so, and nowhere else."""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import time
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse, Response

from nianbao.errors import NianbaoError, WrongCall
from nianbao.faces.http_forwarded import is_in, networks
from nianbao.serving.gauges import CONTENT_TYPE, Gauges

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from nianbao.serving.service import Service

LOG = logging.getLogger("nianbao.requests")
_BYTES, _FILES = 10 << 20, 5
_ROUTES = re.compile(
    r"/(?:en/)?(?P<files>assets|static|ui|theme\.css|favicon\.ico)|(?P<report>/report/)"
    r"|(?P<known>/api/(?:ask|feedback|figures|reports|health|compare|rollup|check|live|ready|staff)|/mcp|/metrics"
    r"|/v1/(?:chat/completions|models)|/docs|/demo|/widget\.js|/openapi\.json)(?=/|$)"
    r"|/(?:en/)?gradio_api/(?P<page>queue/join|queue/data|heartbeat)"
)


class Journal:
    """ASGI application around the site: notes how every request ended."""

    def __init__(self, app: ASGIApp, gauges: Gauges, log: str = "") -> None:
        self._app = app
        self._gauges = gauges
        if log:
            _open_log(log)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, id = time.monotonic(), 0, secrets.token_hex(8)

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = id
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            route, seconds = route_of(str(scope["path"])), time.monotonic() - began
            method = scope["method"] if scope["method"] in ("GET", "POST", "PUT", "DELETE", "HEAD") else "other"
            self._gauges.answered(route, method, status, seconds)
            if LOG.isEnabledFor(logging.INFO):
                LOG.info(_line(id, method, route, status, seconds))


class Watch:
    """ASGI application around the site: answers what machines ask of its state."""

    def __init__(self, app: ASGIApp, service: Service, gauges: Gauges) -> None:
        self._app = app
        self._service = service
        self._gauges = gauges
        self._watchers = tuple(networks(f"127.0.0.0/8,::1,{service.settings.metrics_from}"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        own = self._own(scope) if scope["type"] == "http" else None
        await (own or self._app)(scope, receive, send)

    def _own(self, scope: Scope) -> Response | None:
        """The answer to a machine that watches, None for every other request."""
        match scope["path"]:
            case "/api/live":
                return JSONResponse({"status": "ok"})
            case "/api/ready":
                said = self._ready()
                return JSONResponse({"status": said}, 200 if said == "ready" else 503)
            case "/metrics":
                if self._watches(scope):
                    return Response(self._gauges.text(), headers={"Content-Type": CONTENT_TYPE})
                return JSONResponse({"error": "没有这个地址。可用的接口见 /docs。"}, 404)
        return None

    def _ready(self) -> str:
        if self._service.traffic.leaving:
            return "leaving"
        try:
            self._service.desk.library.counts()
        except NianbaoError as error:
            LOG.debug("not ready: %s", error)
            return "no index"
        return "ready"

    def _watches(self, scope: Scope) -> bool:
        """True for machines of the settings; for this machine only by a name of its own, so never through a proxy."""
        client = scope["client"][0] if scope.get("client") else ""
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").rpartition(":")[0]
        local = host in ("127.0.0.1", "localhost", "[::1]")
        return is_in(client, self._watchers if local else self._watchers[2:])


def route_of(path: str) -> str:
    """The route of a path, one of few: names and numbers in it are left out."""
    found = _ROUTES.match(path)
    if found is None:
        return "page" if path in ("/", "/en", "/en/") else "other"
    if found["files"]:
        return "files"
    if found["report"]:
        return "/report/{id}"
    return found["known"] or f"page/{found['page']}"


def _line(id: str, method: str, route: str, status: int, seconds: float) -> str:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps(
        {"at": at, "id": id, "method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    )


def _open_log(place: str) -> None:
    """Lines of JSON to a file that only we may read, changed for a new one of 10 MiB; "-" is standard error."""
    for handler in tuple(LOG.handlers):
        LOG.removeHandler(handler)
        handler.close()
    try:
        handler = logging.StreamHandler() if place == "-" else _file(Path(place))
    except OSError as error:
        raise WrongCall(
            f"请求记录 {place} 写不了（{error.strerror}），请改 NIANBAO_REQUEST_LOG。",
            f"The request log {place} cannot be written ({error.strerror}); change NIANBAO_REQUEST_LOG.",
        ) from error
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def _file(path: Path) -> logging.Handler:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    return RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8")
