"""Numbers in Chinese prose: Arabic, Chinese numerals, 万 and 亿, and the words that make them approximate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from nianbao.model import Qualifier, Span
from nianbao.text.fold import fold

_DIGITS = "零〇一二两三四五六七八九"
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_CHINESE = rf"[{_DIGITS}十百千万亿]{{1,16}}"
_ARABIC = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?"
_NUMBER = re.compile(
    rf"(?P<before>约|近|逾|超过|超|至少|不少于|达到?|仅|共|计|为)?\s?\[?\s?"
    rf"(?P<number>"
    rf"(?P<arabic>(?<![\d.])(?:{_ARABIC}))\s?(?P<scale>[万亿](?!元))?|(?P<chinese>{_CHINESE}))"
    rf"(?P<after>余|多|来|左右|以上)?\s?\]?"
)
_ABOUT = {"约", "近"}
_AT_LEAST = {"逾", "超过", "超", "至少", "不少于"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number where it stands: `span` covers digits or numeral and scale, `outer` also the words of approximation."""

    span: Span
    outer: Span
    value: Decimal
    qualifier: Qualifier
    chinese: bool


def chinese_value(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral (二十三, 两, 二〇一八); None when it is not one number (三四十, 一二)."""
    if len(numeral) == 2 and all(c in "一二两三四五六七八九" for c in numeral):
        return None  # "one or two", "first and second", but never twelve
    if not numeral or (all(c in "十百千万亿" for c in numeral[:1]) and numeral[0] != "十"):
        return None  # 百余, 万: a place without a digit is no count
    import cn2an  # type: ignore[import-untyped]  # ships no hints

    try:
        return Decimal(str(cn2an.cn2an(numeral, "smart")))
    except (ValueError, KeyError):  # KeyError: cn2an on 一亿一
        return None


def numerals(text: str) -> tuple[Numeral, ...]:
    """All numbers of the text in order, dates and ordinals included: what a number counts is decided elsewhere."""
    found = []
    for match in _NUMBER.finditer(fold(text)):
        value = _value(match)
        if value is None:
            continue
        before, after = match["before"], match["after"]
        qualifier: Qualifier = "exact"
        if before in _ABOUT or after in ("余", "多", "来", "左右"):
            qualifier = "about"
        elif before in _AT_LEAST or after == "以上":
            qualifier = "at_least"
        start, end = match.span("number")
        if match["scale"]:
            end = match.end("scale")
        outer_start = match.start() if qualifier != "exact" and before in _ABOUT | _AT_LEAST else start
        found.append(
            Numeral(
                span=Span(start=start, end=end),
                outer=Span(start=outer_start, end=match.end()),
                value=value,
                qualifier=qualifier,
                chinese=match["chinese"] is not None,
            )
        )
    return tuple(found)


def _value(match: re.Match[str]) -> Decimal | None:
    if match["chinese"] is not None:
        return chinese_value(match["chinese"])
    value = Decimal(match["arabic"].replace(",", ""))
    scale = match["scale"]
    return value * (_PLACES[scale] if scale else 1)


def plain(value: Decimal) -> str:
    """A number as people write it, 526 or 37.5, never 5.26E+2 or 37.50."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
