"""The way in: a query and the evidence give the answer. Below this page nobody sees the words of a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from nianbao.answering.completed import ALL_REPLIED, replied
from nianbao.answering.contacting import contacted
from nianbao.answering.evidence import Evidence
from nianbao.answering.executor import execute
from nianbao.answering.guiding import guided
from nianbao.answering.holding import holdings
from nianbao.answering.operation import understood
from nianbao.answering.realiser import realised
from nianbao.answering.talking import talked
from nianbao.answering.telling import told
from nianbao.model import Answer
from nianbao.query import Query

_BESIDE: Mapping[str, Callable[[Query, Evidence], Answer]] = MappingProxyType(
    {"rule": guided, "contact": contacted, "holdings": holdings, "talk": talked, "passage": told}
)
"""What is shown without the ledger of figures."""


def answer(query: Query, question: str, evidence: Evidence) -> Answer:
    """The answer to a query that shows a number, yes or no, which, a list, rows, a place or a check, a rule of the law,
    contact data, what the index holds, or courtesy; or to one that is refused.

    `question` is given back as asked, and nothing else is done with it. Raises nothing for odd queries; KeyError when
    the query names a body that the index does not hold.
    """
    maker = replied if query.topic == ALL_REPLIED else _BESIDE.get(query.show)
    if maker is not None:
        return replace(maker(query, evidence), question=question)
    made = realised(execute(query, evidence), evidence)
    # What was asked is shown as it was asked, though the executor completes it.
    own = understood(query, evidence)
    shown = replace(made.understood, operation=own.operation, query=own.query, read_back=own.read_back)
    return replace(made, question=question, understood=shown)
