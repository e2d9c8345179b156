"""How many agencies or years meet a condition: nothing, something, above or below a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from nianbao.asking.answers.phrases import listed, whole
from nianbao.asking.answers.rows import Rows
from nianbao.model import Answer, Computed

_LIMIT = re.compile(r"(超过|多于|大于|不到|少于|低于|至少|不少于)?\s?(\d+)\s?[件条次人]?(以上|以下|以内)?")
_NONE = re.compile(r"没|未|零|无(?!锡)")
_SHOWN = 12


def answer(rows: Rows) -> Answer:
    """The number of those that meet it, and their names."""
    holds, words = _condition(rows.question.bare, rows.unit or "")
    chosen = [rows.title(r) for r in rows.rows if holds(r.value)]
    unit = "年" if rows.one_agency else "个"
    if chosen:
        text = f"{rows.name}{words}的有{len(chosen)}{unit}：{listed(chosen)}。"
    else:
        noun = "年" if rows.one_agency else "份报告的机关"
        text = f"写明的{len(rows.rows)}{noun}里，没有{rows.name}{words}的。"
    items = "，".join(f"{rows.where(r)}{whole(r.stated)}" for r in rows.rows[:_SHOWN])
    value = Decimal(len(chosen))
    computed = Computed(formula=f"count({words})", value=value, unit=unit)
    return rows.answer(f"{text}各报告写明：{items}。", value=value, unit=unit, computed=computed)


def _condition(bare: str, unit: str) -> tuple[Callable[[Decimal], bool], str]:
    match = _LIMIT.search(bare)
    if match and (match[1] or match[3]):
        limit = Decimal(match[2])
        if match[1] in ("不到", "少于", "低于"):
            return (lambda v: v < limit), f"少于{limit}{unit}"
        if match[3] in ("以下", "以内"):
            return (lambda v: v <= limit), f"不超过{limit}{unit}"
        if match[1] in ("超过", "多于", "大于"):
            return (lambda v: v > limit), f"超过{limit}{unit}"
        return (lambda v: v >= limit), f"不少于{limit}{unit}"
    if _NONE.search(bare):
        return (lambda v: v == 0), "为0"
    return (lambda v: v > 0), "大于0"
