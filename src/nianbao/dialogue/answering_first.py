"""A question read, completed from the turns before it, answered from the ledger; or None, when the reader abstains."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.answering.answer import answer
from nianbao.answering.evidence import Evidence
from nianbao.answering.open_figures import fits
from nianbao.dialogue.editing import edited, lent
from nianbao.dialogue.last_resort import WHY, in_words, refused
from nianbao.dialogue.own_words import STRICT, of_open_figure, of_own_label, of_quoted, of_short_label
from nianbao.dialogue.picking import earlier_body, picked
from nianbao.dialogue.references import elliptic, far_from_question
from nianbao.dialogue.state import State
from nianbao.dialogue.turns import LEFT, Turn, following
from nianbao.dialogue.words_first import figures_next, keeps_thread, spoken
from nianbao.model import Span
from nianbao.query import Query, Refusal, Scope, Why, Years, leaves
from nianbao.understanding.composing import COMPOSERS, GROUPED, composed, years_of
from nianbao.understanding.described import nothing_counted, supported
from nianbao.understanding.measuring import measures_of
from nianbao.understanding.mentions import Mention, Mentions
from nianbao.understanding.qualified import qualifier_in
from nianbao.understanding.reader import Reading
from nianbao.understanding.recognising import Setting
from nianbao.understanding.residue import unexplained, unit_of
from nianbao.understanding.scoping import scope_of

SURE = 0.38
"""What the likeliest intent must have; set by hand on the open half of the people's questions."""
_SURE_OF_REFUSAL = 0.75
_REFUSALS: dict[str, Why] = {"sub_year": "sub_year", "sub_agency": "sub_agency", "qualifier": "qualifier"}
_OF_TWO = frozenset(("which_body", "diff_bodies", "compare_bodies"))
"""Intents for which one body named is set against the one talked about."""
_SHOWN = {
    "sum_years": "sum_shown", "sum_bodies": "sum_shown", "sum_measures": "sum_shown", "diff_bodies": "diff_shown",
    "diff_measures": "diff_shown", "which_body": "which_shown", "which_measure": "which_shown",
    "rank_max": "which_shown", "share": "share_shown", "change": "change_shown", "rank_nth": "nth_shown",
}  # fmt: skip
_NARROWER = re.compile(
    r"各?村(?!务|级|居|振兴)|社区(?!类|矫正)|站所|科室|[上下]半年|季度|(?<!\d)1?\d月(?!\d{1,2}日)|月份|[男女]性|外国|外籍|岁|年龄"
)
"""What is narrower than a report's yearly numbers of the whole body; never passed over."""


