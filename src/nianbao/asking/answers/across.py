"""Operations over several agencies or years, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from nianbao.asking.answers import compare, count, rank, totals
from nianbao.asking.answers.rows import Rows, over
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.model import Answer, Operation, ReportCard

MAKERS: Mapping[Operation, Callable[[Rows], Answer]] = MappingProxyType(
    {
        "rank": rank.answer,
        "compare": compare.answer,
        "sum": totals.total,
        "average": totals.average,
        "count": count.answer,
    }
)


def answer(question: Question, sources: Sources, cards: list[ReportCard]) -> Answer:
    """The operation of the question over the cards (one an agency and year)."""
    return over(question, sources, cards, MAKERS[question.asked.operation])
