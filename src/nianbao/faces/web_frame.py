"""What stands around the tabs: the head of the page with its navigation, the panel for reports, the foot. Pure."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

from nianbao.faces.web_phrases import Phrases

_SCRIPTS = ("frame", "keeping", "panel", "card", "asking", "views", "filters")
"""Of the page, in the order they run."""
TABS = ("ask", "browse", "compare", "check", "staff")
"""The parts of the page, in the order they are offered; each is the column `tab-NAME`."""
_TOLD = (
    "copied",
    "ask.wait",
    "ask.queued",
    "ask.busy",
    "lost",
    "lost.trying",
    "again",
    "kept.not",
    "kept.damaged",
    "kept.offer",
    "kept.none",
    "saved.name",
    "save.failed",
    "printed",
    "closed.title",
    "judge.thanks",
    "judge.failed",
    "panel",
    "view.lost",
    "view.again",
    "view.drop",
)
"""What the scripts of the page say."""


def sheets_html(say: Phrases) -> str:
    """Our style sheets. Gradio is given them as well: they come after its own then, and have the last word."""
    return "".join(f'<link rel="stylesheet" href="{say.up}ui/{name}.css">' for name in ("page", "tables", "work"))


def head_html(say: Phrases, tabs: Sequence[str], title: str) -> str:
    """What stands in `<head>`. `early.js` comes before the body, so that large type and the tab asked for are there at
    the first paint; everything else waits until the page is read."""
    told = {
        "lang": "en" if say.lang == "en" else "zh-CN", "up": say.up, "tabs": list(tabs),
        "words": {key: say(key) for key in _TOLD},
    }  # fmt: skip
    script = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    about = html.escape(say("ask.about"))
    scripts = "".join(f'<script defer src="{say.up}ui/{name}.js"></script>' for name in _SCRIPTS)
    return (
        f'<meta charset="utf-8"><base href="./"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title>"
        f'<meta name="referrer" content="no-referrer"><meta name="description" content="{about}">'
        f'<meta property="og:title" content="{html.escape(title)}"><meta property="og:type" content="website">'
        f'<meta property="og:description" content="{about}">'
        f'<link rel="icon" href="{say.up}ui/icon.svg">{sheets_html(say)}<script>window.nianbao = {script};</script>'
        f'<script src="{say.up}ui/early.js"></script>{scripts}'
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


def ask_html(say: Phrases, longest: int, years: Sequence[int], asked: Sequence[str]) -> str:
    """The question box: a form that asks without any script as well, and goes on from the questions `asked`."""
    before = "".join(f'<input type="hidden" name="q" value="{html.escape(question)}">' for question in asked)
    choices = "".join(f'<option value="{year}">{say("year", year=year)}</option>' for year in years)
    return (
        f'<div id="box"><form id="line" action="./" method="get">{before}<div id="question">'
        f'<textarea name="q" rows="1" maxlength="{longest}" required aria-label="{say("ask.question")}" '
        f'placeholder="{say("ask.placeholder")}" autocomplete="off"></textarea></div>'
        f'<button id="send" type="submit">{say("ask.send")}</button></form>'
        f'<div id="filters"><details id="agency" class="nb-picker" data-name="agency"><summary>'
        f'<span class="hush">{say("slot.agency")}</span><b data-shown data-none="{say("all.agency")}">'
        f'{say("all.agency")}</b></summary><div class="nb-pick"><input type="search" data-find '
        f'aria-label="{say("view.find")}" placeholder="{say("view.find")}" autocomplete="off">'
        f'<button type="button" class="every" data-place="">{say("all.agency")}</button>'
        f'<div class="nb-pick-tree"></div></div></details>'
        f'<select id="year" aria-label="{say("slot.year")}"><option value="">{say("all.year")}</option>{choices}'
        f'</select>'
        f'<details id="keep"><summary>{say("keep")}</summary><div class="menu">'
        f'<button type="button" data-keep="link">{say("keep.link")}</button>'
        f'<button type="button" data-keep="md">{say("keep.md")}</button>'
        f'<button type="button" data-keep="docx">{say("keep.docx")}</button>'
        f'<button type="button" data-keep="print">{say("keep.print")}</button></div></details>'
        f'<button id="clear" type="button">{say("ask.clear")}</button></div></div>'
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
