"""Recognise the heading at the beginning of a line: its numbering, its words, and where its body starts."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CN = "一二三四五六七八九十"
_KINDS = (
    ("part", re.compile(rf"第(?P<n>[{_CN}]{{1,3}})(?:部分|章|节)[\s、:.]{{0,3}}")),
    ("cn", re.compile(rf"(?P<n>[{_CN}]{{1,3}}) ?[、.](?![{_CN}、是])[\s、.]{{0,3}}")),
    ("cn_paren", re.compile(rf"\( ?(?P<n>[{_CN}]{{1,3}}) ?\)[\s、.]{{0,3}}|(?P<m>[㈠-㈩])[\s、.]{{0,3}}")),
    ("num", re.compile(r"(?P<n>\d{1,2}) ?[、.](?!\d{1,3}(?!\d)\D?)[\s、.]{0,3}")),
    ("num_paren", re.compile(r"\( ?(?P<n>\d{1,2}) ?\)[\s、.]{0,3}")),
)
RANK = {kind: rank for rank, (kind, _) in enumerate(_KINDS, 1)}

LONGEST = 45
"""A heading alone on its line has at most this many characters."""
_RUN_IN = 25
_STOP = re.compile(r"[。:]|(?<=[^\s]) (?=\S)")
_FIGURE = re.compile(r"\d ?[余多]?(?:条|件|次|份|人|个|篇|项|宗|期|场|名|万|元|%)|[;。!?]")
_YEAR_BODY = re.compile(
    r"(?P<head>[^。,;:]{2,28}?(?:情况|概述|概况|措施|事项|打算|计划|方面))(?=20\d\d ?年|[本我全]|一年来|根据|按照)"
)
_LAST_WORD = re.compile(
    r"(?:情况|概述|概况|问题|措施|事项|工作|打算|计划|建议|保障|建设|管理|公开|解读|关切|回应|服务|监督|成效|做法|方向|安排|引言|前言|说明)$"
)
_OPEN_END = re.compile(r"[、,的和与及或“《(]$")
STATUTORY = re.compile(
    r"总体情况|概 ?述|(?:行政机关)?主动公开政府信息(?:的)?情况|收到和处理政府信息公开申请(?:的)?情况"
    r"|.{0,20}行政复议[、和及]?.{0,4}行政诉讼.{0,8}|.{0,12}存在的?(?:主要)?问题.{0,12}|其他需要报告的事项"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading found in a text. `order` is its number, `start`..`body` the heading with its trailing mark."""

    kind: str
    order: int
    number: str
    words: str
    start: int
    body: int
    level: int = 0


def cn_order(numeral: str) -> int:
    """一 → 1 … 二十三 → 23, ㈠ → 1; numerals of headings only."""
    if "㈠" <= numeral <= "㈩":
        return ord(numeral) - ord("㈠") + 1
    if numeral.isdigit():
        return int(numeral)
    tens, ten, units = numeral.rpartition("十")
    value = (_CN.index(tens[0]) + 1 if tens else 1) * 10 if ten else 0
    return value + (_CN.index(units[0]) + 1 if units and units[0] in _CN else 0)


def numbering(folded: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Kind, order and end of the numbering at `start`, or None."""
    for kind, pattern in _KINDS:
        if match := pattern.match(folded, start, end):
            groups = match.groupdict()
            return kind, cn_order(groups.get("n") or groups.get("m") or ""), match.end()
    return None


def numbered(text: str, folded: str, start: int, end: int) -> Heading | None:
    """The numbered heading at `start` of a line that ends at `end`.

    Its words end at the line's end when it is short, at the first full stop or colon when its paragraph runs on;
    they are empty for a numbered paragraph without a heading.
    """
    found = numbering(folded, start, end)
    if found is None or found[2] >= end:
        return None
    kind, order, words_at = found
    words_end, body = _extent(folded, words_at, end)
    words = text[words_at:words_end].strip()
    number = text[start:words_at].strip()
    return Heading(kind=kind, order=order, number=number, words=words, start=start, body=body if words else words_at)


def _extent(folded: str, start: int, end: int) -> tuple[int, int]:
    """Where the words of a heading end and where the body begins; equal to `start` when there are no words."""
    line = folded[start : min(end, start + 120)]
    whole = end - start <= LONGEST and not _FIGURE.search(line) and "," not in line
    if whole and not re.search(r"[:。] ?\S", line) and not _spaced(line):
        return start + len(line.rstrip(" 、:.")), end
    if (glued := _YEAR_BODY.match(line)) and "。" not in glued["head"]:
        cut = _STOP.search(line)
        if cut is None or cut.start() > glued.end("head"):
            return start + glued.end("head"), start + glued.end("head")
    for stop in _STOP.finditer(line):
        if stop.start() > _RUN_IN:
            break
        if stop[0] == " " and not _LAST_WORD.search(line[: stop.start()]):
            continue
        rest = folded[start + stop.end() : end]
        if stop.start() == 0 or not rest.strip() or _FIGURE.search(line[: stop.start()]):
            break
        return start + stop.start(), start + stop.end()
    return start, start


def _spaced(line: str) -> bool:
    """A heading, one space, and its body in the same short line (一、其他事项 无。)."""
    head, space, rest = line.partition(" ")
    return bool(space and rest and _LAST_WORD.search(head) and rest[-1] in "。;")


def is_unfinished(folded_line: str) -> bool:
    """A heading that was broken in the middle: 提起行政诉 / 讼情况."""
    return not _LAST_WORD.search(folded_line.rstrip(" 、:")) or bool(_OPEN_END.search(folded_line))


def is_plain(folded_line: str) -> bool:
    """Words that could be a heading without a number: short, no mark, no count, ending as headings end."""
    words = "".join(folded_line.split())
    if not 2 <= len(words) <= 30 or re.search(r"[。,;:!?>|/()\t]|\d", words):
        return False
    return bool(_LAST_WORD.search(words)) and not re.search(r"年度?报告?$|年报|^第.{0,4}条", words)
