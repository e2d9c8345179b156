"""What is made of a file, made in a helper process: reading, parsing and extraction under one limit of time and memory.

Text needs no library that could crash, but it comes from anybody: what it costs to understand it is theirs to choose.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from nianbao.building.contents import Contents, print_of
from nianbao.reading import Reader

if TYPE_CHECKING:
    from nianbao.catalogue import Catalogue
    from nianbao.reading import Heard
    from nianbao.settings import Settings

_IDLE_SECONDS = 20.0


class Workshop(Reader):
    """Makes the contents of files one after the other; to be closed. Starting the helper process takes a second, so it
    is kept for a moment for the next workshop of this program."""

    helper = "nianbao.building.helper"

    def __init__(self, settings: Settings, known: Catalogue, *, strangers: bool = False) -> None:
        """`known` is the catalogue of the settings. The files of `strangers` are made by a process of their own,
        without a look at what the settings keep (index, reports) and at other temporary files."""
        super().__init__(settings)
        private = (settings.index, settings.reports, Path(tempfile.gettempdir())) if strangers else ()
        self._more = (settings.catalogue, print_of(known), tuple(str(path.resolve()) for path in private))
        self._kind = None if strangers else settings.max_memory_mb
        if self._kind is not None:
            self._helper = _IDLE.take(self._kind)

    def hurry(self, seconds: float) -> None:
        """From now on no file has more than so many seconds."""
        self._limits = replace(self._limits, seconds=min(self._limits.seconds, max(0.1, seconds)))

    def contents(self, path: Path, heard: Heard | None = None) -> Contents:
        """Report, passages and figures of the file at `path`; raises as `Reader.read` does."""
        made: Contents = self.apart(path, heard, self._more)
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # When nothing went wrong, another workshop may have the helper process.
        if kind is None and self._kind is not None and self._helper is not None and self._helper.poll() is None:
            _IDLE.put(self._kind, self._helper)
            self._helper = None
        self.close()


class _Idle:
    """At most one helper process without work, ended after some seconds. It has been limited to `kind` MiB."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[int, subprocess.Popen[bytes], threading.Timer] | None = None

    def take(self, kind: int) -> subprocess.Popen[bytes] | None:
        with self._lock:
            kept, self._kept = self._kept, None
        if kept is None:
            return None
        kept[2].cancel()
        if kept[0] == kind and kept[1].poll() is None:
            return kept[1]
        _ended(kept[1])
        return None

    def put(self, kind: int, process: subprocess.Popen[bytes]) -> None:
        timer = threading.Timer(_IDLE_SECONDS, self._forget, (process,))
        timer.daemon = True
        with self._lock:
            before, self._kept = self._kept, (kind, process, timer)
        timer.start()
        if before is not None:
            before[2].cancel()
            _ended(before[1])

    def _forget(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            if self._kept is None or self._kept[1] is not process:
                return
            self._kept = None
        _ended(process)


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


_IDLE = _Idle()
