"""The process that visits the sites: its memory is limited, and it ends when the one that started it is gone."""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nianbao.collecting.job import Job
from nianbao.collecting.nouns import Collected, Plan, Site, Trouble
from nianbao.errors import NianbaoError
from nianbao.settings import Settings

LIMITS = ("max_file_mb", "max_pages", "max_scan_pages", "max_seconds", "max_unpack_ratio", "max_memory_mb")


def main() -> None:
    """One run: the plan as a line of JSON on standard input, events as lines of JSON on standard output."""
    told_to = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    asked = json.loads(sys.stdin.readline())
    lock = threading.Lock()

    def tell(what: str, value: Any) -> None:
        with lock:
            told_to.write(json.dumps([what, _plain(value)], ensure_ascii=False) + "\n")

    threading.Thread(target=_watch, args=(sys.stdin.buffer.fileno(),), daemon=True).start()
    if asked["debug"]:
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    plan, limits = plan_of(asked["plan"]), Settings(**asked["limits"])
    if not any(site.render for site in plan.sites):  # a browser reserves far more than it uses
        _limit_memory(limits.max_memory_mb)
    run(plan, limits, tell)


def run(plan: Plan, limits: Settings, tell: Callable[[str, Any], None]) -> None:
    """Visit the sites; the last thing told is "ended", with True when everything was visited."""
    from nianbao.collecting.crawling import crawl

    job = Job(plan.into)
    reasons: list[Any] = []

    def heard(what: str, value: Any) -> None:
        if what in ("closed", "stopped"):
            reasons.append(value)
        if what != "closed":
            tell(what, value)

    try:
        job.open()
        crawl(plan, job, heard, limits)
        whole = reasons == ["finished"]
        if whole:
            job.end()
        elif reasons == ["closespider_timeout"]:
            minutes = f"{plan.max_minutes:g}"
            tell("stopped", (f"已到 {minutes} 分钟的时限，再运行一次会接着收集",
                             f"the limit of {minutes} minutes was reached; run again to go on"))  # fmt: skip
        tell("ended", whole)
    except NianbaoError as error:
        tell("refused", (type(error).__name__, error.zh, error.en))
    finally:
        job.close()


def plan_of(asked: dict[str, Any]) -> Plan:
    """A plan from its JSON form."""
    sites = []
    for told in asked["sites"]:
        values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in told.items()}
        sites.append(Site(**values))
    rest = {key: value for key, value in asked.items() if key not in ("sites", "into", "excluded")}
    return Plan(sites=tuple(sites), into=Path(asked["into"]), excluded=tuple(asked["excluded"]), **rest)


def plan_json(plan: Plan) -> dict[str, Any]:
    """The JSON form of a plan."""
    return {**asdict(plan), "into": str(plan.into.absolute())}


def _plain(value: Any) -> Any:
    if isinstance(value, Collected):
        path = None if value.path is None else str(value.path)
        return {**asdict(value), "path": path, "beside": [str(each) for each in value.beside]}
    return asdict(value) if isinstance(value, Trouble) else value


def _watch(pipe: int) -> None:
    """Ends this process when the other end of standard input is closed: nobody would hear of what it does."""
    while os.read(pipe, 4096):
        continue
    os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """Where the system can (Linux)."""
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
