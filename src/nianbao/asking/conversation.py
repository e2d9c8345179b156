"""A thread of questions in which a later one may leave out what an earlier one named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from nianbao.dialogue.state import State, forgotten
from nianbao.errors import WrongCall
from nianbao.model import Answer

Slot = Literal["agency", "year", "metric"]
SLOTS: tuple[Slot, ...] = get_args(Slot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the page has chosen: fills the slots that a question leaves open."""

    agency: str | None = None
    year: int | None = None


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
    """A thread of questions; it remembers what was asked about and which figures were shown."""

    def __init__(self, desk: Asks, like: Conversation | None = None) -> None:
        """`like` is a conversation to begin where it stands."""
        self._desk = desk
        self.state = State()
        """What is remembered of the turns before."""
        self.generation = ""
        """The state of the index that the last turn was understood with."""
        self.lang: Literal["zh", "en"] | None = None
        """The language of the answers; None is that of each question."""
        if like is not None:
            self.take(like)
            self.lang = like.lang

    def take(self, other: Conversation) -> None:
        """Go on where another conversation stands."""
        self.state, self.generation = other.state, other.generation

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
        self.state = forgotten(self.state, slots)
