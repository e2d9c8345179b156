"""Answers in the report's own words: contact data, problems, measures, and open questions by retrieval."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.answering import contacts
from nianbao.answering.contacts import Fact
from nianbao.answering.passages import choose_among
from nianbao.asking import facts
from nianbao.asking.answers import refuse
from nianbao.asking.answers.build import answered
from nianbao.asking.answers.phrases import listed, where
from nianbao.asking.operations import HOW_OFTEN, SUBJECTS
from nianbao.asking.question import Question
from nianbao.asking.sentences import ENOUGH, HOW_MUCH, best_sentences, content_words, may_say
from nianbao.asking.sources import Sources
from nianbao.model import Answer, Citation, Report, ReportCard
from nianbao.text.fold import fold

_HITS = 8
_BY_NUMBERS = ("compare", "rank", "sum", "average", "count", "change", "trend", "share", "breakdown")
_TOPICS = {
    "problems": "problems",
    "improvements": "plans",
    "measures_taken": "measures",
    "leading_group": "leader",
    "disclosure_channels": "channels",
    "supervision_frequency": "supervision",
    "assessment_results": "supervision",
}
"""What a metric of words is called in the lexicon of passages."""
_OWN_SUBJECT = 2
"""A question with so many characters left over asks for more than the list."""
_ASKED = (
    ("contact_unit", r"哪个部门|找谁|哪个单位|什么部门|哪个科|归谁|联系谁"),
    ("contact_phone", r"电话|号码"),
    ("contact_address", r"地址|在哪|在哪儿|什么地方|寄"),
    ("contact_postcode", r"邮编|邮政编码|寄"),
    ("contact_fax", r"传真"),
    ("contact_email", r"邮箱|邮件|email"),
    ("website_url", r"网址|网站地址|哪个网|链接"),
)


def contact(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """Every contact datum asked for that the report gives; not_stated when it gives none of them."""
    report = sources.report(card.id)
    if "手机" in question.folded and contacts.mobile(report) is None:
        return refuse.not_stated(question, sources, card, "手机号")
    found: list[tuple[str, Fact]] = []
    missing: list[str] = []
    for metric in _wanted(question):
        fact = contacts.contact(report, metric)
        name = sources.catalogue.metric(metric).short
        if fact is None:
            missing.append(name)
        else:
            found.append((name, fact))
    if not found and _wanted(question) == ["contact_unit"] and (said := _in_charge(question, sources, card)):
        return said
    if not found:
        return refuse.not_stated(question, sources, card, listed(missing) or "联系方式")
    text = f"{where(card)}的报告写明：" + "，".join(f"{name}：{fact.value}" for name, fact in found) + "。"
    if missing:
        text += f"没有写{listed(missing)}。"
    return _built(question, sources, card, text, [f for _, f in found])


def _wanted(question: Question) -> list[str]:
    wanted = [m for m in question.metrics if m.startswith(("contact_", "website_url", "report_date", "stat_"))]
    for metric, pattern in _ASKED:
        if re.search(pattern, question.bare) and metric not in wanted:
            wanted.append(metric)
    if "contact_fax" in wanted and "电话" not in question.bare and "contact_phone" in wanted:
        wanted.remove("contact_phone")
    return wanted


def _in_charge(question: Question, sources: Sources, card: ReportCard) -> Answer | None:
    """Who sees to what the question names (谁负责回复留言), or, when it names nothing, who leads the work at all."""
    if len(question.rest) >= _OWN_SUBJECT:
        said = open_question(replace(question, metrics=()), sources, [card])
    else:
        said = told(replace(question, metrics=("leading_group",)), sources, card)
    return said if said.status == "answered" else None


def told(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """The report's own items on problems, measures, plans …, each with its quotation."""
    if HOW_OFTEN.search(question.bare) and question.metric != "supervision_frequency":
        return open_question(question, sources, [card])
    report = sources.report(card.id)
    for metric in (m for m in question.metrics if sources.catalogue.metric(m).kind == "text"):
        items = _about(question, report, facts.told(report, metric))
        if items:
            name = sources.catalogue.metric(metric).short
            lines = "；".join(
                f"（{i}）{item.value}" if len(items) > 1 else item.value for i, item in enumerate(items, 1)
            )
            text = f"{where(card)}的报告在“{name}”方面写道：{lines}".rstrip("。；;") + "。"
            return _built(question, sources, card, text, list(items))
    if facts.known(question.metric or "") and len(question.rest) < _OWN_SUBJECT:
        said = _chosen(question, sources, [card], _TOPICS.get(question.metric or ""))
        if said.status == "answered":
            return said
        return refuse.not_stated(question, sources, card, question.names[question.metric or ""])
    return open_question(question, sources, [card])


