"""Rule linking: which rule of the law, or which term, a question is about.

A naive Bayes classifier over runs of characters, made of the catalogue's wordings when it is first needed; the intents
that the reader guessed are its prior. The bounds below were set on questions written apart from the wordings
(`tests/understanding/guide_wordings.tsv`).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

from nianbao.catalogue import Catalogue
from nianbao.text.fold import fold

LAW = ("define", "guide_")
"""The intents of the law, or how their names begin."""
ENOUGH = 1.0
"""So much must the probability that the question is about the law and that of the topic make together."""
LEAST = 0.15
LEAST_LAW = 0.15
"""A question less likely to be about the law than this is about none of its rules."""
_SURE = 0.6
"""A topic so likely needs no more than that."""
_NEAR = 0.5
"""A second topic at least so likely as this part of the first, of the same intent, is told beside it."""
_PRIOR, _UNGUESSED = 0.3, 0.02
_SMOOTHING = 0.05
_LONGEST = 3
_LATIN = re.compile(r"[a-z]{2,24}")
_SAYS_NOTHING = re.compile(
    r"请问一?下?|请教一?下?|我想问一?下?|想问一?下?|麻烦|帮我|告诉我|解释一下|讲人话|你好|您好|的话|一下"
    r"|[了呢吗啊呀嘛么吧哦嘞的地得\s\"'“”‘’《》()（）、:：/,，。.;；!！?？-]"
)
_DIFFER = re.compile(r"区别|一回事|之间|有关系|混淆|differ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a question is about, likeliest first: ids of the guide, terms of the glossary; `score` its probability."""

    topics: tuple[str, ...]
    score: float


