"""Sum and average over agencies or years, of what the reports state."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from nianbao.asking.answers.phrases import number, whole
from nianbao.asking.answers.rows import Rows
from nianbao.model import Answer, Computed
from nianbao.text.numerals import plain


def total(rows: Rows) -> Answer:
    """The sum with its terms."""
    value, formula = _sum(rows)
    items = "，".join(f"{rows.where(r)}{whole(r.stated)}" for r in rows.rows)
    text = f"{rows.name}合计{number(value, rows.unit)}（{formula}={plain(value)}）：{items}。"
    return rows.answer(
        text, value=value, unit=rows.unit, computed=Computed(formula=formula, value=value, unit=rows.unit)
    )


def average(rows: Rows) -> Answer:
    """The mean over those who state it, to two decimals."""
    value, terms = _sum(rows)
    mean = (value / len(rows.rows)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    formula = f"({terms})/{len(rows.rows)}"
    text = f"{rows.name}平均{number(mean, rows.unit)}（{formula}={plain(mean)}）。"
    return rows.answer(text, value=mean, unit=rows.unit, computed=Computed(formula=formula, value=mean, unit=rows.unit))


def _sum(rows: Rows) -> tuple[Decimal, str]:
    value = sum((r.value for r in rows.rows), Decimal(0))
    return value, "+".join(plain(r.value) for r in rows.rows)
