"""The notice that stands in place of the public parts while the page is switched off."""

import html

from nianbao.faces.web_phrases import Phrases


def notice_html(notice: str | None, say: Phrases) -> str:
    """The notice, escaped; "" while the page is open."""
    if notice is None:
        return ""
    return (
        f'<div class="notice" role="status"><h2>{say("closed.title")}</h2>'
        f"<p>{html.escape(notice, quote=True)}</p></div>"
    )
