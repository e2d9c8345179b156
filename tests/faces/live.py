"""Whole sites inside the test's own process, on a real connection: what they log can be read by the test."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import fakes

from nianbao.faces.server import made_server, whole_app
from nianbao.serving.service import Service, bare_service
from nianbao.settings import Settings


@contextmanager
def running(app: Any, service: Service) -> Iterator[tuple[str, Any]]:
    """The application on a port of this machine, until the block ends; its address and its server."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = made_server(app, service)
    thread = threading.Thread(target=server.run, args=([listener],))
    port = listener.getsockname()[1]
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/", server
    finally:
        server.should_exit = True
        thread.join(40)
        assert not thread.is_alive()


@contextmanager
def live_site(service: Service | None = None, **settings: Any) -> Iterator[str]:
    """A whole site, page and all, on the fake desk; its address."""
    service = service or bare_service(fakes.FakeDesk(), Settings(**settings))  # type: ignore[arg-type]
    with running(whole_app(service.desk, service.settings, service), service) as (address, _):
        yield address
