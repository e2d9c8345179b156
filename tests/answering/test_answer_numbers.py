"""Numbers of the executor against a count by brute force over `library.figures`, and laws that need no gold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

import pytest
from answering_samples import APPEALS, ITEMS, RECEIVED, SUITS, Ask, group, number, of, where

from nianbao.answering.evidence import Evidence
from nianbao.model import Answer
from nianbao.query import Body, Query, Scope, Years

METRICS = (RECEIVED, ITEMS, APPEALS, "granted", "results_total", "applications_carried_out", "penalties_decisions")
YEARS = (2021, 2022, 2023)


def stated(evidence: Evidence, metric: str, year: int) -> dict[str, Decimal]:
    """By place what the reports of a year state in so many words: the one value of the metric, of all applicants."""
    found: dict[str, set[Decimal]] = defaultdict(set)
    for agency in evidence.held:
        cards = [c for c in agency.cards if c.year == year]
        for figure in evidence.library.figures(reports=[c.id for c in cards], metric=metric, year=year):
            if figure.applicant in (None, "total"):
                found[agency.place].add(figure.value)
    return {place: values.pop() for place, values in found.items() if len(values) == 1}


def doubtful(evidence: Evidence, metric: str, year: int) -> bool:
    """Whether a report of the year says it twice, or tells it only by parts: the brute force does not judge these."""
    told = stated(evidence, metric, year)
    for agency in evidence.held:
        for card in (c for c in agency.cards if c.year == year):
            if agency.place not in told and evidence.stated(card, metric).value is not None:
                return True
    return False


CASES = [(metric, year) for metric in METRICS for year in YEARS]


@pytest.mark.parametrize(("metric", "year"), CASES)
def test_every_number_of_every_report(many: Evidence, ask_many: Ask, metric: str, year: int) -> None:
    told = stated(many, metric, year)
    for agency in many.held:
        scope = Scope(bodies=(Body(name=agency.name, place=agency.place),))
        made = ask_many(number(scope, metric, year))
        if year not in agency.years:
            assert made.status == "no_report"
        elif agency.place in told:
            assert made.value == told[agency.place]
            assert {c.year for c in made.citations} == {year}


@pytest.mark.parametrize(("metric", "year"), CASES)
def test_what_a_county_s_rows_add_up_to(many: Evidence, ask_many: Ask, metric: str, year: int) -> None:
    if doubtful(many, metric, year) or not (told := list(stated(many, metric, year).values())):
        pytest.skip("a report tells it in another way")
    base = number(group(many), metric, year, group_by="agency")
    assert ask_many(replace(base, reduce="sum")).value == sum(told)
    mean = (sum(told) / len(told)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert ask_many(replace(base, reduce="average")).value == mean
    assert ask_many(replace(base, reduce="median")).value == median(told)
    assert ask_many(replace(base, reduce="max")).value == max(told)
    assert ask_many(replace(base, reduce="min")).value == min(told)
    coverage = ask_many(replace(base, reduce="sum")).coverage
    assert coverage is None or coverage.stated == len(told)


@pytest.mark.parametrize("limit", [0, 1, 5, 50])
@pytest.mark.parametrize("year", YEARS)
def test_how_many_meet_a_condition(many: Evidence, ask_many: Ask, limit: int, year: int) -> None:
    if doubtful(many, RECEIVED, year):
        pytest.skip("a report tells it in another way")
    told = stated(many, RECEIVED, year)
    over = {place for place, value in told.items() if value > limit}
    base = number(group(many), RECEIVED, year, group_by="agency", conditions=(where(RECEIVED, ">", limit),))
    assert ask_many(replace(base, reduce="count")).value == len(over)
    listed = ask_many(replace(base, show="list"))
    names = {a.name for a in many.held if a.place in over}
    assert listed.text.count("件）") == len(over)
    assert all(name in listed.text for name in names)
    assert ask_many(replace(base, show="yes_no")).value is bool(over)


def chosen(made: Answer) -> int:
    """How many rows a list names."""
    return int(made.text.partition("的有")[2].partition("个")[0] or 0) if "的有" in made.text else 0


@pytest.mark.parametrize("year", YEARS)
def test_another_condition_never_adds_rows(many: Evidence, ask_many: Ask, year: int) -> None:
    first = where(RECEIVED, ">=", 1)
    base = number(group(many), RECEIVED, year, show="list", group_by="agency", conditions=(first,))
    before = chosen(ask_many(base))
    for more in (where(APPEALS, "zero"), where(SUITS, "nonzero"), where(RECEIVED, "<", 60), where(ITEMS, "stated")):
        assert chosen(ask_many(replace(base, conditions=(first, more)))) <= before


@pytest.mark.parametrize("year", YEARS)
def test_an_exception_takes_out_its_number_and_nothing_else(many: Evidence, ask_many: Ask, year: int) -> None:
    told = stated(many, RECEIVED, year)
    if doubtful(many, RECEIVED, year):
        pytest.skip("a report tells it in another way")
    every = ask_many(number(group(many), RECEIVED, year, group_by="agency", reduce="sum")).value
    for agency in many.held:
        scope = group(many)
        rest = replace(scope, bodies=tuple(b for b in scope.bodies if b.place != agency.place), excluded=(agency.name,))
        without = ask_many(number(rest, RECEIVED, year, group_by="agency", reduce="sum"))
        if len(told) > 1 or agency.place not in told:
            assert without.value == every - told.get(agency.place, 0)  # type: ignore[operator]  # a number


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("metric", [RECEIVED, ITEMS])
def test_most_and_least_bracket_every_member(many: Evidence, ask_many: Ask, metric: str, year: int) -> None:
    base = number(group(many), metric, year, group_by="agency", limit=1)
    most, least = (ask_many(replace(base, order=order)).value for order in ("desc", "asc"))
    if len(stated(many, metric, year)) == 1:
        assert most is None  # one report alone is not called the most
        return
    assert isinstance(most, Decimal)
    assert isinstance(least, Decimal)
    for value in stated(many, metric, year).values():
        assert least <= value <= most


def test_swapping_two_bodies_swaps_what_is_more(many: Evidence, ask_many: Ask) -> None:
    held = [a for a in many.held if 2022 in a.years]
    pairs = [(one, other) for one in held for other in held if one.place < other.place]
    for one, other in pairs:
        bodies = tuple(Body(name=a.name, place=a.place) for a in (one, other))
        there = number(Scope(bodies=bodies), RECEIVED, 2022, compare="more", show="which")
        back = replace(there, scope=Scope(bodies=bodies[::-1]))
        assert ask_many(there).value == ask_many(back).value
        asserted = [ask_many(replace(q, show="yes_no")).value for q in (there, back)]
        assert asserted != [True, True]
        size = [ask_many(replace(q, show="number", compare="difference")).value for q in (there, back)]
        assert size[0] == size[1]


def test_a_question_without_its_year_equals_one_with_the_newest(many: Evidence, ask_many: Ask) -> None:
    for agency in many.held:
        scope = Scope(bodies=(Body(name=agency.name, place=agency.place),))
        unsaid, said = (ask_many(number(scope, RECEIVED, *when)) for when in ((), agency.years[-1:]))
        assert (unsaid.value, unsaid.citations) == (said.value, said.citations)


def test_the_year_with_the_most_of_unevenly_held_years_is_not_asserted(many: Evidence, ask_many: Ask) -> None:
    made = ask_many(number(group(many), RECEIVED, years=Years(kind="all"), show="which", group_by="year", order="desc"))
    assert (made.value, "报告份数不同" in made.text) == (None, True)


def test_the_same_query_gives_the_same_answer(many: Evidence, ask_many: Ask) -> None:
    query: Query = number(group(many), of(RECEIVED), 2022, show="list", group_by="agency", order="desc", limit=3)
    assert ask_many(query) == ask_many(query)
