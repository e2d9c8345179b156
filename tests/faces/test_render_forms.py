"""Statutory tables, comparisons, roll-ups and browsing as HTML."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import fakes
import pytest
from bs4 import BeautifulSoup
from tabulating_samples import Town, consistent, indexed

from nianbao import catalogue
from nianbao.faces.render_browse import browse_html, extent, tree_html
from nianbao.faces.render_forms import HERE, comparison_html, form_table_html, note_kind, roll_up_html, stated_html
from nianbao.store.browsing import FigurePage, Selection
from nianbao.store.library import Library
from nianbao.store.places import agency_tree
from nianbao.tabulating import Key, compare, roll_up, statutory_table

KNOWN = catalogue.load()
RECEIVED: Key = ("applications_received", "total")
EVIL = "<script>alert(1)</script>镇"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return indexed(
        tmp_path,
        Town(agency="甲镇", cells=consistent(4)),
        Town(agency=EVIL, cells={RECEIVED: 6}),
        Town(agency="丙镇", cells={RECEIVED: (1, 2)}),
        Town(agency="丁镇", year=2020),
    )


def test_a_roll_up_shows_sum_and_share_of_each_place_and_every_note(library: Library) -> None:
    rolled = roll_up(library, KNOWN, "溪县", 2021)
    page = BeautifulSoup(roll_up_html(rolled), "html.parser")
    assert [table.caption.get_text() for table in page("table") if table.caption] == [
        t.title for t in rolled.form.tables
    ]
    cells = page("table")[1]("td")[1:]
    numbers = [cell.get_text() for cell in cells]
    assert numbers[6] == f"{consistent(4)[RECEIVED] + 6}2/3"
    assert len(page.select("td.blank")) == 0
    assert len(page.select(".nb-notes li")) == len(rolled.notes)
    assert page.script is None
    assert all(note_kind(note.kind) for note in rolled.notes)


def test_a_form_has_the_grid_of_the_form(library: Library) -> None:
    [card] = [card for card in library.cards if card.agency == "甲镇"]
    table = statutory_table(library, KNOWN, card.id)
    assert table is not None
    drawn_forms = (
        form_table_html(each, lambda slot: (stated_html(table.at(slot.key), HERE), "")) for each in table.form.tables
    )
    page = BeautifulSoup("".join(drawn_forms), "html.parser")
    for drawn, form in zip(page("table"), table.form.tables, strict=True):
        places = sum(int(c.get("rowspan", 1)) * int(c.get("colspan", 1)) for c in drawn(["th", "td"]))  # type: ignore[arg-type]  # digits
        assert places == form.width * form.height
        assert all(head["scope"] in ("row", "col", "rowgroup", "colgroup") for head in drawn("th"))
        for slot, link in zip(form.slots, drawn("a"), strict=True):
            figure = table.at(slot.key).figures[0]
            assert link.get_text() == str(figure.value)
            assert link["href"] == f"report/{card.id}#{figure.span.start}-{figure.span.end}"
            assert link["data-panel"] == "甲镇2021年"


def test_a_comparison_tells_blank_missing_and_conflicting_apart(library: Library) -> None:
    comparison = compare(library, KNOWN, ["甲镇", EVIL, "丙镇"], [2021, 2022])
    page = BeautifulSoup(comparison_html(comparison, kinds=False, empty=False), "html.parser")
    assert [head.get_text() for head in page.select("thead th")][:3] == ["项目", "甲镇2021 年", "甲镇2022 年"]
    [row] = [row for row in page("tr") if "本年新收" in row.get_text()]
    assert [cell.get_text() for cell in row("td")] == [
        "9",
        "没有这份报告",
        "6",
        "没有这份报告",
        "写了两个数：1、2",
        "没有这份报告",
    ]
    assert page.script is None
    all_rows = BeautifulSoup(comparison_html(comparison), "html.parser").select("tbody th[scope=row]")
    assert len(all_rows) == 200


def test_two_columns_show_signed_changes(library: Library) -> None:
    page = BeautifulSoup(comparison_html(compare(library, KNOWN, ["甲镇", EVIL], [2021])), "html.parser")
    [row] = [r for r in page("tr") if "本年新收" in r.get_text() and "总计" in r.get_text()]
    assert [cell.get_text() for cell in row.select(".change")] == ["-3", "-33.33%"]


def test_a_page_of_figures_marks_numbers_and_says_which_of_how_many(library: Library) -> None:
    selection = Selection(sort="value", descending=True)
    page = library.browse(selection, offset=10, limit=5)
    soup = BeautifulSoup(browse_html(page, selection, KNOWN), "html.parser")
    assert extent(page) == f"第 11–15 条，共 {page.total} 条"
    assert [head.get("aria-sort") for head in soup.select("thead th")][3] == "descending"
    rows = soup.select("tbody tr")
    assert [row.mark.get_text() for row in rows if row.mark] == [str(figure.value) for figure in page.figures]
    assert [row.a["href"].split("#")[0] for row in rows if row.a] == [f"report/{f.report_id}" for f in page.figures]  # type: ignore[union-attr]  # one value


def test_report_text_is_shown_as_text_everywhere() -> None:
    figure = fakes.figure(label=fakes.EVIL, value=Decimal(3))
    page = FigurePage(figures=(figure,), total=1, offset=0, limit=5)
    soup = BeautifulSoup(browse_html(page, Selection(), KNOWN), "html.parser")
    assert (soup.script, soup.img) == (None, None)
    assert fakes.EVIL in soup.get_text()
    assert "没有符合条件" in browse_html(FigurePage(figures=(), total=0, offset=0, limit=5), Selection(), KNOWN)


def test_the_tree_is_buttons_that_carry_their_path(library: Library) -> None:
    soup = BeautifulSoup(tree_html(agency_tree(library.listed), [("东省",)]), "html.parser")
    buttons = {str(button["data-place"]): button for button in soup("button")}
    assert buttons["东省/云市/溪县/甲镇"].get_text() == "甲镇 1"
    assert buttons["东省"]["aria-pressed"] == "true"
    assert buttons["东省/云市"].get_text() == "云市 4"
    assert soup.script is None
