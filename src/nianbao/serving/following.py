"""A server follows the index: what another process has published is answered from within seconds, without a break."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from nianbao.errors import NianbaoError

LOG = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks at the folder."""
_NOT_PUBLISHED = ("visits", "writer.lock", "closed.txt", ".", "log")
"""Beginnings of names in an index folder that say nothing of its state."""

Mark = tuple[tuple[str, int, int, int], ...]


class Reopening(Protocol):
    """A desk that goes over to the newest state, as `wiring.LiveDesk`."""

    def reopen(self) -> bool: ...


@contextmanager
def following(desk: Reopening, folder: Path, every: float = EVERY) -> Iterator[None]:
    """While the block lasts, the desk has the newest state of the index in the folder."""
    stop = threading.Event()
    thread = threading.Thread(target=_follow, args=(desk, folder, every, stop), daemon=True, name="follow-index")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(every + 5)


def _follow(desk: Reopening, folder: Path, every: float, stop: threading.Event) -> None:
    seen: Mark | None = None  # something may have been published since the desk was opened
    said = ""
    while not stop.wait(every):
        now = mark_of(folder)
        if now == seen and not said:
            continue
        seen = now
        try:
            if desk.reopen():
                LOG.info("the index has a new state")
            said = ""
        except NianbaoError as error:  # the present state stays, and is tried again: a copy may be under way
            if error.en != said:
                LOG.warning("the new state of the index cannot be used, the old one stays: %s", error.en)
            said = error.en
        # A thread that dies would leave the server with an old state for ever, and nobody would know.
        except Exception:
            if said != "fault":
                LOG.exception("following the index failed, the old state stays")
            said = "fault"


def mark_of(folder: Path) -> Mark:
    """What changes when the files of an index do; empty for a folder that cannot be listed."""
    found = []
    try:
        for path in folder.iterdir():
            if path.name.startswith(_NOT_PUBLISHED) or path.suffix in (".work", ".draft") or "-journal" in path.name:
                continue
            stat = path.stat()
            found.append((path.name, stat.st_ino, stat.st_size, stat.st_mtime_ns))
    except OSError as error:  # a file that went while we looked, or a folder being moved
        LOG.debug("cannot look at the index: %s", error)
    return tuple(sorted(found))
