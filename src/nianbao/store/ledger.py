"""Reports, passages and figures as rows of the store's tables, and back: what is read equals what was written.

Every function takes a connection and leaves transactions to its caller. Orders are part of the promise: the same store
gives the same rows in the same order.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from nianbao.model import (
    Box,
    Candidate,
    Cell,
    CellRef,
    Evidence,
    Figure,
    PageImage,
    Passage,
    Place,
    Report,
    ReportCard,
    Section,
    Span,
    Table,
)  # fmt: skip

TABLES = """
CREATE TABLE report (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, path TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL, agency TEXT NOT NULL, full_name TEXT NOT NULL, parents TEXT NOT NULL,
    year INTEGER, title TEXT NOT NULL, period TEXT, era TEXT, source TEXT NOT NULL, url TEXT, published TEXT,
    agency_confidence TEXT NOT NULL, year_confidence TEXT NOT NULL,
    sha256 TEXT NOT NULL, text TEXT NOT NULL, sections TEXT NOT NULL, tables TEXT NOT NULL, evidence TEXT NOT NULL,
    problems TEXT NOT NULL, candidates TEXT NOT NULL, unread TEXT NOT NULL, places TEXT NOT NULL,
    section_count INTEGER NOT NULL, passage_count INTEGER NOT NULL, figure_count INTEGER NOT NULL
);
CREATE TABLE page_image (
    report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE, page INTEGER NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, png BLOB NOT NULL, PRIMARY KEY (report, page)
);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT, report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, heading_path TEXT NOT NULL, hash BLOB NOT NULL
);
CREATE INDEX passage_of_report ON passage (report);
CREATE INDEX passage_with_hash ON passage (hash);
CREATE TABLE figure (
    report TEXT NOT NULL REFERENCES report (id) ON DELETE CASCADE, id INTEGER NOT NULL, agency TEXT NOT NULL,
    year INTEGER, metric TEXT, label TEXT NOT NULL, value TEXT NOT NULL, number REAL NOT NULL, unit TEXT,
    qualifier TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, at_start INTEGER NOT NULL,
    at_end INTEGER NOT NULL, quote TEXT NOT NULL, section TEXT NOT NULL, applicant TEXT, cell TEXT, parent INTEGER,
    scope TEXT NOT NULL, role TEXT NOT NULL, owner TEXT,
    PRIMARY KEY (report, id)
);
CREATE INDEX figure_of_agency ON figure (agency, year);
CREATE INDEX figure_of_metric ON figure (metric, year);
"""

_REPORT = (
    "id, agency, full_name, parents, year, title, period, era, source, url, published, sha256, text, sections, tables, "
    "evidence, problems, places, agency_confidence, year_confidence, candidates, unread"
)
_CARD = (
    "id, agency, full_name, parents, year, title, source, url, era, problems, section_count, passage_count, "
    "figure_count, agency_confidence, year_confidence, candidates, unread"
)
_FIGURE = (
    'report, id, agency, year, metric, label, value, unit, qualifier, "start", "end", at_start, at_end, quote, '
    "section, applicant, cell, parent, scope, role, owner"
)


def indexed_text(agency: str, year: int | None, heading_path: str, text: str) -> str:
    """What is embedded and searched for a passage: its text prefixed with agency, year and heading path.

    Most passages do not name their agency or year; without the prefix the right one of many towns is hardly ever found.
    """
    return f"{agency}{'' if year is None else f'{year}年'} {heading_path}\n{text}"


def put_report(
    connection: sqlite3.Connection, report: Report, *, path: str, stamp: str, counts: tuple[int, int]
) -> None:
    """Writes the report's own row and its page images; `counts` are its passages and figures."""
    row = {
        "path": path, "stamp": stamp, "id": report.id, "agency": report.agency,
        "full_name": report.full_name, "parents": _json(report.parents), "year": report.year, "title": report.title,
        "period": report.period, "era": report.era, "source": report.source, "url": report.url,
        "published": report.published, "sha256": report.sha256, "text": report.text,
        "sections": _json([_section_row(s) for s in report.sections]),
        "tables": _json([[t.id, *_ends(t.span), [_cell_row(c) for c in t.cells]] for t in report.tables]),
        "evidence": _json([[e.what, e.value, e.origin] for e in report.evidence]), "problems": _json(report.problems),
        "places": _json([[*_ends(p.span), p.page, p.box.x0, p.box.y0, p.box.x1, p.box.y1] for p in report.places]),
        "candidates": _json([[c.what, c.value, c.probability] for c in report.candidates]),
        "agency_confidence": report.agency_confidence, "year_confidence": report.year_confidence,
        "unread": _json(report.unread),
        "section_count": len(report.sections), "passage_count": counts[0], "figure_count": counts[1],
    }  # fmt: skip
    _insert(connection, "report", row)
    connection.executemany(
        "INSERT INTO page_image VALUES (?, ?, ?, ?, ?)",
        [(report.id, image.page, image.width, image.height, image.png) for image in report.images],
    )


