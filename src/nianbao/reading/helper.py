"""The helper process of `reader.Reader`: it reads the files it is told, under limits that the system enforces."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import IO, Any

from nianbao.errors import NotYet, Unreadable
from nianbao.reading.limits import Limits, in_force
from nianbao.reading.opening import read
from nianbao.reading.reader import get, put

LOG = logging.getLogger(__name__)


Work = Callable[[Path, int, Any], object]
"""What is done with a file: its path, its most bytes, and whatever else the other side has sent."""


def main(work: Work | None = None) -> None:
    """Serves requests on standard input until it is closed; without `work` it reads. What libraries print goes nowhere.
    """
    asked = os.fdopen(os.dup(0), "rb")
    told = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    sys.addaudithook(_offline)
    with closing(asked), closing(told):
        serve(asked, told, work or _read)


def serve(asked: IO[bytes], told: IO[bytes], work: Work) -> None:
    """One request after the other: (path, most bytes, limits, more) in; pages done, then what was made or why not, out.
    """
    limited = False
    while True:
        try:
            path, max_bytes, limits, more = get(asked)
        except EOFError as error:
            LOG.debug("no more to read: %s", error)
            return
        if not limited:
            limited = True
            _limit_memory(limits)
        with in_force(limits, lambda done, total: put(told, ("page", (done, total)))):
            put(told, _answer(partial(work, Path(path), max_bytes, more)))


def _read(path: Path, max_bytes: int, _: object) -> object:
    return read(path, max_bytes=max_bytes)


def _answer(work: Callable[[], object]) -> tuple[str, object]:
    try:
        return "made", work()
    except NotYet as error:
        return "not yet", (error.zh, error.en)
    except Unreadable as error:
        return "unreadable", (error.zh, error.en)
    except MemoryError:
        return "memory", None
    # The other side says so in its own words, as for a fault in any other step.
    except Exception:  # noqa: BLE001
        return "fault", traceback.format_exc()


def _limit_memory(limits: Limits) -> None:
    """Where the system can: on Windows and macOS only the seconds and each format's own limits hold."""
    if sys.platform != "linux":
        return
    import resource

    most = limits.memory_mb << 20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _offline(event: str, arguments: tuple[object, ...]) -> None:
    """Nothing that reads a report has any business on the network."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
        raise PermissionError("reports are read without network")
