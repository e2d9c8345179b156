"""The choice itself: candidates by words, ranked with their meaning, and the decision whether the best one answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from nianbao.answering.passages import weights
from nianbao.answering.passages.features import Asked, Row, asked, by_meaning, by_words
from nianbao.answering.passages.units import Unit, units
from nianbao.model import Report, Span
from nianbao.text.fold import fold

CANDIDATES = 4
"""Sentences whose meaning is compared: those that words and kind put first. Eight choose no better, and each costs
milliseconds the first time it is met."""
UNSURE = (0.15, 0.93)
"""Probabilities by words alone between which meaning is asked for. Outside, it changed none of the decisions on
questions over other reports, and half of the questions are spared the encoder."""
_READ = 2
"""Of several reports, so many are read by meaning: those that answer best by words."""
_SHOWN = 3
_BEHIND = 1.5
"""By so much rank score a second sentence may lie behind the first to be quoted beside it."""


class Embedder(Protocol):
    """Texts to vectors (n, dimension) of unit length; None when there is no encoder. `nianbao.store.Library` is one."""

    def embed(self, texts: Sequence[str]) -> Any | None:
        """Vectors of questions."""

    def embed_passages(self, texts: Sequence[str]) -> Any | None:
        """Vectors of sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A whole sentence of a report: `text` is exactly `span` of it, `path` the headings above; `score` ranks it."""

    report_id: str
    span: Span
    text: str
    path: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The best sentences, best first, with the probability (0 to 1) that they answer, and whether that is enough to
    answer with them; no sentences when there is no text to choose from or no word to choose by."""

    sentences: tuple[Sentence, ...]
    score: float
    enough: bool


_NONE = Choice(sentences=(), score=0.0, enough=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What words found in a report: the candidates, their features by words, and the choice that words make of them."""

    report: Report
    candidates: tuple[Unit, ...]
    rows: tuple[Row, ...]
    choice: Choice


def choose(report: Report, question: str, topic: str | None = None, embedder: Embedder | None = None) -> Choice:
    """The sentences of the report that answer `question`, which names neither agency nor year; `topic` is the id of a
    topic of the lexicon (`problems`, `plans`, `leader` …) when the caller knows it."""
    return _by_meaning(_by_words(report, asked(question, topic), topic), question, embedder)


def choose_among(
    reports: Iterable[Report], question: str, topic: str | None = None, embedder: Embedder | None = None
) -> Choice:
    """The choice of the report that answers the question best; of equal ones the first."""
    query = asked(question, topic)
    found = sorted((_by_words(report, query, topic) for report in reports), key=lambda one: -one.choice.score)
    choices = [_by_meaning(one, question, embedder) for one in found[:_READ]]
    return max(choices, key=lambda choice: choice.score, default=_NONE)


def _by_words(report: Report, query: Asked, topic: str | None) -> _Found:
    found = units(report)
    if not found or not (query.words or query.things or topic):
        # nothing to choose from, or nothing to choose by
        return _Found(report=report, candidates=(), rows=(), choice=_NONE)
    rows, plain = by_words(query, found), weights.load("words")
    unknown = by_meaning(found, None)
    scores = [plain.score((*unknown[i], *row)) for i, row in enumerate(rows)]
    order = sorted(range(len(found)), key=lambda i: (-scores[i], i))[:CANDIDATES]
    candidates, chosen = tuple(found[i] for i in order), tuple(rows[i] for i in order)
    choice = _decided(report, candidates, complete(candidates, chosen, None), plain)
    return _Found(report=report, candidates=candidates, rows=chosen, choice=choice)


def _by_meaning(found: _Found, question: str, embedder: Embedder | None) -> Choice:
    if not UNSURE[0] <= found.choice.score <= UNSURE[1]:
        return found.choice
    cosines = _cosines(question, found.candidates, embedder)
    if cosines is None:
        return found.choice
    rows = complete(found.candidates, found.rows, cosines)
    return _decided(found.report, found.candidates, rows, weights.load("meaning"))


def complete(candidates: Sequence[Unit], rows: Sequence[Row], cosines: Sequence[float] | None) -> list[Row]:
    """All features of the candidates: `rows` are those by words."""
    return [(*meaning, *row) for meaning, row in zip(by_meaning(candidates, cosines), rows, strict=True)]


def _cosines(question: str, candidates: Sequence[Unit], embedder: Embedder | None) -> list[float] | None:
    if embedder is None:
        return None
    asked_for = embedder.embed([fold(question)])
    said = None if asked_for is None else embedder.embed_passages([unit.folded for unit in candidates])
    return None if asked_for is None or said is None else [float(cosine) for cosine in said @ asked_for[0]]


def _decided(report: Report, candidates: Sequence[Unit], rows: Sequence[Row], fitted: weights.Weights) -> Choice:
    scores = [fitted.score(row) for row in rows]
    order = sorted(range(len(rows)), key=lambda i: (-scores[i], candidates[i].place))
    probability = fitted.probability(rows[order[0]], scores)
    quoted: dict[Span, Sentence] = {}
    for i in order:
        unit = candidates[i]
        if scores[order[0]] - scores[i] <= _BEHIND and len(quoted) < _SHOWN:
            text = unit.whole.of(report.text)
            said = Sentence(report_id=report.id, span=unit.whole, text=text, path=unit.path, score=scores[i])
            quoted.setdefault(unit.whole, said)
    return Choice(sentences=tuple(quoted.values()), score=probability, enough=probability >= fitted.enough)
