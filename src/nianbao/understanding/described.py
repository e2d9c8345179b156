"""A measure described in words that no wording of the catalogue has: by the linear model of the bank's phrases."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.model import Span
from nianbao.understanding.features import phrase_features
from nianbao.understanding.intents import Guess, LinearModel, load
from nianbao.understanding.mentions import Mention, Mentions, blanked
from nianbao.understanding.metric_linker import CATEGORY
from nianbao.understanding.residue import ITS_OWN

SURE = 0.7
"""From this probability on the likeliest metric is taken; on held-out phrases it was right in 95.6 of 100 then."""
_HALF, _DOUBT = 0.5, 0.4
"""Two readings of a text that agree need half of it each; another reading with so much is a doubt."""
_OPENING = re.compile(
    r"(?:我|俺|咱|想|就|只|请|麻烦|帮|你|您|能不能|劳驾|听说|都说|据说|唉|哎|那个|那啥|嗯|，|,|想要)*(?:知道|问一句|问一下|问问|问下|看看|查查|查下|查一下|打听|了解)(?:一下|下)?"
)
_ASIDE = 3
"""More characters than these left over name something of their own."""
_SURE_OF_ANOTHER = 0.8
"""So sure the model must be to overrule the catalogue's wordings, and only where they leave words over."""
_SURE_OF_NOTHING = 0.85
_NONE = "none"
_NOT_A_MEASURE = frozenset((_NONE, CATEGORY, "yoy_change"))
"""Nothing that is counted, any category, or a change: of what, the words must say."""
_CLAUSE = re.compile(r"[,，。;；!！?？:：\n]")
_ASKS = re.compile(r"多少|几|哪|有没有|是不是|是否|吗|谁|多大|数$|量$|how|what|which|did")
_SHORTEST, _LONGEST = 2, 60


def described(bare: str) -> Mention | None:
    """The measure that the asking clause of a text describes, its names and years blanked; None when unsure."""
    model = load("measures")
    if model is None:
        return None
    asking = [(start, c) for start, c in _clauses(bare) if _ASKS.search(c) and len("".join(c.split())) >= _SHORTEST]
    if not asking:
        return None
    start, clause = asking[-1]
    best = _agreed(model, [_CLAUSE.sub("", _OPENING.sub("", v)) for v in _variants(bare, clause)])
    if best is None:
        return None
    words = clause.strip()
    first = start + clause.index(words)
    said = _as_described(Span(start=first, end=first + len(words)), words, best)
    earlier = [(at, c) for at, c in _clauses(bare) if at < start and c.strip()]
    if earlier and _told_twice(model, earlier[-1][1], clause, best):
        at, before = earlier[-1]
        head = Span(start=at + len(before) - len(before.lstrip()), end=at + len(before.rstrip()))
        said = replace(said, spans=(head, *said.spans), words=before.strip())
    return said


def _told_twice(model: LinearModel, before: str, clause: str, best: Guess) -> bool:
    """True when the clause before speaks of the same measure: it holds what the asking one only refers to."""
    plain = "".join((before + clause).split())
    if len(plain) > _LONGEST:
        return False
    guess = model.guesses(phrase_features(plain), k=1)[0]
    return guess.intent == best.intent and guess.probability >= _HALF


def _variants(bare: str, clause: str) -> list[str]:
    """The asking clause, it with the clause before it, and the whole text: a story may hold what is counted."""
    clauses = [c for _, c in _clauses(bare)]
    at = max(i for i, c in enumerate(clauses) if c == clause)
    return list(dict.fromkeys((clause, "".join(clauses[max(0, at - 1) : at + 1]), bare)))


def _agreed(model: LinearModel, variants: list[str]) -> Guess | None:
    """The metric that one reading of the text is sure of, if no other reading speaks for another metric."""
    guesses = []
    for words in variants:
        plain = "".join(words.split())
        if _SHORTEST <= len(plain) <= _LONGEST:
            guesses.append(model.guesses(phrase_features(plain), k=1)[0])
    if not guesses:
        return None
    best = max(guesses, key=lambda g: g.probability)
    others = [g for g in guesses if g.intent != best.intent and g.probability >= _DOUBT]
    agreed = sum(g.intent == best.intent and g.probability >= _HALF for g in guesses) > 1
    bound = _HALF if agreed else SURE
    if best.intent in _NOT_A_MEASURE or best.probability < bound or others:
        return None
    return best


def _best(model: LinearModel, words: str) -> Guess | None:
    """The metric that the words name; None when that is not sure, or nothing that is counted."""
    plain = "".join(words.split())
    if not _SHORTEST <= len(plain) <= _LONGEST:
        return None
    best = model.guesses(phrase_features(plain), k=1)[0]
    return None if best.intent in _NOT_A_MEASURE or best.probability < SURE else best


def supported(mentions: Mentions, left: str) -> bool:
    """True when the words around the one measure named speak of it too: nothing of them is left over then."""
    model = load("measures")
    found = mentions.of("measure")
    if model is None or len(found) != 1 or found[0].described or len(left) > _ASIDE or ITS_OWN.search(left):
        return False
    text = blanked(mentions.folded, tuple(m for m in mentions.found if m.kind != "measure"))
    best = _best(model, text)
    return best is not None and best.intent == found[0].metric


def redescribed(mentions: Mentions) -> Mention | None:
    """The measure that the whole text describes, where its parts were taken for others (复议后又起诉、法院维持的)."""
    model = load("measures")
    found = mentions.of("measure")
    if model is None or mentions.english or any(m.described for m in found):
        return None
    text = blanked(mentions.folded, tuple(m for m in mentions.found if m.kind != "measure"))
    best = _best(model, text)
    if best is None or best.probability < _SURE_OF_ANOTHER or best.intent in {m.metric for m in found}:
        return None
    words = "".join(text.split())
    whole = Span(start=0, end=len(mentions.folded))
    return _as_described(whole, words, best)


def nothing_counted(mentions: Mentions) -> bool:
    """True when the words around a measure's name say that something else is asked (征地信息公开后补偿多少钱一亩)."""
    model = load("measures")
    found = mentions.of("measure")
    if model is None or not found or any(m.described for m in found):
        return False
    text = blanked(mentions.folded, tuple(m for m in mentions.found if m.kind != "measure"))
    clause = next((c for start, c in _clauses(text) if start <= found[-1].start < start + len(c) + 1), text)
    best = model.guesses(phrase_features(clause), k=1)[0]
    return best.intent == _NONE and best.probability >= _SURE_OF_NOTHING


def _clauses(text: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    start = 0
    for match in [*_CLAUSE.finditer(text), None]:
        end = match.start() if match else len(text)
        found.append((start, text[start:end]))
        start = match.end() if match else end
    return found


def _as_described(span: Span, words: str, best: Guess) -> Mention:
    return Mention(
        kind="measure", spans=(span,), words=words, metric=best.intent, score=best.probability, described=True
    )
