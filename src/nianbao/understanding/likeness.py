"""How pieces of words are alike: what they share, how they sound, whether they cut a longer word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from nianbao.model import Span
from nianbao.text.words import is_word


def names_part(part: str, whole: str, rest: str) -> bool:
    """True when the words left over hold most of what tells the part from the whole: 兼职 of 兼职人员."""
    own = part.replace(_common(part, whole), "", 1)
    shared = _common(own, rest)
    return len(shared) >= 2 and len(shared) * 2 >= len(own)


def _common(one: str, other: str) -> str:
    """The longest piece that stands in both."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[match.a : match.a + match.size]


def cuts_word(text: str, span: Span) -> bool:
    """True when the piece is part of a longer word of the text: 公室 of 办公室 is no slip for 公示."""
    around = (
        text[start:end]
        for start in range(max(0, span.start - 2), span.start + 1)
        for end in range(span.end, span.end + 3)
    )
    return any(len(word) > span.end - span.start and is_word(word) for word in around)


def stem(word: str) -> str:
    """An English word without its ending: requests and request, received and receive are the same."""
    return re.sub(r"(?:ed|es|s|e|ing)$", "", word)


def overlapping(pattern: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    """The longest wording at every position."""
    return [(i, m[0]) for i in range(len(text)) if (m := pattern.match(text, i))]


def sounds_of(words: str) -> tuple[str, ...]:
    """The syllables of the words without tones, one a character."""
    return tuple(map(_sound, words))


@lru_cache(maxsize=4096)
def _sound(character: str) -> str:
    from pypinyin import lazy_pinyin

    return lazy_pinyin(character)[0]
