"""Which links of a page are followed, and how far: towards reports, through lists, and nowhere without end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from nianbao.collecting import words
from nianbao.collecting.addresses import Bounds, host_of, key_of, site_of
from nianbao.collecting.judging import file_ending
from nianbao.collecting.nouns import Site, Trouble
from nianbao.collecting.paging import MOST_PAGES
from nianbao.collecting.views import Link

_DRY = 4
"""Pages of one list, one after another, that lead to nothing new: the list is then at its end, or has none."""
_GATES = 2
_MOST_TROUBLE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One address on the way, and how it was come by. `column` is True where reports are listed; `root` names the list
    whose page this is; `said` are the words that led here, `body` those of a list of one body."""

    url: str
    site: int
    said: str = ""
    post: str = ""
    depth: int = 0
    column: bool = False
    root: str = ""
    body: str = ""
    seed: bool = False
    file: bool = False
    data: bool = False

    @property
    def expected(self) -> bool:
        """True when the words that led here promise a report, or the user gave the address."""
        return self.seed or (not self.root and words.link_kind(self.said, in_column=self.column) == "report")


@dataclass(slots=True)
class _List:
    pages: int = 0
    dry: int = 0
    entries: int = 0


@dataclass(slots=True)
class Frontier:
    """Decides, and remembers what was decided. What is passed over although it promised a report is in `skipped`."""

    bounds: Bounds
    skipped: dict[str, Trouble] = field(default_factory=dict)
    full: set[int] = field(default_factory=set)
    """Sites whose limit of pages was reached."""
    _seen: set[str] = field(default_factory=set)
    _asked: dict[int, int] = field(default_factory=dict)
    _lists: dict[str, _List] = field(default_factory=dict)

    def seeds(self) -> Iterator[Step]:
        """The addresses that were given."""
        for number, site in enumerate(self.bounds.sites):
            for url in site.urls:
                step = Step(url=url, site=number, seed=True, file=bool(file_ending(url)), said="")
                yield from self._admit(step)

    def listed(self, came: Step, links: Iterable[Link], *, column: bool, entries: int = 0) -> list[Step]:
        """The steps that a list, or any page that is no report, leads to."""
        links = list(links)
        fresh = [link for link in links if self._leads(link, came, column) and not self._is_seen(link)]
        ways = self._lists.setdefault(came.root or key_of(came.url), _List())
        ways.pages += 1
        ways.dry = 0 if fresh else ways.dry + 1
        ways.entries += entries
        on = ways.pages < MOST_PAGES and ways.dry < _DRY
        steps = [step for link in links for step in self._followed(link, came, column, on)]
        return [admitted for step in steps for admitted in self._admit(step)]

    def entries_of(self, came: Step) -> int:
        """Entries that were read so far of the list that a page belongs to."""
        ways = self._lists.get(came.root or key_of(came.url))
        return 0 if ways is None else ways.entries

    def beyond(self, step: Step) -> None:
        """Remember an address that a redirect led to."""
        self._seen.add(key_of(step.url))

    def pass_over(self, trouble: Trouble) -> None:
        """Remember why a report was not collected."""
        if len(self.skipped) < _MOST_TROUBLE:
            self.skipped.setdefault(key_of(trouble.url), trouble)

    def _leads(self, link: Link, came: Step, column: bool) -> bool:
        return words.link_kind(link.words, in_column=column) in ("report", "column", "year", "body")

    def _is_seen(self, link: Link) -> bool:
        return key_of(link.url) + link.body in self._seen

    def _followed(self, link: Link, came: Step, column: bool, on: bool) -> Iterator[Step]:
        """At most one step: where the link leads to, if that is on the way."""
        site = self.bounds.sites[came.site]
        kind = words.link_kind(link.words, in_column=column)
        root = came.root or key_of(came.url)
        step = Step(
            url=link.url, site=came.site, said=link.words, post=link.body, depth=came.depth + 1, column=column,
            body=came.body,
        )  # fmt: skip
        if link.how == "paging" or (column and kind in ("next", "number") and _is_page_of(link.url, came.url)):
            if on:
                yield replace(step, said=came.said, depth=came.depth, root=root, column=True)
        elif link.how in ("data", "frame"):
            if column or came.seed or came.data:
                yield replace(step, said="", data=link.how == "data", root=root if link.how == "data" else "")
        elif kind == "report":
            yield from self._report(link, step, site)
        elif kind == "column":
            yield replace(step, column=True)
        elif kind == "year" and column:
            year = words.year_of(link.words)
            if year is None or _within(year, site, slack=1):
                yield step
        elif kind == "body" and column:
            yield replace(step, body=link.words)
        elif kind == "gate" and came.depth < _GATES:
            yield step

    def _report(self, link: Link, step: Step, site: Site) -> Iterator[Step]:
        year = words.year_of(link.words)
        if year is not None and not _within(year, site):
            return
        refused = self.bounds.refusal(link.url, attachment=bool(file_ending(link.url, link.words)))
        if refused is not None:
            self.pass_over(refused)
            return
        yield replace(step, file=bool(file_ending(link.url, link.words)))

    def _admit(self, step: Step) -> Iterator[Step]:
        """The step, when it is new and within bounds."""
        key = key_of(step.url) + step.post
        site = self.bounds.sites[step.site]
        if key in self._seen or step.depth > site.max_depth + 1:
            return
        if not step.seed and self.bounds.refusal(step.url, attachment=step.file) is not None:
            return
        if self._asked.get(step.site, 0) >= site.max_pages:
            self.full.add(step.site)
            return
        self._seen.add(key)
        self._asked[step.site] = self._asked.get(step.site, 0) + 1
        yield step


def _within(year: int, site: Site, *, slack: int = 0) -> bool:
    """True for a year that was asked for; a folder of a year often holds the reports on the one before."""
    first, last = site.first_year, site.last_year
    return (first is None or year >= first) and (last is None or year <= last + slack)


def within_years(year: int | None, site: Site) -> bool:
    """True for a report on a year that was asked for, or on none that is known."""
    return year is None or _within(year, site)


def _is_page_of(url: str, of: str) -> bool:
    """True when a number can be a page of the same list: it stands in the same folder of the same site."""
    one, other = urlsplit(url), urlsplit(of)
    same = site_of(host_of(url)) == site_of(host_of(of))
    return same and one.path.rpartition("/")[0].startswith(other.path.rpartition("/")[0])
