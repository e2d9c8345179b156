"""Whether numbers agree: only the relations of `checking` may accuse a report."""

from __future__ import annotations

from dataclasses import replace

from answering_samples import APPEALS, ITEMS, RECEIVED, SUITS, Ask, body, number, of, years

from nianbao.answering.evidence import Evidence
from nianbao.query import Measure, Query, Scope

IN, OUT, DONE = "applications_carried_in", "applications_carried_out", "results_total"


def one(evidence: Evidence, name: str) -> Scope:
    return Scope(bodies=(body(evidence, name),))


def test_a_sum_of_printed_totals_that_their_parts_contradict_asserts_no_number(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "石塘镇"), SUITS, 2022))
    assert (made.status, made.value, made.computed) == ("answered", None, None)
    assert [w.kind for w in made.warnings] == ["sum_mismatch"]
    assert "两者不符" in made.text
    denied = ask(number(one(county, "石塘镇"), "litigation_after_reconsideration_total", 2022, show="yes_no"))
    assert (denied.value, denied.text.startswith("没有")) == (None, False)


def test_a_total_that_its_parts_confirm_carries_no_warning(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "石塘镇"), APPEALS, 2022))
    assert (made.value, made.warnings) == (3, ())


def test_a_choice_of_parts_accuses_nobody(county: Evidence, ask: Ask) -> None:
    """Channels may overlap, and a list after 其中 need not be complete."""
    for name in ("杏花镇", "桃源县", "柏树镇"):
        assert ask(number(one(county, name), ITEMS, 2021)).warnings == ()


def test_totals_and_parts_of_a_report(county: Evidence, ask: Ask) -> None:
    base = Query(show="check", scope=one(county, "石塘镇"), years=years(2022))
    made = ask(base)
    assert (made.value, made.understood.operation) == (False, "check")
    assert made.text.startswith("不是全部对得上。")
    assert ask(replace(base, measures=(of(APPEALS),))).value is True
    assert ask(replace(base, measures=(of(SUITS),))).value is False
    assert ask(number(one(county, "榆林镇"), RECEIVED, 2022, show="check")).value is True


def test_what_is_carried_from_year_to_year(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "榆林镇"), IN, 2022, 2023, show="check"))
    assert (made.value, "相差 1" in made.text) == (False, True)


def test_a_sum_that_the_question_asserts(county: Evidence, ask: Ask) -> None:
    scope = one(county, "榆林镇")
    balance = (Measure(operator="sum", of=(of(RECEIVED), of(IN))), Measure(operator="sum", of=(of(DONE), of(OUT))))
    made = ask(Query(show="check", scope=scope, years=years(2022), measures=balance))
    assert (made.value, made.text.startswith("是的，两者相等")) == (True, True)
    wrong = (of("granted"), of("partially_granted"), of(RECEIVED))
    made = ask(Query(show="check", scope=scope, years=years(2022), measures=wrong))
    assert (made.value, "相差" in made.text) == (False, True)
    turned = (of(DONE), of("granted"), of("partially_granted"))
    assert ask(Query(show="check", scope=scope, years=years(2022), measures=turned)).value is True


def test_a_report_without_totals_cannot_be_checked(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "松林街道"), RECEIVED, 2021, show="check"))
    assert (made.status, "不能核对" in made.text) == ("not_stated", True)


def test_kinds_of_applicant(county: Evidence, ask: Ask) -> None:
    scope = one(county, "榆林镇")
    rows = number(scope, RECEIVED, 2022, show="rows", group_by="applicant")
    assert "自然人8件、商业企业2件、法律服务机构1件，其余3项为0" in ask(rows).text
    assert ask(replace(rows, show="which", order="desc")).value == "自然人"
    assert ask(number(scope, of(RECEIVED, applicant="organisations"), 2022)).value == 3
    share = Measure(operator="ratio", of=(of(RECEIVED, applicant="natural_person"),))
    made = ask(number(scope, share, 2022))
    assert (str(made.value), made.computed and made.computed.formula) == ("72.73", "8/11×100")


def test_a_rate_that_the_catalogue_calculates(county: Evidence, ask: Ask) -> None:
    made = ask(number(one(county, "榆林镇"), "carry_ratio", 2022))
    assert (str(made.value), made.computed and made.computed.formula) == ("18.18", "2/(11+0)×100")
    assert made.text.startswith("榆林镇2022年结转率为18.18%")
