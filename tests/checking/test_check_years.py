"""Relations over two years of one agency."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checking_samples import cell, row, town

from nianbao.catalogue import load
from nianbao.checking import Finding, check_years
from nianbao.model import Figure, Report


def across(relation: str, *pairs: tuple[Report, list[Figure]]) -> list[list[Finding]]:
    found = check_years(pairs, load())
    return [[f for f in of_report if f.relation == relation] for of_report in found]


def year(value: int, **more: Any) -> Report:
    return town(year=value, id=str(value), era="E3" if value < 2021 else "E4", **more)


OUT = row("applications_carried_out", 2, 0, 0, 0, 0, 0, 2)


def test_what_is_carried_in_is_what_was_carried_out_by_kind_of_applicant() -> None:
    carried_in = row("applications_carried_in", 1, 0, 0, 0, 0, 0, 1)
    later, earlier = across("CARRY_YEAR", (year(2022), carried_in), (year(2021), OUT))
    assert [f.scope for f in later if f.status == "fails"] == ["2021年→2022年 表格 自然人", "2021年→2022年 表格 总计"]
    assert {f.status for f in later} == {"fails", "holds"}
    assert [(f.left, f.right) for f in later if f.status == "fails"] == [(1, 2), (1, 2)]
    assert [f.status for f in earlier] == ["cannot_check"]
    good, _ = across("CARRY_YEAR", (year(2022), [replace(f, metric="applications_carried_in") for f in OUT]),
                     (year(2021), OUT))  # fmt: skip
    assert {f.status for f in good} == {"holds"}


def test_another_agency_another_county_and_a_gap_of_two_years_are_no_predecessor() -> None:
    carried_in = row("applications_carried_in", 1, 0, 0, 0, 0, 0, 1)
    here = year(2022, parents=("甲省", "乙县"))
    for other in (year(2021, agency="白石镇"), year(2021, parents=("甲省", "丙县")), year(2020)):
        assert [f.status for f in across("CARRY_YEAR", (here, carried_in), (other, OUT))[0]] == ["cannot_check"]
    assert "fails" in {f.status for f in across("CARRY_YEAR", (here, carried_in), (year(2021), OUT))[0]}


def test_the_stock_grows_by_what_is_issued_and_shrinks_by_what_is_repealed() -> None:
    now = [cell("normative_documents_issued", 3), cell("normative_documents_repealed", 1)]
    before = [cell("normative_documents_in_force", 10)]
    for in_force, expected in ((12, "holds"), (13, "fails")):
        figures = [*now, cell("normative_documents_in_force", in_force)]
        [found], _ = across("NORM_STOCK", (year(2022), figures), (year(2021), before))
        assert (found.status, found.right) == (expected, 12)


def test_a_decrease_is_added_with_its_sign() -> None:
    before = [cell("licensing_items_prior_year", 40), cell("licensing_items_change", -5)]
    found, _ = across("ITEMS_YEAR", (year(2020), [cell("licensing_items_prior_year", 35)]), (year(2019), before))
    assert [f.status for f in found if f.figures] == ["holds"]
