"""Web pages and files as they come from a site: what they are, and what is kept of them. For those who fetch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.building.looking import read_reports
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.reading.html_kept import KeptPage as KeptPage

_QUICK_SECONDS = 20
_QUICK_SCANS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much of a report a file gives: figures, then characters. Both 0 for one that cannot be read."""

    figures: int = 0
    characters: int = 0


def page_text(data: bytes, *, charset: str = "") -> str:
    """A fetched page decoded, whatever it and its server say of its encoding. Raises `Unreadable`."""
    from nianbao.reading import html_kept

    return html_kept.page_text(data, "网页", charset=charset)


def kept_page(data: bytes, *, charset: str = "", url: str) -> KeptPage:
    """The main content of a fetched page and what it says of itself. Raises `Unreadable`."""
    from nianbao.reading import html_kept

    return html_kept.kept_page(data, "网页", charset=charset, url=url)


def content_kind(data: bytes) -> str | None:
    """What the first bytes say a file is (`pdf`, `docx`, `html`, …); None when nothing is certain."""
    from nianbao.reading.sniffing import kind_by_content

    return kind_by_content(data)


def readable_endings() -> frozenset[str]:
    """Endings of the files that can be indexed, as ".pdf"."""
    from nianbao.reading.sniffing import READABLE

    return READABLE


def weights(paths: Sequence[Path], settings: Settings) -> tuple[Weight, ...]:
    """The weight of each file, read apart from this process within its limits; scans are looked at, not read whole."""
    quick = replace(settings, max_scan_pages=_QUICK_SCANS, max_seconds=min(_QUICK_SECONDS, settings.max_seconds))
    found = {}
    for each in read_reports(paths, quick):
        if each.report is not None:
            found[each.path] = Weight(figures=len(each.figures), characters=len(each.report.text))
    return tuple(found.get(path, Weight()) for path in paths)