def turn(text: str, reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Turn:
    """The answer to a question: a figure, a rule, contact data, a number or words of the report's own, or a refusal."""
    state = figures_next(state, reading.mentions)
    if (narrowed := _narrowed(text, reading, setting, evidence, state)) is not None:
        return narrowed
    query = _query(reading, setting, evidence, state) or spoken(reading, setting, evidence, state)
    if query is None or _counts_otherwise(query, reading, evidence):
        own = of_open_figure(reading, text, setting, evidence, state)
        own = own or of_own_label(reading, text, setting, evidence, state) if query is None else own
        own = own or of_short_label(reading, text, setting, evidence)
        if own is not None or query is None:
            own = own or of_quoted(reading, text, evidence, state)
            return own or _otherwise(text, reading, setting, evidence, state)
    found = answer(query, text, evidence)
    if found.status == "not_stated" and _single(query):
        own = of_open_figure(reading, text, setting, evidence, state, enough=STRICT)
        own = own or of_own_label(reading, text, setting, evidence, state)
        found, query = (own.answer, own.query) if own is not None else (found, query)
    if found.status == "not_stated" and (query.show == "contact" or _described(reading)):
        other = _otherwise(text, reading, setting, evidence, state)
        if other.answer.status == "answered":
            return other
    if query.scope.bodies and any(b in (*state.offered, *state.passed) for b in query.scope.bodies):
        state = replace(state, passed=state.offered or state.passed)
    return Turn(answer=found, query=query, state=following(state, query, found) if keeps_thread(query) else state)


def _narrowed(text: str, reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Turn | None:
    """What is asked of women, the old or others that no form tells apart: the report's own number of them, else a
    refusal by name."""
    words = qualifier_in(reading.mentions)
    if words is None:
        return None
    own = of_open_figure(reading, text, setting, evidence, state, enough=STRICT)
    if own is not None:
        return own
    query = _refused("qualifier", reading, setting, evidence, state, what=words)
    return None if query is None else Turn(answer=answer(query, text, evidence), query=query, state=state)


def _counts_otherwise(query: Query, reading: Reading, evidence: Evidence) -> bool:
    """True when a question counts in a unit that its measure is not counted in (播了多少次, where 条 are counted)."""
    asked = unit_of(reading.mentions)
    if asked in (None, "%", "元", "个") or not _single(query) or query.metric is None:
        return False
    entry = evidence.catalogue.metric(query.metric)
    return not any(fits(asked, unit) for unit in (entry.unit, *entry.units) if unit)


def _otherwise(text: str, reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Turn:
    """What the report says in words, else why there is no answer."""
    wanted = in_words(reading, setting, evidence, state)
    if wanted is not None:
        found = answer(wanted.query, text, evidence)
        if found.status == "answered" or wanted.sure:
            kept = following(state, wanted.query, found) if keeps_thread(wanted.query) else state
            return Turn(answer=found, query=wanted.query, state=kept, sure=wanted.sure)
    query = refused(reading, setting, evidence, state)
    found = answer(query, text, evidence)
    new = "agency" not in query.inherited or bool(query.measures)
    kept = following(state, query, found) if new and keeps_thread(query) and query.show != "talk" else state
    return Turn(answer=found, query=query, state=kept, sure=False)


def _described(reading: Reading) -> bool:
    return any(m.described for m in reading.mentions.of("measure"))


def _single(query: Query) -> bool:
    """True for one figure of one report, looked up."""
    plain = query.show == "number" and not (query.group_by or query.reduce or query.compare or query.refusal)
    return plain and len(query.measures) == 1 and not query.measures[0].of and query.measures[0].applicant is None


def _query(reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Query | None:
    """The complete query, or None."""
    mentions = reading.mentions
    if not reading.guesses or (WHY.search(mentions.folded)):
        return None
    if (chosen := picked(mentions, state)) is not None:
        return chosen
    if mentions.unheld and any(m.agencies for m in mentions.of("body")):
        return None
    earlier = earlier_body(mentions, state)
    if earlier is not None and state.last is not None:
        state = replace(state, last=replace(state.last, scope=Scope(bodies=(earlier,))))
    if earlier is not None or (state.last is not None and elliptic(mentions)):
        return edited("same", mentions, state, evidence.catalogue, setting.agencies.all)
    best = reading.guesses[0]
    if best.intent in _REFUSALS and best.probability >= _SURE_OF_REFUSAL:
        return _refused(_REFUSALS[best.intent], reading, setting, evidence, state)
    for intent, probability in _editing(reading):
        query = edited(intent, mentions, state, evidence.catalogue, setting.agencies.all)
        if query is not None and probability >= SURE and len(reading.left) < LEFT:
            return query
    if reading.probability < SURE or not _accounted(reading) or nothing_counted(mentions):
        return None
    return _said(reading, setting, evidence, state)


def _said(reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Query | None:
    """The query of the likeliest intent: with what the turns before it lend, else by what the question says itself."""
    mentions, intent = reading.mentions, reading.intent
    if intent not in COMPOSERS:
        return None
    if (filled := _filled(mentions, setting, evidence, state, intent)) is not None:
        return filled
    if state.last is not None and state.last.scope.bodies and not mentions.of("body", "group", "place"):
        return None  # without a body of its own a turn is about those of the turn before, or not for this reader
    query = reading.query
    if query is None or far_from_question(mentions) or _needs_body(query, setting):
        return None
    return query


def _editing(reading: Reading) -> list[tuple[str, float]]:
    """The likeliest intents. In a turn that names nothing, adding up means what was shown: kin count together."""
    if reading.mentions.found:
        return [(g.intent, g.probability) for g in reading.guesses[:2]]
    found: dict[str, float] = {}
    for guess in reading.guesses:
        kin = _SHOWN.get(guess.intent, guess.intent)
        found[kin] = found.get(kin, 0.0) + guess.probability
    return sorted(found.items(), key=lambda item: -item[1])[:2]


def _accounted(reading: Reading) -> bool:
    """True when no content word is left over; a check is of all that the report states, whatever else is said."""
    left = unexplained(reading.left, reading.intent)
    if _NARROWER.search(reading.mentions.rest):
        return False
    return len(left) < LEFT or reading.intent == "check" or supported(reading.mentions, left)


def _needs_body(query: Query, setting: Setting) -> bool:
    """A question that names no body, where the index holds several, is for others to ask back."""
    scope = query.scope
    return not (scope.bodies or scope.choices or scope.unknown or scope.group) and len(setting.agencies.all) > 1


def _filled(
    mentions: Mentions, setting: Setting, evidence: Evidence, state: State, intent: str
) -> Query | None:
    """A follow-up that leaves out its body, year or measure, completed from the last query."""
    last = state.last
    held, catalogue = setting.agencies.all, evidence.catalogue
    scope = scope_of(mentions, held, grouped=intent in GROUPED)
    own_scope = bool(scope.bodies or scope.group or scope.unknown or scope.choices)
    whole = own_scope and mentions.of("measure") and not (intent in _OF_TWO and len(scope.bodies) == 1)
    if last is None or whole:
        return None
    if own_scope and intent in _OF_TWO and not scope.group and len(scope.bodies) == len(last.scope.bodies) == 1:
        scope = replace(scope, bodies=(*last.scope.bodies, *scope.bodies))
    if own_scope and intent in _OF_TWO and last.scope.unknown and not scope.group:  # it is none of those held
        return replace(last, show="number", group_by=None, compare=None, inherited=lent(last))
    wants = _with_measures(mentions, last)
    query = composed(
        intent, wants, catalogue, held, scope=scope if own_scope else last.scope, years=_kept_years(mentions, last)
    )
    if query is None:
        return None
    own_parts = {
        "agency": own_scope, "year": bool(mentions.of("year", "years")), "metric": bool(mentions.of("measure")),
    }  # fmt: skip
    return replace(query, inherited=tuple(n for n in lent(last) if not own_parts[n]))


def _kept_years(mentions: Mentions, last: Query) -> Years | None:
    if mentions.of("year", "years") or not last.years.values:
        return None
    if last.group_by == "year" and last.compare and len(last.years.values) == 2:
        return Years(kind="given", values=last.years.values[-1:])
    return last.years


def _with_measures(mentions: Mentions, last: Query) -> Mentions:
    """The mentions with the measures of the last query where the turn names none."""
    if mentions.of("measure"):
        return mentions
    kept = tuple(
        Mention(kind="measure", spans=(Span(start=0, end=0),), metric=m.metric, score=1.0)
        for m in leaves(last.measures)
        if m.metric
    )
    applicant = mentions.applicant or next((m.applicant for m in leaves(last.measures) if m.applicant), None)
    return replace(mentions, found=(*kept, *mentions.found), applicant=applicant)


def _refused(
    why: Why, reading: Reading, setting: Setting, evidence: Evidence, state: State, what: str = ""
) -> Query | None:
    """What no report tells, refused by name: months, villages, ages."""
    mentions = reading.mentions
    scope = scope_of(mentions, setting.agencies.all, grouped=bool(mentions.of("group")))
    if not scope.bodies and state.last is not None:
        scope = state.last.scope
    if not scope.bodies or scope.unknown:
        return None
    measures = measures_of(mentions, evidence.catalogue, several=False)
    what = what or reading.left or "".join(mentions.rest.split())[:12]
    return Query(
        show="number", scope=scope, years=years_of(mentions), measures=measures, refusal=Refusal(what=what, why=why)
    )
