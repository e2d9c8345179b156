"""Numbers that a report states in its own words, whatever the catalogue counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nianbao.answering.answer import answer
from nianbao.answering.evidence import Evidence
from nianbao.answering.open_figures import ENOUGH, fits, nearest
from nianbao.answering.own_labels import CATEGORY, core_of, shortened
from nianbao.answering.phrases import quoted
from nianbao.dialogue.state import State
from nianbao.dialogue.turns import LEFT, Turn, following
from nianbao.model import Answer, ReportCard
from nianbao.query import Measure, Query, Scope, Years, leaves
from nianbao.text.fold import fold
from nianbao.understanding.composing import years_of
from nianbao.understanding.mentions import Mention, Mentions, blanked
from nianbao.understanding.negated import denies_something
from nianbao.understanding.reader import Reading
from nianbao.understanding.recognising import Setting
from nianbao.understanding.residue import ITS_OWN, content, unit_of
from nianbao.understanding.scoping import scope_of

_HOW_MANY = re.compile(r"多少|几(?!乎)|数$|率|金额|how many|how much")
STRICT = 0.85
"""Where the report does not state the measure itself, a clause must say nearly all of what is asked."""
_BRIEFLY = 0.65
"""So it must where nothing in the question asks for a number."""
_LISTS = re.compile(r"、|和|以及|不算|不含|除了|除去|去掉|不包括")
"""Several things, or all but one, are no single figure."""
_SHARE = re.compile(
    r"(?P<part>[^占]{2,20})占(?P<whole>.{2,20}?)的?(?:百分之几|比例|比重|几成|多少|多大比例|百分比).{0,6}"
)
_BUT = re.compile(r"不算|不含|除|去掉|不包括")
_LINKS = re.compile(r"[、,，]|和|与|以及|跟")
_LABELLED = frozenset(
    ("value", "value_yesno", "share", "breakdown", "sub_year", "sub_agency", "qualifier", "off_topic", "passage",
     "same")
)
"""Intents under which the number of a label may be asked for."""
_LIKELY = 0.3
_OF_ASKING = re.compile(
    r"(?:有|是|为|共|发|收|报)?(?:各|分别)?(?:公开了?|发布?了?|有|是)?(?:多少|几)(?:[条件次个份人篇期场元项家名]|人次|万元)?|请问|其中|大概|大约|一共|总共|报告|年报"
    r"|[里中](?=写|说|的)|[的了吗呢有是?？,，。]|\s"
)
_CLAUSE = re.compile(r"[,，。;；、:：]")
_LEAST, _MOST = 2, 12
_UNASKED = re.compile(r"信息|条数|件数|人数|次数|数量|数$|类$|[^\u4e00-\u9fa5]")
"""What a label asked for by itself may be followed by."""
_ASKS = re.compile(r"[?？吗呢]|什么|怎|如何|为|谁|哪|是否|有没有|是不是|多少|几|多久|多长时间")
_COUNTING = frozenset(
    ("value", "value_yesno", "same", "qualifier", "off_topic", "passage", "when_how_often", "supervision", "training",
     "measures", "channels", "organisation", "subjects", "summary", "plans", "who", "has_report")
)  # fmt: skip
"""Intents under which a number of the report's own may be asked for: that it is off the topic the report decides."""
_CHANGES = frozenset(("change", "change_percent", "share"))
"""Those of things that have no measure: the report may state their rate itself."""


def of_open_figure(
    reading: Reading, text: str, setting: Setting, evidence: Evidence, state: State, enough: float = ENOUGH
) -> Turn | None:
    """A number that the one report asked about states in its own words, whatever the catalogue counts."""
    mentions = reading.mentions
    brief = not _ASKS.search(mentions.folded) and len("".join(mentions.rest.split())) <= _MOST  # 枫桥15 历年累计受理
    if not _may_count(reading) or not (brief or _HOW_MANY.search(mentions.folded)):
        return None
    enough = max(enough, _BRIEFLY) if brief else enough
    scope, years, inherited = _whose(mentions, setting, state)
    if scope.unknown or scope.choices or scope.group:
        return None
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
    query = Query(show="number", scope=scope, years=years, measures=(measure,), inherited=inherited)
    found = answer(query, text, evidence)
    found = replace(found, text=f"{found.text}（原文：{quoted(figure.quote)}）")
    return Turn(answer=found, query=query, state=following(state, query, found))


def _may_count(reading: Reading) -> bool:
    """True when a number may be asked for: by the intent, or of one body where no measure names what is counted."""
    mentions = reading.mentions
    if not reading.guesses:
        return False
    if not mentions.of("measure") and mentions.of("body"):
        return True
    counting = _COUNTING if mentions.of("measure") else _COUNTING | _CHANGES
    return reading.guesses[0].intent in counting


def of_quoted(reading: Reading, text: str, evidence: Evidence, state: State) -> Turn | None:
    """The figure of the measure asked for, where the clause that states it says the words that nothing explains."""
    query, left = reading.query, reading.left
    if query is None or query.show != "number" or not query.measures or len(left) < LEFT:
        return None
    if len(query.scope.bodies) != 1 or query.scope.group or query.scope.unknown:
        return None
    if query.reduce or query.group_by or query.refusal or query.measures[0].of or query.measures[0].applicant:
        return None
    found = answer(query, text, evidence)
    if found.status != "answered" or len(found.figures) != 1 or found.computed is not None:
        return None
    figure = found.figures[0]
    before = fold(figure.quote)[: max(figure.at.start - figure.span.start, 0)]
    if left not in _CLAUSE.split(before)[-1]:
        return None
    return Turn(answer=found, query=query, state=following(state, query, found))


