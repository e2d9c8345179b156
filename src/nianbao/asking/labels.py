"""Figures by the report's own label, and whether an answer explains every word of a question.

The catalogue cannot know every category an office counts ("安全监管45条"). Such figures keep their label and are
found by it; and a question whose words nothing explains must not be answered with a total.
"""

from __future__ import annotations

import re

from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.model import Figure, ReportCard
from nianbao.text.fold import fold
from nianbao.understanding.metric_linker import CATEGORY, ORGANISATIONS

_SOFT = re.compile(r"类信息|方面|信息|类|“|”|\"|公开|政府|相关|专栏|发布|工作$|的|共|各类|主动|镇|网站|有")


def core_of(label: str) -> str:
    """The words of a label that tell it from other labels."""
    return _SOFT.sub("", fold(label)).strip(" ,，、:：()")


def by_label(question: Question, sources: Sources, card: ReportCard) -> Figure | None:
    """The figure whose own label the question uses, when that is closer than the metric found; the longest wins."""
    if question.applicant is not None:
        return None
    text = re.sub(r"\s", "", question.bare)
    metric = question.metric
    best: tuple[int, Figure] | None = None
    for figure in sources.figures(card):
        if figure.metric not in (None, CATEGORY) or figure.cell is not None:
            continue
        core = core_of(figure.label)
        if len(core) < 2 or core not in text:
            continue
        if metric is not None and not _closer(core, question, sources):
            continue
        if best is None or len(core) > best[0]:
            best = (len(core), figure)
    return best[1] if best else None


def _closer(core: str, question: Question, sources: Sources) -> bool:
    """A label beats the metric when the metric's own words do not hold it already, or the metric is a bare total."""
    if any(core in word for word in question.words):
        return False
    total = question.metric in ("proactive_disclosures_total", CATEGORY) or not question.words
    return total or len(core) >= max((len(w) for w in question.words), default=0)


def explained(question: Question, sources: Sources, stated: Stated, metric: str) -> bool:
    """True when what is left of the question stands in the figure's quotation, heading or names, or hardly matters."""
    rest = question.rest
    if len(rest) < 2 or "metric" in question.inherited or question.asked.operation == "breakdown":
        return True
    entry = sources.catalogue.metric(metric)
    known = fold("".join((*entry.names, *entry.says, *entry.weak, *entry.rows, *entry.columns)))
    if question.applicant == ORGANISATIONS:
        known += "法人或者其他组织非自然人及和与"
    elif question.applicant is not None:
        kind = sources.catalogue.applicants[question.applicant]
        known += fold("".join((kind.zh, *kind.columns, *kind.asks)))
    for figure in stated.figures:
        card = sources.card(figure.report_id)
        clause = clause_of(figure) if metric == "proactive_disclosures_total" else figure.quote
        known += fold(clause + figure.section + card.title + card.full_name + "".join(card.parents))
    unknown = "".join(c for c in rest if c not in known)
    return len(unknown) < 2 or len(unknown) * 2 < len(rest)


def clause_of(figure: Figure, ends: str = ",，。;；、") -> str:
    """The clause of a quotation that holds the number: what the other clauses list is not what the number counts."""
    at = figure.at.start - figure.span.start
    head = max((figure.quote.rfind(mark, 0, at) for mark in ends + ":：("), default=-1)
    tail = min((i for mark in ends if (i := figure.quote.find(mark, at)) >= 0), default=len(figure.quote))
    return figure.quote[head + 1 : tail]
