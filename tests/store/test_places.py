"""The tree of places from cards."""

from __future__ import annotations

from nianbao.model import ReportCard
from nianbao.store.places import UNKNOWN, AgencyNode, agency_tree, places_of, within


def card(agency: str, parents: tuple[str, ...] = (), year: int | None = 2021) -> ReportCard:
    return ReportCard(
        id=f"{'/'.join(parents)}/{agency}{year}", agency=agency, full_name="", parents=parents, year=year, title="",
        source="", url=None, era=None, sections=0, passages=0, figures=0, problems=(),
    )  # fmt: skip


ABOVE = ("东省", "云市")
COUNTY = (*ABOVE, "溪县")


def names(nodes: tuple[AgencyNode, ...]) -> list[tuple[str, ...]]:
    return [path for node in nodes for path in (node.path, *names(node.children))]


def test_a_county_with_a_report_is_an_agency_that_holds_its_towns() -> None:
    cards = [card("溪县", ABOVE), card("甲镇", COUNTY), card("甲镇", COUNTY, 2020), card("乙镇", COUNTY)]
    [province] = agency_tree(cards)
    [county] = province.children[0].children
    assert (county.path, county.reports, county.years, county.below) == (COUNTY, 1, (2021,), 3)
    assert [(town.name, town.years, town.reports) for town in county.children] == [
        ("乙镇", (2021,), 1),
        ("甲镇", (2020, 2021), 2),
    ]
    assert (province.reports, province.below) == (0, 4)


def test_places_given_from_the_county_on_join_the_one_path_that_ends_in_them() -> None:
    cards = [card("甲镇", COUNTY), card("乙镇", ("溪县",)), card("丙镇", ("云市", "溪县"))]
    assert set(places_of(cards).values()) == {(*COUNTY, "甲镇"), (*COUNTY, "乙镇"), (*COUNTY, "丙镇")}


def test_a_county_of_two_cities_completes_nothing() -> None:
    cards = [card("甲镇", ("云市", "溪县")), card("乙镇", ("雨市", "溪县")), card("丙镇", ("溪县",))]
    assert places_of(cards)[cards[2].id] == ("溪县", "丙镇")


def test_a_county_known_with_and_without_its_city_is_one_place() -> None:
    """Its own report gives the city and its towns do not, or the other way round."""
    cards = [card("溪县", ABOVE), card("甲镇", ("溪县",))]
    assert places_of(cards) == {cards[0].id: COUNTY, cards[1].id: (*COUNTY, "甲镇")}
    cards = [card("溪县"), card("甲镇", ("云市", "溪县")), card("乙镇", COUNTY)]
    assert places_of(cards)[cards[0].id] == COUNTY
    cards = [card("溪县", ("云市",)), card("溪县", ABOVE, 2020), card("甲镇", ("溪县",)), card("乙镇", COUNTY)]
    assert {path[:3] for path in places_of(cards).values()} == {COUNTY}


def test_a_county_of_two_cities_is_not_merged_with_either_nor_is_an_office_of_a_common_name() -> None:
    cards = [card("溪县", ("云市",)), card("溪县", ("雨市",)), card("甲镇", ("溪县",)), card("溪县", year=2020)]
    places = places_of(cards)
    assert [places[each.id] for each in cards] == [
        ("云市", "溪县"), ("雨市", "溪县"), ("溪县", "甲镇"), (UNKNOWN, "溪县"),
    ]  # fmt: skip
    cards = [card("甲小学", (*ABOVE, "教育局")), card("教育局")]
    assert places_of(cards)[cards[1].id] == (UNKNOWN, "教育局")


def test_agencies_without_a_place_have_a_node_of_their_own_and_come_last() -> None:
    cards = [card("甲镇"), card("甲镇", COUNTY), card("东省")]
    assert names(agency_tree(cards))[-2:] == [(UNKNOWN,), (UNKNOWN, "甲镇")]
    assert places_of(cards)[cards[2].id] == ("东省",)


def test_a_place_holds_itself_and_what_is_below_it_not_its_namesakes() -> None:
    assert within((*COUNTY, "甲镇"), [ABOVE])
    assert within(COUNTY, [COUNTY])
    assert not within(("西省", "云市", "溪县"), [COUNTY])
    assert not within(ABOVE, [COUNTY])
