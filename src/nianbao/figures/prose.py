"""Figures stated in prose: walk the sentences, read what each denies and counts, and what is said of all of it."""

from __future__ import annotations

import re

from nianbao.catalogue import Catalogue
from nianbao.figures.assigning import Step
from nianbao.figures.coordinating import in_turn
from nianbao.figures.denials import DENIED, denials
from nianbao.figures.draft import Draft
from nianbao.figures.frames import places
from nianbao.figures.inferred import all_of_them, concluded_all, disclosed_all, granted_all, outcome_of_all
from nianbao.figures.lexicon import things
from nianbao.figures.otheryears import other_year
from nianbao.figures.phrases import phrases_of, said_zero
from nianbao.figures.placing import zero_draft
from nianbao.figures.quantities import quantities
from nianbao.figures.telling import Telling
from nianbao.figures.tidying import tidy
from nianbao.figures.timing import scopes
from nianbao.figures.walk import Walk
from nianbao.figures.zeros import empty_section, zeros
from nianbao.model import Report, Span
from nianbao.text.fold import fold
from nianbao.text.sentences import sentences

_TOPICS = (
    (re.compile(r"复议|诉讼"), "reconsideration"),
    (re.compile(r"建议|提案"), "suggestion"),
    (re.compile(r"解读"), "interpretation"),
    (re.compile(r"依申请|公开申请|申请公开"), "application"),
    (re.compile(r"收费|费用"), "fee"),
    (re.compile(r"主动公开|重点领域|公开情况|信息发布"), "info"),
)
_SHORT = 20
"""Characters of a sentence that may be all there is under its heading."""
_DISCLOSES = re.compile(r"公众号|网站|公开|发布|信息")


def drafts(report: Report, catalogue: Catalogue, skip: tuple[Span, ...] = ()) -> list[Draft]:
    """Every figure the prose states, in order; `skip` are spans (tables) that are no prose."""
    walk = Walk(report=report, folded=fold(report.text), catalogue=catalogue, tabled=bool(skip))
    heading, last_end = "", 0
    for sentence in sentences(report.text):
        if any(s.start <= sentence.start < s.end for s in skip):
            continue
        section = report.section_at(sentence.start)
        path = fold(report.heading_path(section))
        if path != heading or "\n" in report.text[last_end : sentence.start]:
            walk.paragraph(_topic_of(path), sentence.start)
            heading = path
        last_end = sentence.end
        _sentence(walk, sentence, path)
    return tidy(walk.drafts, report, catalogue)


def _topic_of(path: str) -> str | None:
    for name in reversed(path.split(" › ")):
        for pattern, topic in _TOPICS:
            if pattern.search(name):
                return topic
    return None


def _sentence(walk: Walk, sentence: Span, path: str) -> None:
    folded = walk.folded
    found = quantities(folded, sentence)
    items = sum(q.unit in things.ITEMS for q in found)
    telling = Telling(walk=walk, sentence=sentence, path=path, items=items)
    _said_zero(telling)
    if not found and sentence.end - sentence.start <= 30:
        walk.topic = _topic_of(sentence.of(folded)) or walk.topic  # a heading in all but form: （二）依申请公开方面。
    items = sum(q.unit in things.ITEMS for q in found)
    if walk.topic is None and items >= 3 and _DISCLOSES.search(folded, sentence.start, sentence.end):
        walk.topic = "info"
    where = in_turn(places(folded, sentence, found))
    times = scopes(where, folded, sentence, walk.report.year)
    first = len(walk.drafts)
    steps = [Step(place=place, scope=scope) for place, scope in zip(where, times, strict=True)]
    telling.assign(steps)
    implied = (concluded_all, disclosed_all, granted_all, outcome_of_all)
    said = [*all_of_them(walk, sentence, first, telling.said_of)]
    for draft in [*said, *(d for reading in implied for d in reading(walk, sentence, first))]:
        walk.add(draft)


def _said_zero(telling: Telling) -> None:
    walk, sentence, path = telling.walk, telling.sentence, telling.path
    for zero in zeros(walk.folded, sentence, new_forms=walk.new_forms):
        if not other_year(walk, walk.before(sentence, zero.at.start)):
            walk.add(zero_draft(walk, zero.metric, zero.at, sentence, zero.label))
    if sentence.end - sentence.start < _SHORT:
        for metric in empty_section(path.split(" › ")[-1], sentence.of(walk.folded)):
            walk.add(zero_draft(walk, metric, sentence, sentence, ""))
    told = {d.metric for d in walk.drafts if d.span.start == sentence.start}
    for words, at in denials(walk.folded, sentence):
        metric = telling.named(words)
        if metric in DENIED and metric not in told and not other_year(walk, walk.before(sentence, at.start)):
            walk.add(zero_draft(walk, metric, at, sentence, ""))
    for metric, at in said_zero(walk.folded, sentence, phrases_of(walk.catalogue).own):
        walk.add(zero_draft(walk, metric, at, sentence, ""))
