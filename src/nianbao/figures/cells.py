"""What one table cell says: a number with its note and unit, none, a mark for blank, a word in a number's place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from nianbao.model import Qualifier
from nianbao.text.chinese_numbers import CHARACTERS, chinese_value

CHANGE = re.compile(r"(?P<way>增加?|减少?|[↑↓])(?P<number>\d{1,6})(?:项|个|件)?")
"""A change signed in words or by an arrow: 减4, 增加2项, ↓8."""

Kind = Literal["blank", "number", "change", "none", "text", "words"]

_UNITS = "人次|条次|件次|万元|亿元|元|条|件|次|篇|个|人|项|份|期|场|家|宗"
_ABOUT, _LEAST = "大约|约|将近|接近|近", "不少于|不低于|至少|超过|超|逾"
_LESS = "不超过|不到|不足|少于|低于|最多|至多"
_NOTE = r"[*※#¹²³⁴⁵⁶⁷⁸⁹⁰①②③④⑤⑥⑦⑧⑨]{1,3}|\[[^\[\]]{1,20}\]|\([^()]{1,40}\)|注\d{1,2}"
_NUMBER = re.compile(
    rf"(?:(?P<about>{_ABOUT})|(?P<least>{_LEAST})|(?P<less>{_LESS})|共计?|合计|计|为|(?P<yuan>[¥￥]))?"
    r"(?P<number>[-+]?(?:\d{1,3}(?:(?P<mark>[,'’‘])\d{3})(?:(?P=mark)\d{3}){0,3}|\d{1,12})(?:\.\d{1,6})?)"
    rf"(?P<more>余|多)?(?P<unit>{_UNITS})?整?"
    rf"(?:(?P<round>左右|上下)|(?P<over>以上)|(?P<under>以下|以内|之内))?(?P<note>{_NOTE})?(?P<unit2>{_UNITS})?"
)
_CHINESE = re.compile(rf"(?P<number>[{CHARACTERS}]{{1,12}})(?P<unit>{_UNITS})?")
_BLANK = " -/\\_—~·.、|"
_NONE = re.compile(
    r"(?:均|暂|本年)?(?:无|没有|未发生|未收到|未受理|未产生|未出现)(?:案件|申请|事项|此类情况)?。?|零报告"
)
_TEXT = re.compile(
    r"不涉及|不适用|[^,。;]{0,8}(?:无|没有)(?:此|该|相关)?(?:权限|职能|职责|事项|项目|项|业务|内容)|n/?a|nil|none|null|若干|不详|待定"
    r"|未统计|无法统计|无数据|见附件|同上|略|持平|不变|[?？xX×]{1,3}|[-+\d.,%/()*~=:↑↓增减加少约至]{1,20}(?:项|个|件|条)?"
)
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`number` and `change` have a value, `none` the value 0; `start` and `end` are where it stands in the words.

    `chinese`: a numeral, which may also be the numbering of a row.
    """

    kind: Kind
    value: Decimal = Decimal(0)
    qualifier: Qualifier = "exact"
    unit: str | None = None
    start: int = 0
    end: int = 0
    chinese: bool = False

    @property
    def filled(self) -> bool:
        """True for what stands in the place of a number."""
        return self.kind != "words"


@lru_cache(maxsize=4096)
def read_cell(words: str) -> Reading:
    """The reading of a cell's words, folded and without white space. Blank, "/" and words are no numbers."""
    if not words.strip(_BLANK):
        return Reading(kind="blank")
    if len(words) > _LONGEST:
        return Reading(kind="words")
    if (number := _NUMBER.fullmatch(words)) is not None and not re.match(r"[-+]?0\d", number["number"]):
        return _read(number)
    if (change := CHANGE.fullmatch(words)) is not None:
        return Reading(kind="change", value=signed(change), start=0, end=change.end("number"))
    if _NONE.fullmatch(words):
        return Reading(kind="none", qualifier="zero_statement", start=0, end=len(words))
    if (numeral := _CHINESE.fullmatch(words)) is not None and (value := chinese_value(numeral["number"])) is not None:
        end = numeral.end("number")
        return Reading(kind="number", value=value, unit=numeral["unit"], start=0, end=end, chinese=True)
    return Reading(kind="text" if _TEXT.fullmatch(words) else "words")


def signed(change: re.Match[str]) -> Decimal:
    """The number of a `CHANGE` with its sign."""
    return -Decimal(change["number"]) if change["way"][0] in "减↓" else Decimal(change["number"])


def _read(match: re.Match[str]) -> Reading:
    qualifier: Qualifier = "exact"
    if match["less"] or match["under"]:
        qualifier = "less_than"
    elif match["about"] or match["round"] or match["more"]:
        qualifier = "about"
    elif match["least"] or match["over"]:
        qualifier = "at_least"
    note = (match["note"] or "").strip("()[]")
    unit = match["unit"] or match["unit2"] or (note if re.fullmatch(_UNITS, note) else None)
    if match["yuan"] and unit is None:
        unit = "元"
    value = Decimal(re.sub(r"[,'’‘]", "", match["number"]))
    start, end = match.span("number")
    return Reading(kind="number", value=value, qualifier=qualifier, unit=unit, start=start, end=end)
