"""A conversation as HTML: what was understood, the number, the sentence, the proof. Pure, and everything escaped.

Report text is untrusted: each value passes through `_e` or `highlight_html`. Buttons carry their question in
`data-ask`, links to the text carry `data-panel`; `static/page.js` gives both their meaning.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from decimal import Decimal

from nianbao.faces.render import STATUS_ZH, citation_url, highlight_html, plain_number
from nianbao.faces.web_charts import VAGUE, chart_html
from nianbao.model import Answer, Citation, Figure, Span, Warning

SHOWN = 3
"""Citations shown at once; the others unfold."""
NAMED = 4
"""Agencies named in a chip."""


def turn_html(question: str, answer: Answer) -> str:
    """One question and its answer."""
    kind = "answered" if answer.status == "answered" else f"refused {answer.status}"
    parts = (
        _chips(answer),
        _headline(answer),
        chart_html(answer),
        _formula(answer),
        _proofs(answer),
        _warnings(answer.warnings),
        _coverage(answer),
        _buttons("请选一个", answer.choices, "choice"),
        _buttons("接着问", answer.suggestions, "suggestion"),
    )
    card = f'<section class="card {kind}" aria-label="回答">{"".join(parts)}</section>'
    return f'<article class="turn">{asked_html(question)}{card}</article>'


def asked_html(question: str) -> str:
    """The asker's own words."""
    return f'<div class="asked"><span class="hush">问：</span>{_e(question)}</div>'


def fault_html(question: str, sentence: str) -> str:
    """A question that could not be taken, with the sentence that says what to change."""
    return (
        f'<article class="turn">{asked_html(question)}<section class="card refused fault" role="alert">'
        f'<p class="says"><b class="badge">没有处理</b>{_e(sentence)}</p></section></article>'
    )


def welcome_html(examples: Sequence[str], reports: int) -> str:
    """What is shown before the first question."""
    if not reports:
        return (
            '<div class="welcome"><h2>还没有收录年报</h2><p>请管理员运行 <code>nianbao index 报告所在文件夹</code>，'
            "再刷新这一页。</p></div>"
        )
    return (
        '<div class="welcome"><h2>年报里写了什么，问一句就知道</h2>'
        "<p>答案只来自收录的政府信息公开年度报告：给出报告写明的数字，并附上写着它的那句原文；报告没有写的，如实说没有写。</p>"
        f"{_buttons('可以这样问', examples, 'suggestion')}</div>"
    )


def header_html(reports: int, agencies: int, years: Sequence[int]) -> str:
    """The top line: name, extent of the index, ways into the data."""
    first_last = dict.fromkeys((min(years), max(years))) if years else {}
    span = f" · {'–'.join(map(str, first_last))} 年" if years else ""
    return (
        '<div class="top"><h1 class="logo">年报<i>问答</i></h1>'
        f'<p class="extent">已收录 {agencies} 个机关{span} · {reports} 份年报</p>'
        '<nav aria-label="数据"><a href="api/figures?format=xlsx" download>下载数据表</a>'
        '<a href="docs">接口</a></nav></div>'
    )


# --- the parts of a card --------------------------------------------------------------------------------------------


def _chips(answer: Answer) -> str:
    seen = answer.understood
    more = f" 等 {len(seen.agencies)} 个" if len(seen.agencies) > NAMED else ""
    slots = (
        ("机构", "、".join(seen.agencies[:NAMED]) + more, ("agency", "agencies")),
        ("年份", "、".join(map(str, seen.years)), ("year", "years")),
        ("指标", seen.label or "", ("metric", "label")),
    )
    chips = "".join(
        f"<li>{name} <b>{_e(value)}</b>{'<i>沿用</i>' if set(keys) & set(seen.inherited) else ''}</li>"
        for name, value, keys in slots
        if value
    )
    return f'<ul class="chips" aria-label="对问题的理解">{chips}</ul>' if chips else ""


