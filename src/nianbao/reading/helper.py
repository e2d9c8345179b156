"""The helper process of `reader.Reader`: it reads the files it is told, under limits that the system enforces."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from contextlib import closing
from pathlib import Path
from typing import IO

from nianbao.errors import NotYet, Unreadable
from nianbao.reading.limits import Limits, in_force
from nianbao.reading.opening import read
from nianbao.reading.reader import get, put

LOG = logging.getLogger(__name__)


def main() -> None:
    """Serves requests on standard input until it is closed. What libraries print goes nowhere."""
    asked = os.fdopen(os.dup(0), "rb")
    told = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    sys.addaudithook(_offline)
    with closing(asked), closing(told):
        serve(asked, told)


def serve(asked: IO[bytes], told: IO[bytes]) -> None:
    """One request after the other: (path, most bytes, limits) in; pages done, then a document or a reason, out."""
    limited = False
    while True:
        try:
            path, max_bytes, limits = get(asked)
        except EOFError as error:
            LOG.debug("no more to read: %s", error)
            return
        if not limited:
            limited = True
            _limit_memory(limits)
        put(told, _answer(Path(path), max_bytes, limits, told))


def _answer(path: Path, max_bytes: int, limits: Limits, told: IO[bytes]) -> tuple[str, object]:
    try:
        with in_force(limits, lambda done, total: put(told, ("page", (done, total)))):
            return "document", read(path, max_bytes=max_bytes)
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
