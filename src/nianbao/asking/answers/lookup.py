"""One figure of one report, with the words that state it."""

from __future__ import annotations

from dataclasses import replace

from nianbao.asking.answers import refuse
from nianbao.asking.answers.build import from_stated
from nianbao.asking.answers.parts import part_groups, parts_of, short_label, sums
from nianbao.asking.answers.phrases import amount, conflict, listed, name_of, quoted, where, whole
from nianbao.asking.channels import own_site, seconds
from nianbao.asking.labels import by_label, explained
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.asking.wording import by_clause, by_metric_words
from nianbao.model import Answer, ReportCard
from nianbao.text.numerals import plain
from nianbao.understanding.metric_linker import CATEGORY

_SHOWN = 8


def answer(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """The figure asked for, or that the report does not state it."""
    stated, metric, what = find(question, sources, card)
    if stated.value is None:
        return unstated(question, sources, card, metric, what)
    return say(question, sources, card, stated, metric, what)


def find(question: Question, sources: Sources, card: ReportCard) -> tuple[Stated, str, str]:
    """What the report states of what is asked: by its own label when that is closer, else by the metric."""
    metric = question.metric or CATEGORY
    labelled = by_label(question, sources, card)
    if labelled is not None:
        return Stated(figure=labelled), labelled.metric or metric, f"“{labelled.label}”"
    if question.metric is None:
        found = by_clause(question, sources, card)
        if found is not None and found.metric is not None:
            return Stated(figure=found), found.metric, name_of(question, sources, found.metric, found)
        return Stated(figure=found), metric, f"“{found.label if found else question.rest or question.text}”"
    stated = sources.stated(card, metric, question.applicant)
    others = seconds(sources, card, metric, stated)
    if others and (own := own_site(question, card, stated, others)) is not None:
        return Stated(figure=own), metric, f"“{own.label}”"
    if stated.value is None and (found := by_metric_words(question, sources, card)) is not None:
        return Stated(figure=found), metric, f"“{found.label}”"
    if stated.value is not None and not explained(question, sources, stated, metric):
        return Stated(figure=None), metric, f"“{question.rest}”"
    return stated, metric, name_of(question, sources, metric)


def say(question: Question, sources: Sources, card: ReportCard, stated: Stated, metric: str, what: str) -> Answer:
    """The figure in a sentence, its first parts, and what a careful reader should know."""
    groups = part_groups(sources, parts_of(sources, card, stated.figure)) if stated.figure is not None else []
    name = what if what.startswith("“") else name_of(question, sources, metric, stated.figure)
    text = f"{where(card)}{name}为{whole(stated)}{_how(stated)}。"
    text += "".join(f"报告另有一处写{amount(f)}。" for f in stated.others)
    figures = list(stated.figures)
    for other in seconds(sources, card, metric, stated):
        text += f"报告另写：{other.label}{amount(other)}。"
        figures.append(other)
    if groups and not stated.others:
        shown = [p for p in groups[0] if p.cell is None or p.value != 0][:_SHOWN]
        text += "其中：" + listed([f"{short_label(p)}{amount(p)}" for p in shown]) + "。" if shown else ""
        figures += shown
    warnings = list(conflict(question, sources, metric, stated))
    checked = [(stated.figure, groups)] if stated.figure is not None else []
    checked += [(p, part_groups(sources, parts_of(sources, card, p))) for p in stated.parts if p.cell is not None]
    for figure, its_groups in checked:
        found = sums(sources, figure, its_groups)
        text += "".join(f"注意：{w.text}" for w in found)
        warnings += found
    answer = from_stated(question, sources, text, stated, figures, warnings)
    doubtful = stated.computed is not None and any(w.kind == "sum_mismatch" for w in warnings)
    # A sum of printed totals that their own parts contradict is told, but asserted as nobody's number.
    return replace(answer, value=None, unit=None, computed=None) if doubtful else answer


def _how(stated: Stated) -> str:
    """The zero statement that says it, or the sum that gives it."""
    if stated.figure is not None:
        zero = stated.figure.qualifier == "zero_statement"
        return f"（报告写明：{quoted(stated.figure.quote)}）" if zero else ""
    if stated.computed is None:
        return ""
    if stated.computed.formula == "0":
        return f"（总数为0，分项也为0；总数见{quoted(stated.parts[0].quote, 40)}）"
    return f"（由分项相加：{stated.computed.formula}={plain(stated.computed.value)}，报告没有直接写合计）"


def unstated(question: Question, sources: Sources, card: ReportCard, metric: str, what: str) -> Answer:
    """That the report does not say, with what it says nearest to it."""
    entry = sources.catalogue.metric(metric)
    related = {m.id for m in sources.catalogue.children(metric)} | set(entry.confusable)
    if entry.parent is not None:
        related.add(entry.parent)
    found = [f for f in sources.figures(card) if f.metric in related]
    lost = [f for f in found if (f.metric or "").endswith("_lost")]
    near = lost or [f for f in found if (f.applicant or "total") == "total"]
    return refuse.not_stated(question, sources, card, what, tuple(near))
