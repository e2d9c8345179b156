"""A metric found in a question by words, and the words of a question without filler."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nianbao.model import Span
from nianbao.text.fold import fold

# Words of asking that say nothing about the metric; wordings and questions are compared without them.
_FILLER = re.compile(
    r"多少|几多|若干|好多|幾|几|[件条次个份篇宗起场位](?!例|件)|人次|万元|(?<!公)元|了|的|过|啊|呢|吗|嘛|呀|哦|吧|请问|一共|总共|共计|全年|年度|当年|\s|一下|具体|到底|究竟|大概"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A metric with the words that named it: `span` in the reduced question, `score` about the length of the words."""

    metric: str
    words: str
    span: Span
    score: float
    weak: bool = False
    slip: str | None = None
    """The wording that the words were taken for, when they are not one themselves."""


def reduced(words: str) -> str:
    """The folded words without filler: "收到多少件申请" and "收到申请" become the same."""
    return _FILLER.sub("", fold(words))


def kept(words: str) -> tuple[int, ...]:
    """The positions of the characters that `reduced` keeps, in their order."""
    folded = fold(words)
    dropped = {i for match in _FILLER.finditer(folded) for i in range(match.start(), match.end())}
    return tuple(i for i in range(len(folded)) if i not in dropped)


def best(found: list[Match]) -> tuple[Match, ...]:
    """The strong ones, else the weak, of overlapping ones the one with the highest score; the best first."""
    strong = [m for m in found if not m.weak] or found
    chosen: list[Match] = []
    for match in sorted(strong, key=lambda m: (-m.score, m.span.start, m.metric)):
        if all(match.span.end <= c.span.start or c.span.end <= match.span.start for c in chosen):
            chosen.append(match)
    return tuple(chosen)
