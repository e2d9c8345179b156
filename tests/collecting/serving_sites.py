"""Small sites on loopback: what stands under each address, asked for with and without ETag, and what was asked."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HTML = "text/html; charset=utf-8"
Special = Callable[[Request], Awaitable[Response]]


@dataclass
class Site:
    """`pages` by path with query (and body, for what is posted); `reports` are the addresses that show one each."""

    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)
    specials: dict[str, Special] = field(default_factory=dict)
    validators: str = "etag"
    """"etag", "modified" or ""."""
    start: str = "/"
    asked: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    address: str = ""

    def page(self, path: str, body: str, *, kind: str = HTML, encoding: str = "utf-8") -> None:
        self.pages[path] = (kind, body.encode(encoding))

    def file(self, path: str, data: bytes, kind: str = "application/octet-stream") -> None:
        self.pages[path] = (kind, data)

    def forget(self) -> None:
        self.asked.clear()
        self.bodies.clear()

    async def answer(self, request: Request) -> Response:
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        body = (await request.body()).decode()
        self.asked.append(path)
        if (special := self.specials.get(request.url.path)) is not None:
            return await special(request)
        found = self.pages.get(f"{path} {body}" if body else path)
        if found is None:
            return Response("<html><body>404</body></html>", 404, media_type="text/html")
        kind, data = found
        headers = {}
        if self.validators == "etag":
            headers["ETag"] = f'"{hashlib.md5(data).hexdigest()}"'
        elif self.validators == "modified":
            headers["Last-Modified"] = _day(data)
        sent = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        if any(value is not None and value in headers.values() for value in sent):
            return Response(status_code=304, headers=headers)
        self.bodies.append(path)
        return Response(data, media_type=None, headers={**headers, "Content-Type": kind})


def _day(data: bytes) -> str:
    """A time that is another one for another content."""
    minute = int(hashlib.md5(data).hexdigest()[:6], 16) % 59
    return f"Mon, 15 Jan 2024 08:{minute:02d}:00 GMT"


@contextmanager
def served(*sites: Site, tls: tuple[str, str] | None = None) -> Iterator[None]:
    """Each site on a port of its own, all in one thread, until the block ends."""
    servers, sockets = [], []
    for site in sites:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        scheme = "https" if tls else "http"
        site.address = f"{scheme}://127.0.0.1:{listening.getsockname()[1]}"
        app = Starlette(routes=[Route("/{path:path}", site.answer, methods=["GET", "POST"])])
        config = uvicorn.Config(
            app, log_level="critical", lifespan="off", ssl_certfile=tls and tls[0], ssl_keyfile=tls and tls[1],
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        servers.append(uvicorn.Server(config))
        sockets.append(listening)

    async def serve() -> None:
        await asyncio.gather(*(one.serve(sockets=[s]) for one, s in zip(servers, sockets, strict=True)))

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not all(server.started for server in servers) and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield
    finally:
        for server in servers:
            server.should_exit = server.force_exit = True
        thread.join(10)
        for listening in sockets:
            listening.close()
