"""Sums, means, counts and the other numbers that many rows make."""

from __future__ import annotations

from nianbao.answering.claims import all_conflicts, claim
from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import known, listed, measure_name, number, row_title, whole
from nianbao.answering.result import Result, Row, Value
from nianbao.answering.row_phrases import figures_in
from nianbao.answering.saying import (
    conditions_words,
    mean_words,
    none_words,
    scope_words,
    test_words,
    undecided_words,
    uneven_years,
)
from nianbao.model import Answer, Computed
from nianbao.text.numerals import plain

_SHOWN = 20
_NAMED = 5
_WORDS = {"sum": "合计", "average": "平均", "median": "的中位数是", "max": "最大值是", "min": "最小值是"}


def reduced(result: Result, evidence: Evidence) -> Answer:
    """The number, its formula, and the members it is made of."""
    value = result.reduced
    if value is None or value.number is None:
        raise ValueError("nothing was reduced")
    query = result.query
    if query.reduce == "count":
        return _count(result, value, evidence)
    text = f"{scope_words(result)}{_name(result, evidence)}{_said(result, value)}"
    items = [f"{row_title(r, result.by)}{whole(r.value)}" for r in result.rows[:_SHOWN]]
    more = f"等{len(result.rows)}个" if len(result.rows) > _SHOWN else ""
    uneven = uneven_years(result)
    text += f"：{'，'.join(items)}{more}。{uneven}{undecided_words(result, evidence)}"
    if uneven and query.reduce != "sum":  # between years of which more and fewer reports are held nothing is told
        return claim(result, evidence, text, warnings=all_conflicts(result, evidence))
    computed = Computed(formula=value.formula or plain(value.number), value=value.number, unit=value.unit)
    holders = _holders(result, value)
    return claim(
        result, evidence, text, value=value.number, unit=value.unit, computed=computed,
        proof=figures_in(holders), alone=bool(holders), warnings=all_conflicts(result, evidence),
    )  # fmt: skip


def _holders(result: Result, value: Value) -> tuple[Row, ...]:
    """The rows that have the highest or lowest number; () for other reductions."""
    if result.query.reduce not in ("max", "min"):
        return ()
    return tuple(r for r in result.rows if r.value.number == value.number)


def _said(result: Result, value: Value) -> str:
    reduce = result.query.reduce or "sum"
    number_words = number(value.number, value.unit) if value.number is not None else ""
    formula = f"（{value.formula}={plain(value.number)}）" if value.number is not None else ""
    if reduce == "growth":
        years = sorted(r.year for r in result.rows if r.year is not None)
        first, last = years[0], years[-1]
        return f"从{first}年到{last}年年均增长{number_words}（复合增长率，{value.formula}）"
    if holders := _holders(result, value):
        formula = f"（{listed([row_title(r, result.by) for r in holders], _NAMED)}）"
    if reduce == "sum" and value.unit in ("%", "倍"):
        return f"按各份报告的数分别相加后计算为{number_words}{formula}"
    return f"{_WORDS[reduce]}{number_words}{formula}"


def _name(result: Result, evidence: Evidence) -> str:
    conditions = conditions_words(result, evidence)
    names = [measure_name(m, evidence.catalogue) for m in result.query.measures]
    name = listed(names) if result.by == "measure" else names[0]
    return f"{conditions}的{name}" if conditions and conditions != name else name


def _count(result: Result, value: Value, evidence: Evidence) -> Answer:
    """How many meet the conditions, who they are, and what all others state."""
    unit = value.unit or "个"
    words = conditions_words(result, evidence) or f"{_name(result, evidence)}大于0"
    chosen = [_chosen(result, r, evidence) for r in result.rows]
    who = scope_words(result)
    if chosen:
        text = f"{who}{words}的有{len(chosen)}{unit}：{listed(chosen, 2 * _SHOWN)}。"
    else:
        text = none_words(result, words)
    text += mean_words(result, evidence) + undecided_words(result, evidence)
    among = set(map(id, result.rows))
    others = [r for r in result.considered if r.passes is False and id(r) not in among and r not in result.rows]
    if others:
        items = "，".join(_other(result, r, evidence) for r in others[:_SHOWN])
        text += f"不符合的{len(others)}{unit}：{items}{'等' if len(others) > _SHOWN else ''}。"
    computed = Computed(formula=f"count({words})", value=known(value), unit=unit)
    return claim(
        result, evidence, text, value=value.number, unit=unit, computed=computed,
        warnings=all_conflicts(result, evidence),
    )  # fmt: skip


def _chosen(result: Result, row: Row, evidence: Evidence) -> str:
    title = row_title(row, result.by)
    if not result.query.conditions:
        return f"{title}（{whole(row.value)}）"
    return f"{title}（{test_words(result, row, evidence)}）"


def _other(result: Result, row: Row, evidence: Evidence) -> str:
    return f"{row_title(row, result.by)}{whole(row.value) if row.value.number is not None else ''}"
