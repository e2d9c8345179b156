"""One port with everything on it: page, JSON API, permalinks. Called by `nianbao serve` and `app.py`."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from nianbao.errors import NianbaoError, WrongCall
from nianbao.settings import Settings, forget_secrets

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from nianbao.faces.server_connections import Leaving
    from nianbao.serving.service import Service
    from nianbao.wiring import AnyDesk

log = logging.getLogger(__name__)


def serve(
    settings: Settings, host: str | None = None, port: int | None = None, say: Callable[[str], None] | None = None
) -> None:
    """Serve until interrupted; `say` is told the address once connections are accepted.

    Raises what `open_desk` raises (IndexMissing, IndexIncompatible), and WrongCall when the port is taken.
    """
    from nianbao.serving.following import following
    from nianbao.serving.service import open_service
    from nianbao.wiring import LiveDesk

    os.umask(0o077)  # visits, uploads, an index made anew: for our eyes only
    host = settings.host if host is None else host
    settings = replace(settings, host=host)
    listener = _listen(host, settings.port if port is None else port)
    with listener:
        service = open_service(settings)
        forget_secrets()
        app = whole_app(service.desk, settings, service)
        address = f"http://{_for_people(host)}:{listener.getsockname()[1]}/"
        if say is not None:
            say(address)
        threading.Thread(target=_warm, args=(service.desk,), daemon=True, name="warm-up").start()
        try:
            with following(service.desk, settings.index) if isinstance(service.desk, LiveDesk) else nullcontext():
                made_server(app, service).run(sockets=[listener])
        finally:
            service.close()


def made_server(app: ASGIApp, service: Service) -> Leaving:
    """The server of an application, with its limits of time and connections; not yet running."""
    import uvicorn

    from nianbao.faces.server_connections import ACCEPTED, Leaving, descriptors, protocol

    settings = service.settings
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.grace_seconds,
        http=protocol(descriptors(settings.max_connections), settings.header_seconds),
        backlog=ACCEPTED,
        ws="none",
        proxy_headers=False,  # the wall knows whom to believe
    )
    return Leaving(config, service.traffic)


def whole_app(desk: AnyDesk, settings: Settings, service: Service | None = None) -> ASGIApp:
    """API, tools for assistants and page in one application behind the wall; the page comes last, it takes every
    other address.

    Over a service of their own when none is given.
    """
    from nianbao.faces import http, http_wall, mcp_server, web
    from nianbao.serving.service import bare_service

    service = service or bare_service(desk, settings)
    app = web.mount(mcp_server.mount(http.make_app(desk, settings, service), service), service)
    return http_wall.walled(app, service)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket; opened first, so that a taken port is said at once and port 0 is known before it is told."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise WrongCall(
            f"不能在 {host} 的端口 {port} 上提供服务（{error.strerror}），请用 --port 换一个端口。",
            f"Cannot serve on port {port} of {host} ({error.strerror}); choose another one with --port.",
        ) from error
    return listener


def _for_people(host: str) -> str:
    """The host part of an address that a browser on this machine can open."""
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _warm(desk: AnyDesk) -> None:
    """Load what the first question about a passage needs, while the page is already there."""
    try:
        desk.warm_up()
    except NianbaoError as error:
        log.warning("warming up failed: %s", error.en)
