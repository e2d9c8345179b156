"""Findings in English: the same numbers as in Chinese, and nothing Chinese but what the report prints."""

from __future__ import annotations

import re

from checking_samples import cell, findings, row, said, town
from hypothesis import given
from hypothesis import strategies as st

from nianbao.catalogue import load
from nianbao.checking import check, check_years
from nianbao.model import Figure

PARTS = ("upheld", "corrected", "other", "pending")


def cases(*parts: int | None, total: int | None) -> list[Figure]:
    named = [(f"reconsiderations_{name}", value) for name, value in zip(PARTS, parts, strict=True)]
    return [cell(m, v) for m, v in [*named, ("reconsiderations_total", total)] if v is not None]


def test_each_outcome_has_its_sentence() -> None:
    name = load().metric("reconsiderations_total").en
    upheld, corrected, other, pending = (load().metric(f"reconsiderations_{part}").en for part in PARTS)
    [fails] = findings(cases(3, 1, 0, 0, total=0), "RECON_SUM")
    added = f"“{upheld}” 3 + “{corrected}” 1 + “{other}” 0 + “{pending}” 0 = 4"
    assert (fails.en, fails.scope_en) == (f"“{name}” 0, but {added}: a difference of 4.", "table")
    [holds] = findings(cases(3, 1, 0, 0, total=4), "RECON_SUM")
    assert holds.en == f"“{name}” 4 equals {added}."
    [unknown] = findings(cases(3, None, 0, 0, total=5), "RECON_SUM")
    assert unknown.en == f"Not stated: {corrected}; it cannot be checked."
    [implied] = findings(cases(3, None, 1, 0, total=4), "RECON_SUM")
    assert implied.en.endswith("the stated parts make up the total 4, so the others are 0 (inferred).")
    [over] = findings(cases(3, None, 2, 0, total=4), "RECON_SUM")
    assert over.en.endswith(f"= 5 (not stated: {corrected}): the stated parts alone are too many.")


def test_text_against_table_names_every_alternative() -> None:
    figures = [said("applications_received", 9), cell("applications_received", 5), cell("applications_carried_in", 1)]
    [found] = findings(figures, "TEXT_TABLE_APPS")
    assert "a difference of 4, nor does it equal " in found.en
    assert found.en.startswith("“in the text, ")
    assert found.scope_en == "text and table"


def test_two_different_or_rough_numbers_are_said_in_english() -> None:
    figures = [cell("reconsiderations_total", 4), cell("reconsiderations_total", 5), *cases(3, 1, 0, 0, total=None)]
    [found] = findings(figures, "RECON_SUM")
    assert found.en.startswith(f"{load().metric('reconsiderations_total').en}: stated with two different numbers. ")


def test_scopes_name_years_and_kinds_of_applicant() -> None:
    then, now = town(id="a", year=2021), town(id="b", year=2022)
    pairs = [
        (then, [cell("applications_carried_out", 3, "total"), cell("applications_carried_out", 3, "enterprise")]),
        (now, [cell("applications_carried_in", 2, "total"), cell("applications_carried_in", 3, "enterprise")]),
    ]
    _, found = check_years(pairs, load())
    assert [each.scope_en for each in found if each.relation == "CARRY_YEAR"] == [
        "2021→2022, table, enterprises", "2021→2022, table, all applicants",
    ]  # fmt: skip


@given(st.lists(st.one_of(st.none(), st.integers(10, 99)), min_size=7, max_size=7))
def test_both_languages_say_the_same_numbers(values: list[int | None]) -> None:
    figures = [*row("applications_received", *values), *cases(3, 1, None, 0, total=values[0])]
    for found in check(town(), figures, load()):
        assert sorted(re.findall(r"[0-9]{2,}", found.en)) == sorted(re.findall(r"[0-9]{2,}", found.text))
        assert re.search("[\u4e00-\u9fff]", found.en + found.scope_en) is None
