"""Numbers that a question says, and the comparison in front of or behind them (超过10件, 10件以上, 10到50件)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from nianbao.model import Span
from nianbao.query import Test
from nianbao.text.numerals import chinese_value

_UNIT = r"(?:[件条次个份篇期场人元起宗项家]|人次|万元?|亿元?|%|个百分点)?"
_DIGIT = r"\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,4})?"
_CHINESE = r"[零〇一二两三四五六七八九十百千万]{1,8}"


def _number(name: str, scale: str) -> str:
    """A number with its scale and unit; the groups are called as given."""
    return rf"(?P<{name}>{_DIGIT}|{_CHINESE})\s?(?P<{scale}>万|亿|千)?\s?{_UNIT}"


_MORE = r"超过|超出|超|多于|大于|高于|突破|过了?|不止|>|more than|over|above|exceed(?:s|ed|ing)?"
_LEAST = r"不少于|不低于|不小于|至少|达到了?|达|满|够|(?<![收接得拿])到了?|>=|≥|at least"
_LESS = r"不到|少于|低于|小于|不足|没到|<|less than|fewer than|under|below"
_MOST = r"(?<!有)没有?超过|没过|不超过|不多于|不高于|至多|最多|<=|≤|at most"
_BETWEEN = re.compile(
    _number("low", "ls") + r"\s?(?:到|至|-|~|和|与)\s?" + _number("high", "hs")
    + r"(?=\s?(?:之间|以内|的|范围))"
)  # fmt: skip
_BEFORE = re.compile(
    rf"(?P<most>{_MOST})\s?" + _number("n1", "s1")
    + rf"|(?P<less>{_LESS})\s?" + _number("n2", "s2")
    + rf"|(?P<least>{_LEAST})\s?" + _number("n3", "s3")
    + rf"|(?P<more>{_MORE})\s?" + _number("n4", "s4")
)  # fmt: skip
_AFTER = re.compile(
    _number("n", "s")
    + r"(?:(?P<least>及?以上|或更多|起步)|(?P<less>以下|以内|之内|打不住)|(?P<more>开外|都?不止|出头))"
)
_PLAIN = re.compile(_number("n", "s") + r"(?!\d|\s?年)")
_TESTS: tuple[tuple[str, Test, str], ...] = (
    ("most", "<=", "1"), ("less", "<", "2"), ("least", ">=", "3"), ("more", ">", "4"),
)  # fmt: skip
_SCALE = {"万": 10**4, "亿": 10**8, "千": 10**3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number or two with the test they stand in; `=` for one that is merely said."""

    span: Span
    test: Test
    numbers: tuple[Decimal, ...]


def counted_in(text: str) -> tuple[Counted, ...]:
    """The numbers of a folded question from which names and years are blanked, in order."""
    found: list[Counted] = []

    def take(match: re.Match[str], test: Test, *pairs: tuple[str | None, str | None]) -> None:
        numbers = tuple(v for digits, scale in pairs if digits and (v := _value(digits, scale)) is not None)
        span = Span(start=match.start(), end=match.end())
        free = not any(span.start < c.span.end and c.span.start < span.end for c in found)
        if numbers and len(numbers) == len(pairs) and free:
            found.append(Counted(span=span, test=test, numbers=numbers))

    for match in _BETWEEN.finditer(text):
        take(match, "between", (match["low"], match["ls"] or match["hs"]), (match["high"], match["hs"]))
    for match in _BEFORE.finditer(text):
        test, i = next((test, i) for name, test, i in _TESTS if match[name])
        take(match, test, (match[f"n{i}"], match[f"s{i}"]))
    for match in _AFTER.finditer(text):
        take(match, ">=" if match["least"] else "<" if match["less"] else ">", (match["n"], match["s"]))
    for match in _PLAIN.finditer(text):
        if match["n"][0].isdigit() or len(match["n"]) > 1:
            take(match, "=", (match["n"], match["s"]))
    return tuple(sorted(found, key=lambda c: c.span.start))


def _value(digits: str, scale: str | None) -> Decimal | None:
    value = Decimal(digits.replace(",", "")) if digits[0].isdigit() else chinese_value(digits)
    return None if value is None else value * _SCALE.get(scale or "", 1)
