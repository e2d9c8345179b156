"""Roll-ups: the sum of what towns state, and all that is said about it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tabulating_samples import COUNTY, Index, Town, consistent, indexed

from nianbao.catalogue import Catalogue
from nianbao.errors import WrongCall
from nianbao.tabulating import Key, RollUp, roll_up
from nianbao.tabulating.statutory import statutory_form

RECEIVED: Key = ("applications_received", "total")
FEES: Key = ("administrative_fees_amount", "total")
KEYS = tuple(slot.key for slot in statutory_form("E4").slots)


OUR_CHINESE = re.compile("没有|报告|写|计入|合计|索引|相差|格式|，|。|：")


def kinds(rolled: RollUp, agency: str | None = None) -> set[str]:
    return {note.kind for note in rolled.notes if agency in (None, note.agency)}


def text_of(rolled: RollUp, kind: str) -> str:
    for note in rolled.notes:  # what is said in Chinese is said in English: the same agencies, years and numbers
        assert sorted(re.findall(r"[0-9]{2,}", note.en)) == sorted(re.findall(r"[0-9]{2,}", note.text))
        assert note.agency in note.en
        assert OUR_CHINESE.search(re.sub("“[^”]*”", "", note.en)) is None
    return "\n".join(note.text for note in rolled.notes if note.kind == kind)


CELLS = st.dictionaries(
    st.sampled_from(KEYS[:3] + KEYS[10:24] + KEYS[-15:]),
    st.one_of(st.integers(0, 99), st.tuples(st.integers(0, 3), st.integers(0, 3))),
    max_size=20,
)


@settings(max_examples=30, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=5))
def test_every_sum_is_the_brute_force_sum_over_the_figures(known: Catalogue, towns: list[dict[Key, object]]) -> None:
    with TemporaryDirectory() as folder:
        library = indexed(Path(folder), *(Town(agency=f"{'甲乙丙丁戊'[i]}镇", cells=c) for i, c in enumerate(towns)))
        rolled = roll_up(library, known, "溪县", 2021)
        for key in KEYS:
            wanted, stating = Decimal(0), 0
            for agency in (f"{'甲乙丙丁戊'[i]}镇" for i in range(len(towns))):
                told = {
                    f.value for f in library.figures(agency=agency, metric=key[0]) if (f.applicant or "total") == key[1]
                }
                if len(told) == 1:
                    wanted, stating = wanted + told.pop(), stating + 1
            found = rolled.sums[key]
            assert (found.value, len(found.parts)) == (wanted if stating else None, stating)
        library.close()


def test_the_sum_of_towns_that_add_up_passes_every_check(index: Index, known: Catalogue) -> None:
    library = index(*(Town(agency=f"{name}镇", cells=consistent(n)) for n, name in enumerate("甲乙丙丁", start=1)))
    rolled = roll_up(library, known, "溪县", 2021)
    assert rolled.sums[RECEIVED].value == sum(consistent(n)[RECEIVED] for n in range(1, 5))
    assert rolled.notes == ()
    assert {f.status for f in rolled.findings} <= {"holds", "cannot_check"}
    held = {f.relation for f in rolled.findings if f.status == "holds"}
    assert held >= {"APP_BALANCE", "APP_COLUMNS", "RESULTS_SUM", "RECON_SUM", "LIT_DIRECT_SUM"}


def test_a_town_known_from_other_years_is_named_as_missing(index: Index, known: Catalogue) -> None:
    library = index(
        Town(agency="甲镇", cells=consistent(1)),
        Town(agency="乙镇", year=2019, era="E3"),
        Town(agency="丙镇", year=2022),
    )
    rolled = roll_up(library, known, "溪县", 2021)
    assert [note.agency for note in rolled.notes if note.kind == "missing"] == ["丙镇", "乙镇"]
    assert "2019" in text_of(rolled, "missing")
    assert rolled.sums[RECEIVED].value == consistent(1)[RECEIVED]


def test_two_reports_of_one_town_are_added_once_and_it_is_said(index: Index, known: Catalogue) -> None:
    town = Town(agency="甲镇", cells=consistent(5))
    library = index(town, replace(town, copy=1), replace(town, copy=2, parents=("溪县",)))
    rolled = roll_up(library, known, "溪县", 2021)
    assert rolled.sums[RECEIVED].value == consistent(5)[RECEIVED]
    assert len([note for note in rolled.notes if note.kind == "superseded"]) == 2


def test_a_town_in_another_edition_is_named_and_not_added(index: Index, known: Catalogue) -> None:
    old = Town(agency="丙镇", era="E3", cells={RECEIVED: 1000})
    library = index(Town(agency="甲镇", cells=consistent(1)), Town(agency="乙镇", cells=consistent(2)), old)
    rolled = roll_up(library, known, "溪县", 2021)
    assert rolled.sums[RECEIVED].value == consistent(1)[RECEIVED] + consistent(2)[RECEIVED]
    assert kinds(rolled, "丙镇") == {"other_edition"}
    other = roll_up(library, known, "溪县", 2021, edition="E3")
    assert (other.form.edition, other.sums[RECEIVED].value) == ("E3", 1000)
    assert kinds(other, "甲镇") == {"other_edition"}


@pytest.mark.parametrize(("choice", "added"), [("include", 111), ("exclude", 11)])
def test_a_town_that_contradicts_itself_is_named_and_added_only_as_asked(
    index: Index, known: Catalogue, choice: str, added: int
) -> None:
    wrong = {("reconsiderations_total", "total"): 100, ("reconsiderations_upheld", "total"): 7}
    wrong |= {(f"reconsiderations_{name}", "total"): 0 for name in ("corrected", "other", "pending")}
    library = index(Town(agency="甲镇", cells=consistent(11)), Town(agency="乙镇", cells=consistent(1) | wrong))
    rolled = roll_up(library, known, "溪县", 2021, contradicting=choice)  # type: ignore[arg-type]  # one of two
    assert rolled.sums["reconsiderations_total", "total"].value == added
    assert "contradiction" in kinds(rolled, "乙镇")
    assert ("excluded" in kinds(rolled, "乙镇")) == (choice == "exclude")
    assert "100" in text_of(rolled, "contradiction")
    assert ("total" in kinds(rolled)) == (choice == "include")


def test_blanks_conflicts_and_rough_numbers_are_not_added_and_are_named(index: Index, known: Catalogue) -> None:
    cells = consistent(1)
    blank = {key: value for key, value in consistent(2).items() if key not in (RECEIVED, FEES)}
    conflict = consistent(3) | {RECEIVED: (4, 5)}
    library = index(
        Town(agency="甲镇", cells=cells), Town(agency="乙镇", cells=blank, prose={FEES: 70}, rough=frozenset({FEES})),
        Town(agency="丙镇", cells=conflict),
    )  # fmt: skip
    rolled = roll_up(library, known, "溪县", 2021)
    received = rolled.sums[RECEIVED]
    assert (received.value, [part.card.agency for part in received.parts]) == (cells[RECEIVED], ["甲镇"])
    assert rolled.sums[FEES].value == 10 + 30
    assert "一、本年新收政府信息公开申请数量 · 总计" in text_of(rolled, "blank")
    assert "乙镇" in text_of(rolled, "rough")
    assert "丙镇" in text_of(rolled, "conflict")


def test_sums_that_do_not_add_up_for_blanks_say_so(index: Index, known: Catalogue) -> None:
    blank = {key: value for key, value in consistent(2).items() if key[0] != "granted"}
    rolled = roll_up(
        index(Town(agency="甲镇", cells=consistent(1)), Town(agency="乙镇", cells=blank)), known, "溪县", 2021
    )
    assert {finding.relation for finding in rolled.findings if finding.status == "fails"} == {"RESULTS_SUM"}
    assert "（有的机关没有写其中几格" in text_of(rolled, "total")
    assert "contradiction" not in kinds(rolled)


def test_what_only_the_prose_states_is_added_and_said(index: Index, known: Catalogue) -> None:
    library = index(Town(agency="甲镇", cells={FEES: 1}, prose={RECEIVED: 9, FEES: 2}))
    rolled = roll_up(library, known, "溪县", 2021)
    assert (rolled.sums[RECEIVED].value, rolled.sums[FEES].value) == (9, 1)
    assert "本年新收" in text_of(rolled, "prose")
    assert "行政事业性收费" not in text_of(rolled, "prose")


def test_money_is_added_in_one_unit(index: Index, known: Catalogue) -> None:
    library = index(
        Town(agency="甲镇", cells={FEES: 3}, units={FEES: "万元"}),
        Town(agency="乙镇", cells={FEES: 25000}, units={FEES: "元"}),
    )
    assert roll_up(library, known, "溪县", 2021).sums[FEES].value == Decimal("5.5")


def test_only_towns_below_the_place_are_added_unless_all_agencies_right_below_are_asked_for(
    index: Index, known: Catalogue
) -> None:
    library = index(
        Town(agency="甲镇", cells={RECEIVED: 1}), Town(agency="溪县", parents=COUNTY[:2], cells={RECEIVED: 100}),
        Town(agency="溪县教育局", cells={RECEIVED: 10}),
        Town(agency="甲镇", parents=("东省", "雨市", "溪县"), cells={RECEIVED: 7}),
        Town(agency="乙镇", parents=(), cells={RECEIVED: 1000}),
    )  # fmt: skip
    with pytest.raises(WrongCall, match="several"):
        roll_up(library, known, "溪县", 2021)
    rolled = roll_up(library, known, "云市溪县", 2021)
    assert rolled.sums[RECEIVED].value == 1
    assert "溪县教育局" in text_of(rolled, "left_out")
    assert roll_up(library, known, COUNTY, 2021, scope="direct").sums[RECEIVED].value == 11
    assert roll_up(library, known, "东省", 2021).sums[RECEIVED].value == 8
    assert roll_up(library, known, "云市", 2021, scope="direct").sums[RECEIVED].value == 100


def test_a_report_of_a_members_name_without_a_county_is_mentioned_not_added(index: Index, known: Catalogue) -> None:
    library = index(
        Town(agency="甲镇", cells={RECEIVED: 1}),
        Town(agency="乙镇", year=2020),
        Town(agency="乙镇", parents=(), cells={RECEIVED: 5}),
    )
    rolled = roll_up(library, known, "溪县", 2021)
    assert rolled.sums[RECEIVED].value == 1
    assert kinds(rolled, "乙镇") == {"missing", "unplaced"}


def test_before_2019_the_stated_metrics_are_added(index: Index, known: Catalogue) -> None:
    disclosed: Key = ("proactive_disclosures_total", "total")
    library = index(
        Town(agency="甲镇", year=2018, era="E2", prose={disclosed: 100, RECEIVED: 3}),
        Town(agency="乙镇", year=2018, era="E2", prose={disclosed: 20}),
    )
    rolled = roll_up(library, known, "溪县", 2018)
    assert {key: found.value for key, found in rolled.sums.items()} == {disclosed: 120, RECEIVED: 3}


@pytest.mark.parametrize(
    ("parent", "year", "says"), [("溪现", 2021, "溪县"), ("溪县", 1999, "1999"), ("无此地方", 2021, "no parent")]
)
def test_what_cannot_be_added_is_refused_with_what_to_do(
    index: Index, known: Catalogue, parent: str, year: int, says: str
) -> None:
    with pytest.raises(WrongCall, match=says):
        roll_up(index(Town(agency="甲镇")), known, parent, year)
