"""All the parts a report gives of a figure, each way of dividing apart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from nianbao.asking.answers import lookup, several
from nianbao.asking.answers.build import from_figures
from nianbao.asking.answers.parts import all_parts, part_groups, short_label, sums
from nianbao.asking.answers.phrases import amount, listed, name_of, where, whole
from nianbao.asking.metrics import CATEGORY
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.model import Answer, Figure, ReportCard

_TOTAL = "proactive_disclosures_total"


def answer(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """The parts of the figure asked for; without parts, the figure itself."""
    if len(question.metrics) > 1:
        return several.answer(question, sources, [card])
    if question.metric == CATEGORY:  # 哪一类最多: the categories of the total
        question = replace(question, metrics=(_TOTAL,))
    stated, metric, what = lookup.find(question, sources, card)
    if stated.figure is not None:
        parts = all_parts(sources, card, stated.figure, stated.figure.metric or metric)
        groups = part_groups(sources, parts)
    else:
        children = (sources.stated(card, m.id).figure for m in sources.catalogue.children(metric))
        found = [f for f in children if f is not None]
        groups = [found] if found else []
    if groups:
        return _list_parts(question, sources, card, stated, metric, groups)
    if stated.value is None:
        return lookup.unstated(question, sources, card, metric, what)
    return lookup.say(question, sources, card, stated, metric, what)


def _list_parts(
    question: Question, sources: Sources, card: ReportCard, stated: Stated, metric: str, groups: list[list[Figure]]
) -> Answer:
    text = f"{where(card)}{name_of(question, sources, metric)}"
    text += f"为{whole(stated)}，" if stated.value is not None else "，"
    added = _added_up(question, sources, card, metric, groups)
    lines = [listed([f"{short_label(p)}{amount(p)}" for p in g]) for g in groups]
    lines[0] = listed([lines[0], *(f"{name}{whole(s)}" for name, s in added)])
    text += f"报告列出的分项：{'；'.join(lines)}。"
    parts = [p for g in groups for p in g] + [f for _, s in added for f in s.parts if f.value]
    asks_most = "最" in question.bare
    if asks_most:
        sizes = [(p.value, f"{short_label(p)}，{amount(p)}") for g in groups for p in g]
        sizes += [(s.value or Decimal(0), f"{name}，{whole(s)}") for name, s in added]
        text += f"其中最多的是{max(sizes, key=lambda size: size[0])[1]}。"
    own = [stated.figure] if stated.figure is not None else []
    return from_figures(
        question, sources, text, own + parts, limit=8, value=None if asks_most else stated.value, unit=stated.unit,
        computed=stated.computed, warnings=sums(sources, stated.figure, groups) if stated.figure is not None else (),
    )  # fmt: skip


def _added_up(
    question: Question, sources: Sources, card: ReportCard, metric: str, groups: list[list[Figure]]
) -> list[tuple[str, Stated]]:
    """Parts that a table prints without a total of their own (不予公开), added up: without them the largest of the
    printed ones is not the largest."""
    if any(p.cell is None for g in groups for p in g):
        return []
    printed = {p.metric for g in groups for p in g}
    parts = [m for m in sources.catalogue.children(metric) if m.part == "sum" and m.id not in printed]
    stated = [(question.names[m.id], sources.stated(card, m.id)) for m in parts]
    return [(name, s) for name, s in stated if s.computed is not None and s.value]
