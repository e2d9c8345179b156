"""What of gradio can be reached: the page, its files, its own events. Everything else of it is not there.

Gradio has some sixty more routes (uploads, files, proxies, monitoring, a programming interface), none of which this
page uses; what nobody can reach need not be trusted.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import re
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from nianbao.errors import NianbaoError, TooMany
from nianbao.serving.limits import Limiter

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from nianbao.serving.service import Service

LOG = logging.getLogger(__name__)

_FILES = re.compile(
    r"/?|/theme\.css|/config|/favicon\.ico|/assets/[\w.-]{1,200}|/static/(?:[\w-]{1,40}/){0,4}[\w.-]{1,80}"
)
_SESSION = re.compile(r"[A-Za-z0-9]{4,40}")
_HEARTBEAT = "/gradio_api/heartbeat/"
_JOIN, _DATA = "/gradio_api/queue/join", "/gradio_api/queue/data"
_FIELDS = frozenset({"data", "event_data", "fn_index", "trigger_id", "session_hash"})
_EVENTS = 4
"""Events for each question that a visitor may ask: opening the page takes three."""
_STRAYS = 60
"""Wrong addresses of one visitor in a minute."""
_MOST_SESSIONS = 20_000
_DEEPEST = 4
_LONGEST = 10_000
"""Characters of one text that the page sends."""
_NOTHING = "没有这个地址。"
_WRONG = "网页发来的内容不对，请刷新网页再试。"
_TOO_MANY = "来得太快了，请过 {} 秒再试。"
_BUSY = "现在人太多，请过几秒再试。"


class Doors:
    """ASGI application in front of gradio's: lets through what the page itself asks for, and nothing else."""

    def __init__(self, app: ASGIApp, events: Mapping[int, frozenset[int]], service: Service) -> None:
        """`events` are the functions of the page, each with the components that may set it off."""
        self._app = app
        self._known = events
        self._service = service
        self._events = Limiter(service.settings.per_minute * _EVENTS)
        self._strays = Limiter(_STRAYS)
        self._sessions: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # the lifespan; a web socket there is none
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        path, method = str(scope["path"]).removeprefix(scope.get("root_path", "")), scope["method"]
        visitor = scope["client"][0] if scope.get("client") else "unknown"
        if method in ("GET", "HEAD") and _FILES.fullmatch(path):
            # Words in the address of the page are its own (`q`); gradio's would make it read files.
            allowed = {**scope, "query_string": b"" if path.strip("/") else _only_asked(scope["query_string"])}
            await self._quiet(allowed, receive, send)
        elif method == "POST" and path == _JOIN:
            await self._join(visitor, scope, receive, send)
        elif method == "GET" and (path == _DATA or path.startswith(_HEARTBEAT)):
            await self._stream(path, scope, receive, send)
        else:
            await self._stray(visitor)(scope, receive, send)

    def _stray(self, visitor: str) -> JSONResponse:
        try:
            self._strays.admit(visitor)
        except TooMany as wait:
            return _later(wait)
        return JSONResponse({"error": _NOTHING}, 404)

    async def _join(self, visitor: str, scope: Scope, receive: Receive, send: Send) -> None:
        """One event of the page: a known function, set off by one of its own components, with plain values."""
        try:
            self._events.admit(visitor)
        except TooMany as wait:
            await _later(wait)(scope, receive, send)
            return
        body = b""
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            if not message.get("more_body", False):
                break
        wanted = _event(body)
        if wanted is None or wanted["trigger_id"] not in self._known.get(wanted["fn_index"], ()):
            await JSONResponse({"error": _WRONG}, 422)(scope, receive, send)
            return
        self._sessions[wanted["session_hash"]] = None
        self._sessions.move_to_end(wanted["session_hash"])
        while len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        told = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def again() -> Message:
            return next(told, None) or await receive()

        await self._quiet({**scope, "query_string": b""}, again, send)

    async def _stream(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        """What a page hears of its events, and the connection that says it is still open: ended when the server is."""
        asked = scope["query_string"].decode("latin-1").removeprefix("session_hash=")
        session = asked if path == _DATA else path.removeprefix(_HEARTBEAT)
        if not _SESSION.fullmatch(session) or (path == _DATA and session not in self._sessions):
            await JSONResponse({"error": _NOTHING}, 404)(scope, receive, send)
            return
        if path == _DATA:  # ends by itself when the last answer is told
            await self._quiet({**scope, "query_string": f"session_hash={session}".encode()}, receive, send)
            return
        started = ended = False

        async def noted(message: Message) -> None:
            nonlocal started, ended
            started = True
            ended = ended or (message["type"] == "http.response.body" and not message.get("more_body", False))
            await send(message)

        inner = asyncio.ensure_future(self._quiet({**scope, "query_string": b""}, receive, noted))
        with self._service.traffic.listening(inner.cancel) as let_in:
            if not let_in:
                inner.cancel()
            await asyncio.wait({inner})
        if not let_in:
            await JSONResponse({"error": _BUSY}, 503, {"Retry-After": "5"})(scope, receive, send)
        elif inner.cancelled() and started and not ended:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _quiet(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Gradio's answer; a session that has gone while its stream was open is no fault of the server."""
        begun = ended = False

        async def noted(message: Message) -> None:
            nonlocal begun, ended
            begun = True
            ended = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except (HTTPException, RuntimeError) as gone:
            if not isinstance(gone, HTTPException) and not isinstance(gone.__cause__, HTTPException):
                raise
            LOG.debug("a stream of the page ended: %s", gone)
            if begun and not ended:
                await send({"type": "http.response.body", "body": b"", "more_body": False})


def _only_asked(query: bytes) -> bytes:
    """The query of the page without gradio's own words."""
    return b"&".join(pair for pair in query.split(b"&") if pair.startswith((b"q=", b"__theme=")))


def _event(body: bytes) -> dict[str, Any] | None:
    """What the page wants done, None when that is nothing a page sends."""
    try:
        wanted = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(wanted, dict) or wanted.keys() - _FIELDS:
        return None
    session, data = wanted.get("session_hash"), wanted.get("data")
    sound = (
        isinstance(session, str) and _SESSION.fullmatch(session)
        and type(wanted.get("fn_index")) is int and type(wanted.get("trigger_id")) is int
        and isinstance(data, list) and len(data) <= 20 and all(_plain(each, 1) for each in data)
        and not any(isinstance(each, dict) for each in data)
        and _plain(wanted.get("event_data"), _DEEPEST)
    )  # fmt: skip
    return wanted if sound else None


def _plain(value: object, depth: int) -> bool:
    """True for values of a form or of our own events: small, flat, and no description of a file."""
    if isinstance(value, str):
        return len(value) <= _LONGEST
    if isinstance(value, list):
        return depth > 0 and len(value) <= 500 and all(_plain(each, depth - 1) for each in value)
    if isinstance(value, dict):
        files = {"path", "meta", "is_stream"} & value.keys()
        return depth > 0 and not files and len(value) <= 50 and all(_plain(each, depth - 1) for each in value.values())
    return value is None or isinstance(value, bool | int | float)


def _later(wait: NianbaoError) -> JSONResponse:
    seconds = max(1, math.ceil(wait.seconds)) if isinstance(wait, TooMany) else 1
    return JSONResponse({"error": _TOO_MANY.format(seconds)}, 429, {"Retry-After": str(seconds)})
