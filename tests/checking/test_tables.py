"""Relations within the tables of a report: the three outcomes, and what may be inferred."""

from __future__ import annotations

from decimal import Decimal

import pytest
from checking_samples import cell, findings, row, said, town
from hypothesis import given
from hypothesis import strategies as st

from nianbao.catalogue import load
from nianbao.checking import check, verdicts

PARTS = ("upheld", "corrected", "other", "pending")


def cases(*parts: int | None, total: int | None) -> list:
    named = [(f"reconsiderations_{name}", value) for name, value in zip(PARTS, parts, strict=True)]
    return [cell(m, v) for m, v in [*named, ("reconsiderations_total", total)] if v is not None]


def test_a_sum_that_is_wrong_fails_with_both_sides_and_every_figure_of_it() -> None:
    figures = cases(3, 1, 0, 0, total=0)
    [found] = findings(figures, "RECON_SUM")
    assert (found.status, found.left, found.right, found.missing) == ("fails", Decimal(0), Decimal(4), ())
    assert set(found.figures) == set(figures)
    assert "行政复议 0" in found.text
    assert "= 4，相差 4。" in found.text


def test_a_sum_that_is_right_holds() -> None:
    [found] = findings(cases(3, 1, 0, 2, total=6), "RECON_SUM")
    assert (found.status, found.left, found.right) == ("holds", Decimal(6), Decimal(6))


def test_a_blank_part_is_named_and_not_taken_as_zero() -> None:
    [found] = findings(cases(3, None, 0, 0, total=4), "RECON_SUM")
    assert (found.status, found.missing) == ("cannot_check", ("行政复议结果纠正",))
    [found] = findings(cases(3, 1, 0, 0, total=None), "RECON_SUM")
    assert (found.status, found.missing) == ("cannot_check", ("行政复议",))


def test_parts_that_exhaust_the_total_leave_the_relation_unchecked_but_say_what_follows() -> None:
    [found] = findings(cases(3, None, 1, 0, total=4), "RECON_SUM")
    assert found.status == "cannot_check"
    assert "推得" in found.text


def test_stated_parts_that_are_already_too_many_fail_although_one_is_missing() -> None:
    [found] = findings(cases(3, None, 2, 0, total=4), "RECON_SUM")
    assert (found.status, found.missing) == ("fails", ("行政复议结果纠正",))


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=4, max_size=4), st.integers(0, 30))
def test_failing_means_that_no_filling_of_the_blanks_could_be_right(parts: list[int | None], total: int) -> None:
    [found] = findings(cases(*parts, total=total), "RECON_SUM")
    known = sum(part for part in parts if part is not None)
    possible = known <= total if None in parts else known == total
    assert (found.status == "fails") == (not possible)
    assert (found.status == "holds") == (possible and None not in parts)


def test_two_numbers_for_one_cell_are_no_basis_for_a_check() -> None:
    [found] = findings([*cases(3, 1, 0, 0, total=4), cell("reconsiderations_total", 5)], "RECON_SUM")
    assert found.status == "cannot_check"
    assert "两个不同的数" in found.text


def test_each_row_is_checked_over_its_kinds_of_applicant() -> None:
    figures = [*row("applications_received", 3, 1, 0, 0, 0, 0, 5), *row("granted", 2, 0, 0, 0, 0, 0, 2)]
    found = {f.scope: f.status for f in findings(figures, "APP_COLUMNS")}
    assert found == {"表格 收到的政府信息公开申请": "fails", "表格 予以公开": "holds"}


def test_the_balance_is_checked_for_each_kind_of_applicant() -> None:
    figures = [
        *row("applications_received", 3, 0, 0, 0, 0, 0, 3),
        *row("applications_carried_in", 1, 0, 0, 0, 0, 0, 1),
        *row("results_total", 3, 0, 0, 0, 0, 0, 3),
        *row("applications_carried_out", 0, 0, 0, 0, 0, 0, 1),
    ]
    found = {f.scope: f.status for f in findings(figures, "APP_BALANCE")}
    assert (found.pop("表格 自然人"), set(found.values()), len(found)) == ("fails", {"holds"}, 6)


def test_zeros_follow_from_a_total_of_zero_and_are_marked_as_inferred() -> None:
    figures = [
        *row("applications_received", 2, None, None, None, None, None, 2),
        *row("applications_carried_in", 0, None, None, None, None, None, 0),
        *row("results_total", 2, None, None, None, None, None, 2),
        *row("applications_carried_out", 0, None, None, None, None, None, 0),
    ]
    found = {f.scope: f for f in findings(figures, "APP_BALANCE")}
    assert found["表格 商业企业"].status == "holds"
    assert "（推得）" in found["表格 商业企业"].text
    assert {f.status for f in findings(figures, "APP_COLUMNS")} == {"cannot_check"}  # they cannot prove themselves


