"""Two metrics of one report side by side: 微信比网站多多少, 微博发得多还是微信发得多."""

from __future__ import annotations

from nianbao.asking.answers import several
from nianbao.asking.answers.build import from_figures
from nianbao.asking.answers.compare import asks_amount
from nianbao.asking.answers.phrases import number, where, whole
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.model import Answer, Computed, ReportCard
from nianbao.text.numerals import plain


def answer(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """Both numbers and the difference; where one is missing, what there is."""
    first, second = (sources.stated(card, m) for m in question.metrics[:2])
    if first.value is None or second.value is None or first.unit != second.unit:
        return several.answer(question, sources, [card])
    names = [question.names[m] for m in question.metrics[:2]]
    text = f"{where(card)}{names[0]}为{whole(first)}，{names[1]}为{whole(second)}，"
    difference = first.value - second.value
    figures = first.figures + second.figures
    if difference == 0:
        return from_figures(question, sources, text + "两者相同。", figures)
    more = names[0] if difference > 0 else names[1]
    size = abs(difference)
    high, low = sorted((first.value, second.value), reverse=True)
    computed = Computed(formula=f"{plain(high)}-{plain(low)}", value=size, unit=first.unit)
    amount = asks_amount(question.bare)
    return from_figures(
        question, sources, f"{text}{more}多{number(size, first.unit)}。", figures, value=size if amount else None,
        unit=first.unit if amount else None, computed=computed,
    )  # fmt: skip
