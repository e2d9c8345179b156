"""The limits under which a file is read, and who hears how far a long one has come.

They are in force for what runs inside `in_force`, as decimal's context is, so that every reader keeps the one shape
`content(data, name)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Heard = Callable[[int, int], None]
"""Hears of pages recognised: how many are done, of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may cost: pages, pages to recognise, seconds (of a scan: for each page), unpacked size as a
    multiple of the packed one, memory in MiB."""

    pages: int = 300
    scan_pages: int = 40
    seconds: float = 90.0
    unpack_ratio: int = 200
    memory_mb: int = 4096

    @property
    def scan_seconds(self) -> float:
        """For all pages of a scan together."""
        return self.seconds * self.scan_pages


def limits() -> Limits:
    """The limits in force, the defaults outside `in_force`."""
    return _LIMITS.get()


def page_done(done: int, total: int) -> None:
    """Tells who listens that a page has been recognised."""
    _HEARD.get()(done, total)


@contextmanager
def in_force(chosen: Limits, heard: Heard | None = None) -> Iterator[None]:
    """Reading inside the block keeps to these limits."""
    before, listened = _LIMITS.set(chosen), _HEARD.set(heard or _nobody)
    try:
        yield
    finally:
        _LIMITS.reset(before)
        _HEARD.reset(listened)


def _nobody(done: int, total: int) -> None:
    return None


_LIMITS: ContextVar[Limits] = ContextVar("limits", default=Limits())  # noqa: B039  # frozen
_HEARD: ContextVar[Heard] = ContextVar("heard", default=_nobody)
