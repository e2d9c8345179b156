"""A turn of a talk: the answer, what it answers, and where the talk stands after it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nianbao.dialogue.state import State, after
from nianbao.model import Answer
from nianbao.query import Query

LEFT = 2
"""So many content characters that nothing accounts for make the reader abstain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An answer with the query it answers and the state after it."""

    answer: Answer
    query: Query
    state: State
    sure: bool = True
    """False for what was tried because nothing was sure, and for a refusal because nothing was understood."""


def following(state: State, query: Query, found: Answer) -> State:
    """State after an answer: what it was about, the years it told, and the bodies among which a choice is left."""
    if found.status == "ambiguous":
        return replace(state, last=query, offered=query.scope.choices)
    years = [f.year for f in found.figures if f.year is not None]
    return after(state, query, years)
