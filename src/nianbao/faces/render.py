"""Answers, figures and reports as JSON values, terminal text and escaped HTML. Pure: no framework, no I/O.

Every face renders through this page, so that they cannot disagree. Tables for spreadsheets are in `render_tables`
and offered here under the same roof.
"""

from __future__ import annotations

import html
import re
from decimal import Decimal
from typing import Any

from nianbao.faces.render_tables import (
    cards_csv,
    cards_xlsx,
    figures_csv,
    figures_csv_lines,
    figures_xlsx,
    number,
    permalink,
)
from nianbao.model import Answer, CellRef, Citation, Figure, ReportCard, Span, Status, Understood, Warning
from nianbao.text.numerals import plain as plain_number

__all__ = [
    "STATUS_EN", "STATUS_ZH", "answer_json", "answer_text", "card_json", "cards_csv", "cards_xlsx", "citation_json",
    "citation_url", "figure_json", "figures_csv", "figures_csv_lines", "figures_xlsx", "highlight_html", "number",
    "permalink", "plain", "plain_number",
]  # fmt: skip

STATUS_ZH: dict[Status, str] = {
    "answered": "查到了",
    "not_stated": "报告没有写",
    "no_report": "没有这份报告",
    "ambiguous": "请再说具体些",
    "out_of_scope": "超出范围",
}
STATUS_EN: dict[Status, str] = {
    "answered": "answered",
    "not_stated": "the report does not say",
    "no_report": "no such report",
    "ambiguous": "please be more specific",
    "out_of_scope": "out of scope",
}

_HEADS = {
    "zh": {"sources": "出处", "warnings": "注意", "choices": "您想问的是", "computed": "算式"},
    "en": {"sources": "Sources", "warnings": "Mind", "choices": "Did you mean", "computed": "Computed"},
}
# Terminals obey control characters, and report text is not ours: only the line break stays.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


# --- JSON: contract section 2, keys in that order, absent is null ---------------------------------------------------


