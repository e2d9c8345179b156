"""Numbers in Chinese prose: Arabic, Chinese numerals, 万 and 亿, and the words that make them approximate.

What is printed oddly (12，34, 1.2.3, 三四十, 一万二) is no number rather than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nianbao.model import Qualifier, Span
from nianbao.text.chinese_numbers import CAPITALS, CHARACTERS
from nianbao.text.chinese_numbers import chinese_value as chinese_value
from nianbao.text.fold import fold

_ABOUT = "大约|将近|接近|差不多|约有|约为|约|近|~|≈"
_AT_LEAST = "超过了|超过|突破|至少|最少|起码|不少于|不低于|不下于|不下|不止|不只|多于|高于|大于|逾|超|破|>|≥"
_LESS_THAN = "不超过|未超过|不超|未超|不多于|不高于|不大于|至多|最多|不足|不到|不满|未满|未达|少于|低于|小于|<|≤"
_OTHERS = "达到|达|仅|共|计|为"
_BEFORE = re.compile(
    rf"(?:(?P<less>{_LESS_THAN})|(?P<least>{_AT_LEAST})|(?P<about>{_ABOUT})|(?P<other>{_OTHERS}))\s?\[?\s?$"
)
_LONGEST_BEFORE = 8
_AFTER = re.compile(
    r"\s?(?:(?P<least>(?:[及或])?以上)|(?P<less>(?:[及或])?以下|以内|之内)|(?P<about>余|多|来|左右|上下))?\s?\]?"
)
# Words that end in 约 without meaning about.
_NO_ABOUT = re.compile(r"(?:[预签条公合违集]约|[附最远]近)\s?$")

_MARK = "[,.'’‘′]"
_RUN = re.compile(rf"(?<!\d)(?<!\d{_MARK})\d{{1,40}}(?:{_MARK}\d{{1,40}}){{0,8}}")
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[,'’‘′])\d{3}(?:(?P=mark)\d{3}){0,3})?(?:\.\d{1,6})?")
_PLAIN = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
# Thousands parted by blanks, and digits printed letter by letter, where a Chinese word follows: a row of a table ends.
_SPACED = re.compile(
    r"(?<![\d.,])(?<![\d.,] )(?:[1-9]\d{0,2}(?: \d{3}){1,4}|[1-9](?: \d){1,8})(?![\d.,%])(?= ?[㐀-鿿])"
)
_ORDINARY = "".join(c for c in CHARACTERS if c not in CAPITALS)
_CHINESE = re.compile(rf"[{_ORDINARY}]{{1,24}}|[{CAPITALS}][{CAPITALS}零万亿]{{0,23}}")
_NUMBER = re.compile(rf"(?P<spaced>{_SPACED.pattern})|(?P<arabic>{_RUN.pattern})|(?P<chinese>{_CHINESE.pattern})")

_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SCALE = re.compile(r"\s?(?:[余多](?=[万亿]))?(?P<scale>[百千](?=万元)|[十百千]?[万亿](?!元)|[十百千](?![万亿](?!元)))")
_ODD_MORE = re.compile(r"[余多](?=[万亿])")
"""120余万: about so many ten thousands."""
_NEXT = re.compile(r"(?P<number>\d{1,8}(?:\.\d{1,4})?)")
_MIXED = re.compile(rf"[{_ORDINARY.replace('一', '')}]")
_BARE = re.compile(r"[百千万亿]|[百千][万亿]")
_OVER = re.compile(r"(?<!成百)(?<!不)[上过]$")
_VAGUE = ("数", "几", "好", "多", "成")
_AGAIN = re.compile(r"\s?[(\[]\s?(?P<number>[\d,]{1,16}|[^\s()\[\]]{1,16})\s?[)\]]")
# A sign, not a dash: only where a change is told.
_SIGNED = re.compile(r"(?:增长|增加|增幅|增减|增/减|同比|环比|变化|减少|下降|比上?一?年|比去年|率)[为:是]{0,2}\s?-$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number where it stands: `span` covers digits or numeral and scale, `outer` also the words of approximation."""

    span: Span
    outer: Span
    value: Decimal
    qualifier: Qualifier
    chinese: bool


def numerals(text: str) -> tuple[Numeral, ...]:
    """All numbers of the text in order, dates and ordinals included: what a number counts is decided elsewhere."""
    return tuple(_numerals(fold(text)))


def _numerals(folded: str) -> Iterator[Numeral]:
    at = 0
    while (match := _NUMBER.search(folded, at)) is not None:
        at = match.end()
        read = _chinese(folded, match) if match["chinese"] is not None else _arabic(folded, match)
        if read is None:
            continue
        value, end = read
        found = _qualified(folded, Span(start=match.start(), end=end), value, chinese=match["chinese"] is not None)
        if found is not None:
            at = found.outer.end
            yield found


