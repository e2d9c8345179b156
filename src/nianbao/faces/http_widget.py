"""The help widget for other sites, a page that shows it, and who may use it: no other site unless it is allowed."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import HTMLResponse, JSONResponse, Response

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

WIDGET = Path(__file__).parent / "widget" / "widget.js"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_KEPT_SECONDS = 3600
"""How long browsers keep the widget; a new version reaches every site within this time."""
DEMO_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
"""As strict as a site may be: the README gives the same lines to web masters."""


class Origins:
    """Refuses what a page of another site sends, unless the site is on the allow-list; and says who may frame us.

    Without this a page anywhere could make its visitors' browsers ask here, or change something. Whoever is not a
    browser sends no Origin and is not concerned.
    """

    def __init__(self, app: ASGIApp, allowed: Collection[str]) -> None:
        self._app = app
        self._allowed = frozenset(allowed)
        self._framing = " ".join(("frame-ancestors 'self'", *sorted(allowed))).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is not None and scope["method"] not in _SAFE and not self._may(origin, headers):
            said = "这个网站没有获准使用本服务：请管理员把它加入设置 NIANBAO_ORIGINS。"
            await JSONResponse({"error": said}, 403)(scope, receive, send)
            return

        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                if "content-security-policy" not in given and given.get("content-type", "").startswith("text/html"):
                    given["Content-Security-Policy"] = self._framing.decode()
            await send(message)

        await self._app(scope, receive, framed)

    def _may(self, origin: str, headers: Headers) -> bool:
        own = {headers.get("host", ""), headers.get("x-forwarded-host", headers.get("host", ""))}
        return origin in self._allowed or urlsplit(origin).netloc in own


def guard_origins(app: FastAPI, allowed: Collection[str]) -> None:
    """Close the API to other sites but the `allowed` origins (`https://host[:port]`)."""
    app.add_middleware(Origins, allowed=allowed)
    if allowed:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=sorted(allowed),
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=["X-Conversation", "Retry-After"],
            max_age=_KEPT_SECONDS,
        )


def add_widget(app: FastAPI) -> None:
    """The routes `/widget.js` and `/demo`."""
    widget = WIDGET.read_text(encoding="utf-8")

    @app.get("/widget.js", include_in_schema=False)
    def script() -> Response:
        """Any site may load it; only the API decides whose visitors it serves."""
        headers = {
            "Cache-Control": f"public, max-age={_KEPT_SECONDS}",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(widget, media_type="text/javascript; charset=utf-8", headers=headers)

    @app.get("/demo", response_class=HTMLResponse, include_in_schema=False)
    def demo() -> Response:
        page = WIDGET.with_name("demo.html").read_text(encoding="utf-8")
        return HTMLResponse(page, headers={"Content-Security-Policy": DEMO_POLICY})
