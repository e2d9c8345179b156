"""Figures drawn: a line for years, bars for what can be compared, tiles for the parts of a whole. Everything escaped.

Under each drawing stands what it draws as a table, with a link to the words of each figure and as CSV and XLSX.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from nianbao.faces.render import permalink, plain_number
from nianbao.faces.web_phrases import ZH, Phrases
from nianbao.model import Answer, Figure

BARS = 12
"""Bars shown at once; the table has all."""
LINES = 6
"""Agencies drawn in one chart of years."""
PICKED = 300
"""Figures that the address of a download can name."""


def chart_html(answer: Answer, say: Phrases = ZH) -> str:
    """Tiles for the parts of a figure; lines or bars, and their table, for the same figure of several reports."""
    if answer.status != "answered":
        return ""
    if answer.understood.operation == "breakdown":
        return _tiles([figure for figure in answer.figures if figure.metric != answer.understood.metric], say)
    # One mark a report, and only what can be compared: the metric and the unit of the first.
    first: dict[str, Figure] = {}
    for figure in answer.figures:
        lead = next(iter(first.values()), figure)
        if (figure.metric or figure.label, figure.unit) == (lead.metric or lead.label, lead.unit):
            first.setdefault(figure.report_id, figure)
    figures = list(first.values())
    if len(figures) < 2:
        return ""
    left_out = len({figure.report_id for figure in answer.figures}) - len(figures)
    drawn = _line(answer, figures, say) or _bars(figures, left_out, say)
    return f'<div class="drawn">{drawn}{_table(answer.figures, say)}</div>'


def _line(answer: Answer, figures: Sequence[Figure], say: Phrases) -> str:
    """A line for each agency over three years or more; "" when that is not what the figures are."""
    years = sorted({figure.year for figure in figures if figure.year is not None})
    agencies = list(dict.fromkeys(figure.agency for figure in figures))
    if len(years) < 3 or len(agencies) > LINES:
        return ""
    import pygal
    from pygal.style import Style

    grey = "#6b7685"
    style = Style(
        background="transparent", plot_background="transparent", foreground=grey, foreground_strong=grey,
        foreground_subtle="#c8d0da", colors=("#2f7fd1", "#c2571a", "#2b8a57", "#8b55b8", "#b8860b", "#c23b5a"),
        font_family="inherit", label_font_size=15, major_label_font_size=15, value_font_size=16, legend_font_size=15,
        value_label_font_size=16,
    )  # fmt: skip
    chart = pygal.Line(
        style=style, width=720, height=300, js=[], disable_xml_declaration=True, explicit_size=False,
        show_legend=len(agencies) > 1, legend_at_bottom=True, print_values=len(agencies) == 1, include_x_axis=True,
        dots_size=5, stroke_style={"width": 2.5}, margin=12, max_scale=5, pretty_print=False,
    )  # fmt: skip
    every = list(range(years[0], years[-1] + 1))
    chart.x_labels = [str(year) for year in every]
    chart.value_formatter = lambda value: plain_number(Decimal(str(value)))
    for agency in agencies:
        values = {figure.year: float(figure.value) for figure in figures if figure.agency == agency}
        chart.add(agency, [values.get(year) for year in every])
    label = answer.understood.label or figures[0].label
    name = html.escape(say("chart.trend", label=label, first=years[0], last=years[-1]))
    # Named after what it shows, not at random: the same answer is the same bytes.
    chart.uuid = hashlib.sha256(repr([(each.report_id, each.id) for each in figures]).encode()).hexdigest()[:12]
    svg = _still(chart)
    return f'<div class="line" role="img" aria-label="{name}">{svg}</div>'


def _still(chart: Any) -> str:
    """The chart as SVG without scripts and comments: a line of each stays in it even when none is asked for."""
    # Pygal's own door to the XML library it has chosen.
    from pygal.etree import etree

    root = chart.render_tree()
    for parent in list(root.iter()):
        for child in [child for child in parent if callable(child.tag) or child.tag.endswith("script")]:
            parent.remove(child)
    return str(etree.tostring(root, encoding="unicode"))


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


def _tiles(figures: Sequence[Figure], say: Phrases) -> str:
    if not figures:
        return ""
    tiles = "".join(
        f"<li><b>{html.escape(amount(figure, say))}</b>{html.escape(figure.label)}</li>" for figure in figures[:BARS]
    )
    return f'<ul class="tiles">{tiles}</ul>'


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
