"""Figures as narrow rows that SQL filters, sorts and counts; what they say in full is in `contents`.

Words (metrics, labels, units, kinds of applicants) stand in the rows as numbers. A table in the order of metric, year
and report answers a question about one metric by reading one stretch of it; the counts by report and by year spare
browsing from reading figures at all.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, get_args

from nianbao.model import Figure, Qualifier
from nianbao.store.packing import Damaged

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
_QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
_SEAL_BITS = 16


class Row(NamedTuple):
    """A narrow row of a figure; words as numbers."""

    metric: int
    report: int
    id: int
    value: Decimal
    label: int
    unit: int
    applicant: int
    in_cell: bool
    qualifier: Qualifier


def put(connection: sqlite3.Connection, report: int, year: int | None, figures: Sequence[Figure]) -> None:
    """Writes the rows of a report's figures and counts them; IntegrityError when one is there already."""
    known = _numbered(connection, {w for f in figures for w in (f.metric, f.label, f.unit, f.applicant)})
    at = NONE if year is None else year
    rows = [
        (known[f.metric], at, report, f.id, _value(f), known[f.label], known[f.unit], known[f.applicant], _kind(f))
        for f in figures
    ]
    sealed = [(*row[:-1], row[-1] << _SEAL_BITS | _seal(row)) for row in rows]
    connection.executemany("INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", sealed)
    counted = Counter(known[f.metric] for f in figures)
    counts = [(report, metric, count) for metric, count in counted.items()]
    connection.executemany("INSERT INTO stated VALUES (?, ?, ?)", counts)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Which figures of a metric are read: those of `reports` (ordinals), which are of `years`; only of these
    applicants (None: of none in particular) and of labels that pass, if given."""

    years: Sequence[int]
    reports: Sequence[int]
    applicants: Collection[str | None] | None = None
    labelled: Callable[[str], bool] | None = None


def named_readings(
    connection: sqlite3.Connection, metrics: Collection[str | None], among: Among
) -> tuple[list[Row], dict[int, str | None]]:
    """The rows of these metrics, and the words for the numbers in them; Damaged when a row has changed."""
    known = numbers(connection, [*metrics, *(among.applicants or ())])
    wanted = [known[m] for m in metrics if m in known]
    kinds = None if among.applicants is None else [known[a] for a in among.applicants if a in known]
    chosen = None
    if among.labelled is not None:
        named = words(connection, labels(connection, wanted, among.years))
        chosen = [number for number, word in named.items() if word is not None and among.labelled(word)]
    if not wanted or chosen == []:
        return [], {}
    rows = list(readings(connection, wanted, among.years, among.reports, applicants=kinds, labels=chosen))
    used = {number for row in rows for number in (row.metric, row.label, row.unit, row.applicant)}
    return rows, words(connection, sorted(used))


def readings(
    connection: sqlite3.Connection, metrics: Sequence[int], years: Sequence[int], reports: Sequence[int],
    *, applicants: Sequence[int] | None = None, labels: Sequence[int] | None = None,
) -> Iterator[Row]:  # fmt: skip
    """The rows of these metrics in these reports, which are of those years; Damaged when one has changed."""
    asked = {"metric": metrics, "year": years, "report": reports, "applicant": applicants, "label": labels}
    given = {column: _json(wanted) for column, wanted in asked.items() if wanted is not None}
    where = " AND ".join(f"{column} IN (SELECT value FROM json_each(?))" for column in given)
    sql = f"SELECT metric, year, report, id, value, label, unit, applicant, flags FROM figure WHERE {where}"
    for *row, flags in connection.execute(sql, tuple(given.values())):
        kind = flags >> _SEAL_BITS
        if _seal((*row, kind)) != flags & ((1 << _SEAL_BITS) - 1):
            raise Damaged("the checksum of a figure does not fit")
        yield Row(
            metric=row[0], report=row[2], id=row[3], value=Decimal(row[4]), label=row[5], unit=row[6],
            applicant=row[7], in_cell=bool(kind & 1), qualifier=_QUALIFIERS[kind >> 1],
        )  # fmt: skip


def labels(connection: sqlite3.Connection, metrics: Sequence[int], years: Sequence[int]) -> list[int]:
    """The labels, as numbers, of all figures of these metrics and years."""
    rows = connection.execute(
        "SELECT DISTINCT label FROM figure WHERE metric IN (SELECT value FROM json_each(?)) "
        "AND year IN (SELECT value FROM json_each(?))",
        (_json(metrics), _json(years)),
    )
    return [row[0] for row in rows]


def words(connection: sqlite3.Connection, numbers: Sequence[int] | None = None) -> dict[int, str | None]:
    """The words of those numbers, or all; `NONE` is None."""
    found: dict[int, str | None] = {NONE: None}
    where, values = ("1", ()) if numbers is None else ("number IN (SELECT value FROM json_each(?))", (_json(numbers),))
    return found | dict(connection.execute(f"SELECT number, word FROM word WHERE {where}", values))


def numbers(connection: sqlite3.Connection, wanted: Sequence[str | None]) -> dict[str | None, int]:
    """The numbers of those of the words that are in the index."""
    texts = _json([word for word in wanted if word is not None])
    rows = connection.execute("SELECT word, number FROM word WHERE word IN (SELECT value FROM json_each(?))", (texts,))
    found: dict[str | None, int] = {None: NONE}
    return found | dict(rows)


def _json(values: Iterable[int | str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _numbered(connection: sqlite3.Connection, wanted: set[str | None]) -> dict[str | None, int]:
    texts = sorted(word for word in wanted if word is not None)
    known: dict[str | None, int] = {None: NONE}
    for word in texts:
        row = connection.execute("SELECT number FROM word WHERE word = ?", (word,)).fetchone()
        if row is None:
            row = (connection.execute("INSERT INTO word (word) VALUES (?)", (word,)).lastrowid,)
        known[word] = row[0]
    return known


def _kind(figure: Figure) -> int:
    return _QUALIFIERS.index(figure.qualifier) << 1 | (figure.cell is not None)


def _seal(row: Sequence[object]) -> int:
    return zlib.crc32(repr(tuple(row)).encode()) & ((1 << _SEAL_BITS) - 1)


def _value(figure: Figure) -> int | str:
    """Digit by digit: most are whole numbers, which take a byte or two."""
    written = str(figure.value)
    plain = written.isascii() and written.isdecimal() and (written == "0" or written[0] != "0") and len(written) < 16
    return int(written) if plain else written
