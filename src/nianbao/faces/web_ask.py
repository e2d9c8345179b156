"""The conversation: a question box, cards with answer and proof, the report beside them.

Annotations are evaluated here, see `web`.
"""

import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nianbao.errors import NianbaoError
from nianbao.faces.web_cards import fault_html, turn_html, welcome_html
from nianbao.faces.web_frame import panel_html
from nianbao.faces.web_parts import ALL, QUIET, agency_choices, static, visitor_of, year_choices
from nianbao.faces.web_phrases import Phrases
from nianbao.text.personal import veiled
from nianbao.wiring import SLOTS

if TYPE_CHECKING:
    from nianbao.serving.service import Service
    from nianbao.wiring import Conversation, Slot

LOG = logging.getLogger(__name__)

TURNS = 40
"""Turns kept on the page; older ones scroll out of memory."""
FORGET_SECONDS = 4 * 3600


@dataclass(slots=True, eq=False)
class Session:
    """One visitor's thread: what was said, and the cards that show it. Turns come one after the other."""

    conversation: "Conversation"
    turns: tuple[str, ...] = ()
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, turn: str) -> None:
        """Show one more turn."""
        self.turns = (*self.turns, turn)[-TURNS:]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as the page sends it: with the filters, and the slots its asker took away."""

    question: str
    agency: str = ALL
    year: str = ALL
    without: "tuple[Slot, ...]" = ()
    visitor: str = ""


class Thread:
    """Answers the questions of the page's visitors, each in their own session."""

    def __init__(self, service: "Service", say: Phrases) -> None:
        self._service = service
        self._say = say

    def ask(self, session: Session | None, wanted: Wanted) -> Session | None:
        """The session with one more turn, begun at the first question; white space asks nothing."""
        # JSON can spell half a character, which no answer could repeat in UTF-8.
        question = wanted.question.encode("utf-8", "replace").decode().strip()
        if not question:
            return session
        session = session or Session(self._service.desk.conversation())
        with session.lock:
            session.add(veiled(self._turn(session, question, wanted)))
        return session

    def shown(self, session: Session | None) -> str:
        """The conversation as HTML; before it begins, what can be asked."""
        if session and session.turns:
            return "\n".join(session.turns)
        desk = self._service.desk
        return welcome_html(desk.examples(6), desk.library.counts()["reports"], self._say)

    def _turn(self, session: Session, question: str, wanted: Wanted) -> str:
        """The card of the answer; a question that cannot be taken becomes a card as well."""
        agency = None if "agency" in wanted.without else wanted.agency or None
        year = int(wanted.year) if wanted.year.isdecimal() and "year" not in wanted.without else None
        try:
            answer = self._service.ask(
                session.conversation, question, wanted.visitor, agency=agency, year=year, without=wanted.without
            )
        except NianbaoError as error:
            return fault_html(question, error.en if self._say.lang == "en" else error.zh, self._say)
        # The framework would lose the turn and show nothing at all.
        except Exception:
            LOG.exception("a question could not be answered")
            return fault_html(question, self._say("refused.fault"), self._say)
        silent = answer.coverage.not_stated if answer.coverage else ()
        names = {
            card.id: f"{card.agency}{card.year or ''}"
            for card in self._service.desk.library.listed
            if card.id in silent
        }
        return turn_html(question, answer, self._say, names)


def add(page: Any, service: "Service", say: Phrases) -> None:
    """Put the conversation into the block that is open."""
    import gradio as gr

    session = gr.State(None, time_to_live=FORGET_SECONDS)
    with gr.Row(elem_id="house"):
        with gr.Column(elem_id="talk"):
            turns = gr.HTML(elem_id="turns", apply_default_css=False, js_on_load=static("page.js"))
            with gr.Column(elem_id="box"):
                with gr.Row(elem_id="line"):
                    question = _question_field(service.settings.max_question, say)
                    send = gr.Button(say("ask.send"), variant="primary", elem_id="send")
                with gr.Row(elem_id="filters"):
                    every = {"container": False, "value": ALL}
                    agency = gr.Dropdown(
                        [(say("all.agency"), ALL)], label=say("slot.agency"), elem_id="agency", **every
                    )
                    year = gr.Dropdown([(say("all.year"), ALL)], label=say("slot.year"), elem_id="year", **every)
                    clear = gr.Button(say("ask.clear"), size="sm", elem_id="clear")
        gr.HTML(panel_html(say), elem_id="panel", apply_default_css=False)
    thread = Thread(service, say)
    parts = _Parts(session, turns, question, send, agency, year, clear)
    _wire_asking(thread, parts)
    _wire_page(page, service, thread, parts, say)


def _question_field(longest: int, say: Phrases) -> Any:
    import gradio as gr

    return gr.Textbox(
        label=say("ask.question"),
        show_label=False,
        container=False,
        placeholder=say("ask.placeholder"),
        max_length=longest,
        lines=1,
        max_lines=4,
        elem_id="question",
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components of the conversation that events read or write."""

    session: Any
    turns: Any
    question: Any
    send: Any
    agency: Any
    year: Any
    clear: Any


def _wire_asking(thread: Thread, parts: _Parts) -> None:
    import gradio as gr

    def typed(
        request: gr.Request, session: Session | None, question: str, agency: str, year: str
    ) -> tuple[Session | None, str, str]:
        session = thread.ask(session, Wanted(question, agency, year, visitor=visitor_of(request)))
        return session, thread.shown(session), ""

    def pressed(
        event: gr.EventData, request: gr.Request, session: Session | None, agency: str, year: str
    ) -> tuple[Session | None, str]:
        without = tuple(slot for slot in SLOTS if slot == event._data.get("without"))
        question = str(event._data.get("question", ""))
        session = thread.ask(session, Wanted(question, agency, year, without, visitor_of(request)))
        return session, thread.shown(session)

    filters = [parts.agency, parts.year]
    gr.on(
        [parts.question.submit, parts.send.click],
        typed,
        [parts.session, parts.question, *filters],
        [parts.session, parts.turns, parts.question],
        js="(...given) => { window.nianbao?.pending?.(given[1]); return given; }",
        **QUIET,
    )
    parts.turns.click(pressed, [parts.session, *filters], [parts.session, parts.turns], **QUIET)


def _wire_page(page: Any, service: "Service", thread: Thread, parts: _Parts, say: Phrases) -> None:
    import gradio as gr

    def opened(request: gr.Request) -> tuple[Session | None, str, Any, Any]:
        # A shared link opens with its answer.
        session = thread.ask(None, Wanted(str(request.query_params.get("q", "")), visitor=visitor_of(request)))
        return (
            session,
            thread.shown(session),
            gr.Dropdown(agency_choices(service.desk, say), value=ALL),
            gr.Dropdown(year_choices(service.desk, say), value=ALL),
        )

    def cleared() -> tuple[None, str]:
        return None, thread.shown(None)

    page.load(opened, None, [parts.session, parts.turns, parts.agency, parts.year], **QUIET)
    parts.clear.click(cleared, None, [parts.session, parts.turns], **QUIET)
