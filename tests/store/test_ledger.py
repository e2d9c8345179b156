"""What is read from the ledger equals what was written, in the order promised."""

from __future__ import annotations

import sqlite3
from decimal import Decimal

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
    connection.executescript(ledger.TABLES)
    return connection


def put_bare(connection: sqlite3.Connection, report: Report, path: str = "p") -> None:
    ledger.put_report(connection, report, path=path, stamp="s", counts=(3, 4))


def bare(report_id: str, agency: str = "", year: int | None = None) -> Report:
    return Report(id=report_id, title="", agency=agency, year=year, text="")


@settings(deadline=None)
@given(REPORTS)
def test_a_report_comes_back_equal(report: Report) -> None:
    connection = empty()
    put_bare(connection, report)
    assert ledger.report(connection, report.id) == report


@settings(deadline=None)
@given(FIGURES)
def test_a_figure_comes_back_equal_digit_by_digit(figure: Figure) -> None:
    connection = empty()
    put_bare(connection, bare("r"))
    ledger.put_figure(connection, figure)
    (back,) = ledger.figures(connection)
    assert back == figure
    assert str(back.value) == str(figure.value)


@settings(deadline=None)
@given(TEXTS, SPANS, TEXTS)
def test_a_passage_comes_back_equal_under_its_id(text: str, span: Span, path: str) -> None:
    connection = empty()
    put_bare(connection, bare("r"))
    passage = Passage(report_id="r", span=span, text=text, heading_path=path)
    passage_id = ledger.put_passage(connection, passage, b"h")
    assert ledger.passages(connection, [passage_id, passage_id + 1]) == {passage_id: passage}


def test_a_passage_id_is_never_given_twice() -> None:
    connection = empty()
    put_bare(connection, bare("r"))
    passage = Passage(report_id="r", span=Span(start=0, end=0), text="", heading_path="")
    first = ledger.put_passage(connection, passage, b"h")
    connection.execute("DELETE FROM passage")
    assert ledger.put_passage(connection, passage, b"h") == first + 1


def test_cards_are_sorted_by_agency_year_and_id_with_unknown_years_last() -> None:
    connection = empty()
    order = [("c", "乙镇", 2020), ("b", "甲镇", 2020), ("a", "甲镇", None), ("e", "甲镇", 2019), ("d", "甲镇", 2019)]
    for i, (report_id, agency, year) in enumerate(order):
        put_bare(connection, bare(report_id, agency, year), path=str(i))
    assert [card.id for card in ledger.cards(connection)] == ["c", "d", "e", "b", "a"]
    assert {(card.sections, card.passages, card.figures) for card in ledger.cards(connection)} == {(0, 3, 4)}


@settings(deadline=None)
@given(st.lists(FIGURES, max_size=12, unique_by=lambda figure: figure.id), st.data())
def test_figures_are_those_a_plain_filter_finds_in_stable_order(made: list[Figure], data: st.DataObject) -> None:
    connection = empty()
    put_bare(connection, bare("r"))
    for figure in made:
        ledger.put_figure(connection, figure)
    asked = {
        "agency": data.draw(st.none() | st.sampled_from([f.agency for f in made] or [""])),
        "year": data.draw(st.none() | st.sampled_from([f.year for f in made] or [1])),
        "metric": data.draw(st.none() | st.sampled_from([f.metric for f in made] or [""])),
    }
    reports = data.draw(st.sampled_from([None, [], ["r"], ["other", "r"]]))
    wanted = [
        figure
        for figure in made
        if all(value is None or getattr(figure, name) == value for name, value in asked.items())
        and (reports is None or "r" in reports)
    ]
    wanted.sort(key=lambda f: (f.agency, f.year is None, f.year or 0, f.id))
    assert ledger.figures(connection, reports=reports, **asked) == tuple(wanted)


def test_figures_can_be_sorted_by_their_numbers_in_sql() -> None:
    connection = empty()
    put_bare(connection, bare("r"))
    for i, value in enumerate(["10", "9.5", "-35", "59237.2449"]):
        span = Span(start=0, end=0)
        ledger.put_figure(
            connection,
            Figure(
                report_id="r", id=i, agency="", year=None, metric=None, label="", value=Decimal(value), unit=None,
                span=span, at=span, quote="",
            ),
        )  # fmt: skip
    rows = connection.execute("SELECT value FROM figure ORDER BY number")
    assert [value for (value,) in rows] == ["-35", "9.5", "10", "59237.2449"]
