"""A query in one sentence, Chinese or English: shown to the asker, and asked back word for word."""

from __future__ import annotations

from typing import Literal

from nianbao.answering.phrases import condition_words, kinds_words, listed, measure_name
from nianbao.answering.reading_back_english import in_english
from nianbao.catalogue import Catalogue
from nianbao.query import Condition, Measure, Query, Scope, leaves
from nianbao.text.numerals import plain

_NAMED = 4
"""So many bodies are named one by one."""
_GROUPS = {"year": "各年", "part": "各分项", "applicant": "各类申请人", "measure": "各项"}
_REDUCERS = {
    "sum": "合计", "average": "平均", "median": "中位数", "max": "最大值", "min": "最小值", "growth": "年均增长率",
}  # fmt: skip
_COMPARES = {
    "difference": "相差多少", "percent": "相差百分之几", "times": "是几倍", "more": "是不是更多", "less": "是不是更少",
    "same": "是不是一样多", "share": "占合计的百分之几",
}  # fmt: skip
_OTHERS = {
    "passage": "报告里怎么说", "contact": "联系方式", "rule": "规定是什么", "holdings": "收录了哪些", "talk": "寒暄",
}  # fmt: skip
_ASKS = {"part": "哪一项", "applicant": "哪类申请人", "measure": "哪一项", "year": "哪一年", "agency": "哪个机关"}


def read_back(query: Query, catalogue: Catalogue, lang: Literal["zh", "en"] = "zh") -> str:
    """What the query asks, as a sentence a person could have typed: 云溪县各乡镇2022年收到的申请超过10件的有哪些."""
    if lang == "en":
        return in_english(query, catalogue)
    who, when = _who(query.scope), _when(query)
    if query.refusal is not None:
        return f"{who}{when}{_what(query, catalogue)}：{query.refusal.what}"
    if query.show in _OTHERS:
        return f"{who}{when}{query.subject or _what(query, catalogue)}{_OTHERS[query.show]}"
    return f"{who}{when}{_what(query, catalogue)}{_conditions(query, catalogue)}{_tail(query)}"


def _who(scope: Scope) -> str:
    names = [body.place for body in scope.bodies] if len(scope.bodies) > 1 else [b.name for b in scope.bodies]
    if scope.unknown:
        return listed(scope.unknown)
    if not scope.group:
        return listed(names, _NAMED) if names else ""
    kinds = kinds_words(scope.kinds) or "机关"
    without = f"（不含{listed(scope.excluded)}）" if scope.excluded else ""
    return f"{scope.place or '收录的'}{len(scope.bodies)}个{kinds}{without}"


def _when(query: Query) -> str:
    years = query.years
    if years.kind == "given" and years.values:
        values = sorted(years.values)
        if len(values) > 2 and values == list(range(values[0], values[-1] + 1)):
            return f"{values[0]}年到{values[-1]}年"
        return "、".join(f"{year}年" for year in values)
    return {"first": "最早一年", "all": "历年", "latest": "最近一年" if years.said else "", "given": ""}[years.kind]


def _what(query: Query, catalogue: Catalogue) -> str:
    return listed([measure_name(m, catalogue) for m in query.measures]) if query.measures else ""


def _conditions(query: Query, catalogue: Catalogue) -> str:
    if not query.conditions:
        return ""
    alone = len(query.measures) == 1
    said = [_condition(c, query.measures[0] if alone else None, catalogue) for c in query.conditions]
    return "、".join(said)


def _condition(condition: Condition, shown: Measure | None, catalogue: Catalogue) -> str:
    unit = next((catalogue.metric(m.metric).unit for m in leaves((condition.measure,)) if m.metric), None)
    words = condition_words(condition, "%" if condition.measure.operator == "ratio" else unit)
    return words if condition.measure == shown else f"且{measure_name(condition.measure, catalogue)}{words}"


def _tail(query: Query) -> str:
    """How it ends: what is done with the rows, and what is shown."""
    if query.reduce == "count":
        return f"的有几{'年' if query.group_by == 'year' else '个'}"
    if query.claimed:
        return f"是不是{'、'.join(map(plain, query.claimed))}"
    if query.reduce is not None:
        return f"{_REDUCERS[query.reduce]}是多少"
    if query.compare is not None:
        return _compared(query)
    if query.show == "place":
        return f"{listed([b.name for b in query.scope.focus])}{'从少到多' if query.order == 'asc' else ''}排第几"
    if query.order is not None:
        return _ordered(query)
    if query.show == "check":
        return "对得上吗"
    if query.show == "yes_no":
        return "的有没有" if query.conditions else "有没有"
    if query.show in ("list", "which"):
        return "的有哪些" if query.conditions else "各是多少"
    groups = _GROUPS.get(query.group_by or "", "各" if len(query.scope.bodies) > 1 else "")
    return f"{groups}是多少"


def _compared(query: Query) -> str:
    """Which of two is set against which: the first against the last, or the one singled out against the other."""
    bodies = query.scope.bodies
    if query.show in ("which", "list") and query.compare in ("more", "less"):
        sides = "agency" if len(query.scope.bodies) != 1 else "measure" if len(query.measures) > 1 else "year"
        return f"{_ASKS[query.group_by or sides]}更{'少' if query.compare == 'less' else '多'}"
    focus = query.scope.focus[0] if len(query.scope.focus) == 1 else bodies[0] if bodies else None
    others = [b for b in bodies if b != focus]
    if focus is None or len(others) != 1 or query.compare in ("share", "difference", None):
        return f"{listed([b.name for b in query.scope.focus])}{_COMPARES[query.compare or 'difference']}"
    twins = focus.name == others[0].name
    one, other = (focus.place, others[0].place) if twins else (focus.name, others[0].name)
    words = {
        "times": "是{0}的几倍",
        "percent": "比{0}多百分之几",
        "more": "比{0}多吗",
        "less": "比{0}少吗",
        "same": "与{0}一样多吗",
    }
    return f"，{one}{words[query.compare].format(other)}"


def _ordered(query: Query) -> str:
    extreme = {"desc": "最多", "asc": "最少", "earliest": "最早", "latest": "最晚"}[query.order or "desc"]
    which = _ASKS[query.group_by or "agency"]
    if query.position:
        return f"{extreme}的第{query.position}名是{which}"
    if query.limit and query.limit > 1:
        return f"{extreme}的前{query.limit}名各是多少"
    return f"{extreme}的是多少" if query.show == "number" else f"{extreme}的是{which}"
