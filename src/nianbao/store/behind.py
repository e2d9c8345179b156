"""Writes to a small SQLite file from behind a queue: whoever notes something neither waits for the disk nor fails."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

LOG = logging.getLogger(__name__)

Note = tuple[str, tuple[object, ...]]
"""A statement and its values."""

_WAITING = 10_000  # notes not written yet; more are dropped
_PAUSE = 0.5  # seconds in which notes gather to be written as one transaction
_TIDY_EVERY = 3600.0


class WriteBehind:
    """One thread that writes. What a killed process had not written is lost; a file that refuses is logged once."""

    def __init__(self, path: Path, tables: str, tidy: Callable[[sqlite3.Connection], None]) -> None:
        """Makes the `tables`, if need be. `tidy` is called within a transaction at the first, and then every hour.

        `ready` is False when the file cannot be written: then nothing will be.
        """
        self._path = path
        self._tidy = tidy
        self._queue: queue.Queue[Note | None] = queue.Queue(_WAITING)
        self._tidied = float("-inf")
        self._closing = self._complained = False
        self.ready = self._prepared(tables)
        self._thread = threading.Thread(target=self._work, name="visits", daemon=True)
        if self.ready:
            self._thread.start()

    def put(self, statement: str, values: tuple[object, ...]) -> None:
        """Have it written soon; dropped when too much waits, or after `close`."""
        if not self.ready:
            return
        try:
            self._queue.put_nowait((statement, values))
        except queue.Full:
            self._complain("more is to be noted than can be written: some of it is dropped")

    def flush(self) -> None:
        """Wait until everything put so far is written or given up."""
        if self._thread.is_alive():
            self._queue.join()

    def close(self) -> None:
        """Write what is waiting, and no more."""
        if self.ready:
            self.ready, self._closing = False, True
            self._queue.put(None)
            self._thread.join(timeout=5)

    def _prepared(self, tables: str) -> bool:
        try:
            with closing(self._connection()) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(tables)
                connection.execute("BEGIN IMMEDIATE")  # refused where nothing can be written
        except (sqlite3.Error, OSError) as error:
            self._complain(f"nothing is recorded, {self._path} cannot be written: {error}")
            return False
        return True

    def _connection(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=5, isolation_level=None)

    def _work(self) -> None:
        last = False
        while not last:
            try:
                notes = [self._queue.get(timeout=_TIDY_EVERY)]
            except queue.Empty:  # nobody asks, and what is old goes nevertheless
                self._tidied = float("-inf")
                notes = []
            if not self._closing:
                time.sleep(_PAUSE)
            notes += [self._queue.get_nowait() for _ in range(self._queue.qsize())]  # the only one that takes
            last = None in notes
            try:
                self._write([note for note in notes if note is not None])
            except (sqlite3.Error, OSError) as error:
                self._complain(f"some visits were not recorded: {error}")
            for _ in notes:
                self._queue.task_done()

    def _write(self, notes: list[Note]) -> None:
        with closing(self._connection()) as connection:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")  # what is forgotten leaves no words in the file
            connection.execute("BEGIN IMMEDIATE")
            for statement, values in notes:
                connection.execute(statement, values)
            if time.monotonic() - self._tidied > _TIDY_EVERY:
                self._tidy(connection)
                self._tidied = time.monotonic()
            connection.execute("COMMIT")

    def _complain(self, sentence: str) -> None:
        if not self._complained:
            self._complained = True
            LOG.warning("%s", sentence)
