"""Metrics of English questions, by the catalogue's English wordings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nianbao.catalogue import Catalogue
from nianbao.model import Span
from nianbao.text.fold import fold
from nianbao.understanding.likeness import stem
from nianbao.understanding.matching import Match

_HEADS = frozenset(
    ("requests", "request", "applications", "application", "applied", "applicants", "answered", "handled", "fee",
     "fees", "charged", "processed", "closed", "website", "concluded", "disclosure requests", "information requests",
     "foi requests", "information disclosed", "extended", "information published", "procurement")
)  # fmt: skip
"""English words that stand beside others as their head."""
_ENGLISH_AND = re.compile(r"\band\b|\bor\b|\bvs\b|\bversus\b|[,;/&]|\bthan\b")
_SHORT = 6
"""A wording must be longer than so many letters for its words to count in any order."""


class EnglishMeasures:
    """Finds metrics in English; made once for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._english = sorted(
            ((fold(e), m.id) for m in catalogue.metrics.values() for e in m.en_asks), key=lambda p: (-len(p[0]), p)
        )

    def find(self, text: str) -> tuple[Match, ...]:
        """The metrics of an English question: by the longest English wordings, else by all words of one in any order.

        A word that many things share (requests) counts by itself, or where it is listed beside another.
        """
        low = fold(text)
        found = self._words(low)
        if len(found) > 1:
            joined = [bool(_ENGLISH_AND.search(low[a.span.end : b.span.start])) for a, b in pairwise(found)]
            listed = len(joined) > 0 and all(joined)
            found = found if listed else tuple(m for m in found if m.words not in _HEADS) or found[:1]
            parts = tuple(m for m in found if not self._above(m.metric, [o.metric for o in found]))
            found = found if listed else parts
            if len({m.metric for m in found}) > 1 and not listed:
                return ()  # several things are named: which is asked the words do not tell
        if found:
            return found
        stems = {stem(w) for w in re.findall(r"[a-z]+", low)}
        for words, metric in self._english:
            if len(words) > _SHORT and {stem(w) for w in words.split()} <= stems:
                return (Match(metric=metric, words=words, span=Span(start=0, end=0), score=len(words), weak=True),)
        return ()

    def _words(self, low: str) -> tuple[Match, ...]:
        """The English wordings in a text, of overlapping ones the longest, in the order of the text; a metric once."""
        chosen: list[Match] = []
        for words, metric in self._english:
            for match in re.finditer(rf"(?<![a-z]){re.escape(words)}(?![a-z])", low):
                span = Span(start=match.start(), end=match.end())
                free = all(span.end <= c.span.start or c.span.end <= span.start for c in chosen)
                if free and all(c.metric != metric for c in chosen):
                    chosen.append(Match(metric=metric, words=words, span=span, score=len(words)))
        return tuple(sorted(chosen, key=lambda m: m.span.start))

    def _above(self, metric: str, found: Sequence[str]) -> bool:
        """True for a metric of which another one found is a part."""
        return any(metric in {a.id for a in self._catalogue.ancestors(other)} for other in found)
