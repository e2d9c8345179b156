"""Lists that are no pages: JSON and XML that a site hands to its own scripts, sitemaps, feeds, records in a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from nianbao.collecting.addresses import tidy
from nianbao.collecting.views import MOST_LINKS, How, Link
from nianbao.collecting.words import squeezed

# A sitemap or feed, by its first element.
_FEED = re.compile(
    r"^\s{0,99}(?:<\?xml[^>]{0,200}>)?(?:\s|<!--.{0,500}?-->){0,9}<(urlset|sitemapindex|rss|feed)\b", re.I | re.S
)
_TITLE = re.compile(r"<title[^>]{0,100}>(?:\s|<!\[CDATA\[){0,9}(.{0,400}?)(?:\]\]>|\s){0,9}</title>", re.S | re.I)
_LINK = re.compile(
    r"<link[^>]{0,200}?(?:href=[\"']([^\"']{1,2000})[\"'][^>]{0,200}?/?>|>(?:\s|<!\[CDATA\[){0,9}([^<\s\]]{1,2000}))",
    re.I,
)
# Addresses of lists in the scripts of a page.
_ENDPOINT = re.compile(
    r"(?:url|api|getJSON\(|fetch\(|get\(|src|dataUrl|listUrl|data-url|data-src|data-api)\s{0,4}[:=(]{0,2}\s{0,4}['\"]([^'\"\s<>]{4,600})['\"]",
    re.I,
)
_LISTLIKE = re.compile(
    r"\.json(?:[?#]|$)|[/_.-](?:api|list|search|query|data|articles?|infos?|page|getlist|channel)\b|[?&](?:page\w{0,8}|channel\w{0,4}|col\w{0,6}|catalog\w{0,4}|siteid)=",
    re.I,
)
_NO_LIST = re.compile(
    r"\.(?:js|css|png|jpe?g|gif|svg|ico|woff2?|html?|shtml|pdf|docx?)(?:[?#]|$)|login|captcha|count|statist|upload|comment|weather|visit",
    re.I,
)
_ARRAY = re.compile(r"(?:=|:)\s{0,9}(\[\s{0,40}\{)")
_TITLES = (
    "title",
    "name",
    "infotitle",
    "doctitle",
    "articletitle",
    "subject",
    "bt",
    "mc",
    "at",
    "linktitle",
    "showtitle",
)
_ADDRESSES = (
    "url",
    "link",
    "href",
    "puburl",
    "docpuburl",
    "htmlurl",
    "linkurl",
    "path",
    "pageurl",
    "detailurl",
    "au",
    "filepath",
    "fileurl",
)
_TOTALS = ("total", "totalcount", "totalrecord", "count", "rows", "totalnum", "recordcount", "recordstotal")
_PAGES = ("pages", "totalpage", "totalpages", "pagecount", "pagetotal")
_MOST_DEPTH = 12
_LARGEST = 8 << 20


def feed(text: str, url: str) -> tuple[Link, ...] | None:
    """The entries of a sitemap or feed (words "" where it gives none); None when the text is neither."""
    if not _FEED.match(text[:4000]):
        return None
    found: list[Link] = []
    how: How = "data" if "<sitemapindex" in text[:4000].lower() else "link"
    for written in between(text, "<loc>", "</loc>"):
        if address := tidy(unescape(bare(written)), url):
            found.append(Link(url=address, words="", how=how))
    for item in (*between(text, "<item", "</item>"), *between(text, "<entry", "</entry>")):
        title, link = _TITLE.search(item), _LINK.search(item)
        if link is not None and (address := tidy(unescape(link[1] or link[2] or ""), url)):
            found.append(Link(url=address, words=unescape(title[1]).strip() if title else ""))
    return tuple(found[:MOST_LINKS])


def records(text: str) -> str:
    """The markup of records that stand in a page, or in what its proxy answered, as XML; "" without any."""
    found = [bare(each.partition(">")[2]) for each in between(text, "<record", "</record>")]
    return "\n".join(each if "<" in each else unescape(each) for each in found)


def between(text: str, start: str, end: str) -> Iterator[str]:
    """What stands between each start and the end that follows it, whatever the case of their letters."""
    lower = text.lower()
    if len(lower) != len(text):  # letters whose small form is longer: places would not agree
        lower = text
    at = lower.find(start)
    while at >= 0:
        last = lower.find(end, at)
        if last < 0:
            return
        yield text[at + len(start) : last]
        at = lower.find(start, last)


def bare(written: str) -> str:
    """Without the mark of literal text in XML."""
    return written.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip()


def endpoints(text: str, url: str) -> Iterator[Link]:
    """Addresses of lists that the scripts of a page would ask for."""
    seen = set()
    for written in _ENDPOINT.findall(text[:_LARGEST]):
        if not _LISTLIKE.search(written) or _NO_LIST.search(written):
            continue
        found = tidy(written.replace("&amp;", "&"), url)
        if found is not None and found not in seen:
            seen.add(found)
            yield Link(url=found, words="", how="data")


def inline(text: str, url: str) -> Iterator[Link]:
    """Entries of lists that are written out in the scripts of a page."""
    decoder = json.JSONDecoder()
    for found in list(_ARRAY.finditer(text[:_LARGEST]))[:50]:
        try:
            value, _ = decoder.raw_decode(text, found.start(1))
        except (ValueError, RecursionError):
            continue
        yield from _entries(value, url)


def json_list(text: str, url: str) -> tuple[tuple[Link, ...], int, int] | None:
    """The entries of a JSON answer (JSONP, too), all records and all pages it speaks of (0: it does not say); None when
    it is no JSON."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start.startswith(("{", "[")):
        called = re.match(r"[\w.$]{1,80}\s{0,4}\(\s{0,9}(?=[\[{])", start)
        if called is None:
            return None
        start = start[called.end() :]
    try:
        value, _ = json.JSONDecoder().raw_decode(start[:_LARGEST])
    except (ValueError, RecursionError):
        return None
    return tuple(_entries(value, url))[:MOST_LINKS], _number(value, _TOTALS), _number(value, _PAGES)


def _entries(value: Any, url: str, depth: int = 0) -> Iterator[Link]:
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, list):
        for each in value[:MOST_LINKS]:
            yield from _entries(each, url, depth + 1)
    elif isinstance(value, dict):
        title, address = _said(value, _TITLES), _said(value, _ADDRESSES)
        if title and address and (found := tidy(unescape(address), url)):
            yield Link(url=found, words=re.sub(r"<[^>]{0,100}>", "", unescape(title)))
        for each in value.values():
            if isinstance(each, str) and "<a" in each[:4000] and "href" in each:
                yield from _anchors(each, url)
            elif isinstance(each, list | dict):
                yield from _entries(each, url, depth + 1)


def _anchors(markup: str, url: str) -> Iterator[Link]:
    from nianbao.collecting.views import view

    yield from view(markup, url).links


def _said(entry: dict[str, Any], names: tuple[str, ...]) -> str:
    lower = {str(key).lower().replace("_", ""): value for key, value in entry.items()}
    return next((found for name in names if isinstance(found := lower.get(name), str) and squeezed(found)), "")


def _number(value: Any, names: tuple[str, ...], depth: int = 0) -> int:
    if not isinstance(value, dict) or depth > 4:
        return 0
    for key, each in value.items():
        if str(key).lower().replace("_", "") in names and str(each).isdigit() and len(str(each)) < 7:
            return int(each)
    return max((_number(each, names, depth + 1) for each in value.values()), default=0)
