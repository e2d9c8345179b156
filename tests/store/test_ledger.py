"""What is read from the ledger equals what was written, in the order promised."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.model import (
    Box,
    Cell,
    CellRef,
    Evidence,
    Figure,
    PageImage,
    Passage,
    Place,
    Report,
    Section,
    Span,
    Table,
)  # fmt: skip
from nianbao.store import ledger
from nianbao.store.packing import Damaged

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MAYBE = st.none() | TEXTS
COUNTS = st.integers(0, 10**6)
SPANS = st.tuples(COUNTS, COUNTS).map(lambda ends: Span(start=min(ends), end=max(ends)))


def tuples(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=3).map(tuple)


SECTIONS = st.builds(
    Section, id=COUNTS, number=TEXTS, heading=TEXTS, level=COUNTS, span=SPANS, parent=st.none() | COUNTS
)
CELLS = st.builds(Cell, span=SPANS, row=COUNTS, column=COUNTS, rows=COUNTS, columns=COUNTS)
TABLES = st.builds(Table, id=COUNTS, span=SPANS, cells=tuples(CELLS))
LEVELS = st.sampled_from(["high", "medium", "low", "none"])
PARTS = st.floats(0, 1)
PLACES = st.builds(Place, span=SPANS, page=COUNTS, box=st.builds(Box, x0=PARTS, y0=PARTS, x1=PARTS, y1=PARTS))
IMAGES = st.builds(PageImage, page=COUNTS, width=COUNTS, height=COUNTS, png=st.binary(max_size=9))
REPORTS = st.builds(
    Report, id=TEXTS, title=TEXTS, agency=TEXTS, full_name=TEXTS, parents=tuples(TEXTS), year=st.none() | COUNTS,
    period=MAYBE, text=TEXTS, sections=tuples(SECTIONS), tables=tuples(TABLES), era=MAYBE, source=TEXTS, url=MAYBE,
    published=MAYBE, sha256=TEXTS, evidence=tuples(st.builds(Evidence, what=TEXTS, value=TEXTS, origin=TEXTS)),
    agency_confidence=LEVELS, year_confidence=LEVELS, problems=tuples(TEXTS), places=tuples(PLACES),
    unread=tuples(TEXTS),
    images=st.lists(IMAGES, max_size=3, unique_by=lambda image: image.page).map(
        lambda images: tuple(sorted(images, key=lambda image: image.page))
    ),
)  # fmt: skip
FIGURES = st.builds(
    Figure, report_id=st.just("r"), id=COUNTS, agency=TEXTS, year=st.none() | COUNTS, metric=MAYBE, label=TEXTS,
    value=st.decimals(allow_nan=False, allow_infinity=False), unit=MAYBE,
    qualifier=st.sampled_from(["exact", "about", "at_least", "zero_statement"]), span=SPANS, at=SPANS, quote=TEXTS,
    section=TEXTS, applicant=st.none() | st.sampled_from(["natural_person", "total"]),
    cell=st.none() | st.builds(CellRef, table=COUNTS, row=TEXTS, column=TEXTS), parent=st.none() | COUNTS,
)  # fmt: skip


def empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(ledger.TABLES)
    return connection


def put_bare(connection: sqlite3.Connection, report: Report, *figures: Figure, path: str = "p") -> int:
    return ledger.put(connection, report, (), figures, path=path, stamp="s")


def bare(report_id: str, agency: str = "", year: int | None = None, text: str = "") -> Report:
    return Report(id=report_id, title="", agency=agency, year=year, text=text)


@settings(deadline=None)
@given(REPORTS)
def test_a_report_comes_back_equal(report: Report) -> None:
    connection = empty()
    put_bare(connection, report)
    assert ledger.report(connection, report.id) == report


@settings(deadline=None)
@given(FIGURES, TEXTS)
def test_a_figure_comes_back_equal_digit_by_digit(figure: Figure, text: str) -> None:
    connection = empty()
    put_bare(connection, bare("r", figure.agency, figure.year, text), figure)
    (back,) = ledger.figures(connection)
    assert back == figure
    assert str(back.value) == str(figure.value)


@pytest.mark.parametrize("change", [{"agency": "乙镇"}, {"year": 2021}, {"report_id": "x"}])
def test_a_figure_of_another_agency_year_or_report_is_not_stored(change: dict[str, Any]) -> None:
    span = Span(start=0, end=0)
    own = Figure(
        report_id="r", id=0, agency="甲镇", year=2020, metric=None, label="", value=Decimal(1), unit=None, span=span,
        at=span, quote="",
    )  # fmt: skip
    with pytest.raises(ValueError, match="of another report"):
        put_bare(empty(), bare("r", "甲镇", 2020), replace(own, **change))


@settings(deadline=None)
@given(TEXTS, SPANS, TEXTS, TEXTS)
def test_a_passage_comes_back_equal_under_its_id(text: str, span: Span, path: str, whole: str) -> None:
    connection = empty()
    passage = Passage(report_id="r", span=span, text=text, heading_path=path)
    ordinal = ledger.put(connection, bare("r", text=whole), (passage,), (), path="p", stamp="s")
    passage_id = ledger.put_passage(connection, ordinal, 0, b"h")
    assert ledger.passages(connection, [passage_id, passage_id + 1]) == {passage_id: passage}


def test_a_passage_id_is_never_given_twice() -> None:
    connection = empty()
    ordinal = put_bare(connection, bare("r"))
    first = ledger.put_passage(connection, ordinal, 0, b"h")
    connection.execute("DELETE FROM passage")
    assert ledger.put_passage(connection, ordinal, 0, b"h") == first + 1


def test_cards_are_sorted_by_agency_year_and_id_with_unknown_years_last() -> None:
    connection = empty()
    order = [("c", "乙镇", 2020), ("b", "甲镇", 2020), ("a", "甲镇", None), ("e", "甲镇", 2019), ("d", "甲镇", 2019)]
    for i, (report_id, agency, year) in enumerate(order):
        put_bare(connection, bare(report_id, agency, year), path=str(i))
    assert [card.id for card in ledger.cards(connection)] == ["c", "d", "e", "b", "a"]
    assert {(card.sections, card.passages, card.figures) for card in ledger.cards(connection)} == {(0, 0, 0)}


@settings(deadline=None)
@given(st.lists(FIGURES, max_size=12, unique_by=lambda figure: figure.id), st.data())
def test_figures_are_those_a_plain_filter_finds_in_stable_order(made: list[Figure], data: st.DataObject) -> None:
    connection = empty()
    agency, year = data.draw(TEXTS), data.draw(st.none() | st.integers(2008, 2030))
    made = [replace(figure, agency=agency, year=year) for figure in made]
    put_bare(connection, bare("r", agency, year), *made)
    asked: dict[str, Any] = {
        "agency": data.draw(st.sampled_from([None, agency, "无"])),
        "year": data.draw(st.sampled_from([None, year, 1])),
        "metric": data.draw(st.none() | st.sampled_from([f.metric for f in made] or [""])),
    }
    reports = data.draw(st.sampled_from([None, [], ["r"], ["other", "r"]]))
    wanted = [
        figure
        for figure in made
        if all(value is None or getattr(figure, name) == value for name, value in asked.items())
        and (reports is None or "r" in reports)
    ]
    wanted.sort(key=lambda f: f.id)
    assert ledger.figures(connection, reports=reports, **asked) == tuple(wanted)


@settings(deadline=None, max_examples=30)
@given(st.lists(FIGURES, max_size=8, unique_by=lambda figure: figure.id), st.integers(0, 10**6))
def test_what_has_been_changed_since_is_never_read(made: list[Figure], at: int) -> None:
    """One bit anywhere in what is stored of a report: it is read as written, or not at all."""
    connection = empty()
    report = bare("r", "甲镇", 2020, "全年新收申请4件。")
    made = [replace(figure, agency="甲镇", year=2020) for figure in made]
    put_bare(connection, report, *made)
    for column in ("seal", "text", "structure", "figures"):
        (whole,) = connection.execute(f"SELECT {column} FROM content").fetchone()
        harmed = bytearray(whole)
        harmed[at // 8 % len(whole)] ^= 1 << at % 8
        connection.execute(f"UPDATE content SET {column} = ?", (bytes(harmed),))
        with pytest.raises(Damaged):
            ledger.report(connection, "r")
        connection.execute(f"UPDATE content SET {column} = ?", (whole,))
    for column, other in (("agency", "乙镇"), ("year", 2021), ("title", "x"), ("figure_count", 9)):
        (whole,) = connection.execute(f"SELECT {column} FROM report").fetchone()
        connection.execute(f"UPDATE report SET {column} = ?", (other,))
        with pytest.raises(Damaged):
            ledger.figures(connection)
        connection.execute(f"UPDATE report SET {column} = ?", (whole,))
    assert ledger.report(connection, "r") == report


def test_figures_can_be_sorted_by_their_numbers_in_sql() -> None:
    connection = empty()
    span = Span(start=0, end=0)
    figures = [
        Figure(
            report_id="r", id=i, agency="", year=None, metric=None, label="", value=Decimal(value), unit=None,
            span=span, at=span, quote="",
        )
        for i, value in enumerate(["10", "9.5", "-35", "59237.2449"])
    ]  # fmt: skip
    put_bare(connection, bare("r"), *figures)
    rows = connection.execute("SELECT CAST(value AS TEXT) FROM figure ORDER BY CAST(value AS REAL)")
    assert [value for (value,) in rows] == ["-35", "9.5", "10", "59237.2449"]


def test_the_tally_counts_the_figures_of_reports_that_are_there() -> None:
    connection, span = empty(), Span(start=0, end=0)
    for report_id, metrics in (("a", ("sites", "sites", None)), ("b", ("sites",))):
        figures = [
            Figure(
                report_id=report_id, id=i, agency="甲镇", year=2020, metric=metric, label="", value=Decimal(i),
                unit=None, span=span, at=span, quote="",
            )
            for i, metric in enumerate(metrics)
        ]  # fmt: skip
        put_bare(connection, bare(report_id, "甲镇", 2020), *figures, path=report_id)
    counted = "SELECT word, figures FROM tally LEFT JOIN word ON number = metric WHERE figures > 0 ORDER BY word"
    assert connection.execute(counted).fetchall() == [(None, 1), ("sites", 3)]
    ledger.remove(connection, "a")
    assert connection.execute(counted).fetchall() == [("sites", 1)]
    assert connection.execute("SELECT count(*) FROM figure").fetchone() == (1,)
