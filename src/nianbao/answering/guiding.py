"""Rules of the law in plain words, each with regulation and article; with a body, how to reach its office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nianbao.answering import contacting
from nianbao.answering.evidence import Evidence
from nianbao.answering.operation import understood
from nianbao.catalogue import Guidance, Term
from nianbao.model import Answer, Citation
from nianbao.query import Query

SEVERAL = "+"
"""Joins the topics of a query that is about more than one."""
_OFFICE = frozenset(("guide_apply", "guide_refused", "guide_term"))
"""Rules on which someone may want to call the office that they apply to."""


def guided(query: Query, evidence: Evidence) -> Answer:
    """The rules that the query's topics name; KeyError for a topic that neither guide nor glossary has."""
    rules = [_rule(topic, evidence) for topic in (query.topic or "").split(SEVERAL)]
    told = [_told(rule, english=query.english) for rule in rules]
    citations = [_cited(rule) for rule in rules]
    wants_office = any(isinstance(rule, Guidance) and rule.intent in _OFFICE for rule in rules)
    if wants_office and len(query.scope.bodies) == 1:
        words, proof = contacting.office(query, evidence)
        told += words
        citations += proof
    explains = any(isinstance(rule, Term) or rule.term or rule.intent == "define" for rule in rules)
    said = understood(query, evidence, contacting.newest(query, evidence) if query.scope.bodies else ())
    said = replace(said, operation="define") if explains else said
    text = (" " if query.english else "").join(told)
    return Answer(question="", understood=said, status="answered", text=text, citations=_once(citations))


def _rule(topic: str, evidence: Evidence) -> Guidance | Term:
    catalogue = evidence.catalogue
    if topic in catalogue.guide:
        return catalogue.guide[topic]
    return {term.term: term for term in catalogue.terms}[topic]


def _told(rule: Guidance | Term, *, english: bool) -> str:
    explained = isinstance(rule, Term) or rule.intent == "define"
    name = f"{rule.term}：" if explained and rule.term else ""
    if english and isinstance(rule, Guidance):
        since = rule.since.isoformat()
        return f"{rule.en} (Source: {rule.source}, in force since {since}; this is the law, not a report.)"
    return f"{name}{rule.text}（依据{rule.source}，{_day(rule.since)}起施行；这是法规规定，不是某份报告写的。）"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _cited(rule: Guidance | Term) -> Citation:
    return Citation(
        report=None, title=rule.regulation, agency=None, year=None, section=rule.article, quote=rule.text, start=None,
        end=None, source=rule.source,
    )  # fmt: skip


def _once(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citations))
