"""The desk: a question in, an `Answer` out. The same question on the same index gives the same answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from nianbao.asking.answers.phrases import where
from nianbao.asking.bridge import following, question_of, state_of
from nianbao.asking.english import in_english
from nianbao.asking.following import SLOTS, Filter, Slot, forgotten
from nianbao.asking.question import Question
from nianbao.asking.renewing import renewed
from nianbao.asking.routing import route
from nianbao.asking.sources import Sources
from nianbao.asking.suggest import examples, suggestions
from nianbao.asking.understand import understand
from nianbao.catalogue import Catalogue
from nianbao.dialogue.answering_first import turn
from nianbao.dialogue.parting import combined, segments
from nianbao.dialogue.state import State
from nianbao.dialogue.state import renewed as state_renewed
from nianbao.dialogue.turns import Turn
from nianbao.dialogue.vetoes import unmet
from nianbao.dialogue.words_first import keeps_thread, of_words
from nianbao.errors import WrongCall
from nianbao.model import RECOGNISED, RECOGNISED_BEFORE, Answer, Understood, Warning
from nianbao.settings import Settings
from nianbao.store.library import Library
from nianbao.understanding.reader import Reading, read
from nianbao.understanding.recognising import Setting

_TOO_LONG = "问题太长：请缩短到{limit}个字以内，一次问一件事。"
_EMPTY = "请输入问题，例如“某镇2018年收到多少件信息公开申请？”。"
_REPEATED = 1000
"""Of a question too long to answer, so much is given back."""


class Asks(Protocol):
    """What a conversation needs of a desk, or of what stands for one."""

    def ask(
        self,
        question: str,
        *,
        agency: str | None,
        year: int | None,
        conversation: Conversation | None,
        without: Collection[Slot],
    ) -> Answer: ...


class Conversation:
    """A thread of questions in which a later one may leave out what an earlier one named."""

    def __init__(self, desk: Asks, like: Conversation | None = None) -> None:
        """`like` is a conversation to begin where it stands."""
        self._desk = desk
        self.last: Question | None = None
        self.state = State()
        """What the reader remembers of the turns before."""
        self.generation = ""
        """The state of the index that `last` was understood with."""
        if like is not None:
            self.take(like)

    def take(self, other: Conversation) -> None:
        """Go on where another conversation stands."""
        self.last, self.state, self.generation = other.last, other.state, other.generation

    def ask(
        self, question: str, *, agency: str | None = None, year: int | None = None, without: Collection[Slot] = ()
    ) -> Answer:
        """Answer the next question of the thread; see `Desk.ask`. The slots `without` are left open: neither what
        earlier questions said of them counts, nor what this one says."""
        self.forget(*without)
        return self._desk.ask(question, agency=agency, year=year, conversation=self, without=without)

    def forget(self, *slots: Slot) -> None:
        """Drop what earlier questions said of `agency`, `year` or `metric`: the next one inherits it no more.

        Raises WrongCall for a slot of another name.
        """
        if unknown := [slot for slot in slots if slot not in SLOTS]:
            raise WrongCall(
                f"没有“{unknown[0]}”这一项，可以去掉的是：{'、'.join(SLOTS)}。",
                f"There is no slot {unknown[0]!r}; one can drop {', '.join(SLOTS)}.",
            )
        if self.last is not None and slots:
            self.last = forgotten(self.last, slots)
            self.state = state_of(self.last)


class Desk:
    """Answers questions over a library. Safe for concurrent use; conversations belong to one asker each."""

    def __init__(
        self,
        library: Library,
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
        self._sources = Sources(library, catalogue, settings, exists)
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
        self._sources.meanings.ready()
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
            answer = self._answered(question, agency, year, conversation, without)
        return replace(answer, elapsed_ms=round((time.perf_counter() - start) * 1000, 2))

    def _answered(
        self, text: str, agency: str | None, year: int | None, conversation: Conversation | None,
        without: Collection[Slot],
    ) -> Answer:  # fmt: skip
        """The answer to a text that may hold several questions: cut where it asks twice, if each part is answered."""
        cut, found = segments(text, soft=False), None
        if len(cut) > 1 and not without:
            found = self._parts(cut, agency, year, conversation)
            if all(a.status == "answered" for a in found[0]):
                return self._adopted(text, found, conversation)
        talk = Conversation(self, conversation)
        answer, sure = self._one(text, agency, year, talk, without)
        soft = segments(text, soft=True)
        if not without and len(soft) > 1 and soft != cut:  # the parts of the hard cut were answered above
            found = self._parts(soft, agency, year, conversation)
        if found is not None and (found[2] or not sure):
            good = sum(a.status == "answered" for a in found[0])
            if (good and good == len(found[0])) or (good and len(cut) > 1 and answer.status != "answered"):
                return self._adopted(text, found, conversation)
        if conversation is not None:
            conversation.take(talk)
        return answer

    def _parts(
        self, cut: Sequence[str], agency: str | None, year: int | None, conversation: Conversation | None
    ) -> tuple[list[Answer], Conversation, bool]:
        """Each part as a turn of a conversation that begins like the given one; whether the reader was sure of all."""
        talk = Conversation(self, conversation)
        found = [self._one(part, agency, year, talk, ()) for part in cut]
        return [answer for answer, _ in found], talk, all(sure for _, sure in found)

    def _adopted(
        self, text: str, found: tuple[list[Answer], Conversation, bool], conversation: Conversation | None
    ) -> Answer:
        if conversation is not None:
            conversation.take(found[1])
        return combined(text, found[0])

    def _one(
        self, text: str, agency: str | None, year: int | None, conversation: Conversation, without: Collection[Slot]
    ) -> tuple[Answer, bool]:
        """The answer to one question, and whether the trained reader was sure of it."""
        reading: Reading | None = None
        if agency is None and year is None and not without:
            setting, state = self._setting(conversation)
            reading = read(text, setting, self.catalogue, follows=state.last is not None)
            found = turn(text, reading, setting, self._sources, state)
            if found is not None:
                return self._told(text, found, conversation, reading.mentions.english), True
        before = self._before(conversation)
        chosen = Filter(agency=agency, year=year)
        asked = understand(text, self._sources, before=before, chosen=chosen, today=self._today(), leaving=without)
        answer = route(asked, self._sources)
        answer = unmet(reading, answer) if reading is not None else answer
        answer = _with_marks(answer, self._sources)
        if asked.english:
            answer = in_english(asked, answer, self._sources)
        answer = replace(answer, suggestions=answer.suggestions or suggestions(asked, answer, self._sources))
        answer = _told_apart(answer, asked, self._sources)
        if _keeps_thread(asked, answer, before):
            conversation.last = _with_talk(asked, before)
            conversation.state = following(conversation.state, asked, answer)
            conversation.generation = self.library.generation
        return answer, False

    def _setting(self, conversation: Conversation) -> tuple[Setting, State]:
        """What the reader reads a turn of the conversation with."""
        before, state = self._before(conversation), conversation.state
        if conversation.generation != self.library.generation:
            state = state_renewed(state, {agency.place for agency in self._sources.agencies.all})
        if state.last is None and before is not None:
            state = state_of(before)
        setting = Setting(
            agencies=self._sources.agencies, matcher=self._sources.matcher, today=self._today(),
            talked=before.talked or before.years if before else (), last=before.years if before else (),
            about=before.agencies if before else (), prefer=before.metric if before else None,
        )  # fmt: skip
        return setting, state

    def _told(self, text: str, found: Turn, conversation: Conversation, english: bool) -> Answer:
        """The reader's answer with marks and suggestions; the conversation goes on from it."""
        before = self._before(conversation)
        asked = question_of(text, found.query, found.answer, self._sources, before)
        if keeps_thread(found.query):
            conversation.state, conversation.last = found.state, asked
            conversation.generation = self.library.generation
        answer = _with_marks(found.answer, self._sources)
        if english and not of_words(found.query):
            answer = in_english(replace(asked, english=True), answer, self._sources)
        answer = replace(answer, suggestions=answer.suggestions or suggestions(asked, answer, self._sources))
        return _told_apart(answer, asked, self._sources)

    def _before(self, conversation: Conversation | None) -> Question | None:
        """The turn before; one of an older state of the index as this state sees it."""
        if conversation is None or conversation.last is None:
            return None
        if conversation.generation == self.library.generation:
            return conversation.last
        return renewed(conversation.last, self._sources.agencies.all)

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


