"""Reports, passages and figures as rows of the store's tables, and back: what is read equals what was written.

A narrow row of `report` is a report's card; what takes room (text, structure, figures in full) stands apart, packed and
sealed, and is opened for the few reports that an answer cites. Every function takes a connection and leaves
transactions to its caller. Orders are part of the promise: the same store gives the same rows in the same order.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from nianbao.model import Figure, PageImage, Passage, Report, ReportCard
from nianbao.store import tallies
from nianbao.store.contents import CARD, Content, card_of, card_row, closed, opened
from nianbao.store.packing import Damaged, from_json

TABLES = (
    """
CREATE TABLE report (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, path TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL,
    agency TEXT NOT NULL, full_name TEXT NOT NULL, parents TEXT NOT NULL, year INTEGER, title TEXT NOT NULL,
    source TEXT NOT NULL, url TEXT, era TEXT, problems TEXT NOT NULL, section_count INTEGER NOT NULL,
    passage_count INTEGER NOT NULL, figure_count INTEGER NOT NULL, agency_confidence TEXT NOT NULL,
    year_confidence TEXT NOT NULL, candidates TEXT NOT NULL, unread TEXT NOT NULL, sha256 TEXT NOT NULL,
    published TEXT, length INTEGER NOT NULL, superseded INTEGER, noted TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX report_in_order ON report (agency, year IS NULL, year, id);
CREATE INDEX report_superseded ON report (ordinal) WHERE superseded IS NOT NULL;
CREATE TABLE content (
    report INTEGER PRIMARY KEY REFERENCES report (ordinal) ON DELETE CASCADE, seal BLOB NOT NULL, text BLOB NOT NULL,
    structure BLOB NOT NULL, figures BLOB NOT NULL
);
CREATE TABLE page_image (
    report INTEGER NOT NULL REFERENCES report (ordinal) ON DELETE CASCADE, page INTEGER NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, png BLOB NOT NULL, PRIMARY KEY (report, page)
);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT, report INTEGER NOT NULL REFERENCES report (ordinal) ON DELETE CASCADE,
    place INTEGER NOT NULL, hash BLOB NOT NULL
);
CREATE INDEX passage_of_report ON passage (report);
CREATE INDEX passage_with_hash ON passage (hash);
"""
    + tallies.TABLES
)
_QUALIFIED = ", ".join(f"r.{column}" for column in CARD.split(", "))
_ORDER = "agency, year IS NULL, year, id"
_CONTENT = (
    f"SELECT r.ordinal, {_QUALIFIED}, c.seal, c.text, c.structure, c.figures FROM report r "
    "LEFT JOIN content c ON c.report = r.ordinal"
)
_ANSWERING = "superseded IS NULL"
_AT_ONCE = 64


def indexed_text(agency: str, year: int | None, heading_path: str, text: str) -> str:
    """What is embedded and searched for a passage: its text prefixed with agency, year and heading path.

    Most passages do not name their agency or year; without the prefix the right one of many towns is hardly ever found.
    """
    return f"{agency}{'' if year is None else f'{year}年'} {heading_path}\n{text}"


def put(
    connection: sqlite3.Connection, report: Report, passages: Sequence[Passage], figures: Sequence[Figure],
    *, path: str, stamp: str,
) -> int:  # fmt: skip
    """Writes a report with its page images and figures and returns its ordinal; its passages are put one by one.

    Errors: ValueError for figures of another report, agency or year; UnicodeEncodeError; IntegrityError.
    """
    row = card_row(report, len(passages), len(figures))
    named = dict(zip(CARD.split(", "), row, strict=True))
    named |= {"path": path, "stamp": stamp, "published": report.published, "length": len(report.text)}
    parts = closed(report, row, passages, figures)
    marks = ", ".join("?" * len(named))
    made = connection.execute(f"INSERT INTO report ({', '.join(named)}) VALUES ({marks})", tuple(named.values()))
    ordinal = made.lastrowid or 0
    connection.execute("INSERT INTO content VALUES (?, ?, ?, ?, ?)", (ordinal, *parts))
    connection.executemany(
        "INSERT INTO page_image VALUES (?, ?, ?, ?, ?)",
        [(ordinal, image.page, image.width, image.height, image.png) for image in report.images],
    )
    tallies.put(connection, ordinal, report.year, figures)
    return ordinal


def put_passage(connection: sqlite3.Connection, ordinal: int, place: int, content_hash: bytes) -> int:
    """Writes the report's passage number `place` and returns its id, which is never given to another one."""
    wanted = "INSERT INTO passage (report, place, hash) VALUES (?, ?, ?)"
    return connection.execute(wanted, (ordinal, place, content_hash)).lastrowid or 0


def remove(connection: sqlite3.Connection, report_id: str) -> None:
    """Forgets a report and all that belongs to it but the words of its passages."""
    wanted = "SELECT ordinal, year, superseded FROM report WHERE id = ?"
    for ordinal, year, superseded in connection.execute(wanted, (report_id,)).fetchall():
        tallies.remove(connection, ordinal, year, counted=superseded is None)
        connection.execute("DELETE FROM report WHERE ordinal = ?", (ordinal,))


def content(connection: sqlite3.Connection, report_id: str) -> Content | None:
    """What is stored of the report with that id, or None; Damaged when it is not what was written."""
    row = connection.execute(f"{_CONTENT} WHERE r.id = ?", (report_id,)).fetchone()
    return None if row is None else opened(row[1:-4], *row[-4:])


