"""What a web page says of itself: the day it was published and its own address. Either is None unless it is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

# Names of the metadata of government sites (国办发〔2017〕47号: PubDate, Url), of Dublin Core and of Open Graph.
_DAYS = frozenset([
    "pubdate", "publishdate", "articlepubdate", "article:published_time", "og:article:published_time",
    "dcterms.issued", "dc.date.issued", "datepublished",
])  # fmt: skip
_ADDRESSES = ("og:url", "url", "articleurl")
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)"
)
_LABELLED = re.compile(r"发布(?:时间|日期)\s{0,9}[:：]\s{0,9}([12]\d{3}[-/.年]\d{1,2}[-/.月]\d{1,2})")
# Browsers write the address into the first lines of what they save; the number is the length of the address.
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,5}\)(https?://[^\s<>\"']{4,2000})", re.I)
_HEAD = 4000
_OLDEST, _NEWEST = 1998, 2049


def published_day(soup: BeautifulSoup) -> str | None:
    """The publishing date as YYYY-MM-DD, by the metadata, else by 发布时间 on the page; None when two disagree."""
    named = {found for name, value in _metas(soup) if name in _DAYS and (found := iso_day(value))}
    if not named:
        seen = _LABELLED.findall(soup.get_text())
        named = {found for value in seen if (found := iso_day(value))}
    return named.pop() if len(named) == 1 else None


def iso_day(written: str) -> str | None:
    """The first date in a value; None when it is no day of the calendar, or of years that had no such pages."""
    found = _DAY.search(written)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made.isoformat() if _OLDEST <= year <= _NEWEST else None


def own_address(soup: BeautifulSoup, source: str) -> str | None:
    """Where the page was published, by what the browser noted when it saved it, its canonical link, or its metadata."""
    saved = _SAVED_FROM.search(source[:_HEAD])
    if saved is not None and (found := web_address(saved[1])):
        return found
    links = [str(link.get("href", "")) for link in soup.find_all("link", rel="canonical")]
    metas = dict(reversed(list(_metas(soup))))
    candidates = (*links, *(metas[name] for name in _ADDRESSES if name in metas))
    return next((found for written in candidates if (found := web_address(written))), None)


def web_address(written: str) -> str | None:
    """An absolute http or https address of a page; None for everything else, and for the front page of a site."""
    written = written.strip()
    if len(written) > 2000 or re.search(r"[\s<>\"'\x00-\x1f\\]", written):
        return None
    try:
        parts = urlsplit(written)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    return written if parts.path.strip("/") or parts.query else None


def _metas(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Names in lower case, and contents, in the order of the page."""
    for meta in soup.find_all("meta"):
        name = str(meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        if name:
            yield name, str(meta.get("content") or "")
