"""The file of an open index and the lock that all who read it share."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from nianbao.store import files
from nianbao.store.packing import Damaged


class OpenIndex:
    """One state of an index, read through one connection."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        """`connection` is that of `files.open_published`; the last one to hold this closes it."""
        self.connection = connection
        self.folder = folder
        self.lock = RLock()
        # Whoever still works with an index that has been replaced keeps it; the last one to go closes the file.
        weakref.finalize(self, connection.close)
        with self.reading():
            self.meta = files.meta(connection)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One thread at a time, since all share a connection and thereby a state; damage is said in one sentence."""
        with self.lock:
            try:
                yield
            except (sqlite3.DatabaseError, UnicodeDecodeError, Damaged) as error:
                raise files.damaged(self.folder) from error

    def close(self) -> None:
        """Let go of the file."""
        with self.lock:
            self.connection.close()
