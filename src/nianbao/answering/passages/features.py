"""What speaks for a sentence as the answer to a question, as numbers of about 0 to 1."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.answering.passages.lexicon import NUMBER, Kind, Lexicon, Topic, load
from nianbao.answering.passages.units import Unit
from nianbao.text.fold import fold
from nianbao.text.words import segmented

NAMES = (
    "near", "nearest", "above", "held", "rare", "pairs", "heading_words", "heading", "says", "frame", "leans", "titled",
    "misses", "strange", "open", "foreign", "gives", "lacks", "wants", "counts", "fresh",
)  # fmt: skip
"""The features in their order.

By meaning: `near`, the cosine of question and sentence; `nearest`, that of the section's best sentence; `above`, how
far the sentence stands out from the others. By words: `held`, the share of the question's words that the sentence holds
(rare ones weigh more); `rare`, the rarest of them; `pairs`, the share of its pairs of characters; `heading_words`, the
share of its words that only the headings hold. By subject: `heading`, the headings are about the question's topic;
`says`, the sentence holds words that say such things; `frame`, it is one that every report has; `leans`, the sentence
before it holds the question's words; `titled`, the question names its heading; `misses`, the share of the things named
in the question that neither the sentence nor its headings name; `strange`, the share that the report names nowhere;
`open`, the share of the question's words, those of its topics aside, that the sentence leaves unexplained;
`foreign`, it explains none of them, and the question names no thing that reports write about. By what is asked for, in
what the sentence says beyond the question's own words: `gives`, the share of the kinds of thing asked for that it
holds; `lacks`, the share that it lacks of those that nothing else can stand for; `wants`, of the others; `counts`, none
of its clauses counts what a question for a number names; `fresh`, how much it says at all.
"""

_TITLE = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]?\s?|(?:工作)?(?:情况|方面)|[。.:：]$")
_TELLING = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(NUMBER)
_CLAUSE = re.compile(r"[,，;；。:：、]")
_MUCH = 16
"""So many characters beyond the question's own say enough."""
Row = tuple[float, ...]

_FAINT = 0.3
"""What a word weighs that the report does not hold at all, beside one that a single sentence holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as the features see it: folded, its telling words and its topics."""

    text: str
    words: tuple[str, ...]
    pairs: frozenset[str]
    topics: tuple[Topic, ...]
    kinds: tuple[Kind, ...]
    frame: bool
    things: tuple[tuple[str, ...], ...]
    content: tuple[str, ...]


def asked(question: str, topic: str | None = None, lexicon: Lexicon | None = None) -> Asked:
    """The question, bare of names and years; `topic` is the id of a topic it is about whatever its words are."""
    lexicon = lexicon or load()
    text = fold(question)
    topics = lexicon.topics_of(text)
    if topic and (named := lexicon.topic(topic)) and named not in topics:
        topics = (*topics, named)
    bare = lexicon.asking.sub(" ", text)
    words = tuple(dict.fromkeys(w for w in segmented(bare) if len(w) > 1 and not w.isdigit()))
    pairs = frozenset(run[i : i + 2] for run in bare.split() for i in range(len(run) - 1))
    for one in topics:
        bare = one.asks.sub(" ", bare)
    content = tuple(dict.fromkeys(w for w in segmented(bare) if _TELLING.fullmatch(w)))
    frame = bool(lexicon.frame_asked.search(text))
    things = tuple(group for group in lexicon.things if any(name in text for name in group))
    return Asked(
        text=text, words=words, pairs=pairs, topics=topics, kinds=lexicon.kinds_of(text), frame=frame, things=things,
        content=content,
    )  # fmt: skip


def by_words(question: Asked, units: Sequence[Unit]) -> list[Row]:
    """For each unit its features by words and kind: those of `NAMES` from `held` on."""
    lexicon = load()
    weights = _weights(question.words, units, lexicon)
    strange = _missed(question.things, "\n".join(unit.folded for unit in units))
    rows = []
    for unit in units:
        path = fold(unit.path)
        words, kind = _words(question, unit, weights, lexicon), _kind(question, unit, weights, lexicon)
        misses = _missed(question.things, unit.folded + path)
        unexplained = _unexplained(question.content, unit.folded, lexicon)
        alone = question.content and not question.things
        foreign = float(bool(alone) and _unexplained(question.content, unit.folded + unit.before + path, lexicon) == 1)
        given = _given(question, unit, lexicon)
        rows.append((*words, *kind, misses, strange, unexplained, foreign, *given))
    return rows


