"""One agency over years: change and trend."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from nianbao.asking.answers import refuse
from nianbao.asking.answers.build import from_figures
from nianbao.asking.answers.phrases import amount, conflict, listed, name_of, number, quoted, where, whole
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.directory.naming import Agency
from nianbao.model import Answer, Computed, Coverage, ReportCard
from nianbao.text.numerals import plain


def change(question: Question, sources: Sources, agency: Agency) -> Answer:
    """The later year against the earlier: difference, and the percentage when that is asked."""
    years = sorted(question.years) or list(agency.years[-1:])
    later = years[-1]
    earlier = years[0] if len(years) > 1 else later - 1
    metric = question.metric or ""
    if not sources.cards(agency, earlier) and (own := _own_words(question, sources, agency, later)) is not None:
        return own
    values: list[Stated] = []
    for year in (earlier, later):
        cards = sources.cards(agency, year)
        if not cards:
            return refuse.no_such_year(question, agency, year)
        stated = sources.stated(cards[0], metric, question.applicant)
        if stated.value is None:
            return refuse.not_stated(question, sources, cards[0], name_of(question, sources, metric))
        values.append(stated)
    return _compared(question, sources, agency, (earlier, later), values, metric)


def _own_words(question: Question, sources: Sources, agency: Agency, year: int) -> Answer | None:
    """The change as the report of the later year states it, when the earlier report is not held."""
    cards = sources.cards(agency, year)
    stated = sources.stated(cards[0], question.metric or "", question.applicant) if cards else None
    if stated is None or stated.figure is None:
        return None
    own = stated.figure
    beside = (f for f in sources.figures(cards[0]) if f.metric == "yoy_change")
    change = next((f for f in beside if f.parent == own.id or f.span == own.span), None)
    if change is None:
        return None
    name = name_of(question, sources, question.metric or "")
    text = f"{where(cards[0])}{name}为{whole(stated)}，报告写明{quoted(change.label)}{amount(change)}。"
    text += f"（没有收录{year - 1}年的报告，上一年的数无法核对。）"
    return from_figures(question, sources, text, (own, change), value=change.value, unit=change.unit)


def _compared(
    question: Question, sources: Sources, agency: Agency, years: tuple[int, int], values: list[Stated], metric: str
) -> Answer:
    before, after = (v.value or Decimal(0) for v in values)
    unit = values[1].unit or values[0].unit
    difference = after - before
    name = name_of(question, sources, metric)
    text = f"{agency.name}{name}：{years[0]}年{whole(values[0])}，{years[1]}年{whole(values[1])}，"
    text += "没有变化" if difference == 0 else f"{'增加' if difference > 0 else '减少'}{number(abs(difference), unit)}"
    computed = Computed(formula=f"{plain(after)}-{plain(before)}", value=difference, unit=unit)
    if before:
        rate = (difference * 100 / before).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        text += f"（{'+' if rate > 0 else ''}{plain(rate)}%）"
        if question.asked.percent:
            formula = f"({plain(after)}-{plain(before)})/{plain(before)}×100"
            computed = Computed(formula=formula, value=rate, unit="%")
    elif question.asked.percent:
        text += "（上一年为0，百分比无法计算）"
    warnings = [w for v in values for w in conflict(question, sources, metric, v)]
    truth = _truth(question, difference)
    if truth is not None:
        text = ("是的，" if truth else "不是，") + text
    return from_figures(
        question, sources, text + "。", values[0].figures + values[1].figures,
        value=computed.value if truth is None else truth, unit=computed.unit if truth is None else None,
        computed=computed, warnings=warnings,
    )  # fmt: skip


_SEVERAL = 3
_ASKS_WHETHER = re.compile(r"吗|是不是|是否")
_MORE = re.compile(r"多|增|涨|高|升")
_FEWER = re.compile(r"少|减|降|低")


def _truth(question: Question, difference: Decimal) -> bool | None:
    """Whether a yes-no question is right about the direction (比上一年多吗); None for a question of another kind."""
    more, fewer = bool(_MORE.search(question.bare)), bool(_FEWER.search(question.bare))
    if more is fewer or not _ASKS_WHETHER.search(question.bare):
        return None
    return difference > 0 if more else difference < 0


def trend(question: Question, sources: Sources, agency: Agency) -> Answer:
    """Every year asked for (or held), in order; years without a report or a statement are named."""
    years = sorted(question.years) or list(agency.years)
    metric = question.metric or ""
    held = [(y, cards[0]) for y in years if (cards := sources.cards(agency, y))]
    values: list[tuple[int, Stated]] = []
    silent: list[ReportCard] = []
    for year, card in held:
        stated = sources.stated(card, metric, question.applicant)
        if stated.value is None:
            silent.append(card)
            continue
        values.append((year, stated))
    name = name_of(question, sources, metric)
    if not held:
        return refuse.no_such_year(question, agency, years[0])
    if not values:
        return refuse.nobody_states(question, [c for _, c in held], name)
    lines = [f"{year}年{whole(stated)}" for year, stated in values]
    figures = [figure for _, stated in values for figure in stated.figures]
    text = f"{agency.name}{name}：{'，'.join(lines)}。{_from_first_to_last(values)}"
    if silent:
        text += f"{listed([f'{c.year}年' for c in silent])}的报告没有写。"
    if missing := [y for y in years if not sources.cards(agency, y)]:
        text += f"没有收录{listed([f'{y}年' for y in missing])}的报告。"
    ids = tuple(c.id for c in silent)
    coverage = Coverage(reports=len(held), stated=len(held) - len(ids), not_stated=ids)
    return from_figures(question, sources, text, figures, coverage=coverage)


def _from_first_to_last(values: list[tuple[int, Stated]]) -> str:
    """The last year set against the first; between two years the numbers themselves say it."""
    if len(values) < _SEVERAL:
        return ""
    (first, before), (last, after) = values[0], values[-1]
    if any(f.qualifier in ("about", "at_least", "less_than") for f in (*before.figures, *after.figures)):
        return ""
    difference = (after.value or Decimal(0)) - (before.value or Decimal(0))
    if difference == 0:
        return f"{last}年与{first}年持平。"
    return f"{last}年比{first}年{'多' if difference > 0 else '少'}{number(abs(difference), after.unit)}。"
