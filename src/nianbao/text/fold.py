"""Fold a text for comparison without moving a single character.

Reports mix full-width and half-width forms, traditional and simplified characters, and (out of PDF files) the
radicals of the Unicode blocks U+2E80 and U+2F00 in place of the characters. `fold` maps each character to one
character, so a span found in the folded text points at the same words in the original.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Radicals of U+2E80–2EFF that stand for whole characters; NFKC restores only two of that block.
_RADICALS = dict(
    zip(
        "⺁⺇⺉⺋⺍⺏⺐⺒⺓⺔⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺣⺤⺥⺨⺩⺪⺫⺭⺮⺯⺱⺲⺳⺵⺶⺸⺹⺼⺽⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻲⻳",
        "厂几刂㔾小尢尣巳幺彑忄心扌攵旡月歺母民氵灬爪爫犭王疋目礻竹糸罒罓网羋羊羊耂肉臼艹虎衤覀西见角讠贝足车辶辶邑钅長镸长门阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜龟",
        strict=True,
    )
)
# Raised, lowered and encircled digits are marks of notes and lists: as digits they would lengthen the number before.
_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉①②③④⑤⑥⑦⑧⑨⓪❶❷❸❹❺❻❼❽❾"
_MIDDLE = {
    **{mark: mark for mark in _MARKS},
    "—": "-",
    "–": "-",
    "－": "-",
    **dict.fromkeys("−‐‑‒", "-"),
    "〜": "~",
    "～": "~",
    "〔": "[",
    "〕": "]",
    "【": "[",
    "】": "]",
    "　": " ",
    "\u00a0": " ",
}
# Characters that OpenCC leaves alone, being in use in both scripts, but which reports in traditional script use.
_MORE = {
    "佈": "布",
    "週": "周",
    "覈": "核",
    "羣": "群",
    "裏": "里",
    "啓": "启",
    "佔": "占",
    "衆": "众",
    "麪": "面",
    "製": "制",
    "谘": "咨",
}


_BOTH = frozenset("乾於麴夥徵摺榘薹醣拚吒捱袷麽氾洩濛塚昇甯")
"""Characters of the standard list that OpenCC takes for traditional ones: in simplified text they are themselves, so
乾佑镇 is not 干佑镇 and 於潜镇 not 于潜镇."""
_TRADITIONAL = 0.02
"""A text of which so many characters are traditional is in traditional script; there 於 is 于 and 乾 is 干."""


@cache
def _simplified() -> dict[str, str]:
    """Traditional to simplified, one character to one, for the basic CJK block."""
    from opencc import OpenCC

    characters = [chr(c) for c in range(0x3400, 0x9FFF)]
    simple = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {a: b for a, b in zip(characters, simple, strict=True) if a != b and len(b) == 1} | _MORE


@cache
def _fold_character(character: str) -> str:
    if character in _MIDDLE:
        return _MIDDLE[character]
    character = _RADICALS.get(character, character)
    normal = unicodedata.normalize("NFKC", character)
    if len(normal) == 1:
        character = normal
    character = _simplified().get(character, character)
    lower = character.lower()
    return lower if len(lower) == 1 else character


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        value = self[code] = chr(code) if code < 0x41 else _fold_character(chr(code))
        return value


_TABLE = _Table()


@cache
def _keeping() -> dict[int, str]:
    """The table for text in simplified script: what is standard there stays."""
    kept = _Table()
    kept.update({ord(character): character for character in _BOTH})
    return kept


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """The text with each character folded: half width, simplified, lower case; the length is that of `text`.

    A character that is standard in both scripts is folded only in a text in traditional script.
    """
    return text.translate(_TABLE if _BOTH.isdisjoint(text) or _traditional(text) else _keeping())


def _traditional(text: str) -> bool:
    """The text is in traditional script, to judge by the characters that only that has."""
    simple = _simplified()
    return sum(c in simple and c not in _BOTH for c in text) >= max(1, _TRADITIONAL * len(text))


def squeeze(text: str) -> str:
    """The folded text without white space and table bars: for comparing quotations, not for spans."""
    return "".join(fold(text).replace("|", "").split())


def ideographs(text: str) -> str:
    """The ideographs of the folded text and nothing else: labels are compared without numbering, marks and digits."""
    return re.sub(r"[^㐀-鿿]", "", fold(text))