def answer_json(answer: Answer, *, id: str | int | None = None) -> dict[str, Any]:
    """The Answer object of the contract; `id` is the one of a batch line. Parts are whole answers without parts."""
    computed, coverage, refused = answer.computed, answer.coverage, answer.refused
    return {
        "id": id,
        "question": answer.question,
        "understood": _understood_json(answer.understood),
        "status": answer.status,
        "text": answer.text,
        "value": number(answer.value) if isinstance(answer.value, Decimal) else answer.value,
        "unit": answer.unit,
        "figures": [figure_json(figure) for figure in answer.figures],
        "computed": None
        if computed is None
        else {"formula": computed.formula, "value": number(computed.value), "unit": computed.unit},
        "citations": [citation_json(citation) for citation in answer.citations],
        "coverage": None
        if coverage is None
        else {"reports": coverage.reports, "stated": coverage.stated, "not_stated": list(coverage.not_stated)},
        "warnings": [_warning_json(warning) for warning in answer.warnings],
        "choices": list(answer.choices),
        "suggestions": list(answer.suggestions),
        "elapsed_ms": round(answer.elapsed_ms, 1),
        "parts": None if answer.parts is None else [answer_json(part) for part in answer.parts],
        "refused": None if refused is None else {"what": refused.what, "why": refused.why},
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """The Figure object of the contract; `start` and `end` count code points of the report's text.

    Added to it: `at`, where the number itself (or the words that say zero) stands, counted in the same way, and the
    slots `scope`, `role` and `owner`.
    """
    return {
        "report": figure.report_id,
        "agency": figure.agency,
        "year": figure.year,
        "metric": figure.metric,
        "label": figure.label,
        "value": number(figure.value),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "quote": figure.quote,
        "section": figure.section,
        "start": figure.span.start,
        "end": figure.span.end,
        "applicant": figure.applicant,
        "cell": _cell_json(figure.cell),
        "at": [figure.at.start, figure.at.end],
        "scope": figure.scope,
        "role": figure.role,
        "owner": figure.owner,
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """The Citation object of the contract; `url` is the permalink when the citation has a place in a report."""
    return {
        "report": citation.report,
        "title": citation.title,
        "agency": citation.agency,
        "year": citation.year,
        "section": citation.section,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "score": citation.score,
        "source": citation.source,
        "url": citation_url(citation),
        "page": citation.page,
        "source_url": citation.source_url,
    }


def card_json(card: ReportCard) -> dict[str, Any]:
    """What `nianbao reports` says of one report; `sections`, `passages` and `figures` are counts."""
    return {
        "id": card.id,
        "agency": card.agency,
        "parents": list(card.parents),
        "year": card.year,
        "title": card.title,
        "source": card.source,
        "era": card.era,
        "sections": card.sections,
        "passages": card.passages,
        "figures": card.figures,
        "problems": list(card.problems),
        "confidence": {"agency": card.agency_confidence, "year": card.year_confidence},
        "candidates": {what: _candidates_json(card, what) for what in ("agency", "year")},
        "unread": list(card.unread),
    }


def _candidates_json(card: ReportCard, what: str) -> list[dict[str, Any]]:
    """What the agency or the year may be where it is not certain, the most probable first."""
    return [
        {"value": int(each.value) if what == "year" else each.value, "probability": each.probability}
        for each in card.candidates
        if each.what == what
    ]


def _understood_json(understood: Understood) -> dict[str, Any]:
    return {
        "agencies": list(understood.agencies),
        "years": list(understood.years),
        "metric": understood.metric,
        "label": understood.label,
        "operation": understood.operation,
        "inherited": list(understood.inherited),
        "query": None if understood.query is None else dict(understood.query),
        "read_back": understood.read_back,
    }


def _warning_json(warning: Warning) -> dict[str, Any]:
    return {"kind": warning.kind, "text": warning.text, "figures": [figure_json(figure) for figure in warning.figures]}


def _cell_json(cell: CellRef | None) -> dict[str, Any] | None:
    return None if cell is None else {"table": cell.table, "row": cell.row, "column": cell.column}


def citation_url(citation: Citation) -> str | None:
    """The permalink of a citation into a report; for any other source its own address, if it has one."""
    if citation.report is None:
        return citation.url
    return permalink(citation.report, citation.start, citation.end)


# --- text for terminals ---------------------------------------------------------------------------------------------


def answer_text(answer: Answer, lang: str = "zh") -> str:
    """The answer for a terminal: sentence, formula, citations, warnings, choices. No trailing line break.

    Of several questions in one each part is an answer of its own, numbered.
    """
    heads = _HEADS["en" if lang == "en" else "zh"]
    if answer.parts:
        told = (f"{index}. {answer_text(part, lang)}" for index, part in enumerate(answer.parts, start=1))
        return "\n\n".join(told)
    lines = [plain(answer.text)]
    if answer.status != "answered":
        labels = STATUS_EN if lang == "en" else STATUS_ZH
        lines[0] = f"〔{labels[answer.status]}〕{lines[0]}"
    if answer.computed is not None:
        worked = f"{answer.computed.formula} = {plain_number(answer.computed.value)}{answer.computed.unit or ''}"
        lines.append(f"{heads['computed']}: {plain(worked)}")
    return "\n".join([*lines, *_proof_lines(answer, lang)])


def _proof_lines(answer: Answer, lang: str) -> list[str]:
    """Citations, warnings and choices, each under its heading."""
    heads = _HEADS["en" if lang == "en" else "zh"]
    lines: list[str] = []
    if answer.citations:
        lines += ["", heads["sources"]]
        for index, citation in enumerate(answer.citations, start=1):
            lines += _citation_lines(index, citation, lang)
    if answer.warnings:
        lines += ["", heads["warnings"], *(f"  ! {plain(warning.text)}" for warning in answer.warnings)]
    if answer.choices:
        choices = enumerate(answer.choices, start=1)
        lines += ["", heads["choices"], *(f"  {index}. {plain(choice)}" for index, choice in choices)]
    return lines


def _citation_lines(index: int, citation: Citation, lang: str) -> list[str]:
    place = " › ".join(part for part in (citation.title or citation.source, citation.section) if part)
    # A quotation may run over several lines of the report; on a terminal it is one.
    quoted = " ".join(plain(citation.quote).split())
    if citation.page is not None:
        place += f" · page {citation.page}" if lang == "en" else f" · 第{citation.page}页"
    return [f"  [{index}] {plain(place)}", f"      “{quoted}”"]


def plain(text: str) -> str:
    """The text without control characters (a report could otherwise steer the terminal)."""
    return _CONTROL.sub("", text)


# --- HTML -----------------------------------------------------------------------------------------------------------


def highlight_html(text: str, span: Span, *marks: Span | None) -> str:
    """The `span` of `text` as HTML, all escaped, the parts of it that `marks` cover inside `<mark>`.

    All spans point into `text`; marks may overlap each other and reach beyond `span`, None marks nothing.
    """
    out, position = [], span.start
    for mark in sorted((mark for mark in marks if mark is not None), key=lambda mark: (mark.start, mark.end)):
        start, end = max(mark.start, position), min(mark.end, span.end)
        if start < end:
            out += [html.escape(text[position:start]), f"<mark>{html.escape(text[start:end])}</mark>"]
            position = end
    return "".join([*out, html.escape(text[position : span.end])])
