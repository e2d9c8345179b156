"""Runs of collecting over the small sites."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from serving_sites import Site as Small

from nianbao.collecting import Plan, Site, Summary, collect
from nianbao.settings import Settings

SETTINGS = Settings(model="none", max_memory_mb=2048)


def plan_of(*sites: Small, into: Path, plan: dict[str, Any] | None = None, **options: Any) -> Plan:
    given = {"delay": 0.0, "allow_private": True, **options}
    urls = [(site.address + site.start,) for site in sites]
    return Plan(sites=tuple(Site(urls=each, **given) for each in urls), into=into, **(plan or {}))


def run(*sites: Small, into: Path, plan: dict[str, Any] | None = None, **options: Any) -> Summary:
    """One run over the sites, as fast as they answer."""
    return collect(plan_of(*sites, into=into, plan=plan, **options), SETTINGS)


def kept(into: Path) -> dict[str, bytes]:
    """Every file that people see in the folder, by its path."""
    files = [path for path in into.rglob("*") if path.is_file() and ".collect" not in path.parts]
    return {path.relative_to(into).as_posix(): path.read_bytes() for path in files}


def reports_in(into: Path) -> list[str]:
    return sorted(name for name in kept(into) if not name.endswith(".json"))


def why(summary: Summary) -> dict[str, str]:
    """The Chinese sentence for each address that failed or was passed over."""
    return {each.url: each.zh for each in (*summary.skipped, *summary.failed)}
