"""Phrases about a whole result: whom it is about, which conditions it tests, what could not be decided."""

from __future__ import annotations

from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import condition_words, listed, measure_name, number, row_title, whole
from nianbao.answering.result import Result, Row, Value
from nianbao.query import Condition

_NAMED = 5
_BEFORE = ("more_than_before", "less_than_before", "same_as_before")


def subject(result: Result, evidence: Evidence) -> str:
    """The one agency or report that the rows are about; "" where the rows name theirs."""
    if not result.one_agency or result.by == "agency":
        return ""
    spot = result.spots[0]
    years = {s.year for s in result.spots}
    return f"{spot.body.name}{spot.year}年" if len(years) == 1 and spot.year is not None else spot.body.name


def conditions_words(result: Result, evidence: Evidence) -> str:
    """收到的申请超过10件、行政诉讼为0; "" without conditions."""
    said = [_condition(result, i, c, evidence) for i, c in enumerate(result.query.conditions)]
    return "、".join(said)


def _condition(result: Result, place: int, condition: Condition, evidence: Evidence) -> str:
    unit = next((v.unit for r in result.considered if (v := _value(r, place)).unit), None)
    figure = None
    if condition.measure.metric is None and condition.measure.label:
        figure = next((v.stated.figure for r in result.considered if (v := _value(r, place)).stated), None)
    return f"{measure_name(condition.measure, evidence.catalogue, figure)}{condition_words(condition, unit)}"


def test_words(result: Result, row: Row, evidence: Evidence) -> str:
    """The numbers of a row that the conditions look at; of several measures with their names."""
    values: dict[str, Value] = {}
    for i, condition in enumerate(result.query.conditions):
        values.setdefault(measure_name(condition.measure, evidence.catalogue), _value(row, i))
    shown = measure_name(result.query.measures[0], evidence.catalogue)
    if shown not in values and row.value.number is not None:
        values = {shown: row.value, **values}
    said = [(name, _said(value, evidence)) for name, value in values.items()]
    return said[0][1] if len(said) == 1 else "，".join(f"{name}{words}" for name, words in said)


def _said(value: Value, evidence: Evidence) -> str:
    if value.number is None:
        return "没有写明" if value.least is None else f"已写明的合计{number(value.least, value.unit)}"
    if value.measure.operator == "change" and value.operands:
        now, before = (whole(v) for v in value.operands)
        return f"{now}，上一年{before}"
    return whole(value)


def mean_words(result: Result, evidence: Evidence) -> str:
    """The averages that conditions speak of, with how many they are of."""
    said = []
    for i, mean in enumerate(result.means):
        if mean is not None and mean.number is not None:
            stated = sum(_value(r, i).number is not None for r in result.considered)
            said.append(f"写明的{stated}个平均为{number(mean.number, mean.unit)}。")
    return "".join(said)


def undecided_words(result: Result, evidence: Evidence) -> str:
    """Rows that nothing can be said of, since what a condition or the order needs is not stated or not held."""
    rows = (*result.undecided, *(r for r in result.incomplete if r not in result.rows))
    if not rows:
        return ""
    names = [row_title(r, result.by, result.spots) for r in rows[:_NAMED]]
    more = f"等{len(rows)}个" if len(rows) > _NAMED else ""
    return f"（{listed(names)}{more}所需的数没有写全，未计入。）"


def _value(row: Row, place: int) -> Value:
    return row.tests[place] if row.tests else row.value
