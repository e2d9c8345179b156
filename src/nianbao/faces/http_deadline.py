"""Bodies that never end: a request must keep sending, or it is answered 408 and its connection closed."""

from __future__ import annotations

import asyncio
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
