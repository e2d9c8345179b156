"""The links of what is no report: pages, with what their scripts hide, and lists that are data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nianbao.collecting import lists
from nianbao.collecting.frontier import Frontier, Step
from nianbao.collecting.paging import counted_on, further_pages
from nianbao.collecting.views import Link, view

_HINTS = ("xxgk", "gkml", "nb", "annual", "report", "zwgk")
_ANY_REPORT = "政府信息公开年度报告"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list that is data holds; `entries` are counted to know its end, `column` when it lists reports alone."""

    links: tuple[Link, ...]
    column: bool
    entries: int = 0


def hidden_links(text: str, step: Step, *, column: bool) -> Iterator[Link]:
    """Links that no anchor of a page makes."""
    if records := lists.records(text):
        yield from view(records, step.url).links
    yield from lists.inline(text, step.url)
    if column:
        yield from further_pages(text, step.url)
    if column or step.seed:
        yield from lists.endpoints(text, step.url)


def as_data(text: str, step: Step, frontier: Frontier) -> Listed | None:
    """A sitemap, a feed, JSON, or records as XML; None for a page."""
    entries = lists.feed(text, step.url)
    if entries is not None:
        return Listed(links=tuple(_hinted(entries)), column=step.column)
    data = lists.json_list(text, step.url)
    if data is not None:
        links, total, pages = data
        read = frontier.entries_of(step) + len(links)
        more = read < total if total else pages != 1
        following = counted_on(step.url, size=len(links)) if more and links else None
        paging = (Link(url=following, words="下一页", how="paging"),) if following else ()
        return Listed(links=(*links, *paging), column=True, entries=len(links))
    if step.data or step.post or text.lstrip().startswith(("<?xml", "<datastore", "<recordset")):
        found = view(lists.records(text), step.url).links
        if found:
            return Listed(links=(*found, *further_pages(text, step.url)), column=True)
    return None


def _hinted(entries: tuple[Link, ...]) -> list[Link]:
    """Of a sitemap: the addresses that look like disclosure, all when none does."""
    marked = [link for link in entries if link.words or any(hint in link.url.lower() for hint in _HINTS)]
    return [replace(link, words=link.words or _ANY_REPORT) for link in (marked or entries)]
