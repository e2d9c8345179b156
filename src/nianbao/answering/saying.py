"""Phrases about a whole result: whom it is about, which conditions it tests, what could not be decided."""

from __future__ import annotations

from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import condition_words, kinds_words, listed, measure_name, number, row_title, whole
from nianbao.answering.result import Result, Row, Value
from nianbao.query import Condition

_NAMED = 5


def subject(result: Result) -> str:
    """The one agency or report that the rows are about; "" where the rows name theirs."""
    if not result.one_agency or result.by == "agency":
        return ""
    spot = result.spots[0]
    years = {s.year for s in result.spots}
    return f"{spot.called}{spot.year}年" if len(years) == 1 and spot.year is not None else spot.called


def scope_words(result: Result) -> str:
    """The group that a number is about: 桃源县各镇、乡2021年; "" where the rows are of one agency."""
    scope = result.query.scope
    if not scope.group:
        return subject(result)
    years = sorted({s.year for s in result.spots if s.year is not None})
    when = f"{years[0]}年" if len(years) == 1 else ""
    without = f"（不含{listed(scope.excluded)}）" if scope.excluded else ""
    return f"{scope.place or ''}{f'各{kinds_words(scope.kinds)}' if scope.kinds else ''}{without}{when}"


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
    """Rows that nothing can be said of, since what a condition or the order needs is not stated, not held, or 0."""
    rows = (*result.undecided, *(r for r in result.incomplete if r not in result.rows))
    reasons: dict[str, list[Row]] = {}
    for row in rows:
        if any(s.card is not None for s in row.spots):  # reports that are not held are named by themselves
            reasons.setdefault(_reason(row), []).append(row)
    return "".join(
        f"（{listed([row_title(r, result.by) for r in named[:_NAMED]])}"
        f"{f'等{len(named)}个' if len(named) > _NAMED else ''}{why}，未计入。）"
        for why, named in reasons.items()
    )


def _reason(row: Row) -> str:
    lacks = [v.lack for v in (*row.values, *row.tests) if v.number is None]
    if "zero_base" in lacks:
        return "的基数为0，无法计算"
    if "no_report" in lacks:
        return "没有上一年的报告" if len(row.spots) == 1 else "的报告没有收录全"
    return "所需的数没有写全"


def none_words(result: Result, words: str) -> str:
    """That no row meets the conditions, out of how many of which that can be said."""
    decided, who = len(result.considered) - len(result.undecided), scope_words(result)
    if all(c.test == "not_stated" for c in result.query.conditions):
        return f"{who}查到的{decided}份报告都写明了，没有不写的。"
    noun = {"year": "年", "part": "项", "measure": "项", "applicant": "类申请人"}.get(result.by, "份报告的机关")
    return f"{who}写明的{decided}{noun}里，没有{words}的。"


def uneven_years(result: Result) -> str:
    """That more reports are held of one year than of another, whose sums then cannot be compared; "" otherwise."""
    if result.by != "year" or result.one_agency:
        return ""
    silent = set(result.silent)
    counts = {r.key: sum(s.card is not None and s not in silent for s in r.spots) for r in result.considered}
    if len(set(counts.values())) == 1:
        return ""
    said = listed([f"{key}年{count}份" for key, count in sorted(counts.items())])
    return f"（各年写明的报告份数不同：{said}，合计不能直接比较。）"


def _value(row: Row, place: int) -> Value:
    return row.tests[place] if row.tests else row.value