def put_passage(connection: sqlite3.Connection, passage: Passage, content_hash: bytes) -> int:
    """Writes a passage and returns its id, which is never given to another one."""
    start, end = _ends(passage.span)
    row = {"report": passage.report_id, "start": start, "end": end, "text": passage.text}
    return _insert(connection, "passage", row | {"heading_path": passage.heading_path, "hash": content_hash})


def put_figure(connection: sqlite3.Connection, figure: Figure) -> None:
    """Writes a figure; its value is kept digit by digit, with a REAL beside it to sort by."""
    start, end = _ends(figure.span)
    at_start, at_end = _ends(figure.at)
    cell = figure.cell
    row = {
        "report": figure.report_id, "id": figure.id, "agency": figure.agency, "year": figure.year,
        "metric": figure.metric, "label": figure.label, "value": str(figure.value), "number": float(figure.value),
        "unit": figure.unit, "qualifier": figure.qualifier, "start": start, "end": end, "at_start": at_start,
        "at_end": at_end, "quote": figure.quote, "section": figure.section, "applicant": figure.applicant,
        "cell": None if cell is None else _json([cell.table, cell.row, cell.column]), "parent": figure.parent,
        "scope": figure.scope, "role": figure.role, "owner": figure.owner,
    }  # fmt: skip
    _insert(connection, "figure", row)


def report(connection: sqlite3.Connection, report_id: str) -> Report | None:
    """The report with that id, or None."""
    row = connection.execute(f"SELECT {_REPORT} FROM report WHERE id = ?", (report_id,)).fetchone()
    if row is None:
        return None
    return Report(
        id=row[0], agency=row[1], full_name=row[2], parents=tuple(json.loads(row[3])), year=row[4], title=row[5],
        period=row[6], era=row[7], source=row[8], url=row[9], published=row[10], sha256=row[11], text=row[12],
        sections=tuple(_section(s) for s in json.loads(row[13])), tables=tuple(_table(t) for t in json.loads(row[14])),
        evidence=tuple(Evidence(what=e[0], value=e[1], origin=e[2]) for e in json.loads(row[15])),
        problems=tuple(json.loads(row[16])), places=tuple(_place(p) for p in json.loads(row[17])),
        images=_images(connection, report_id), agency_confidence=row[18], year_confidence=row[19],
        candidates=_candidates(row[20]), unread=tuple(json.loads(row[21])),
    )  # fmt: skip


def _candidates(written: str) -> tuple[Candidate, ...]:
    return tuple(Candidate(what=c[0], value=c[1], probability=c[2]) for c in json.loads(written))


def _place(row: Sequence[Any]) -> Place:
    box = Box(x0=row[3], y0=row[4], x1=row[5], y1=row[6])
    return Place(span=_span(row[0], row[1]), page=row[2], box=box)


def _images(connection: sqlite3.Connection, report_id: str) -> tuple[PageImage, ...]:
    wanted = "SELECT page, width, height, png FROM page_image WHERE report = ? ORDER BY page"
    rows = connection.execute(wanted, (report_id,))
    return tuple(PageImage(page=row[0], width=row[1], height=row[2], png=row[3]) for row in rows)


def sources(connection: sqlite3.Connection) -> dict[str, tuple[str, str, str]]:
    """Of every report, by the path it was read from: id, checksum of the file, stamp of what read it."""
    return {
        row[0]: row[1:] for row in connection.execute("SELECT path, id, sha256, stamp FROM report ORDER BY ordinal")
    }


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many `reports`, `passages` and `figures` there are."""
    tables = ("report", "passage", "figure")
    return {f"{table}s": connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def passage_ids(connection: sqlite3.Connection, reports: Collection[str]) -> list[int]:
    """The ids of the reports' passages, ascending."""
    wanted = "SELECT id FROM passage WHERE report IN (SELECT value FROM json_each(?)) ORDER BY id"
    return [row[0] for row in connection.execute(wanted, (_json(sorted(reports)),))]


