"""Part of a whole in percent, recomputed from what the report states."""

from __future__ import annotations

import re

from nianbao.asking.answers import refuse
from nianbao.asking.answers.build import from_figures
from nianbao.asking.answers.lookup import answer as look_up
from nianbao.asking.answers.phrases import name_of, percent, quoted, where, whole
from nianbao.asking.labels import by_label
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.asking.wording import by_rate
from nianbao.model import Answer, Computed, ReportCard
from nianbao.text.numerals import plain

# Rates that have a name of their own: numerator and denominator.
_NAMED = (
    (re.compile(r"纠错率|纠正(?:率|比例)"), "reconsiderations_corrected", "reconsiderations_total"),
    (re.compile(r"维持率"), "reconsiderations_upheld", "reconsiderations_total"),
    (re.compile(r"结转率"), "applications_carried_out", "applications_workload_total"),
    (re.compile(r"(?:予以)?公开率"), "granted", "results_total"),
)


_Named = tuple[Stated, str]
"""What is stated, and the name it goes by in the answer."""


def answer(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """The share asked for; a rate that the report itself prints is looked up instead."""
    if question.metric and sources.catalogue.metric(question.metric).kind == "rate":
        return look_up(question, sources, card)
    pair = _pair(question, sources, card)
    if pair is None and (own := by_rate(question, sources, card)) is not None:
        stated = Stated(figure=own)
        text = f"{where(card)}的报告写明“{own.label}”{whole(stated)}：{quoted(own.quote)}。"
        return from_figures(question, sources, text, (own,), value=own.value, unit=own.unit)
    if pair is None:
        return refuse.not_stated(question, sources, card, "这个比例所需的数")
    (part, part_name), (base, base_name) = pair
    if part.value is None or base.value is None:
        return refuse.not_stated(question, sources, card, part_name if part.value is None else base_name)
    if base.value == 0:
        return refuse.not_stated(question, sources, card, f"这个比例（{base_name}为0，无法计算）")
    rate = percent(part.value, base.value)
    computed = Computed(formula=f"{plain(part.value)}/{plain(base.value)}×100", value=rate, unit="%")
    text = f"{where(card)}{part_name}{whole(part)}，占{base_name}{whole(base)}的{plain(rate)}%。"
    figures = (*part.figures, *base.figures)
    return from_figures(question, sources, text, figures, value=rate, unit="%", computed=computed)


def _pair(question: Question, sources: Sources, card: ReportCard) -> tuple[_Named, _Named] | None:
    for pattern, top, bottom in _NAMED:
        if pattern.search(question.bare):
            return _named(question, sources, card, top), _named(question, sources, card, bottom)
    left, _, right = _split(question.bare)
    part_metric = _first(sources, left, None)
    base_metric = _first(sources, right, None)
    label = by_label(question, sources, card)
    part: _Named
    if label is not None and part_metric in (None, base_metric):
        part, part_id = (Stated(figure=label), f"“{label.label}”"), label.metric
    elif question.applicant is not None:
        metric = part_metric or base_metric or "applications_received"
        return _named(question, sources, card, metric), (sources.stated(card, metric), question.names[metric])
    elif (wanted := part_metric or question.metric) is not None:
        part, part_id = _named(question, sources, card, wanted), wanted
    else:
        return None
    base_id = base_metric if base_metric and base_metric != part_id else _parent(sources, part_id, part[0], card)
    if base_id is None:
        return None
    return part, (sources.stated(card, base_id), question.names[base_id])


def _split(bare: str) -> tuple[str, str, str]:
    match = re.search(r"占|在(?=[^,，]{2,20}(?:中|里))", bare)
    if match is None:
        return bare, "", ""
    left, right = bare[: match.start()], bare[match.end() :]
    whole_first = re.match(r"\s*(?P<base>[^,，]{2,20}?)(?:里面?|中|之中|当中)的?(?P<part>.{2,})", left)
    if whole_first:
        return whole_first["part"], "占", whole_first["base"]
    return left, "占", right


def _first(sources: Sources, words: str, prefer: str | None) -> str | None:
    found = sources.matcher.find(words, prefer)
    return found[0].metric if found else None


def _named(question: Question, sources: Sources, card: ReportCard, metric: str) -> _Named:
    return sources.stated(card, metric, question.applicant), name_of(question, sources, metric)


def _parent(sources: Sources, metric: str | None, part: Stated, card: ReportCard) -> str | None:
    if part.figure is not None and part.figure.parent is not None:
        own = next((f for f in sources.figures(card) if f.id == part.figure.parent), None)
        if own is not None and own.metric is not None:
            return own.metric
    return sources.catalogue.metric(metric).parent if metric else None
