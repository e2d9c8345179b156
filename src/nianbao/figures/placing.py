"""Placing: a decided number becomes a draft, with its parent and the words that are quoted for it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from nianbao.catalogue.rules import rules
from nianbao.figures.deciding.context import Decision, clean
from nianbao.figures.draft import Draft
from nianbao.figures.frames import Frame
from nianbao.figures.parents import is_category, parent_of
from nianbao.figures.walk import Walk
from nianbao.model import Span

QUOTE_LIMIT = 220
"""A sentence longer than this many characters is quoted from the clause of the number on."""
_BARE = rules("rules_prose.toml")["part.not_a_whole"]


def zero_draft(walk: Walk, metric: str, at: Span, sentence: Span, label: str) -> Draft:
    """The draft of a zero that words state."""
    unit = "元" if metric.startswith("fees_") else walk.catalogue.metrics[metric].unit
    return Draft(
        metric=metric,
        label=label or walk.catalogue.metrics[metric].zh,
        value=Decimal(0),
        unit=unit,
        qualifier="zero_statement",
        span=_quote(walk.report.text, sentence, at),
        at=at,
    )


def place(walk: Walk, frame: Frame, sentence: Span, decision: Decision) -> None:
    """Add the draft of a decided number, under the figure that it is a part of."""
    quantity = frame.quantity
    parent = parent_of(walk, decision.metric, quantity, frame)
    if parent is None and decision.metric == "proactive_disclosures_total" and len(walk.drafts) > walk.base:
        last = walk.drafts[-1]  # the last item of a list, worded like a whole: "工作动态50条,信息公开15条"
        parent = last.parent if is_category(last.metric) and last.at.start >= sentence.start else None
    if decision.metric == "proactive_disclosures_total" and _under_weak(walk, sentence, quantity.value):
        decision = replace(decision, metric="proactive_category_count", label=clean(frame.words))
    if parent is not None:
        decision = _under(walk.drafts[parent], decision, frame)
    metric = decision.metric
    draft = Draft(
        metric=metric,
        label=decision.label or (walk.catalogue.metrics[metric].zh if metric else clean(frame.words)),
        value=quantity.value,
        unit=_unit(quantity.unit, walk.catalogue.metrics[metric].unit if metric else None),
        qualifier=quantity.qualifier,
        span=_quote(walk.report.text, sentence, quantity.at),
        at=quantity.at,
        applicant=decision.applicant,
        depth=frame.depth,
        scope=decision.scope,
        role=decision.role,
        owner=decision.owner,
        said=decision.said,
        weak=decision.weak,
        parent=parent,
    )
    walk.add(draft)


def _under(above: Draft, decision: Decision, frame: Frame) -> Decision:
    """The decision for a figure stated under the one `above`: a part is never its own whole."""
    metric = decision.metric
    if metric is None or decision.applicant is not None or is_category(metric):
        return decision
    if above.metric == metric and above.value != frame.quantity.value:
        return replace(decision, metric=None, role="part")
    if metric == "proactive_disclosures_total" and _within(above, frame.quantity.value):
        named = None if _BARE.search(frame.words) else "proactive_category_count"
        return replace(decision, metric=named, role="part", label=clean(frame.words))
    return decision


def _under_weak(walk: Walk, sentence: Span, value: Decimal) -> bool:
    """ "发布信息88条:概况信息3条,公开信息35条": an item of a list under a larger number that counts the whole."""
    said = [d for d in walk.drafts[walk.base :] if d.at.start >= sentence.start]
    heads = [i for i, d in enumerate(said) if d.weak and d.value > value]
    return bool(heads) and any(is_category(d.metric) for d in said[heads[-1] + 1 :])


def _within(above: Draft, value: Decimal) -> bool:
    """True when a figure stated under this one can only be a part of what it says was disclosed."""
    cumulative = above.metric == "proactive_disclosures_cumulative"
    return str(above.metric).startswith("proactive_") and not cumulative and above.value > value


def _unit(printed: str, usual: str | None) -> str:
    """Sessions and people are counted with several words (场, 期, 名); the catalogue's word makes them comparable."""
    if usual == "次" and printed in ("场", "期", "场次", "期次"):
        return usual
    return usual if usual == "人" and printed in ("名", "位") else printed


def _quote(text: str, sentence: Span, at: Span) -> Span:
    """The sentence, or of a very long one the part from the clause before the number to the end of its clause."""
    if sentence.end - sentence.start <= QUOTE_LIMIT:
        return sentence
    earliest = max(sentence.start, at.start - QUOTE_LIMIT)
    marks = [m.end() for m in re.finditer(r"[，,；;：:。]", text[earliest : at.start])]
    start = earliest + (marks[-2] if len(marks) > 1 else marks[0] if marks else 0)
    end_mark = re.compile(r"[，,；;。]").search(text, at.end, min(sentence.end, at.end + QUOTE_LIMIT))
    end = end_mark.start() if end_mark else min(sentence.end, at.end + QUOTE_LIMIT)
    return Span(start=start, end=end)
