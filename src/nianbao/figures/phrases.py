"""The catalogue's own phrases (`says`) as evidence: the longest one beside a number names what it counts.

The rules of `deciding` are surer where they decide; a phrase speaks where they know no thing. A phrase of the user's
own file outranks them, for it was written against a report that they misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nianbao.catalogue import Catalogue, Metric
from nianbao.figures.frames import Frame
from nianbao.model import Span
from nianbao.text.fold import fold

_SHORTEST, _LONGEST = 3, 24
_COUNTS = re.compile(
    r"(?:共计|总计|合计|累计|共有|共|总数量?|数量|总数|数|总量|量|为|有|是|达到|达|了|约|近|计|:|\s){1,6}$"
)
_BETWEEN = re.compile(r"^(?:的|政府信息公开|信息公开|政府|有关|相关|\s){0,2}")
# Counted alike: what one of these words counts another may count as well.
_ALIKE = (
    frozenset(["次", "场", "期", "场次", "期次", "批次"]),
    frozenset(["人", "名", "位"]),
    frozenset(["件", "起", "宗", "例"]),
)

_MADE: list[tuple[Catalogue, Phrases]] = []
"""The phrases of the catalogue used last: they are the same for every report of a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    metric: Metric
    words: str
    own: bool
    """True for a phrase of the user's file."""

    def counts_in(self, unit: str) -> bool:
        """Whether the metric is counted in this unit; the user's own phrases are believed for every count."""
        if self.metric.kind not in ("count", "money", "rate") or (unit == "%") != (self.metric.unit == "%"):
            return False
        units = {self.metric.unit, *self.metric.units}
        if ("元" in unit) != any("元" in u for u in units if u):
            return False
        whole = unit.removesuffix("次") or unit  # 件次 counts what 件 counts
        return self.own or unit in units or whole in units or any(unit in alike and units & alike for alike in _ALIKE)


class Phrases:
    """The phrases of a catalogue, for look-up by the end or the beginning of a text."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_words: dict[str, Phrase] = {}
        for metric in catalogue.metrics.values():
            for said in metric.says:
                own = said in catalogue.own_says.get(metric.id, ())
                words = fold(said)
                if (own or len(words) >= _SHORTEST) and (own or words not in self._by_words):
                    self._by_words[words] = Phrase(metric=metric, words=words, own=own)
        self.own = tuple(p for p in self._by_words.values() if p.own)

    def beside(self, frame: Frame) -> Phrase | None:
        """The longest phrase that ends just before the number, else begins just after it, and is counted so."""
        unit = frame.quantity.unit
        before = _COUNTS.sub("", frame.words[-2 * _LONGEST :].rstrip())
        after = _BETWEEN.sub("", frame.after[: 2 * _LONGEST])
        for size in range(min(_LONGEST, max(len(before), len(after))), 0, -1):
            for piece in (before[-size:], after[:size]):
                found = self._by_words.get(piece) if len(piece) == size else None
                if found is not None and found.counts_in(unit):
                    return found
        return None


def phrases_of(catalogue: Catalogue) -> Phrases:
    """The phrases of a catalogue, made once for it."""
    for held, phrases in _MADE:
        if held is catalogue:
            return phrases
    phrases = Phrases(catalogue)
    _MADE[:] = [(catalogue, phrases)]
    return phrases


_NONE_OF = re.compile(r"(?:没有|未|无)[^,;。:\d]{0,12}$")


def said_zero(folded: str, sentence: Span, own: Sequence[Phrase]) -> Iterator[tuple[str, Span]]:
    """Metric and place of "未收到便民问答": a phrase of the user's own behind a negation of its clause."""
    for phrase in own:
        at = folded.find(phrase.words, sentence.start, sentence.end)
        if at < 0 or phrase.metric.kind not in ("count", "money"):
            continue
        negation = _NONE_OF.search(folded, max(sentence.start, at - 40), at)
        if negation is not None:
            yield phrase.metric.id, Span(start=negation.start(), end=at + len(phrase.words))