def cards(connection: sqlite3.Connection) -> tuple[ReportCard, ...]:
    """All reports without their text, by agency, year (unknown last) and id."""
    rows = connection.execute(f"SELECT {_CARD} FROM report ORDER BY agency, year IS NULL, year, id")
    return tuple(
        ReportCard(
            id=row[0], agency=row[1], full_name=row[2], parents=tuple(json.loads(row[3])), year=row[4], title=row[5],
            source=row[6], url=row[7], era=row[8], sections=row[10], passages=row[11], figures=row[12],
            problems=tuple(json.loads(row[9])), agency_confidence=row[13], year_confidence=row[14],
            candidates=_candidates(row[15]), unread=tuple(json.loads(row[16])),
        )
        for row in rows
    )  # fmt: skip


def passages(connection: sqlite3.Connection, ids: Collection[int]) -> dict[int, Passage]:
    """The passages with those ids."""
    rows = connection.execute(
        'SELECT id, report, "start", "end", text, heading_path FROM passage '
        "WHERE id IN (SELECT value FROM json_each(?))",
        (_json(list(ids)),),
    )
    return {
        row[0]: Passage(report_id=row[1], span=_span(row[2], row[3]), text=row[4], heading_path=row[5]) for row in rows
    }


def figures(
    connection: sqlite3.Connection,
    *,
    reports: Collection[str] | None = None,
    metric: str | None = None,
    agency: str | None = None,
    year: int | None = None,
) -> tuple[Figure, ...]:
    """The figures that meet every condition given, by agency, year (unknown last), report and id."""
    conditions = {"metric = ?": metric, "agency = ?": agency, "year = ?": year}
    asked: dict[str, Any] = {sql: value for sql, value in conditions.items() if value is not None}
    if reports is not None:
        asked["report IN (SELECT value FROM json_each(?))"] = _json(sorted(reports))
    where = f"WHERE {' AND '.join(asked)}" if asked else ""
    order = "ORDER BY agency, year IS NULL, year, report, id"
    rows = connection.execute(f"SELECT {_FIGURE} FROM figure {where} {order}", tuple(asked.values()))
    return tuple(_figure(row) for row in rows)


def figures_at(connection: sqlite3.Connection, rowids: Sequence[int]) -> tuple[Figure, ...]:
    """The figures in those rows of the table, in the order given."""
    wanted = "SELECT value FROM json_each(?)"
    rows = connection.execute(f"SELECT {_FIGURE}, rowid FROM figure WHERE rowid IN ({wanted})", (_json(rowids),))
    found = {row[-1]: _figure(row) for row in rows}
    return tuple(found[rowid] for rowid in rowids)


def _figure(row: Sequence[Any]) -> Figure:
    cell = None if row[16] is None else json.loads(row[16])
    return Figure(
        report_id=row[0], id=row[1], agency=row[2], year=row[3], metric=row[4], label=row[5], value=Decimal(row[6]),
        unit=row[7], qualifier=row[8], span=_span(row[9], row[10]), at=_span(row[11], row[12]), quote=row[13],
        section=row[14], applicant=row[15], parent=row[17], scope=row[18], role=row[19], owner=row[20],
        cell=None if cell is None else CellRef(table=cell[0], row=cell[1], column=cell[2]),
    )  # fmt: skip


def _section(row: Sequence[Any]) -> Section:
    return Section(id=row[0], number=row[1], heading=row[2], level=row[3], span=_span(row[4], row[5]), parent=row[6])


def _section_row(section: Section) -> list[object]:
    return [section.id, section.number, section.heading, section.level, *_ends(section.span), section.parent]


def _table(row: Sequence[Any]) -> Table:
    cells = (Cell(span=_span(c[0], c[1]), row=c[2], column=c[3], rows=c[4], columns=c[5]) for c in row[3])
    return Table(id=row[0], span=_span(row[1], row[2]), cells=tuple(cells))


def _cell_row(cell: Cell) -> list[int]:
    return [*_ends(cell.span), cell.row, cell.column, cell.rows, cell.columns]


def _span(start: int, end: int) -> Span:
    return Span(start=start, end=end)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _json(value: Iterable[object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> int:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    return connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values())).lastrowid or 0
