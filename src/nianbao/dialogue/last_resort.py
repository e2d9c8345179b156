"""What is left where no figure and no rule is surely meant: words of the report, else a refusal that says why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nianbao.answering.evidence import Evidence
from nianbao.dialogue.state import State
from nianbao.dialogue.turns import LEFT
from nianbao.query import Query, Refusal, Scope, Why, Years, leaves
from nianbao.understanding.composing import COMPOSERS, years_of
from nianbao.understanding.composing_passages import TOPICS, passage_of, topic_of, words_asked
from nianbao.understanding.measuring import measures_of
from nianbao.understanding.reader import Reading
from nianbao.understanding.recognising import Setting
from nianbao.understanding.residue import named_words, residue
from nianbao.understanding.scoping import scope_of

_SURE_OF_WORDS = 0.4
"""From this on a question is one for the report's words, whether they are found or not."""
_SEVERAL = 2
_IT = re.compile(r"它|该[镇乡县区局]|那个?[镇乡县区局]")
_COUNTED = 0.5
"""A question so likely about a figure is not answered by a sentence near to it."""
WHY = re.compile(
    r"为什么|为何|为啥|咋回事|怎么回事|原因|凭什么|怎么会|why\b"
    r"|(?:怎么|咋)[^,，多几]{0,8}(?:变[多少高低]|[增减涨降]|[多少]了)"
    r"|(?<!超过)几天|多久|多长时间|how long"
)
"""Reasons and lengths of time are told in words, whatever figure the question names beside them."""
_REASON = re.compile(
    r"为什么|为何|为啥|怎么回事|咋回事|原因|why\b|(?:怎么|咋)[^,，多几]{0,8}(?:变[多少高低]|[增减涨降]|[多少]了)"
)
_LIKELY = 0.35
"""What a reason to refuse must have to be given."""
_HOW_MANY = re.compile(r"多少|几[件条次个份人篇家项场期]|how many|how much")
_OF_REPORTS = re.compile(r"公开|申请|复议|诉讼|年报|报告|政务|信息|收费|培训|电话|地址|联系|report|disclos|request")
"""Words of disclosure: without one of them, or a body, a question is about something else."""
_WHETHER = frozenset(("value_yesno",))
"""Whether a thing was published or done is told by the sentence that names it."""
_OF_FIGURES = (None, "subjects", "reason")
"""Topics that a follow-up asks of the figures told before it."""
_WHY: dict[str, Why] = {
    "sub_year": "sub_year", "sub_agency": "sub_agency", "qualifier": "qualifier", "person": "person",
    "opinion": "opinion", "future": "future", "off_topic": "off_topic", "command": "command",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A query for words; `sure` when the question certainly asks for some."""

    query: Query
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Whose report of which years, and what of that the turns before lend."""

    scope: Scope
    years: Years
    inherited: tuple[str, ...] = ()


def in_words(reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Wanted | None:
    """The query for what a report says in words; None for a question that asks how many or names nothing."""
    mentions = reading.mentions
    share = words_asked(reading.guesses)
    sure = share >= _SURE_OF_WORDS and reading.guesses[0].intent in TOPICS
    sure = sure or bool(WHY.search(mentions.folded))
    counted = sum(g.probability for g in reading.guesses if g.intent in COMPOSERS)
    at = _place(reading, setting, state)
    if not sure and reading.intent in _WHETHER and len(reading.left) >= LEFT and len(at.scope.bodies) == 1:
        whether = passage_of(mentions, "whether", evidence.catalogue, at.scope, at.years)
        return Wanted(query=replace(whether, inherited=at.inherited), sure=False)
    if not sure and (counted >= _COUNTED or _HOW_MANY.search(mentions.folded) or len(residue(mentions)) < LEFT):
        return None
    if not sure and not at.scope.bodies:
        return None
    topic = topic_of(reading.guesses) if share >= _LIKELY else None
    topic = "reason" if _REASON.search(mentions.folded) else topic
    query = passage_of(mentions, topic, evidence.catalogue, at.scope, at.years)
    if topic in _OF_FIGURES and "agency" in at.inherited and len(residue(mentions)) < LEFT:
        query = _of_figures(query, state, evidence)
    return Wanted(query=replace(query, inherited=at.inherited), sure=sure)


def _of_figures(query: Query, state: State, evidence: Evidence) -> Query:
    """The query with the measure of the turn before as its subject (他们主要问什么 after a count of requests)."""
    if query.measures or state.last is None:
        return query
    names = [evidence.catalogue.metric(m.metric).short for m in leaves(state.last.measures) if m.metric]
    return replace(query, subject="，".join((*names[:1], query.subject)))


def refused(reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Query:
    """The query that says why there is no answer: no such report, which body, which figure, or not told at all."""
    mentions, at = reading.mentions, _place(reading, setting, state)
    if mentions.of("group") and not mentions.of("body"):
        at = replace(at, scope=scope_of(mentions, setting.agencies.all, grouped=True))
    measures = measures_of(mentions, evidence.catalogue, several=False)
    plain = Query(show="number", scope=at.scope, years=at.years, measures=measures, inherited=at.inherited)
    why = _reason(reading)
    if why == "off_topic" and not mentions.of("body"):
        return _talk(why)
    if at.scope.unknown or at.scope.choices:
        return plain
    if not at.scope.bodies:
        about = bool(measures) or bool(_OF_REPORTS.search(mentions.folded))
        outside = why in ("off_topic", "opinion", "person", "command", "future")
        return plain if about and not outside else _talk(why if outside and why else "off_topic")
    if why in ("off_topic", "command"):
        return _talk(why)
    if at.scope.group and len(at.scope.bodies) < _SEVERAL:  # too few to speak for the group
        return plain
    named = "" if measures else "".join(m.words for m in mentions.of("measure"))
    left = reading.left or residue(mentions)
    what = (named_words(mentions) or left if left else "") or named
    if why is None and not what and not measures:
        return plain
    return replace(plain, refusal=Refusal(what=what, why=why or "no_metric"))


def _talk(why: Why) -> Query:
    return Query(show="talk", topic=why, refusal=Refusal(what="", why=why))


def _reason(reading: Reading) -> Why | None:
    """The likeliest reason to refuse, where it is likely enough."""
    best = next((g for g in reading.guesses if g.intent in _WHY), None)
    return _WHY[best.intent] if best is not None and best.probability >= _LIKELY else None


def _place(reading: Reading, setting: Setting, state: State) -> _Place:
    mentions = reading.mentions
    if state.last is not None and state.last.scope.unknown and _IT.search(mentions.folded):
        return _Place(scope=state.last.scope, years=state.last.years, inherited=("agency",))
    if mentions.of("body"):  # 设在哪个部门 beside a body names no set
        mentions = replace(mentions, found=tuple(m for m in mentions.found if m.kind not in ("group", "place")))
    scope, years = scope_of(mentions, setting.agencies.all, grouped=False), years_of(mentions)
    places = mentions.of("place")
    if places and not (scope.bodies or scope.group or scope.unknown):
        return _Place(scope=Scope(unknown=tuple(p.words for p in places[:1])), years=years)
    if scope.bodies or scope.group or scope.unknown or scope.choices or state.last is None:
        return _Place(scope=scope, years=years)
    inherited = ["agency"] if state.last.scope.bodies else []
    if not years.said and (state.years or state.last.years.said):
        years = Years(kind="given", values=state.years) if state.years else state.last.years
        inherited.append("year")
    return _Place(scope=state.last.scope, years=years, inherited=tuple(inherited))
