"""Rows in sentences: all that meet the conditions, every year, every part."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.answering.claims import all_conflicts, claim, computed_of, of_report
from nianbao.answering.evidence import Evidence
from nianbao.answering.measures import valued
from nianbao.answering.phrases import known, listed, measure_name, number, whole
from nianbao.answering.result import Result, Row
from nianbao.answering.row_phrases import figures_in, noun_of, rows_name, title_of, winner_value
from nianbao.answering.saying import (
    conditions_words,
    mean_words,
    none_words,
    scope_words,
    subject,
    test_words,
    undecided_words,
    uneven_years,
)
from nianbao.model import Answer

_LISTED = 40
_SEVERAL = 3
_MANY_ZEROS = 3


def listing(result: Result, evidence: Evidence) -> Answer:
    """All rows that meet the conditions, with their numbers; that there is none is an answer, too."""
    rows = result.rows
    words = conditions_words(result, evidence)
    if not words:
        return every(result, evidence)
    noun = noun_of(result)
    who = scope_words(result)
    if rows:
        items = [f"{title_of(result, r)}（{test_words(result, r, evidence)}）" for r in rows[:_LISTED]]
        more = f"等{len(rows)}{noun}" if len(rows) > _LISTED else ""
        text = f"{who}{words}的有{len(rows)}{noun}：{listed(items)}{more}。"
    else:
        text = none_words(result, words)
    text += mean_words(result, evidence) + undecided_words(result, evidence)
    value = winner_value(result, rows)[0] if result.query.show == "which" and len(rows) == 1 else None
    warnings = all_conflicts(result, evidence)
    return claim(result, evidence, text, value=value, proof=figures_in(rows), alone=True, warnings=warnings)


def every(result: Result, evidence: Evidence) -> Answer:
    """Every row in its order: the years of one agency, the parts of one figure, or one report after the other."""
    rows = result.rows
    if result.by in ("part", "applicant"):
        return _divided(result, evidence)
    name = rows_name(result, evidence)
    stated = [r for r in rows if r.value.number is not None]
    # of many reports only the first are read in full
    told = stated if result.by in ("year", "measure") else stated[:_LISTED]
    said = [f"{title_of(result, r)}{whole(r.value)}" for r in told]
    if result.by == "year":
        trend = _from_first_to_last(rows) if result.one_agency else uneven_years(result)
        text = f"{_agency(result)}{name}：{'，'.join(said)}。{trend}"
        if result.silent and result.one_agency:
            text += f"{listed([f'{s.year}年' for s in result.silent])}的报告没有写。"
    elif result.by == "measure":
        place = of_report(result) if result.one_report else ""
        text = f"{place}：{'，'.join(said)}。"
    else:
        text = f"{subject(result)}{name}：{'，'.join(said)}。"
        left = len(stated) - len(said)
        text += f"其余{left}个没有列出，可以导出全部数据查看。" if left else ""
    return claim(result, evidence, text + undecided_words(result, evidence), warnings=all_conflicts(result, evidence))


def _divided(result: Result, evidence: Evidence) -> Answer:
    """The whole and the parts listed under it; many of nothing are said in one word."""
    measure = result.query.measures[0]
    whole_value = valued(measure, result.spots, evidence, whole=False)
    name = measure_name(measure, evidence.catalogue, whole_value.stated.figure if whole_value.stated else None)
    place = of_report(result) if result.one_report else subject(result)
    text = f"{place}{name}" + (f"为{whole(whole_value)}，" if whole_value.number is not None else "，")
    some = [r for r in result.rows if r.value.number]
    nothing = len(result.rows) - len(some)
    shown = some if some and nothing >= _MANY_ZEROS else result.rows
    items = listed([f"{r.key}{whole(r.value)}" for r in shown if r.value.number is not None])
    rest = f"，其余{nothing}项为0" if shown is some and nothing else ""
    text += f"报告列出的分项：{items}{rest}。" if items else "报告没有列出分项。"
    figures = tuple(dict.fromkeys((*whole_value.figures, *(f for r in result.rows for f in r.value.figures))))
    return claim(
        result, evidence, text, value=whole_value.number, unit=whole_value.unit, computed=computed_of(whole_value),
        figures=figures, limit=8,
    )  # fmt: skip


def _from_first_to_last(rows: Sequence[Row]) -> str:
    """The last year set against the first; between two years the numbers themselves say it."""
    stated = [r for r in rows if r.value.number is not None]
    if len(stated) < _SEVERAL or any(f.qualifier in ("about", "at_least") for r in stated for f in r.value.figures):
        return ""
    difference = known(stated[-1].value) - known(stated[0].value)
    first, last = stated[0].year, stated[-1].year
    if difference == 0:
        return f"{last}年与{first}年持平。"
    return f"{last}年比{first}年{'多' if difference > 0 else '少'}{number(abs(difference), stated[-1].value.unit)}。"


def _agency(result: Result) -> str:
    return result.spots[0].called if result.one_agency else f"{result.query.scope.place or ''}各机关合计的"
