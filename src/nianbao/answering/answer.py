"""The way in: a query and the evidence give the answer. Below this page nobody sees the words of a question."""

from __future__ import annotations

from dataclasses import replace

from nianbao.answering.evidence import Evidence
from nianbao.answering.executor import execute
from nianbao.answering.operation import understood
from nianbao.answering.realiser import realised
from nianbao.model import Answer
from nianbao.query import Query


def answer(query: Query, question: str, evidence: Evidence) -> Answer:
    """The answer to a query that shows a number, yes or no, which, a list, rows, a place or a check, or is refused.

    `question` is given back as asked, and nothing else is done with it. Raises nothing for odd queries; KeyError when
    the query names a body that the index does not hold.
    """
    made = realised(execute(query, evidence), evidence)
    # What was asked is shown as it was asked, though the executor completes it.
    own = understood(query, evidence)
    shown = replace(made.understood, operation=own.operation, query=own.query, read_back=own.read_back)
    return replace(made, question=question, understood=shown)