def _about(question: Question, report: Report, items: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The items that hold the question's own subject (保密工作有什么问题); all when it has
    none; none when the report speaks of that subject elsewhere only."""
    words = [w for w in content_words(question) if len(w) >= _OWN_SUBJECT and w in question.rest]
    if not words:
        return items
    held = tuple(i for i in items if any(w in fold(i.value) for w in words))
    elsewhere = all(w in fold(report.text) for w in words) and not any(w in fold(report.full_name) for w in words)
    return held or (() if elsewhere else items)


def open_question(question: Question, sources: Sources, cards: list[ReportCard]) -> Answer:
    """The sentences that answer an open question, or that the reports do not settle it.

    A yes or no comes from a sentence in the question's own words before one that is chosen for its subject.
    """
    makers = (in_its_words, _chosen) if question.asked.operation == "exists" else (_chosen, in_its_words)
    said = makers[0](question, sources, cards)
    return said if said.status == "answered" else makers[1](question, sources, cards)


def _chosen(question: Question, sources: Sources, cards: list[ReportCard], topic: str | None = None) -> Answer:
    """The sentences that the room of passages chooses, of the one report or of those whose passages are nearest.

    How many there are, and which of several has more, is told by figures alone: no sentence near to it will do.
    """
    by_numbers = question.asked.operation in _BY_NUMBERS or len(question.agencies) > 1
    if by_numbers or HOW_MUCH.search(question.bare):
        return refuse.no_passage(question, tuple(cards))
    if len(cards) > 1:
        hits = sources.library.search(question.folded, reports=[c.id for c in cards], k=_HITS)
        ids = list(dict.fromkeys(hit.passage.report_id for hit in hits))
    else:
        ids = [card.id for card in cards]
    choice = choose_among((sources.report(i) for i in ids), _own_words(question), topic, sources.library)
    if not choice.enough:
        return refuse.no_passage(question, tuple(cards))
    card = sources.card(choice.sentences[0].report_id)
    text = f"{where(card)}的报告写道：" + " ".join(s.text for s in choice.sentences)
    citations = tuple(sources.cite_span(card, s.span, s.text, s.path, choice.score) for s in choice.sentences)
    return answered(question, text, citations=citations)


def _own_words(question: Question) -> str:
    """The question without the names that it was asked with."""
    bare = fold(question.bare)
    for agency in question.agencies:
        said = next((agency.name[i:] for i in range(len(agency.name) - 1) if fold(agency.name[i:]) in bare), None)
        bare = bare.replace(fold(said), " ") if said else bare
    return bare.strip()


def in_its_words(question: Question, sources: Sources, cards: list[ReportCard], *, enough: float = ENOUGH) -> Answer:
    """The sentences that hold the question's own words; `enough` is the share of them that a sentence must hold."""
    words = content_words(question) or _carried_on(question)
    if not words:
        return refuse.no_passage(question, tuple(cards))
    if not any(may_say(words, sources.folded(c.id), enough) for c in cards):
        return refuse.no_passage(question, tuple(cards))  # before the search, which may need the encoder
    hits = sources.library.search(question.folded, reports=[c.id for c in cards], k=_HITS)
    best = best_sentences(question, sources, hits, words, enough)
    if not best:
        return refuse.no_passage(question, tuple(cards))
    card = sources.card(best[0].report_id)
    same = [b for b in best if b.report_id == card.id][:3]
    text = f"{where(card)}的报告写道：" + " ".join(b.text for b in same)
    citations = tuple(sources.cite_span(card, b.span, b.text, b.section, b.score) for b in same)
    value = True if question.asked.operation == "exists" and not question.metrics and same[0].affirms else None
    return answered(question, text, value=value, citations=citations)


def _carried_on(question: Question) -> tuple[str, ...]:
    """What a follow-up that names nothing asks about: 他们主要问什么 after a count of requests or replies."""
    asked = "metric" in question.inherited and SUBJECTS.search(question.bare)
    return ("申请",) if asked and (question.metric or "").startswith(("application", "repl", "grant")) else ()


def _built(question: Question, sources: Sources, card: ReportCard, text: str, found: list[Fact]) -> Answer:
    report = sources.report(card.id)
    made: dict[tuple[int, int], Citation] = {}
    for fact in found:
        citation = sources.cite_span(card, fact.span, fact.span.of(report.text), fact.section)
        made.setdefault((fact.span.start, fact.span.end), citation)
    return answered(question, text, citations=tuple(made.values()))
