"""The nouns keep their promises whoever makes them."""

from __future__ import annotations

import dataclasses
import inspect
from decimal import Decimal

import pytest

from nianbao import model
from nianbao.model import Answer, Citation, Computed, Report, Section, Span, Understood


def answer(**changes: object) -> Answer:
    parts: dict[str, object] = {
        "question": "问", "understood": Understood(), "status": "answered", "text": "答", "citations": (citation(),),
    }  # fmt: skip
    return Answer(**(parts | changes))  # type: ignore[arg-type]


def citation(**changes: object) -> Citation:
    parts: dict[str, object] = {
        "report": "r1", "title": "甲镇2020年年报", "agency": "甲镇", "year": 2020, "section": "",
        "quote": "收到3件", "start": 2, "end": 6,
    }  # fmt: skip
    return Citation(**(parts | changes))  # type: ignore[arg-type]


def report(text: str = "全年收到3件。", **changes: object) -> Report:
    return Report(id="r1", title="甲镇2020年年报", agency="甲镇", year=2020, text=text, **changes)  # type: ignore[arg-type]


def test_every_noun_is_frozen_slotted_and_keyword_only() -> None:
    nouns = [c for _, c in inspect.getmembers(model, dataclasses.is_dataclass)]
    assert len(nouns) > 20
    for noun in nouns:
        assert noun.__dataclass_params__.frozen, noun  # type: ignore[attr-defined]
        assert hasattr(noun, "__slots__"), noun
        assert all(f.kw_only for f in dataclasses.fields(noun)), noun


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_that_runs_backwards_or_before_the_text_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start=start, end=end)


def test_an_answer_that_claims_without_citing_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="must cite"):
        answer(citations=())


@pytest.mark.parametrize("status", ["not_stated", "no_report", "ambiguous", "out_of_scope"])
@pytest.mark.parametrize(
    "claim",
    [{"value": Decimal(3)}, {"value": False}, {"computed": Computed(formula="1+2", value=Decimal(3), unit="件")}],
)
def test_a_refusal_that_asserts_a_value_cannot_be_made(status: str, claim: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="asserts no value"):
        answer(status=status, **claim)


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"quote": "收到4件"}, False),
        ({"start": 1, "end": 5}, False),
        ({"report": "r2"}, False),
        ({"report": None, "start": None, "end": None}, False),
    ],
)
def test_a_citation_holds_only_where_the_report_says_exactly_that(changes: dict[str, object], holds: bool) -> None:
    assert citation(**changes).holds_in(report()) is holds


def test_the_time_an_answer_took_does_not_make_it_another_answer() -> None:
    assert answer(elapsed_ms=1.0) == answer(elapsed_ms=9.0)
    assert answer(value=Decimal(3)) != answer(value=Decimal(4))


def test_the_innermost_section_holds_a_position_and_names_its_whole_path() -> None:
    text = "一、总体\n（一）申请\n收到3件。\n二、问题\n无。"
    outer = Section(id=0, number="一、", heading="总体", level=1, span=Span(start=0, end=18))
    inner = Section(id=1, number="（一）", heading="申请", level=2, span=Span(start=5, end=18), parent=0)
    made = report(text, sections=(outer, inner))
    assert made.section_at(12) == inner
    assert made.section_at(2) == outer
    assert made.section_at(len(text) - 1) is None
    assert made.heading_path(inner) == "一、总体 › （一）申请"
    assert made.heading_path(None) == ""
