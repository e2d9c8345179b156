"""Two reports of one agency and year: the fuller one answers, the other stays listed and says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import figures_of, passages_of, report_of

from nianbao.model import Report
from nianbao.settings import Settings
from nianbao.store import rivals
from nianbao.store.disk import Store
from nianbao.store.library import Library

SETTINGS = Settings(model="none")
ABOVE = ("四水省", "曲河市")


def opened(folder: Path, *reports: tuple[Report, int]) -> Library:
    """A library of the reports, each with so many figures."""
    store = Store.begin(folder)
    for report, figures in reports:
        metrics = [f"m{i}" for i in range(figures)]
        store.put(report, passages_of(report), figures_of(report, *metrics), f"/reports/{report.id}.txt")
    store.finish()
    return Library.open(folder, SETTINGS, encoder=lambda: None)


def twin(report: Report, n: int, **changes: object) -> Report:
    """Another report of the same agency and year, with other content."""
    other = report_of(report.agency, report.year, n)
    return replace(other, source=f"{n}.txt", parents=report.parents, **changes)  # type: ignore[arg-type]


def first(**changes: object) -> Report:
    return replace(report_of("石桥镇", 2020), source="1.txt", parents=ABOVE, **changes)  # type: ignore[arg-type]


def answering(library: Library) -> list[str]:
    return [card.source for card in library.cards]


def test_more_figures_win_over_a_later_date_and_a_longer_text(tmp_path: Path) -> None:
    long = twin(first(), 2, published="2022-01-01")
    library = opened(tmp_path, (first(published="2021-01-01"), 3), (replace(long, text=long.text + "更多。"), 2))
    assert answering(library) == ["1.txt"]


def test_with_equal_figures_the_later_publication_wins_and_a_known_date_over_none(tmp_path: Path) -> None:
    dated = [(first(), 2), (twin(first(), 2, published="2021-03-01"), 2), (twin(first(), 3, published="2021-04-01"), 2)]
    assert answering(opened(tmp_path, *dated)) == ["3.txt"]


def test_with_equal_figures_and_dates_the_longer_text_wins(tmp_path: Path) -> None:
    longer = twin(first(), 2)
    library = opened(tmp_path, (first(), 2), (replace(longer, text=longer.text + "更多。"), 2))
    assert answering(library) == ["2.txt"]


def test_the_superseded_report_stays_listed_names_the_other_and_can_be_read(tmp_path: Path) -> None:
    library = opened(tmp_path, (first(), 3), (twin(first(), 2), 1))
    kept, other = sorted(library.listed, key=lambda card: card.source)
    assert (kept.superseded_by, kept.problems) == (None, ())
    assert other.superseded_by == kept.id
    assert other.problems == ("同一机关同一年有另一份报告（1.txt），回答以那一份为准。",)
    assert library.report(other.id) == twin(first(), 2)


def test_figures_and_search_leave_the_superseded_report_out_unless_it_is_named(tmp_path: Path) -> None:
    library = opened(tmp_path, (first(), 3), (twin(first(), 2), 1))
    kept, other = sorted(library.listed, key=lambda card: card.source)
    assert {figure.report_id for figure in library.figures()} == {kept.id}
    assert {hit.passage.report_id for hit in library.search("公众号推送文章")} == {kept.id}
    assert {figure.report_id for figure in library.figures(reports=[other.id])} == {other.id}
    assert {hit.passage.report_id for hit in library.search("公众号推送文章", reports=[other.id])} == {other.id}


def test_when_the_better_report_goes_the_other_one_answers(tmp_path: Path) -> None:
    opened(tmp_path, (first(), 3), (twin(first(), 2), 1)).close()
    store = Store.begin(tmp_path)
    store.remove(first().id)
    store.finish()
    library = Library.open(tmp_path, SETTINGS, encoder=lambda: None)
    assert [(card.source, card.problems) for card in library.cards] == [("2.txt", ())]


OTHERS = {
    "another year": report_of("石桥镇", 2021),
    "another agency": report_of("双河镇", 2020),
    "another county": replace(report_of("石桥镇", 2020, 2), parents=("四水省", "白石县")),
    "no year": report_of("石桥镇", None),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_reports_that_differ_in_agency_year_or_county_are_no_rivals(tmp_path: Path, other: Report) -> None:
    library = opened(tmp_path, (first(), 1), (other, 1))
    assert len(library.cards) == 2
    assert [card.problems for card in library.cards] == [(), ()]


def test_reports_without_agency_or_year_are_never_rivals(tmp_path: Path) -> None:
    nameless = [replace(report_of("", 2020, n), id=f"{n}") for n in (1, 2)]
    undated = [replace(report_of("石桥镇", None, n), id=f"x{n}") for n in (1, 2)]
    assert len(opened(tmp_path, *[(report, 1) for report in (*nameless, *undated)]).cards) == 4


def test_without_a_county_reports_that_share_their_words_are_rivals(tmp_path: Path) -> None:
    """The samples share two of four passages, and those hold most of the words."""
    bare = replace(first(), parents=())
    assert len(opened(tmp_path, (bare, 2), (twin(bare, 2), 1)).cards) == 1


def test_without_a_county_reports_of_other_words_may_be_namesakes_and_both_are_told(tmp_path: Path) -> None:
    bare = replace(first(), parents=())
    store = Store.begin(tmp_path)
    other = twin(bare, 2)
    store.put(bare, passages_of(bare), figures_of(bare, "m"), "/1")
    store.put(other, passages_of(other)[1:3], figures_of(other, "m", "n"), "/2")
    store.finish()
    library = Library.open(tmp_path, SETTINGS, encoder=lambda: None)
    told = {card.source: card.problems for card in library.cards}
    doubt = "同名机关同一年有另一份报告（{}），不能确定是不是同一机关。"
    assert told == {"1.txt": (doubt.format("2.txt"),), "2.txt": (doubt.format("1.txt"),)}


@settings(deadline=None, max_examples=15)
@given(st.permutations(range(4)), st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_exactly_one_of_a_group_answers_whatever_the_order(order: list[int], figures: list[int]) -> None:
    """An oracle: the one with most figures, then of the smallest id, since dates and lengths are equal."""
    from tempfile import TemporaryDirectory

    made = [replace(first(), id=f"{i}", source=f"{i}") for i in range(4)]
    with TemporaryDirectory() as folder:
        library = opened(Path(folder), *[(made[i], figures[i]) for i in order])
        best = min(range(4), key=lambda i: (-figures[i], i))
        assert answering(library) == [f"{best}"]
        assert {card.superseded_by for card in library.listed} == {None, f"{best}"}
        library.close()


def test_what_is_noticed_names_the_file_as_it_was_found(tmp_path: Path) -> None:
    store = Store.begin(tmp_path)
    for report, metrics in ((first(), ("m", "n")), (twin(first(), 2), ("m",))):
        store.put(report, passages_of(report), figures_of(report, *metrics), f"/{report.source}")
    found = rivals.noticed(store.connection, {"/2.txt": "found/2.txt"})
    store.finish()
    assert found == [
        (
            "found/2.txt",
            "同一机关同一年有另一份报告（1.txt），回答以那一份为准。",
            "石桥镇 2020: superseded by another report of the same agency and year",
        )
    ]
