"""Question sets: what is asked, in which conversation, and what a right answer must be."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol, cast, get_args

from nianbao.errors import WrongCall
from nianbao.evaluation.lines import Line, read_lines
from nianbao.model import Answer, Status

LOG = logging.getLogger(__name__)

Value = Decimal | bool | str
_STATUSES = get_args(Status)
_GOLD_KEYS = frozenset(
    ("status", "value", "unit", "agency", "year", "metric", "quote_contains", "answer_contains", "answer_excludes")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What must be true of a right answer; an empty tuple or None asks nothing.

    `statuses` and `values` list acceptable alternatives, `agencies` and `years` all reports the answer draws on.
    """

    statuses: tuple[Status, ...] = ()
    values: tuple[Value, ...] = ()
    unit: str | None = None
    agencies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    metric: str | None = None
    quote_contains: str | None = None
    answer_contains: tuple[str, ...] = ()
    answer_excludes: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """True when an answer is acceptable."""
        return "answered" in self.statuses or (not self.statuses and bool(self.values or self.quote_contains))

    @property
    def refusable(self) -> bool:
        """True when nothing but a refusal is acceptable."""
        return bool(self.statuses) and "answered" not in self.statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line of a question set; without `gold` it is an earlier turn of its conversation: asked, not scored."""

    id: str
    question: str
    conversation: str | None = None
    kind: str | None = None
    gold: Gold | None = None


class Talk(Protocol):
    """Something that keeps the thread of a conversation."""

    def ask(self, question: str, /) -> Answer:
        """The answer to the next turn."""


class Asked(Protocol):
    """What is asked: a desk, or a fake one."""

    def ask(self, question: str, /) -> Answer:
        """The answer to a question by itself."""

    def conversation(self) -> Talk:
        """A new conversation."""


def asker(desk: Asked) -> Callable[[str, str | None], Answer]:
    """A function of question and name of its conversation: turns of the same name share a thread."""
    talks: dict[str, Talk] = {}

    def ask(question: str, conversation: str | None) -> Answer:
        if conversation is None:
            return desk.ask(question)
        if conversation not in talks:
            talks[conversation] = desk.conversation()
        return talks[conversation].ask(question)

    return ask


def load_questions(path: Path) -> tuple[Question, ...]:
    """The question set of a file; raises WrongCall naming the line and the key that is wrong."""
    return parse_questions(read_lines(path))


def parse_questions(lines: tuple[Line, ...]) -> tuple[Question, ...]:
    """The same from lines; raises WrongCall also when no line has gold: there would be nothing to score."""
    questions = tuple(_question(line) for line in lines)
    if all(question.gold is None for question in questions):
        raise WrongCall(
            f"“{lines[0].file}”里没有一行带 gold，无从评分；只要回答请用 nianbao ask --batch。",
            f"No line of {lines[0].file!r} has gold: nothing to score; for answers use nianbao ask --batch.",
        )
    return questions


def _question(line: Line) -> Question:
    gold = line.inside("gold")
    return Question(
        id=line.name_or_none("id") or str(line.number),
        question=line.text("question"),
        conversation=line.name_or_none("conversation"),
        kind=line.text_or_none("type"),
        gold=None if gold is None else _gold(gold),
    )


def _gold(gold: Line) -> Gold:
    unknown = sorted(set(gold.entry) - _GOLD_KEYS)
    if unknown:
        # A misspelt key asks nothing, and every answer would pass unnoticed.
        LOG.warning("%s, line %d: keys of gold that are not scored: %s", gold.file, gold.number, ", ".join(unknown))
    statuses = gold.texts("status")
    if not set(statuses) <= set(_STATUSES):
        raise gold.wrong(f"的 status 只能是 {'、'.join(_STATUSES)}", f"'status' must be of {', '.join(_STATUSES)}")
    return Gold(
        statuses=cast(tuple[Status, ...], statuses),
        values=tuple(_value(gold, value) for value in gold.several("value")),
        unit=gold.text_or_none("unit"),
        agencies=gold.texts("agency"),
        years=gold.wholes("year"),
        metric=gold.text_or_none("metric"),
        quote_contains=gold.text_or_none("quote_contains"),
        answer_contains=gold.texts("answer_contains"),
        answer_excludes=gold.texts("answer_excludes"),
    )


def _value(gold: Line, value: object) -> Value:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    raise gold.wrong(
        "的 value 应为数、true/false、字符串或它们的列表", "'value' must be number, true/false, string or list"
    )
