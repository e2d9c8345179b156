"""The document of the page: head, question box and conversation are there at once; gradio is taken in when a part that
needs it is opened.

Gradio's own document is only a frame for scripts, half of its weight before the first words. So the page is made here:
whoever asks a question needs none of gradio, and without any script the form still answers.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from nianbao.errors import NianbaoError
from nianbao.faces.web_cards import fault_html, welcome_html
from nianbao.faces.web_frame import ask_html, foot_html, head_html, header_html, panel_html
from nianbao.faces.web_notice import notice_html
from nianbao.faces.web_phrases import Phrases
from nianbao.faces.web_talk import REMEMBERED, Reply, Talk, Turn

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from nianbao.serving.service import Service

_CONFIG = re.compile(r"<script>(window\.gradio_(?:config|api_info) ?= ?\{.{0,2000000}?\};)</script>", re.DOTALL)
_MODULE = re.compile(r'<script type="module"[^>]{0,200}\ssrc="([^"]{1,200})"')
_DOTS = re.compile(r"^\./")
_LONGEST = 5000
"""Characters of a question in an address that are looked at."""


class Shell:
    """ASGI application around gradio's: gives its document the form of our page."""

    def __init__(self, app: ASGIApp, service: Service, say: Phrases, talk: Talk, tabs: Sequence[str]) -> None:
        self._app = app
        self._service = service
        self._say = say
        self._talk = talk
        self._tabs = tuple(tabs)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", "")).removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or path.strip("/") or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        started: list[Message] = []
        body = bytearray()

        async def held(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await self._told(scope, started[0], bytes(body), send)

        # Asked for with GET and uncompressed: the length of the page is told to HEAD as well.
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self._app({**scope, "method": "GET", "headers": plain, "query_string": b""}, receive, held)

    async def _told(self, scope: Scope, start: Message, body: bytes, send: Send) -> None:
        from starlette.concurrency import run_in_threadpool

        headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
        if start["status"] == 200:
            visitor = scope["client"][0] if scope.get("client") else "unknown"
            asked = [value for key, value in parse_qsl(scope["query_string"].decode("latin-1")) if key == "q"]
            page = await run_in_threadpool(self.page, body.decode(), asked[:REMEMBERED], visitor)
            body = page.encode("utf-8", "replace")
        headers.append((b"content-length", str(len(body)).encode()))
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def page(self, gradio: str, asked: Sequence[str] = (), visitor: str = "") -> str:
        """The document; `gradio` is gradio's own, `asked` the questions of the address, answered one after another."""
        say = self._say
        desk = self._service.desk
        cards = desk.library.cards
        years = [card.year for card in cards if card.year is not None]
        agencies = len({card.agency for card in cards if card.agency})
        notice = self._service.switch.notice
        turns = self._turns(asked, visitor)
        welcome = welcome_html(desk.examples(6), desk.library.counts()["reports"], say)
        shown = "".join(turns) or welcome
        header = header_html(say, self._tabs, len(cards), agencies, years)
        return (
            f'<!doctype html><html lang="{"en" if say.lang == "en" else "zh-CN"}" data-tab="ask"'
            f'{" class=closed" if notice is not None else ""}><head>'
            f"{head_html(say, self._tabs, _title(asked, say))}{_frame(gradio)}</head><body>"
            f'<div id="top">{header}</div><div id="closed">{notice_html(notice, say)}</div>'
            f'<main id="tab-ask" class="tab"><div id="house"><div id="talk"><div id="turns">{shown}</div>'
            f'<template id="nb-welcome">{welcome}</template><p id="nb-printed" hidden></p>'
            f"{ask_html(say, self._service.settings.max_question, sorted(set(years), reverse=True), asked)}</div>"
            f'<div id="panel">{panel_html(say)}</div></div></main>'
            f'<gradio-app control_page_title="false" embed="false" eager="true"></gradio-app>'
            f'<div id="foot">{foot_html(say)}</div></body></html>'
        )

    def _turns(self, asked: Sequence[str], visitor: str) -> list[str]:
        """The cards of the questions of an address, each with what the page's script must know of it."""
        shown: list[str] = []
        before: list[Turn] = []
        for question in asked:
            question = question[:_LONGEST].strip()
            if not question:
                continue
            turn = Turn(question=question)
            try:
                reply = self._talk.ask(turn, before, visitor)
            except NianbaoError as error:  # too many: the page is there all the same
                sentence = error.say(self._say.lang)
                reply = Reply(html=fault_html(question, sentence, self._say), said=sentence, counts=False)
            if reply.counts:
                before.append(turn)
            told = {"question": question, "said": reply.said, "resolved": reply.resolved, "counts": reply.counts}
            data = html.escape(json.dumps(told, ensure_ascii=False), quote=True)
            shown.append(reply.html.replace("<article ", f'<article data-turn="{data}" ', 1))
        return shown


def _title(asked: Sequence[str], say: Phrases) -> str:
    words = " ".join(asked[-1].split())[:60] if asked else ""
    return f"{words} · {say('name')}" if words else say("name")


def _frame(gradio: str) -> str:
    """Gradio's settings, and where its script is: `frame.js` takes it in."""
    config = "".join(f"<script>{found[1]}</script>" for found in _CONFIG.finditer(gradio))
    module = _MODULE.search(gradio)
    told = {"script": _DOTS.sub("", module[1]) if module else ""}
    return (
        f'{config}<script>window.__gradio_mode__ = "app"; '
        f"window.nianbao.frame = {json.dumps(told)};</script>"
    )
