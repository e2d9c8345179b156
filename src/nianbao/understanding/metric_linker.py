"""Which metric a question means: the longest of the catalogue's wordings, with the family of the question's nouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from nianbao.catalogue import Catalogue
from nianbao.directory.lookalikes import lookalikes
from nianbao.model import Span
from nianbao.text.fold import fold
from nianbao.text.words import is_word
from nianbao.understanding.applicants import Applicants
from nianbao.understanding.families import family_bonus
from nianbao.understanding.likeness import cuts_word, names_part, overlapping, sounds_of, stem

# Words of asking that say nothing about the metric; wordings and questions are compared without them.
_FILLER = re.compile(
    r"多少|几多|若干|好多|幾|几|[件条次个份篇宗起场位](?!例|件)|人次|万元|(?<!公)元|了|的|过|啊|呢|吗|嘛|呀|哦|吧|请问|一共|总共|共计|全年|年度|当年|\s|一下|具体|到底|究竟|大概"
)
_LATIN = 6
"""Letters that a wording in pinyin must have at least: shorter ones occur by chance."""
_HEADS = frozenset(
    ("requests", "request", "applications", "application", "applied", "applicants", "answered", "handled", "fee", "fees",
     "charged", "processed", "closed", "website", "concluded", "disclosure requests", "information requests",
     "foi requests", "information disclosed", "extended", "information published", "procurement")
)  # fmt: skip
"""English words that stand beside others as their head."""
_ENGLISH_AND = re.compile(r"\band\b|\bor\b|\bvs\b|\bversus\b|[,;/&]|\bthan\b")
_REDRAWN = 60
_PIECE = 6
"""So far and in pieces so long a question is searched for slips of shape."""
_NO_PART = frozenset(("结果", "情况"))
_PLAIN = frozenset("有没无不未在再由又是时的地得已以也还就都里从被把哪多少和与数量额")
"""Small words that mean themselves: 有申请 is no slip for 邮申请."""
CATEGORY = "proactive_category_count"
"""The metric of every category an office counts; it says nothing about which."""
_DENIES = re.compile(r"未|没|不|无")
_WEIGHTS = {"name": 1.0, "ask": 1.0, "say": 0.95, "weak": 0.25}


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


class Matcher(Applicants):
    """Finds metrics in questions; made once for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        wordings: dict[str, list[tuple[str, float, bool]]] = {}
        for metric in catalogue.metrics.values():
            if metric.kind == "derived":
                continue
            for kind, words in (
                ("name", (metric.zh, metric.short)), ("ask", metric.asks), ("say", metric.says), ("weak", metric.weak),
            ):  # fmt: skip
                for word in words:
                    if len(core := reduced(word)) >= 2 or word == core:
                        wordings.setdefault(core, []).append((metric.id, _WEIGHTS[kind], kind == "weak"))
        self._wordings = wordings
        longest_first = sorted((w for w in wordings if w), key=lambda w: (-len(w), w))
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else re.compile(r"(?!)")
        self._english = sorted(
            ((fold(e), m.id) for m in catalogue.metrics.values() for e in m.en_asks), key=lambda p: (-len(p[0]), p)
        )

    def counts(self, metric: str) -> bool:
        """True for a metric that is a number, not words of a report."""
        return self._catalogue.metric(metric).kind != "text"

    def money(self, metric: str | None) -> bool:
        """True for a metric that is an amount of money."""
        return metric is not None and self._catalogue.metric(metric).kind == "money"

    def find(self, words: str, prefer: str | None = None) -> tuple[Match, ...]:
        """Metrics in the order of their words; of several that share a wording, the one the question's nouns fit.

        `prefer` is the metric of the turn before: its parts win ties ("其中网上的" after a count of requests).
        """
        text = reduced(words)
        found = []
        for match in overlapping(self._pattern, text):
            span = Span(start=match[0], end=match[0] + len(match[1]))
            for metric, weight, weak in self._wordings[match[1]]:
                score = len(match[1]) * weight + self._fit(metric, text, prefer) + self._people(metric, words)
                found.append(Match(metric=metric, words=match[1], span=span, score=score, weak=weak))
        return self._more_special(_best(found))

    def _more_special(self, found: tuple[Match, ...]) -> tuple[Match, ...]:
        """Of a metric and a part of it named elsewhere in the question, the part comes first: 兼职的…做信息公开."""
        for i, match in enumerate(found[1:], 1):
            if not match.weak and any(m.id == found[0].metric for m in self._catalogue.ancestors(match.metric)):
                return (match, *found[:i], *found[i + 1 :])
        return found

    def part_of(self, metric: str, rest: str, words: str) -> str | None:
        """The one part of a metric whose name holds all of the words left over: 审结 after reconsiderations.

        A name that denies (尚未审结) is meant only by words that deny.
        """
        if len(rest) < 2 or rest in _NO_PART:
            return None
        denied = bool(_DENIES.search(words))
        parts = [m for m in self._catalogue.children(metric) if bool(_DENIES.search(m.short)) <= denied]
        parts = [m for m in parts if m.id != CATEGORY]
        whole = self._catalogue.metric(metric).short
        found = [m.id for m in parts if any(rest in reduced(w) for w in (m.zh, *m.names, *m.says))]
        found = found or [m.id for m in parts if names_part(reduced(m.short), reduced(whole), rest)]
        return found[0] if len(found) == 1 else None

    def english(self, text: str) -> tuple[Match, ...]:
        """The metrics of an English question: by the longest English wordings, else by all words of one in any order.

        A word that many things share (requests) counts by itself, or where it is listed beside another.
        """
        low = fold(text)
        found = self._english_words(low)
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
            if len(words) > _LATIN and {stem(w) for w in words.split()} <= stems:
                return (Match(metric=metric, words=words, span=Span(start=0, end=0), score=len(words), weak=True),)
        return ()

    def _english_words(self, low: str) -> tuple[Match, ...]:
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

    def in_pinyin(self, text: str) -> tuple[Match, ...]:
        """The metric of a question written in pinyin: the longest strong wording whose syllables it holds."""
        letters = re.sub(r"duoshao|jijian|jitiao|jici|[^a-z]", "", fold(text))
        found = []
        for sounds, cores in self._by_sound.items():
            spelled = "".join(sounds)
            if len(spelled) >= _LATIN and (start := letters.find(spelled)) >= 0:
                span = Span(start=start, end=start + len(spelled))
                metric = self._wordings[cores[0]][0][0]
                found.append(Match(metric=metric, words=cores[0], span=span, score=len(spelled)))
        return _best(found) if found else ()

    def respelled(self, words: str) -> tuple[Match, ...]:
        """The metric whose strong wording sounds like a piece of the question: 依申清 for 依申请, 付议 for 复议."""
        text = reduced(words)
        if not 2 <= len(text) <= 60:
            return ()
        sounds = sounds_of(text)
        found = []
        for start in range(len(text) - 1):
            for end in range(start + 2, min(len(text), start + self._longest) + 1):
                for core in self._by_sound.get(sounds[start:end], ()):
                    match = self._resounding(text, start, core)
                    if match is not None and not cuts_word(text, match.span):
                        found.append(match)
        return _best(found) if found else ()

    def redrawn(self, words: str, least: int = 2) -> tuple[Match, ...]:
        """The metric whose strong wording of `least` characters or more looks like a piece of the question that is no
        word itself: 行政复仪."""
        text = reduced(words)
        found = []
        for start, _ in enumerate(text[:_REDRAWN]):
            for said in (text[start : start + size] for size in range(least, _PIECE + 1) if start + size <= len(text)):
                for core in self._by_shape.get(said, ()):
                    metric, weight, _ = self._wordings[core][0]
                    score = len(core) * weight + self._fit(metric, text, None)
                    span = Span(start=start, end=start + len(said))
                    found.append(Match(metric=metric, words=said, span=span, score=score, slip=core))
        return _best([m for m in found if not is_word(m.words) and not cuts_word(text, m.span)])

    @cached_property
    def _by_shape(self) -> dict[str, list[str]]:
        """The strong wordings by all that they look like with one character mistaken for another."""
        made: dict[str, list[str]] = {}
        for core, held in self._wordings.items():
            if 2 <= len(core) <= _PIECE and not held[0][2]:
                for i, character in enumerate(core):
                    for other in lookalikes(character):
                        said = core[:i] + other + core[i + 1 :]
                        if said not in self._wordings:
                            made.setdefault(said, []).append(core)
        return made

    def _resounding(self, text: str, start: int, core: str) -> Match | None:
        """A wording that sounds like the text from `start` and shares at least half of its characters with it."""
        size = len(core)
        said = text[start : start + size]
        if sum(a == b for a, b in zip(said, core, strict=True)) * 2 < size:
            return None
        if any(a != b and a in _PLAIN for a, b in zip(said, core, strict=True)):
            return None
        metric, weight, _ = self._wordings[core][0]
        score = size * weight + self._fit(metric, text, None)
        return Match(metric=metric, words=said, span=Span(start=start, end=start + size), score=score, slip=core)

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], list[str]]:
        """The strong wordings by their syllables; made at the first question that needs it."""
        made: dict[tuple[str, ...], list[str]] = {}
        for core, held in self._wordings.items():
            if len(core) >= 2 and not held[0][2]:
                made.setdefault(sounds_of(core), []).append(core)
        return made

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_sound), default=0)

    def _people(self, metric: str, words: str) -> float:
        """A question for a number of people fits what is counted in people."""
        asks = re.search(r"[几多少]+个?人(?!次|申请|来|去|问)", fold(words))
        return 1.5 if asks and self._catalogue.metric(metric).unit == "人" else 0.0

    def _fit(self, metric: str, text: str, prefer: str | None) -> float:
        return family_bonus(metric, text) + (self._kin(metric, prefer) if prefer else 0.0)

    def _kin(self, metric: str, prefer: str) -> float:
        above = {m.id for m in self._catalogue.ancestors(metric)}
        if prefer in above:
            return 2.5
        kin = above & {m.id for m in self._catalogue.ancestors(prefer)}
        return 1.5 if kin else 0.0


def _best(found: list[Match]) -> tuple[Match, ...]:
    strong = [m for m in found if not m.weak] or found
    chosen: list[Match] = []
    for match in sorted(strong, key=lambda m: (-m.score, m.span.start, m.metric)):
        if all(match.span.end <= c.span.start or c.span.end <= match.span.start for c in chosen):
            chosen.append(match)
    return tuple(chosen)
