"""Two reports side by side: who has more, and by how much."""

from __future__ import annotations

import re

from nianbao.asking.answers.phrases import number, whole
from nianbao.asking.answers.rows import Rows
from nianbao.model import Answer, Computed
from nianbao.text.numerals import plain

_AMOUNT = re.compile(r"[多少高低][^,，多少]{0,6}(?:多少|几)|差多少|差几|相差|多出")


def asks_amount(bare: str) -> bool:
    """True for 多多少, 差几件; false for 谁多."""
    return bool(_AMOUNT.search(bare))


def answer(rows: Rows) -> Answer:
    """The first two rows; a single one cannot be compared."""
    if len(rows.rows) < 2:
        only = rows.rows[0]
        return rows.answer(f"只有{rows.where(only)}写明了{rows.name}，为{whole(only.stated)}，无法比较。")
    first, second = rows.rows[:2]
    more, less = (first, second) if first.value >= second.value else (second, first)
    difference, unit = more.value - less.value, more.stated.unit
    said = f"{rows.where(first)}{rows.name}为{whole(first.stated)}，{rows.where(second)}为{whole(second.stated)}"
    if difference == 0:
        return rows.answer(said + "，两者相同。")
    computed = Computed(formula=f"{plain(more.value)}-{plain(less.value)}", value=difference, unit=unit)
    text = f"{said}，{rows.where(more)}多{number(difference, unit)}。"
    if asks_amount(rows.question.bare):
        return rows.answer(text, value=difference, unit=unit, computed=computed)
    winner = less if rows.question.asked.least else more
    return rows.answer(text, value=winner.card.agency, computed=computed)
