"""The spider: asks for one address after another, judges what comes, and hands reports on to be kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from nianbao.building import content_kind, kept_page, page_text
from nianbao.collecting import words
from nianbao.collecting.addresses import Bounds, key_of, tidy
from nianbao.collecting.assembling import Assembly, file_alone, group_of
from nianbao.collecting.drawing import NO_BROWSER, Artist, NoBrowser
from nianbao.collecting.failing import nothing, reason
from nianbao.collecting.frontier import Frontier, Step, within_years
from nianbao.collecting.job import Job
from nianbao.collecting.judging import Judged, is_column, judged
from nianbao.collecting.nouns import Plan, Trouble
from nianbao.collecting.pieces import Group
from nianbao.collecting.reading_lists import as_data, hidden_links
from nianbao.collecting.views import View, view
from nianbao.errors import NianbaoError, Unreadable
from nianbao.settings import Settings

if TYPE_CHECKING:
    from scrapy.http import Response

    from nianbao.building.webpages import KeptPage

LOG = logging.getLogger(__name__)

Told = Callable[[str, Any], None]
"""Hears of everything that happens: "report", "skipped", "failed", "asked", "stopped", "closed"."""
_PAGES = (None, "html")
_HEAD = 65536
_FEW_LINKS = 3
_ASKS_WHETHER_CHANGED = (("etag", "If-None-Match"), ("modified", "If-Modified-Since"))
_ANY_STATUS = {"handle_httpstatus_all": True}
_POSTED = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}


class ReportSpider(Spider):  # type: ignore[misc]  # Scrapy is not read for its types
    """One run over the sites of a plan."""

    name = "nianbao"

    def __init__(self, *, plan: Plan, job: Job, told: Told, limits: Settings, **more: Any) -> None:
        super().__init__(**more)
        self.plan = plan
        self.job = job
        self.bounds = Bounds.of(plan)
        self.frontier = Frontier(self.bounds)
        self._assembly = Assembly(job, plan, limits, self._fail)
        self._told = told
        self._artist: Artist | None = None
        self._stopping: asyncio.Future[None] | None = None
        self._answered: set[int] = set()
        """Sites that gave a report, or whose failure was told."""
        self._scripted: dict[str, int] = {}
        """Pages of lists that hold none without their scripts, with the number of their site."""
        self._log = (job.folder / "requests.log").open("a", encoding="utf-8")

    # --- asking ---

    async def start(self) -> AsyncIterator[Any]:
        for step in self.frontier.seeds():
            yield self._request(step)

    def _request(self, step: Step, group: Group | None = None) -> Request:
        meta: dict[str, Any] = {"step": step, "file": step.file, "group": group}
        # A site with a longer delay than others keeps it: AutoThrottle knows the shortest only.
        meta["autothrottle_dont_adjust_delay"] = self.bounds.sites[step.site].delay != self._least()
        headers = dict(_POSTED) if step.post else {}
        known = self.job.get("file", key_of(step.url))
        if known is not None and self._still_there(known):
            meta |= {"known": known, "handle_httpstatus_list": [304]}
            headers |= {asked: known[told] for told, asked in _ASKS_WHETHER_CHANGED if known.get(told)}
        if step.file:
            meta["download_maxsize"] = self.plan.max_file_mb << 20
        return Request(
            step.url, callback=self.parse, errback=self.failed, method="POST" if step.post else "GET", body=step.post,
            headers=headers, meta=meta, dont_filter=True, priority=_priority(step),
        )  # fmt: skip

    def _least(self) -> float:
        return min(site.delay for site in self.plan.sites)

    def _still_there(self, known: dict[str, Any]) -> bool:
        return not self.plan.restore or any((self.job.into / each).exists() for each in known.get("lies", ()))

    def asked(self, line: str, size: int) -> None:
        """Called for every request that went out."""
        self._log.write(line)
        self._log.flush()
        self._told("asked", {"bodies": 1 if size else 0})

    # --- what came ---

    async def parse(self, response: Response, **more: Any) -> AsyncIterator[Any]:
        """Everything that was asked for comes here."""
        step: Step = response.meta["step"]
        try:
            if tidy(response.url) not in (step.url, None):
                step = replace(step, url=tidy(response.url) or step.url)
                self.frontier.beyond(step)
            for request in await self._came(step, response):
                yield request
        except Unreadable as error:
            self._fail(Trouble(url=step.url, zh=error.zh, en=error.en), step)
        except NianbaoError as error:  # the disk: nothing more can be kept
            self._stop(error)
        # As in a build: a fault of ours over one page must not cost the user the others, nor go unsaid.
        except Exception as error:
            LOG.debug("failed over %s", step.url, exc_info=error)
            kind = type(error).__name__
            zh, en = f"处理时程序出错（{kind}），请报告这个问题", f"the program failed on it ({kind}); report this"
            self._fail(Trouble(url=step.url, zh=zh, en=en), step)

    async def _came(self, step: Step, response: Response) -> list[Request]:
        group: Group | None = response.meta.get("group")
        kind = content_kind(response.body[:_HEAD]) if response.status == 200 else None
        if group is None and (response.status == 304 or kind not in _PAGES or (step.file and kind != "html")):
            group = file_alone(step)
            if not within_years(group.year, self.bounds.sites[step.site]):
                return []
        if group is not None:
            self._assembly.take(group, step, response, kind)
            await self._keep(group, step)
            return []
        return await self._page(step, response)

    async def _page(self, step: Step, response: Response) -> list[Request]:
        charset = str(getattr(response, "_declared_encoding", lambda: "")() or "")
        text = page_text(response.body, charset=charset) if response.body else ""
        data = as_data(text, step, self.frontier)
        if data is not None:
            steps = self.frontier.listed(step, data.links, column=data.column, entries=data.entries)
            return [self._request(each) for each in steps]
        seen = view(text, step.url)
        column = step.column or is_column(seen)
        kept, found = self._judged(step, seen, response.body, charset, column)
        if found.kind == "report" and kept is not None:
            return await self._report(step, found, kept, seen)
        self._refuse(step, found)
        promised = step.expected and not step.seed
        if found.kind == "other" and promised:
            self._pass_over(step)
            return []
        steps = self.frontier.listed(step, [*seen.links, *hidden_links(text, step, column=column)], column=column)
        empty = seen.scripted and (column or step.seed) and not any(each.expected for each in steps)
        cut_off = column and seen.turned_by_script and not any(each.root for each in steps)
        if self.bounds.sites[step.site].render and (empty or cut_off) and not any(each.data for each in steps):
            steps += await self._drawn(step, response.body)
        elif cut_off:
            self._fail(Trouble(url=step.url, zh=words.TURNED.zh, en=words.TURNED.en), step)
        if empty:
            self._scripted.setdefault(step.url, step.site)
        elif promised and found.kind == "list" and not steps:
            self._pass_over(step)
        return [self._request(each) for each in steps]

    def _judged(
        self, step: Step, seen: View, body: bytes, charset: str, column: bool
    ) -> tuple[KeptPage | None, Judged]:
        """Looks closer where a report may be: the rest is a list, or nothing."""
        likely = step.expected or step.body or any(words.names_report(head, in_column=False) for head in seen.heads)
        if not likely and not seen.asks_password and len(seen.links) > _FEW_LINKS:
            return None, Judged(kind="list" if column else "other")
        kept = kept_page(body, charset=charset, url=step.url)
        return kept, judged(seen, kept, step.said, in_column=column)

    async def _drawn(self, step: Step, body: bytes) -> list[Step]:
        """The steps that a list leads to once its scripts have run."""
        if self._artist is None:
            self._artist = Artist(self._fetch)
        try:
            shown = await self._artist.draw(step.url, body)
        except NoBrowser:
            self._fail(Trouble(url=step.url, zh=NO_BROWSER.zh, en=NO_BROWSER.en), step)
            return []
        return [each for page in shown for each in self.frontier.listed(step, view(page, step.url).links, column=True)]

    async def _fetch(self, url: str, method: str, body: str) -> tuple[int, dict[str, str], bytes] | None:
        """For the browser: what a page of the site asks for, within bounds; None for what may not be had."""
        if self.bounds.refusal(url) is not None or method not in ("GET", "POST"):
            return None
        request = Request(url, method=method, body=body, headers=_POSTED if body else {}, meta=_ANY_STATUS.copy())
        assert self.crawler.engine is not None
        try:
            came = await self.crawler.engine.download_async(request)
        except Exception as error:  # whatever it was, the page goes without
            LOG.debug("not for the browser: %s", url, exc_info=error)
            return None
        kind = (came.headers.get("Content-Type") or b"application/octet-stream").decode("latin-1")
        return came.status, {"content-type": kind}, came.body

    async def _report(self, step: Step, found: Judged, kept: KeptPage, seen: View) -> list[Request]:
        group = group_of(step, found, kept)
        # On the page of one body and one year: the years and bodies to choose beside it.
        chosen = [link for link in seen.links if link.how == "option"]
        more = self.frontier.listed(step, chosen, column=True) if step.column else []
        requests = [self._request(each) for each in more]
        if not within_years(group.year, self.bounds.sites[step.site]):
            return requests
        for link in found.files:
            each = Step(url=link.url, site=step.site, said=link.words, depth=step.depth, file=True)
            if (trouble := self.bounds.refusal(each.url, attachment=True)) is not None:
                self._fail(trouble, step)
                continue
            requests.append(self._request(each, group))
            group.waiting += 1
        await self._keep(group, step)
        return requests

    async def _keep(self, group: Group, step: Step) -> None:
        settled = await self._assembly.whole(group, step)
        if settled is None:
            return
        self._answered.add(step.site)
        if isinstance(settled, Trouble):
            self.frontier.pass_over(settled)
        else:
            self._told("report", settled)

    # --- what went wrong ---

    def _stop(self, error: NianbaoError) -> None:
        """Ends the run, which the next one goes on with. Not waited for: it waits itself for what is under way."""
        if self._stopping is None:
            self._told("stopped", (error.zh, error.en))
            assert self.crawler.engine is not None
            self._stopping = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="disk"))

    async def failed(self, failure: Any) -> None:
        """What could not be had."""
        request: Request = failure.request
        step: Step = request.meta["step"]
        skipped, trouble = reason(failure.value, request.url)
        if not skipped:
            self._fail(trouble, step)
        elif step.expected:
            self.frontier.pass_over(trouble)
            self._answered.add(step.site)
        group: Group | None = request.meta.get("group")
        if group is not None:
            group.waiting -= 1
            group.lost += 1
            try:
                await self._keep(group, step)
            except NianbaoError as error:
                self._stop(error)

    def _refuse(self, step: Step, found: Judged) -> None:
        if found.kind != "refused" or found.refusal is None:
            return
        if found.refusal is words.SCRIPTED:  # said at the end, if nothing else led to a report
            self._scripted.setdefault(step.url, step.site)
        elif step.expected or step.column:
            self._fail(Trouble(url=step.url, zh=found.refusal.zh, en=found.refusal.en), step)

    def _pass_over(self, step: Step) -> None:
        zh, en = "打开看过，不是年报（通知、解读之类）", "looked at: not a report itself (a notice or an explanation)"
        self.frontier.pass_over(Trouble(url=step.url, zh=zh, en=en))

    def _fail(self, trouble: Trouble, step: Step) -> None:
        self._answered.add(step.site)
        self._told("failed", trouble)

    async def closed(self, reason: str) -> None:
        """The run is over: what was passed over, and sites that gave nothing."""
        if self._artist is not None:
            await self._artist.close()
        self._log.close()
        for number, site in enumerate(self.bounds.sites):
            scripted = next((url for url, of in self._scripted.items() if of == number), "")
            if reason == "finished" and number not in self._answered:
                self._told("failed", nothing(scripted or site.urls[0], scripted=bool(scripted)))
            if number in self.frontier.full:
                zh = f"已到 {site.max_pages} 页的上限（--max-pages），后面的没有看"
                en = f"the limit of {site.max_pages} pages was reached (--max-pages)"
                self._told("failed", Trouble(url=site.urls[0], zh=zh, en=en))
        for trouble in self.frontier.skipped.values():
            self._told("skipped", trouble)
        self._told("closed", reason)


def _priority(step: Step) -> int:
    """Reports before lists, and the files of a report before the next one: little is waiting at any time."""
    return 20 if step.file else 10 if step.expected and not step.seed else 0
