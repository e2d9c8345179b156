"""Rows in sentences: the first of an order, all that meet the conditions, every year, every part."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.answering.claims import all_conflicts, claim, computed_of, of_report
from nianbao.answering.evidence import Evidence
from nianbao.answering.measures import valued
from nianbao.answering.ordering import winners
from nianbao.answering.phrases import known, listed, measure_name, number, row_title, whole
from nianbao.answering.realiser_number import calculated
from nianbao.answering.result import Result, Row, Value
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
from nianbao.model import Answer, Figure

_ORDER = 10
_LISTED = 40
_SEVERAL = 3
_MANY_ZEROS = 3
_EXTREMES = {"desc": "最多", "asc": "最少", "earliest": "最早", "latest": "最近"}
_RATES = {"desc": "最高", "asc": "最低"}


def ranking(result: Result, evidence: Evidence) -> Answer:
    """The winners first, then the order; or the first so many, or the one at a position."""
    query, rows = result.query, result.rows
    if query.limit and query.limit > 1:
        return _first_so_many(result, evidence)
    best = rows if query.position else winners(query, rows)
    if len(result.considered) > 1 and query.order == "desc" and not any(r.value.number for r in _in_order(result)):
        return _all_nothing(result, evidence)
    extreme = _extreme(result, evidence)
    names = listed([_title(result, r) for r in best])
    if len(result.considered) == 1 and result.by == "agency":
        only = result.considered[0]
        title, amount = _title(result, only), whole(only.value)
        text = f"写明{_name(result, evidence)}的只有{title}，为{amount}，没有别的可以比较。"
        return claim(result, evidence, text)
    text = f"{extreme}{f'第{query.position}名' if query.position else ''}是{names}，为{_said(best[0].value, evidence)}"
    text += "（并列）" if len(best) > 1 else ""
    order = _in_order(result)
    if len(order) > 1:
        text += "。依次为：" + "，".join(f"{_title(result, r)}{whole(r.value)}" for r in order[:_ORDER])
    value, unit = _winner_value(result, best)
    if (uneven := uneven_years(result)) and query.show == "which":
        value = None  # a year of which more reports are held is not the year with the most
    computed = computed_of(best[0].value) if query.show == "number" and len(best) == 1 else None
    text += f"。{uneven}{undecided_words(result, evidence)}"
    return claim(
        result, evidence, text, value=value, unit=unit, computed=computed, proof=_figures(best),
        alone=result.by == "year",  # "which year" is proved by that year's report
        warnings=all_conflicts(result, evidence),
    )  # fmt: skip


def _all_nothing(result: Result, evidence: Evidence) -> Answer:
    """Where all are zero nobody has the most."""
    text = f"{subject(result)}{_qualified(result, evidence)}：写明的{len(result.considered)}{_noun(result)}"
    return claim(result, evidence, f"{text}都是0。{undecided_words(result, evidence)}")


def _first_so_many(result: Result, evidence: Evidence) -> Answer:
    query, rows = result.query, result.rows
    limit = query.limit or 0
    first = listed([f"{_title(result, r)}{whole(r.value)}" for r in rows])
    short = f"（写明的只有{len(rows)}个）" if len(rows) < limit else ""
    tied = "（末位并列）" if len(rows) > limit else ""
    text = f"{_extreme(result, evidence)}前{limit}名是：{first}{short}{tied}。{undecided_words(result, evidence)}"
    return claim(result, evidence, text, proof=_figures(rows), warnings=all_conflicts(result, evidence))


def listing(result: Result, evidence: Evidence) -> Answer:
    """All rows that meet the conditions, with their numbers; that there is none is an answer, too."""
    rows = result.rows
    words = conditions_words(result, evidence)
    if not words:
        return every(result, evidence)
    noun = _noun(result)
    who = scope_words(result)
    if rows:
        items = [f"{_title(result, r)}（{test_words(result, r, evidence)}）" for r in rows[:_LISTED]]
        more = f"等{len(rows)}{noun}" if len(rows) > _LISTED else ""
        text = f"{who}{words}的有{len(rows)}{noun}：{listed(items)}{more}。"
    else:
        text = none_words(result, words)
    text += mean_words(result, evidence) + undecided_words(result, evidence)
    value = _winner_value(result, rows)[0] if result.query.show == "which" and len(rows) == 1 else None
    return claim(result, evidence, text, value=value, proof=_figures(rows), warnings=all_conflicts(result, evidence))


def every(result: Result, evidence: Evidence) -> Answer:
    """Every row in its order: the years of one agency, the parts of one figure, or one report after the other."""
    rows = result.rows
    if result.by in ("part", "applicant"):
        return _divided(result, evidence)
    name = _name(result, evidence)
    said = [f"{_title(result, r)}{whole(r.value)}" for r in rows if r.value.number is not None]
    if result.by == "year":
        trend = _from_first_to_last(rows) if result.one_agency else uneven_years(result)
        text = f"{_agency(result)}{name}：{'，'.join(said)}。{trend}"
        if result.silent and result.one_agency:
            text += f"{listed([f'{s.year}年' for s in result.silent])}的报告没有写。"
    elif result.by == "measure":
        place = of_report(result) if result.one_report else ""
        text = f"{place}：{'，'.join(said)}。"
    else:
        text = f"{subject(result)}{name}：{'，'.join(said[:_LISTED])}。"
        text += f"其余{len(said) - _LISTED}个没有列出，可以导出全部数据查看。" if len(said) > _LISTED else ""
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


def _winner_value(result: Result, best: Sequence[Row]) -> tuple[Decimal | str | None, str | None]:
    """What "which" names: an agency, a year, a part or a measure; the number when that is asked."""
    query = result.query
    if query.show == "number":
        return (best[0].value.number, best[0].value.unit) if best else (None, None)
    if result.by == "year":
        year = best[0].key if len(best) == 1 else ""
        return (Decimal(year), None) if year.isdigit() else (None, None)
    return (listed([r.key for r in best]) if best else None), None


def _in_order(result: Result) -> tuple[Row, ...]:
    """All that were ranked, from the first on; among those that meet the conditions."""
    query = result.query
    passing = [r for r in result.considered if r.passes and r.value.number is not None]
    if query.order in ("earliest", "latest"):
        return tuple(sorted(passing, key=lambda r: r.year or 0, reverse=query.order == "latest"))
    return tuple(sorted(passing, key=lambda r: (r.number if query.order == "asc" else -r.number, r.key, r.year or 0)))


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


def _said(value: Value, evidence: Evidence) -> str:
    return f"{whole(value)}（{calculated(value, evidence)}）" if value.operands else whole(value)


def _qualified(result: Result, evidence: Evidence) -> str:
    """What the order is by; with conditions, among those that meet them."""
    words, name = conditions_words(result, evidence), _name(result, evidence)
    if not words:
        return name
    return words + "的" if result.query.order in ("earliest", "latest") else f"{words}的当中，{name}"


def _extreme(result: Result, evidence: Evidence) -> str:
    rates = result.considered[0].value.unit in ("%", "倍")
    words = _EXTREMES | _RATES if rates else _EXTREMES
    return f"{subject(result)}{_qualified(result, evidence)}{words[result.query.order or 'desc']}的"


def _name(result: Result, evidence: Evidence) -> str:
    stated = result.considered[0].value.stated if result.by not in ("measure", "part") and result.considered else None
    figure = stated.figure if stated is not None and result.query.measures[0].metric is None else None
    return measure_name(result.query.measures[0], evidence.catalogue, figure)


def _title(result: Result, row: Row) -> str:
    return row_title(row, result.by, result.spots)


def _agency(result: Result) -> str:
    return result.spots[0].body.name if result.one_agency else f"{result.query.scope.place or ''}各机关合计的"


def _noun(result: Result) -> str:
    return {"year": "年", "part": "项", "measure": "项", "applicant": "类"}.get(result.by, "个")


def _figures(rows: Sequence[Row]) -> tuple[Figure, ...]:
    return tuple(dict.fromkeys(f for r in rows for v in (*r.values, *r.tests) for f in v.figures))
