"""The desk: a question in, an `Answer` out. The same question on the same index gives the same answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from nianbao.answering.english import in_english
from nianbao.answering.phrases import where
from nianbao.asking.conversation import Conversation, Filter, Slot
from nianbao.asking.sources import Sources
from nianbao.asking.suggest import choices, examples, suggestions
from nianbao.catalogue import Catalogue
from nianbao.dialogue.answering_first import turn
from nianbao.dialogue.chosen import chosen_first, without_slots
from nianbao.dialogue.parting import combined, segments
from nianbao.dialogue.state import State, renewed
from nianbao.dialogue.turns import Turn
from nianbao.dialogue.words_first import of_words
from nianbao.model import RECOGNISED, RECOGNISED_BEFORE, Answer, Understood, Warning
from nianbao.query import Query
from nianbao.settings import Settings
from nianbao.store.seams import Index
from nianbao.understanding.reader import read
from nianbao.understanding.recognising import Setting

_TOO_LONG = "问题太长：请缩短到{limit}个字以内，一次问一件事。"
_EMPTY = "请输入问题，例如“某镇2018年收到多少件信息公开申请？”。"
_REPEATED = 1000
"""Of a question too long to answer, so much is given back."""


class Desk:
    """Answers questions over a library. Safe for concurrent use; conversations belong to one asker each."""

    def __init__(
        self,
        library: Index,
        catalogue: Catalogue,
        settings: Settings,
        today: Callable[[], date] = date.today,
        exists: Callable[[str], bool] = lambda name: False,
    ) -> None:
        """`exists` tells whether there is a place of that name anywhere: its name is then no slip for another's."""
        self.library = library
        self.catalogue = catalogue
        self.settings = settings
        self._exists = exists
        self._sources = Sources(library, catalogue, exists)
        self._today = today

    def conversation(self) -> Conversation:
        return Conversation(self)

    def examples(self, k: int = 6) -> tuple[str, ...]:
        """Questions that this index can answer, over different agencies and metrics."""
        return examples(self._sources, k)

    def warm_up(self) -> None:
        """Load what the first question about a passage, about a figure described in other words, or about an agency
        that is not held needs; and what the first look through all figures does."""
        self.library.browse(limit=0)
        self.library.search("政府信息公开", k=1)
        self._exists("某镇")

    def ask(
        self,
        question: str,
        *,
        agency: str | None = None,
        year: int | None = None,
        conversation: Conversation | None = None,
        without: Collection[Slot] = (),
    ) -> Answer:
        """Answer a question. `agency` and `year` fill slots it leaves open. Never raises for odd input: a question
        that is empty, too long or about something else is answered with status `out_of_scope`."""
        start = time.perf_counter()
        if (problem := self._unusable(question)) is not None:
            answer = _unusable_answer(question, problem)
        else:
            answer = self._answered(question, Filter(agency=agency, year=year), conversation, without)
        return replace(answer, elapsed_ms=round((time.perf_counter() - start) * 1000, 2))

    def _answered(
        self, text: str, chosen: Filter, conversation: Conversation | None,
        without: Collection[Slot],
    ) -> Answer:  # fmt: skip
        """The answer to a text that may hold several questions: cut where it asks twice, if each part is answered."""
        cut, found = segments(text, soft=False), None
        if len(cut) > 1 and not without:
            found = self._parts(cut, chosen, conversation)
            if all(a.status == "answered" for a in found[0]):
                return self._adopted(text, found, conversation)
        talk = Conversation(self, conversation)
        answer, sure = self._one(text, chosen, talk, without)
        soft = segments(text, soft=True)
        if not without and len(soft) > 1 and soft != cut:  # the parts of the hard cut were answered above
            found = self._parts(soft, chosen, conversation)
        if found is not None and (found[2] or not sure):
            good = sum(a.status == "answered" for a in found[0])
            if (good and good == len(found[0])) or (good and len(cut) > 1 and answer.status != "answered"):
                return self._adopted(text, found, conversation)
        if conversation is not None:
            conversation.take(talk)
        return answer

    def _parts(
        self, cut: Sequence[str], chosen: Filter, conversation: Conversation | None
    ) -> tuple[list[Answer], Conversation, bool]:
        """Each part as a turn of a conversation that begins like the given one; whether the reader was sure of all."""
        talk = Conversation(self, conversation)
        found = [self._one(part, chosen, talk, ()) for part in cut]
        return [answer for answer, _ in found], talk, all(sure for _, sure in found)

    def _adopted(
        self, text: str, found: tuple[list[Answer], Conversation, bool], conversation: Conversation | None
    ) -> Answer:
        if conversation is not None:
            conversation.take(found[1])
        return combined(text, found[0])

    def _one(
        self, text: str, chosen: Filter, conversation: Conversation, without: Collection[Slot]
    ) -> tuple[Answer, bool]:
        """The answer to one question, and whether it was surely understood."""
        state = self._state(conversation)
        about = chosen_first(state, chosen.agency, chosen.year, self._sources.agencies)
        setting = self._setting(about)
        asked = without_slots(text, without, setting)
        reading = read(asked, setting, self.catalogue, follows=state.last is not None)
        found = turn(text, reading, setting, self._sources, about)
        conversation.state = found.state if found.state is not about else state
        conversation.generation = self.library.generation
        english = reading.mentions.english if conversation.lang is None else conversation.lang == "en"
        return self._finished(found, english=english), found.sure

    def _state(self, conversation: Conversation) -> State:
        """What the conversation remembers, as the index is now."""
        if conversation.generation == self.library.generation:
            return conversation.state
        return renewed(conversation.state, {agency.place for agency in self._sources.agencies.all})

    def _setting(self, state: State) -> Setting:
        """What the reader reads a turn of the conversation with."""
        last = state.last
        bodies = last.scope.bodies if last is not None and not last.scope.group else ()
        return Setting(
            agencies=self._sources.agencies, matcher=self._sources.matcher, today=self._today(),
            talked=state.talked or state.years, last=state.years,
            about=tuple(self._sources.agency(b) for b in bodies), prefer=last.metric if last is not None else None,
        )  # fmt: skip

    def _finished(self, found: Turn, *, english: bool) -> Answer:
        """The answer with marks and suggestions, in the language of the question or of the whole conversation."""
        query = found.query
        answer = _with_marks(found.answer, self._sources)
        if english and (query.show in ("passage", "contact") or not of_words(query)):
            answer = in_english(query, answer, self._sources)
        offered = answer.suggestions or suggestions(query, answer, self._sources)
        answer = replace(answer, suggestions=offered, choices=answer.choices or choices(query, answer, self._sources))
        return _told_apart(answer, query, self._sources)

    def _unusable(self, text: str) -> str | None:
        if len(text) > self.settings.max_question:
            return _TOO_LONG.format(limit=self.settings.max_question)
        return None if re.search(r"[^\W_]", text) else _EMPTY


