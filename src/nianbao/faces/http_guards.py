"""What stands between the network and the routes: a limit on bodies, and the memory of conversations."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

if TYPE_CHECKING:
    from nianbao.asking.conversation import Conversation


class BodyLimit:
    """ASGI middleware: a request whose body exceeds `limit` bytes is answered 413, announced or chunked alike.

    Requests to the paths `to`, which take files, may have `uploads` bytes.
    """

    def __init__(self, app: ASGIApp, limit: int, uploads: int = 0, to: Collection[str] = ()) -> None:
        self.app = app
        self.limit = limit
        self.uploads = uploads
        self.to = to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.uploads if scope["path"] in self.to else self.limit
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > limit:
            await self._refuse(limit, scope, receive, send)
            return
        started = over = False
        seen = 0

        async def counted() -> Message:
            nonlocal seen, over
            message = await receive()
            seen += len(message.get("body", b""))
            over = over or seen > limit
            # To the application the sender has gone; whatever it then wants to say is replaced by the refusal.
            return {"type": "http.disconnect"} if over else message

        async def noted(message: Message) -> None:
            nonlocal started
            if started or not over:
                started = True
                await send(message)

        try:
            await self.app(scope, counted, noted)
        except ClientDisconnect:
            if not over:
                raise
        if over and not started:
            await self._refuse(limit, scope, receive, send)

    async def _refuse(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        size = f"{limit >> 20} MB" if limit >> 20 else f"{limit // 1024} KB"
        sentence = f"请求太大：最多 {size}，请缩短后再发。"
        await JSONResponse({"error": sentence}, status_code=413)(scope, receive, send)


def visitor_of(request: HTTPConnection) -> str:
    """The address that limits count by; behind a proxy that the settings trust, the server has put in the visitor's."""
    return request.client.host if request.client else "unknown"


@dataclass(slots=True)
class Thread:
    """One remembered conversation; hold `lock` while asking, turns of a conversation come one after the other."""

    conversation: Conversation
    used: float
    lock: threading.Lock = field(default_factory=threading.Lock)


class Conversations:
    """Conversations by unguessable token: at most `most`, the longest unused leaves first, idle ones expire."""

    def __init__(
        self,
        make: Callable[[], Conversation],
        *,
        most: int = 1000,
        idle_seconds: float = 3600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make = make
        self._most = most
        self._idle = idle_seconds
        self._clock = clock
        self._threads: OrderedDict[str, Thread] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._threads)

    def new(self) -> tuple[str, Thread]:
        """A fresh conversation and its token."""
        thread = Thread(self._make(), self._clock())
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._forget_idle()
            self._threads[token] = thread
            while len(self._threads) > self._most:
                self._threads.popitem(last=False)
        return token, thread

    def get(self, token: str) -> Thread | None:
        """The conversation of a token; None when it was never given out or has expired."""
        with self._lock:
            self._forget_idle()
            thread = self._threads.get(token)
            if thread is not None:
                thread.used = self._clock()
                self._threads.move_to_end(token)
            return thread

    def _forget_idle(self) -> None:
        # Ordered by last use, so the first that is still fresh ends the search.
        oldest = self._clock() - self._idle
        while self._threads and next(iter(self._threads.values())).used < oldest:
            self._threads.popitem(last=False)
