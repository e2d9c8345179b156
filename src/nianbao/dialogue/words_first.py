"""Turns that no figure answers: the law, contact data, what is held, courtesy; and what they leave in the dialogue."""

from __future__ import annotations

from dataclasses import replace

from nianbao.answering.evidence import Evidence
from nianbao.dialogue.state import State
from nianbao.query import Query
from nianbao.understanding.composing_words import Words, worded
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.reader import Reading
from nianbao.understanding.recognising import Setting

_WORDS = frozenset(("rule", "contact", "holdings", "talk", "passage"))

_OF_REPORTS = frozenset(("sub_year", "sub_agency", "qualifier", "no_metric"))
"""Refusals of something that a report could have told."""


def spoken(reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Query | None:
    """The query of such a turn; None when it is of another kind or too little is sure."""
    if not reading.guesses:
        return None
    last = state.last.scope if state.last is not None and len(state.last.scope.bodies) == 1 else None
    return worded(
        Words(
            mentions=reading.mentions, intents={g.intent: g.probability for g in reading.guesses},
            best=reading.guesses[0], catalogue=evidence.catalogue, held=setting.agencies.all, last=last,
        )
    )  # fmt: skip


def of_words(query: Query) -> bool:
    """True for a query that is no look-up of figures."""
    return query.show in _WORDS


def keeps_thread(query: Query) -> bool:
    """True for a query that later turns may refer to: any look-up, else one about named bodies."""
    if not of_words(query):
        return query.refusal is None or query.refusal.why in _OF_REPORTS
    return query.show != "talk" and not query.scope.group and bool(query.scope.bodies or query.scope.choices)


def figures_next(state: State, mentions: Mentions) -> State:
    """The state for a turn that names a measure: after a rule or a list of reports only its body carries on."""
    if state.last is None or not of_words(state.last) or not mentions.of("measure"):
        return state
    return replace(state, last=replace(state.last, show="number", topic=None, subject="", refusal=None, claimed=()))
