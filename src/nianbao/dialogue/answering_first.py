"""A question read, completed from the turns before it, answered from the ledger; or None, when the reader abstains."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from nianbao.answering.answer import answer
from nianbao.answering.evidence import Evidence
from nianbao.answering.open_figures import ENOUGH, nearest
from nianbao.answering.phrases import quoted
from nianbao.dialogue.editing import edited
from nianbao.dialogue.state import State, after
from nianbao.dialogue.words_first import figures_next, keeps_thread, spoken
from nianbao.directory.naming import TAIL
from nianbao.model import Answer, Refused, ReportCard
from nianbao.query import Body, Measure, Query, Refusal, Scope, Why, Years
from nianbao.text.fold import fold
from nianbao.understanding.composing import COMPOSERS, GROUPED, composed, years_of
from nianbao.understanding.described import nothing_counted, supported
from nianbao.understanding.measuring import measures_of
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.reader import Reading
from nianbao.understanding.recognising import Setting
from nianbao.understanding.residue import content, unit_of
from nianbao.understanding.scoping import scope_of

SURE = 0.42
"""The likeliest intent must have this probability. With what the slots demand it was right in 19 of 20 trial answers."""
_SURE_OF_REFUSAL = 0.75
_LEFT = 2
"""So many content characters that nothing accounts for make the reader abstain."""
_REFUSALS: dict[str, Why] = {"sub_year": "sub_year", "sub_agency": "sub_agency", "qualifier": "qualifier"}
_HOW_MANY = re.compile(r"多少|几(?!乎)|数$|率|金额|how many|how much")
_WHY = re.compile(r"为什么|为何|为啥|咋回事|怎么回事|原因|凭什么|怎么会|why\b")
_OF_TWO = frozenset(("which_body", "diff_bodies", "compare_bodies"))
"""Intents for which one body named is set against the one talked about."""
_SHOWN = {
    "sum_years": "sum_shown", "sum_bodies": "sum_shown", "sum_measures": "sum_shown", "diff_bodies": "diff_shown",
    "diff_measures": "diff_shown", "which_body": "which_shown", "which_measure": "which_shown",
    "rank_max": "which_shown", "share": "share_shown", "change": "change_shown", "rank_nth": "nth_shown",
}  # fmt: skip
_EARLIER = re.compile(r"(?:前面|刚才|之前|先前|上面|前)(?:说|提|问)?(?:到|过)?的?(?:那|一)一?个?(?:镇|乡|街道|局|单位|县|区|地方)?的?")
_BARE = re.compile(r"(?:那么?|那个|再看|再问|顺便问下?|顺便|还有|换成|换|改成|改看|其中)?[AYMS、和,的]{1,8}(?:的|呢|怎么样|如何|吧|也要|[?？。!！])*")
"""A turn of mentions alone: the last question again, of what is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An answer with the query it answers and the state after it."""

    answer: Answer
    query: Query
    state: State


def turn(text: str, reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Turn | None:
    """The answer to a question as far as the reader is sure of it; None leaves it to others."""
    state = figures_next(state, reading.mentions)
    query = _query(reading, setting, evidence, state) or spoken(reading, setting, evidence, state)
    if query is None:
        return _of_open_figure(reading, text, setting, evidence, state)
    found = answer(query, text, evidence)
    if found.status == "not_stated" and _single(query):
        own = _of_open_figure(reading, text, setting, evidence, state, enough=_STRICT)
        found, query = (own.answer, own.query) if own is not None else (found, query)
    if found.status == "not_stated" and (query.show == "contact" or _described(reading)):
        return None  # an earlier report may tell it, or the words meant something else
    if query.scope.bodies and any(b in (*state.offered, *state.passed) for b in query.scope.bodies):
        state = replace(state, passed=state.offered or state.passed)
    return Turn(answer=found, query=query, state=_next(state, query, found) if keeps_thread(query) else state)


_STRICT = 0.85
"""Where the report does not state the measure itself, a clause must say nearly all of what is asked."""
_COUNTING = frozenset(("value", "value_yesno", "same", "qualifier", "off_topic", "passage", "when_how_often", "breakdown"))
"""Intents under which a number of the report's own may be asked for: that it is off the topic the report decides."""


def _described(reading: Reading) -> bool:
    return any(m.described for m in reading.mentions.of("measure"))


def _single(query: Query) -> bool:
    """True for one figure of one report, looked up."""
    plain = query.show == "number" and not (query.group_by or query.reduce or query.compare or query.refusal)
    return plain and len(query.measures) == 1 and not query.measures[0].of and query.measures[0].applicant is None


