"""Names by their sound: 青颜镇 is heard for 青岩镇, 长合街道 for 长河街道, and some ears do not tell -n from -ng."""

from __future__ import annotations

import re
from functools import lru_cache

_ENDS = re.compile(r"(?<=[aei])ng$")
_STARTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("f", "h"), ("n", "l"))


def sounds_same(said: str, meant: str) -> bool:
    """True when words of one length have the same syllables, tones aside, whatever reading of a character is taken."""
    return len(said) == len(meant) and all(sounds(a) & sounds(b) for a, b in zip(said, meant, strict=True))


def sounds_like(said: str, meant: str) -> bool:
    """True when they may be heard for each other: -n and -ng, zh and z, h and f, l and n are one."""
    return len(said) == len(meant) and all(_heard(a) & _heard(b) for a, b in zip(said, meant, strict=True))


@lru_cache(maxsize=8192)
def sounds(character: str) -> frozenset[str]:
    """The syllables a character is read as, without tones."""
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


@lru_cache(maxsize=8192)
def _heard(character: str) -> frozenset[str]:
    return frozenset(blurred(s) for s in sounds(character))


def blurred(syllable: str) -> str:
    """The syllable with sounds made one that many speakers do not tell apart."""
    for one, other in _STARTS:
        if syllable.startswith(one):
            syllable = other + syllable[len(one) :]
            break
    return _ENDS.sub("n", syllable)
