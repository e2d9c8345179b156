"""Each rule of contract section 4, with an answer that keeps it and one that breaks it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from evaluation_samples import answered, citation, figure, refused, report
from hypothesis import given
from hypothesis import strategies as st

from nianbao.errors import WrongCall
from nianbao.evaluation.questions import Gold, Question
from nianbao.evaluation.scoring import Scores, evaluate, percentile
from nianbao.model import Answer, Understood

RIGHT = Gold(
    statuses=("answered",), values=(Decimal(120),), unit="条", agencies=("甲镇",), years=(2020,), metric="disclosed",
    quote_contains="主动公开政府信息１２０条", answer_contains=("120条",), answer_excludes=("45",),
)  # fmt: skip
COUNTERS = ("wrong_number", "wrong_report", "false_refusal", "missed_refusal", "quote_broken")


def scored(gold: Gold, answer: Answer) -> Scores:
    return evaluate([Question(id="q", question="问", gold=gold)], lambda question, talk: answer, report)


def counted(scores: Scores) -> set[str]:
    return {name for name in COUNTERS if getattr(scores, name) == 1}


def missed(scores: Scores) -> list[str]:
    return [miss.field for failure in scores.failures for miss in failure.why]


def test_an_answer_that_meets_every_field_is_exact_and_no_failure() -> None:
    scores = scored(RIGHT, answered())
    assert (scores.questions, scores.exact, scores.failures, counted(scores)) == (1, 1, (), set())


@pytest.mark.parametrize(
    ("change", "field", "faults"),
    [
        ({"value": Decimal(121)}, "value", {"wrong_number"}),
        ({"unit": "件"}, "unit", set()),
        ({"understood": Understood(metric="other")}, "metric", set()),
        ({"citations": (citation("未发生行政复议"),)}, "quote_contains", set()),
        ({"text": "很多。"}, "answer_contains", set()),
        ({"text": "120条，其中45条。"}, "answer_excludes", set()),
        ({"citations": (citation(), citation(agency="乙镇"))}, "agency", {"wrong_report"}),
        ({"citations": (citation(), citation(year=2019))}, "year", {"wrong_report"}),
        ({"citations": (citation(start=0),)}, "promise", {"quote_broken"}),
    ],
)
def test_each_field_is_asked_by_itself(change: dict[str, Any], field: str, faults: set[str]) -> None:
    scores = scored(RIGHT, answered(**change))
    assert missed(scores) == [field]
    assert counted(scores) == faults
    assert scores.exact == (field == "promise")


def test_a_figure_may_name_the_metric_and_the_report() -> None:
    elsewhere = answered(
        understood=Understood(), figures=(figure("disclosed", "120", "主动公开政府信息120条"),),
        citations=(citation(report=None, agency=None, year=None, start=None, end=None),),
    )  # fmt: skip
    assert missed(scored(RIGHT, elsewhere)) == []


def test_figures_may_go_beyond_the_listed_reports_but_citations_may_not() -> None:
    ranked = answered(figures=(figure("disclosed", "120", "主动公开政府信息120条", year=2019),))
    assert counted(scored(RIGHT, ranked)) == set()


def test_a_listed_report_that_an_answer_does_not_draw_on_is_missed() -> None:
    assert counted(scored(Gold(agencies=("甲镇", "乙镇")), answered())) == {"wrong_report"}
    assert counted(scored(Gold(years=(2019, 2020)), answered())) == {"wrong_report"}


def test_a_refusal_need_not_cite_but_must_not_cite_another_report() -> None:
    gold = Gold(statuses=("not_stated",), agencies=("甲镇",), years=(2020,))
    assert scored(gold, refused()).exact == 1
    assert counted(scored(gold, refused(citations=(citation(agency="乙镇"),)))) == {"wrong_report"}


@pytest.mark.parametrize(
    ("wanted", "value", "right"),
    [
        ((Decimal("66.7"), Decimal("66.67")), Decimal("66.67"), True),
        ((Decimal("0.3"),), Decimal("0.3000000001"), True),
        ((Decimal("0.3"),), Decimal("0.30001"), False),
        ((True,), True, True),
        ((True,), False, False),
        ((True,), Decimal(1), False),
        ((Decimal(1),), True, False),
        (("乙鎮",), "乙镇", True),
        (("乙镇",), "甲镇", False),
        (("1",), Decimal(1), False),
        ((Decimal(1),), None, False),
    ],
)
def test_values_are_equal_within_their_kind(wanted: tuple[Any, ...], value: Any, right: bool) -> None:
    assert scored(Gold(values=wanted), answered(value)).exact == right


@pytest.mark.parametrize(
    ("gold", "answer", "faults"),
    [
        (Gold(statuses=("answered",)), refused(), {"false_refusal"}),
        (Gold(values=(Decimal(1),)), refused(), {"false_refusal"}),
        (Gold(statuses=("answered", "not_stated")), refused(), set()),
        (Gold(statuses=("answered", "not_stated")), refused("no_report"), {"false_refusal"}),
        (Gold(statuses=("not_stated",)), answered(), {"missed_refusal", "wrong_number"}),
        (Gold(statuses=("not_stated",)), answered(True), {"missed_refusal"}),
        (Gold(statuses=("not_stated",)), refused("no_report"), set()),
        (Gold(statuses=("answered",)), answered(Decimal(9)), set()),
        (Gold(values=("甲镇",)), answered(Decimal(9)), set()),
    ],
)
def test_refusals_are_counted_apart_and_a_number_counts_only_against_gold(
    gold: Gold, answer: Answer, faults: set[str]
) -> None:
    assert counted(scored(gold, answer)) == faults


def test_turns_without_gold_are_asked_in_order_and_not_scored() -> None:
    asked: list[tuple[str, str | None]] = []

    def ask(question: str, talk: str | None) -> Answer:
        asked.append((question, talk))
        return answered()

    turns = [
        Question(id="1", question="先", conversation="c"),
        Question(id="2", question="后", conversation="c", gold=RIGHT),
    ]
    assert evaluate(turns, ask, report).questions == 1
    assert asked == [("先", "c"), ("后", "c")]


def test_a_question_that_cannot_be_asked_fails_alone() -> None:
    def ask(question: str, talk: str | None) -> Answer:
        if question == "坏":
            raise WrongCall("太长", "too long")
        return answered()

    scores = evaluate([Question(id=q, question=q, gold=RIGHT) for q in "坏好"], ask, report)
    assert (scores.questions, scores.exact, missed(scores)) == (2, 1, ["error"])


def test_latency_is_the_time_of_asking_in_milliseconds() -> None:
    def ticking(*ticks: float) -> Callable[[], float]:
        left = list(ticks)
        return lambda: left.pop(0)

    questions = [Question(id=str(n), question="问", gold=RIGHT) for n in range(2)]
    clock = ticking(1.0, 1.010, 5.0, 5.030)
    scores = evaluate(questions, lambda question, talk: answered(), report, clock=clock)
    assert (round(scores.p50, 6), round(scores.p95, 6)) == (10.0, 30.0)


def test_types_are_counted_in_the_order_of_the_set() -> None:
    kinds = ["yoy", "lookup", "yoy"]
    questions = [Question(id=k, question=k, kind=k, gold=RIGHT) for k in kinds]
    scores = evaluate(questions, lambda q, talk: answered() if q == "yoy" else refused(), report)
    assert list(scores.kinds.items()) == [("yoy", (2, 2)), ("lookup", (0, 1))]


@given(st.lists(st.integers(0, 1000), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(values: list[int], percent: int) -> None:
    found = percentile(sorted(values), percent)
    assert found in values
    assert sum(value <= found for value in values) >= percent / 100 * len(values)
    assert sum(value < found for value in values) < percent / 100 * len(values)
