"""Several agencies or years: compare, rank, sum, average, count. Only over what the reports state; who is silent is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from nianbao.asking.answers import refuse
from nianbao.asking.answers.phrases import coverage, coverage_words, listed, name_of, number, opening, where, whole
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated, plain
from nianbao.model import Answer, Computed, Figure, ReportCard
from nianbao.text.numerals import chinese_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    card: ReportCard
    stated: Stated

    @property
    def value(self) -> Decimal:
        assert self.stated.value is not None
        return self.stated.value


def answer(question: Question, sources: Sources, cards: list[ReportCard]) -> Answer:
    """The operation of the question over the cards (one an agency and year)."""
    metric = question.metric or ""
    all_rows = [Row(card=c, stated=sources.stated(c, metric, question.applicant)) for c in cards]
    rows = [r for r in all_rows if r.stated.value is not None]
    silent = [r.card for r in all_rows if r.stated.value is None]
    name = name_of(question, sources, metric)
    if not rows:
        return refuse.nobody_states(question, cards, name)
    return _MAKERS[question.asked.operation](question, sources, rows, silent, name)


def _figures(rows: list[Row]) -> list[Figure]:
    return [f for r in rows for f in r.stated.figures]


def _build(question: Question, sources: Sources, rows: list[Row], silent: list[ReportCard], text: str, **more: object) -> Answer:
    cards = [r.card for r in rows] + silent
    return Answer(
        question=question.text, understood=question.understood, status="answered",
        text=opening(question) + text + coverage_words(cards, silent), figures=tuple(_figures(rows)),
        citations=sources.cite_all(_figures(rows)), coverage=coverage(cards, silent), **more,
    )  # type: ignore[arg-type]  # fmt: skip


def _one_agency(rows: list[Row], silent: list[ReportCard]) -> bool:
    return len({r.card.agency for r in rows} | {c.agency for c in silent}) == 1


def _rank(question: Question, sources: Sources, rows: list[Row], silent: list[ReportCard], name: str) -> Answer:
    least = question.asked.least
    ordered = sorted(rows, key=lambda r: (r.value if least else -r.value, r.card.agency, r.card.year or 0))
    best = [r for r in ordered if r.value == ordered[0].value]
    years = _one_agency(rows, silent)
    title = (lambda r: f"{r.card.year}年") if years else (lambda r: where(r.card))
    winners = listed([title(r) for r in best])
    subject = f"{rows[0].card.agency}" if years else ""
    text = f"{subject}{name}最{'少' if least else '多'}的是{winners}，为{whole(best[0].stated)}"
    text += "（并列）" if len(best) > 1 else ""
    shown = ordered[: max(_top(question.bare), 10)]
    text += "。依次为：" + "，".join(f"{title(r)}{whole(r.stated)}" for r in shown) + "。"
    value: Decimal | str | None
    if years:
        value = Decimal(best[0].card.year) if len(best) == 1 and best[0].card.year else None
    else:
        value = best[0].card.agency if len(best) == 1 else listed([r.card.agency for r in best])
    return _build(question, sources, ordered, silent, text, value=value)


def _top(bare: str) -> int:
    match = re.search(r"前([一二三四五六七八九十\d]{1,2})", bare)
    if match is None:
        return 0
    return int(match[1]) if match[1].isdigit() else int(chinese_value(match[1]) or 0)


def _compare(question: Question, sources: Sources, rows: list[Row], silent: list[ReportCard], name: str) -> Answer:
    if len(rows) < 2:
        return _build(question, sources, rows, silent, f"只有{where(rows[0].card)}写明了{name}，为{whole(rows[0].stated)}，无法比较。")
    first, second = rows[0], rows[1]
    more, less = (first, second) if first.value >= second.value else (second, first)
    difference = more.value - less.value
    unit = more.stated.unit
    said = f"{where(first.card)}{name}为{whole(first.stated)}，{where(second.card)}为{whole(second.stated)}"
    if difference == 0:
        return _build(question, sources, rows, silent, said + "，两者相同。")
    computed = Computed(formula=f"{plain(more.value)}-{plain(less.value)}", value=difference, unit=unit)
    text = f"{said}，{more.card.agency}多{number(difference, unit)}。"
    asks_amount = re.search(r"[多少]\s?多少|多几|少几|差多少|差几|相差|多出", question.bare)
    if asks_amount:
        return _build(question, sources, rows, silent, text, value=difference, unit=unit, computed=computed)
    winner = less if question.asked.least else more
    return _build(question, sources, rows, silent, text, value=winner.card.agency, computed=computed)


def _sum(question: Question, sources: Sources, rows: list[Row], silent: list[ReportCard], name: str) -> Answer:
    total = sum((r.value for r in rows), Decimal(0))
    formula = "+".join(plain(r.value) for r in rows)
    unit = rows[0].stated.unit
    items = "，".join(f"{where(r.card)}{whole(r.stated)}" for r in rows)
    text = f"{name}合计{number(total, unit)}（{formula}={plain(total)}）：{items}。"
    computed = Computed(formula=formula, value=total, unit=unit)
    return _build(question, sources, rows, silent, text, value=total, unit=unit, computed=computed)


def _average(question: Question, sources: Sources, rows: list[Row], silent: list[ReportCard], name: str) -> Answer:
    total = sum((r.value for r in rows), Decimal(0))
    mean = (total / len(rows)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    formula = f"({'+'.join(plain(r.value) for r in rows)})/{len(rows)}"
    unit = rows[0].stated.unit
    computed = Computed(formula=formula, value=mean, unit=unit)
    text = f"{name}平均{number(mean, unit)}（{formula}={plain(mean)}）。"
    return _build(question, sources, rows, silent, text, value=mean, unit=unit, computed=computed)


def _count(question: Question, sources: Sources, rows: list[Row], silent: list[ReportCard], name: str) -> Answer:
    holds, words = _condition(question)
    chosen = [r for r in rows if holds(r.value)]
    years = _one_agency(rows, silent)
    names = listed([f"{r.card.year}年" if years else where(r.card) for r in chosen]) or "没有"
    noun = "年" if years else "份报告的机关"
    text = f"{name}{words}的有{len(chosen)}{'年' if years else '个'}：{names}。" if chosen else f"写明的{len(rows)}{noun}里，没有{name}{words}的。"
    items = "，".join(f"{where(r.card)}{whole(r.stated)}" for r in rows[:12])
    computed = Computed(formula=f"count({words})", value=Decimal(len(chosen)), unit="年" if years else "个")
    return _build(question, sources, rows, silent, f"{text}各报告写明：{items}。", value=Decimal(len(chosen)), unit=computed.unit, computed=computed)


def _condition(question: Question) -> tuple[Callable[[Decimal], bool], str]:
    bare = question.bare
    match = re.search(r"(超过|多于|大于|不到|少于|低于|至少|不少于)?\s?(\d+)\s?[件条次人]?(以上|以下|以内)?", bare)
    if match and (match[1] or match[3]):
        limit = Decimal(match[2])
        if match[1] in ("不到", "少于", "低于"):
            return (lambda v: v < limit), f"少于{limit}"
        if match[3] in ("以下", "以内"):
            return (lambda v: v <= limit), f"不超过{limit}"
        if match[1] in ("超过", "多于", "大于"):
            return (lambda v: v > limit), f"超过{limit}"
        return (lambda v: v >= limit), f"不少于{limit}"
    if re.search(r"没|未|零|无(?!锡)", bare):
        return (lambda v: v == 0), "为0"
    return (lambda v: v > 0), "大于0"


_MAKERS = {
    "rank": _rank,
    "compare": _compare,
    "sum": _sum,
    "average": _average,
    "count": _count,
}
