"""A conversation as HTML: what was understood, the number, the sentence, the proof. Pure, and everything escaped.

Report text is untrusted: each value passes through `_e` or `highlight_html`. Buttons carry their question in
`data-ask` (with `data-without` the slot to leave out), links to the text carry `data-panel`; the scripts in `static/`
give them their meaning.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from nianbao.faces.render import plain_number
from nianbao.faces.web_charts import chart_html
from nianbao.faces.web_phrases import ZH, Phrases
from nianbao.faces.web_proofs import Reports, proofs_html
from nianbao.model import Answer, Warning

_VERDICT = re.compile(r"(?:^|）)(是的|不是|没有全部办完|没有|Yes|No)(?=[，：.])")
"""How an answer to a yes-no question opens: "no" to 是不是100件 is 不是, not 没有."""

_DRAWN = {
    "rank": re.compile(r"([^。\n]{1,300})。(?=.)"),
    "breakdown": re.compile(r"([^。\n]{0,200}?\d[^，。；\n]{0,40})[，；。](?=.)"),
}
"""Operations whose rows are drawn, so that the text need not say them again: how far it is shown."""
NAMED = 4
"""Agencies named in a chip."""
REASONS = ("wrong", "other", "missed", "unclear")
"""What may be wrong with an answer."""


def turn_html(
    question: str,
    answer: Answer,
    say: Phrases = ZH,
    names: Mapping[str, str] | None = None,
    *,
    link: str | None = None,
    reports: Reports = lambda id: None,
) -> str:
    """One question and its answer. `names` says what to call the reports that do not state a figure, by id; `link` is
    the query of the address that asks the same again; `reports` finds a report, for citations of tables."""
    kind = "answered" if answer.status == "answered" else f"refused {answer.status}"
    parts = (
        _chips(question, answer, say),
        _headline(answer, say),
        chart_html(answer, say),
        _formula(answer, say),
        proofs_html(answer, say, reports),
        _warnings(answer.warnings, say),
        _coverage(answer, say, names or {}),
        _buttons(say("choose"), answer.choices, "choice"),
        _buttons(say("next"), answer.suggestions, "suggestion"),
        _tools(question, say, f"?{urlencode({'q': question})}" if link is None else link),
    )
    card = f'<section class="card {kind}" aria-label="{say("ask.answer")}">{"".join(parts)}</section>'
    return f'<article class="turn">{asked_html(question, say)}{card}</article>'


def asked_html(question: str, say: Phrases = ZH) -> str:
    """The asker's own words."""
    return f'<div class="asked"><span class="hush">{say("ask.asked")}</span>{_e(question)}</div>'


def fault_html(question: str, sentence: str, say: Phrases = ZH) -> str:
    """A question that could not be taken, with the sentence that says what to change."""
    return (
        f'<article class="turn">{asked_html(question, say)}<section class="card refused fault" role="alert">'
        f'<p class="says"><b class="badge">{say("refused")}</b>{_e(sentence)}</p></section></article>'
    )


def welcome_html(examples: Sequence[str], reports: int, say: Phrases = ZH) -> str:
    """What is shown before the first question."""
    if not reports:
        return f'<div class="welcome"><h2>{say("ask.empty")}</h2><p>{say("ask.fill")}</p></div>'
    return (
        f'<div class="welcome"><h2>{say("ask.title")}</h2><p>{say("ask.about")}</p>'
        f"{_buttons(say('ask.try'), examples, 'suggestion')}</div>"
    )


# --- the parts of a card --------------------------------------------------------------------------------------------


def _chips(question: str, answer: Answer, say: Phrases) -> str:
    seen = answer.understood
    more = say("and_more", n=len(seen.agencies)) if len(seen.agencies) > NAMED else ""
    slots = (
        ("agency", "、".join(seen.agencies[:NAMED]) + more, ("agency", "agencies")),
        ("year", "、".join(map(str, seen.years)), ("year", "years")),
        ("metric", seen.label or "", ("metric", "label")),
    )
    chips = "".join(
        f"<li>{say(f'slot.{slot}')} <b>{_e(value)}</b>"
        f"{'<i>' + say('inherited') + '</i>' if set(keys) & set(seen.inherited) else ''}"
        f'<button type="button" class="drop" data-ask="{_e(question)}" data-without="{slot}" '
        f'aria-label="{_e(say("drop", slot=say(f"slot.{slot}"), value=value))}">×</button></li>'
        for slot, value, keys in slots
        if value
    )
    return f'<ul class="chips" aria-label="{say("understood")}">{chips}</ul>' if chips else ""


