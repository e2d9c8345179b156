"""From an understood question to the maker of its answer; every refusal that needs no report is decided here."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.asking import operations as ops
from nianbao.asking.answers import across, define, meta, refuse, several, words, years
from nianbao.asking.one_report import latest, of_one_report
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.directory.naming import Agency
from nianbao.model import Answer, ReportCard

_HOW_TO = re.compile(r"(?:怎么|如何|怎样|去哪里?|在哪里?)(?:申请|办理?|领取?|报名|交|缴|补办|查询?)(?!了)")
"""How to get a thing done: no agency, no report; what a report says of it begins with the agency."""
_DESCRIBED = 2
"""So many characters that no slot explains name a subject of their own."""
_REPORT_WORD = re.compile(r"公开|申请|复议|诉讼|年报|报告|政务|信息|收费|培训|电话|地址|联系")


def route(question: Question, sources: Sources) -> Answer:
    """The answer to a question."""
    if (refused := _beside_the_point(question)) is not None:
        return refused
    if question.asked.operation == "define":
        return define.answer(question)
    if (refused := _of_persons(question)) is not None:
        return refused
    if question.asked.operation == "meta":
        return meta.answer(question, sources)
    if question.unknown and not question.agencies:
        return refuse.unknown_agency(question, sources)
    if question.scope and not (question.group or question.agencies or question.candidates):
        return refuse.only_below(question, question.scope, sources.agencies.parents[question.scope])
    if question.group or len(question.agencies) > 1:
        return _of_many(question, sources)
    agency = _agency(question, sources)
    if isinstance(agency, Answer):
        return agency
    return _of_one(replace(question, agencies=(agency,)), sources, agency)


def _beside_the_point(question: Question) -> Answer | None:
    """What no report can answer, whatever it names: courtesy, writing, the future, other subjects."""
    if talk := ops.SMALL_TALK.fullmatch(question.folded):
        return refuse.small_talk(question, thanks=bool(talk["thanks"] or talk["bye"]))
    if ops.WRITING.search(question.folded):
        return refuse.out_of_scope(question)
    if ops.FUTURE.search(question.folded):
        return refuse.future(question)
    if ops.OUT_OF_SCOPE.search(question.folded) and not _about_reports(question):
        return refuse.out_of_scope(question)
    return None


def _of_persons(question: Question) -> Answer | None:
    if ops.OF_PERSONS.search(question.bare):
        return refuse.office_holder(question)
    if ops.PERSONAL.search(question.folded) and "手机" not in question.folded:
        return refuse.personal(question)
    return None


def _about_reports(question: Question) -> bool:
    own = question.metrics and "metric" not in question.inherited
    return bool(own) or bool(_REPORT_WORD.search(question.bare))


def _agency(question: Question, sources: Sources) -> Agency | Answer:
    """The one agency a question is about: named, the only one there is, or a question back."""
    if question.agencies:
        return question.agencies[0]
    if question.candidates:
        return refuse.ambiguous(question, question.candidates)
    if _HOW_TO.search(question.bare) and len(question.rest) >= _DESCRIBED:
        return refuse.out_of_scope(question)
    held = sources.agencies.all
    if len(held) == 1:
        return held[0]
    if not question.metrics and not _about_reports(question):
        return refuse.out_of_scope(question)
    if not held:
        return refuse.no_passage(question, sources.library.cards)
    of_year = tuple(a for a in held if not question.years or question.years[0] in a.years)
    return refuse.ambiguous(question, of_year or held)


def _of_one(question: Question, sources: Sources, agency: Agency) -> Answer:
    """One agency: over its years, or one report of it."""
    operation = question.asked.operation
    if operation == "change" and len(question.years) > 2:  # a range: its ends are compared
        question = replace(question, years=(min(question.years), max(question.years)))
    missing = [y for y in question.years if not sources.cards(agency, y)]
    if missing and operation not in ("trend", "change", "rank", "sum", "average", "count"):
        return refuse.no_such_year(question, agency, missing[0])
    if operation == "change":
        return years.change(question, sources, agency)
    if operation == "trend" or (operation == "lookup" and len(question.years) > 1 and len(question.metrics) == 1):
        return years.trend(question, sources, agency)
    versus_metrics = operation == "compare" and len(question.metrics) > 1
    if operation not in across.MAKERS or versus_metrics:
        return of_one_report(question, sources, agency)
    if missing:
        return refuse.years_missing(question, agency, missing)
    cards = [c for y in question.years or agency.years for c in sources.cards(agency, y)[:1]]
    return across.answer(_as_rank(question) if operation == "compare" else question, sources, cards)


def _as_rank(question: Question) -> Question:
    return replace(question, asked=replace(question.asked, operation="rank"))


def _of_many(question: Question, sources: Sources) -> Answer:
    """Several agencies: named, or a group that the index must hold more than one of."""
    agencies = list(question.agencies)
    if question.group and not agencies:
        agencies = [a for a in sources.agencies.all if _in_group(a, question)]
        if len(agencies) == 1 and len(sources.agencies.all) > 1:
            return refuse.too_few(question, agencies[0])
        if not agencies:
            return refuse.nothing_in_scope(question, question.scope or "这一范围内")
    for agency in question.agencies:
        for year in question.years:
            if not sources.cards(agency, year):
                return refuse.no_such_year(question, agency, year)
    cards = [c for a in agencies for c in _chosen_cards(a, question, sources)]
    if not cards:
        return refuse.nothing_in_scope(question, question.scope or "")
    if question.unknown:
        return refuse.unknown_agency(question, sources)
    return _over_cards(question, sources, cards)


def _over_cards(question: Question, sources: Sources, cards: list[ReportCard]) -> Answer:
    if not question.metric or sources.catalogue.metric(question.metric).kind == "text":
        return words.open_question(question, sources, cards)
    operation = question.asked.operation
    if len(question.metrics) > 1 or operation not in across.MAKERS:
        return several.answer(question, sources, cards)
    if operation == "compare" and len(cards) > 2:
        question = _as_rank(question)
    return across.answer(question, sources, cards)


def _chosen_cards(agency: Agency, question: Question, sources: Sources) -> list[ReportCard]:
    if question.years:
        return [c for y in question.years for c in sources.cards(agency, y)[:1]]
    return [latest(sources.cards(agency))]


def _in_group(agency: Agency, question: Question) -> bool:
    if question.kinds and agency.kind not in question.kinds:
        return False
    if question.scope is None:
        # A county or city that the index knows nothing of must not widen to all agencies.
        return not question.unknown
    scope = question.scope
    return any(scope.endswith(p) or p.endswith(scope) for p in agency.parents)
