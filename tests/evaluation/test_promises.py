"""Quotations are checked against the report: places, and values in their quotes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from evaluation_samples import answered, citation, figure, report, span
from hypothesis import given
from hypothesis import strategies as st

from nianbao.evaluation.promises import broken_promises, comparable, stands_in_quote
from nianbao.model import Answer, Warning


def faults(answer: Answer) -> tuple[str, ...]:
    return broken_promises(answer, report)


def test_an_answer_that_quotes_faithfully_breaks_nothing() -> None:
    stated = figure("disclosed", "120", "主动公开政府信息120条")
    assert faults(answered(figures=(stated,))) == ()


def test_a_citation_beside_its_words_is_broken() -> None:
    moved = citation(start=span("主动公开政府信息120条").start + 1)
    assert len(faults(answered(citations=(moved,)))) == 1


def test_a_citation_of_an_unknown_report_is_broken_and_one_of_a_regulation_is_not() -> None:
    assert len(faults(answered(citations=(citation(report="b"),)))) == 1
    assert faults(answered(citations=(citation(report=None, start=None, end=None),))) == ()


def test_a_figure_whose_span_is_not_its_quote_is_broken() -> None:
    moved = figure("disclosed", "120", "主动公开政府信息120条", span=span("未发生行政复议"))
    assert len(faults(answered(figures=(moved,)))) == 1


def test_a_figure_in_a_warning_is_checked_too() -> None:
    invented = figure("disclosed", "121", "主动公开政府信息120条")
    assert len(faults(answered(warnings=(Warning(kind="conflict", text="", figures=(invented,)),)))) == 1


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("120", "公开120条"),
        ("12", "收到申请十二件"),
        ("2", "收到两件"),
        ("1234.5", "收费1,234.5元"),
        ("12000", "公开1.2万条"),
        ("125000", "收费12.5万元"),
        ("12", "公开１２条"),
        ("9", "收到申请 | 12 | 9 | 0"),
        ("0", "不予公开 0 件"),
        ("12345678901234", "编号12345678901234"),
    ],
)
def test_a_value_stands_in_its_quote_as_digits_or_numeral(value: str, quote: str) -> None:
    assert stands_in_quote(replace(figure("m", "1", "未发生行政复议"), value=Decimal(value), quote=quote))


@pytest.mark.parametrize(
    ("value", "quote"),
    [
        ("20", "公开120条"),
        ("12", "公开120条"),
        ("1", "公开1.5条"),
        ("0", "未收到申请"),
        ("7", ""),
        ("120000", "公开12条"),
    ],
)
def test_a_part_of_a_number_or_silence_does_not_state_a_value(value: str, quote: str) -> None:
    stated = replace(figure("m", "1", "未发生行政复议"), value=Decimal(value), quote=quote)
    assert not stands_in_quote(stated)


@pytest.mark.parametrize(
    ("value", "quote", "stands"),
    [
        ("0", "未发生行政复议", True),
        ("0", "没有收到申请", True),
        ("1", "未发生行政复议", False),
        ("0", "收到申请", False),
    ],
)
def test_a_zero_statement_needs_words_of_absence_and_the_value_zero(value: str, quote: str, stands: bool) -> None:
    stated = replace(figure("m", "0", "未发生行政复议"), value=Decimal(value), quote=quote)
    assert stands_in_quote(stated) is stands


@given(st.integers(0, 10**11), st.text("条件共为，。 公开", max_size=5), st.text("条件。，公开", max_size=5))
def test_every_printed_count_stands_in_its_quote(count: int, before: str, after: str) -> None:
    stated = replace(
        figure("m", "1", "未发生行政复议"), qualifier="exact", value=Decimal(count), quote=f"{before}{count}{after}"
    )
    assert stands_in_quote(stated)


def test_quotations_compare_without_layout_script_and_radicals() -> None:
    assert comparable("⼈员｜３ 人\n⑴") == comparable("人員3人(1)")
