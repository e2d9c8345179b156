"""The desk: a question in, an `Answer` out. The same question on the same index gives the same answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from nianbao.asking import operations as ops
from nianbao.asking.agencies import Agency
from nianbao.asking.answers import across, define, lookup, meta, refuse, share, words, years
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.asking.suggest import examples, suggestions
from nianbao.asking.understand import Filter, understand
from nianbao.catalogue import Catalogue
from nianbao.model import Answer, ReportCard, Understood
from nianbao.settings import Settings
from nianbao.store.library import Library

_TOO_LONG = "问题太长：请缩短到{limit}个字以内，一次问一件事。"
_EMPTY = "请输入问题，例如“某镇2018年收到多少件信息公开申请？”。"


class Conversation:
    """A thread of questions in which a later one may leave out what an earlier one named."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.last: Question | None = None

    def ask(self, question: str, *, agency: str | None = None, year: int | None = None) -> Answer:
        return self._desk.ask(question, agency=agency, year=year, conversation=self)


class Desk:
    """Answers questions over a library. Safe for concurrent use; conversations belong to one asker each."""

    def __init__(self, library: Library, catalogue: Catalogue, settings: Settings, today: Callable[[], date] = date.today) -> None:
        self.library = library
        self.catalogue = catalogue
        self.settings = settings
        self._sources = Sources(library, catalogue, settings)
        self._today = today

    def conversation(self) -> Conversation:
        return Conversation(self)

    def examples(self, k: int = 6) -> tuple[str, ...]:
        """Questions that this index can answer, over different agencies and metrics."""
        return examples(self._sources, k)

    def ask(self, question: str, *, agency: str | None = None, year: int | None = None, conversation: Conversation | None = None) -> Answer:
        """Answer a question. `agency` and `year` fill slots it leaves open. Never raises for odd input: a question that
        is empty, too long or about something else is answered with status `out_of_scope`."""
        start = time.perf_counter()
        text = question if isinstance(question, str) else str(question)
        if (problem := self._unusable(text)) is not None:
            answer = Answer(question=text[:1000], understood=Understood(), status="out_of_scope", text=problem)
        else:
            before = conversation.last if conversation else None
            asked = understand(text, self._sources, before=before, chosen=Filter(agency=agency, year=year), today=self._today())
            answer = self._answer(asked)
            answer = replace(answer, suggestions=answer.suggestions or suggestions(asked, answer, self._sources))
            if conversation is not None and _keeps_thread(asked, answer):
                conversation.last = asked
        return replace(answer, elapsed_ms=round((time.perf_counter() - start) * 1000, 2))

    def _unusable(self, text: str) -> str | None:
        if len(text) > self.settings.max_question:
            return _TOO_LONG.format(limit=self.settings.max_question)
        if not re.search(r"[^\W_]", text):
            return _EMPTY
        return None

    def _answer(self, question: Question) -> Answer:
        sources = self._sources
        operation = question.asked.operation
        if ops.OUT_OF_SCOPE.search(question.folded) and not _report_word(question):
            return refuse.out_of_scope(question)
        if operation == "define":
            return define.answer(question)
        if ops.PERSONAL.search(question.folded) and "手机" not in question.folded:
            return refuse.personal(question)
        if operation == "meta":
            return meta.answer(question, sources)
        if question.unknown and not question.agencies:
            return refuse.unknown_agency(question, sources)
        if question.group or len(question.agencies) > 1:
            return self._across(question)
        return self._of_one(question)

    def _of_one(self, question: Question) -> Answer:
        sources = self._sources
        agency = self._agency(question)
        if isinstance(agency, Answer):
            return agency
        question = replace(question, agencies=(agency,))
        for year in question.years:
            if not sources.cards(agency, year) and question.asked.operation not in ("trend", "rank", "sum", "average", "count"):
                return refuse.no_such_year(question, agency, year)
        operation = question.asked.operation
        if operation == "change":
            return years.change(question, sources, agency)
        if operation == "trend" or (operation == "lookup" and len(question.years) > 1 and len(question.metrics) == 1):
            return years.trend(question, sources, agency)
        if operation in ("rank", "compare", "sum", "average", "count"):
            missing = [y for y in question.years if not sources.cards(agency, y)]
            if missing:
                return refuse.years_missing(question, agency, missing)
            wanted = question.years or agency.years
            cards = [c for y in wanted for c in sources.cards(agency, y)[:1]]
            return across.answer(replace(question, asked=replace(question.asked, operation="rank" if operation == "compare" else operation)), sources, cards)
        return self._of_one_report(question, agency)

    def _of_one_report(self, question: Question, agency: Agency) -> Answer:
        cards = self._sources.cards(agency, question.years[-1] if question.years else None)
        card = max(cards, key=lambda c: (c.year or 0, c.figures))
        if not question.years and card.year is not None:
            others = len(agency.years) > 1
            note = (f"问题没有写年份，按收录的最近一年{card.year}年回答",) if others and not question.inherited else ()
            question = replace(question, years=(card.year,), notes=question.notes + note)
        return self._about(question, card)

    def _about(self, question: Question, card: ReportCard) -> Answer:
        sources, operation = self._sources, question.asked.operation
        kinds = {sources.catalogue.metric(m).kind for m in question.metrics[:1]}
        if operation == "contact" or ("手机" in question.folded):
            return words.contact(question, sources, card)
        if question.asked.consistency:
            return lookup.adds_up(question, sources, card)
        if operation == "share":
            return share.answer(question, sources, card)
        if operation == "breakdown":
            return lookup.breakdown(question, sources, card)
        if "text" in kinds:
            return words.told(question, sources, card)
        if not question.metrics and lookup.find(question, sources, card)[0].value is None:
            return words.open_question(question, sources, [card])
        if operation in ("explain", "list"):
            return words.open_question(question, sources, [card])
        if operation == "exists":
            return lookup.exists(question, sources, card)
        if len(question.metrics) > 1:
            return lookup.several(question, sources, [card])
        return lookup.answer(question, sources, card)

    def _agency(self, question: Question) -> Agency | Answer:
        """The one agency a question is about: named, the only one there is, or a question back."""
        if question.agencies:
            return question.agencies[0]
        if question.candidates:
            return refuse.ambiguous(question, question.candidates)
        held = self._sources.agencies.all
        if len(held) == 1:
            return held[0]
        if not question.metrics and not _report_word(question):
            return refuse.out_of_scope(question)
        if not held:
            return refuse.no_passage(question, self.library.cards)
        return refuse.ambiguous(question, tuple(a for a in held if not question.years or question.years[0] in a.years) or held)

    def _across(self, question: Question) -> Answer:
        sources = self._sources
        agencies: list[Agency] = list(question.agencies)
        if question.group and not agencies:
            agencies = [a for a in sources.agencies.all if _in_group(a, question)]
            if not agencies:
                return refuse.nothing_in_scope(question, question.scope or "这一范围内")
            if len(agencies) == 1 and len(sources.agencies.all) > 1:
                return refuse.too_few(question, agencies[0])
        for agency in question.agencies:
            for year in question.years:
                if not sources.cards(agency, year):
                    return refuse.no_such_year(question, agency, year)
        cards = [c for a in agencies for c in self._chosen_cards(a, question)]
        if not cards:
            return refuse.nothing_in_scope(question, question.scope or "")
        if question.unknown:
            return refuse.unknown_agency(question, sources)
        if not question.metric or sources.catalogue.metric(question.metric).kind == "text":
            return words.open_question(question, sources, cards)
        if len(question.metrics) > 1:
            return lookup.several(question, sources, cards)
        operation = question.asked.operation
        if operation in ("rank", "compare", "sum", "average", "count"):
            asked = replace(question.asked, operation="rank") if operation == "compare" and len(cards) > 2 else question.asked
            return across.answer(replace(question, asked=asked), sources, cards)
        return lookup.several(question, sources, cards)

    def _chosen_cards(self, agency: Agency, question: Question) -> list[ReportCard]:
        if question.years:
            return [c for y in question.years for c in self._sources.cards(agency, y)[:1]]
        cards = self._sources.cards(agency)
        return [max(cards, key=lambda c: (c.year or 0, c.figures))]


def _in_group(agency: Agency, question: Question) -> bool:
    if question.kinds and agency.kind not in question.kinds:
        return False
    if question.scope is None:
        return not _names_a_county(question)
    return any(question.scope.endswith(p) or p.endswith(question.scope) for p in agency.parents)


def _names_a_county(question: Question) -> bool:
    """A county or city that the index knows nothing of must not widen to all agencies."""
    return bool(question.unknown)


def _report_word(question: Question) -> bool:
    own = question.metrics and "metric" not in question.inherited
    return bool(own) or bool(re.search(r"公开|申请|复议|诉讼|年报|报告|政务|信息|收费|培训|电话|地址|联系", question.bare))


def _keeps_thread(question: Question, answer: Answer) -> bool:
    return answer.status in ("answered", "not_stated", "no_report") and bool(question.agencies or question.metrics)
