"""Several questions in one: where a text is cut, and how their answers become one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nianbao.model import Answer

_HARD = re.compile(r"[?？;；!！\n。]+")
_SOFT = re.compile(
    r"[,，]|(?<=[条件次个份人篇元几少])\s+|\s{2,}"
    r"|(?:顺便|然后|还有|另外|再|以及)(?=[^,，]{0,12}(?:多少|几|哪|谁|怎|吗|呢|什么))"
)
_ASKS = re.compile(
    r"多少|几[件条次个份人篇家年成]|哪|什么|怎|如何|吗|呢|谁|多大|有没有|是不是|是否|为啥|为何|咋|打算|多多少|差多少"
    r"|how|what|which|who|where|when|did|does|is there"
)
_AMOUNT_ALONE = re.compile(
    r"(?:那|又|到底|具体|分别)?(?:各?有|各?是|各|为)?(?:多少|几)[件条次个份人篇元万]{0,2}(?:呢|啊|呀)?"
)
_WHICH = re.compile(r"最|哪|谁|什么|第[一二三四五]")
_WITHIN = re.compile(r"(?:报告|年报|单位|机关|镇|乡|街道|局|地方|年|家|个)(?:里面?|之?中|当中)$")
"""Words of a set that the next piece asks about: 2019年的几份报告里, …."""
_TAIL = re.compile(r"(?:各自?|分别|一共|总共|共|有|是|为){0,3}(?:多少|几)(?:[条件次个份人篇]|人次)?(?:呢|啊)?")
"""What asks for nothing of its own: …有哪些，各多少."""
_MOST = 6
_MERGED = 20


def segments(text: str, *, soft: bool) -> tuple[str, ...]:
    """The questions of a text in order, what tells a story joined to the question after it; one when it is one.

    `soft` cuts at commas and linking words too.
    """
    pieces = [p.strip() for p in _HARD.split(text) if p.strip()]
    if soft:
        pieces = [q.strip() for p in pieces for q in _SOFT.split(p) if q and q.strip()]
    joined: list[str] = []
    told = ""
    for piece in pieces:
        if joined and not told and (_TAIL.fullmatch(piece) or _amount(piece, joined[-1])):
            joined[-1] += "，" + piece  # 哪年最多？多少: how much that is
        elif _ASKS.search(piece) and not _WITHIN.search(piece):
            joined.append(told + piece)
            told = ""
        else:
            told += piece + "，"
    if told and joined and soft:
        return ()
    return tuple(joined[:_MOST])


def _amount(piece: str, before: str) -> bool:
    """True for an amount alone after a question for which one."""
    return bool(_AMOUNT_ALONE.fullmatch(piece) and _WHICH.search(before))


def combined(text: str, parts: Sequence[Answer]) -> Answer:
    """One answer of several: all texts, the value of the only part that has a number, every proof once."""
    parts = list({p.text: p for p in reversed(parts)}.values())[::-1]  # said once, though two parts came to the same
    if len(parts) == 1:
        return replace(parts[0], question=text, parts=None)
    answered = [p for p in parts if p.status == "answered"]
    first = answered[0] if answered else parts[0]
    numbers = [p for p in answered if isinstance(p.value, Decimal)]
    only = numbers[0] if len(numbers) == 1 else None
    whole = "\n".join(f"{n}. {p.text}" for n, p in enumerate(parts, 1))
    cited = {(c.report, c.start, c.end, c.source): c for p in parts for c in p.citations}
    warnings = tuple({w.text: w for p in parts for w in p.warnings}.values())
    return replace(
        first, question=text, text=whole, value=only.value if only else None, unit=only.unit if only else None,
        figures=tuple(dict.fromkeys(f for p in parts for f in p.figures)), computed=None,
        citations=tuple(cited.values())[:_MERGED], coverage=None, warnings=warnings, choices=(),
        parts=tuple(replace(p, parts=None) for p in parts),
    )  # fmt: skip
