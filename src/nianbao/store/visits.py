"""What visitors asked and what they thought of the answers: kept to learn what people miss, in a file of its own.

No address, no cookie, no name: a question's words without the numbers of persons, when it was asked, and what became
of it. Indexing does not touch the file. Writing is done by one thread behind a queue: an answer neither waits for it
nor fails with it, and what a killed process had not written is lost.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nianbao.errors import WrongCall
from nianbao.model import Status, Understood
from nianbao.store.behind import WriteBehind
from nianbao.store.masking import masked
from nianbao.text.fold import fold

FILE = "visits.sqlite3"
LONGEST_REASON = 500
DAY = 86_400
_TABLES = """
CREATE TABLE IF NOT EXISTS asked (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, question TEXT NOT NULL, key TEXT NOT NULL, status TEXT NOT NULL,
    operation TEXT NOT NULL, metric TEXT, agencies TEXT NOT NULL, years TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS asked_at ON asked (at);
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, question TEXT NOT NULL, key TEXT NOT NULL, useful INTEGER NOT NULL,
    reason TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS feedback_at ON feedback (at);
"""
_MISSED = ("not_stated", "no_report", "out_of_scope")
"""Without `ambiguous`, which asks back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A question that was asked; `at` in seconds since 1970, `agencies` and `years` as understood."""

    at: int
    question: str
    status: Status
    operation: str
    metric: str | None
    agencies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Questions that are the same but for spaces and punctuation, and were not answered: the latest, how often."""

    question: str
    status: Status
    times: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a visitor said of the answer to a question."""

    at: int
    question: str
    useful: bool
    reason: str = ""


class Visits:
    """Writes and reads the file. Safe for threads, and for several processes on one file."""

    def __init__(self, path: Path, *, days: int, longest: int = 500, clock: Callable[[], float] = time.time) -> None:
        """Keeps notes for `days`, and of a question `longest` characters. With `days` 0, or in a folder that cannot be
        written (which is logged), nothing is recorded."""
        self.path = path
        self._days = days
        self._longest = longest
        self._clock = clock
        self._writer = WriteBehind(path, _TABLES, self._forget) if days > 0 else None

    @property
    def recording(self) -> bool:
        return self._writer is not None and self._writer.ready

    def asked(self, question: str, status: Status, understood: Understood) -> None:
        """Note a question, soon."""
        text = masked(question[: self._longest])[: self._longest]
        self._note(
            "INSERT INTO asked (at, question, key, status, operation, metric, agencies, years) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                int(self._clock()), text, key_of(text), status, understood.operation, understood.metric,
                masked("\n".join(understood.agencies)), " ".join(map(str, understood.years)),
            ),
        )  # fmt: skip

    def judged(self, question: str, useful: bool, reason: str = "") -> None:
        """Note feedback on the answer to a question, soon."""
        text = masked(question[: self._longest])[: self._longest]
        reason = masked(reason.strip()[:LONGEST_REASON])
        self._note(
            "INSERT INTO feedback (at, question, key, useful, reason) VALUES (?, ?, ?, ?, ?)",
            (int(self._clock()), text, key_of(text), int(useful), reason),
        )

    def latest(self, limit: int = 1000) -> tuple[Visit, ...]:
        """The questions asked, newest first."""
        rows = self._read(
            "SELECT at, question, status, operation, metric, agencies, years FROM asked ORDER BY at DESC, id DESC "
            "LIMIT ?",
            limit,
        )
        return tuple(
            Visit(
                at=at, question=question, status=status, operation=operation, metric=metric,
                agencies=tuple(agencies.split("\n")) if agencies else (), years=tuple(map(int, years.split())),
            )
            for at, question, status, operation, metric, agencies, years in rows
        )  # fmt: skip

    def missed(self, limit: int = 1000) -> tuple[Missed, ...]:
        """What people ask and are not told, the latest first; asked in the same words it is one entry."""
        marks = ", ".join("?" * len(_MISSED))
        # Of a group, SQLite takes the bare columns from the row with the greatest value: the latest one.
        rows = self._read(
            f"SELECT question, status, count(*), max(at * 4294967296 + id) AS newest, at FROM asked "
            f"WHERE status IN ({marks}) GROUP BY key ORDER BY newest DESC LIMIT ?",
            *_MISSED,
            limit,
        )
        return tuple(Missed(question=row[0], status=row[1], times=row[2], last=row[4]) for row in rows)

    def feedback(self, limit: int = 1000) -> tuple[Feedback, ...]:
        """What visitors said, newest first."""
        rows = self._read("SELECT at, question, useful, reason FROM feedback ORDER BY at DESC, id DESC LIMIT ?", limit)
        return tuple(
            Feedback(at=at, question=question, useful=bool(useful), reason=reason)
            for at, question, useful, reason in rows
        )

    def flush(self) -> None:
        """Wait until everything noted so far is written or given up."""
        if self._writer is not None:
            self._writer.flush()

    def close(self) -> None:
        """Write what is waiting and record no more."""
        if self._writer is not None:
            self._writer.close()

    def _note(self, statement: str, values: tuple[object, ...]) -> None:
        if self._writer is not None:
            self._writer.put(statement, values)

    def _forget(self, connection: sqlite3.Connection) -> None:
        oldest = int(self._clock()) - self._days * DAY
        connection.execute("DELETE FROM asked WHERE at < ?", (oldest,))
        connection.execute("DELETE FROM feedback WHERE at < ?", (oldest,))

    def _read(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        self.flush()
        if not self.path.is_file():
            return []
        try:
            with closing(sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
                return connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise WrongCall(
                f"{self.path} 里的提问记录读不了（{error}）；移走这个文件后会重新开始记录。",
                f"The visits in {self.path} cannot be read ({error}); without the file recording starts anew.",
            ) from error


def key_of(text: str) -> str:
    """What questions share that differ in spaces, punctuation, width of characters and script alone."""
    return re.sub(r"[\W_]+", "", fold(text)) or text.strip()
