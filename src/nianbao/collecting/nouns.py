"""The nouns of collecting: what is asked for, what came of each report, and the summary of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

State = Literal["new", "changed", "unchanged", "yours", "removed"]
"""`yours`: somebody changed the kept file, so the site's new version lies beside it; `removed`: somebody took it
away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Addresses of one site and how to behave there. Only the hosts of `urls` and of `also` are visited."""

    urls: tuple[str, ...]
    also: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    delay: float = 1.0
    """Seconds between two requests, at least."""
    insecure: bool = False
    """Accept certificates that cannot be verified."""
    allow_private: bool = False
    """The hosts of this site may be in a private network or on this machine."""
    render: bool = False
    """Draw pages in a browser when they hold no links without it."""
    max_pages: int = 3000
    max_depth: int = 4
    """Steps from the given address to a list of reports; the pages of one list count as one step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One run. Reports are kept in folders of `into` that are named after the sites."""

    sites: tuple[Site, ...]
    into: Path
    excluded: tuple[str, ...] = ()
    """Hosts never to be visited."""
    contact: str = ""
    """How the owners of a site can reach whoever runs this; part of the user agent."""
    max_minutes: float = 600.0
    max_file_mb: int = 64
    timeout: float = 60.0
    """Seconds for one page or file."""
    restore: bool = False
    """Fetch again what was taken away from the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """A report that was found. `path` is where it is kept (None when it is not any more), `url` the address that
    shows it; `beside` are other files of the same report, which are kept but not to be indexed."""

    url: str
    title: str
    agency: str
    year: int | None
    state: State
    path: Path | None = None
    beside: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """An address that was passed over or could not be had, and why."""

    url: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Years without a report in the middle of a body's series."""

    agency: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did. `requests` were sent, `bodies` came back with a content (an unchanged page has none).

    `complete` is False when the run stopped before everything was visited: the next one goes on from there.
    """

    reports: tuple[Collected, ...] = ()
    skipped: tuple[Trouble, ...] = ()
    failed: tuple[Trouble, ...] = ()
    missing: tuple[Gap, ...] = ()
    requests: int = 0
    bodies: int = 0
    complete: bool = True
    stopped: tuple[str, str] | None = field(default=None)
    """Why, in Chinese and English, when not complete."""

    def count(self, *states: State) -> int:
        """Reports in these states."""
        return sum(1 for report in self.reports if report.state in states)
