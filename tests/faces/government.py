"""A government's site of its own origin, which uses the widget; for the browser tests."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browsing import free_port, served

# What sites of the time of jQuery 1 did to the objects everyone shares.
OLD_LIBRARY = """
Array.prototype.remove = function (x) { return this.filter(function (y) { return y !== x; }); };
Object.prototype.extend = function () { return this; };
window.$ = window.jQuery = function () { return { ready: function (f) { f(); } }; };
window.answers = [];
"""
STYLE = "* { font-size: 11px !important; letter-spacing: 9px; } div, button, p { color: red; display: flex; }"
PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>某镇</title>
<link rel="stylesheet" href="site.css"><script src="old.js"></script></head>
<body><h1>某镇人民政府</h1><p>栏目</p><div id="here"></div><button id="own">本站按钮</button>
<script src="{server}widget.js" {attributes} defer></script></body></html>"""


class Site:
    """A government site of its own origin that uses the widget of `server`."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.server = ""
        self.attributes = ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = PAGE.format(server=site.server, attributes=site.attributes)
                kind, body = {
                    "/": ("text/html", page), "/bare": ("text/html", page[: page.index("<script src=\"http")]),
                    "/site.css": ("text/css", STYLE), "/old.js": ("text/javascript", OLD_LIBRARY),
                }.get(self.path, ("text/plain", ""))  # fmt: skip
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                policy = (
                    f"default-src 'none'; style-src 'self'; script-src 'self' {site.server}; connect-src {site.server}"
                )
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


COMPUTED = """() => JSON.stringify([...document.querySelectorAll("html, body, body *")].map((each) =>
    [each.tagName, each.id, ...getComputedStyle(each)].map((name, i) =>
        i < 2 ? name : name + ":" + getComputedStyle(each).getPropertyValue(name))))"""
"""What every element of the page looks like, as JSON."""


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A site and the server that allows it."""
    site, port = Site(free_port()), free_port()
    command = [sys.executable, str(Path(__file__).with_name("fake_site.py")), str(port), site.origin]
    try:
        with served(command, port, {}) as address:
            site.server = address
            yield site
    finally:
        site.http.shutdown()
