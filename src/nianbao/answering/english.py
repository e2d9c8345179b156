"""English text for questions asked in English. The quotations stay as printed; names of agencies stay Chinese."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from nianbao.answering.evidence import Evidence
from nianbao.model import Answer, Figure
from nianbao.query import Query
from nianbao.text.numerals import plain

_UNITS = {
    "件": "cases", "条": "items", "次": "times", "人": "people", "人次": "visits", "元": "yuan", "万元": "×10,000 yuan",
    "篇": "articles", "份": "copies", "项": "items", "个": "items", "年": "years",
}  # fmt: skip
_QUALIFIERS = {"about": "about ", "at_least": "at least ", "less_than": "at most "}
_SHOWN = 12
_QUOTES = 3


def in_english(query: Query, answer: Answer, evidence: Evidence) -> Answer:
    """The same answer with its text in English; nothing else of it changes."""
    if answer.status != "answered":
        return replace(answer, text=_refusal(query, answer, evidence))
    figures = [_lead(query, answer, evidence), *_stated(answer, evidence), _computed(answer)]
    parts = [_verdict(answer), *figures, _coverage(answer)]
    if answer.warnings:
        parts.append("Mind: the report's own numbers do not agree; see the original text.")
    quotes = list(dict.fromkeys(c.quote.strip() for c in answer.citations))[:_QUOTES]
    source = "The report says" if answer.citations[0].report else f"{answer.citations[0].source} says"
    parts.append(f"{source}: " + "; ".join(f"“{q}”" for q in quotes))
    return replace(answer, text=" ".join(p for p in parts if p))


def _verdict(answer: Answer) -> str:
    if isinstance(answer.value, bool):
        return "Yes." if answer.value else "No."
    return f"Answer: {answer.value}." if isinstance(answer.value, str) else ""


def _lead(query: Query, answer: Answer, evidence: Evidence) -> str:
    """The sum of one report's parts under the name of what was asked for, before the parts."""
    reports = {f.report_id for f in answer.figures}
    asked = query.metric
    if answer.computed is None or "+" not in answer.computed.formula or len(reports) != 1 or asked is None:
        return ""
    if any(f.metric == asked for f in answer.figures):
        return ""
    first = answer.figures[0]
    year = f" {first.year}" if first.year is not None else ""
    name = evidence.catalogue.metric(asked).en
    return f"{first.agency}{year}, {name}: {_amount(answer.computed.value, answer.computed.unit)} (added up from:)"


def _stated(answer: Answer, evidence: Evidence) -> list[str]:
    unique = {(f.report_id, f.id): f for f in answer.figures}
    return [f"{_figure(f, evidence)}." for f in list(unique.values())[:_SHOWN]]


def _figure(figure: Figure, evidence: Evidence) -> str:
    name = evidence.catalogue.metric(figure.metric).en if figure.metric else f"“{figure.label}”"
    year = f" {figure.year}" if figure.year is not None else ""
    return f"{figure.agency}{year}, {name}: {_QUALIFIERS.get(figure.qualifier, '')}{_amount(figure.value, figure.unit)}"


def _amount(value: Decimal, unit: str | None) -> str:
    if unit == "%":
        return f"{plain(value)}%"
    word = _UNITS.get(unit or "", unit or "")
    return f"{plain(value)} {word.removesuffix('s') if value == 1 else word}".rstrip()


def _computed(answer: Answer) -> str:
    computed = answer.computed
    return f"Computed: {computed.formula} = {_amount(computed.value, computed.unit)}." if computed else ""


def _coverage(answer: Answer) -> str:
    coverage = answer.coverage
    return f"{coverage.stated} of {coverage.reports} reports state it." if coverage else ""


def _refusal(query: Query, answer: Answer, evidence: Evidence) -> str:
    who = ", ".join(answer.understood.agencies) or "this agency"
    years = ", ".join(str(y) for y in answer.understood.years)
    of = f"{who} ({years})" if years else who
    what = evidence.catalogue.metric(query.metric).en if query.metric else "this"
    if answer.status == "no_report":
        held = sorted({str(y) for b in query.scope.bodies for y in evidence.agency(b).years})
        return f"No report of {of} is held, so this cannot be answered." + (
            f" Held: {', '.join(held)}." if held else ""
        )
    if answer.status == "not_stated":
        return f"The report of {of} does not state {what}; it cannot be answered from it."
    if answer.status == "ambiguous":
        return "Please say which agency is meant: " + "; ".join(answer.choices)
    return "This is outside what disclosure reports tell: ask for figures, practices, problems or contact data."
