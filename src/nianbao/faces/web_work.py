"""What the parts for checking and for staff share: their words for scripts, the place to choose or drop files. Pure."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

from nianbao.faces.web_phrases import Phrases
from nianbao.faces.web_phrases_work import TOLD, WORK
from nianbao.serving.checkups import MOST_FILES

if TYPE_CHECKING:
    from nianbao.settings import Settings


def started(script: str) -> str:
    """The `js_on_load` of a part whose behaviour is the module `script` in `static/`."""
    return (
        f"import(new URL(`${{window.nianbao.up}}ui/{script}`, document.baseURI).href).then((it) => it.start(element));"
    )


def told(say: Phrases, settings: Settings) -> str:
    """Attributes that tell a part's script its words and the limits of uploads."""
    words = {key: say(key) for key in WORK if key.startswith(TOLD)}
    words |= {f"status.{status}": say.status(status) for status in ("not_stated", "no_report", "out_of_scope")}
    return (
        f'data-words="{html.escape(json.dumps(words, ensure_ascii=False), quote=True)}" '
        f'data-most="{MOST_FILES}" data-mb="{settings.max_file_mb}"'
    )


def pick_html(id: str, label: str, say: Phrases, settings: Settings) -> str:
    """A field for files that can be dropped on, named `label`, with a place for its progress and one for a fault."""
    kinds = say("files.kinds", most=MOST_FILES, mb=settings.max_file_mb)
    return (
        f'<label class="pick"><input type="file" id="{id}" multiple aria-label="{label}" aria-describedby="{id}-kinds">'
        f'<span><b>{say("files.choose")}</b>{say("files.drop")}</span><small id="{id}-kinds">{kinds}</small></label>'
        f'<div class="going" role="status"></div><p class="fault" role="alert"></p>'
    )
