"""One cap of what is worked on at one moment, over all routes; what is too much is told so early, and kindly."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from nianbao.errors import TooMany
from nianbao.serving.traffic import PATIENCE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from nianbao.serving.service import Service

_WEIGHTS = {"/api/rollup": 4, "/api/compare": 2, "/v1/chat/completions": 2, "/mcp": 2}
_EXPORT = 4
_COSTS = {"/api/rollup": 5, "/api/compare": 2}
_EXPORT_COST = 10
"""Questions for which one export counts in the limit of a visitor."""
_FREE = ("/api/live", "/api/ready", "/metrics")
_STREAMS = ("/gradio_api/heartbeat/", "/gradio_api/queue/data")
_FILES = ("/ui/", "/assets/", "/static/", "/theme.css", "/widget.js")
_PATIENT = 3.0
"""Seconds that a file of the page waits: it takes a millisecond, and without it the page is broken."""
_UPLOADS, _UPLOADS_OF_ONE = 16, 4
"""Uploads that come in at one moment, of all visitors and of one."""
BUSY = "现在人太多，请过几秒再试。"


class Crowd:
    """ASGI middleware, to be the innermost: a request takes its places when all of it is there, so slow senders hold
    none; uploads, which may be large, are counted apart."""

    def __init__(self, app: ASGIApp, service: Service, uploads_to: Collection[str] = ()) -> None:
        self._app = app
        self._service = service
        self._uploads_to = uploads_to
        self._uploads: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or path in _FREE or any(stream in path for stream in _STREAMS):
            await self._app(scope, receive, send)
        elif path in self._uploads_to and scope["method"] == "POST":
            await self._upload(scope, receive, send)
        else:
            await self._request(path, scope, receive, send)

    async def _request(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        exports = b"format=csv" in scope["query_string"] or b"format=xlsx" in scope["query_string"]
        if (cost := _COSTS.get(path, 0) + (_EXPORT_COST if exports and path.startswith("/api/") else 0)) > 0:
            try:
                self._service.limiter.admit(_visitor(scope), cost)
            except TooMany as wait:
                seconds = max(1, math.ceil(wait.seconds))
                said = wait.say(self._service.settings.lang)
                await JSONResponse({"error": said}, 429, {"Retry-After": str(seconds)})(scope, receive, send)
                return
        received = await _whole(scope, receive)
        if received and received[-1]["type"] == "http.disconnect":  # left, too slow or too large: others say so
            await self._app(scope, _replayed(received, receive), send)
            return
        traffic, weight = self._service.traffic, max(_WEIGHTS.get(path, 1), _EXPORT if exports else 1)
        patience = _PATIENT if any(name in path for name in _FILES) else PATIENCE
        if traffic.leaving or not await traffic.enter(weight, patience):
            await _busy()(scope, receive, send)
            return
        try:
            await self._app(scope, _replayed(received, receive), send)
        finally:
            traffic.leave(weight)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitor = _visitor(scope)
        full = self._uploads.total() >= _UPLOADS or self._uploads[visitor] >= _UPLOADS_OF_ONE
        if full or self._service.traffic.leaving:
            self._service.traffic.refused += 1
            await _busy()(scope, receive, send)
            return
        self._uploads[visitor] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._uploads[visitor] -= 1
            if not self._uploads[visitor]:
                del self._uploads[visitor]


async def _whole(scope: Scope, receive: Receive) -> list[Message]:
    """All messages of a request's body; the limit on its size and time is kept by those who hand it on."""
    received: list[Message] = []
    if scope["method"] in ("GET", "HEAD", "OPTIONS"):
        return received
    while not received or (received[-1]["type"] == "http.request" and received[-1].get("more_body", False)):
        received.append(await receive())
    return received


def _replayed(received: list[Message], receive: Receive) -> Receive:
    told = iter(received)

    async def again() -> Message:
        return next(told, None) or await receive()

    return again


def _visitor(scope: Scope) -> str:
    return str(scope["client"][0]) if scope.get("client") else "unknown"


def _busy() -> JSONResponse:
    return JSONResponse({"error": BUSY}, 503, {"Retry-After": "3"})
