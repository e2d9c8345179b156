"""All the parts a report gives of a figure, each way of dividing apart."""

from __future__ import annotations

from dataclasses import replace

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
    lines = (listed([f"{short_label(p)}{amount(p)}" for p in g]) for g in groups)
    text += f"报告列出的分项：{'；'.join(lines)}。"
    parts = [p for g in groups for p in g]
    asks_most = "最" in question.bare
    if asks_most:
        largest = max(parts, key=lambda p: (p.value, -p.id))
        text += f"其中最多的是{short_label(largest)}，{amount(largest)}。"
    own = [stated.figure] if stated.figure is not None else []
    return from_figures(
        question, sources, text, own + parts, limit=8, value=None if asks_most else stated.value, unit=stated.unit,
        computed=stated.computed, warnings=sums(sources, stated.figure, groups) if stated.figure is not None else (),
    )  # fmt: skip
