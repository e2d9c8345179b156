"""Which metric a question means: the longest of the catalogue's wordings, with the family of the question's nouns."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from nianbao.catalogue import Catalogue
from nianbao.directory.lookalikes import lookalikes
from nianbao.model import Applicant, Span
from nianbao.text.fold import fold
from nianbao.text.words import is_word
from nianbao.understanding.english_measures import EnglishMeasures
from nianbao.understanding.families import family_bonus
from nianbao.understanding.likeness import cuts_word, names_part, overlapping, sounds_of
from nianbao.understanding.matching import Match, best, reduced

_WHOLE_NAME = 4
_LATIN = 6
"""Letters that a wording in pinyin must have at least: shorter ones occur by chance."""
_REDRAWN = 60
_PIECE = 6
"""So far and in pieces so long a question is searched for slips of shape."""
ORGANISATIONS: Literal["organisations"] = "organisations"
"""All applicants but natural persons: the five columns under 法人或其他组织, which have no total of their own."""
APPLICANT_WORDS = re.compile(r"(?:其他)?法人(?:(?:或者?|和|及|与|、)?其他组织)?|非自然人")
"""Words of a kind of applicant that hold words of other things (其他…提交 is no other form of asking)."""
_ITEMS = re.compile(r"[、,，和与跟及]|以及|还有")
_NO_PART = frozenset(("结果", "情况"))
_PLAIN = frozenset("有没无不未在再由又是时的地得已以也还就都里从被把哪多少和与数量额")
"""Small words that mean themselves: 有申请 is no slip for 邮申请."""
AskedApplicant = Applicant | Literal["organisations"]
CATEGORY = "proactive_category_count"
"""The metric of every category an office counts; it says nothing about which."""
_DENIES = re.compile(r"未|没|不|无")
_WEIGHTS = {"name": 1.0, "ask": 1.0, "say": 0.95, "weak": 0.25}


class Matcher:
    """Finds metrics in questions; made once for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
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

    @property
    def wordings(self) -> tuple[str, ...]:
        """All wordings, reduced."""
        return tuple(self._wordings)

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
        return self._more_special(best(found))

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
        """The metrics of an English question; see `EnglishMeasures.find`."""
        return self._in_english.find(text)

    @cached_property
    def _in_english(self) -> EnglishMeasures:
        return EnglishMeasures(self._catalogue)

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
        return best(found) if found else ()

    def respelled(self, words: str, *, weak: bool = False) -> tuple[Match, ...]:
        """The metric whose strong (or else weak) wording sounds like a piece of the question: 依申清 for 依申请."""
        text = reduced(words)
        if not 2 <= len(text) <= 60:
            return ()
        sounds = sounds_of(text)
        by_sound = self._weak_by_sound if weak else self._by_sound
        found = []
        for start in range(len(text) - 1):
            for end in range(start + 2, min(len(text), start + self._longest) + 1):
                for core in by_sound.get(sounds[start:end], ()):
                    match = self._resounding(text, start, core)
                    if match is not None and not cuts_word(text, match.span):
                        found.append(match)
        return best(found) if found else ()

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
        return best([m for m in found if not is_word(m.words) and not cuts_word(text, m.span)])

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
        return self._sounding(weak=False)

    @cached_property
    def _weak_by_sound(self) -> dict[tuple[str, ...], list[str]]:
        return self._sounding(weak=True)

    def _sounding(self, *, weak: bool) -> dict[tuple[str, ...], list[str]]:
        made: dict[tuple[str, ...], list[str]] = {}
        for core, held in self._wordings.items():
            if len(core) >= 2 and held[0][2] == weak:
                made.setdefault(sounds_of(core), []).append(core)
        return made

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_sound), default=0)

    def names_of_kind(self, kind: AskedApplicant | None) -> tuple[str, ...]:
        """What a kind of applicant is called in asking, folded, longer names first; () for none."""
        if kind == ORGANISATIONS:
            return ("法人或其他组织", "法人或者其他组织", "法人和其他组织", "其他法人", "其他组织", "非自然人", "法人")
        entry = self._catalogue.applicants.get(kind) if kind is not None else None
        names = {fold(n) for n in (entry.zh, *entry.columns, *entry.asks)} if entry is not None else set()
        return tuple(sorted(names, key=lambda n: (-len(n), n)))

    @cached_property
    def applicant_names(self) -> tuple[str, ...]:
        """Names of kinds of applicants long enough to be nothing else (社会公益组织), folded, longer ones first."""
        kinds = self._catalogue.applicants.values()
        names = {fold(n) for kind in kinds for n in (kind.zh, *kind.columns, *kind.asks) if len(n) >= _WHOLE_NAME}
        return tuple(sorted(names, key=lambda n: (-len(n), n)))

    def applicant(self, words: str) -> AskedApplicant | None:
        """The kind of applicant a question names, if any, or `ORGANISATIONS`."""
        if any(not said.startswith("其他") for said in APPLICANT_WORDS.findall(fold(words))):
            return ORGANISATIONS
        text = re.sub(r"[几多少]+个?人|个人信息|个人隐私|哪些?个?人|有人", "", fold(words))
        for kind in self._catalogue.applicants.values():
            for name in (kind.zh, *kind.columns, *kind.asks):
                if name and name not in ("总计", "其他", "合计") and fold(name) in text:
                    return kind.id
        return None

    def applicants(self, words: str) -> tuple[AskedApplicant, ...]:
        """The kinds of applicant that the items of a list name, in order (自然人和法人各几件); () for one."""
        kinds = dict.fromkeys(k for piece in _ITEMS.split(words) if (k := self.applicant(piece)) is not None)
        return tuple(kinds) if len(kinds) > 1 else ()

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
