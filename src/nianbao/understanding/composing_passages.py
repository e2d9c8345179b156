"""Queries for words of a report: its problems, plans and measures, who, why, how often, or whatever it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from nianbao.catalogue import Catalogue
from nianbao.query import Query, Scope, Years
from nianbao.understanding.intents import Guess
from nianbao.understanding.measuring import measures_of
from nianbao.understanding.mentions import Mentions, blanked

TOPICS: Mapping[str, str | None] = MappingProxyType(
    {
        "problems": "problems", "plans": "plans", "measures": "measures", "why": "reason", "who": "who",
        "organisation": None, "channels": "channels", "training": "training", "supervision": "supervision",
        "subjects": "subjects", "name_of": "name", "when_how_often": None, "passage": None, "summary": "overview",
        "why_so": "reason", "blamed": "blamed",
    }
)  # fmt: skip
"""Intents that a report's words meet, with the topic of the lexicon of passages that each is; None leaves it to the
words of the question."""


def words_asked(guesses: Sequence[Guess]) -> float:
    """How likely a question asks for words of a report."""
    return sum(g.probability for g in guesses if g.intent in TOPICS)


def topic_of(guesses: Sequence[Guess]) -> str | None:
    """The topic of the likeliest intent of words."""
    best = max((g for g in guesses if g.intent in TOPICS), key=lambda g: g.probability, default=None)
    return TOPICS[best.intent] if best is not None else None


def passage_of(
    mentions: Mentions, topic: str | None, catalogue: Catalogue, scope: Scope, years: Years
) -> Query:
    """The query for what the report says in the question's own words, its names and years left out."""
    names = tuple(m for m in mentions.found if m.kind in ("body", "place", "year", "years"))
    subject = " ".join(blanked(mentions.folded, names).split())
    claimed = tuple(v for n in mentions.of("number") if n.name == "=" for v in n.values)
    return Query(
        show="passage", scope=scope, years=years, topic=topic, subject=subject, claimed=claimed,
        measures=measures_of(mentions, catalogue, several=False), notes=mentions.notes,
    )  # fmt: skip
