"""Quantities: numbers that count something, with their unit; dates, ordinals, document numbers and the like are not.

A quantity knows the words on both sides of it, up to the next quantity or strong mark. What it counts is decided in
`frames` and `decide`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from nianbao.figures.lexicon.things import units
from nianbao.model import Qualifier, Span
from nianbao.text.chinese_numbers import CAPITALS, chinese_value
from nianbao.text.numerals import Numeral, numerals

UNITS = (
    "条次|件次|篇次|人次|场次|项次|期次|批次|万元|亿元|元|条|件|篇|份|个|次|期|人|名|宗|项|起|场|处|户|位|例|张|家|封"
    "|则|只|幅|类|%"
)
# Between a number and its unit: a raised or bracketed mark of a note, a point too many (356.条), the end of a frame.
_NOTE = r"[¹²³⁰⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨*※#]{1,3}|\[[\d¹²³⁰⁴⁵⁶⁷⁸⁹]{1,2}\]|\([¹²³⁰⁴⁵⁶⁷⁸⁹]{1,2}\)|\((?:备?注)\d{0,2}\)|\."
_UNIT = re.compile(
    rf"\s?(?:{_NOTE})?\s?\]?\s?(?P<more>余|多)?\s?(?P<unit>{UNITS})(?P<tail>\(次\))?"
    r"(?:\s?(?:(?P<least>[及或]?以上)|(?P<about>左右|上下|还多|出头|有余|开外|\(约\))|(?P<less>[及或]?以下|以内|之内|不到|不足))"
    r"(?=[,，。;；、)）:\s]|$))?"
)
# 100至120条, 2、3件: neither end of a range is the count.
_RANGE = re.compile(
    rf"[\d一二两三四五六七八九十百千万亿{UNITS.replace('|', '').replace('%', '')}]\s?(?:至|到|-{{1,2}}|~|或者?)\s?$"
    r"|(?<![\d、])(?P<digit>[\d一二两三四五六七八九])、$"
)
_LISTED = re.compile(r"分别|各|依次")
_RANGE_GOES_ON = re.compile(r"\s?(?:至|到|-{1,2}|~|或者?)\s?(?!20\d\d年)[\d一二两三四五六七八九十百]")
# 12，34 and 12 34 are two halves of something; the 3 of 356[3] is the mark of a note.
_TORN = re.compile(r"\d[,'’‘′_·/×x±:]?\s?$|\d\s?\[$")
_MINUS = re.compile(r"[^-\s\d]-$|负\s?$")
_MONEY = ("元", "万元", "亿元", "%")
# Capital numerals that are also parts of words: 队伍, 大陆; as numbers they stand before what is counted by the piece.
_CAPITAL_UNITS = units("件 条 次 份 篇 宗 起 元 万元 人次 条次 件次")
_CAPITAL_WORD = re.compile(r"[队入退行]$|[大着登内水]$|[收捡]$|[放]$")
# What a number followed by these words counts is never a figure of the report.
_NOT_COUNTED = re.compile(
    r"个?(方面|部分|大类|环节|领域|工作日|月|半年|小时|层面|步骤|阶段|公开|关键|重点|统一|一|百分|季度|不"
    r"|字|坚持|点|是|基本|"
    r"维度|渠道|途径|方式|角度|体系|机制|原则|到位|结合)|次(会议精神|全会|党代会|代表大会|全国|审议"
    r"|修订)|届|级|度|代|性|类|位一体|项(制度|原则|要求|措施|机制|内容)"
    r"|[条件次个篇]以上的|个(?:子|主|分)?(栏目|专栏|平台|网站|板块|模块)(?!\d)"
)
_ORDINAL = re.compile(r"(?:第|每|前|头|第[\d一二三四五六七八九十百]{1,5}条?(?:至|到|、|和|-))\s?$")
# "一件未收", "一次也没有": one is not even one.
_NOT_EVEN = re.compile(r"(?:也|都|均)?(?:没|未|无)")
_QUOTED = re.compile(r"[“\"‘][^”\"’]{0,6}$")
_UNQUOTED = re.compile(r"[^,，。“]{0,6}[”’\"]")
_NOT_ONE = re.compile(r"(?:没有|未|无)(?:发生|出现|收到|接到|产生)?过?$")
_IDIOM = re.compile(r"(?:任|近|上|(?<!余)下|再|进|统|逐|同|之|另)\s?$")
# A Chinese numeral counts only before a measure word that reports use for countable things.
_CHINESE_UNITS = units("件 条 次 名 人 场 期 份 篇 宗 起 处 例 人次 条次 件次 元 万元 个 位 项")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """`at` covers the number with its words of approximation and unit; `before` and `after` are folded words."""

    number: Span
    at: Span
    value: Decimal
    unit: str
    qualifier: Qualifier
    chinese: bool


def quantities(folded: str, sentence: Span) -> tuple[Quantity, ...]:
    """The quantities of one sentence of a folded text, in order."""
    piece = sentence.of(folded)
    found = []
    for numeral in numerals(piece):
        unit = _UNIT.match(piece, numeral.outer.end) or _UNIT.match(piece, numeral.span.end)
        if unit is None and (bare := _bare(piece, numeral)) is not None:
            found.append(_shifted(bare, sentence.start))
        if unit is None or not _counts(piece, numeral, unit):
            continue
        qualifier = _qualifier(numeral, unit)
        found.append(
            Quantity(
                number=_shift(numeral.span, sentence.start),
                at=Span(start=sentence.start + numeral.outer.start, end=sentence.start + unit.end()),
                value=numeral.value,
                unit=unit["unit"] + ("次" if unit["tail"] else ""),
                qualifier=qualifier,
                chinese=numeral.chinese,
            )
        )
    return tuple(found)


_APPLICATIONS = re.compile(
    r"(?:收到|受理|接到)[^,，。;\d]{0,24}(?:申请(?:公开)?|依申请公开)(?:政府信息)?(?:事项)?(?:数量?"
    r"|总数|共计|共|为|有|:|\s){0,3}$"
)
_NIL = re.compile(r"(?:数|件数|数量|情况|文件|规章)(?:均|皆|都|全部)?(?:为|是)\s?$")
_OUTCOMES = re.compile(
    r"(?:(?:部分|予以|不予)公开|无法提供|不予处理|其他处理|行政(?:许可|处罚|强制)(?:本年)?处理决定(?:数量?)?)"
    r"(?:答复)?(?:的|为|共|:|\s){0,3}$"
)
_CLOSES = re.compile(r"\s?(?:$|,(?!\d)|[，。;；)]|其中|[一二三四五六七八九]是)")


def _bare(piece: str, numeral: Numeral) -> Quantity | None:
    """ "收到申请4,其中…": the unit left out where only applications or decisions can be meant."""
    before = piece[max(0, numeral.span.start - 40) : numeral.span.start]
    if (
        numeral.chinese
        or not _CLOSES.match(piece, numeral.span.end)
        or not (
            _APPLICATIONS.search(before) or _OUTCOMES.search(before) or (numeral.value == 0 and _NIL.search(before))
        )
    ):
        return None
    return Quantity(
        number=numeral.span, at=numeral.span, value=numeral.value, unit="件", qualifier=numeral.qualifier, chinese=False
    )


def _shifted(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, number=_shift(quantity.number, by), at=_shift(quantity.at, by))


def _counts(piece: str, numeral: Numeral, unit: re.Match[str]) -> bool:
    before = piece[max(0, numeral.span.start - 12) : numeral.span.start]
    if _ORDINAL.search(before) or _is_idiom(numeral, before) or re.search(r"[\d.a-z]$", before):
        return False
    if numeral.chinese and _QUOTED.search(before) and _UNQUOTED.match(piece, unit.end()):
        return False  # a slogan in quotation marks: “五公开”, “只跑一次”
    if before.endswith(('"', "“", "‘")) and _UNQUOTED.match(piece, unit.end()):
        return False
    if numeral.chinese and unit["unit"] not in _CHINESE_UNITS:
        return False
    if _is_odd(piece, numeral, unit, before):
        return False
    if numeral.value == 1 and (_NOT_EVEN.match(piece, unit.end()) or _NOT_ONE.search(before)):
        return False
    if re.search(r"(?:相同信息|热点或舆情|同一[^,，]{0,10})计$|只计$", before):
        return False  # the forms' own rule of counting: 不同渠道公开相同信息计1条
    if unit["unit"] == "类" or _NOT_COUNTED.match(piece, unit.start("unit")):
        return False
    return not (numeral.value >= 10**9 and not numeral.chinese)


def _qualifier(numeral: Numeral, unit: re.Match[str]) -> Qualifier:
    """How exact the number is by the words around it, those behind its unit included (20件以内)."""
    if unit["less"] or numeral.qualifier == "less_than":
        return "less_than"
    if unit["more"] or unit["about"]:
        return "about"
    return "at_least" if unit["least"] else numeral.qualifier


def _is_odd(piece: str, numeral: Numeral, unit: re.Match[str], before: str) -> bool:
    """True for what is no whole count by itself: an end of a range, a fraction of a piece, digits torn apart."""
    if numeral.value != int(numeral.value) and unit["unit"] not in _MONEY:
        return True
    near = _RANGE.search(before)
    if near is not None and (not near["digit"] or (_follows(near["digit"], numeral) and not _LISTED.search(before))):
        return True
    if _RANGE_GOES_ON.match(piece, unit.end()) or _TORN.search(before):
        return True
    if numeral.value > 0 and _MINUS.search(before):
        return True
    words = numeral.span.of(piece)
    if len(words) == 1 and words in CAPITALS:
        return unit["unit"] not in _CAPITAL_UNITS or _CAPITAL_WORD.search(before) is not None
    return False


def _is_idiom(numeral: Numeral, before: str) -> bool:
    """上一次, 近三年; but 近三十 and 上百 are approximate counts."""
    if not numeral.chinese or (numeral.qualifier != "exact" and numeral.value >= 10):
        return False
    return _IDIOM.search(before) is not None


def _follows(digit: str, numeral: Numeral) -> bool:
    """True for 2、3件 and 三、五件: about so many, not a list of two counts."""
    value = Decimal(digit) if digit.isdecimal() else chinese_value(digit)
    return value is not None and numeral.value - value in (1, 2)


def _shift(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)
