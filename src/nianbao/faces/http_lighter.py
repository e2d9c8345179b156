"""What goes over the wire: texts compressed, and HEAD for every address that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LEVEL = 6
_SMALLEST = 600
"""Bytes; below that it is not worth it."""
_PACKED = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.apache.parquet",
           "application/vnd.openxmlformats-officedocument.wordprocessingml.document")  # fmt: skip
"""Formats that are compressed in themselves."""
_ENDLESS = ("/gradio_api/", "/en/gradio_api/", "/mcp")
"""Where an answer may have no end."""


class Heads:
    """ASGI middleware: HEAD gets what GET would say of itself, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["method"] == "HEAD"
        if not asked or str(scope["path"]).startswith(_ENDLESS):
            await self._app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
            elif message["type"] == "http.response.body" and not message.get("more_body", False):
                await send({"type": "http.response.body", "body": b""})

        await self._app({**scope, "method": "GET"}, receive, bodiless)


def lighten(app: FastAPI) -> None:
    """To be added before what guards the application: guards see requests and answers as they are meant."""
    app.add_middleware(Heads)
    app.add_middleware(
        GZipMiddleware,
        minimum_size=_SMALLEST,
        compresslevel=_LEVEL,
        exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, *_PACKED),
    )
