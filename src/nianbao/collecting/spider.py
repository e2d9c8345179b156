"""The spider: what comes from the sites is judged, reports are put together from their pages and files, and kept."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from nianbao.building import content_kind, kept_page, page_text, weights
from nianbao.collecting import lists, words
from nianbao.collecting.addresses import Bounds, key_of, tidy
from nianbao.collecting.failing import reason
from nianbao.collecting.frontier import Frontier, Step, within_years
from nianbao.collecting.job import Job, put, writing
from nianbao.collecting.judging import FILES, Judged, file_ending, is_column, judged
from nianbao.collecting.keeping import Group, Keeper, Piece
from nianbao.collecting.nouns import Plan, Trouble
from nianbao.collecting.paging import counted_on, further_pages
from nianbao.collecting.views import Link, View, view
from nianbao.errors import NianbaoError, Unreadable
from nianbao.settings import Settings

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from nianbao.reading.html_kept import KeptPage

LOG = logging.getLogger(__name__)

Told = Callable[[str, Any], None]
"""Hears of everything that happens: "report", "failed", "asked", "stopped"."""
_PAGES = (None, "html")
_ENDING_OF = {"jpg": ".jpg", "png": ".png", "pdf": ".pdf", "docx": ".docx", "ofd": ".ofd", "zip": ".zip", "rtf": ".rtf"}
_OLD_OFFICE = (".doc", ".wps", ".xls", ".et")


class ReportSpider(Spider):
    """One run over the sites of a plan."""

    name = "nianbao"

    def __init__(self, *, plan: Plan, job: Job, told: Told, limits: Settings, **more: Any) -> None:
        super().__init__(**more)
        self.plan = plan
        self.job = job
        self.bounds = Bounds.of(plan)
        self.frontier = Frontier(self.bounds)
        self._limits = limits
        self._keeper = Keeper(job, self._weigh, restore=plan.restore)
        self._told = told
        self._scripted: dict[str, Trouble] = {}
        self._log = (job.folder / "requests.log").open("a", encoding="utf-8")
        self.found: set[int] = set()
        """Sites that gave a report, or whose failure was told."""

    # --- asking ---

    async def start(self) -> AsyncIterator[Any]:
        for step in self.frontier.seeds():
            yield self._request(step)

    def _request(self, step: Step) -> Request:
        site = self.bounds.sites[step.site]
        meta: dict[str, Any] = {"step": step, "file": step.file, "autothrottle_dont_adjust_delay": site.delay != _least(self.plan)}
        headers = {}
        if step.post:
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        known = self.job.get("file", key_of(step.url))
        if known is not None and self._still_there(known):
            meta["known"] = known
            meta["handle_httpstatus_list"] = [304]
            headers |= {asked: known[told] for told, asked in (("etag", "If-None-Match"), ("modified", "If-Modified-Since")) if known.get(told)}
        if step.file:
            meta["download_maxsize"] = self.plan.max_file_mb << 20
        return Request(
            step.url, callback=self.parse, errback=self.failed, method="POST" if step.post else "GET", body=step.post,
            headers=headers, meta=meta, dont_filter=True, priority=self._priority(step),
        )  # fmt: skip

    def _priority(self, step: Step) -> int:
        """Reports before lists, and the files of a report before the next one: little is waiting at any time."""
        return 20 if step.file else 10 if step.expected and not step.seed else 0

    def _still_there(self, known: dict[str, Any]) -> bool:
        return not self.plan.restore or any((self.job.into / each).exists() for each in known.get("lies", ()))

    def asked(self, line: str, size: int) -> None:
        """Called for every request that went out."""
        self._log.write(line)
        self._told("asked", {"bodies": 1 if size else 0})

    # --- what came ---

    async def parse(self, response: Response, **more: Any) -> AsyncIterator[Any]:
        """Everything that was asked for comes here."""
        step: Step = response.meta["step"]
        try:
            if response.url != step.url:
                step = replace(step, url=tidy(response.url) or step.url)
                self.frontier.beyond(step)
            for request in await self._came(step, response):
                yield request
        except Unreadable as error:
            self._fail(Trouble(url=step.url, zh=error.zh, en=error.en), step)
        except NianbaoError as error:  # the disk: nothing more can be kept
            self._told("stopped", (error.zh, error.en))
            assert self.crawler.engine is not None
            await self.crawler.engine.close_spider_async(reason="disk")
        # As in a build: a fault of ours over one page must not cost the user the others, nor go unsaid.
        except Exception as error:
            LOG.debug("failed over %s", step.url, exc_info=error)
            kind = type(error).__name__
            zh, en = f"处理时程序出错（{kind}），请报告这个问题", f"the program failed on it ({kind}); report this"
            self._fail(Trouble(url=step.url, zh=zh, en=en), step)

    async def _came(self, step: Step, response: Response) -> list[Request]:
        group: Group | None = response.meta.get("group")
        kind = content_kind(response.body[:65536]) if response.status == 200 else None
        if group is not None:
            self._take(group, step, response, kind)
            return await self._when_whole(group, step)
        if response.status == 304 or kind not in _PAGES or (step.file and kind != "html"):
            group = Group(url=step.url, title=step.said or _name_of(step.url), year=None, body=step.body)
            group.year = words.year_of(group.title)
            group.waiting = 1
            self._take(group, step, response, kind)
            return await self._when_whole(group, step)
        return await self._page(step, response)

    async def _page(self, step: Step, response: Response) -> list[Request]:
        charset = str(getattr(response, "_declared_encoding", lambda: "")() or "")
        text = page_text(response.body, charset=charset) if response.body else ""
        listed = self._as_data(step, text)
        if listed is not None:
            return [self._request(each) for each in listed]
        seen = view(text, step.url)
        column = step.column or is_column(seen)
        kept, found = self._judged(step, seen, response.body, charset, column)
        if found.kind == "report" and kept is not None:
            return await self._report(step, found, kept, seen)
        if found.refusal is not None and found.kind == "refused":
            self._refuse(step, found)
        promised = step.expected and not step.seed
        if found.kind == "other" and promised:
            self._pass_over(step)
            return []
        links = [*seen.links, *self._hidden(text, step, column)]
        steps = self.frontier.listed(step, links, column=column)
        if (column or step.seed) and seen.scripted and not any(words.names_report(each.said, in_column=True) for each in steps):
            self._scripted.setdefault(step.url, Trouble(url=step.url, zh=words.SCRIPTED.zh, en=words.SCRIPTED.en))
        elif not steps and promised and found.kind == "list" and found.refusal is None:
            self._pass_over(step)
        return [self._request(each) for each in steps]

    def _pass_over(self, step: Step) -> None:
        zh, en = "打开看过，不是年报（通知、解读之类）", "looked at: not a report itself (a notice or an explanation)"
        self.frontier.pass_over(Trouble(url=step.url, zh=zh, en=en))

    def _judged(
        self, step: Step, seen: View, body: bytes, charset: str, column: bool
    ) -> tuple[KeptPage | None, Judged]:
        """Looks closer where a report may be: the rest is a list, or nothing."""
        likely = step.expected or step.body or any(words.names_report(head, in_column=False) for head in seen.heads)
        if not likely and not seen.asks_password and len(seen.links) > 3:
            return None, Judged(kind="list" if column else "other")
        kept = kept_page(body, charset=charset, url=step.url)
        return kept, judged(seen, kept, step.said, in_column=column)

    def _hidden(self, text: str, step: Step, column: bool) -> Iterator[Link]:
        """Links that no anchor of the page makes."""
        if records := lists.records(text):
            yield from view(records, step.url).links
        yield from lists.inline(text, step.url)
        if column:
            yield from further_pages(text, step.url)
        if column or step.seed:
            yield from lists.endpoints(text, step.url)

    def _as_data(self, step: Step, text: str) -> list[Step] | None:
        """The steps of a list that is no page; None for a page."""
        entries = lists.feed(text, step.url)
        if entries is not None:
            return self.frontier.listed(step, _hinted(entries), column=step.column)
        data = lists.json_list(text, step.url)
        if data is not None:
            links, total, pages = data
            following = self._next_of(step, links, total, pages)
            return self.frontier.listed(step, [*links, *following], column=True, entries=len(links))
        if step.data or step.post or "<record" in text[:2000]:
            found = view(lists.records(text), step.url).links
            if found:
                return self.frontier.listed(step, [*found, *further_pages(text, step.url)], column=True)
        return None

    def _next_of(self, step: Step, links: tuple[Link, ...], total: int, pages: int) -> list[Link]:
        more = self.frontier.entries_of(step) + len(links) < total if total else bool(pages != 1 and links)
        url = counted_on(step.url, size=len(links)) if more and links else None
        return [Link(url=url, words="下一页", how="paging")] if url else []

    # --- a report, from its pieces ---

    async def _report(self, step: Step, found: Judged, kept: KeptPage, seen: View) -> list[Request]:
        group = Group(
            url=step.url, title=found.title, year=words.year_of(found.title, kept.text), markup=kept.markup,
            text=kept.text, characters=words.chinese(kept.text), tables=kept.tables, published=kept.published,
            publisher=kept.publisher, body=step.body, trail=kept.trail,
        )  # fmt: skip
        if not within_years(group.year, self.bounds.sites[step.site]):
            return []
        requests = []
        for link in found.files:
            each = Step(url=link.url, site=step.site, said=link.words, depth=step.depth, file=True)
            trouble = self.bounds.refusal(each.url, attachment=True)
            if trouble is not None:
                self._fail(trouble, step)
                group.lost += 1
                continue
            request = self._request(each)
            request.meta["group"] = group
            requests.append(request)
        group.waiting = len(requests)
        more = self.frontier.listed(step, _siblings(seen), column=True) if step.column else []
        done = await self._when_whole(group, step)
        return [*requests, *(self._request(each) for each in more), *done]

    def _take(self, group: Group, step: Step, response: Response, kind: str | None) -> None:
        """Adds a file to the report it belongs to."""
        group.waiting -= 1
        if response.status == 304:
            known = response.meta["known"]
            group.pieces.append(Piece(url=step.url, words=step.said, ending=known["ending"], sha256=known["sha"], stored=None))
            return
        ending = _true_ending(step, kind)
        if not ending or not response.body:
            zh, en = "下载到的不是报告文件（是网页或程序）", "what came is no report file (a web page or a program)"
            group.lost += 1
            self._fail(Trouble(url=step.url, zh=zh, en=en), step)
            return
        with writing(self.job.into):
            stored = self.job.folder / "incoming" / f"{secrets.token_hex(8)}{ending}"
            put(stored, response.body)
        sha = hashlib.sha256(response.body).hexdigest()
        group.pieces.append(Piece(url=step.url, words=step.said, ending=ending, sha256=sha, stored=stored))
        group.headers[step.url] = {
            "etag": (response.headers.get("ETag") or b"").decode("latin-1"),
            "modified": (response.headers.get("Last-Modified") or b"").decode("latin-1"),
        }

    async def _when_whole(self, group: Group, step: Step) -> list[Request]:
        if group.waiting > 0:
            return []
        if group.markup is None and not group.pieces:
            return []
        if group.characters < 50 and not group.pieces:
            self._fail(Trouble(url=group.url, zh="页面没有正文，附件也没有取到", en="no text, and its file could not be had"), step)
            return []
        settled = await asyncio.to_thread(self._keeper.settle, group)
        self.found.add(step.site)
        if isinstance(settled, Trouble):
            self.frontier.pass_over(settled)
            self._note_files(group, ())
        else:
            self._note_files(group, tuple(path for path in (settled.path, *settled.beside) if path))
            self._told("report", settled)
        for piece in group.pieces:
            if piece.stored is not None:
                piece.stored.unlink(missing_ok=True)
        return []

    def _note_files(self, group: Group, paths: tuple[Path, ...]) -> None:
        """What is needed to ask next time whether a file has changed."""
        lies = [path.relative_to(self.job.into).as_posix() for path in paths]
        for piece in group.pieces:
            if piece.stored is not None:
                told = group.headers.get(piece.url, {})
                self.job.note("file", key_of(piece.url), sha=piece.sha256, ending=piece.ending, lies=lies, **told)

    def _weigh(self, paths: Any) -> list[tuple[int, int]]:
        return [(each.figures, each.characters) for each in weights(paths, self._limits)]

    # --- what went wrong ---

    async def failed(self, failure: Failure) -> Any:
        """What could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        step: Step = request.meta["step"]
        skipped, trouble = reason(failure.value, request.url)
        if skipped:
            if step.expected:
                self.frontier.pass_over(trouble)
        else:
            self._fail(trouble, step)
        group: Group | None = request.meta.get("group")
        if group is not None:
            group.waiting -= 1
            group.lost += 1
            await self._when_whole(group, step)

    def _refuse(self, step: Step, found: Judged) -> None:
        assert found.refusal is not None
        if step.expected or step.column:
            self._fail(Trouble(url=step.url, zh=found.refusal.zh, en=found.refusal.en), step)

    def _fail(self, trouble: Trouble, step: Step) -> None:
        self.found.add(step.site)
        self._told("failed", trouble)

    def closed(self, reason: str) -> None:
        """The run is over: what was passed over, and sites that gave nothing."""
        self._log.close()
        for number, site in enumerate(self.bounds.sites):
            if number not in self.found and reason == "finished":
                scripted = [each for url, each in self._scripted.items() if self.bounds.site(url) == number]
                none = Trouble(
                    url=site.urls[0],
                    zh="没有找到年报；请给出年报栏目的网址，或检查年份",
                    en="no yearly report was found; give the address of the column that lists them, or check the years",
                )
                self._told("failed", scripted[0] if scripted else none)
            if number in self.frontier.full:
                zh, en = f"已到 {site.max_pages} 页的上限（--max-pages），后面的没有看", f"the limit of {site.max_pages} pages was reached (--max-pages)"
                self._told("failed", Trouble(url=site.urls[0], zh=zh, en=en))
        for trouble in self.frontier.skipped.values():
            self._told("skipped", trouble)
        self._told("closed", reason)


def _siblings(seen: View) -> list[Link]:
    """On the page of one body and one year: the years and bodies to choose beside it."""
    return [link for link in seen.links if link.how == "option"]


def _hinted(entries: tuple[Link, ...]) -> list[Link]:
    """Of a sitemap: the addresses that look like disclosure, all when none does."""
    marked = [link for link in entries if link.words or any(mark in link.url.lower() for mark in ("xxgk", "gkml", "nb", "annual", "report", "zwgk"))]
    return [replace(link, words=link.words or "政府信息公开年度报告") for link in (marked or entries)]


def _true_ending(step: Step, kind: str | None) -> str:
    """The ending by what the file is: its name is believed only for what first bytes do not tell apart."""
    said = file_ending(step.url, step.said)
    if kind is None:
        return ""
    if kind == "doc":
        return said if said in _OLD_OFFICE else ".doc"
    return _ENDING_OF.get(kind, f".{kind}" if f".{kind}" in FILES else "")


def _name_of(url: str) -> str:
    from urllib.parse import unquote

    return Path(unquote(url.partition("?")[0])).stem


def _least(plan: Plan) -> float:
    return min(site.delay for site in plan.sites)