def _headline(answer: Answer) -> str:
    if answer.status != "answered":
        return f'<p class="says"><b class="badge">{STATUS_ZH[answer.status]}</b>{_e(answer.text)}</p>'
    shown = _shown_value(answer)
    says = f'<p class="says">{_e(answer.text)}</p>'
    if shown is None:
        return says
    seen = answer.understood
    years = [f"{year} 年" for year in seen.years[:3]]
    about = " · ".join([*seen.agencies[:2], *years, *([seen.label] if seen.label else [])])
    unit = answer.unit if isinstance(answer.value, Decimal) and answer.unit else ""
    size = " long" if len(shown) > 9 else ""
    return (
        f'<p class="big{size}"><strong class="value">{_e(shown)}</strong><span class="unit">{_e(unit)}</span>'
        f"<em>{_e(about)}</em></p>{says}"
    )


def _shown_value(answer: Answer) -> str | None:
    value = answer.value
    if isinstance(value, bool):
        return "有" if value else "没有"
    if not isinstance(value, Decimal):
        return value
    # A stated number that is not exact in the report is not exact here.
    vague = next((VAGUE[f.qualifier] for f in answer.figures if f.value == value and f.qualifier in VAGUE), "")
    return vague + plain_number(value) if answer.computed is None else plain_number(value)


def _formula(answer: Answer) -> str:
    computed = answer.computed
    if computed is None:
        return ""
    worked = f"{computed.formula} = {plain_number(computed.value)} {computed.unit or ''}"
    return f'<p class="formula"><code>{_e(worked)}</code>由报告写明的数字算出，报告本身没有写这个结果。</p>'


def _proofs(answer: Answer) -> str:
    cards = [_proof(citation, answer.figures) for citation in answer.citations]
    if len(cards) <= SHOWN:
        return "".join(cards)
    rest = "".join(cards[SHOWN:])
    more = f'<details class="more"><summary>还有 {len(cards) - SHOWN} 处出处</summary>{rest}</details>'
    return "".join(cards[:SHOWN]) + more


def _proof(citation: Citation, figures: Iterable[Figure]) -> str:
    marks = _marks(citation, figures)
    quoted = highlight_html(citation.quote, Span(start=0, end=len(citation.quote)), *marks)
    title = citation.title or citation.source
    place = f"<cite>{_e(title)}</cite>" + (f" › {_e(citation.section)}" if citation.section else "")
    url = citation_url(citation)
    link = ""
    if citation.report is not None and url is not None:
        # Relative, so that the page also works below a prefix of a proxy.
        link = f'<a class="open" href="{_e(url.removeprefix("/"))}" target="_blank" data-panel="{_e(title)}">看原文</a>'
    copied = f"“{citation.quote}”（{title}{'，' + citation.section if citation.section else ''}）"
    return (
        f'<figure class="proof"><blockquote>{quoted}</blockquote><figcaption><span class="place">{place}</span>'
        f'{link}<button type="button" class="copy" data-copy="{_e(copied)}">复制并带出处</button></figcaption></figure>'
    )


def _marks(citation: Citation, figures: Iterable[Figure]) -> list[Span]:
    """Where the answer's numbers stand in the quotation, counted from its beginning."""
    if citation.start is None or citation.end is None:
        return []
    whole = Span(start=citation.start, end=citation.end)
    return [
        Span(start=figure.at.start - whole.start, end=figure.at.end - whole.start)
        for figure in figures
        if figure.report_id == citation.report and whole.holds(figure.at)
    ]


def _warnings(warnings: Sequence[Warning]) -> str:
    items = "".join(f"<li>{_e(warning.text)}</li>" for warning in warnings)
    return f'<ul class="warnings" aria-label="请注意">{items}</ul>' if items else ""


def _coverage(answer: Answer) -> str:
    coverage = answer.coverage
    if coverage is None or coverage.reports < 2:
        return ""
    return f'<p class="note">{coverage.reports} 份报告中 {coverage.stated} 份写明。</p>'


def _buttons(label: str, questions: Sequence[str], kind: str) -> str:
    if not questions:
        return ""
    buttons = "".join(
        f'<button type="button" class="{kind}" data-ask="{_e(question)}">{_e(question)}</button>'
        for question in questions
    )
    return f'<div class="asks" role="group" aria-label="{label}"><span class="label">{label}</span>{buttons}</div>'


def _e(text: str) -> str:
    return html.escape(text, quote=True)
