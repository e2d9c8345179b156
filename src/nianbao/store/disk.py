"""The store: one SQLite file that is only ever replaced whole, and the one writer that prepares the next.

`nianbao.sqlite3` is published by renaming a finished file onto it and never written afterwards. So readers open it as
immutable: they need no locks and no right to write, see one state for as long as they hold it open, and never meet half
a transaction. A run writes to `nianbao.sqlite3.work` beside it, many reports a transaction, with a write-ahead log:
a run that is killed leaves the published file as it was, and the next run goes on from what was committed, which is
never older than some seconds. Reports are committed together because each touches a page for every metric.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.model import Figure, Passage, Report
from nianbao.store import embedding, files, ledger, lexical, rivals

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PUBLISH_EVERY = 2.0  # seconds, at least, between the states a first run publishes
_COMMIT_EVERY = 5.0  # seconds of work that a killed run loses, at most
_TOGETHER = 1000  # reports committed together, at most
_TABLES = "\n".join(
    ("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);", ledger.TABLES, lexical.TABLES, embedding.TABLES)
)


class Store:
    """The next state of an index, while it is being written. One run at a time holds it; `close` gives it back."""

    def __init__(self, folder: Path, lock: sqlite3.Connection, connection: sqlite3.Connection) -> None:
        """Use `Store.begin`."""
        self.connection = connection
        self._folder = folder
        self._lock = lock
        self._unpublished = files.meta(connection)["base"] == files.UNPUBLISHED
        self._published_at = float("-inf")
        self._published = self._put = 0  # reports
        self._began = 0.0  # when the open transaction did
        self._uncommitted = 0
        self._texts: dict[int, str] = {}  # of passages whose words are written at the next commit
        self._taken: dict[int, str] = {}  # out of these by the change that is being made
        self._finished = False

    @classmethod
    def begin(cls, folder: Path, *, rebuild: bool = False) -> Store:
        """Start from what is published in `folder`, or from what an interrupted run made of it; with `rebuild` empty.

        Errors: WrongCall when the folder cannot be written or another run holds it; IndexIncompatible when what is
        published cannot be read (and `rebuild` is not asked for).
        """
        with files.writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            lock = files.locked(folder)
            try:
                return cls(folder, lock, files.workspace(folder, _TABLES, rebuild=rebuild))
            except BaseException:
                lock.close()
                raise

    def put(
        self,
        report: Report,
        passages: Sequence[Passage],
        figures: Sequence[Figure],
        path: Path | str,
        *,
        stamp: str = "",
    ) -> None:
        """Write a report with all that belongs to it, wholly or not at all; it replaces what came from `path` before.

        `stamp` names the version of what read it. Errors: WrongCall when the disk refuses; ValueError for figures that
        are not of the report, and whatever SQLite says of values that cannot be stored. Then nothing has changed.
        """
        with self._changing():
            for (old,) in self.connection.execute(
                "SELECT id FROM report WHERE id = ? OR path = ?", (report.id, str(path))
            ).fetchall():
                self._remove(old)
            ordinal = ledger.put(self.connection, report, passages, figures, path=str(path), stamp=stamp)
            texts: dict[int, str] = {}
            for place, passage in enumerate(passages):
                text = ledger.indexed_text(report.agency, report.year, passage.heading_path, passage.text)
                passage_id = ledger.put_passage(self.connection, ordinal, place, embedding.hash_of(text))
                texts[passage_id] = text
        self._texts |= texts
        self._put += 1
        self._uncommitted += 1
        if self._uncommitted >= _TOGETHER or time.monotonic() - self._began >= _COMMIT_EVERY:
            self.commit()

    def remove(self, report_id: str) -> None:
        """Forget a report and all that belongs to it; nothing happens when it is not there."""
        with self._changing():
            self._remove(report_id)

    def commit(self) -> None:
        """Keep what has been done so far, whatever happens to this run."""
        with files.writing(self._folder):
            if self.connection.in_transaction:
                for passage_id, text in self._texts.items():
                    lexical.add(self.connection, passage_id, text)
                self._texts.clear()
                self.connection.execute("COMMIT")
                self._uncommitted = 0

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A change that is made wholly or not at all, within a transaction that may hold others."""
        with files.writing(self._folder):
            if not self.connection.in_transaction:
                self.connection.execute("BEGIN IMMEDIATE")
                self._began = time.monotonic()
            self._taken = {}
            self.connection.execute("SAVEPOINT change")
            try:
                yield
            except BaseException:
                if self.connection.in_transaction:  # a full disk has ended it already
                    self.connection.execute("ROLLBACK TO change")
                    self.connection.execute("RELEASE change")
                    self._texts |= self._taken
                else:
                    self._texts.clear()
                raise
            self.connection.execute("RELEASE change")

    def put_vectors(self, encoder: str, hashes: Sequence[bytes], matrix: NDArray[np.float32]) -> None:
        """Keep the vectors (n, dimension) that `encoder` made of the texts with those hashes, in one transaction."""
        self.commit()
        with files.writing(self._folder), files.transaction(self.connection):
            embedding.put(self.connection, encoder, hashes, matrix)

    def checkpoint(self) -> None:
        """While the folder has no index yet, publish what is there, now and then: a killed first run leaves that.

        Each time it has doubled: all copies together are no larger than the index.
        """
        due = time.monotonic() - self._published_at >= _PUBLISH_EVERY and self._put >= 2 * self._published
        if self._unpublished and due:
            self.publish()

    def publish(self) -> None:
        """Let readers have a copy of the present state, and go on; its vectors count as incomplete."""
        draft = self._folder / f"{files.FILE}.draft"
        with files.writing(self._folder):
            generation = self._stamp_generation(model="", encoder="")
            draft.unlink(missing_ok=True)
            target = sqlite3.connect(draft)
            self.connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            target.close()
            files.replace(draft, self._folder / files.FILE)
            # Only now: a run killed before this line still starts from the state published before.
            self._set(base=generation)
        self._published_at, self._published = time.monotonic(), self._put

    def finish(self, *, model: str = "", encoder: str = "") -> None:
        """Publish the final state and close. `encoder` names the vectors and `model` the setting that gave it, if every
        passage has its vector; else both are ""."""
        with files.writing(self._folder):
            generation = self._stamp_generation(model=model, encoder=encoder)
            with files.transaction(self.connection):
                embedding.prune(self.connection)
            if encoder:
                embedding.save(self.connection, encoder, self._folder, generation)
            self.connection.execute("PRAGMA journal_mode = DELETE")
            self.connection.close()
            files.replace(self._folder / files.WORK, self._folder / files.FILE)
            self._finished = True
            embedding.sweep(self._folder, generation)
        self.close()

    def close(self) -> None:
        """Let go of the folder; what was committed and not published is kept for the next run."""
        try:
            if not self._finished:
                self.commit()
        finally:
            self.connection.close()
            self._lock.close()

    def _remove(self, report_id: str) -> None:
        held = ledger.indexed(self.connection, ledger.passage_ids(self.connection, [report_id]))
        for passage_id, (text, _) in held.items():
            if passage_id in self._texts:
                self._taken[passage_id] = self._texts.pop(passage_id)
            else:
                lexical.remove(self.connection, passage_id, text)
        ledger.remove(self.connection, report_id)

    def _stamp_generation(self, *, model: str, encoder: str) -> str:
        self.commit()
        with files.transaction(self.connection):
            rivals.settle(self.connection)
        # Drawn, not counted: a rebuilt index must never share a generation, and so a vector file, with an older one.
        generation = secrets.token_hex(8)
        self._set(generation=generation, model=model, encoder=encoder)
        return generation

    def _set(self, **values: str) -> None:
        with files.transaction(self.connection):
            self.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())
