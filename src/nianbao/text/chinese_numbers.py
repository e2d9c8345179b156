"""The value of a Chinese numeral: 二十三, 两, 一百零五, 廿六, 叁佰, 二〇一八; strict, so that 三四十 has none."""

from __future__ import annotations

from decimal import Decimal

_DIGIT = {c: n for n, chars in enumerate(("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌",
                                         "九玖")) for c in chars}  # fmt: skip
_PLACE = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALE = {"万": 10**4, "亿": 10**8}
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_ZERO = frozenset("零〇○")

CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟"
"""As on cheques; some of them are also parts of words (队伍, 大陆)."""
CHARACTERS = "".join(_DIGIT) + "十百千万亿" + "拾佰仟" + "".join(_TENS)
"""Every character that a Chinese numeral may hold, folded."""


def chinese_value(numeral: str) -> Decimal | None:
    """The value of a folded Chinese numeral; None when it is not one number (三四十, 一二), or no numeral at all.

    A place without a digit before it (百, 万) is no count; 十 is.
    """
    spelled = "".join(_TENS.get(c, c) for c in numeral)
    if not spelled or any(c not in CHARACTERS for c in spelled):
        return None
    if all(c in _DIGIT for c in spelled):
        return _by_digits(spelled)
    return _by_places(spelled)


def _by_digits(spelled: str) -> Decimal | None:
    """二〇一八 digit by digit; 一二 is "one or two", never twelve."""
    if len(spelled) == 2 and not _ZERO.intersection(spelled):
        return None
    return Decimal("".join(str(_DIGIT[c]) for c in spelled))


def _by_places(spelled: str) -> Decimal | None:
    total, rest, first = 0, spelled, True
    for scale, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(scale)
        if not found:
            continue
        section = _section(head, first)
        if not section:
            return None
        total, rest, first = total + section * size, tail, False
    if any(c in _SCALE for c in rest):
        return None
    last = _section(rest, first) if rest else 0
    return None if last is None else Decimal(total + last)


def _section(words: str, first: bool) -> int | None:
    """A number below 10,000; in its lower part a place that is left out shows as 零, or the last digit is unclear."""
    total, lowest, zero = 0, 10_000, False
    digit: int | None = None
    for char in words:
        if char in _PLACE:
            place = _PLACE[char]
            if place >= lowest or (digit is None and place != 10) or digit == 0:
                return None
            total, digit, lowest, zero = total + (1 if digit is None else digit) * place, None, place, False
        elif digit is not None:
            return None
        elif char in _ZERO and (total or not first):
            if zero:
                return None
            zero = True
        elif char in _DIGIT:
            digit = _DIGIT[char]
        else:
            return None
    if digit is None:
        return total if total and not zero else None
    # 一百二 may be 102 or 120, 一万五 10005 or 15000
    return total + digit if lowest == 10 or zero or (first and not total) else None
