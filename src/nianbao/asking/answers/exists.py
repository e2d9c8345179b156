"""Yes or no, from a figure: more than nothing, nothing in so many words, or the number the question asserts."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from nianbao.asking.answers import lookup
from nianbao.asking.answers.phrases import opening
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.model import Answer, ReportCard

_NONE = re.compile(r"一[件条次个]|任何")
_NOT_EVEN = re.compile(r"[都也]没|没有吗|没收到")
_ASSERTS = re.compile(r"是不是|是否|对吗|对不对|只")


def answer(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """The figure, opened by yes or no."""
    stated, metric, what = lookup.find(question, sources, card)
    if stated.value is None:
        return lookup.unstated(question, sources, card, metric, what)
    said = lookup.say(question, sources, card, stated, metric, what)
    asks_for_none = bool(_NONE.search(question.bare) and _NOT_EVEN.search(question.bare))
    truth = stated.value > 0
    if question.said and _ASSERTS.search(question.bare):
        truth = stated.value == Decimal(question.said[-1])
    elif asks_for_none:
        truth = stated.value == 0
    if said.warnings and not truth:
        return said  # a nothing that the report itself contradicts is no "no"
    word = "是的，" if truth else "不是，" if question.said or asks_for_none else "没有，"
    before = opening(question)
    return replace(said, text=before + word + said.text.removeprefix(before), value=truth, unit=None)
