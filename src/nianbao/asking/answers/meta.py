"""What the index holds: agencies, years, how many reports."""

from __future__ import annotations

import re
from decimal import Decimal

from nianbao.asking.answers import refuse
from nianbao.asking.answers.build import answered
from nianbao.asking.answers.phrases import listed
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.model import Answer, Citation, ReportCard, Span

_SHOWN = 40


def answer(question: Question, sources: Sources) -> Answer:
    """Counts and names of what is indexed, of one agency or of all."""
    if question.unknown:
        return refuse.unknown_agency(question, sources)
    cards = list(sources.library.cards)
    if question.agencies:
        cards = [c for a in question.agencies for c in a.cards]
    if question.years:
        cards = [c for c in cards if c.year in question.years]
    if not cards:
        if question.agencies and question.years:
            return refuse.no_such_year(question, question.agencies[0], question.years[0])
        return refuse.nothing_in_scope(question, "")
    years = sorted({c.year for c in cards if c.year is not None})
    names = sorted({c.agency for c in cards if c.agency})
    spans = listed([f"{y}年" for y in years])
    if question.agencies:
        text = f"收录了{listed([a.name for a in question.agencies])}{len(cards)}份年报：{spans}。"
    else:
        shown = listed(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")
        text = f"共收录{len(cards)}份年报。机关{len(names)}个：{shown}。年份：{spans}。"
    return answered(
        question, text, value=_value(question, cards, years, names), citations=[_title(sources, c) for c in cards[:20]]
    )


def _value(question: Question, cards: list[ReportCard], years: list[int], names: list[str]) -> Decimal | None:
    bare = question.bare
    if re.search(r"几年|多少年", bare):
        return Decimal(len(years))
    if re.search(r"[几多少]+个?(?:镇|乡|街道|单位|机关)", bare):
        return Decimal(len(names))
    return Decimal(len(cards)) if re.search(r"几份|多少份|几个报告|多少报告", bare) else None


def _title(sources: Sources, card: ReportCard) -> Citation:
    """A report is cited for its existence by its first line."""
    report = sources.report(card.id)
    first = report.text.split("\n", 1)[0][:80]
    return sources.cite_span(card, Span(start=0, end=len(first)), first, "")
