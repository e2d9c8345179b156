"""核对: files are chosen or dropped, and what the check finds is shown. They go straight to `POST /api/check`, by a
field of our own: gradio's keeps copies."""

from typing import TYPE_CHECKING

from nianbao.faces.web_phrases import Phrases
from nianbao.faces.web_work import pick_html, started, told

if TYPE_CHECKING:
    from nianbao.serving.service import Service
    from nianbao.settings import Settings


def check_html(settings: "Settings", staffed: bool, say: Phrases) -> str:
    """The part before a file is chosen; `staffed` lets its script ask whether a member of staff is signed in."""
    return (
        f'<div id="nb-check" class="work" {told(say, settings)}{" data-staffed" * staffed}>'
        f'<section class="sheet"><h2>{say("check.title")}</h2><p>{say("check.about")}</p>'
        f"{pick_html('nb-check-files', say('check.files'), say, settings)}</section>"
        f'<div class="found"></div></div>'
    )


def add(service: "Service", say: Phrases) -> None:
    """Put it into the column that is open."""
    import gradio as gr

    shown = check_html(service.settings, service.operations is not None, say)
    gr.HTML(shown, elem_id="checking", apply_default_css=False, js_on_load=started("check.js"))
