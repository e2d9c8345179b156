"""What is kept of a web page that was fetched: its main content as a page of its own, and what it says of itself."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from nianbao.reading.decoding import decode
from nianbao.reading.html import declared_charset, refuse_depth
from nianbao.reading.html_meta import published_day
from nianbao.reading.html_page import main_content, page_title, page_trail, without_furniture
from nianbao.reading.lines import clean, collapse

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_KEPT_ATTRIBUTES = frozenset({"rowspan", "colspan", "href", "src", "alt", "start", "value"})
_ADDRESSES = ("href", "src")
_BY = re.compile(r"(?:发布|发文|公开)(?:机构|机关|单位)\s{0,9}[:：]?\s{0,9}([\u3400-\u9fff]{2,24})")
_BY_METAS = frozenset({"contentsource", "puborg", "author", "publisher"})
_HAN = re.compile(r"[\u3400-\u9fff]{2,24}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """`markup` is the main content as a page of its own, without anything that runs; `text` its words. `title`,
    `published` (YYYY-MM-DD), `publisher` and `trail` are "" or () where the page does not say; `links` are the
    (address, words) of the main content, `pictures` its addresses of images; `tables` counts those with rows."""

    title: str
    text: str
    markup: str
    published: str = ""
    publisher: str = ""
    trail: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()
    tables: int = 0


def page_text(data: bytes, name: str, *, charset: str = "") -> str:
    """A page decoded: `charset` is what the server says, believed where the bytes agree. Raises `Unreadable`."""
    return decode(data, name, declared=declared_charset(data) or charset or None).text.replace("\0", "")


def kept_page(data: bytes, name: str, *, charset: str = "", url: str) -> KeptPage:
    """What is kept of a page that was found at `url`. Raises `Unreadable` as for a file."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(page_text(data, name, charset=charset), "lxml")
    title, day, body = page_title(soup) or "", published_day(soup) or "", soup.body or soup
    refuse_depth(body, name)
    trail, publisher = page_trail(body), _publisher(soup)
    without_furniture(body)
    main = main_content(body)
    _plain(main, url)
    text = clean(collapse(main.get_text(" ")))
    return KeptPage(
        title=title, text=text, markup=_page(main, title, day, trail, url), published=day, publisher=publisher,
        trail=trail, links=tuple(_links(main)), tables=len(main.find_all("table")),
        pictures=tuple(str(image["src"]) for image in main.find_all("img") if image.get("src")),
    )  # fmt: skip


def _publisher(soup: BeautifulSoup) -> str:
    for meta in soup.find_all("meta"):
        if str(meta.get("name") or "").lower() in _BY_METAS:
            said = clean(str(meta.get("content") or ""))
            if _HAN.fullmatch(said):
                return said
    found = _BY.search(soup.get_text(" "))
    return found[1] if found else ""


def _plain(main: Tag, url: str) -> None:
    """Take away, in place, every attribute but those that arrange a table or lead somewhere; addresses become whole."""
    for element in [main, *main.find_all(True)]:
        kept = {name: value for name, value in element.attrs.items() if name in _KEPT_ATTRIBUTES}
        for name in _ADDRESSES:
            if name in kept:
                kept[name] = _whole(url, str(kept[name]))
        element.attrs = {name: value for name, value in kept.items() if value}


def _whole(url: str, written: str) -> str:
    """The absolute web address, "" for what is none (javascript:, data:, a broken one)."""
    try:
        found = urljoin(url, written.strip())
    except ValueError:
        return ""
    return found if found.lower().startswith(("http://", "https://")) else ""


def _links(main: Tag) -> list[tuple[str, str]]:
    anchors = [a for a in main.find_all("a") if a.get("href")]
    return [(str(a["href"]), clean(collapse(a.get_text()))) for a in anchors]


def _page(main: Tag, title: str, day: str, trail: tuple[str, ...], url: str) -> str:
    inside = main.decode_contents() if main.name in ("body", "[document]") else str(main)
    squeezed = "".join(main.get_text().split())
    heading = "" if not title or "".join(title.split()) in squeezed else f"<h1>{html.escape(title)}</h1>\n"
    published = f'<meta name="PubDate" content="{day}">\n' if day else ""
    crumb = f'<div class="crumb">{html.escape(" > ".join(trail))}</div>\n' if trail else ""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n<title>{html.escape(title)}</title>\n'
        f'{published}<link rel="canonical" href="{html.escape(url)}">\n</head><body>\n{crumb}'
        f"<article>\n{heading}{inside}\n</article>\n</body></html>\n"
    )
