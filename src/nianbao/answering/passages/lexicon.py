"""The lexicon of passage questions, read from `lexicon.toml` once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nianbao.text.fold import fold

NUMBER = r"[\d一二两三四五六七八九十百千万〇零.]{1,12}[余多来]?"
_ANY = ".{0,8}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something passage questions are about. `asks` matches a question that is about it, `headings` the headings under
    which reports write about it, `says` the sentences that say it."""

    id: str
    asks: re.Pattern[str]
    headings: re.Pattern[str]
    says: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing that a question asks for (somebody, a span of time, a cause …): `asks` matches the question,
    `gives` the sentences that hold such a thing; `closed` when no other sentence can; `own` when the question's own
    words may be part of what gives it."""

    id: str
    asks: re.Pattern[str]
    gives: re.Pattern[str]
    closed: bool
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All of it. `asking` matches the words of a question that tell nothing of its subject, `whole` words that are
    never cut in two; `things` holds what questions and reports name, each with its other names; `how_many` matches 几
    or 多少 with the word of measure after it, whose likes are in `measures`, `number_asked` any question for a number
    and `not_counted` numbers that count nothing; `nothing` matches words that a sentence has without giving anything;
    `frame` matches the sentences that every report has and `frame_asked` the questions about those."""

    topics: tuple[Topic, ...]
    kinds: tuple[Kind, ...]
    asking: re.Pattern[str]
    whole: re.Pattern[str]
    things: tuple[tuple[str, ...], ...]
    how_many: re.Pattern[str]
    measures: dict[str, re.Pattern[str]]
    number_asked: re.Pattern[str]
    not_counted: re.Pattern[str]
    nothing: re.Pattern[str]
    frame: re.Pattern[str]
    frame_asked: re.Pattern[str]

    def topics_of(self, question: str) -> tuple[Topic, ...]:
        """The topics of a folded question, in the order of the lexicon."""
        why = self.topic("reason")
        question = self.apart(question)
        rest = why.asks.sub("\n", question) if why else question  # 申请为什么多了 does not ask what was applied for
        return tuple(topic for topic in self.topics if topic.asks.search(question if topic is why else rest))

    def topic(self, name: str) -> Topic | None:
        """The topic with that id; None when there is none."""
        return next((topic for topic in self.topics if topic.id == name), None)

    def kinds_of(self, question: str) -> tuple[Kind, ...]:
        """The kinds of thing that a folded question asks for, in the order of the lexicon."""
        return tuple(kind for kind in self.kinds if kind.asks.search(self.apart(question)))

    def apart(self, question: str) -> str:
        """The folded question with a blank after each whole word: 存在哪些 does not ask 在哪."""
        return self.whole.sub(r"\g<0> ", question)


@cache
def load() -> Lexicon:
    """The lexicon that ships with nianbao."""
    data = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text("utf-8"))
    alike = [tuple(group) for group in data["measures"]["alike"]]
    words = {word for group in alike for word in group}
    return Lexicon(
        topics=tuple(
            Topic(
                id=topic["id"],
                asks=_any_of(topic["asks"]),
                headings=_any_of(topic["headings"]),
                says=_any_of(topic["says"]),
            )
            for topic in data["topic"]
        ),
        kinds=tuple(
            Kind(
                id=kind["id"],
                asks=_any_of(kind["asks"]),
                gives=_any_of(kind["gives"]),
                closed=kind["closed"],
                own=kind.get("own", False),
            )
            for kind in data["answer"]
        ),
        asking=_any_of(data["asking"]),
        whole=_any_of(data["whole"]),
        things=tuple(tuple(fold(name) for name in group) for group in data["things"]),
        how_many=re.compile(f"(?:多少|几)({_any_of(list(words)).pattern})"),
        measures={
            word: re.compile(f"{NUMBER}(?:{_any_of([w for g in alike if word in g for w in g]).pattern})")
            for word in words
        },
        number_asked=_any_of(data["counted"]["asks"]),
        not_counted=_any_of(data["counted"]["not"]),
        nothing=_any_of(data["said"]["nothing"]),
        frame=_any_of(data["boilerplate"]["says"]),
        frame_asked=_any_of(data["boilerplate"]["asks"]),
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; nothing when there are none."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    written = (re.escape(fold(word)).replace(r"\*", _ANY).replace(r"\#", NUMBER) for word in ordered)
    return re.compile("|".join(written) or "(?!)")
