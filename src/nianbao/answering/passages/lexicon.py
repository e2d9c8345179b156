"""The lexicon of passage questions, read from `lexicon.toml` once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nianbao.text.fold import fold

_ANY = ".{0,8}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something passage questions are about. `asks` matches a question that is about it, `headings` the headings under
    which reports write about it, `says` the sentences that say it; `needed` when no other sentence can be the answer.
    """

    id: str
    asks: re.Pattern[str]
    headings: re.Pattern[str]
    says: re.Pattern[str]
    needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All of it. `asking` matches the words of a question that tell nothing of its subject; `things` holds what
    questions and reports name, each with its other names; `frame` matches the sentences that every report has and
    `frame_asked` the questions about those."""

    topics: tuple[Topic, ...]
    asking: re.Pattern[str]
    things: tuple[tuple[str, ...], ...]
    frame: re.Pattern[str]
    frame_asked: re.Pattern[str]

    def topics_of(self, question: str) -> tuple[Topic, ...]:
        """The topics of a folded question, in the order of the lexicon."""
        why = self.topic("reason")
        rest = why.asks.sub("\n", question) if why else question  # 申请为什么多了 does not ask what was applied for
        return tuple(topic for topic in self.topics if topic.asks.search(question if topic is why else rest))

    def topic(self, name: str) -> Topic | None:
        """The topic with that id; None when there is none."""
        return next((topic for topic in self.topics if topic.id == name), None)


@cache
def load() -> Lexicon:
    """The lexicon that ships with nianbao."""
    data = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text("utf-8"))
    return Lexicon(
        topics=tuple(
            Topic(
                id=topic["id"],
                asks=_any_of(topic["asks"]),
                headings=_any_of(topic["headings"]),
                says=_any_of(topic["says"]),
                needed=topic.get("needed", False),
            )
            for topic in data["topic"]
        ),
        asking=_any_of(data["asking"]),
        things=tuple(tuple(fold(name) for name in group) for group in data["things"]),
        frame=_any_of(data["boilerplate"]["says"]),
        frame_asked=_any_of(data["boilerplate"]["asks"]),
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; nothing when there are none."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(re.escape(fold(word)).replace(r"\*", _ANY) for word in ordered) or "(?!)")