class GuideLinker:
    """Rules and terms by the words of a question; made once for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._alike = _replacer(catalogue.alike)
        self._intents: dict[str, str] = {}
        self._names: dict[str, str] = {}
        worded = [(topic, tuple(dict.fromkeys(_grams(self._plain(words))))) for topic, words in self._worded(catalogue)]
        self._fit(worded)

    def _worded(self, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
        """Every topic with each of its wordings."""
        terms = {term.term: term for term in catalogue.terms}
        shared = {e.term for e in catalogue.guide.values() if e.term}
        for entry in catalogue.guide.values():
            self._intents[entry.id] = entry.intent
            also = (entry.term, *terms[entry.term].aliases) if entry.term else ()
            yield from ((entry.id, words) for words in (*entry.asks, *also))
        for name, term in terms.items():
            if name in shared:
                continue
            self._intents[name] = "define"
            for words in (name, *term.aliases):
                self._names.setdefault(self._plain(words), name)
                yield from ((name, words), (name, f"什么是{words}"))
            yield from ((name, words) for words in catalogue.term_asks.get(name, ()))

    def _fit(self, worded: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        seen: dict[str, int] = defaultdict(int)
        for _, grams in worded:
            for gram in grams:
                seen[gram] += 1
        self._rarity = {g: math.log((1 + len(worded)) / (1 + n)) + 1 for g, n in seen.items()}
        mass: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        total: dict[str, float] = defaultdict(float)
        for topic, grams in worded:
            for gram, weight in self._weighed(grams):
                mass[gram][topic] += weight
                total[topic] += weight
        room = _SMOOTHING * len(self._rarity)
        self._floor = {topic: -math.log(total[topic] + room) for topic in self._intents}
        self._gain = {
            gram: [(topic, math.log(1 + weight / _SMOOTHING)) for topic, weight in topics.items()]
            for gram, topics in mass.items()
        }

    def _weighed(self, grams: Sequence[str]) -> list[tuple[str, float]]:
        known = [(g, self._rarity[g]) for g in grams if g in self._rarity]
        norm = math.sqrt(sum(w * w for _, w in known)) or 1.0
        return [(g, w / norm) for g, w in known]

    def link(self, words: str, intents: Mapping[str, float]) -> Link | None:
        """The topics of a question from which names and years are taken out; `intents` are all that the reader guesses
        with their probabilities. None when it is not clear enough that the question is about the law, or about what."""
        law = sum(p for name, p in intents.items() if name.startswith(LAW))
        plain = self._plain(words)
        if not plain or law < LEAST_LAW:
            return None
        named = self._named(plain)
        likely = [(p, t) for p, t in self._likely(plain, intents) if t not in self._names.values() or t in named]
        if len(named) > 1 and _DIFFER.search(plain) and law >= _NEAR:
            return Link(topics=named[:2], score=round(min(law, 1.0), 4))
        best, topic = likely[0] if likely else (0.0, "")
        if best < _SURE and (best < LEAST or best + law < ENOUGH):
            return None
        if intents.get("define", 0.0) >= 0.5 and not named and best < _SURE:
            return None
        close = [t for p, t in likely[1:2] if best < _SURE and p >= _NEAR * best and self._alike_in_kind(t, topic)]
        return Link(topics=(topic, *close), score=round(best, 4))

    def _alike_in_kind(self, one: str, other: str) -> bool:
        return self._intents[one] == self._intents[other]

    def _likely(self, plain: str, intents: Mapping[str, float]) -> list[tuple[float, str]]:
        weighed = self._weighed(tuple(dict.fromkeys(_grams(plain))))
        if not weighed:
            return []
        length = sum(w for _, w in weighed)
        scores = {
            topic: floor * length + _PRIOR * math.log(intents.get(self._intents[topic], 0.0) + _UNGUESSED)
            for topic, floor in self._floor.items()
        }
        for gram, weight in weighed:
            for topic, gain in self._gain[gram]:
                scores[topic] += weight * gain
        top = max(scores.values())
        odds = {topic: math.exp(s - top) for topic, s in scores.items()}
        whole = sum(odds.values())
        return sorted(((o / whole, t) for t, o in odds.items()), key=lambda found: (-found[0], found[1]))

    def _named(self, plain: str) -> tuple[str, ...]:
        """Terms of the glossary that the question names, longer names first claimed, in the order they stand."""
        kept: list[tuple[int, int, str]] = []
        for name in sorted((n for n in self._names if n and n in plain), key=lambda n: (-len(n), n)):
            start = plain.index(name)
            end, term = start + len(name), self._names[name]
            if all(end <= s or e <= start for s, e, _ in kept) and all(term != t for _, _, t in kept):
                kept.append((start, end, term))
        return tuple(term for _, _, term in sorted(kept))

    def _plain(self, words: str) -> str:
        if _LATIN.search(fold(words)) and not re.search(r"[\u4e00-\u9fa5]", words):
            return fold(words).strip()
        return _SAYS_NOTHING.sub("", self._alike(fold(words)))


_MADE: list[tuple[Catalogue, GuideLinker]] = []
_KEPT = 4
_LOCK = Lock()


def linker_of(catalogue: Catalogue) -> GuideLinker:
    """The linker of a catalogue, made when it is first asked for: a few tenths of a second."""
    with _LOCK:
        found = next((linker for known, linker in _MADE if known is catalogue), None)
        if found is None:
            found = GuideLinker(catalogue)
            _MADE.append((catalogue, found))
            del _MADE[:-_KEPT]
        return found


def _replacer(alike: Mapping[str, tuple[str, ...]]) -> Callable[[str], str]:
    """A function that writes one word for all that mean the same; the longest words first."""
    wordings = {fold(other): fold(word) for word, others in alike.items() for other in others}
    if not wordings:
        return str
    pattern = re.compile("|".join(re.escape(w) for w in sorted(wordings, key=lambda w: (-len(w), w))))
    return lambda text: pattern.sub(lambda m: wordings[m[0]], text)


def _grams(plain: str) -> Iterator[str]:
    """Runs of one to three characters; Latin words whole and in pairs."""
    latin = _LATIN.findall(plain)
    yield from latin
    yield from (f"{a} {b}" for a, b in pairwise(latin))
    text = "".join(_LATIN.sub(" ", plain).split())
    for size in range(1, _LONGEST + 1):
        yield from (text[start : start + size] for start in range(len(text) - size + 1))