def _unusable_answer(text: str, problem: str) -> Answer:
    return Answer(question=text[:_REPEATED], understood=Understood(), status="out_of_scope", text=problem)


def _with_marks(answer: Answer, sources: Sources) -> Answer:
    """A warning for every cited report that was read from page images: its characters may be wrong."""
    cited = dict.fromkeys(c.report for c in answer.citations if c.report)
    marks = [
        Warning(kind="ocr", text=f"{where(card)}的报告是扫描件，{problem}")
        for card in map(sources.card, cited)
        for problem in card.problems
        if problem in (RECOGNISED, RECOGNISED_BEFORE)
    ]
    return replace(answer, warnings=(*answer.warnings, *marks)) if marks else answer


def _told_apart(answer: Answer, query: Query, sources: Sources) -> Answer:
    """One of several agencies of a name is called with its county, in the answer and in the questions to ask next."""
    for agency in map(sources.agency, query.scope.bodies[:2] if not query.scope.group else ()):
        if agency.place != agency.name and sum(a.name == agency.name for a in sources.agencies.all) > 1:
            own = re.compile(rf"(?<![县区市旗州]){re.escape(agency.name)}(?=\d{{4}}年|[（:：收]|的报告)")
            asks = tuple(own.sub(agency.place, s) for s in answer.suggestions)
            answer = replace(answer, text=own.sub(agency.place, answer.text), suggestions=asks)
    return answer
