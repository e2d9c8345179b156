"""The page: a conversation with the reports, at "/" beside the API. The only importer of gradio, and only when mounted.

Annotations are evaluated here (no `from __future__ import annotations`): gradio reads those of its handlers,
and `gr` is a name inside functions.
"""

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nianbao.errors import NianbaoError
from nianbao.faces.web_cards import fault_html, header_html, turn_html, welcome_html
from nianbao.settings import Settings

if TYPE_CHECKING:
    import gradio
    from fastapi import FastAPI

    from nianbao.asking.desk import Conversation
    from nianbao.wiring import AnyDesk

STATIC = Path(__file__).parent / "static"
AT_ONCE = 32
"""Questions of the page worked on at one moment (gradio's own default is one)."""
TURNS = 40
"""Turns kept on the page; older ones scroll out of memory."""
FORGET_SECONDS = 4 * 3600
ALL = ""
SANS = ("PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "sans-serif")
# The style sheet is linked: gradio would put its own container before each selector of a `css=` text.
HEAD = """<title>年报问答</title><meta name="referrer" content="no-referrer">
<link rel="icon" href="ui/icon.svg"><link rel="stylesheet" href="ui/page.css">
<script>document.documentElement.lang = "zh-CN"</script>"""


@dataclass(slots=True, eq=False)
class Session:
    """One visitor's thread: what was said, and the cards that show it. Turns come one after the other."""

    conversation: "Conversation"
    turns: tuple[str, ...] = ()
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, question: str, agency: str | None, year: int | None) -> None:
        """Answer and remember; a question that cannot be taken becomes a card as well."""
        with self.lock:
            try:
                card = turn_html(question, self.conversation.ask(question, agency=agency, year=year))
            except NianbaoError as error:
                card = fault_html(question, error.zh)
            self.turns = (*self.turns, card)[-TURNS:]


def mount(app: "FastAPI", desk: "AnyDesk", settings: Settings) -> "FastAPI":
    """Mount the page at "/" of `app`; routes that `app` already has win. Sends nothing to anyone but its reader."""
    # Gradio reads these when it is imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import gradio as gr

    page = _page(desk, settings)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        enable_monitoring=False,
        mcp_server=False,
        max_file_size=1,
        theme=gr.themes.Base(font=list(SANS), font_mono=["ui-monospace", "monospace"]),
        head=HEAD,
    )
    return mounted


def _page(desk: "AnyDesk", settings: Settings) -> "gradio.Blocks":
    import gradio as gr

    with gr.Blocks(title="年报问答", analytics_enabled=False, fill_width=True) as page:
        session = gr.State(None, time_to_live=FORGET_SECONDS)
        header = gr.HTML(elem_id="top", apply_default_css=False)
        with gr.Row(elem_id="house"):
            with gr.Column(elem_id="talk"):
                turns = gr.HTML(elem_id="turns", apply_default_css=False, js_on_load=_static("page.js"))
                with gr.Column(elem_id="box"):
                    with gr.Row(elem_id="line"):
                        question = _question_field(settings.max_question)
                        send = gr.Button("问", variant="primary", elem_id="send")
                    with gr.Row(elem_id="filters"):
                        agency = gr.Dropdown(
                            _choices("机关"), value=ALL, label="机关", container=False, elem_id="agency"
                        )
                        year = gr.Dropdown(_choices("年份"), value=ALL, label="年份", container=False, elem_id="year")
                        clear = gr.Button("清空对话", size="sm", elem_id="clear")
            gr.HTML(_static("panel.html"), elem_id="panel", apply_default_css=False)
        parts = _Parts(session, header, turns, question, send, agency, year, clear)
        _wire_asking(desk, parts)
        _wire_page(desk, page, parts)
    blocks: gradio.Blocks = page
    return blocks


def _question_field(longest: int) -> Any:
    import gradio as gr

    return gr.Textbox(
        label="问题",
        show_label=False,
        container=False,
        placeholder="例如：哪个镇收到申请最多",
        max_length=longest,
        lines=1,
        max_lines=4,
        elem_id="question",
    )


def _choices(what: str, *named: tuple[str, str]) -> list[tuple[str, str]]:
    return [(f"全部{what}", ALL), *named]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components of the page that events read or write."""

    session: Any
    header: Any
    turns: Any
    question: Any
    send: Any
    agency: Any
    year: Any
    clear: Any


_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": AT_ONCE}


def _wire_asking(desk: "AnyDesk", parts: _Parts) -> None:
    import gradio as gr

    def typed(session: Session | None, question: str, agency: str, year: str) -> tuple[Session | None, str, str]:
        session = _answer(desk, session, question, agency, year)
        return session, _shown(desk, session), ""

    def pressed(event: gr.EventData, session: Session | None, agency: str, year: str) -> tuple[Session | None, str]:
        session = _answer(desk, session, str(event._data.get("question", "")), agency, year)
        return session, _shown(desk, session)

    filters = [parts.agency, parts.year]
    gr.on(
        [parts.question.submit, parts.send.click],
        typed,
        [parts.session, parts.question, *filters],
        [parts.session, parts.turns, parts.question],
        js="(...given) => { window.nianbao?.pending(given[1]); return given; }",
        **_QUIET,
    )
    parts.turns.click(pressed, [parts.session, *filters], [parts.session, parts.turns], **_QUIET)


def _wire_page(desk: "AnyDesk", page: Any, parts: _Parts) -> None:
    import gradio as gr

    def opened() -> tuple[str, str, Any, Any]:
        cards = desk.library.cards
        agencies = sorted({card.agency for card in cards if card.agency})
        years = sorted({card.year for card in cards if card.year is not None}, reverse=True)
        return (
            header_html(len(cards), len(agencies), years),
            _shown(desk, None),
            gr.Dropdown(_choices("机关", *((agency, agency) for agency in agencies)), value=ALL),
            gr.Dropdown(_choices("年份", *((f"{year} 年", str(year)) for year in years)), value=ALL),
        )

    def cleared() -> tuple[None, str]:
        return None, _shown(desk, None)

    page.load(opened, None, [parts.header, parts.turns, parts.agency, parts.year], **_QUIET)
    parts.clear.click(cleared, None, [parts.session, parts.turns], **_QUIET)


def _answer(desk: "AnyDesk", session: Session | None, question: str, agency: str, year: str) -> Session | None:
    """Ask in the visitor's thread, begun at the first question; white space asks nothing."""
    # JSON can spell half a character, which no answer could repeat in UTF-8.
    question = question.encode("utf-8", "replace").decode().strip()
    if not question:
        return session
    session = session or Session(desk.conversation())
    session.ask(question, agency or None, int(year) if year else None)
    return session


def _shown(desk: "AnyDesk", session: Session | None) -> str:
    if session and session.turns:
        return "\n".join(session.turns)
    return welcome_html(desk.examples(6), desk.library.counts()["reports"])


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