def _with_talk(question: Question, before: Question | None) -> Question:
    """The question with the years talked about since its agencies and metric came up."""
    same = before is not None and before.agencies == question.agencies and before.metrics == question.metrics
    earlier = (before.talked or before.years) if before is not None and same else ()
    alike = before is not None and before.agencies == question.agencies and before.years == question.years
    beside = dict.fromkeys((*(before.metrics[:1] if before and alike else ()), *question.metrics[:1]))
    return replace(question, talked=tuple(sorted({*earlier, *question.years})), beside=tuple(beside))


def _told_apart(answer: Answer, question: Question, sources: Sources) -> Answer:
    """One of several agencies of a name is called with its county, in the answer and in the questions to ask next."""
    for agency in question.agencies:
        if agency.place != agency.name and sum(a.name == agency.name for a in sources.agencies.all) > 1:
            own = re.compile(rf"(?<![县区市旗州]){re.escape(agency.name)}(?=\d{{4}}年|[（:：收]|的报告)")
            asks = tuple(own.sub(agency.place, s) for s in answer.suggestions)
            answer = replace(answer, text=own.sub(agency.place, answer.text), suggestions=asks)
    return answer


def _keeps_thread(question: Question, answer: Answer, before: Question | None) -> bool:
    lost = answer.status != "answered" and before is not None and bool(before.metrics) and not question.metrics
    if lost and "agency" in question.inherited:
        return False  # nothing new was understood: what was talked about stays
    if answer.status == "ambiguous":  # the reply may name nothing but which one is meant
        return bool(question.candidates and question.metrics)
    return answer.status in ("answered", "not_stated", "no_report") and bool(question.agencies or question.metrics)
