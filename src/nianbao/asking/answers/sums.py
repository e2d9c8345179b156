"""Whether the parts a report lists add up to its total, channels and categories apart."""

from __future__ import annotations

from decimal import Decimal

from nianbao.asking.answers import lookup
from nianbao.asking.answers.build import from_figures
from nianbao.asking.answers.parts import part_groups, parts_of
from nianbao.asking.answers.phrases import amount, mismatch, number, where
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.model import Answer, Figure, ReportCard
from nianbao.text.numerals import plain

_TOTAL = "proactive_disclosures_total"
_Group = tuple[Figure, list[Figure]]


def answer(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """Every list of parts under the outermost total, with its sum; without any, the figure itself."""
    metric = question.metric or _TOTAL
    if sources.catalogue.metric(metric).kind == "text":  # 渠道加起来: the channels of the total
        metric = _TOTAL
    above = sources.catalogue.ancestors(metric)
    stated = sources.stated(card, above[-1].id if above else metric)
    groups = _groups(sources, card, stated.figure) if stated.figure is not None else []
    lines = [_line(figure, group) for figure, group in groups if len(group) > 1]
    if stated.figure is None or not lines:
        return lookup.answer(question, sources, card)
    figures = (stated.figure, *(p for _, g in groups for p in g))
    warnings = [w for f, g in groups if (w := mismatch(sources, f, g, f.label)) is not None]
    text = f"{where(card)}的报告：{'。'.join(lines)}。"
    return from_figures(question, sources, text, figures, limit=6, warnings=warnings)


def _groups(sources: Sources, card: ReportCard, total: Figure) -> list[_Group]:
    groups: list[_Group] = []
    queue = [total]
    while queue:
        figure = queue.pop(0)
        for group in part_groups(sources, parts_of(sources, card, figure)):
            groups.append((figure, group))
            queue += group
    return groups


def _line(figure: Figure, group: list[Figure]) -> str:
    total = sum((p.value for p in group), Decimal(0))
    verdict = "相等"
    if total != figure.value:
        channels = any(p.metric and p.metric.startswith("proactive_by") for p in group)
        verdict = "不相等，" + ("渠道之间可能重复计数" if channels else "报告自身有出入")
    formula = "+".join(plain(p.value) for p in group)
    return f"{figure.label}{amount(figure)}；所列分项{formula}={number(total, figure.unit)}，{verdict}"
