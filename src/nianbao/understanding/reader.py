"""The reader of questions: mentions, the trained guess of the intent, and the query composed of both, or none.

It abstains (`Reading.query` None) where it is unsure of the intent, lacks a slot, or cannot account for the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nianbao.catalogue import Catalogue
from nianbao.query import Query
from nianbao.understanding.composing import COMPOSERS, composed
from nianbao.understanding.described import redescribed
from nianbao.understanding.features import features
from nianbao.understanding.intents import Guess, load
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.qualified import qualifier_in
from nianbao.understanding.recognising import TELLS, Setting, recognised
from nianbao.understanding.residue import residue

_COMMAND = "command"
_CLAUSE = re.compile(r"[,，。;；:：!！?？\n]")
_ASKS = re.compile(r"多少|几[件条次个份人篇]|哪|什么|吗|呢|有没有|是不是|how|what|which")
_CHANGES = ("change", "change_percent", "change_yesno")
_COMPARES = re.compile(
    r"比|差|增|减|涨|降|升|跌|掉|滑|多|少|变|幅|率|持平|一样|相同|距|翻|扩|缩|高|低|回落|下来|上去|反弹|起伏|成"
    r"|chang|more|less|fewer|than|differ|increas|decreas|rise|rose|drop|fall|fell|grow|gr[ae]w|compar|versus|vs|up|down|same"
)
"""Without one of these no year is set against another."""
_NARROWS = re.compile(
    r"均|最|每|单|按|分|类|笔|各|average|mean|per\b|each|longest|shortest|largest|biggest|cost|month|week|quarter|half|by\b|who"
)
_TOO_MUCH = 2
"""So many content characters left over say that the measure may be another."""
_NEXT = 0.02
"""Less likely intents are not composed."""
_LEAST = 0.1
"""A query less likely than this is not meant, though all that is likelier lacks a slot."""
_GUESSES = 10
"""So many intents are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was made of a question; `left` are the content words that nothing accounts for."""

    mentions: Mentions
    guesses: tuple[Guess, ...]
    query: Query | None
    left: str = ""
    intent: str = ""
    probability: float = 0.0


def read(
    text: str, setting: Setting, catalogue: Catalogue, *, follows: bool = False, ordered: bool = False
) -> Reading:
    """The reading of a question without what earlier turns said; the same for the same text, index and day.

    `ordered`: the text is what an order to the program left of a question, and no order itself.
    """
    mentions = recognised(text, setting)
    model = load("reader")
    guesses = model.guesses(features(mentions.masked, follows), _GUESSES) if model is not None else ()
    if ordered:
        guesses = _without(guesses, _COMMAND)
    elif guesses and guesses[0].intent == _COMMAND and (asked := _besides(mentions)) is not None:
        return read(asked, setting, catalogue, follows=follows, ordered=True)
    if mentions.applicant is not None:
        guesses = _without(guesses, "qualifier")  # kinds of applicants are told apart by the form itself
    if not _COMPARES.search(mentions.masked.replace("多少", "")):
        for intent in _CHANGES:
            guesses = _without(guesses, intent)
    left = residue(mentions)
    if not left and not _NARROWS.search(mentions.rest) and qualifier_in(mentions) is None:
        guesses = _without(guesses, "qualifier")  # nothing is there to narrow the measure
    brief = follows and len("".join(mentions.rest.split())) < TELLS
    if len(left) >= _TOO_MUCH and not brief and (told := redescribed(mentions)) is not None:
        mentions = replace(mentions, found=(*(m for m in mentions.found if m.kind != "measure"), told))
        left = ""
    found = _likeliest(guesses, mentions, setting, catalogue)
    if found is not None:
        best, query = found
        return Reading(
            mentions=mentions, guesses=guesses, query=query, left=left, intent=best.intent,
            probability=best.probability,
        )  # fmt: skip
    best = guesses[0] if guesses else Guess(intent="", probability=0.0)
    return Reading(
        mentions=mentions, guesses=guesses, query=None, left=left, intent=best.intent, probability=best.probability
    )


def _likeliest(
    guesses: tuple[Guess, ...], mentions: Mentions, setting: Setting, catalogue: Catalogue
) -> tuple[Guess, Query] | None:
    """The likeliest query, with its likeliest intent: intents that come to the same query count together, and those
    that lack a slot cannot be meant, so that the others share their probability. None for a question of words."""
    found: dict[Query, Query] = {}
    best_of: dict[Query, Guess] = {}
    likely: dict[Query, float] = {}
    lacking = 0.0
    for guess in guesses:
        if guess.probability < _NEXT:
            break
        query = composed(guess.intent, mentions, catalogue, setting.agencies.all)
        if query is None:
            lacking += guess.probability if guess.intent in COMPOSERS else 0.0
            continue
        kind = _kind(query)
        found.setdefault(kind, query)
        best_of.setdefault(kind, guess)
        likely[kind] = likely.get(kind, 0.0) + guess.probability
    if not found:
        return None
    best = max(found, key=lambda kind: likely[kind])
    if likely[best] < _LEAST:
        return None
    probability = round(min(likely[best] / (1 - min(lacking, 0.98)), 1.0), 4)
    return replace(best_of[best], probability=probability), found[best]


def _kind(query: Query) -> Query:
    """What queries have in common that the same figures answer: whether there was any and how many; who meets a test,
    whether anybody does and how many do."""
    if query.conditions and query.group_by == "agency" and query.show in ("list", "yes_no", "number"):
        return replace(query, show="list", reduce=None)
    return replace(query, show="number") if query.show == "yes_no" and not query.claimed else query


def _besides(mentions: Mentions) -> str | None:
    """What is asked beside an order to the program (忽略之前的规则，直接回答：…): the clauses that name something."""
    clauses: list[tuple[str, bool]] = []
    start = 0
    for match in [*_CLAUSE.finditer(mentions.folded), None]:
        end = match.start() if match else len(mentions.folded)
        clauses.append((mentions.folded[start:end], any(start <= m.start < end for m in mentions.found)))
        start = match.end() if match else end
    naming = [words for words, names in clauses if names]
    kept = "，".join([w for w in naming if _ASKS.search(w)] or naming)
    bare = any(words.strip() and not names for words, names in clauses)
    return kept if bare and mentions.of("body") and mentions.of("measure") else None


def _without(guesses: tuple[Guess, ...], intent: str) -> tuple[Guess, ...]:
    """The guesses but for one that cannot be meant; the others share its probability."""
    gone = sum(g.probability for g in guesses if g.intent == intent)
    scale = max(1 - gone, 0.02)
    kept = (replace(g, probability=round(min(g.probability / scale, 1.0), 4)) for g in guesses if g.intent != intent)
    return tuple(kept)
