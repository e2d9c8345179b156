"""Whole sites inside the test's own process, on a real connection: what they log can be read by the test."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import fakes
import uvicorn
from browsing import free_port

from nianbao.faces.server import whole_app
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.serving.service import Service


@contextmanager
def running(app: Any, port: int, **options: Any) -> Iterator[uvicorn.Server]:
    """The application on a port of this machine, until the block ends."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", **options))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        yield server
    finally:
        server.should_exit = True
        thread.join(40)


@contextmanager
def live_site(service: Service | None = None, **settings: Any) -> Iterator[str]:
    """A whole site, page and all, on the fake desk; its address."""
    port = free_port()
    given = Settings(**settings) if service is None else service.settings
    app = whole_app(fakes.FakeDesk() if service is None else service.desk, given, service)  # type: ignore[arg-type]
    with running(app, port):
        yield f"http://127.0.0.1:{port}/"
