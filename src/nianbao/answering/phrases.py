"""How answers say things: numbers with unit and qualifier, names of measures, rows and scopes, quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from nianbao.catalogue import Catalogue
from nianbao.model import Figure, ReportCard
from nianbao.query import Condition, Measure, Query
from nianbao.text.numerals import plain

if TYPE_CHECKING:
    from nianbao.answering.result import Row, Spot, Value

APPLICANTS = {
    "natural_person": "自然人", "enterprise": "商业企业", "research": "科研机构", "public_welfare": "社会公益组织",
    "legal_service": "法律服务机构", "other_org": "其他组织",
}  # fmt: skip
ORGANISATIONS = "organisations"
CATEGORY = "proactive_category_count"
_ASKED = {**APPLICANTS, ORGANISATIONS: "法人或其他组织"}
_RECEIVED = re.compile(r"^(?:本年)?(?:新?收到?的)")
_TESTS = {
    ">": "超过{0}", ">=": "不少于{0}", "<": "少于{0}", "<=": "不超过{0}", "=": "等于{0}", "between": "在{0}到{1}之间",
    "zero": "为0", "nonzero": "大于0", "stated": "已写明", "not_stated": "没有写明", "above_average": "高于平均",
    "below_average": "低于平均", "more_than_before": "比上一年多", "less_than_before": "比上一年少",
    "same_as_before": "与上一年相同",
}  # fmt: skip


def number(value: Decimal, unit: str | None, qualifier: str = "exact") -> str:
    words = f"{plain(value)}{unit or ''}"
    return {"about": f"约{words}", "at_least": f"{words}以上"}.get(qualifier, words)


def amount(figure: Figure) -> str:
    """A figure's number; an approximate one in the report's own words (7650余条)."""
    said = figure.quote[figure.at.start - figure.span.start : figure.at.end - figure.span.start]
    if figure.qualifier in ("about", "at_least") and re.search(r"\d", said) and len(said) <= 16:
        return "".join(said.split())
    return number(figure.value, figure.unit, figure.qualifier)


def whole(value: Value) -> str:
    """A value with its unit, an approximate one in the report's words; ValueError where there is none."""
    stated = value.stated
    if stated is not None and stated.figure is not None and stated.computed is None:
        return amount(stated.figure)
    return number(known(value), value.unit)


def known(value: Value) -> Decimal:
    """The number of a value that has one; ValueError for another: what is not there cannot be said."""
    if value.number is None:
        raise ValueError("a value that is not there cannot be said")
    return value.number


def measure_name(measure: Measure, catalogue: Catalogue, figure: Figure | None = None) -> str:
    """The noun phrase for a measure; `figure` is what the report states it by."""
    if measure.operator != "value":
        return _calculated(measure, catalogue)
    if measure.metric is None or (measure.metric == CATEGORY and measure.label):
        return f"“{figure.label if figure is not None else measure.label or ''}”"
    entry = catalogue.metric(measure.metric)
    name = entry.short
    if figure is not None and figure.metric and figure.metric != measure.metric:
        name = f"{name}（报告作“{catalogue.metric(figure.metric).zh if figure.metric != CATEGORY else figure.label}”）"
    elif figure is not None and (figure.metric is None or measure.metric == CATEGORY):
        name = figure.label if measure.metric == CATEGORY else f"“{figure.label}”"
    if measure.applicant not in _ASKED:
        return name
    return f"{_ASKED[measure.applicant]}提出的{_RECEIVED.sub('', name)}"


def value_name(value: Value, catalogue: Catalogue) -> str:
    """The name of what a value states, as far as the report's own wording matters."""
    return measure_name(value.measure, catalogue, value.stated.figure if value.stated else None)


def _calculated(measure: Measure, catalogue: Catalogue) -> str:
    names = [measure_name(m, catalogue) for m in measure.of]
    if measure.operator == "ratio":
        return f"{names[0]}占{names[1]}的比例" if len(names) > 1 else f"{names[0]}所占的比例"
    if measure.operator == "times":
        return f"{names[0]}与{names[-1]}之比"
    if measure.operator == "sum":
        return f"{listed(names)}之和"
    if measure.operator == "difference":
        return f"{names[0]}与{listed(names[1:])}之差"
    return f"{names[0]}比上一年的{'增长率' if measure.operator == 'change_percent' else '增减'}"


def condition_words(condition: Condition, unit: str | None) -> str:
    """What a row must meet, without the name of the measure: 超过10件."""
    limits = condition.numbers or (Decimal(0),)
    return _TESTS[condition.test].format(number(limits[0], unit), number(limits[-1], unit))


def year_taken(query: Query, spots: Sequence[Spot]) -> tuple[str, ...]:
    """That the question names no year, and which one was taken."""
    if query.years.said or query.years.kind != "latest" or len(spots) != 1 or {"year", "years"} & {*query.inherited}:
        return ()
    if spots[0].year is None or len(spots[0].agency.years) < 2:
        return ()
    return (f"问题没有写年份，按收录的最近一年{spots[0].year}年回答",)


def where(card: ReportCard) -> str:
    """息陬镇2018年; what is unknown is said."""
    agency = card.agency or f"《{card.source}》（机关不明）"
    return f"{agency}{card.year}年" if card.year is not None else f"{agency}（年份不明）"


def place(spot: Spot) -> str:
    """Agency and year, with its county where another of the same name is held."""
    return f"{spot.called}{spot.year}年" if spot.year is not None else f"{spot.called}（年份不明）"


def row_title(row: Row, by: str) -> str:
    """What tells the row from the others: its year, agency and year, or the name of part, applicant or measure."""
    if by == "year":
        return f"{row.key}年" if row.key.isdigit() else row.key
    if by != "agency" or not row.spots:
        return row.key
    years = sorted({s.year for s in row.spots if s.year is not None})
    if len(years) <= 1:
        return place(row.spots[0])
    return f"{row.spots[0].called}{years[0]}—{years[-1]}年"


def kinds_words(kinds: Sequence[str]) -> str:
    """乡镇街道 for all kinds of towns, whatever they are called where; else the kinds one by one."""
    return "乡镇街道" if {"镇", "乡", "街道"} <= set(kinds) else "、".join(kinds)


def quoted(text: str, limit: int = 60) -> str:
    words = " ".join(text.split()).rstrip("；;，,")
    return f"“{words}”" if len(words) <= limit else f"“{words[:limit]}…”"


def listed(items: Sequence[str], limit: int = 0) -> str:
    """The items joined; of more than `limit` (0: no limit) the first ones and 等."""
    return "、".join(items) if not limit or len(items) <= limit else "、".join(items[:limit]) + f"等{len(items)}个"


def opening(notes: Sequence[str]) -> str:
    """What the asker should know before the answer."""
    return f"（{'；'.join(notes)}。）" if notes else ""
