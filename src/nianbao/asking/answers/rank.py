"""Most, least and top n, over agencies or years; all who share the first place are named."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from nianbao.asking.answers.phrases import listed, whole
from nianbao.asking.answers.rows import Rows
from nianbao.model import Answer
from nianbao.text.numerals import chinese_value

_SHOWN = 10


def answer(rows: Rows) -> Answer:
    """The winners first, then the order."""
    least = rows.question.asked.least
    ordered = sorted(rows.rows, key=lambda r: (r.value if least else -r.value, r.card.agency, r.card.year or 0))
    best = [r for r in ordered if r.value == ordered[0].value]
    subject = rows.rows[0].card.agency if rows.one_agency else ""
    extreme = f"{subject}{rows.name}最{'少' if least else '多'}的"
    if len(ordered) == 1 and not rows.one_agency_asked:
        alone = ordered[0]
        return rows.answer(f"写明{rows.name}的只有{rows.where(alone)}，为{whole(alone.stated)}，没有别的可以比较。")
    top = _top(rows.question.bare)
    if top > 1:
        first = listed([f"{rows.title(r)}{whole(r.stated)}" for r in ordered[:top]])
        short = f"（写明的只有{len(ordered)}个）" if len(ordered) < top else ""
        text = f"{extreme}前{top}名是：{first}{short}。"
        return replace(rows, rows=tuple(ordered)).answer(text)
    text = f"{extreme}是{listed([rows.title(r) for r in best])}，为{whole(best[0].stated)}"
    text += "（并列）" if len(best) > 1 else ""
    if len(ordered) > 1:
        text += "。依次为：" + "，".join(f"{rows.title(r)}{whole(r.stated)}" for r in ordered[:_SHOWN])
    text += "。"
    value: Decimal | str | None
    if rows.one_agency:
        value = Decimal(best[0].card.year) if len(best) == 1 and best[0].card.year else None
    else:
        value = listed([r.card.agency for r in best])
    winners = best if rows.one_agency else None  # "which year" is proved by that year's report
    return replace(rows, rows=tuple(ordered)).answer(text, value=value, winners=winners)


def _top(bare: str) -> int:
    match = re.search(r"前([一二两三四五六七八九十\d]{1,2})(?!年|半)", bare)
    if match is None:
        return 0
    return int(match[1]) if match[1].isdigit() else int(chinese_value(match[1]) or 0)
