"""What staff do to the index while it is being asked: add reports, look for them on a site, remove one, read all anew.
One at a time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from nianbao.building import BuildResult, build
from nianbao.collecting import Plan, Site, Summary, checked, collect, year_range
from nianbao.errors import Busy, NianbaoError, WrongCall
from nianbao.serving.shelf import SIDE, Shelf
from nianbao.settings import Settings
from nianbao.store.changes import archive_of
from nianbao.wiring import LiveDesk

LOG = logging.getLogger(__name__)

Kind = Literal["add", "remove", "reindex", "collect"]
FOUND = ".found"
"""Where reports lie that were found on sites, inside the shelf's folder; indexing passes hidden folders over."""
_MOST_PAGES = 1000
_MOST_MINUTES = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One operation, as it stands. `stage`, `done` and `total` as `building.Progress` has them; times since 1970.

    `files` are names on the shelf that were added, or the name removed; `refused` (name, Chinese, English) are added
    files that cannot be read and were moved to the trash. `found` is what a site holds, after `collect`. `error` is
    (Chinese, English) when it `failed`.
    """

    number: int
    kind: Kind
    state: Literal["running", "done", "failed"] = "running"
    files: tuple[str, ...] = ()
    stage: str = ""
    done: int = 0
    total: int = 0
    began: float
    ended: float | None = None
    result: BuildResult | None = None
    refused: tuple[tuple[str, str, str], ...] = ()
    found: Summary | None = None
    error: tuple[str, str] | None = None


class Operations:
    """Runs them in a thread of their own; when one has changed the index, the desk goes over to the new state."""

    def __init__(self, desk: LiveDesk, settings: Settings) -> None:
        self.shelf = Shelf(settings.reports)
        self._desk = desk
        self._settings = settings
        self._one = threading.Lock()
        self._job: Job | None = None
        self._thread: threading.Thread | None = None
        self._collect = collect
        self.found: Summary | None = None
        """What the last look at a site found."""

    @property
    def job(self) -> Job | None:
        """The present operation, else the last one; None before the first."""
        return self._job

    def add(self, files: Sequence[tuple[Path, str]]) -> Job:
        """Put copies of files (where they are, the names to give them) on the shelf and index them.

        Errors: Busy; WrongCall when the shelf cannot be written, or no file but side files is given.
        """
        if all(name.lower().endswith(SIDE) for _, name in files):
            raise WrongCall("请选择报告文件。", "Choose report files.")

        def prepare() -> tuple[Path, ...]:
            return self.shelf.add(files)

        return self._start("add", prepare, lambda: [self.shelf.folder])

    def remove(self, report_id: str, *, whole_archive: bool = False) -> Job:
        """Move the file of a report to the shelf's trash and take the report out of the index.

        Errors: Busy; WrongCall when there is no such report, its file is not on the shelf, or lies in an archive with
        which other reports would go (unless `whole_archive`).
        """
        path = self._file_of(report_id, whole_archive=whole_archive)

        def prepare() -> tuple[Path, ...]:
            self.shelf.discard(path)
            return (path,)

        return self._start("remove", prepare, lambda: [self.shelf.folder])

    def look(self, url: str, years: str = "") -> Job:
        """Fetch the reports of a site to where they can be chosen from; `years` as "2018-2025", "" for all.

        Errors: Busy; WrongCall for an address that is none, or where Scrapy is not installed.
        """
        first, last = year_range(years) if years.strip() else (None, None)
        site = Site(urls=(url.strip(),), first_year=first, last_year=last, max_pages=_MOST_PAGES)
        plan = checked(
            Plan(
                sites=(site,), into=self.shelf.folder / FOUND, contact=self._settings.contact, restore=True,
                max_minutes=_MOST_MINUTES, max_file_mb=self._settings.max_file_mb,
            )
        )  # fmt: skip
        return self._begin("collect", lambda: (), lambda _: self._look(plan))

    def choose(self, urls: Collection[str]) -> Job:
        """Put reports that were found, by their addresses, on the shelf in place of what it has from there; index them.

        Errors: Busy; WrongCall when none of them was found.
        """
        found = () if self.found is None else self.found.reports
        chosen = [report for report in found if report.url in urls and report.path is not None]
        if not chosen:
            raise WrongCall("请先查找，再选中要收录的年报。", "Look for reports first, then choose some of them.")

        def prepare() -> tuple[Path, ...]:
            files = [path for report in chosen if (path := report.path) is not None and path.is_file()]
            files += [side for path in files if (side := path.with_suffix(SIDE)).is_file()]
            for path in self._from({report.url for report in chosen}):
                self.shelf.discard(path)
            return self.shelf.add([(path, path.name) for path in files])

        return self._start("add", prepare, lambda: [self.shelf.folder])

    def held(self) -> frozenset[str]:
        """Addresses of the reports in the index, where known."""
        return frozenset(card.url for card in self._desk.library.listed if card.url)

    def identify(self, report_id: str, *, agency: str | None, year: int | None) -> Job:
        """Set whose report it is, or which year's, in its side file, and read it again; None leaves what is there.

        Errors: Busy; WrongCall when neither is given, there is no such report, or its file is not on the shelf or lies
        in an archive, where no side file can be put beside it.
        """
        said: dict[str, object] = {key: value for key, value in (("agency", agency), ("year", year)) if value}
        if not said:
            raise WrongCall("请写明机关或年份。", "Give the agency or the year.")
        path = self._file_of(report_id, whole_archive=True)
        if path != Path(self._desk.library.paths()[report_id]):
            raise WrongCall(
                f"这份报告在压缩包“{path.name}”里，请解压后分别添加，再写明机关和年份。",
                f"The report is in the archive {path.name!r}; unpack it, add the files and set it then.",
            )

        def prepare() -> tuple[Path, ...]:
            self.shelf.note(path, said)
            return (path,)

        return self._start("reindex", prepare, lambda: [self.shelf.folder])

    def reindex(self) -> Job:
        """Read what is new or changed on the shelf and of the files indexed from elsewhere. Errors: Busy."""
        return self._start("reindex", lambda: (), self._everything)

    def wait(self, seconds: float | None = None) -> Job | None:
        """The job when it has ended, or as it stands after so many seconds."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._job

    def _from(self, urls: Collection[str]) -> list[Path]:
        """Files on the shelf whose reports came from these addresses, each with no other report in it."""
        paths = self._desk.library.paths()
        files = [archive_of(paths[card.id]) for card in self._desk.library.listed if card.url in urls]
        return [Path(file) for file in files if self.shelf.holds(Path(file)) and file in paths.values()]

    def _look(self, plan: Plan) -> None:
        def progress(summary: Summary) -> None:
            self._now(stage="sites", done=len(summary.reports))

        self.found = found = self._collect(plan, self._settings, progress=progress)
        self._now(state="done", found=found, ended=time.time())

    def _file_of(self, report_id: str, *, whole_archive: bool) -> Path:
        paths = self._desk.library.paths()
        if report_id not in paths:
            raise WrongCall("没有这份报告，可能已经移除了，请刷新。", "There is no such report any more; refresh.")
        path = Path(archive_of(paths[report_id]))
        if not self.shelf.holds(path):
            raise WrongCall(
                f"这份报告的文件不在报告文件夹里（{path}）：请在那里移走文件，再点“重新索引”"
                "；或把 NIANBAO_REPORTS 设为那个文件夹。",
                f"The report's file is not in the folder of reports ({path}): move it away there and index "
                "again, or set NIANBAO_REPORTS to that folder.",
            )
        others = sum(archive_of(other) == str(path) for other in paths.values()) - 1
        if others and not whole_archive:
            raise WrongCall(
                f"这份报告在压缩包“{path.name}”里，另外还有 {others} 份报告会一起移除；确认后再试。",
                f"The report is in the archive {path.name!r} with {others} more, which would go with it; confirm that.",
            )
        return path

    def _everything(self) -> list[Path]:
        shelf = [self.shelf.folder] if self.shelf.folder.is_dir() else []
        indexed = dict.fromkeys(Path(archive_of(path)) for path in self._desk.library.paths().values())
        return shelf + [path for path in indexed if path.is_file() and not self.shelf.holds(path)]

    def _start(self, kind: Kind, prepare: Callable[[], tuple[Path, ...]], paths: Callable[[], list[Path]]) -> Job:
        return self._begin(kind, prepare, lambda touched: self._index(touched, paths))

    def _begin(
        self, kind: Kind, prepare: Callable[[], tuple[Path, ...]], work: Callable[[tuple[Path, ...]], None]
    ) -> Job:
        if not self._one.acquire(blocking=False):
            raise Busy("正在处理上一项，请等它完成。", "Something else is still being done; wait until it is finished.")
        try:
            touched = prepare()
            number = 1 if self._job is None else self._job.number + 1
            names = tuple(path.name for path in touched)
            self._job = started = Job(number=number, kind=kind, files=names, began=time.time())
            self._thread = threading.Thread(target=self._work, args=(touched, work), name=f"staff-{kind}", daemon=True)
            self._thread.start()
        except BaseException:
            self._one.release()
            raise
        return started

    def _work(self, touched: tuple[Path, ...], work: Callable[[tuple[Path, ...]], None]) -> None:
        try:
            work(touched)
        except NianbaoError as error:
            self._now(state="failed", error=(error.zh, error.en), ended=time.time())
        # Nobody waits for this thread: what it does not say is never known, and the next operation must be possible.
        except Exception as error:
            LOG.exception("an operation of staff failed")
            kind = type(error).__name__
            sentence = (f"程序出错了（{kind}），请告诉管理员。", f"The program failed ({kind}); tell the operator.")
            self._now(state="failed", error=sentence, ended=time.time())
        finally:
            self._one.release()

    def _index(self, touched: tuple[Path, ...], paths: Callable[[], list[Path]]) -> None:
        result = self._build(paths())
        refused = self._refuse(touched, result)
        self._desk.reopen()
        self._now(state="done", result=result, refused=refused, ended=time.time())

    def _build(self, paths: list[Path]) -> BuildResult:
        def progress(stage: str, done: int, total: int) -> None:
            self._now(stage=stage, done=done, total=total)

        return build(paths, self._settings.index, self._settings, progress=progress, encoder=self._desk.encoder)

    def _refuse(self, touched: tuple[Path, ...], result: BuildResult) -> tuple[tuple[str, str, str], ...]:
        """Added files that cannot be read leave the shelf, or every later run would complain of them; so do copies of
        what is indexed already, or they would take its place when that is removed."""
        added = {str(path.resolve()): path for path in touched if path.is_file()}
        for name in result.duplicates:
            copy = added.pop(str(Path(name).resolve()), None)
            if copy is not None:
                self.shelf.discard(copy)
        refused = []
        for name, zh, en in result.unreadable:
            path = added.get(str(Path(name).resolve()))
            if path is not None:
                self.shelf.discard(path)
                refused.append((path.name, zh, en))
        return tuple(refused)

    def _now(self, **changes: object) -> None:
        assert self._job is not None
        self._job = replace(self._job, **changes)  # type: ignore[arg-type]  # fields of Job, by name