def of_own_label(
    reading: Reading, text: str, setting: Setting, evidence: Evidence, state: State
) -> Turn | None:
    """Figures that the report states under labels of its own which the question names: one (征地信息, 招生考试类),
    several listed, or one as a share of another."""
    mentions = reading.mentions
    counting = sum(g.probability for g in reading.guesses if g.intent in _LABELLED)
    scope, years, inherited = _whose(mentions, setting, state)
    asks = counting >= _LIKELY or bool(_HOW_MANY.search(mentions.folded))
    if not asks or len(scope.bodies) != 1 or scope.group or scope.unknown:
        return None
    if denies_something(mentions):
        return None
    said, asked = blanked(mentions.folded, _others(mentions)), unit_of(mentions)
    for measures in _labelled(reading, said, setting):
        query = Query(show="number", scope=scope, years=years, measures=measures, inherited=inherited)
        found = answer(query, text, evidence)
        fitting = len(measures) > 1 or bool(measures[0].of) or all(fits(asked, f.unit) for f in found.figures[:1])
        if found.status == "answered" and fitting and _named(measures, found, mentions):
            return Turn(answer=found, query=query, state=following(state, query, found))
    return None


def _labelled(reading: Reading, said: str, setting: Setting) -> Iterator[tuple[Measure, ...]]:
    """The measures that the words may be labels of, most likely first."""
    share = _SHARE.fullmatch(_asking(said).strip())
    if share is not None and reading.guesses[0].intent == "share":
        part, whole = _plain(share["part"]), _plain(share["whole"])
        if min(len(part), len(whole)) >= LEFT:
            yield (Measure(operator="ratio", of=(Measure(label=part), Measure(label=whole))),)
            counted = setting.matcher.find(whole) or setting.matcher.find(f"{whole}申请")  # 占受理的: of requests
            if counted and setting.matcher.counts(counted[0].metric):
                yield (Measure(operator="ratio", of=(Measure(label=part), Measure(metric=counted[0].metric))),)
        return
    if _BUT.search(said):
        return
    if _LISTS.search(said):
        items = [_plain(piece) for piece in _LINKS.split(_asking(said))]
        if len(items) > 1 and all(len(item) >= LEFT for item in items):
            yield tuple(Measure(label=item) for item in items)
        return
    for words in dict.fromkeys((_plain(_asking(said)), _plain(_asking(reading.mentions.rest)))):
        if len(words) >= LEFT:
            yield (Measure(label=words),)


def _named(measures: tuple[Measure, ...], found: Answer, mentions: Mentions) -> bool:
    """True when every label names its figure itself, and none that is counted as something else than asked."""
    words = [leaf.label for leaf in leaves(measures) if leaf.label]
    if len(found.figures) < len(words):
        return False
    asked = {m.metric for m in mentions.of("measure")}
    one = len(words) == 1
    counted = bool(asked) and one and found.figures[0].metric not in (None, CATEGORY, *asked)
    return not counted and all(any(_labels(w, f.label) for f in found.figures) for w in words)


def of_short_label(reading: Reading, text: str, setting: Setting, evidence: Evidence) -> Turn | None:
    """The number beside a label of the one report, where a question is nothing but a body, a year and the label or a
    short form of it (枫桥2012财管类)."""
    mentions = reading.mentions
    words = _UNASKED.sub("", "".join(mentions.rest.split()))
    if mentions.of("measure", "group", "place") or _ASKS.search(mentions.folded) or not _LEAST <= len(words) <= _MOST:
        return None
    scope, years, _ = _whose(mentions, setting, State())
    card = None if scope.unknown or scope.choices or scope.group or not scope.bodies else _card(scope, years, evidence)
    figure = None if card is None else shortened(evidence, card, words)
    if figure is None:
        return None
    measure = Measure(label=figure.label, figure=(figure.report_id, figure.id))
    query = Query(show="number", scope=scope, years=years, measures=(measure,))
    found = answer(query, text, evidence)
    return Turn(answer=found, query=query, state=following(State(), query, found))


def _labels(words: str, label: str) -> bool:
    """True when the label itself, whatever stands beside it, holds two characters of the words that tell it."""
    core, wanted = core_of(label), core_of(words)
    return any(wanted[i : i + 2] in core for i in range(len(wanted) - 1)) and len(core) <= len(wanted) * 3


def _others(mentions: Mentions) -> tuple[Mention, ...]:
    return tuple(m for m in mentions.found if m.kind != "measure")


def _plain(words: str) -> str:
    """The words without those of asking."""
    return "".join(_OF_ASKING.sub(" ", words).split())


def _whose(mentions: Mentions, setting: Setting, state: State) -> tuple[Scope, Years, tuple[str, ...]]:
    """Whose report of which years is asked about, and what of that the turn before lends."""
    scope, years = scope_of(mentions, setting.agencies.all, grouped=False), years_of(mentions)
    if scope.group and len(scope.focus) == 1 and scope.place is None:
        # 多少家用人单位 beside one body: what its report counts
        scope = Scope(bodies=scope.focus, unknown=scope.unknown)
    named = scope.bodies or scope.unknown or scope.choices or scope.group
    if named or state.last is None or len(state.last.scope.bodies) != 1:
        return scope, years, ()
    if years.said:
        return state.last.scope, years, ("agency",)
    given = Years(kind="given", values=state.years) if state.years else state.last.years
    return state.last.scope, given, ("agency", "year")


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
