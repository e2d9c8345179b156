"""Numbers that may belong to a person, found in text of any spelling. Names and addresses are not guessed at.

Two measures: what visitors ask is masked generously before it is kept; in reports, which state figures, only identity
cards and mobile phones count, and a landline of an office never does.
"""

from __future__ import annotations

import re
import unicodedata

from nianbao.model import Span

MASK = "［号码］"
VEIL = "＊"
"""Stands for one digit, so that places in a text stay what they are."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CHINESE = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SAID = re.compile(
    r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"  # e-mail
    r"|(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?!\d)"  # identity card
    r"|(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"  # mobile phone
    r"|(?<!\d)0\d{2,3}[ .-]\d{7,8}(?!\d)"  # telephone with area code
    rf"|[{_PROVINCES}][A-HJ-NP-Za-hj-np-z][·• -]?[A-HJ-NP-Za-hj-np-z0-9]{{4,5}}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳](?!\w)"
    rf"|[{_CHINESE}]{{7,40}}"
    r"|\d{7,40}[Xx]?"  # whatever else is too long for a figure that people ask about
)
_ACCOUNT = re.compile(
    r"(?P<word>微信|WeChat|wechat|V信|v信|VX|vx|QQ|qq|抖音)(?P<more> ?(?:账号|帐号|号码|号|ID|id)?[:是为 ]{0,3})"
    r"[A-Za-z0-9_-]{5,30}(?![A-Za-z0-9_-])"
)
_GROUPS = re.compile(r"(?<!\d)\d{1,8}(?:[ .·•_-]{1,3}\d{1,8}){1,20}[Xx]?(?!\d)")
_LETTERS = re.compile(rf"[{_CHINESE}](?:[ .·•_-]{{1,2}}[{_CHINESE}]){{6,40}}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG = 7
"""Digits of a number that is too long to be a figure of a question."""
_STATED = re.compile(
    r"(?<![0-9A-Za-z.%/=_-])(?:"
    r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]"
    r"|(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r")(?![0-9A-Za-z.%/_]|-\d|\s{0,2}(?:万|亿|元|件|条|次|人|份|个|平方|公顷|亩|吨|户))"
)


def masked(text: str) -> str:
    """The text of a visitor in half width, with every number that may be a person's replaced by `MASK`."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    plain = _ACCOUNT.sub(lambda found: f"{found['word']}{found['more']}{MASK}", plain)
    plain = _LETTERS.sub(MASK, _GROUPS.sub(_unless_figures, plain))
    return _SAID.sub(MASK, plain)


def _unless_figures(found: re.Match[str]) -> str:
    """Groups of digits are one number, unless they are years or a date."""
    groups = re.findall(r"\d+", found[0])
    rest = [group for group in groups if not _YEAR.fullmatch(group)]
    date = len(groups) <= 3 and len(rest) < len(groups) and all(len(group) <= 2 for group in rest)
    return found[0] if date or sum(map(len, rest)) < _LONG else MASK


def stated(text: str) -> tuple[Span, ...]:
    """Where a report states the number of an identity card or a mobile phone; in the order of the text."""
    return tuple(Span(start=found.start(), end=found.end()) for found in _STATED.finditer(_half(text)))


def veiled(text: str) -> str:
    """The text of a report, as long as before, with these numbers behind `VEIL` but for their first three digits."""
    pieces, last = [], 0
    for span in stated(text):
        shown = span.start + 3
        pieces += [text[last:shown], re.sub(r"[\dXx]", VEIL, text[shown : span.end])]
        last = span.end
    return "".join((*pieces, text[last:])) if pieces else text


def _half(text: str) -> str:
    """Digits and letters in half width, place by place."""
    return text.translate(_WIDTHS)


_WIDTHS = {code + 0xFEE0: code for code in range(ord("0"), ord("9") + 1)} | {0xFF38: ord("X"), 0xFF58: ord("x")}