def by_meaning(units: Sequence[Unit], cosines: Sequence[float] | None) -> list[Row]:
    """For each of some units `near`, `nearest` and `above`, from its cosine with the question; zeros without those."""
    if cosines is None:
        return [(0.0, 0.0, 0.0)] * len(units)
    best: dict[str, float] = {}
    for unit, cosine in zip(units, cosines, strict=True):
        best[unit.path] = max(best.get(unit.path, -1.0), cosine)
    middle = sum(cosines) / len(cosines)
    return [(cosine, best[unit.path], cosine - middle) for unit, cosine in zip(units, cosines, strict=True)]


def _weights(words: Sequence[str], units: Sequence[Unit], lexicon: Lexicon) -> dict[str, float]:
    """What each word weighs: less the more units hold it, little when none does."""
    counts = Counter({word: sum(says(word, unit.folded, lexicon) for unit in units) for word in words})
    total = math.log(len(units) + 1)
    return {w: (math.log((len(units) + 1) / counts[w]) / total if counts[w] else _FAINT) * len(w) for w in words}


def _missed(things: Sequence[tuple[str, ...]], text: str) -> float:
    return sum(not any(name in text for name in group) for group in things) / len(things) if things else 0.0


def _unexplained(words: Sequence[str], text: str, lexicon: Lexicon) -> float:
    total = sum(len(word) for word in words)
    return sum(len(word) for word in words if not says(word, text, lexicon)) / total if total else 0.0


def says(word: str, text: str, lexicon: Lexicon) -> bool:
    """True when the text holds the word or one that means the same."""
    if word in text:
        return True
    groups = (group for group in lexicon.things if any(word in same or same in word for same in group))
    return any(same in text for group in groups for same in group)


def _words(question: Asked, unit: Unit, weights: dict[str, float], lexicon: Lexicon) -> tuple[float, ...]:
    total = sum(weights.values())
    held = {w for w in weights if says(w, unit.folded, lexicon)}
    path = fold(unit.path)
    above = sum(weights[w] for w in weights if w not in held and w in path)
    share = sum(weights[w] for w in held) / total if total else 0.0
    rare = max((weights[w] / len(w) for w in held), default=0.0)
    pairs = sum(pair in unit.folded for pair in question.pairs) / len(question.pairs) if question.pairs else 0.0
    return share, rare, pairs, (above / total if total else 0.0)


def _kind(question: Asked, unit: Unit, weights: dict[str, float], lexicon: Lexicon) -> tuple[float, ...]:
    path = fold(unit.path)
    heading = float(any(topic.headings.search(path) for topic in question.topics))
    topics = question.topics
    said = sum(bool(topic.says.search(unit.folded)) for topic in topics) / len(topics) if topics else 0.0
    frame = float(not question.frame and bool(lexicon.frame.search(unit.folded)))
    total = sum(weights.values())
    leans = sum(weights[w] for w in weights if says(w, unit.before, lexicon)) / total if total else 0.0
    title = _TITLE.sub("", path.rpartition(" › ")[2])
    titled = float(len(title) > 2 and title in question.text)
    return heading, said, frame, leans, titled


def beyond(text: str, question: Asked) -> str:
    """The folded sentence without what it shares with the question: its words, its pairs of characters."""
    shared = [False] * len(text)
    for i in range(len(text) - 1):
        if text[i : i + 2] in question.pairs:
            shared[i] = shared[i + 1] = True
    return "".join("\n" if held else character for character, held in zip(text, shared, strict=True))


def _given(question: Asked, unit: Unit, lexicon: Lexicon) -> tuple[float, ...]:
    rest = lexicon.nothing.sub("\n", beyond(unit.folded, question))
    whole = lexicon.nothing.sub("\n", unit.folded)
    held = [bool(kind.gives.search(whole if kind.own else rest)) for kind in question.kinds]
    gives = sum(held) / len(held) if held else 0.0
    lacks, wants = (
        _share([has for kind, has in zip(question.kinds, held, strict=True) if kind.closed is closed])
        for closed in (True, False)
    )
    said = sum(len(run) for run in _TELLING.findall(lexicon.asking.sub(" ", _NUMBER.sub(" ", rest))))
    return gives, lacks, wants, _uncounted(question, unit, lexicon), min(said, _MUCH) / _MUCH


def _share(held: Sequence[bool]) -> float:
    return held.count(False) / len(held) if held else 0.0


def _uncounted(question: Asked, unit: Unit, lexicon: Lexicon) -> float:
    """1 when a number is asked for and no clause of the sentence counts what the question names, in its measure."""
    if not lexicon.number_asked.search(question.text):
        return 0.0
    asked_for = lexicon.how_many.search(question.text)
    number = lexicon.measures[asked_for[1]] if asked_for else _NUMBER
    named = question.content or question.words
    before = ""
    for clause in _CLAUSE.split(lexicon.not_counted.sub("\n", unit.folded)):
        about = not named or any(says(word, before + clause, lexicon) for word in named)
        if about and number.search(clause):
            return 0.0
        before = clause
    return 1.0
