"""Numbers that a report states in its own words, whatever the catalogue counts."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.answering.answer import answer
from nianbao.answering.evidence import Evidence
from nianbao.answering.open_figures import ENOUGH, nearest
from nianbao.answering.own_labels import shortened
from nianbao.answering.phrases import quoted
from nianbao.dialogue.state import State
from nianbao.dialogue.turns import LEFT, Turn, following
from nianbao.model import ReportCard
from nianbao.query import Measure, Query, Scope, Years
from nianbao.understanding.composing import years_of
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.negated import denies_something
from nianbao.understanding.reader import Reading
from nianbao.understanding.recognising import Setting
from nianbao.understanding.residue import ITS_OWN, content, unit_of
from nianbao.understanding.scoping import scope_of

_HOW_MANY = re.compile(r"多少|几(?!乎)|数$|率|金额|how many|how much")
STRICT = 0.85
"""Where the report does not state the measure itself, a clause must say nearly all of what is asked."""
_LISTS = re.compile(r"、|和|以及|不算|不含|除了|除去|去掉|不包括")
"""Several things, or all but one, are no single figure."""
_LEAST, _MOST = 2, 12
_UNASKED = re.compile(r"信息|条数|件数|人数|次数|数量|数$|类$|[^\u4e00-\u9fa5]")
"""What a label asked for by itself may be followed by."""
_ASKS = re.compile(r"[?？吗呢]|什么|怎|如何|为|谁|哪|是否|有没有|是不是|多少|几")
_COUNTING = frozenset(
    ("value", "value_yesno", "same", "qualifier", "off_topic", "passage", "when_how_often", "supervision", "training",
     "measures", "channels", "organisation", "subjects", "summary", "plans", "who", "has_report")
)  # fmt: skip
"""Intents under which a number of the report's own may be asked for: that it is off the topic the report decides."""


def of_open_figure(
    reading: Reading, text: str, setting: Setting, evidence: Evidence, state: State, enough: float = ENOUGH
) -> Turn | None:
    """A number that the one report asked about states in its own words, whatever the catalogue counts."""
    mentions = reading.mentions
    if not reading.guesses or reading.guesses[0].intent not in _COUNTING or not _HOW_MANY.search(mentions.folded):
        return None
    scope = _one_body(mentions, setting)
    if scope.unknown or scope.choices or scope.group:
        return None
    years, inherited = years_of(mentions), []
    if not scope.bodies and state.last is not None and len(state.last.scope.bodies) == 1:
        scope, inherited = state.last.scope, ["agency"]
        years = years if years.said else state.last.years
    card = _card(scope, years, evidence)
    words = content(mentions)
    composed = reading.query is not None and len(reading.left) < LEFT and bool(mentions.of("measure"))
    if card is None or (composed and enough < STRICT) or _LISTS.search(_asking(mentions.folded)):
        return None
    if (ITS_OWN.search(mentions.folded) and mentions.of("measure")) or denies_something(mentions):
        return None
    figure = nearest(evidence, card, words, unit_of(mentions), enough, uncounted=enough >= STRICT)
    if figure is None:
        return None
    measure = Measure(label=figure.label, figure=(figure.report_id, figure.id))
    query = Query(show="number", scope=scope, years=years, measures=(measure,), inherited=tuple(inherited))
    found = answer(query, text, evidence)
    found = replace(found, text=f"{found.text}（原文：{quoted(figure.quote)}）")
    return Turn(answer=found, query=query, state=following(state, query, found))


def of_label(reading: Reading, text: str, setting: Setting, evidence: Evidence) -> Turn | None:
    """The number that stands beside a label of the one report, where a question is nothing but a body, a year and the
    label or a short form of it (枫桥2012财管类)."""
    mentions = reading.mentions
    words = _UNASKED.sub("", "".join(mentions.rest.split()))
    if mentions.of("measure", "group", "place") or _ASKS.search(mentions.folded) or not _LEAST <= len(words) <= _MOST:
        return None
    scope, years = _one_body(mentions, setting), years_of(mentions)
    card = None if scope.unknown or scope.choices or scope.group or not scope.bodies else _card(scope, years, evidence)
    figure = None if card is None else shortened(evidence, card, words)
    if figure is None:
        return None
    measure = Measure(label=figure.label, figure=(figure.report_id, figure.id))
    query = Query(show="number", scope=scope, years=years, measures=(measure,))
    found = answer(query, text, evidence)
    return Turn(answer=found, query=query, state=following(State(), query, found))


def _one_body(mentions: Mentions, setting: Setting) -> Scope:
    """Whose report is asked; beside the one body named a group is something its report counts (多少家用人单位)."""
    scope = scope_of(mentions, setting.agencies.all, grouped=False)
    if scope.group and len(scope.focus) == 1 and scope.place is None:
        return Scope(bodies=scope.focus, unknown=scope.unknown)
    return scope


def _asking(folded: str) -> str:
    """The last clause that asks how many."""
    clauses = [c for c in re.split(r"[,，。;；!！?？]", folded) if _HOW_MANY.search(c)]
    return clauses[-1] if clauses else folded


def _card(scope: Scope, years: Years, evidence: Evidence) -> ReportCard | None:
    """The one report that is asked about; None when there are several or none."""
    if len(scope.bodies) != 1 or len(years.values) > 1 or years.kind == "all":
        return None
    agency = evidence.agency(scope.bodies[0])
    wanted = years.values[0] if years.values else max(agency.years, default=None)
    return next((c for c in agency.cards if c.year == wanted), None)