def _of_open_figure(
    reading: Reading, text: str, setting: Setting, evidence: Evidence, state: State, enough: float = ENOUGH
) -> Turn | None:
    """A number that the one report asked about states in its own words, whatever the catalogue counts."""
    mentions = reading.mentions
    if not reading.guesses or reading.guesses[0].intent not in _COUNTING or not _HOW_MANY.search(mentions.folded):
        return None
    scope = scope_of(mentions, setting.agencies.all, grouped=False)
    if scope.unknown or scope.choices or scope.group:
        return None
    years, inherited = years_of(mentions), []
    if not scope.bodies and state.last is not None and len(state.last.scope.bodies) == 1:
        scope, inherited = state.last.scope, ["agency"]
        years = years if years.said else state.last.years
    card = _card(scope, years, evidence)
    words = content(mentions)
    if card is None or (len(reading.left) < _LEFT and mentions.of("measure")):
        return None
    figure = nearest(evidence, card, words, unit_of(mentions))
    if figure is None:
        return None
    measure = Measure(label=figure.label, figure=(figure.report_id, figure.id))
    query = Query(show="number", scope=scope, years=years, measures=(measure,), inherited=tuple(inherited))
    found = answer(query, text, evidence)
    found = replace(found, text=f"{found.text}（原文：{quoted(figure.quote)}）")
    return Turn(answer=found, query=query, state=_next(state, query, found))


def _card(scope: Scope, years: Years, evidence: Evidence) -> ReportCard | None:
    """The one report that is asked about; None when there are several or none."""
    if len(scope.bodies) != 1 or len(years.values) > 1 or years.kind == "all":
        return None
    agency = evidence.agency(scope.bodies[0])
    wanted = years.values[0] if years.values else max(agency.years, default=None)
    return next((c for c in agency.cards if c.year == wanted), None)


def _next(state: State, query: Query, found: Answer) -> State:
    if found.status == "ambiguous":
        return replace(state, last=query, offered=query.scope.choices)
    years = [f.year for f in found.figures if f.year is not None]
    return after(state, query, years)


