"""Web pages saved as one file (.mht, .mhtml): the page in it goes to the reader of web pages, the rest is left."""

from __future__ import annotations

import email
from dataclasses import replace
from email.message import Message

from nianbao.errors import Unreadable
from nianbao.reading import html, text
from nianbao.reading.content import Content
from nianbao.reading.html_meta import web_address

MAX_PARTS = 2000
"""A page with all its pictures has a few hundred parts."""
_READERS = {"text/html": html.content, "application/xhtml+xml": html.content, "text/plain": text.content}


def content(data: bytes, name: str) -> Content:
    """Raises `Unreadable` when no page is in the file or it is cut off before the page begins."""
    try:
        message = email.message_from_bytes(data.lstrip())
        parts = [part for _, part in zip(range(MAX_PARTS), message.walk(), strict=False) if not part.is_multipart()]
        page, page_bytes = _page(parts, str(message.get_param("start") or ""), name)
    except (ValueError, LookupError, AttributeError, RecursionError) as error:
        raise _no_page(name) from error
    found = _READERS[page.get_content_type()](page_bytes, name)
    places = (message.get("Snapshot-Content-Location"), page.get("Content-Location"))
    return replace(found, url=next((url for at in places if at and (url := web_address(str(at)))), found.url))


def _page(parts: list[Message], start: str, name: str) -> tuple[Message, bytes]:
    """The part that the file calls its start, else the first page: frames and advertisements come after it."""
    pages = [part for part in parts if part.get_content_type() in _READERS]
    pages.sort(key=lambda part: (start == "" or part.get("Content-ID", "") != start, _rank(part)))
    for page in pages:
        found = page.get_payload(decode=True)
        if isinstance(found, bytes) and found.strip():
            return page, found
    raise _no_page(name)


def _rank(part: Message) -> int:
    return list(_READERS).index(part.get_content_type())


def _no_page(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”里没有找到网页正文，可能没有保存完整；请在浏览器里重新打开，另存为 html。",
        f"{name!r} holds no page, it may have been cut off; open it in a browser and save it as html.",
    )
