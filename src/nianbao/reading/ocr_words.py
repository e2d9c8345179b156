"""What the recogniser says, tidied as print: marks at their Chinese width, no gaps between Chinese characters."""

from __future__ import annotations

import re

from nianbao.reading.lines import clean
from nianbao.reading.ocr_engine import Words

_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d]"
_GAP = re.compile(
    rf"(?<={_WIDE})[ \u3000]+(?={_WIDE})|(?<=[)）]) +(?={_WIDE})|(?<=\d[.．、]) +(?={_WIDE})|(?<=[（(]) +| +(?=[）)])"
)
_NARROW_MARK = re.compile(rf"(?<={_WIDE})[,:;?!]+|(?<=\d)[,:;]+(?={_WIDE})|[,:;]+(?=[\u4e00-\u9fff])")
_WIDER = str.maketrans(",:;?!", "，：；？！")
_BRACKETS = re.compile(r"[(（]([^()（）]{0,200})[)）]")
_BESIDE_WIDE = re.compile(rf"\((?={_WIDE})|(?<={_WIDE})\)")
_WIDE_BRACKETS = str.maketrans("()", "（）")
_HAN = re.compile("[\u3400-\u9fff]")
_NUMBER = re.compile(r"[-+—]?[\dOoQDlI|〇○.,，]*[\dOo〇○][\dOoQDlI|〇○.,，]*%?|[-—/]{1,3}|[lI|]")
_LOOKALIKES = str.maketrans("OoQD〇○lI|，—", "000000111,-")
_SURE = 0.95
_UNSURE = 0.7


def tidy(text: str) -> str:
    """One line without the gaps that a recogniser puts in, and with marks as Chinese type sets them."""
    text = _GAP.sub("", clean(text))
    text = _NARROW_MARK.sub(lambda mark: mark[0].translate(_WIDER), text)
    text = _BRACKETS.sub(lambda pair: f"（{pair[1]}）" if _HAN.search(pair[1]) else pair[0], text)
    text = _BESIDE_WIDE.sub(lambda bracket: bracket[0].translate(_WIDE_BRACKETS), text)
    return text.replace(")", "）") if text.count("（") > text.count("）") else text


def is_number(text: str) -> bool:
    """Digits, or what digits are taken for when they stand alone: O, l."""
    return bool(_NUMBER.fullmatch(text.replace(" ", "")))


def number(text: str) -> str:
    return text.replace(" ", "").translate(_LOOKALIKES)


def agreed(first: Words, second: Words) -> str | None:
    """The number that two readings of one cell give; None when neither can be trusted more than the other."""
    a, b = number(first.text), number(second.text)
    if a == b:
        return a
    better, worse = (first, second) if first.score >= second.score else (second, first)
    if better.score >= _SURE and worse.score < _UNSURE and is_number(better.text):
        return number(better.text)
    return None
