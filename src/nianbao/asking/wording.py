"""Figures found by the words of the clause that states them, when the catalogue's metrics do not lead there."""

from __future__ import annotations

import re

from nianbao.asking.asked_metrics import rest_of
from nianbao.asking.labels import clause_of, core_of
from nianbao.asking.question import Question
from nianbao.asking.sentences import says
from nianbao.asking.sources import Sources
from nianbao.model import Figure, ReportCard
from nianbao.text.fold import fold
from nianbao.understanding.metric_linker import CATEGORY

_ASKED_UNIT = re.compile(r"(?:多少|几)\s?(人次|万元|[条件次场篇期个份项元起家人处])")
_NOT_A_NAME = re.compile(r"[各几多少条件次个份篇期场人的了是有]|分别|一共")
_CLAUSE_ENDS = ",，。;；:："
_CHANGED = re.compile(r"增加|增长|上升|提高|减少|下降|降低|[增涨减降升]")
_NAMED = 4
"""So many characters of a metric's name name it."""
_SHARE = 0.7
"""Share of the question's content characters that the clause must hold."""
_RUN = 3
"""So many of them must stand in one piece."""


def by_clause(question: Question, sources: Sources, card: ReportCard) -> Figure | None:
    """The one figure whose clause holds what the question is about: 法治讲座 in 全区办法治讲座165场."""
    asked = _ASKED_UNIT.search(question.bare)
    content = rest_of(question.bare, ())
    if asked is None or len(content) < _RUN:
        return None
    found = []
    for figure in (f for f in sources.figures(card) if f.cell is None and f.unit == asked[1]):
        counted = rf"\d[\d.,]*\s?{asked[1]}|\W"
        clause = re.sub(counted, "", fold(clause_of(figure, _CLAUSE_ENDS)))
        if _holds(clause, content):
            found.append(figure)
    return found[0] if len({f.value for f in found}) == 1 else None


def by_metric_words(question: Question, sources: Sources, card: ReportCard) -> Figure | None:
    """For a metric the report does not state: the category named as the question says it (政府开放日37条)."""
    if question.applicant is not None or not question.words:
        return None
    word, asked = question.words[0], _ASKED_UNIT.search(question.bare)
    if (own := _own_name(question, sources, card)) is not None:
        return own
    found = [
        f
        for f in _open(sources.figures(card))
        if f.metric == CATEGORY
        and len(core_of(f.label)) >= 2
        and core_of(f.label) == core_of(word)
        and (asked is None or asked[1] == f.unit)
    ]
    return found[0] if len(found) == 1 else None


def _own_name(question: Question, sources: Sources, card: ReportCard) -> Figure | None:
    """The figure whose label is a piece of the metric's own name (采购总金额 of 政府集中采购总金额), or a rate whose
    label is the question's and whose sentence holds all else that the question says (热线…满意率97.6%)."""
    metric = sources.catalogue.metric(question.metric or CATEGORY)
    names = [fold(n) for n in (metric.zh, metric.short, *metric.says)]
    found = []
    for figure in (f for f in sources.figures(card) if f.metric is None and f.cell is None):
        core = core_of(figure.label)
        if metric.kind == "money" and figure.unit in ("元", "万元", "亿元") and len(core) >= _NAMED:
            found += [figure] if any(core in name for name in names) else []
        elif metric.kind == "rate" and figure.unit == "%" and core == core_of(question.words[0]):
            beside = set(rest_of(question.bare, (core,)))
            found += [figure] if beside and beside <= set(fold(figure.quote)) else []
    return found[0] if len({f.value for f in found}) == 1 else None


def by_rate(question: Question, sources: Sources, card: ReportCard) -> Figure | None:
    """The one percentage of a sentence that is about all the question names: 粉丝涨了百分之几."""
    content = _CHANGED.sub("", rest_of(question.bare, ()))
    if len(content) < 2:
        return None
    rates = [f for f in sources.figures(card) if f.unit == "%" and f.cell is None]
    found = [f for f in rates if says(content, fold(f.quote)) and sum(g.span == f.span for g in rates) == 1]
    return found[0] if len({f.value for f in found}) == 1 else None


def by_piece(piece: str, figures: tuple[Figure, ...]) -> Figure | None:
    """The figure that one item of an enumeration names by its label, whole or in part (转发 for 转发微博)."""
    text = re.sub(r"\s", "", piece)
    cores = [(core, f) for f in _open(figures) if len(core := core_of(f.label)) >= 2]
    named = [(core, f) for core, f in cores if core in text]
    if named:
        return max(named, key=lambda n: (len(n[0]), -n[1].id))[1]
    content = _NOT_A_NAME.sub("", fold(text))
    if len(content) < 2:
        return None
    held = [f for core, f in cores if content in core]
    return held[0] if len(held) == 1 else None


def _open(figures: tuple[Figure, ...]) -> list[Figure]:
    """Figures that no metric of the catalogue names, or only the one for categories."""
    return [f for f in figures if f.metric in (None, CATEGORY) and f.cell is None and f.unit != "%"]


def _holds(clause: str, content: str) -> bool:
    held = sum(c in clause for c in content)
    runs = any(content[i : i + _RUN] in clause for i in range(len(content) - _RUN + 1))
    return runs and held >= _SHARE * len(content)
