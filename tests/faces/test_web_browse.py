"""The HTML of 浏览 and 对比, and what states of the address mean."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from tabulating_samples import COUNTY, Town, consistent, indexed

from nianbao import catalogue
from nianbao.errors import WrongCall
from nianbao.faces import web_browse, web_compare
from nianbao.faces.web_phrases import EN, ZH
from nianbao.faces.web_views import look_up, state_of
from nianbao.serving.service import bare_service
from nianbao.settings import Settings
from nianbao.store.browsing import Selection
from nianbao.tabulating import Key
from nianbao.tabulating.statutory import statutory_form

EVIL = "<img src=x onerror=alert(1)>镇"
RECEIVED: Key = ("applications_received", "total")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("views")
    library = indexed(
        folder,
        Town(agency="甲镇", cells=consistent(4)),
        Town(agency=EVIL, cells={RECEIVED: 6}),
        Town(agency=EVIL, year=2022, cells={RECEIVED: 9}),
    )
    return SimpleNamespace(library=library, catalogue=catalogue.load())


def browsed(desk: Any, query: str, say: Any = ZH) -> BeautifulSoup:
    looked = web_browse.looked_at(state_of(query), desk.library)
    return BeautifulSoup(web_browse.results_html(desk, looked, say), "html.parser")


def compared(desk: Any, query: str, say: Any = ZH) -> BeautifulSoup:
    return BeautifulSoup(web_compare.results_html(desk, state_of(query), say), "html.parser")


def test_a_state_of_the_address_is_a_selection_and_comes_back_as_it_was(desk: Any) -> None:
    query = urlencode(
        {"place": "东省/云市/溪县", "year": 2021, "metric": "granted", "words": "a b", "sort": "value", "order": "desc"}
    )
    looked = web_browse.looked_at(state_of(f"{query}&page=3"), desk.library)
    assert looked.selection == Selection(
        places=(COUNTY,), years=(2021,), metrics=("granted",), words="a b", sort="value", descending=True
    )
    assert looked.page == 3
    assert urlencode(looked.pairs()) == query


@given(
    query=st.text()
    | st.lists(st.sampled_from(["year=", "page=", "sort=", "order=", "x", "&", "%ff", "٣"])).map("".join)
)
def test_no_address_is_a_fault(desk: Any, query: str) -> None:
    try:
        looked = web_browse.looked_at(state_of(query), desk.library)
    except WrongCall:
        return
    assert looked.page >= 1


def test_a_page_beyond_the_last_is_the_last(desk: Any) -> None:
    total = desk.library.browse().total
    last = -(-total // web_browse.PAGE)
    page = browsed(desk, "page=999")
    assert f"共 {total} 条" in page.b.get_text()  # type: ignore[union-attr]
    assert [link.get_text() for link in page.select(".nb-pages a[href]")] == ["首页", "上一页"]
    assert f"第 {last} / {last} 页" in page.nav.get_text()  # type: ignore[union-attr]


def test_nothing_found_says_which_condition_to_drop(desk: Any) -> None:
    page = browsed(desk, "year=2022&metric=granted")
    links = {link.get_text(): link["href"] for link in page.select(".ways-out a")}
    granted = desk.library.browse(Selection(metrics=("granted",))).total
    assert links == {
        f"去掉“年份”（{granted} 条）": "#browse?metric=granted",
        "去掉“指标”（1 条）": "#browse?year=2022",
        "清除条件": "#browse",
    }


def test_downloads_carry_the_conditions_without_the_page(desk: Any) -> None:
    page = browsed(desk, "year=2021&sort=value&page=2", EN)
    assert [link["href"] for link in page.select(".nb-files a")] == [
        f"../api/figures?year=2021&sort=value&format={form}" for form in ("xlsx", "csv")
    ]
    assert all(str(link["href"]).startswith("../report/") for link in page.select("a.open"))


def test_names_from_reports_are_text_in_every_part(desk: Any) -> None:
    parts = [
        browsed(desk, ""),
        BeautifulSoup(web_browse.bar_html(desk, ZH), "html.parser"),
        BeautifulSoup(web_compare.bar_html(desk, ZH), "html.parser"),
        compared(desk, urlencode({"agency": f"东省/云市/溪县/{EVIL}"})),
        compared(desk, "view=sum&parent=溪县&in=2021&cell=applications_received.total"),
    ]
    assert [part.img for part in parts] == [None] * 5
    assert all(EVIL in part.get_text() for part in parts)


def test_only_agencies_with_reports_can_be_compared(desk: Any) -> None:
    bar = BeautifulSoup(web_compare.bar_html(desk, ZH), "html.parser")
    assert [button["data-place"] for button in bar.select("[data-place]")] == [
        "东省/云市/溪县/" + name for name in sorted([EVIL, "甲镇"])
    ]
    parents = [option["value"] for option in bar.select("select[name=parent] option")]
    assert parents == ["", "东省", "东省/云市", "东省/云市/溪县"]


def test_a_comparison_lists_totals_and_more_when_asked(desk: Any) -> None:
    few = compared(desk, "agency=甲镇")
    kinds = compared(desk, "agency=甲镇&kinds=1")
    by_kind = [slot for slot in statutory_form("E4").slots if slot.key[1] != "total"]
    assert len(kinds.select("tr.kind")) == len(by_kind)
    assert not few.select("tr.kind")
    assert f"另有 {len(by_kind)} 行" in few.select_one(".nb-note").get_text()  # type: ignore[union-attr]


def test_a_sum_leads_to_its_parts_and_back(desk: Any) -> None:
    query = "view=sum&parent=%E6%BA%AA%E5%8E%BF&in=2021"
    table = compared(desk, query)
    link = table.select_one("[data-key='cell-applications_received.total']")
    assert link is not None
    assert link["href"] == f"#compare?{query}&cell=applications_received.total"
    parts = compared(desk, f"{query}&cell=applications_received.total").select_one(".nb-parts")
    assert parts is not None
    assert [cell.get_text() for cell in parts.select("td")] == [
        "6",
        str(consistent(4)[RECEIVED]),
        str(6 + consistent(4)[RECEIVED]),
    ]
    assert parts.select("p a")[0]["href"] == f"#compare?{query}"


def test_without_a_year_the_last_one_is_added_up(desk: Any) -> None:
    assert compared(desk, "view=sum&parent=溪县").select_one("[data-in]")["data-in"] == "2022"  # type: ignore[index]


def test_a_wrong_call_is_one_sentence_in_the_language_of_the_page(desk: Any) -> None:
    service = bare_service(desk, Settings())
    made = [
        look_up(service, say, "q", lambda say=say: web_compare.results_html(desk, state_of("agency=无此镇"), say))  # type: ignore[misc]
        for say in (ZH, EN)
    ]
    said = [BeautifulSoup(each, "html.parser").select_one("[role=alert]").get_text() for each in made]  # type: ignore[union-attr]
    assert "没有“无此镇”" in said[0]
    assert said[1].startswith("The index has no agency")


def test_the_page_switched_off_shows_its_notice_and_no_data(desk: Any, tmp_path: Path) -> None:
    service = bare_service(desk, Settings(index=tmp_path, off="维护中"))
    shown = look_up(service, ZH, "", lambda: "secret")
    assert "维护中" in shown
    assert "secret" not in shown


def test_a_fault_of_ours_says_nothing_of_our_internals(desk: Any) -> None:
    shown = look_up(bare_service(desk, Settings()), ZH, "", lambda: str(1 / 0))
    assert BeautifulSoup(shown, "html.parser").get_text() == "处理时出错了，请稍后再试。"
