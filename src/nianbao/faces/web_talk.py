"""The page's conversation: what a visitor asks, turn by turn, and the cards that answer.

The browser keeps the conversation and sends what was asked before with every question. So nothing is lost by a reload
or a restart of the server, and a question that is sent twice is answered once.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from nianbao.errors import NianbaoError, TooMany
from nianbao.faces.web_cards import fault_html, turn_html
from nianbao.faces.web_phrases import Phrases
from nianbao.model import Answer
from nianbao.text.personal import veiled

if TYPE_CHECKING:
    from nianbao.serving.service import Service
    from nianbao.wiring import Conversation, Slot

LOG = logging.getLogger(__name__)

REMEMBERED = 12
"""Turns before a question that can matter to it."""
_KEPT = 1000
"""Conversations kept at hand; any other is asked again from its beginning, which nobody notices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question as the page sends it: with the filters, and the slots its asker took away."""

    question: str
    agency: str | None = None
    year: int | None = None
    without: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the page shows of a turn: `html` is its card, `said` the one sentence for a screen reader.

    `resolved` asks the same without anything before it, None where no single question does. `counts` is False for a
    question that was not taken: the turns after it know nothing of it.
    """

    html: str
    said: str
    resolved: str | None = None
    counts: bool = True


class Talk:
    """Answers the turns of all conversations of the page. Safe for threads."""

    def __init__(self, service: Service, say: Phrases) -> None:
        self._service = service
        self._say = say
        self._at_hand: OrderedDict[str, tuple[str, Conversation, Reply]] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, turn: Turn, before: Sequence[Turn], visitor: str, id: str = "") -> Reply:
        """The reply to a turn after those `before` it. One with the `id` of a turn already answered gets its reply.

        A question that cannot be taken is a reply as well. Raises TooMany: it can be sent again after a while.
        """
        before = tuple(before)[-REMEMBERED:]
        after = (*before, turn)[-REMEMBERED:]
        with self._lock:
            known = self._at_hand.get(_key(after))
        if known is not None and id and known[0] == id:
            return known[2]
        try:
            conversation = self._after(before)
            answer = self._service.ask(
                conversation, turn.question, visitor, agency=turn.agency, year=turn.year, without=turn.without
            )
            reply = self._reply(turn, before, answer)
        except TooMany:
            raise
        except NianbaoError as error:
            return self._fault(turn, error.say(self._say.lang))
        # The page shows what happened in place of an answer.
        except Exception:
            LOG.exception("a question could not be answered")
            return self._fault(turn, self._say("refused.fault"))
        self._keep(_key(after), (id, conversation, reply))
        return reply

    def answers(self, turns: Sequence[Turn]) -> list[Answer]:
        """The answers of a whole conversation, asked again. Errors: those of asking."""
        conversation = self._service.desk.conversation()
        return [
            conversation.ask(turn.question, agency=turn.agency, year=turn.year, without=turn.without) for turn in turns
        ]

    def _after(self, before: Sequence[Turn]) -> Conversation:
        """A conversation that stands after these turns; this caller's alone."""
        if before:
            with self._lock:
                known = self._at_hand.pop(_key(before), None)
            if known is not None:
                return known[1]
        conversation = self._service.desk.conversation()
        for turn in before:
            conversation.ask(turn.question, agency=turn.agency, year=turn.year, without=turn.without)
        return conversation

    def _keep(self, key: str, made: tuple[str, Conversation, Reply]) -> None:
        with self._lock:
            self._at_hand[key] = made
            self._at_hand.move_to_end(key)
            while len(self._at_hand) > _KEPT:
                self._at_hand.popitem(last=False)

    def _fault(self, turn: Turn, sentence: str) -> Reply:
        return Reply(html=fault_html(turn.question, sentence, self._say), said=sentence, counts=False)

    def _reply(self, turn: Turn, before: Sequence[Turn], answer: Answer) -> Reply:
        silent = answer.coverage.not_stated if answer.coverage else ()
        library = self._service.desk.library
        cards = library.listed if silent else ()
        names = {card.id: f"{card.agency}{card.year or ''}" for card in cards if card.id in silent}
        resolved = self._resolved(turn, before, answer)
        asked = [resolved] if resolved is not None else [*(each.question for each in before), turn.question]
        # A question whose asker took something away is shown as what it has become.
        shown = (answer.understood.read_back or composed(answer, self._say)) if turn.without else turn.question
        link = f"?{urlencode([('q', question) for question in asked])}"
        card = turn_html(
            shown or turn.question, answer, self._say, names, link=link, reports=library.report
        )
        return Reply(html=veiled(card), said=veiled(answer.text), resolved=resolved)

    def _resolved(self, turn: Turn, before: Sequence[Turn], answer: Answer) -> str | None:
        """One question that gets this answer from anybody; it has been asked to make sure."""
        alone = not (before or turn.without or turn.agency or turn.year)
        if alone:
            return turn.question
        for wanted in dict.fromkeys((turn.question, answer.understood.read_back, composed(answer, self._say))):
            if wanted and _same(self._service.desk.conversation().ask(wanted), answer):
                return wanted
        return None


def composed(answer: Answer, say: Phrases) -> str | None:
    """Agency, years and figure as one question; None when no figure is asked for."""
    seen = answer.understood
    if not seen.label:
        return None
    years = "、".join(say("asked.year", year=year) for year in seen.years)
    return say("asked.figure", agency="、".join(seen.agencies), year=years, label=seen.label).strip()


def _same(one: Answer, other: Answer) -> bool:
    """True when both answers claim the same of the same reports."""
    return (one.status, one.value, one.unit, one.understood.agencies, one.understood.years, _ids(one)) == (
        other.status, other.value, other.unit, other.understood.agencies, other.understood.years, _ids(other),
    )  # fmt: skip


def _ids(answer: Answer) -> list[tuple[object, ...]]:
    return [(cited.report, cited.start, cited.end) for cited in answer.citations]


def _key(turns: Sequence[Turn]) -> str:
    told = [(turn.question, turn.agency, turn.year, turn.without) for turn in turns]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()
