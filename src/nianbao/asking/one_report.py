"""The one report a question is about: which of its makers answers it, and what is tried when a figure is not stated."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.asking.answers import (
    blamed,
    breakdown,
    completed,
    exists,
    lookup,
    meta,
    refuse,
    several,
    share,
    sums,
    versus,
    words,
)
from nianbao.asking.asked_metrics import rest_of
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.asking.suggest import about
from nianbao.directory.naming import Agency
from nianbao.model import Answer, ReportCard

_HOW_MANY = re.compile(r"多少|几[条件次场篇期个份项家人]")
_REPORT_ALONE = re.compile(
    r"政府信息公开|信息公开|政务公开|政府|工作|年度报告|年报|报告|年度|年|情况|数据|内容|资料|怎么样|如何|[的呢吗啊呀吧了有看查\W_]"
)
"""Words of a question that asks for the report and for nothing in it."""
_WHICH_YEAR = re.compile(r"哪[一几]?年|什么年份|年份是")
_OPEN = re.compile(r"[什怎]么|去哪|哪[里儿个]")
_WHO_OR_WHEN = re.compile(r"谁|几[天日]|多久|何时|什么时候")
_CHANNEL = re.compile(
    r"网站|网页|官网|公众号|微信|微博|公开栏|公示栏|公告栏|广播|报纸|电视|显示屏|电子屏|客户端|公报|入户|会议"
)
_COUNTS = re.compile(r"\d\s?[条件次人个篇场期份万元]")
_PEOPLE = re.compile(r"老百姓|群众(?!个人)")
_DESCRIBED = 2
"""So many characters that no slot explains say what is asked of the figure's subject."""
_OWN_SUBJECT = 3
"""So many characters that no slot explains name a subject of their own (食品药品安全信息公开了吗)."""


def of_one_report(question: Question, sources: Sources, agency: Agency) -> Answer:
    """The answer from the report of the year asked for, or from the latest."""
    card = latest(sources.cards(agency, question.years[-1] if question.years else None))
    if question.asked.operation == "contact" and not question.years:
        card = _with_contact(question, sources, agency) or card
    if not question.years and card.year is not None:
        say = len(agency.years) > 1 and not question.inherited
        newest = card.year == agency.years[-1]
        which = "收录的最近一年" if newest else "写明了的最近一年"
        note = (f"问题没有写年份，按{which}{card.year}年回答",) if say else ()
        question = replace(question, years=(card.year,), notes=question.notes + note)
    if question.applicant == "natural_person" and _PEOPLE.search(question.bare):
        question = _of_all_applicants(question, sources, card)
    if question.metric in (None, "report_year") and not _REPORT_ALONE.sub("", question.bare):
        return refuse.which_figure(question, card, about(card, sources))
    if question.metric == "report_year" and _WHICH_YEAR.search(question.bare):
        return meta.answer(question, sources)
    said = blamed.answer(question, sources, card) or _literally(question, sources, card)
    return said or _about(question, sources, card)


def _with_contact(question: Question, sources: Sources, agency: Agency) -> ReportCard | None:
    """The latest report that gives the telephone or address asked for."""
    cards = sorted(sources.cards(agency), key=lambda c: (c.year or 0, c.figures), reverse=True)
    return next((c for c in cards if words.contact(question, sources, c).status == "answered"), None)


def _of_all_applicants(question: Question, sources: Sources, card: ReportCard) -> Question:
    """老百姓 is whoever applies where the report tells no kinds of applicant apart."""
    if any(f.applicant not in (None, "total") for f in sources.figures(card)):
        return question
    note = "报告没有按申请人的类别分开写，以下是全部申请"
    rest = rest_of(_PEOPLE.sub("", question.bare), question.words)
    return replace(question, applicant=None, rest=rest, notes=(*question.notes, note))


def latest(cards: tuple[ReportCard, ...]) -> ReportCard:
    """The report of the last year; of several of that year the one with most figures."""
    return max(cards, key=lambda c: (c.year or 0, c.figures))


