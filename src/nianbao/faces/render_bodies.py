"""The public pages of bodies: which are indexed, with counts, and a page for each one. Pure, and everything escaped."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from nianbao.catalogue import Catalogue
from nianbao.directory.naming import Agency
from nianbao.faces.render import permalink, plain_number
from nianbao.faces.render_lines import line_svg
from nianbao.faces.render_tables import FIGURE_KEYS
from nianbao.model import Answer, Citation, Figure, ReportCard
from nianbao.store.places import path_text, places_of

_KEY_FIGURES = (
    "applications_received", "proactive_disclosures_total", "proactive_by_website", "reconsiderations_total",
    "litigation_total",
)  # fmt: skip
_TYPES = {"year": "integer", "value": "number", "start": "integer", "end": "integer", "table": "integer"}
_QUOTE = 400
"""Characters of a passage that are shown; the whole stands where its link leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which bodies are shown; "" and None are all."""

    place: str = ""
    kind: str = ""
    era: str = ""
    year: int | None = None

    def takes(self, body: Agency, card: ReportCard, path: str) -> bool:
        """True for a report of such a body."""
        inside = not self.place or path == self.place or path.startswith(f"{self.place}/")
        return (
            inside and self.kind in ("", body.kind) and self.era in ("", card.era) and self.year in (None, card.year)
        )


def bodies_page(bodies: Sequence[Agency], wanted: Wanted) -> str:
    """All bodies with their years as a table, what they are counted by, and everything as files."""
    every = [card for body in bodies for card in body.cards]
    paths = {id: path_text(place) for id, place in places_of(every).items()}
    found = [
        (body, cards)
        for body in bodies
        if (cards := [card for card in body.cards if wanted.takes(body, card, paths[card.id])])
    ]
    rows = "".join(_body_row(body, cards, paths) for body, cards in found)
    reports = sum(len(cards) for _, cards in found)
    narrowed = wanted != Wanted()
    every_link = '<p><a href="bodies">显示全部机关</a></p>' if narrowed else ""
    return _frame(
        "收录的机关和年份",
        f"收录了 {len(bodies)} 个机关的政府信息公开年度报告：每个机关有哪些年份，可逐份查看原文，可下载全部数据。",
        f"<h1>收录的机关和年份</h1><p>{len(found)} 个机关，{reports} 份年报。</p>{every_link}"
        f'<p>下载：<a href="all.csv" download>全部数据 all.csv</a> · '
        f'<a href="api/figures?format=xlsx" download>全部数据 XLSX</a> · '
        f'<a href="datapackage.json">数据包说明 datapackage.json</a></p>{_facets(found, paths)}'
        f'<div class="table" tabindex="0" role="region" aria-label="机关"><table><thead><tr><th scope="col">机关</th>'
        f'<th scope="col">所在地</th><th scope="col">年份</th><th scope="col">数据</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>",
    )


def _body_row(body: Agency, cards: Sequence[ReportCard], paths: Mapping[str, str]) -> str:
    path = paths[body.cards[0].id]
    years = " ".join(
        f'<a href="{_e(permalink(card.id).removeprefix("/"))}">{card.year or "年份不明"}</a>'
        for card in sorted(cards, key=lambda card: card.year or 0)
    )
    above = " › ".join(path.split("/")[:-1])
    return (
        f'<tr><th scope="row"><a href="{body_link(path)}">{_e(body.name)}</a></th><td>{_e(above)}</td>'
        f'<td>{years}</td><td class="n">{sum(card.figures for card in cards)}</td></tr>'
    )


def body_link(path: str) -> str:
    """The address of a body's page, from the root of the site; escaped."""
    return _e(f"body?{urlencode({'place': path})}")


def _facets(found: Sequence[tuple[Agency, Sequence[ReportCard]]], paths: Mapping[str, str]) -> str:
    every = [(body, card) for body, cards in found for card in cards]
    counted: tuple[tuple[str, str, Mapping[Any, int]], ...] = (
        ("year", "年份", Counter(card.year for _, card in every if card.year)),
        ("kind", "种类", Counter(body.kind for body, _ in every if body.kind)),
        ("place", "地区", Counter(paths[card.id].split("/")[0] for _, card in every)),
        ("era", "格式", Counter(card.era for _, card in every if card.era)),
    )
    return "".join(
        f"<p><b>{name}</b> "
        + " ".join(
            f'<a href="bodies?{_e(urlencode({key: value}))}">{_e(str(value))}</a>（{n}）'
            for value, n in sorted(counts.items(), reverse=key == "year")
        )
        + "</p>"
        for key, name, counts in counted
        if counts
    )


