"""A whole site on the fake desk: `python fake_site.py PORT [ALLOWED_ORIGIN]`, for the browser tests; with `--api` in
place of the origin it is the site without the page, which is there sooner."""

from __future__ import annotations

import socket
import sys
from dataclasses import replace

import fakes

from nianbao.faces.http import make_app
from nianbao.faces.http_wall import walled
from nianbao.faces.server import made_server, whole_app
from nianbao.serving.service import bare_service
from nianbao.settings import from_environment

if __name__ == "__main__":
    api, origins = "--api" in sys.argv, tuple(word for word in sys.argv[2:] if word != "--api")
    service = bare_service(fakes.FakeDesk(), replace(from_environment(), origins=origins))  # type: ignore[arg-type]
    if api:
        app = walled(make_app(service.desk, service.settings, service), service)
    else:
        app = whole_app(service.desk, service.settings, service)
    with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as listener:
        made_server(app, service).run(sockets=[listener])
