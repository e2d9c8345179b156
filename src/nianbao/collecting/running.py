"""`collect`: a plan becomes a folder of reports. The sites are visited by a process of its own."""

from __future__ import annotations

import importlib.util
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import IO, Any

from nianbao.collecting.addresses import checked_site, host_of, site_of
from nianbao.collecting.excluding import excluded_in
from nianbao.collecting.helper import LIMITS, plan_json
from nianbao.collecting.nouns import Collected, Gap, Plan, Summary, Trouble
from nianbao.errors import Busy, NianbaoError, WrongCall
from nianbao.settings import Settings

LOG = logging.getLogger(__name__)

Progress = Callable[[Summary], None]
"""Hears of the summary as it grows."""
# As a child of multiprocessing would, but without running the caller's main module again.
_START = "import sys; sys.path[:] = sys.argv[1:]; from nianbao.collecting.helper import main; main()"
_ERRORS: dict[str, type[NianbaoError]] = {"Busy": Busy, "WrongCall": WrongCall}
_LEAST_DELAY = 0.5
_SILENCE = 900.0


def collect(
    plan: Plan, settings: Settings, *, progress: Progress | None = None, started: Callable[[int], None] | None = None
) -> Summary:
    """Fetch the reports of the plan's sites into its folder; what is there and unchanged is not fetched again.

    A run that was stopped, in whatever way, is gone on with by the next one on the same folder. `started` hears of the
    number of the process that visits the sites.
    Errors: WrongCall for an address that is none, an excluded site, a folder that cannot be written, or where Scrapy is
    not installed; Busy when another run writes into the folder.
    """
    plan = checked(plan)
    limits = {name: getattr(settings, name) for name in LIMITS}
    asked = json.dumps({"plan": plan_json(plan), "limits": limits, "debug": _debugging()}, ensure_ascii=False)
    heard = _Heard(progress)
    with subprocess.Popen(
        [sys.executable, "-c", _START, *sys.path],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL if not _debugging() else None,
    ) as helper:  # fmt: skip
        watch = _Watch(helper.kill)
        try:
            if started is not None:
                started(helper.pid)
            pipe = _pipe(helper.stdin)
            pipe.write(asked.encode() + b"\n")
            pipe.flush()
            for line in _pipe(helper.stdout):
                watch.again()
                heard.hear(*json.loads(line))
        except BaseException:
            helper.kill()
            raise
        finally:
            watch.stop()
    return heard.summary()


def checked(plan: Plan) -> Plan:
    """The plan with addresses in one form. Raises WrongCall for what cannot be visited, and without Scrapy."""
    if not plan.sites or not all(site.urls for site in plan.sites):
        raise WrongCall("请给出网址，或用 --list 给出网站清单。", "Give an address, or a list of sites with --list.")
    sites = tuple(map(checked_site, plan.sites))
    never = frozenset(map(site_of, (*plan.excluded, *excluded_in(plan.into))))
    for site in sites:
        for url in site.urls:
            host = site_of(host_of(url))
            if host in never or host.partition(":")[0] in never:
                raise WrongCall(
                    f"{host} 已被排除，不再收集；要重新收集，请把它从 {plan.into}/.collect/excluded.txt 里删去。",
                    f"{host} is excluded for good; to collect there again, take it out of "
                    f"{plan.into}/.collect/excluded.txt.",
                )
        if site.delay < _LEAST_DELAY and not site.allow_private:
            raise WrongCall(
                f"间隔至少 {_LEAST_DELAY} 秒，免得给网站添负担。",
                f"The delay must be at least {_LEAST_DELAY} s, so as not to burden the site.",
            )
    if importlib.util.find_spec("scrapy") is None:
        raise WrongCall(
            "收集要先装 Scrapy：pip install 'nianbao[collect]'。",
            "Collecting needs Scrapy: pip install 'nianbao[collect]'.",
        )
    return replace(plan, sites=sites, excluded=tuple(sorted(never)))


class _Watch:
    """Ends a process of which nothing was heard for longer than any page can take: the next run goes on."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._timer = Timer(_SILENCE, ring)
        self.again()

    def again(self) -> None:
        self._timer.cancel()
        self._timer = Timer(_SILENCE, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        self._timer.cancel()


class _Heard:
    """The events of a run put together."""

    def __init__(self, progress: Progress | None) -> None:
        self._reports: dict[str, Collected] = {}
        self._skipped: list[Trouble] = []
        self._failed: dict[str, Trouble] = {}
        self._requests = self._bodies = 0
        self._complete: bool | None = None
        self._stopped: tuple[str, str] | None = None
        self._progress = progress

    def hear(self, what: str, value: Any) -> None:
        """One event. Raises what the other process refused with."""
        if what == "report":
            path, beside = value.pop("path"), value.pop("beside")
            made = Collected(**value, path=path and Path(path), beside=tuple(map(Path, beside)))
            self._reports[made.url] = made
        elif what == "failed":
            self._failed.setdefault(value["url"], Trouble(**value))
        elif what == "skipped":
            self._skipped.append(Trouble(**value))
        elif what == "asked":
            self._requests += 1
            self._bodies += value["bodies"]
        elif what == "stopped":
            self._stopped = self._stopped or (value[0], value[1])
        elif what == "ended":
            self._complete = bool(value)
        elif what == "refused":
            kind, zh, en = value
            raise _ERRORS.get(kind, WrongCall)(zh, en)
        if self._progress is not None:
            self._progress(self.summary())

    def summary(self) -> Summary:
        """As it stands. A process that ended without a word was killed, or ran out of memory."""
        died = ("收集中断了，再运行一次会接着收集", "collecting was interrupted; run again to go on")
        reports = tuple(self._reports.values())
        return Summary(
            reports=reports, skipped=tuple(self._skipped), failed=tuple(self._failed.values()), missing=gaps(reports),
            requests=self._requests, bodies=self._bodies, complete=bool(self._complete),
            stopped=None if self._complete else self._stopped or died,
        )  # fmt: skip


def gaps(reports: Iterable[Collected]) -> tuple[Gap, ...]:
    """Years without a report between the first and the last of each body, by the bodies' names."""
    years: dict[str, set[int]] = {}
    for report in reports:
        if report.agency and report.year is not None:
            years.setdefault(report.agency, set()).add(report.year)
    found = []
    for agency, held in sorted(years.items()):
        lacking: Sequence[int] = [year for year in range(min(held), max(held)) if year not in held]
        if lacking:
            found.append(Gap(agency=agency, years=tuple(lacking)))
    return tuple(found)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _debugging() -> bool:
    return LOG.isEnabledFor(logging.DEBUG)
