"""Years named in a text: 2018年, 18年, 二〇一八年, ２０１８年度, 2018-2020年, 去年, 近三年."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from nianbao.model import Span
from nianbao.text.fold import fold
from nianbao.text.numerals import chinese_value

FIRST, LAST = 2000, 2049
"""Years outside this range are not report years."""

_YEAR = re.compile(
    r"(?<![\d.])(?P<full>20[0-4]\d)(?!\d)(?!\s?[条件次篇份个人元户])(?P<mark>\s?年度?)?"
    r"|(?<![\d.])(?P<short>[012]\d)\s?年(?!来|内|间|前|后|以)"
    r"|(?P<chinese>二[〇零○o0][〇零○o0一二三四]?[〇零○o0一二三四五六七八九])\s?年?"
    r"|(?<![〇零一二三四五六七八九])(?P<pair>[一二][〇零一二三四五六七八九])年"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    span: Span
    value: int


def years(text: str) -> tuple[Year, ...]:
    """The years the text names in order; a two-digit or Chinese form counts only where it can be nothing else."""
    found = []
    for match in _YEAR.finditer(fold(text)):
        value = _value(match)
        if value is not None and FIRST <= value <= LAST:
            found.append(Year(span=Span(start=match.start(), end=match.end()), value=value))
    return tuple(found)


def _value(match: re.Match[str]) -> int | None:
    if match["full"]:
        return int(match["full"])
    if match["short"]:
        return 2000 + int(match["short"])
    if match["pair"]:
        digits = chinese_value("二〇" + match["pair"])
        return int(digits) if digits is not None else None
    numeral = match["chinese"].replace("○", "〇").replace("o", "〇").replace("0", "〇")
    number = chinese_value(numeral)
    return int(number) if number is not None and number == Decimal(int(number)) else None
