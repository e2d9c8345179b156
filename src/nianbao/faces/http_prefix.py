"""Behind a proxy on a path prefix (`https://host/nianbao/`): what the application must know of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send


class Prefix:
    """ASGI middleware: a request that came by the public address is told the prefix that the proxy took away.

    It came so when its Host is that of `public_url`, or when the proxy says so in `X-Forwarded-Prefix`; a prefix that
    is not the one of `public_url` is never believed. Requests made to this machine itself stay as they are.
    To be added first, so that it is the innermost: other middleware sees the paths as routes name them.
    """

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        parts = urlsplit(public_url)
        self._app = app
        self._host = parts.netloc.lower()
        self._prefix = parts.path.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._prefix and scope["type"] in ("http", "websocket") and self._came_by(Headers(scope=scope)):
            scope = {**scope, "root_path": self._prefix}
            if not scope["path"].startswith(f"{self._prefix}/"):
                scope["path"] = self._prefix + scope["path"]
                scope["raw_path"] = self._prefix.encode() + (scope.get("raw_path") or b"")
        await self._app(scope, receive, send)

    def _came_by(self, headers: Headers) -> bool:
        named = headers.get("x-forwarded-prefix", "").rstrip("/")
        return named == self._prefix or headers.get("host", "").lower() == self._host


def site_of(request: HTTPConnection, public_url: str) -> str:
    """The address under which the asker finds the site, for permalinks: the public one, or the one asked."""
    return public_url or str(request.base_url)
