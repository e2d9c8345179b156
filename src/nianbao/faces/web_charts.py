"""Figures drawn: a line for years, bars for what can be compared, a list for the parts of a whole. Everything escaped.

Under each drawing stands what it draws as a table, with a link to the words of each figure and as CSV and XLSX.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

from nianbao.faces.render import permalink, plain_number
from nianbao.faces.render_lines import line_svg
from nianbao.faces.web_phrases import ZH, Phrases
from nianbao.model import Answer, Figure

BARS = 12
"""Bars shown at once; the table has all."""
PICKED = 300
"""Figures that the address of a download can name."""


def chart_html(answer: Answer, say: Phrases = ZH) -> str:
    """The parts of a figure by name; lines or bars, and their table, for the same figure of several reports."""
    if answer.status != "answered":
        return ""
    if answer.understood.operation == "breakdown":
        return _parts([figure for figure in answer.figures if figure.metric != answer.understood.metric], say)
    # One mark a report, and only what can be compared: the metric and the unit of the first.
    first: dict[str, Figure] = {}
    for figure in answer.figures:
        lead = next(iter(first.values()), figure)
        if (figure.metric or figure.label, figure.unit) == (lead.metric or lead.label, lead.unit):
            first.setdefault(figure.report_id, figure)
    figures = _asked_for(answer, list(first.values()))
    if len(figures) < 2:
        return ""
    left_out = len({figure.report_id for figure in answer.figures}) - len(figures)
    drawn = _line(answer, figures, say) or _bars(figures, left_out, say)
    return f'<div class="drawn">{drawn}{_table(answer.figures, say)}</div>'


def _asked_for(answer: Answer, figures: list[Figure]) -> list[Figure]:
    """Of a ranking the first so many that were asked for, in its order; anything else as it is."""
    query = answer.understood.query or {}
    if answer.understood.operation != "rank":
        return figures
    ranked = sorted(figures, key=lambda figure: figure.value, reverse=query.get("order") != "asc")
    limit = query.get("limit")
    if not isinstance(limit, int) or limit < 2 or limit >= len(ranked):
        return ranked
    last = ranked[limit - 1].value  # whoever has as many as the last is one of them
    return [figure for number, figure in enumerate(ranked) if number < limit or figure.value == last]


def _line(answer: Answer, figures: Sequence[Figure], say: Phrases) -> str:
    """A line for each agency over three years or more, which can be saved; "" when that is not what the figures are."""
    years = [figure.year for figure in figures if figure.year is not None]
    label = answer.understood.label or figures[0].label
    svg = line_svg(figures, say("chart.trend", label=label, first=min(years), last=max(years))) if years else ""
    if not svg:
        return ""
    picked = urlencode([*(("pick", f"{figure.report_id}.{figure.id}") for figure in figures), ("name", label)])
    address = html.escape(f"{say.up}chart.svg?{picked}")
    return (
        f'<div class="line">{svg}</div><p class="files"><a href="{address}" download>SVG</a>'
        f'<button type="button" data-png>PNG</button>'
        f'<a href="{address}" target="_blank">{say("chart.own")}</a></p>'
    )


def _bars(figures: Sequence[Figure], left_out: int, say: Phrases) -> str:
    most = max(abs(figure.value) for figure in figures) or Decimal(1)
    many_agencies = len({figure.agency for figure in figures}) > 1
    many_years = len({figure.year for figure in figures}) > 1
    rows = []
    for figure in figures[:BARS]:
        names = [figure.agency] * many_agencies + [say("year", year=figure.year)] * (many_years or not many_agencies)
        width = int(abs(figure.value) * 100 / most)
        rows.append(
            f'<tr><th scope="row">{html.escape(" ".join(names))}</th>'
            f'<td class="track"><i style="width:{width}%"></i></td>'
            f"<td>{html.escape(amount(figure, say))}</td></tr>"
        )
    left_out += max(len(figures) - BARS, 0)
    more = f'<p class="note">{say("chart.left_out", n=left_out)}</p>' if left_out else ""
    return f'<table class="bars">{"".join(rows)}</table>{more}'


def _parts(figures: Sequence[Figure], say: Phrases) -> str:
    """What a figure is made of, by name; the parts that are 0 are named in a fold."""
    some = [figure for figure in figures if figure.value]
    none = [figure for figure in figures if not figure.value]
    if not figures:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{html.escape(_part(figure))}</th><td class="track"></td>'
        f"<td>{html.escape(amount(figure, say))}</td></tr>"
        for figure in some
    )
    fold = ""
    if none:
        names = html.escape("、".join(dict.fromkeys(map(_part, none))))
        fold = f'<details class="more"><summary>{say("chart.zero", n=len(none))}</summary><p>{names}</p></details>'
    table = f'<table class="bars parts">{rows}</table>' if rows else ""
    return f"{table}{fold}"


def _part(figure: Figure) -> str:
    """What the report calls a part: in a table its row, or its column where that tells the parts apart."""
    label = figure.label.removesuffix(" 总计")
    return label or (figure.cell.row if figure.cell else "")


def _table(figures: Sequence[Figure], say: Phrases) -> str:
    """All figures of the answer, folded; the files hold the same with their quotations."""
    columns = ("agency", "year", "label", "value", "source")
    head = "".join(f'<th scope="col">{say(f"column.{column}")}</th>' for column in columns)
    rows = []
    for figure in figures:
        link = say.up + permalink(figure.report_id, figure.span.start, figure.span.end).removeprefix("/")
        title = html.escape(f"{figure.agency} {figure.year or ''}")
        rows.append(
            f'<tr><th scope="row">{html.escape(figure.agency)}</th><td>{figure.year or ""}</td>'
            f"<td>{html.escape(figure.label)}</td><td>{html.escape(amount(figure, say))}</td>"
            f'<td><a class="open" href="{html.escape(link)}" target="_blank" data-panel="{title}" '
            f'aria-label="{say("open")} {title}">{say("open")}</a></td></tr>'
        )
    return (
        f'<details class="data"><summary>{say("chart.data", n=len(figures))}</summary><div class="scroll" tabindex="0" '
        f'role="region" aria-label="{say("chart.data", n=len(figures))}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></details>{_downloads(figures, say)}"
    )


def _downloads(figures: Sequence[Figure], say: Phrases) -> str:
    picked = [("pick", f"{figure.report_id}.{figure.id}") for figure in figures[:PICKED]]
    queries = {form: html.escape(urlencode([*picked, ("format", form)])) for form in ("csv", "xlsx")}
    links = "".join(
        f'<a href="{say.up}api/figures?{query}" download>{form.upper()}</a>' for form, query in queries.items()
    )
    return f'<p class="files">{links}</p>' if len(figures) <= PICKED else ""


def amount(figure: Figure, say: Phrases = ZH) -> str:
    """A figure's number and unit as people say them, no more exact than the report."""
    vague = say(figure.qualifier) if figure.qualifier in ("about", "at_least", "less_than") else ""
    return f"{vague}{plain_number(figure.value)} {figure.unit or ''}".rstrip()
