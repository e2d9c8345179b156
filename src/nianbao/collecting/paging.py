"""The other pages of a list, where its scripts or its address tell how they are called. Nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from nianbao.collecting.addresses import tidy
from nianbao.collecting.lists import between
from nianbao.collecting.views import Link
from nianbao.collecting.words import known

MOST_PAGES = 300
"""Of one list."""
# createPageHTML(pages, this one, "index", "html"): the pages after the first are index_1.html, index_2.html, …
_COUNTED = re.compile(
    r"createPage(?:HTML|Html)?\w{0,12}\s{0,4}\(\s{0,4}(?:['\"][\w#.-]{0,40}['\"],\s{0,4})?(\d{1,5})\s{0,4},\s{0,4}(\d{1,5})\s{0,4},"
    r"\s{0,4}['\"]([\w./-]{1,80})['\"]\s{0,4},\s{0,4}['\"](\w{2,5})['\"]"
)
_HREF = re.compile(r"href\s{0,4}=\s{0,4}\\?['\"]([^'\"\\]{1,1000})", re.I)
_PROXY = re.compile(r"proxyUrl\s{0,4}:\s{0,4}['\"]([^'\"]{1,300})['\"]")
_TOTAL = re.compile(r"totalRecord\s{0,4}:\s{0,4}['\"]?(\d{1,6})")
_EACH = re.compile(r"perPage\s{0,4}:\s{0,4}['\"]?(\d{1,4})")
_PARAMS = re.compile(r"ajaxParam\s{0,4}:\s{0,4}\{([^{}]{1,1500})\}")
_PARAM = re.compile(r"['\"]?(\w{1,40})['\"]?\s{0,4}:\s{0,4}(?:['\"]([^'\"]{0,200})['\"]|(-?\d{1,12}))")
_AT_ONCE = 3  # pages that one request of such a list brings


def further_pages(text: str, url: str) -> Iterator[Link]:
    """Pages that no link on the page leads to."""
    yield from _numbered(text, url)
    yield from _grouped(text, url)


def _numbered(text: str, url: str) -> Iterator[Link]:
    for found in _COUNTED.finditer(text):
        pages, number, name, ending = int(found[1]), int(found[2]) + 1, found[3], found[4]
        if number < min(pages, MOST_PAGES) and (page := tidy(f"{name}_{number}.{ending}", url)):
            yield Link(url=page, words=str(number + 1), how="paging")


def _grouped(text: str, url: str) -> Iterator[Link]:
    """Lists whose records stand in the page as XML, and whose next ones a proxy of the site hands out."""
    followed = False
    for group in between(text, "<nextgroup>", "</nextgroup>"):
        for written in _HREF.findall(group):
            if page := tidy(written.replace("&amp;", "&"), url):
                followed = True
                yield Link(url=page, words="下一页", how="paging")
    proxy, total, each, params = (pattern.search(text) for pattern in (_PROXY, _TOTAL, _EACH, _PARAMS))
    if followed or proxy is None or total is None or params is None:
        return
    size = max(1, int(each[1]) if each else 15)
    target = tidy(proxy[1], url)
    body = urlencode({name: words or number for name, words, number in _PARAM.findall(params[1])})
    for first in range(1, min(int(total[1]), size * MOST_PAGES) + 1, size * _AT_ONCE):
        last = min(first + size * _AT_ONCE - 1, int(total[1]))
        if target is not None:
            query = urlencode({"startrecord": first, "endrecord": last, "perpage": size})
            yield Link(url=f"{target}?{query}", words="下一页", how="paging", body=body)


def counted_on(url: str, *, size: int = 0) -> str | None:
    """The address of the page after this one, when a parameter of it counts pages (or, by `size`, records)."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    keys = known()["paging"]
    for place, (name, value) in enumerate(pairs):
        if name.lower() in keys["keys"] and value.isascii() and value.isdigit() and len(value) < 6:
            step = max(size, 1) if name.lower() in keys["offsets"] else 1
            pairs[place] = (name, str(int(value) + step))
            return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(pairs), ""))
    return None
