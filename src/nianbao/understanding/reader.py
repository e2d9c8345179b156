"""The reader of questions: mentions, the trained guess of the intent, and the query composed of both, or none.

It abstains (`Reading.query` None) where it is unsure of the intent, lacks a slot, or cannot account for the words.
"""

from __future__ import annotations

from dataclasses import dataclass

from nianbao.catalogue import Catalogue
from nianbao.query import Query
from nianbao.understanding.composing import composed
from nianbao.understanding.intents import Guess, IntentModel, load
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.recognising import Setting, recognised
from nianbao.understanding.residue import residue

SURE = 0.5
"""From this probability on the likeliest intent decides. Set on held-out skeletons of the bank."""
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
    model: IntentModel | None = load()
    guesses = model.guesses(mentions.masked, follows) if model is not None else ()
    left = residue(mentions)
    for guess in guesses[:3]:
        if guess.probability < _NEXT:
            break
        query = composed(guess.intent, mentions, catalogue, setting.agencies.all)
        if query is not None:
            return Reading(
                mentions=mentions, guesses=guesses, query=query, left=left, intent=guess.intent,
                probability=guess.probability,
            )  # fmt: skip
        if guess.probability >= SURE:
            break
    best = guesses[0] if guesses else Guess(intent="", probability=0.0)
    return Reading(
        mentions=mentions, guesses=guesses, query=None, left=left, intent=best.intent, probability=best.probability
    )
