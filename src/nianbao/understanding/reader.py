"""The reader of questions: mentions, the trained guess of the intent, and the query composed of both, or none.

It abstains (`Reading.query` None) where it is unsure of the intent, lacks a slot, or cannot account for the words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nianbao.catalogue import Catalogue
from nianbao.query import Query
from nianbao.understanding.composing import COMPOSERS, composed
from nianbao.understanding.described import redescribed
from nianbao.understanding.features import features
from nianbao.understanding.intents import Guess, load
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.recognising import Setting, recognised
from nianbao.understanding.residue import residue

_TOO_MUCH = 2
"""So many content characters left over say that the measure may be another."""
_PLAIN = 0.6
"""From here on an intent needs no support."""
_NEXT = 0.12
"""A likely second intent is tried where the first lacks what it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was made of a question; `left` are the content words that nothing accounts for."""

    mentions: Mentions
    guesses: tuple[Guess, ...]
    query: Query | None
    left: str = ""
    intent: str = ""
    probability: float = 0.0


def read(text: str, setting: Setting, catalogue: Catalogue, *, follows: bool = False) -> Reading:
    """The reading of a question without what earlier turns said; the same for the same text, index and day."""
    mentions = recognised(text, setting)
    model = load("reader")
    guesses = model.guesses(features(mentions.masked, follows)) if model is not None else ()
    if mentions.applicant is not None:
        guesses = _without(guesses, "qualifier")  # kinds of applicants are told apart by the form itself
    left = residue(mentions)
    if len(left) >= _TOO_MUCH and (told := redescribed(mentions)) is not None:
        mentions = replace(mentions, found=(*(m for m in mentions.found if m.kind != "measure"), told))
        left = ""
    passed = 0.0
    for guess in guesses[:3]:
        if guess.probability < _NEXT:
            break
        query = composed(guess.intent, mentions, catalogue, setting.agencies.all)
        if query is not None:
            # What lacks a slot cannot be meant: the others share its probability.
            alike = _alike(query, guess, guesses, mentions, setting, catalogue)
            likely = round(min((guess.probability + alike) / (1 - passed), 1.0), 4)
            return Reading(
                mentions=mentions, guesses=guesses, query=query, left=left, intent=guess.intent, probability=likely
            )
        passed += guess.probability if guess.intent in COMPOSERS else 0.0
    best = guesses[0] if guesses else Guess(intent="", probability=0.0)
    return Reading(
        mentions=mentions, guesses=guesses, query=None, left=left, intent=best.intent, probability=best.probability
    )


def _alike(
    query: Query, taken: Guess, guesses: tuple[Guess, ...], mentions: Mentions, setting: Setting, catalogue: Catalogue
) -> float:
    """The probability of the other intents that come to the same query: with them it is as likely meant."""
    if taken.probability >= _PLAIN:
        return 0.0
    others = [g for g in guesses if g.intent != taken.intent and g.probability >= _NEXT]
    same = (g for g in others if composed(g.intent, mentions, catalogue, setting.agencies.all) == query)
    return sum(g.probability for g in same)


def _without(guesses: tuple[Guess, ...], intent: str) -> tuple[Guess, ...]:
    """The guesses but for one that cannot be meant; the others share its probability."""
    gone = sum(g.probability for g in guesses if g.intent == intent)
    scale = max(1 - gone, 0.02)
    kept = (replace(g, probability=round(min(g.probability / scale, 1.0), 4)) for g in guesses if g.intent != intent)
    return tuple(kept)