def _headline(answer: Answer, say: Phrases) -> str:
    if answer.status != "answered":
        return f'<p class="says"><b class="badge">{say.status(answer.status)}</b>{_e(answer.text)}</p>'
    says = _says(answer, say)
    shown = _shown_value(answer, say)
    if shown is None:
        return says
    unit = answer.unit if isinstance(answer.value, Decimal) and answer.unit else ""
    size = " long" if len(shown) > 9 else ""
    return (
        f'<p class="big{size}"><strong class="value">{_e(shown)}</strong><span class="unit">{_e(unit)}</span></p>{says}'
    )


def _says(answer: Answer, say: Phrases) -> str:
    """The sentence. Of a text that goes on with what is drawn below it, the rest unfolds."""
    drawn = _DRAWN.get(answer.understood.operation)
    lead = drawn.match(answer.text) if drawn else None
    if lead is None:
        return f'<p class="says">{_e(answer.text)}</p>'
    first, rest = lead[1] + ("." if say.lang == "en" else "。"), answer.text[lead.end() :]
    whole = f'<details class="more whole"><summary>{say("text.whole")}</summary><p>{_e(rest)}</p></details>'
    return f'<p class="says">{_e(first)}</p>{whole}'


def _shown_value(answer: Answer, say: Phrases) -> str | None:
    value = answer.value
    if isinstance(value, bool):
        said = _VERDICT.search(answer.text)
        return said[1] if said else say("yes" if value else "no")
    if not isinstance(value, Decimal):
        return value
    if answer.computed is not None:
        return plain_number(value)
    # A stated number that is not exact in the report is not exact here.
    vague = (figure.qualifier for figure in answer.figures if figure.value == value)
    return next((say(each) for each in vague if each in ("about", "at_least", "less_than")), "") + plain_number(value)


def _formula(answer: Answer, say: Phrases) -> str:
    computed = answer.computed
    if computed is None:
        return ""
    worked = f"{computed.formula} = {plain_number(computed.value)} {computed.unit or ''}"
    return f'<p class="formula"><code>{_e(worked)}</code>{say("formula")}</p>'


def _warnings(warnings: Sequence[Warning], say: Phrases) -> str:
    items = "".join(f"<li>{_e(warning.text)}</li>" for warning in warnings)
    return f'<ul class="warnings" aria-label="{say("mind")}">{items}</ul>' if items else ""


def _coverage(answer: Answer, say: Phrases, names: Mapping[str, str]) -> str:
    coverage = answer.coverage
    if coverage is None or coverage.reports < 2:
        return ""
    said = f'<p class="note">{_e(say("coverage", reports=coverage.reports, stated=coverage.stated))}</p>'
    silent = [names[report] for report in coverage.not_stated if report in names]
    if not silent:
        return said
    return (
        f'{said}<details class="more silent"><summary>{say("silent", n=len(silent))}</summary>'
        f"<p>{_e('、'.join(silent))}</p></details>"
    )


def _buttons(label: str, questions: Sequence[str], kind: str) -> str:
    if not questions:
        return ""
    buttons = "".join(
        f'<button type="button" class="{kind}" data-ask="{_e(question)}">{_e(question)}</button>'
        for question in questions
    )
    return f'<div class="asks" role="group" aria-label="{label}"><span class="label">{label}</span>{buttons}</div>'


def _tools(question: str, say: Phrases, link: str) -> str:
    """A link to share, and what the reader thinks of the answer."""
    reasons = "".join(
        f'<label><input type="radio" name="reason" value="{reason}"{" checked" * (reason == "wrong")}>'
        f"{say(f'judge.{reason}')}</label>"
        for reason in REASONS
    )
    return (
        f'<div class="tools" data-question="{_e(question)}">'
        f'<button type="button" class="share" data-share="{_e(link)}">{say("share")}</button>'
        f'<span class="judge" role="group" aria-label="{say("judge")}">'
        f'<span class="thanks" role="status"></span>'
        f'<button type="button" data-judge="yes" aria-pressed="false">{say("useful")}</button>'
        f'<button type="button" data-judge="no" aria-pressed="false">{say("useless")}</button></span>'
        f'<form class="why" hidden><fieldset><legend>{say("judge.why")}</legend>{reasons}</fieldset>'
        f'<label class="words">{say("judge.words")}<textarea name="words" rows="2" maxlength="300"></textarea></label>'
        f'<button type="submit">{say("judge.send")}</button></form></div>'
    )


def _e(text: str) -> str:
    return html.escape(text, quote=True)