def test_a_part_of_zero_says_nothing_about_its_total() -> None:
    [found] = findings([cell("reconsiderations_corrected", 0), cell("reconsiderations_upheld", 0)], "RECON_SUM")
    assert (found.status, found.left) == ("cannot_check", None)


def test_totals_that_the_form_does_not_print_are_added_up() -> None:
    denied = ["state_secret", "law_prohibited", "three_securities", "third_party", "internal_affairs", "process_info",
              "enforcement_files", "query_matters"]  # fmt: skip
    parts = [*(f"denied_{name}" for name in denied), "unable_not_held", "unable_needs_creation", "unable_unclear",
             *(f"not_processed_{n}" for n in ("petition", "duplicate", "publications", "excessive", "reissue")),
             *(f"other_processing_{name}" for name in ("overdue_supplement", "fee_unpaid", "other"))]  # fmt: skip
    figures = [cell(name, 1, "total") for name in (*parts, "granted", "partially_granted")]
    good = [*figures, cell("results_total", len(figures), "total")]
    assert [f.status for f in findings(good, "RESULTS_SUM")] == ["holds"]
    assert findings(good, "DENIED_SUM") == []  # nothing printed that could be wrong
    [found] = findings([*good[1:]], "RESULTS_SUM")
    assert (found.status, found.missing) == ("cannot_check", ("因属于国家秘密不予公开",))


def test_only_relations_of_the_edition_are_checked() -> None:
    early = verdicts(check(town(era="E2", year=2016), [], load()))
    late = verdicts(check(town(), [], load()))
    assert "E2_CHANNELS" in early
    assert "E2_CHANNELS" not in late
    assert "RULES_PUBLIC_GE_NEW" not in late
    assert set(early.values()) == set(late.values()) == {"cannot_check"}


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (town(agency="青溪镇"), ["fails"]),
        (town(agency="某市教育局"), ["fails"]),
        (town(agency="青山县"), ["fails"]),
        (town(agency="南山区"), ["fails"]),
        (town(agency="某市"), []),
        (town(agency="某自治区"), []),
        (town(agency="国家某某局"), []),
    ],
)
def test_rules_of_a_town_must_be_zero_but_a_city_may_make_them(report: object, expected: list[str]) -> None:
    figures = [cell("rules_in_force", 6)]
    found = findings(figures, "TOWN_RULES_ZERO", report)  # type: ignore[arg-type]
    assert [f.status for f in found if f.figures] == expected


def test_prose_alone_is_checked_too_and_says_so() -> None:
    figures = [said("applications_received", 6), said("applications_carried_in", 6), said("results_total", 6),
               said("applications_carried_out", 0)]  # fmt: skip
    [found] = findings(figures, "APP_BALANCE")
    assert (found.status, found.scope, found.left, found.right) == ("fails", "正文", Decimal(12), Decimal(6))


def test_a_number_with_about_is_not_compared() -> None:
    figures = [said("npc_suggestions_total", 3), said("cppcc_proposals_total", 4), said("motions_total", 0),
               said("suggestions_proposals_total", 8, qualifier="about")]  # fmt: skip
    [found] = findings(figures, "SUGGESTIONS_SUM")
    assert (found.status, found.text.split("；")[0]) == ("cannot_check", "建议提案办理只写了约数")
    exact = [*figures[:3], said("suggestions_proposals_total", 8)]
    assert [f.status for f in findings(exact, "SUGGESTIONS_SUM")] == ["fails"]


def test_the_left_side_too_can_be_too_many_already() -> None:
    figures = [cell("applications_received", 5, "total"), cell("results_total", 2, "total"),
               cell("applications_carried_out", 1, "total")]  # fmt: skip
    [found] = findings(figures, "APP_BALANCE")
    assert (found.status, found.missing, found.left, found.right) == ("fails", ("上年结转的申请",), 5, 3)


def test_what_need_only_be_roughly_equal_is_never_called_wrong() -> None:
    figures = [cell("applications_received", 10), cell("applications_concluded", 9), cell("replies_total", 9)]
    assert findings(figures, "E2_RECEIVED_CONCLUDED_REPLIED", town(era="E2", year=2016)) == []
