"""Reading in a process of its own: a file that hangs, crashes or eats memory costs that file and nothing else.

Libraries written in C (PDF, XML, pictures) cannot be interrupted from within, and a limit on memory holds for a whole
process only. So everything but plain text is read by one helper process that is started once, kept for the files that
follow, ended when a file takes too long, and then started anew.
"""

from __future__ import annotations

import logging
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import IO, Any

from nianbao.errors import NotYet, Unreadable
from nianbao.model import Document
from nianbao.reading.archive import inside, shown_name
from nianbao.reading.limits import Heard, Limits, in_force
from nianbao.reading.opening import read
from nianbao.reading.sniffing import kind_by_content
from nianbao.settings import Settings, without_secrets

LOG = logging.getLogger(__name__)

_PLAIN = frozenset({".txt", ".md"})
_HEAD = 8192
_GRACE = 10.0
"""Seconds on top of the limit, in which a reader that keeps the limit itself ends with a better sentence."""
_LENGTH = struct.Struct(">Q")
# As a child of multiprocessing would, but without running the caller's main module again.
_START = "import sys; sys.path[:] = sys.argv[1:]; from {} import main; main()"


class Reader:
    """Reads files one after the other within limits; to be closed, which ends the helper process."""

    helper = "nianbao.reading.helper"
    """The module whose `main` the helper process runs."""

    def __init__(self, settings: Settings) -> None:
        self._max_bytes = settings.max_file_mb << 20
        self._limits = Limits(
            pages=settings.max_pages,
            scan_pages=settings.max_scan_pages,
            seconds=settings.max_seconds,
            unpack_ratio=settings.max_unpack_ratio,
            memory_mb=settings.max_memory_mb,
        )
        self._helper: subprocess.Popen[bytes] | None = None

    def read(self, path: Path, heard: Heard | None = None) -> Document:
        """As `reading.read`; raises `Unreadable`, too, for a file that takes more time or memory than allowed.

        `heard` hears of each page of a scan.
        """
        if _is_plain(path):
            with in_force(self._limits, heard):
                return read(path, max_bytes=self._max_bytes)
        document: Document = self.apart(path, heard)
        return document

    def close(self) -> None:
        """Ends the helper process, if there is one."""
        if self._helper is not None:
            _end(self._helper)
            self._helper = None

    def apart(self, path: Path, heard: Heard | None = None, more: object = None) -> Any:
        """What the helper process makes of a file; `more` is handed to it. Raises as `read` does."""
        helper = self._running()
        watch = _Watch(self._limits.seconds + _GRACE, helper.kill)
        try:
            put(_pipe(helper.stdin), (str(path.absolute()), self._max_bytes, self._limits, more))
            while True:
                watch.again()
                kind, value = get(_pipe(helper.stdout))
                if kind == "page" and heard is not None:
                    heard(*value)
                elif kind != "page":
                    break
        except (OSError, EOFError) as error:
            self.close()
            raise (_too_slow if watch.rang else _broke)(shown_name(path), self._limits) from error
        except BaseException:  # the caller was interrupted: what the helper says next belongs to no file any more
            self.close()
            raise
        finally:
            watch.stop()
        if kind == "memory":  # what is left of it is of no use for the next file
            self.close()
        return _outcome(kind, value, shown_name(path), self._limits)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._helper is None or self._helper.poll() is not None:
            self.close()
            self._helper = subprocess.Popen(
                [sys.executable, "-c", _START.format(self.helper), *sys.path],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=without_secrets(),
            )  # fmt: skip
        return self._helper


class _Watch:
    """Calls `ring` once nothing has been heard for so many seconds."""

    def __init__(self, seconds: float, ring: Callable[[], None]) -> None:
        self.rang = False
        self._seconds = seconds
        self._ring = ring
        self._timer: Timer | None = None

    def again(self) -> None:
        self.stop()
        self._timer = Timer(self._seconds, self._now)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _now(self) -> None:
        self.rang = True
        self._ring()


def put(pipe: IO[bytes], message: object) -> None:
    """Writes one message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def get(pipe: IO[bytes]) -> Any:
    """The next message; raises EOFError when the other side has ended. Only our own process writes here."""
    head = pipe.read(_LENGTH.size)
    size = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else -1
    data = pipe.read(size) if size >= 0 else b""
    if len(data) != size:
        raise EOFError("the other side has ended")
    return pickle.loads(data)


def _is_plain(path: Path) -> bool:
    """True for plain text, which no library parses and which needs no process of its own."""
    if path.suffix.lower() not in _PLAIN or inside(path) is not None:
        return False
    try:
        if not path.is_file():
            return True
        with path.open("rb") as file:
            return kind_by_content(file.read(_HEAD)) is None
    except OSError as error:  # which `read` meets again, and says
        LOG.debug("cannot look into %s: %s", path, error)
        return True


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError("no pipe to the helper process")
    return pipe


def _end(helper: subprocess.Popen[bytes]) -> None:
    helper.kill()
    helper.wait()
    for pipe in (helper.stdin, helper.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError as error:  # what it did not take any more
                LOG.debug("closing the pipe to the helper process: %s", error)


def _outcome(kind: str, value: Any, name: str, limits: Limits) -> Any:
    if kind == "made":
        return value
    if kind == "memory":
        raise _broke(name, limits)
    if kind == "fault":
        LOG.debug("the helper process failed on %s:\n%s", name, value)
        raise RuntimeError("the helper process failed")
    zh, en = value
    raise (NotYet if kind == "not yet" else Unreadable)(zh, en)


def _too_slow(name: str, limits: Limits) -> Unreadable:
    return Unreadable(
        f"“{name}”读了 {limits.seconds:.0f} 秒没有读完，已停止；请拆分或另存为 docx，或调大 NIANBAO_MAX_SECONDS。",
        f"{name!r} took more than {limits.seconds:.0f} s; split it, save it as docx, or raise NIANBAO_MAX_SECONDS.",
    )


def _broke(name: str, limits: Limits) -> Unreadable:
    return Unreadable(
        f"“{name}”可能已损坏，或需要的内存超过上限（{limits.memory_mb} MiB）；请用原来的程序打开后另存再导入。",
        f"{name!r} is damaged or needs more memory than allowed ({limits.memory_mb} MiB); save it anew and try again.",
    )