def _query(reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Query | None:
    """The complete query, or None."""
    mentions = reading.mentions
    if not reading.guesses or (_WHY.search(mentions.folded)):
        return None
    if (picked := _picked(mentions, state)) is not None:
        return picked
    if mentions.unheld and any(m.agencies for m in mentions.of("body")):
        return None
    if (earlier := _earlier_body(mentions, state)) is not None:
        state = replace(state, last=replace(state.last, scope=Scope(bodies=(earlier,)))) if state.last else state
        return edited("same", mentions, state, evidence.catalogue, setting.agencies.all)
    if state.last is not None and _BARE.fullmatch(mentions.masked):
        return edited("same", mentions, state, evidence.catalogue, setting.agencies.all)
    best = reading.guesses[0]
    if best.intent in _REFUSALS and best.probability >= _SURE_OF_REFUSAL:
        return _refused(_REFUSALS[best.intent], reading, setting, evidence, state)
    for intent, probability in _editing(reading):
        query = edited(intent, mentions, state, evidence.catalogue, setting.agencies.all)
        if query is not None and probability >= SURE and len(reading.left) < _LEFT:
            return query
    if reading.probability < SURE or not _accounted(reading) or nothing_counted(mentions):
        return None
    intent = reading.intent
    if intent not in COMPOSERS:
        return None
    if state.last is not None:
        filled = _filled(mentions, setting, evidence, state, intent)
        if filled is not None:
            return filled
    if state.last is not None and state.last.scope.bodies and not mentions.of("body", "group", "place"):
        return None  # without a body of its own a turn is about those of the turn before, or not for this reader
    query = reading.query
    if query is None or _far_from_question(mentions) or _needs_body(query, setting):
        return None
    return query


def _editing(reading: Reading) -> list[tuple[str, float]]:
    """The likeliest intents. In a turn that names nothing, adding up can only mean what was shown: kin count together."""
    if reading.mentions.found:
        return [(g.intent, g.probability) for g in reading.guesses[:2]]
    found: dict[str, float] = {}
    for guess in reading.guesses:
        kin = _SHOWN.get(guess.intent, guess.intent)
        found[kin] = found.get(kin, 0.0) + guess.probability
    return sorted(found.items(), key=lambda item: -item[1])[:2]


def _accounted(reading: Reading) -> bool:
    """True when no content word is left over; a check is of all that the report states, whatever else is said."""
    return len(reading.left) < _LEFT or reading.intent == "check" or supported(reading.mentions)


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
    wants = _with_measures(mentions, last)
    query = composed(
        intent, wants, catalogue, held, scope=scope if own_scope else last.scope, years=_kept_years(mentions, last)
    )
    if query is None:
        return None
    inherited = [n for n, own in (("agency", own_scope), ("year", bool(mentions.of("year", "years"))), ("metric", bool(mentions.of("measure")))) if not own]
    return replace(query, inherited=tuple(inherited))


def _kept_years(mentions: Mentions, last: Query) -> Years | None:
    if mentions.of("year", "years") or not last.years.values:
        return None
    if last.group_by == "year" and last.compare and len(last.years.values) == 2:
        return Years(kind="given", values=last.years.values[-1:])
    return last.years


def _with_measures(mentions: Mentions, last: Query) -> Mentions:
    """The mentions with the measures of the last query where the turn names none."""
    from nianbao.model import Span
    from nianbao.query import leaves
    from nianbao.understanding.mentions import Mention

    if mentions.of("measure"):
        return mentions
    kept = tuple(
        Mention(kind="measure", spans=(Span(start=0, end=0),), metric=m.metric, score=1.0)
        for m in leaves(last.measures)
        if m.metric
    )
    applicant = mentions.applicant or next((m.applicant for m in leaves(last.measures) if m.applicant), None)
    return replace(mentions, found=(*kept, *mentions.found), applicant=applicant)


def _far_from_question(mentions: Mentions) -> bool:
    """True when the measures stand in clauses that only tell a story, and the clause that asks has none of its own."""
    clauses = re.split(r"[,，。;；!！?？]", mentions.folded)
    if len(clauses) < 2:
        return False
    start, asking, told = 0, False, False
    for clause in clauses:
        end = start + len(clause)
        asks = bool(re.search(r"多少|几|哪|有没有|是不是|是否|吗|谁|多大|怎么样", clause))
        named = any(start <= m.start < end for m in mentions.of("measure"))
        asking = asking or (asks and named)
        told = told or (asks and not named)
        start = end + 1
    return told and not asking


def _picked(mentions: Mentions, state: State) -> Query | None:
    """The reply to "which one?": a place or a name among the bodies offered; "the other one" afterwards."""
    last = state.last
    if last is None:
        return None
    pool = state.offered or state.passed
    text = mentions.folded
    if not pool or mentions.of("measure"):
        return None
    named = [b for b in pool if _named_in(b, text)]
    if len(named) != 1:
        return None
    return replace(last, scope=Scope(bodies=(named[0],)), inherited=("year", "metric"), notes=())


def _earlier_body(mentions: Mentions, state: State) -> Body | None:
    """The body talked about before the last one (前面那个镇21年的呢)."""
    if len(state.bodies) < 2 or mentions.of("body", "group", "place"):
        return None
    return state.bodies[-2] if _EARLIER.search(mentions.folded) else None


def _named_in(body: Body, text: str) -> bool:
    above = fold(body.place.removesuffix(body.name))
    return bool(above) and (above in text or (len(TAIL.sub("", above)) >= 2 and TAIL.sub("", above) in text))


def _refused(why: Why, reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Query | None:
    """What no report tells, refused by name: months, villages, ages."""
    mentions = reading.mentions
    scope = scope_of(mentions, setting.agencies.all, grouped=False)
    if not scope.bodies and state.last is not None:
        scope = state.last.scope
    if not scope.bodies or scope.unknown:
        return None
    measures = measures_of(mentions, evidence.catalogue, several=False)
    what = reading.left or "".join(mentions.rest.split())[:12]
    return Query(
        show="number", scope=scope, years=years_of(mentions), measures=measures, refusal=Refusal(what=what, why=why)
    )


_STRUCTURED = frozenset(COMPOSERS) - {"value", "value_yesno", "claim_yesno", "breakdown", "check", "trend", "sum_years", "sum_bodies"}
_SURE_OF_STRUCTURE = 0.7


def unmet(reading: Reading, found: Answer) -> Answer:
    """The answer of another reader, unless it gives a plain figure where a comparison, share or order was asked."""
    best = reading.guesses[0] if reading.guesses else None
    plain = found.status == "answered" and isinstance(found.value, Decimal) and found.understood.operation == "lookup"
    if best is None or not plain:
        return found
    if best.intent not in _STRUCTURED or best.probability < _SURE_OF_STRUCTURE:
        return found if _says(reading.left, found) else _unsaid(reading.left, found)
    return Answer(
        question=found.question, understood=found.understood, status="ambiguous", text=_SAY_BOTH,
        refused=Refused(what=found.question, why="unclear"),
    )


def _says(left: str, found: Answer) -> bool:
    """True when what is left of the question stands in the words that the answer quotes, as far as it is told apart."""
    pairs = [left[i : i + 2] for i in range(len(left) - 1)]
    said = fold("".join(f.quote + f.section + f.label for f in found.figures))
    return len(left) < _LEFT or any(pair in said for pair in pairs)


def _unsaid(left: str, found: Answer) -> Answer:
    """That the report does not say it, by the words it was asked in."""
    text = f"查到的报告没有写“{left}”的数，不能用相近的数代替。"
    return Answer(
        question=found.question, understood=found.understood, status="not_stated", text=text,
        refused=Refused(what=left, why="no_metric"),
    )


_SAY_BOTH = "没有弄清要比较、合计或占比的是哪几项，请把机关、年份和每一项都写明，例如“某镇2022年网站发布比公众号多多少条”。"


__all__ = ["Turn", "turn", "unmet"]
