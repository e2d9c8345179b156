"""Browsing against a brute-force oracle over all figures of the store."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import passages_of, report_of

from nianbao.model import Figure
from nianbao.settings import Settings
from nianbao.store.browsing import Selection
from nianbao.store.disk import Store
from nianbao.store.library import Library
from nianbao.store.places import Place, places_of, within

TOWNS = {"甲镇": ("东省", "溪县"), "乙镇": ("东省", "溪县"), "丙镇": ("西省",), "丁镇": ()}
METRICS = ("sites", "posts", "visits", None)
LABELS = ("收到申请数", "网站", "当面申请数")
PLACES: tuple[Place, ...] = (("东省",), ("东省", "溪县", "甲镇"), ("西省",), ("（上级不明）",), ("无此地",))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder, chance = tmp_path_factory.mktemp("browse"), random.Random(7)
    store = Store.begin(folder)
    for agency, parents in TOWNS.items():
        for year in (2019, 2020, None):
            report = replace(report_of(agency, year), parents=parents)
            passages = passages_of(report)
            figures = [
                Figure(
                    report_id=report.id, id=i, agency=agency, year=year, metric=chance.choice(METRICS),
                    label=chance.choice(LABELS), value=Decimal(chance.randint(-3, 9)) / 2, unit="件",
                    span=passages[i % 3].span, at=passages[i % 3].span, quote=passages[i % 3].text,
                )
                for i in range(9)
            ]  # fmt: skip
            store.put(report, passages, figures, f"/reports/{report.source}")
    store.finish(model="", encoder="")
    return Library.open(folder, Settings(model="none"), encoder=lambda: None)


def oracle(library: Library, selection: Selection) -> list[Figure]:
    places = places_of(library.listed)
    found = [
        figure
        for figure in library.figures()
        if (not selection.places or within(places[figure.report_id], selection.places))
        and (not selection.years or figure.year in selection.years)
        and (not selection.metrics or figure.metric in selection.metrics)
        and all(word in figure.label or word in figure.quote for word in selection.words.split())
    ]
    if selection.sort == "agency":
        return found[::-1] if selection.descending else found

    def column(figure: Figure) -> object:
        return {"year": figure.year, "metric": figure.metric, "label": figure.label, "value": figure.value}[
            selection.sort
        ]

    order = sorted({column(f) for f in found if column(f) is not None})  # type: ignore[type-var]  # of one column
    rank = {value: -i if selection.descending else i for i, value in enumerate(order)}
    return sorted(found, key=lambda figure: rank.get(column(figure), len(found)))


SELECTIONS = st.builds(
    Selection,
    places=st.lists(st.sampled_from(PLACES), max_size=2).map(tuple),
    years=st.lists(st.sampled_from((2019, 2020, 2031)), max_size=2).map(tuple),
    metrics=st.lists(st.sampled_from(("sites", "posts", "nonesuch")), max_size=2).map(tuple),
    words=st.sampled_from(("", "申请", "申请 公民", "网站  申请", "100%_", "'")),
    sort=st.sampled_from(("agency", "year", "metric", "label", "value")),
    descending=st.booleans(),
)


@given(SELECTIONS, st.integers(-2, 120), st.integers(-1, 30))
def test_a_page_is_the_slice_of_all_that_fits_with_their_true_number(
    library: Library, selection: Selection, offset: int, limit: int
) -> None:
    wanted = oracle(library, selection)
    page = library.browse(selection, offset=offset, limit=limit)
    first = max(0, offset)
    assert page.figures == tuple(wanted[first : first + max(0, limit)])
    assert page.total == len(wanted)


@given(SELECTIONS)
def test_an_export_is_every_figure_selected_in_its_order(library: Library, selection: Selection) -> None:
    assert list(library.selected(selection)) == oracle(library, selection)


@given(SELECTIONS)
def test_facets_count_what_each_choice_would_leave(library: Library, selection: Selection) -> None:
    facets = library.facets(selection)
    years = Counter(figure.year for figure in oracle(library, replace(selection, years=())))
    metrics = Counter(figure.metric for figure in oracle(library, replace(selection, metrics=())))
    del years[None], metrics[None]
    assert dict(facets.years) == years
    assert dict(facets.metrics) == metrics
    assert [year for year, _ in facets.years] == sorted(years, reverse=True)


def test_a_superseded_report_is_not_browsed(tmp_path: Path) -> None:
    store = Store.begin(tmp_path)
    for n, count in ((1, 3), (2, 1)):
        report = replace(report_of("甲镇", 2019, n), parents=("东省",), source=f"{n}.txt")
        span = passages_of(report)[0].span
        figures = [
            Figure(
                report_id=report.id, id=i, agency="甲镇", year=2019, metric="sites", label="网站", value=Decimal(n),
                unit="个", span=span, at=span, quote=span.of(report.text),
            )
            for i in range(count)
        ]  # fmt: skip
        store.put(report, passages_of(report), figures, f"/reports/{n}.txt")
    store.finish(model="", encoder="")
    library = Library.open(tmp_path, Settings(model="none"), encoder=lambda: None)
    assert [figure.value for figure in library.browse().figures] == [1, 1, 1]


def test_an_empty_index_has_one_empty_page(tmp_path: Path) -> None:
    Store.begin(tmp_path).finish(model="", encoder="")
    library = Library.open(tmp_path, Settings(model="none"), encoder=lambda: None)
    page = library.browse(Selection(places=(("东省",),), words="无", sort="value"))
    assert (page.figures, page.total, library.facets().years) == ((), 0, ())