def _qualified(folded: str, span: Span, value: Decimal, *, chinese: bool) -> Numeral | None:
    """The number with the words around it that say how exact it is."""
    ahead = folded[max(0, span.start - _LONGEST_BEFORE) : span.start]
    before, after = _BEFORE.search(ahead), _AFTER.match(folded, span.end)
    kind = before.lastgroup if before is not None else None
    if kind == "about" and _NO_ABOUT.search(ahead):
        kind = None
    qualifier: Qualifier = "exact"
    if kind == "less" or (after is not None and after["less"]):
        qualifier = "less_than"
    elif kind == "about" or (after is not None and after["about"]) or _ODD_MORE.search(folded, span.start, span.end):
        qualifier = "about"
    elif kind == "least" or (after is not None and after["least"]):
        qualifier = "at_least"
    elif _SIGNED.search(folded[max(0, span.start - 12) : span.start]):
        span, value = Span(start=span.start - 1, end=span.end), -value
    start = span.start
    if chinese and _BARE.fullmatch(folded, span.start, span.end):
        if qualifier == "exact" and not _OVER.search(ahead):
            return None  # 百件, 万条: not even about so many
        if _OVER.search(ahead):
            qualifier, start = "at_least", span.start - 1
    if before is not None and kind not in (None, "other"):
        start -= len(ahead) - before.start()
    end = after.end() if after is not None and (after.lastgroup or after[0].strip() == "]") else span.end
    return Numeral(span=span, outer=Span(start=start, end=end), value=value, qualifier=qualifier, chinese=chinese)


def _chinese(folded: str, match: re.Match[str]) -> tuple[Decimal, int] | None:
    """The value of a Chinese numeral and where it ends; the same number in digits behind it is part of it."""
    words, end = match[0], match.end()
    if re.match(r"\d", folded[end : end + 1]) or re.search(r"\d$", folded[max(0, match.start() - 1) : match.start()]):
        return None
    value = Decimal(_size(words)) if _BARE.fullmatch(words) else chinese_value(words)
    before = folded[max(0, match.start() - 1) : match.start()]
    if before == "几" or (before in _VAGUE and all(c in _PLACES for c in words)):
        return None  # 数十, 几百, 十几二十
    if value is not None:
        end = _said_again(folded, end, value)
    return None if value is None else (value, end)


def _arabic(folded: str, match: re.Match[str]) -> tuple[Decimal, int] | None:
    """The value of digits with their scale (1.2万, 1亿2000万) and where they end."""
    if _MIXED.search(folded[max(0, match.start() - 1) : match.start()]):
        return None  # 二3, 2〇3
    value = _plain_value(match[0])
    if value is None:
        return None
    end = match.end()
    scale = _SCALE.match(folded, end)
    if scale is None:
        mixed = _MIXED.match(folded, end) and not _is_money(folded, end)
        return None if mixed else (value, _said_again(folded, end, value))
    return _scaled(folded, value, scale)


def _scaled(folded: str, value: Decimal, scale: re.Match[str]) -> tuple[Decimal, int] | None:
    """1.2万, 1亿2000万, 1万2000; None where the last digits may mean either (1万2), or the scale is odd (12百)."""
    end, size = scale.end(), _size(scale["scale"])
    total = value * size
    if size < 10**4 and value >= 10:
        return None
    while (more := _NEXT.match(folded, end)) is not None:
        part, end = Decimal(more["number"]), more.end()
        if part >= size or value != int(value):
            return None
        if _is_money(folded, end) and size == 10**8:
            return total / _PLACES[folded[end]] + part, end  # 1亿2000万元, counted in 万元
        following = _SCALE.match(folded, end)
        if following is None:
            whole = len(more["number"]) == len(str(size)) - 1 and not _MIXED.match(folded, end)
            return (total + part, end) if whole else None
        end, step = following.end(), _size(following["scale"])
        if part * step >= size:
            return None
        total, size = total + part * step, step
    mixed = _MIXED.match(folded, end) and not _is_money(folded, end)
    return None if mixed else (total, end)


def _is_money(folded: str, at: int) -> bool:
    """The scale that follows belongs to the unit 万元 or 亿元."""
    return folded[at : at + 2] in ("万元", "亿元")


def _size(scale: str) -> int:
    size = 1
    for place in scale:
        size *= _PLACES[place]
    return size


def _plain_value(written: str) -> Decimal | None:
    """The value of digits with marks between them; None when the marks are not where thousands and decimals part."""
    if " " in written:
        return Decimal(written.replace(" ", ""))
    if _PLAIN.fullmatch(written) or _GROUPED.fullmatch(written):
        return Decimal(re.sub(r"[,'’‘′]", "", written))
    return None


def _said_again(folded: str, end: int, value: Decimal) -> int:
    """One past the brackets that say the number once more, 一百二十三（123）; `end` when there are none."""
    again = _AGAIN.match(folded, end)
    if again is None:
        return end
    said = _plain_value(again["number"]) if again["number"][0].isdigit() else chinese_value(again["number"])
    return again.end() if said == value and not _is_list_mark(folded, again) else end


def _is_list_mark(folded: str, again: re.Match[str]) -> bool:
    """一（一）: the second is a numbering, not the same number said again."""
    return not re.match(r"\s?[㐀-鿿]", folded[again.end() : again.end() + 2])


def plain(value: Decimal) -> str:
    """A number as people write it, 526 or 37.5, never 5.26E+2 or 37.50."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
