"""What stands around the tabs: the head of the page with its navigation, the panel for reports, the foot. Pure."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

from nianbao.faces.web_phrases import Phrases

TABS = ("ask", "browse", "compare", "check", "staff")
"""The parts of the page, in the order they are offered; each is the column `tab-NAME`."""
_TOLD = (
    "copied",
    "ask.wait",
    "lost",
    "again",
    "judge.thanks",
    "judge.failed",
    "panel",
    "view.lost",
    "view.again",
    "view.drop",
)
"""What the scripts of the page say."""


def head_html(say: Phrases, tabs: Sequence[str]) -> str:
    """For `<head>`.

    The style sheet is linked: gradio would put its own container before each selector of a `css=` text. The script
    comes before the body, so that large type and the tab asked for are there at the first paint.
    """
    told = {
        "lang": "en" if say.lang == "en" else "zh-CN", "up": say.up, "tabs": list(tabs),
        "words": {key: say(key) for key in _TOLD},
    }  # fmt: skip
    script = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<title>{say("name")}</title><meta name="referrer" content="no-referrer">'
        f'<meta name="description" content="{html.escape(say("ask.about"))}">'
        f'<link rel="icon" href="{say.up}ui/icon.svg"><link rel="stylesheet" href="{say.up}ui/page.css">'
        f'<link rel="stylesheet" href="{say.up}ui/tables.css">'
        f'<link rel="stylesheet" href="{say.up}ui/work.css">'
        f"<script>window.nianbao = {script};</script>"
        f'<script src="{say.up}ui/early.js"></script><script src="{say.up}ui/views.js"></script>'
    )


def header_html(say: Phrases, tabs: Sequence[str], reports: int, agencies: int, years: Sequence[int]) -> str:
    """The top line: name, parts of the page, extent of the index, large type and the other language."""
    span = ""
    if years:
        first_last = dict.fromkeys((min(years), max(years)))
        span = say("extent.years", years="–".join(map(str, first_last)))
    links = "".join(f'<a href="#{tab}" data-tab="{tab}">{say(f"tab.{tab}")}</a>' for tab in tabs)
    other = "en/" if say.lang == "zh" else say.up
    extent = say("extent", agencies=agencies, reports=reports, years=span)
    return (
        f'<a class="skip" href="#tab-ask">{say("skip")}</a>'
        f'<header class="top"><h1 class="logo">{say("logo")}</h1><nav aria-label="{say("tabs")}">{links}</nav>'
        f'<p class="extent">{extent}</p><div class="ways">'
        f'<button type="button" id="nb-large" aria-pressed="false">{say("large")}</button>'
        f'<a id="nb-lang" href="{other}" lang="{"en" if say.lang == "zh" else "zh-CN"}" '
        f'aria-label="{say("language.name")}">{say("language")}</a></div></header>'
    )


def panel_html(say: Phrases) -> str:
    """Where the report opens beside the conversation; and what a screen reader is told of a new answer."""
    return (
        f'<aside id="nb-panel" aria-label="{say("panel")}"><div class="head"><b id="nb-panel-title">{say("panel")}</b>'
        f'<a id="nb-panel-out" target="_blank" hidden>{say("panel.out")}</a>'
        f'<button type="button" id="nb-panel-close" hidden>{say("panel.close")}</button></div>'
        f'<p class="idle" id="nb-panel-idle">{say("panel.idle")}</p>'
        f'<iframe id="nb-panel-frame" title="{say("panel")}" hidden></iframe></aside>'
        '<div id="nb-said" class="hush" role="status" aria-live="polite"></div>'
    )


def foot_html(say: Phrases) -> str:
    """The last line of the page."""
    data = f"{say.up}api/figures?format=xlsx"
    return (
        f'<div class="foot"><p>{say("foot")}</p><p><a href="{data}" download>{say("foot.data")}</a>'
        f'<a href="{say.up}docs">{say("foot.api")}</a></p></div>'
    )
