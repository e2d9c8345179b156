"""Bodies that come slowly: one that does not keep coming is answered 408; one refused unread is let finish first."""

from __future__ import annotations

import asyncio
import contextlib
import time

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GRACE = 20.0
"""Seconds in which a body may be as slow as it likes."""
LEAST_RATE = 1000
"""Bytes a second that it must make on the whole, after that."""


class BodyDeadline:
    """ASGI middleware: a body may take `grace` seconds, and one more for every `rate` bytes received."""

    def __init__(self, app: ASGIApp, grace: float = GRACE, rate: int = LEAST_RATE) -> None:
        self._app = app
        self._grace = grace
        self._rate = rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, seen, more = time.monotonic(), 0, True
        late = started = False

        async def hurried() -> Message:
            nonlocal seen, more, late
            if not more:  # what comes now is that the client leaves, whenever that may be
                return await receive()
            left = began + self._grace + seen / self._rate - time.monotonic()
            try:
                message = await asyncio.wait_for(receive(), max(left, 0.0))
            except TimeoutError:
                late = True
            if late:
                return {"type": "http.disconnect"}
            seen += len(message.get("body", b""))
            more = message.get("more_body", False)
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            if started or not late:
                started = True
                await send(message)

        try:
            await self._app(scope, hurried, noted)
        except ClientDisconnect:
            if not late:
                raise
        if late and not started:
            refusal = JSONResponse({"error": "请求发送得太慢，请检查网络后重新发送。"}, 408, {"Connection": "close"})
            await refusal(scope, receive, send)


class Lingering:
    """ASGI middleware: an answer given before the body was read waits until the rest has come, and is thrown away.

    A server closes the connection on a body it has not read, and a proxy that is still sending then reports a fault
    of its own instead of the answer. At most `most` bytes and `seconds` are waited for; to be added last.
    """

    def __init__(self, app: ASGIApp, most: int = 128 << 20, seconds: float = 5.0) -> None:
        self._app = app
        self._most = most
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        names = {name for name, _ in scope.get("headers", ())}
        if scope["type"] != "http" or not names & {b"content-length", b"transfer-encoding"}:
            await self._app(scope, receive, send)
            return
        more, status = True, 200

        async def noted() -> Message:
            nonlocal more
            message = await receive()
            more = message["type"] == "http.request" and message.get("more_body", False)
            return message

        async def waiting(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            last = message["type"] == "http.response.body" and not message.get("more_body", False)
            # Whoever was too slow once is not waited for again.
            if last and more and status != 408:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._rest(receive), self._seconds)
            await send(message)

        await self._app(scope, noted, waiting)

    async def _rest(self, receive: Receive) -> None:
        seen = 0
        while seen < self._most:
            message = await receive()
            seen += len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body", False):
                return
