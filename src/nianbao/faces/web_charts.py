"""Figures drawn: bars for what can be compared, tiles for the parts of a whole. Pure, and everything escaped."""

from __future__ import annotations

import html
from collections.abc import Sequence
from decimal import Decimal

from nianbao.faces.render import plain_number
from nianbao.model import Answer, Figure

BARS = 12
"""Bars shown at once; the full list is a download away."""
VAGUE = {"about": "约", "at_least": "至少"}
"""What is said before a number that the report does not give exactly."""


def chart_html(answer: Answer) -> str:
    """Tiles for the parts of a figure, bars for the same figure of several reports."""
    if answer.status != "answered":
        return ""
    if answer.understood.operation == "breakdown":
        return _tiles([figure for figure in answer.figures if figure.metric != answer.understood.metric])
    # One bar a report, and only what can be compared: the metric and the unit of the first.
    first: dict[str, Figure] = {}
    for figure in answer.figures:
        lead = next(iter(first.values()), figure)
        if (figure.metric or figure.label, figure.unit) == (lead.metric or lead.label, lead.unit):
            first.setdefault(figure.report_id, figure)
    return _bars(list(first.values()), left_out=len({f.report_id for f in answer.figures}) - len(first))


def _bars(figures: Sequence[Figure], left_out: int) -> str:
    if len(figures) < 2:
        return ""
    most = max(abs(figure.value) for figure in figures) or Decimal(1)
    many_agencies = len({figure.agency for figure in figures}) > 1
    many_years = len({figure.year for figure in figures}) > 1
    rows = []
    for figure in figures[:BARS]:
        names = [figure.agency] * many_agencies + [f"{figure.year} 年"] * (many_years or not many_agencies)
        width = int(abs(figure.value) * 100 / most)
        rows.append(
            f'<tr><th scope="row">{html.escape(" ".join(names))}</th>'
            f'<td class="track"><i style="width:{width}%"></i></td>'
            f"<td>{html.escape(amount(figure))}</td></tr>"
        )
    left_out += max(len(figures) - BARS, 0)
    more = f'<p class="note">图中未画另外 {left_out} 份，见出处。</p>' if left_out else ""
    return f'<table class="bars">{"".join(rows)}</table>{more}'


def _tiles(figures: Sequence[Figure]) -> str:
    if not figures:
        return ""
    tiles = "".join(
        f"<li><b>{html.escape(amount(figure))}</b>{html.escape(figure.label)}</li>" for figure in figures[:BARS]
    )
    return f'<ul class="tiles">{tiles}</ul>'


def amount(figure: Figure) -> str:
    """A figure's number and unit as people say them, no more exact than the report."""
    return f"{VAGUE.get(figure.qualifier, '')}{plain_number(figure.value)} {figure.unit or ''}".rstrip()
