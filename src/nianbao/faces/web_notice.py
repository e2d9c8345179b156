"""The notice that stands in place of the public parts while the page is switched off."""

import html
from typing import TYPE_CHECKING, Any

from nianbao.faces.web_parts import QUIET, static
from nianbao.faces.web_phrases import Phrases

if TYPE_CHECKING:
    from nianbao.serving.service import Service


def notice_html(notice: str | None, say: Phrases) -> str:
    """The notice, escaped; "" while the page is open."""
    if notice is None:
        return ""
    return (
        f'<div class="notice" role="status"><h2>{say("closed.title")}</h2>'
        f"<p>{html.escape(notice, quote=True)}</p></div>"
    )


def add(page: Any, service: "Service", say: Phrases) -> None:
    """Put it into the block that is open; it is looked up when the page is opened."""
    import gradio as gr

    closed = gr.HTML(elem_id="closed", apply_default_css=False, js_on_load=static("notice.js"))
    page.load(lambda: notice_html(service.switch.notice, say), None, closed, **QUIET)
