"""The forms as printed."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from nianbao.catalogue import Catalogue
from nianbao.tabulating import FormTable, form_of
from nianbao.tabulating.statutory import statutory_form


@pytest.mark.parametrize(("edition", "sizes"), [("E3", (22, 23 * 7, 15)), ("E4", (10, 25 * 7, 15))])
def test_a_form_has_the_number_places_that_its_edition_prints_each_once(edition: str, sizes: tuple[int, ...]) -> None:
    form = statutory_form(edition)
    assert tuple(len(table.slots) for table in form.tables) == sizes
    assert max(Counter(slot.key for slot in form.slots).values()) == 1


@pytest.mark.parametrize("edition", ["E3", "E4"])
def test_every_place_carries_the_labels_by_which_the_catalogue_knows_its_metric(edition: str, known: Catalogue) -> None:
    for slot in statutory_form(edition).slots:
        metric = known.metric(slot.key[0])
        assert edition in metric.eras
        row = re.sub(r"^(?:[一二三四]、|（[一二三四五六七]）|\d\.)", "", slot.row_label.rsplit(" › ", 1)[-1])
        labels = {label.rsplit(" › ", 1)[-1] for label in (*metric.rows, *metric.columns)}
        assert row in labels or slot.column_label in labels, slot
        assert metric.columns == () or any(slot.column_label in label for label in metric.columns), slot


@pytest.mark.parametrize("edition", ["E3", "E4"])
def test_labels_and_numbers_fill_the_grid_without_overlap(edition: str) -> None:
    def places(table: FormTable) -> Counter[tuple[int, int]]:
        areas = [(p.row, p.column, p.rows, p.columns) for p in table.labels]
        areas += [(s.row, s.column, 1, s.columns) for s in table.slots]
        return Counter(
            (y, x) for row, column, h, w in areas for y in range(row, row + h) for x in range(column, column + w)
        )

    for table in statutory_form(edition).tables:
        covered = places(table)
        assert set(covered.values()) == {1}
        assert len(covered) == table.width * table.height


def test_years_without_a_national_form_list_what_is_stated_in_the_order_of_the_catalogue(known: Catalogue) -> None:
    stated = [("applications_received", "total"), ("proactive_disclosures_total", "total"), ("contact_phone", "total")]
    form = form_of("E2", known, stated)  # type: ignore[arg-type]  # kinds of applicant
    assert [slot.key[0] for slot in form.slots] == ["proactive_disclosures_total", "applications_received"]
    assert not form.official
