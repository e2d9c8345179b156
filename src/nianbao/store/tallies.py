"""Figures as narrow rows that SQL filters, sorts and counts; what they say in full is in `contents`.

Words (metrics, labels, units, kinds of applicants) stand in the rows as numbers. A table in the order of metric, year
and report answers a question about one metric by reading one stretch of it; the counts by report and by year spare
browsing from reading figures at all.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from nianbao.model import Figure

TABLES = """
CREATE TABLE word (number INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
CREATE TABLE figure (
    metric INTEGER NOT NULL, year INTEGER NOT NULL, report INTEGER NOT NULL, id INTEGER NOT NULL, value NOT NULL,
    label INTEGER NOT NULL, unit INTEGER NOT NULL, applicant INTEGER NOT NULL, flags INTEGER NOT NULL,
    PRIMARY KEY (metric, year, report, id)
) WITHOUT ROWID;
CREATE TABLE stated (
    report INTEGER NOT NULL, metric INTEGER NOT NULL, figures INTEGER NOT NULL, PRIMARY KEY (report, metric)
) WITHOUT ROWID;
CREATE TABLE tally (
    metric INTEGER NOT NULL, year INTEGER NOT NULL, figures INTEGER NOT NULL, PRIMARY KEY (metric, year)
) WITHOUT ROWID;
"""
NONE = 0
"""The number of no word, and the year of reports whose year is not known."""
IN_CELL = 1
"""Flag of a figure that stands in a cell of a table."""
ZERO_STATEMENT = 2
"""Flag of a figure that words state (没有, 无)."""


def put(connection: sqlite3.Connection, report: int, year: int | None, figures: Sequence[Figure]) -> None:
    """Writes the rows of a report's figures and counts them; IntegrityError when one is there already."""
    known = _numbered(connection, {w for f in figures for w in (f.metric, f.label, f.unit, f.applicant)})
    at = NONE if year is None else year
    connection.executemany(
        "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                known[f.metric], at, report, f.id, _value(f), known[f.label], known[f.unit], known[f.applicant],
                IN_CELL * (f.cell is not None) + ZERO_STATEMENT * (f.qualifier == "zero_statement"),
            )
            for f in figures
        ),
    )  # fmt: skip
    counted = Counter(known[f.metric] for f in figures)
    rows = [(report, metric, count) for metric, count in counted.items()]
    connection.executemany("INSERT INTO stated VALUES (?, ?, ?)", rows)
    count(connection, report, at, +1)


def remove(connection: sqlite3.Connection, report: int, year: int | None, *, counted: bool) -> None:
    """Takes the rows of a report away; `counted` says that its figures are part of the tally."""
    at = NONE if year is None else year
    if counted:
        count(connection, report, at, -1)
    metrics = "SELECT metric FROM stated WHERE report = ?"
    connection.execute(
        f"DELETE FROM figure WHERE metric IN ({metrics}) AND year = ? AND report = ?", (report, at, report)
    )
    connection.execute("DELETE FROM stated WHERE report = ?", (report,))


def count(connection: sqlite3.Connection, report: int, year: int, sign: int) -> None:
    """Adds a report's figures to the tally of those that answer, or (-1) takes them off."""
    connection.execute(
        "INSERT INTO tally SELECT metric, ?, ? * figures FROM stated WHERE report = ? "
        "ON CONFLICT (metric, year) DO UPDATE SET figures = tally.figures + excluded.figures",
        (year, sign, report),
    )


def words(connection: sqlite3.Connection, numbers: Sequence[int] | None = None) -> dict[int, str | None]:
    """The words of those numbers, or all; `NONE` is None."""
    found: dict[int, str | None] = {NONE: None}
    if numbers is None:
        found |= dict(connection.execute("SELECT number, word FROM word"))
    else:
        marks = ", ".join("?" * len(numbers))
        found |= dict(connection.execute(f"SELECT number, word FROM word WHERE number IN ({marks})", tuple(numbers)))
    return found


def numbers(connection: sqlite3.Connection, wanted: Sequence[str | None]) -> dict[str | None, int]:
    """The numbers of those of the words that are in the index."""
    texts = [word for word in wanted if word is not None]
    marks = ", ".join("?" * len(texts))
    found: dict[str | None, int] = {None: NONE}
    return found | dict(connection.execute(f"SELECT word, number FROM word WHERE word IN ({marks})", texts))


def _numbered(connection: sqlite3.Connection, wanted: set[str | None]) -> dict[str | None, int]:
    texts = sorted(word for word in wanted if word is not None)
    known: dict[str | None, int] = {None: NONE}
    for word in texts:
        row = connection.execute("SELECT number FROM word WHERE word = ?", (word,)).fetchone()
        if row is None:
            row = (connection.execute("INSERT INTO word (word) VALUES (?)", (word,)).lastrowid,)
        known[word] = row[0]
    return known


def _value(figure: Figure) -> int | str:
    """Digit by digit: most are whole numbers, which take a byte or two."""
    written = str(figure.value)
    plain = written.isascii() and written.isdecimal() and (written == "0" or written[0] != "0") and len(written) < 16
    return int(written) if plain else written
