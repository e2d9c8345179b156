"""The two ways an answer is made: with proof, or as a refusal. Every sentence-maker goes through here."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.answering.evidence import Evidence
from nianbao.answering.operation import understood
from nianbao.answering.phrases import opening, place, year_taken
from nianbao.answering.result import Result, Shortfall, Spot, Value
from nianbao.answering.warnings import conflicts
from nianbao.model import Answer, Citation, Computed, Coverage, Figure, Refused, Span, Status, Warning
from nianbao.store.briefs import wholly

_NAMED = 5
_LIMIT = 20
_FIGURES = 100
"""Figures that an answer carries; an answer over thousands of reports carries the first ones, and counts all."""


def claim(
    result: Result,
    evidence: Evidence,
    text: str,
    *,
    value: Decimal | bool | str | None = None,
    unit: str | None = None,
    computed: Computed | None = None,
    figures: Sequence[Figure] | None = None,
    proof: Sequence[Figure] = (),
    alone: bool = False,
    warnings: Sequence[Warning] = (),
    limit: int = _LIMIT,
) -> Answer:
    """An answer that claims. `figures` (all of the rows looked at, without) are what it states and computes from;
    `proof`, where given, are the ones whose quotations come first, or `alone`. Coverage is said when several reports
    were asked."""
    stated = figures if figures is not None else figures_of(result)
    cited = [*proof, *(() if alone and proof else stated), *(f for w in warnings for f in w.figures)]
    shown = tuple(dict.fromkeys(map(wholly, stated[:_FIGURES])))
    query = result.query
    return Answer(
        question="", understood=understood(query, evidence, result.spots), status="answered",
        text=opening((*query.notes, *year_taken(query, result.spots))) + text + coverage_words(result),
        value=value, unit=unit,
        figures=shown, computed=computed, citations=evidence.cite_all(cited, limit) or _titles(result, evidence),
        coverage=_coverage(result), warnings=tuple(warnings),
    )  # fmt: skip


def _titles(result: Result, evidence: Evidence) -> tuple[Citation, ...]:
    """The first lines of the reports looked at: what proves that something is not stated is the whole of them."""
    found = []
    for card in result.cards[:_NAMED]:
        line = evidence.report(card.id).text.split("\n", 1)[0]
        found.append(evidence.cite_span(card, Span(start=0, end=len(line)), line, ""))
    return tuple(found)


def refuse(
    shortfall: Shortfall,
    evidence: Evidence,
    status: Status,
    text: str,
    *,
    what: str = "",
    why: str = "",
    citations: Sequence[Citation] = (),
    choices: Sequence[str] = (),
    suggestions: Sequence[str] = (),
) -> Answer:
    """An answer that asserts nothing."""
    query = shortfall.query
    return Answer(
        question="", understood=understood(query, evidence, shortfall.spots), status=status,
        text=opening(query.notes) + text, citations=tuple(citations), choices=tuple(choices),
        suggestions=tuple(suggestions[:3]), refused=Refused(what=what, why=why),
    )  # fmt: skip


def figures_of(result: Result) -> tuple[Figure, ...]:
    """Everything that the rows looked at state: shown ones first, those that a condition speaks of included."""
    rows = (*result.rows, *result.considered, *result.incomplete)
    return tuple(dict.fromkeys(f for r in rows for v in (*r.values, *r.tests) for f in v.figures))


def computed_of(value: Value) -> Computed | None:
    """How a number was calculated; None when it is stated as it is."""
    if value.formula is None or value.number is None:
        return None
    return Computed(formula=value.formula, value=value.number, unit=value.unit)


def all_conflicts(result: Result, evidence: Evidence, limit: int = 3) -> tuple[Warning, ...]:
    """Warnings for the rows whose reports state several values of the measure."""
    found: dict[Warning, None] = {}
    for row in (*result.rows, *result.considered):
        for value in (*row.values, *row.tests):
            found |= dict.fromkeys(conflicts(value, evidence))
        if len(found) >= limit:
            break
    return tuple(found)[:limit]


def coverage_words(result: Result) -> str:
    """How many reports there are, which are silent and which are not held; "" for one report."""
    words = ""
    if len(result.cards) > 1:
        silent, total = result.silent, len(result.cards)
        if silent:
            names = "、".join(place(s) for s in silent[:_NAMED]) + ("等" if len(silent) > _NAMED else "")
            words = f"（共{total}份报告，{total - len(silent)}份写明；未写明的{len(silent)}份：{names}。）"
        else:
            words = f"（共{total}份报告，都写明了。）"
    return words + unheld_words(result.unheld) + _years_differ(result)


def unheld_words(unheld: Sequence[Spot]) -> str:
    if not unheld:
        return ""
    names = "、".join(place(s) for s in unheld[:_NAMED]) + ("等" if len(unheld) > _NAMED else "")
    return f"（没有收录{names}的报告{f'，共{len(unheld)}份' if len(unheld) > _NAMED else ''}。）"


def _coverage(result: Result) -> Coverage | None:
    cards = result.cards
    if len(cards) < 2:
        return None
    ids = tuple(s.card.id for s in result.silent if s.card is not None)
    return Coverage(reports=len(cards), stated=len(cards) - len(ids), not_stated=ids)


def _years_differ(result: Result) -> str:
    """Without a year in the question every agency stands with its latest report, and these may be years apart."""
    years = {s.year for s in result.spots if s.card is not None}
    if result.query.years.kind != "latest" or result.one_agency or len(years) < 2:
        return ""
    return "（问题没有写年份，各机关取收录的最近一年，年份不尽相同，比较时请注意。）"


def of_report(result: Result) -> str:
    """The report a result is about: 息陬镇2018年, with its county where another of the name is held."""
    return place(result.spots[0])