def body_page(
    body: Agency,
    path: str,
    figures: Sequence[Figure],
    catalogue: Catalogue,
    told: Iterable[tuple[str, Answer]],
) -> str:
    """One body: its reports, its key figures over the years with a chart, and what `told` says of it, by heading."""
    cards = sorted(body.cards, key=lambda card: card.year or 0)
    years = [card.year for card in cards if card.year is not None]
    span = f"{min(years)}–{max(years)} 年" if years else ""
    reports = "".join(
        f'<li><a href="{_e(permalink(card.id).removeprefix("/"))}">{_e(card.title or card.source)}</a>'
        f"（{card.figures} 个数据）</li>"
        for card in cards
    )
    above = " › ".join(path.split("/")[:-1])
    return _frame(
        f"{body.name}的政府信息公开年度报告",
        f"{body.name}{span}政府信息公开年度报告：历年收到申请、主动公开、复议和诉讼的数量，联系方式，存在的问题，均附原文。",
        f"<h1>{_e(body.name)}</h1><p>{_e(above)}</p>{_key_figures(figures, sorted(set(years)), catalogue)}"
        f"{''.join(_told(heading, answer) for heading, answer in told)}"
        f'<h2>年度报告</h2><ul>{reports}</ul><p><a href="bodies">全部机关</a> · '
        f'<a href="./?{_e(urlencode({"q": f"{body.place}最近一年收到多少件信息公开申请？"}))}">提问</a></p>',
    )


def _key_figures(figures: Sequence[Figure], years: Sequence[int], catalogue: Catalogue) -> str:
    """A row for each key figure, a column for each year; the applications as a chart."""
    by_place: dict[tuple[str, int], list[Figure]] = {}
    for figure in figures:
        usual = figure.applicant in (None, "total") and figure.scope == "year" and figure.owner is None
        if figure.metric in _KEY_FIGURES and figure.year is not None and usual and figure.role == "headline":
            same = by_place.setdefault((figure.metric, figure.year), [])
            # A report that states two numbers is shown with both.
            if figure.value not in [each.value for each in same]:
                same.append(figure)
    metrics = [metric for metric in _KEY_FIGURES if any((metric, year) in by_place for year in years)]
    if not metrics:
        return ""
    heads = "".join(f'<th scope="col">{year}</th>' for year in years)
    rows = "".join(
        f'<tr><th scope="row">{_e(catalogue.metric(metric).zh)}</th>'
        + "".join(f'<td class="n">{_values(by_place.get((metric, year), []))}</td>' for year in years)
        + "</tr>"
        for metric in metrics
    )
    sure = [found[0] for (metric, _), found in sorted(by_place.items()) if metric == metrics[0] and len(found) == 1]
    svg = line_svg(sure, catalogue.metric(metrics[0]).zh)
    chart = f'<div class="chart">{svg}</div>' if svg else ""
    return (
        f'<h2>历年主要数据</h2>{chart}<div class="table" tabindex="0" role="region" aria-label="历年主要数据"><table>'
        f"<thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table></div><p>空白：报告没有写。</p>"
    )


def _values(figures: Sequence[Figure]) -> str:
    return " / ".join(
        f'<a href="{_e(permalink(figure.report_id, figure.at.start, figure.at.end).removeprefix("/"))}">'
        f"{plain_number(figure.value)}</a> {_e(figure.unit or '')}"
        for figure in figures
    )


def _told(heading: str, answer: Answer) -> str:
    if answer.status != "answered":
        return ""
    return f"<h2>{heading}</h2>" + "".join(_quoted(citation) for citation in answer.citations[:3])


def _quoted(citation: Citation) -> str:
    quote = citation.quote if len(citation.quote) <= _QUOTE else citation.quote[:_QUOTE] + "……"
    link = ""
    if citation.report is not None:
        address = permalink(citation.report, citation.start, citation.end).removeprefix("/")
        link = f' <a href="{_e(address)}">看原文</a>'
    return f"<blockquote>{_e(quote)}</blockquote><p>{_e(citation.title)}{link}</p>"


def data_package(reports: int, generation: str) -> dict[str, Any]:
    """What the files hold, as a Frictionless data package (v1)."""
    fields = [{"name": key, "title": title, "type": _TYPES.get(key, "string")} for key, title in FIGURE_KEYS]
    return {
        "name": "nianbao-figures",
        "title": "政府信息公开年度报告的数据",
        "description": f"{reports} 份年度报告写明的每一个数，各附原文和位置。",
        "profile": "tabular-data-package",
        "version": generation,
        "resources": [
            {
                "name": "all", "path": "all.csv", "profile": "tabular-data-resource", "format": "csv",
                "mediatype": "text/csv", "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": [""]},
            }
        ],
    }  # fmt: skip


def missing_body() -> str:
    """What the page of a body shows that is not indexed (any more)."""
    return _frame(
        "没有这个机关", "没有收录这个机关。", '<h1>没有收录这个机关</h1><p><a href="bodies">收录的全部机关</a></p>'
    )


def _frame(title: str, about: str, main: str) -> str:
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_e(title)} · 年报问答</title><meta name="description" content="{_e(about)}">
<meta property="og:title" content="{_e(title)}"><meta property="og:description" content="{_e(about)}">
<link rel="stylesheet" href="ui/report.css"><link rel="icon" href="ui/icon.svg"></head>
<body><header class="bar"><a href="./">年报<i>问答</i></a></header><div class="sheet"><main class="wide">
{main}
</main></div></body></html>
"""


def _e(text: str) -> str:
    return html.escape(text, quote=True)
