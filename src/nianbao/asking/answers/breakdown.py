"""All the parts a report gives of a figure, each way of dividing apart."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from nianbao.asking.answers import lookup, several
from nianbao.asking.answers.build import from_figures
from nianbao.asking.answers.parts import all_parts, part_groups, short_label, sums
from nianbao.asking.answers.phrases import APPLICANTS, amount, listed, name_of, where, whole
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.model import Answer, Figure, ReportCard
from nianbao.understanding.metric_linker import CATEGORY

_TOTAL = "proactive_disclosures_total"
_BY_REASON = frozenset({"denied_total", "unable_total", "not_processed_total"})
"""Figures whose parts in the statutory form are the reasons."""
_WHO = re.compile(r"申请人|什么样?的?人|哪些?类?人|哪几类人")
_MANY = 3
"""So many parts of nothing are said in one word."""


def gives_reasons(question: Question, sources: Sources, card: ReportCard) -> bool:
    """Whether the parts of the figure asked for are the reasons asked for: 不予公开的原因有哪些."""
    if not question.asked.why or question.metric not in _BY_REASON:
        return False
    children = sources.catalogue.children(question.metric)
    return any(sources.stated(card, m.id).figure is not None for m in children)


def answer(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """The parts of the figure asked for; without parts, the figure itself."""
    if len(question.metrics) > 1:
        return several.answer(question, sources, [card])
    if question.metric == CATEGORY:  # 哪一类最多: the categories of the total
        question = replace(question, metrics=(_TOTAL,))
    stated, metric, what = lookup.find(question, sources, card)
    kinds = _by_applicant(question, sources, card, metric)
    if kinds:
        groups = [kinds]
    elif stated.figure is not None:
        groups = _groups(sources, card, stated.figure, metric)
    else:
        children = (sources.stated(card, m.id).figure for m in sources.catalogue.children(metric))
        found = [f for f in children if f is not None]
        groups = [found] if found else []
    if groups:
        return _list_parts(question, sources, card, stated, metric, groups)
    if stated.value is None:
        return lookup.unstated(question, sources, card, metric, what)
    return lookup.say(question, sources, card, stated, metric, what)


def _groups(sources: Sources, card: ReportCard, figure: Figure, metric: str) -> list[list[Figure]]:
    """The parts of a figure in the text or, where those do not make it up, of the same figure in a table."""
    own = part_groups(sources, all_parts(sources, card, figure, figure.metric or metric))
    if figure.cell is not None or any(sum(p.value for p in group) == figure.value for group in own):
        return own
    same = (f for f in sources.figures(card) if f.metric == figure.metric and f.cell is not None)
    twin = next((f for f in same if (f.applicant or "total") == "total" and f.value == figure.value), None)
    printed = part_groups(sources, all_parts(sources, card, twin, figure.metric or metric)) if twin else []
    return printed or own


def _by_applicant(question: Question, sources: Sources, card: ReportCard, metric: str) -> list[Figure]:
    """The cells of the columns 自然人, 商业企业, … when the question asks who applied."""
    if not _WHO.search(question.bare):
        return []
    return [f for f in sources.figures(card) if f.metric == metric and (f.applicant or "total") != "total"]


def _list_parts(
    question: Question, sources: Sources, card: ReportCard, stated: Stated, metric: str, groups: list[list[Figure]]
) -> Answer:
    text = f"{where(card)}{name_of(question, sources, metric)}"
    text += f"为{whole(stated)}，" if stated.value is not None else "，"
    lines = (_line(group, question) for group in groups)
    text += f"报告列出的分项：{'；'.join(lines)}。"
    added = _added_up(question, sources, card, metric, groups)
    if added:
        text += f"另由报告所列的更细的分项相加：{listed([f'{name}{whole(s)}' for name, s in added])}。"
    parts = [p for g in groups for p in g] + [f for _, s in added for f in s.parts if f.value]
    asks_most = "最" in question.bare
    if asks_most:
        sizes = [(p.value, f"{_title(p, question)}，{amount(p)}") for g in groups for p in g]
        sizes += [(s.value or Decimal(0), f"{name}，{whole(s)}") for name, s in added]
        text += f"其中最多的是{max(sizes, key=lambda size: size[0])[1]}。"
    own = [stated.figure] if stated.figure is not None else []
    return from_figures(
        question, sources, text, own + parts, limit=8, value=None if asks_most else stated.value, unit=stated.unit,
        computed=stated.computed, warnings=sums(sources, stated.figure, groups) if stated.figure is not None else (),
    )  # fmt: skip


def _line(group: list[Figure], question: Question) -> str:
    """The parts of one way of dividing; where a table prints many of nothing, those that are something first."""
    some = [p for p in group if p.value]
    nothing = len(group) - len(some)
    said = [f"{_title(p, question)}{amount(p)}" for p in group]
    if not some or nothing < _MANY or group[0].cell is None:
        return listed(said)
    return f"{listed([words for p, words in zip(group, said, strict=True) if p.value])}，其余{nothing}项为0"


def _title(part: Figure, question: Question) -> str:
    """The row of a cell; that it stands in the column of totals goes without saying."""
    if part.cell is not None and part.applicant in APPLICANTS:
        return APPLICANTS[part.applicant]
    row = short_label(part)
    return question.names.get(part.metric or "", row) if part.cell is not None and row == "总计" else row


def _added_up(
    question: Question, sources: Sources, card: ReportCard, metric: str, groups: list[list[Figure]]
) -> list[tuple[str, Stated]]:
    """Parts that a table prints without a total of their own (不予公开), added up: without them the largest of the
    printed ones is not the largest."""
    if any(p.cell is None or (p.applicant or "total") != "total" for g in groups for p in g):
        return []
    printed = {p.metric for g in groups for p in g}
    parts = [m for m in sources.catalogue.children(metric) if m.part == "sum" and m.id not in printed]
    stated = [(question.names[m.id], sources.stated(card, m.id)) for m in parts]
    return [(name, s) for name, s in stated if s.computed is not None and s.value]
