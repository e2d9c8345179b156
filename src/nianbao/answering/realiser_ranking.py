"""The first of an order, the first so many, or the one at a position, with the order they stand in."""

from __future__ import annotations

from nianbao.answering.claims import all_conflicts, claim, computed_of
from nianbao.answering.evidence import Evidence
from nianbao.answering.ordering import winners
from nianbao.answering.phrases import listed, whole
from nianbao.answering.realiser_number import calculated
from nianbao.answering.result import Result, Row, Value
from nianbao.answering.row_phrases import figures_in, noun_of, rows_name, title_of, winner_value
from nianbao.answering.saying import conditions_words, subject, undecided_words, uneven_years
from nianbao.model import Answer

_ORDER = 10
_EXTREMES = {"desc": "最多", "asc": "最少", "earliest": "最早", "latest": "最近"}
_RATES = {"desc": "最高", "asc": "最低"}


def ranking(result: Result, evidence: Evidence) -> Answer:
    """The winners first, then the order; or the first so many, or the one at a position."""
    query, rows = result.query, result.rows
    if query.limit and query.limit > 1:
        return _first_so_many(result, evidence)
    best = rows if query.position else winners(query, rows)
    if len(result.considered) > 1 and query.order == "desc" and not any(r.value.number for r in _in_order(result)):
        return _all_nothing(result, evidence)
    extreme = _extreme(result, evidence)
    names = listed([title_of(result, r) for r in best])
    if len(result.considered) == 1 and result.by == "agency":
        only = result.considered[0]
        title, amount = title_of(result, only), whole(only.value)
        text = f"写明{rows_name(result, evidence)}的只有{title}，为{amount}，没有别的可以比较。"
        return claim(result, evidence, text)
    text = f"{extreme}{f'第{query.position}名' if query.position else ''}是{names}，为{_said(best[0].value, evidence)}"
    text += "（并列）" if len(best) > 1 else ""
    order = _in_order(result)
    if len(order) > 1:
        text += "。依次为：" + "，".join(f"{title_of(result, r)}{whole(r.value)}" for r in order[:_ORDER])
    value, unit = winner_value(result, best)
    if (uneven := uneven_years(result)) and query.show == "which":
        value = None  # a year of which more reports are held is not the year with the most
    computed = computed_of(best[0].value) if query.show == "number" and len(best) == 1 else None
    text += f"。{uneven}{undecided_words(result, evidence)}"
    return claim(
        result, evidence, text, value=value, unit=unit, computed=computed, proof=figures_in(best),
        alone=result.by == "year",  # "which year" is proved by that year's report
        warnings=all_conflicts(result, evidence),
    )  # fmt: skip


def _all_nothing(result: Result, evidence: Evidence) -> Answer:
    """Where all are zero nobody has the most."""
    text = f"{subject(result)}{_qualified(result, evidence)}：写明的{len(result.considered)}{noun_of(result)}"
    return claim(result, evidence, f"{text}都是0。{undecided_words(result, evidence)}")


def _first_so_many(result: Result, evidence: Evidence) -> Answer:
    query, rows = result.query, result.rows
    limit = query.limit or 0
    first = listed([f"{title_of(result, r)}{whole(r.value)}" for r in rows])
    short = f"（写明的只有{len(rows)}个）" if len(rows) < limit else ""
    tied = "（末位并列）" if len(rows) > limit else ""
    text = f"{_extreme(result, evidence)}前{limit}名是：{first}{short}{tied}。{undecided_words(result, evidence)}"
    return claim(result, evidence, text, proof=figures_in(rows), warnings=all_conflicts(result, evidence))


def _in_order(result: Result) -> tuple[Row, ...]:
    """All that were ranked, from the first on; among those that meet the conditions."""
    query = result.query
    passing = [r for r in result.considered if r.passes and r.value.number is not None]
    if query.order in ("earliest", "latest"):
        return tuple(sorted(passing, key=lambda r: r.year or 0, reverse=query.order == "latest"))
    return tuple(sorted(passing, key=lambda r: (r.number if query.order == "asc" else -r.number, r.key, r.year or 0)))


def _said(value: Value, evidence: Evidence) -> str:
    return f"{whole(value)}（{calculated(value, evidence)}）" if value.operands else whole(value)


def _qualified(result: Result, evidence: Evidence) -> str:
    """What the order is by; with conditions, among those that meet them."""
    words, name = conditions_words(result, evidence), rows_name(result, evidence)
    if not words:
        return name
    return words + "的" if result.query.order in ("earliest", "latest") else f"{words}的当中，{name}"


def _extreme(result: Result, evidence: Evidence) -> str:
    rates = result.considered[0].value.unit in ("%", "倍")
    words = _EXTREMES | _RATES if rates else _EXTREMES
    return f"{subject(result)}{_qualified(result, evidence)}{words[result.query.order or 'desc']}的"