def _about(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """The maker for one report."""
    operation = question.asked.operation
    if operation == "contact" or "手机" in question.folded:
        return words.contact(question, sources, card)
    if question.asked.consistency:
        return sums.answer(question, sources, card)
    if operation == "share":
        return _or_said(share.answer(question, sources, card), question, sources, card)
    if operation in ("lookup", "breakdown", "explain") and (listed := several.enumerated(question, sources, card)):
        return listed
    if operation == "compare":
        return versus.answer(question, sources, card)
    if operation == "breakdown" or breakdown.gives_reasons(question, sources, card):
        return breakdown.answer(question, sources, card)
    if question.metric and sources.catalogue.metric(question.metric).kind == "text":
        said = words.told(question, sources, card)
        return _by_channel(question, sources, card, said) if question.metric == "disclosure_channels" else said
    if _asks_words(question, sources, card):
        if question.asked.why and (premise := _premise(question, sources, card)) is not None:
            return premise
        return words.open_question(question, sources, [card])
    if operation == "exists":
        return _whether(question, sources, card)
    if len(question.metrics) > 1:
        return several.answer(question, sources, [card])
    return _or_said(lookup.answer(question, sources, card), question, sources, card)


def _premise(question: Question, sources: Sources, card: ReportCard) -> Answer | None:
    """A why about a number that the report does not give is told the report's number; None when the number is right."""
    if not question.said or not question.metrics or not _COUNTS.search(question.bare):
        return None
    stated, metric, what = lookup.find(question, sources, card)
    if stated.value is None or any(f.value in question.said for f in stated.figures) or stated.value in question.said:
        return None
    said = lookup.say(question, sources, card, stated, metric, what)
    return replace(said, text=f"报告写的与问题里的数不同：{said.text}", value=None, unit=None, computed=None)


def _or_said(answer: Answer, question: Question, sources: Sources, card: ReportCard) -> Answer:
    """A number that is no figure of the report may stand in a sentence that holds every word of the question."""
    if answer.status != "not_stated" or len(question.rest) < _OWN_SUBJECT or question.inherited:
        return answer
    said = words.in_its_words(replace(question, metrics=(), words=()), sources, [card], enough=1.0)
    return said if said.status == "answered" else answer


def _by_channel(question: Question, sources: Sources, card: ReportCard, said: Answer) -> Answer:
    """The channels as the report counts them, where its sentences name none."""
    counted = [f for f in sources.figures(card) if (f.metric or "").startswith("proactive_by_")]
    if len(counted) < 2 or (said.status == "answered" and _CHANNEL.search(said.text.partition("：")[2])):
        return said
    return breakdown.answer(replace(question, metrics=("proactive_disclosures_total",)), sources, card)


def _whether(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """Yes or no from a figure, else from a sentence about the question's own subject."""
    found = completed.answer(question, sources, card) or exists.answer(question, sources, card)
    if found.status == "not_stated" and len(question.rest) >= _OWN_SUBJECT and not question.said:
        said = words.open_question(replace(question, metrics=()), sources, [card])
        return said if said.status == "answered" else found
    return found


def _asks_words(question: Question, sources: Sources, card: ReportCard) -> bool:
    """True when the answer is a sentence of the report and no figure."""
    if not question.metrics and lookup.find(question, sources, card)[0].value is None:
        return True
    how_many = not question.metrics and bool(_HOW_MANY.search(question.bare))
    if question.asked.operation in ("explain", "list"):
        return not how_many
    return question.asked.operation == "lookup" and bool(question.metrics) and _asks_no_number(question)


def _asks_no_number(question: Question) -> bool:
    """Who, where, how soon: a question beside a figure's words whose answer is no figure (留言几天回复)."""
    if _HOW_MANY.search(question.bare) or question.asked.consistency or "metric" in question.inherited:
        return False
    described = len(question.rest) >= _DESCRIBED and bool(_OPEN.search(question.bare))
    return described or bool(_WHO_OR_WHEN.search(question.bare))


def _literally(question: Question, sources: Sources, card: ReportCard) -> Answer | None:
    """What the report says in the question's very words, before its metric is read from a meaning."""
    if question.meant is None:
        return None
    plain = replace(question, metrics=(), meant=None, notes=question.notes[:-1])
    plain = replace(plain, rest=rest_of(plain.bare, ()))
    if lookup.find(plain, sources, card)[0].value is not None:
        return lookup.answer(plain, sources, card)
    said = words.in_its_words(plain, sources, [card])
    return said if said.status == "answered" else None
