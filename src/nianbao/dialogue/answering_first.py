"""A question read, completed from the turns before it, answered from the ledger; or None, when the reader abstains."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.answering.answer import answer
from nianbao.answering.evidence import Evidence
from nianbao.dialogue.editing import edited, lent
from nianbao.dialogue.last_resort import WHY, in_words, refused
from nianbao.dialogue.own_words import STRICT, of_open_figure, of_own_label
from nianbao.dialogue.state import State
from nianbao.dialogue.turns import LEFT, Turn, following
from nianbao.dialogue.words_first import figures_next, keeps_thread, spoken
from nianbao.directory.naming import TAIL
from nianbao.model import Span
from nianbao.query import Body, Query, Refusal, Scope, Why, Years, leaves
from nianbao.text.fold import fold
from nianbao.understanding.composing import COMPOSERS, GROUPED, composed, years_of
from nianbao.understanding.described import nothing_counted, supported
from nianbao.understanding.measuring import measures_of
from nianbao.understanding.mentions import Mention, Mentions
from nianbao.understanding.reader import Reading
from nianbao.understanding.recognising import Setting
from nianbao.understanding.residue import content_in, residue, unexplained
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
_THE_OTHER = re.compile(r"另(?:外)?(?:那|的)?一?[个家]|别的那|其他那|剩下那")
_EARLIER = re.compile(
    r"(?:前面|刚才|之前|先前|上面|前)(?:说|提|问)?(?:到|过)?的?(?:那|一)一?个?(?:镇|乡|街道|局|单位|县|区|地方)?的?"
)
_STRUCTURE = re.compile(
    r"比|最|哪|各|分别|加|占|率|例|平均|增|减|降|升|排|第|吗|谁|为什么|怎么|咋|差|更|超|以上|以下|变|倍|都|什么|有没有"
    r"|是不是|是否|共|总|合计|除|不对|错|结果|几年|why|how|which"
)
"""Words that ask for more than the last question again."""
_NARROWER = re.compile(
    r"各?村(?!务|级|居|振兴)|社区(?!类|矫正)|站所|科室|[上下]半年|季度|(?<!\d)1?\d月(?!\d{1,2}日)|月份|[男女]性|外国|外籍|岁|年龄"
)
"""What is narrower than a report's yearly numbers of the whole body; never passed over."""
_SHORT = 16


def turn(text: str, reading: Reading, setting: Setting, evidence: Evidence, state: State) -> Turn:
    """The answer to a question: a figure, a rule, contact data, a number or words of the report's own, or a refusal."""
    state = figures_next(state, reading.mentions)
    query = _query(reading, setting, evidence, state) or spoken(reading, setting, evidence, state)
    if query is None:
        own = of_open_figure(reading, text, setting, evidence, state)
        own = own or of_own_label(reading, text, setting, evidence, state)
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
    if (picked := _picked(mentions, state)) is not None:
        return picked
    if mentions.unheld and any(m.agencies for m in mentions.of("body")):
        return None
    earlier = _earlier_body(mentions, state)
    if earlier is not None and state.last is not None:
        state = replace(state, last=replace(state.last, scope=Scope(bodies=(earlier,))))
    if earlier is not None or (state.last is not None and _elliptic(mentions)):
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


def _elliptic(mentions: Mentions) -> bool:
    """True for a turn of mentions and light words alone: the last question again, of what is named."""
    plain = mentions.rest
    for name in mentions.applicant_words if mentions.applicant is not None else ():
        plain = plain.replace(name, " ")
    whole = bool(mentions.of("body")) and bool(mentions.of("measure"))
    named = bool(mentions.of("body", "year", "years", "measure")) or mentions.applicant is not None
    told = any(m.described for m in mentions.of("measure")) or mentions.of("group", "place", "number")
    light = len("".join(plain.split())) <= _SHORT and not _STRUCTURE.search(plain) and not residue(mentions)
    return named and not whole and not told and light


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
    if query is None or _far_from_question(mentions) or _needs_body(query, setting):
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
        told = told or (asks and not named and bool(content_in(clause, start, mentions)))
        start = end + 1
    return told and not asking


def _picked(mentions: Mentions, state: State) -> Query | None:
    """The reply to "which one?": a place or a name among the bodies offered; "the other one" afterwards."""
    last = state.last
    if last is None:
        return None
    pool = state.offered or state.passed
    text = mentions.folded
    if state.passed and _THE_OTHER.search(text) and not mentions.of("body", "measure"):
        others = [b for b in state.passed if b not in last.scope.bodies]
        if len(others) == 1:
            return replace(last, scope=Scope(bodies=(others[0],)), inherited=("year", "metric"), notes=())
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
