"""Side by side: every cell is what the ledger holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tabulating_samples import Index, Town, consistent

from nianbao.catalogue import Catalogue
from nianbao.errors import WrongCall
from nianbao.tabulating import Comparison, Key, Row, compare, statutory_table

RECEIVED: Key = ("applications_received", "total")
CATEGORY: Key = ("proactive_category_count", "total")
DISCLOSED: Key = ("proactive_disclosures_total", "total")


def row(comparison: Comparison, key: Key) -> Row:
    [found] = [row for row in comparison.rows if (row.metric, row.applicant) == key]
    return found


def test_every_cell_is_the_figure_that_the_ledger_holds(index: Index, known: Catalogue) -> None:
    library = index(Town(agency="甲镇", cells=consistent(3)), Town(agency="乙镇", cells=consistent(8)))
    comparison = compare(library, known, ["乙镇", "甲镇"], [2021])
    assert [(column.agency, column.year) for column in comparison.columns] == [("乙镇", 2021), ("甲镇", 2021)]
    assert len(comparison.rows) == 200
    for each in comparison.rows:
        for column, cell in zip(comparison.columns, each.cells, strict=True):
            [figure] = [
                f for f in library.figures(agency=column.agency, metric=each.metric) if f.applicant == each.applicant
            ]
            assert cell is not None
            assert (cell.value, cell.figures) == (figure.value, (figure,))


def test_two_columns_have_difference_and_percent(index: Index, known: Catalogue) -> None:
    library = index(
        Town(agency="甲镇", year=2021, cells={RECEIVED: 6, ("granted", "total"): 0}),
        Town(agency="甲镇", year=2022, cells={RECEIVED: 10, ("granted", "total"): 3}),
    )
    comparison = compare(library, known, ["甲镇"])
    assert (row(comparison, RECEIVED).difference, row(comparison, RECEIVED).percent) == (4, Decimal("66.67"))
    granted = row(comparison, ("granted", "total"))
    assert (granted.difference, granted.percent) == (3, None)
    empty = row(comparison, ("results_total", "total"))
    assert (empty.difference, empty.empty) == (None, True)
    three = compare(library, known, ["甲镇"], [2020, 2021, 2022])
    assert row(three, RECEIVED).difference is None
    assert row(three, RECEIVED).cells[0] is None
    assert "甲镇2020年" in three.notes[0]


def test_a_blank_is_no_zero_and_two_numbers_are_none(index: Index, known: Catalogue) -> None:
    library = index(Town(agency="甲镇", cells={RECEIVED: (3, 4)}), Town(agency="乙镇", cells={("granted", "total"): 1}))
    cells = row(compare(library, known, ["甲镇", "乙镇"], [2021]), RECEIVED).cells
    assert [(cell.state, cell.value) for cell in cells if cell] == [("conflict", None), ("blank", None)]
    assert cells[0] is not None
    assert [figure.value for figure in cells[0].figures] == [3, 4]


def test_editions_are_named_and_their_own_rows_kept_apart(index: Index, known: Catalogue) -> None:
    library = index(
        Town(agency="甲镇", year=2018, era="E2", prose={DISCLOSED: 40, RECEIVED: 2, CATEGORY: (1, 2)}),
        Town(agency="甲镇", year=2020, era="E3", cells={("other_processing_total", "total"): 1, RECEIVED: 5}),
        Town(agency="甲镇", year=2021, era="E4", cells={("other_processing_other", "total"): 2, RECEIVED: 6}),
    )
    comparison = compare(library, known, ["甲镇"])
    assert [cell.value if cell else None for cell in row(comparison, RECEIVED).cells] == [2, 5, 6]
    assert "独有" in row(comparison, ("other_processing_total", "total")).table
    assert "独有" not in row(comparison, ("other_processing_other", "total")).table
    assert row(comparison, DISCLOSED).label == "主动公开政府信息数"
    assert [each for each in comparison.rows if each.metric == CATEGORY[0]] == []
    assert "不是同一代格式" in comparison.notes[0]


def test_a_name_of_two_counties_asks_back_and_the_county_settles_it(index: Index, known: Catalogue) -> None:
    library = index(
        Town(agency="甲镇", cells={RECEIVED: 1}), Town(agency="甲镇", parents=("西省", "山县"), cells={RECEIVED: 2})
    )
    with pytest.raises(WrongCall, match="several"):
        compare(library, known, ["甲镇"])
    [column] = compare(library, known, ["山县甲镇"]).columns
    assert column.place == ("西省", "山县", "甲镇")
    with pytest.raises(WrongCall, match="甲镇"):
        compare(library, known, ["甲乡镇"])


def test_one_report_in_the_statutory_layout(index: Index, known: Catalogue) -> None:
    library = index(Town(agency="甲镇", cells={RECEIVED: 12}))
    table = statutory_table(library, known, library.cards[0].id)
    assert table is not None
    assert (table.form.edition, table.at(RECEIVED).value, table.at(RECEIVED).origin) == ("E4", 12, "table")
    assert table.at(("granted", "total")).state == "blank"
    assert statutory_table(library, known, "nonesuch") is None
