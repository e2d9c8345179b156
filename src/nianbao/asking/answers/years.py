"""One agency over years: change and trend."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from nianbao.asking.agencies import Agency
from nianbao.asking.answers import refuse
from nianbao.asking.answers.phrases import conflict, name_of, number, opening, whole
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated, plain
from nianbao.model import Answer, Computed, Coverage


def change(question: Question, sources: Sources, agency: Agency) -> Answer:
    """The later year against the earlier: difference, and the percentage when that is asked."""
    years = sorted(question.years)
    if not years:
        years = list(agency.years[-1:])
    later = years[-1]
    earlier = years[0] if len(years) > 1 else later - 1
    metric = question.metric or ""
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


def _compared(question: Question, sources: Sources, agency: Agency, years: tuple[int, int], values: list[Stated], metric: str) -> Answer:
    before, after = values[0].value, values[1].value
    assert before is not None and after is not None
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
            computed = Computed(formula=f"({plain(after)}-{plain(before)})/{plain(before)}×100", value=rate, unit="%")
    elif question.asked.percent:
        text += "（上一年为0，百分比无法计算）"
    warnings = conflict(question, sources, metric, values[0]) + conflict(question, sources, metric, values[1])
    figures = values[0].figures + values[1].figures
    return Answer(
        question=question.text, understood=question.understood, status="answered", text=opening(question) + text + "。",
        value=computed.value, unit=computed.unit, figures=figures, computed=computed,
        citations=sources.cite_all(figures), warnings=warnings,
    )  # fmt: skip


def trend(question: Question, sources: Sources, agency: Agency) -> Answer:
    """Every year asked for (or held), in order; years without a report or a statement are named."""
    years = sorted(question.years) or list(agency.years)
    metric = question.metric or ""
    lines, figures, missing, silent, reports = [], [], [], [], 0
    for year in years:
        cards = sources.cards(agency, year)
        if not cards:
            missing.append(year)
            continue
        reports += 1
        stated = sources.stated(cards[0], metric, question.applicant)
        if stated.value is None:
            silent.append(cards[0])
            continue
        lines.append(f"{year}年{whole(stated)}")
        figures += stated.figures
    name = name_of(question, sources, metric)
    if not figures:
        held = [c for y in years for c in sources.cards(agency, y)]
        if not held:
            return refuse.no_such_year(question, agency, years[0])
        return refuse.nobody_states(question, held, name)
    text = f"{agency.name}{name}：{'，'.join(lines)}。"
    if silent:
        text += f"{'、'.join(f'{c.year}年' for c in silent)}的报告没有写。"
    if missing:
        text += f"没有收录{'、'.join(f'{y}年' for y in missing)}的报告。"
    return Answer(
        question=question.text, understood=question.understood, status="answered", text=opening(question) + text,
        figures=tuple(figures), citations=sources.cite_all(figures),
        coverage=Coverage(reports=reports, stated=reports - len(silent), not_stated=tuple(c.id for c in silent)),
    )  # fmt: skip
