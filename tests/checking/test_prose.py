"""Prose against the table, and lists in prose."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from checking_samples import cell, findings, listing, said

from nianbao.checking import Finding
from nianbao.model import Span

TOTAL, WEB, WECHAT, ITEM = (
    "proactive_disclosures_total", "proactive_by_website", "proactive_by_wechat", "proactive_category_count"
)  # fmt: skip


@pytest.mark.parametrize(
    ("told", "received", "carried_in", "expected"),
    [
        (4, 4, 1, "holds"), (5, 4, 1, "holds"), (6, 4, 1, "fails"), (3, 4, 1, "fails"),
        (5, 4, None, "cannot_check"), (3, 4, None, "fails"), (4, 4, None, "holds"),
    ],
)  # fmt: skip
def test_applications_in_prose_are_those_received_or_those_with_the_carried_in(
    told: int, received: int, carried_in: int | None, expected: str
) -> None:
    figures = [said("applications_received", told), cell("applications_received", received, "total")]
    if carried_in is not None:
        figures.append(cell("applications_carried_in", carried_in, "total"))
    [found] = findings(figures, "TEXT_TABLE_APPS")
    assert found.status == expected


def test_cases_in_prose_are_compared_with_the_table_one_by_one() -> None:
    figures = [
        said("reconsiderations_total", 2),
        cell("reconsiderations_total", 2),
        said("litigation_total", 3),
        cell("litigation_direct_total", 1),
        cell("litigation_after_reconsideration_total", 1),
    ]
    first, second = findings(figures, "TEXT_TABLE_RECON")
    assert (first.status, second.status, second.left, second.right) == ("holds", "fails", Decimal(3), Decimal(2))


def test_prose_that_names_no_number_is_what_is_missing() -> None:
    found, _ = findings([cell("reconsiderations_total", 2)], "TEXT_TABLE_RECON")
    assert (found.status, found.missing) == ("cannot_check", ("正文所写行政复议",))


def categories(text: str, *items: tuple[str | None, str, int | None]) -> list[Finding]:
    report, figures = listing(text, *items)
    return findings(figures, "CATEGORY_SUM", report)


def test_categories_are_added_up_against_the_number_they_are_listed_under() -> None:
    text = "公开120条，其中网站100条，分别为动态60条、公告41条。"
    items = [(TOTAL, "120条", None), (WEB, "100条", 0), (ITEM, "60条", 1), (ITEM, "41条", 1)]
    [found] = categories(text, *items)
    assert (found.status, found.left, found.right) == ("fails", Decimal(100), Decimal(101))
    assert [figure.value for figure in found.figures] == [100, 60, 41]
    [found] = categories(text.replace("41", "40"), *items[:3], (ITEM, "40条", 1))
    assert found.status == "holds"


def test_an_item_within_an_item_is_not_added_again() -> None:
    [found] = categories(
        "公开100条，其中动态60条（含招标20条）、公告40条。",
        (TOTAL, "100条", None), (ITEM, "60条", 0), (ITEM, "20条", 1), (ITEM, "40条", 0),
    )  # fmt: skip
    assert (found.status, found.right) == ("holds", Decimal(100))


def test_an_item_whose_parent_was_not_seen_belongs_to_its_list() -> None:
    [found] = categories(
        "公开100条。按内容分，动态60条，公告40条。",
        (TOTAL, "100条", None), (ITEM, "60条", None), (ITEM, "40条", 0),
    )  # fmt: skip
    assert (found.status, found.right) == ("holds", Decimal(100))


@pytest.mark.parametrize(
    ("text", "second", "expected"),
    [
        ("公开100条，其中动态60条、公告20条。", "20条", "cannot_check"),  # perhaps a choice
        ("公开100条，其中动态60条、公告39条。", "39条", "fails"),  # nearly all: meant to be all
        ("公开100条，分别为动态60条、公告20条。", "20条", "fails"),
        ("公开100条，包括动态60条、公告39条等。", "39条", "cannot_check"),
        ("公开100条，包括动态60条、通知若干、公告39条。", "39条", "cannot_check"),
        ("公开100条，包括动态60条、公告70条等。", "70条", "fails"),  # more than all
        ("公开100条，分别为动态60条、解读9条、公告20条。", "20条", "cannot_check"),  # one of them was not recognised
        ("公开100条，另有动态60条、公告70条。", "70条", "cannot_check"),  # beside it, not part of it
    ],
)
def test_a_list_that_may_be_incomplete_is_not_called_wrong(text: str, second: str, expected: str) -> None:
    [found] = categories(text, (TOTAL, "100条", None), (ITEM, "60条", 0), (ITEM, second, 0))
    assert found.status == expected


def test_a_list_under_nothing_and_a_single_item_are_no_findings() -> None:
    assert categories("动态60条、公告20条。", (ITEM, "60条", None), (ITEM, "20条", None)) == []
    assert categories("公开100条，其中动态60条。", (TOTAL, "100条", None), (ITEM, "60条", 0)) == []


def test_a_list_that_fits_one_of_the_numbers_before_it_is_not_called_wrong() -> None:
    [found] = categories(
        "公开100条，网站10条，公众号200条，内容有动态120条、公告80条。",
        (TOTAL, "100条", None), (WEB, "10条", 0), (WECHAT, "200条", None), (ITEM, "120条", 0), (ITEM, "80条", 0),
    )  # fmt: skip
    assert (found.status, found.left) == ("holds", Decimal(200))


def channels(text: str, *items: tuple[str | None, str, int | None]) -> list[str]:
    report, figures = listing(text, *items)
    return [found.status for found in findings(figures, "CHANNEL_DEDUP", report)]


def test_channels_may_overlap_but_none_is_larger_than_the_total() -> None:
    total, web = (TOTAL, "100条", None), (WEB, "80条", 0)
    assert channels("公开100条，网站80条、微信90条。", total, web, (WECHAT, "90条", 0)) == ["holds", "holds"]
    assert channels("公开100条，网站80条、微信190条。", total, web, (WECHAT, "190条", None)) == ["fails", "holds"]
    assert channels("公开100条，网站80条。", total, web) == ["holds", "cannot_check"]


def test_a_channel_counted_elsewhere_proves_nothing_about_the_total() -> None:
    report, figures = listing("公众号推送284条。主动公开78条。", (WECHAT, "284条", None), (TOTAL, "78条", None))
    apart = [replace(figures[0], span=Span(start=0, end=9)), replace(figures[1], id=5)]
    assert {f.status for f in findings(apart, "CHANNEL_DEDUP", report)} == {"cannot_check"}