def contents(connection: sqlite3.Connection, ordinals: Sequence[int]) -> Iterator[Content]:
    """What is stored of those reports, in the order given; Damaged as above, or when one is not there."""
    for start in range(0, len(ordinals), _AT_ONCE):
        part = ordinals[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = connection.execute(f"{_CONTENT} WHERE r.ordinal IN ({marks})", tuple(part))
        found = {row[0]: opened(row[1:-4], *row[-4:]) for row in rows}
        for ordinal in part:
            if ordinal not in found:
                raise Damaged(f"report {ordinal} is missing")
            yield found[ordinal]


def report(connection: sqlite3.Connection, report_id: str) -> Report | None:
    """The report with that id, or None."""
    found = content(connection, report_id)
    return None if found is None else found.report(images(connection, report_id))


def images(connection: sqlite3.Connection, report_id: str) -> tuple[PageImage, ...]:
    """The page images of a report, by page."""
    rows = connection.execute(
        "SELECT i.page, i.width, i.height, i.png FROM page_image i JOIN report r ON r.ordinal = i.report "
        "WHERE r.id = ? ORDER BY i.page",
        (report_id,),
    )
    return tuple(PageImage(page=row[0], width=row[1], height=row[2], png=row[3]) for row in rows)


def sources(connection: sqlite3.Connection) -> dict[str, tuple[str, str, str]]:
    """Of every report, by the path it was read from: id, checksum of the file, stamp of what read it."""
    return {
        row[0]: row[1:] for row in connection.execute("SELECT path, id, sha256, stamp FROM report ORDER BY ordinal")
    }


def ordinals(connection: sqlite3.Connection) -> dict[str, int]:
    """The ordinal of every report, by its id."""
    return dict(connection.execute("SELECT id, ordinal FROM report"))


def metrics_of(connection: sqlite3.Connection, report_id: str) -> frozenset[str]:
    """The metrics that the report states something of."""
    rows = connection.execute(
        "SELECT w.word FROM report r JOIN stated s ON s.report = r.ordinal JOIN word w ON w.number = s.metric "
        "WHERE r.id = ?",
        (report_id,),
    )
    return frozenset(row[0] for row in rows)


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many `reports`, `passages` and `figures` there are."""
    wanted = "SELECT count(*), total(passage_count), total(figure_count) FROM report"
    row = connection.execute(wanted).fetchone()
    return {name: int(number) for name, number in zip(("reports", "passages", "figures"), row, strict=True)}


def passage_ids(connection: sqlite3.Connection, reports: Collection[str]) -> list[int]:
    """The ids of the reports' passages, ascending."""
    wanted = "SELECT ordinal FROM report WHERE id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(
        f"SELECT id FROM passage WHERE report IN ({wanted}) ORDER BY id", (json.dumps(sorted(reports)),)
    )
    return [row[0] for row in rows]


def cards(connection: sqlite3.Connection, where: str = "1") -> tuple[ReportCard, ...]:
    """All reports without their text, by agency, year (unknown last) and id; what rivals say of them is in it."""
    rows = connection.execute(
        f"SELECT {_QUALIFIED}, s.id, r.noted FROM report r LEFT JOIN report s ON s.ordinal = r.superseded "
        f"WHERE {where} ORDER BY r.agency, r.year IS NULL, r.year, r.id"
    )
    return tuple(card_of(row[:-2], row[-2], () if row[-1] == "[]" else from_json(row[-1])) for row in rows)


def passages(connection: sqlite3.Connection, ids: Collection[int]) -> dict[int, Passage]:
    """The passages with those ids."""
    return {passage_id: passage for passage_id, (_, passage) in indexed(connection, ids).items()}


def indexed(connection: sqlite3.Connection, ids: Collection[int]) -> dict[int, tuple[str, Passage]]:
    """The passages with those ids, each with its `indexed_text`."""
    rows = connection.execute(
        "SELECT id, report, place FROM passage WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    ).fetchall()
    wanted: dict[int, list[tuple[int, int]]] = {}
    for passage_id, ordinal, place in rows:
        wanted.setdefault(ordinal, []).append((passage_id, place))
    found: dict[int, tuple[str, Passage]] = {}
    for ordinal, each in zip(wanted, contents(connection, list(wanted)), strict=True):
        held = each.passages()
        for passage_id, place in wanted[ordinal]:
            text = indexed_text(each.row[1], each.row[4], held[place].heading_path, held[place].text)
            found[passage_id] = (text, held[place])
    return found


def figures(
    connection: sqlite3.Connection,
    *,
    reports: Collection[str] | None = None,
    metric: str | None = None,
    agency: str | None = None,
    year: int | None = None,
) -> tuple[Figure, ...]:
    """The figures that meet every condition given, by agency, year (unknown last), report and id.

    Without `reports` only of those that answer: what another report supersedes is left out.
    """
    conditions: dict[str, str | int] = {}
    if agency is not None:
        conditions["agency = ?"] = agency
    if year is not None:
        conditions["year = ?"] = year
    if metric is not None:
        number = tallies.numbers(connection, [metric]).get(metric)
        if number is None:
            return ()
        conditions["EXISTS (SELECT 1 FROM stated WHERE report = ordinal AND metric = ?)"] = number
    if reports is not None:
        conditions["id IN (SELECT value FROM json_each(?))"] = json.dumps(sorted(reports))
    where = " AND ".join([*conditions, "1" if reports is not None else _ANSWERING])
    found = ordered(connection, where, tuple(conditions.values()))
    metrics = None if metric is None else {metric}
    return tuple(figure for each in contents(connection, found) for figure in each.figures(metrics))


def ordered(connection: sqlite3.Connection, where: str, values: Iterable[str | int] = ()) -> list[int]:
    """The ordinals of the reports that meet a condition, in the ledger's order."""
    rows = connection.execute(f"SELECT ordinal FROM report WHERE {where} ORDER BY {_ORDER}", tuple(values))
    return [row[0] for row in rows]
