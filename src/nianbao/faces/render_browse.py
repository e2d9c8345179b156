"""A page of figures and the tree of agencies as HTML. Pure, and everything escaped."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from nianbao.catalogue import Catalogue
from nianbao.faces.render import highlight_html, plain_number
from nianbao.faces.render_forms import figure_link
from nianbao.model import Figure, Span
from nianbao.store.browsing import FigurePage, Selection, Sort
from nianbao.store.places import AgencyNode

_HEADS: tuple[tuple[Sort | None, str], ...] = (
    ("agency", "机关"), ("year", "年份"), ("metric", "指标"), ("value", "数值"), ("label", "报告的说法"),
    (None, "原文"),
)  # fmt: skip
_QUALIFIERS = {"about": "约 ", "at_least": "至少 "}
_AROUND = 60
"""Characters of a long quotation shown before and after the number."""


def browse_html(page: FigurePage, selection: Selection, catalogue: Catalogue) -> str:
    """The figures of one page as a table, each quotation a link to its place; says which of how many are shown."""
    kinds: dict[str, str] = {applicant.id: applicant.zh for applicant in catalogue.applicants.values()}
    names = {id: metric.zh for id, metric in catalogue.metrics.items()}
    heads = "".join(_head(column, words, selection) for column, words in _HEADS)
    rows = "".join(_row(figure, names, kinds) for figure in page.figures)
    if not rows:
        return '<p class="nb-none" role="status">没有符合条件的数据，请减少筛选条件。</p>'
    return (
        '<div class="nb-scroll" tabindex="0" role="region" aria-label="数据表"><table class="nb-table browse">'
        f"<caption>{extent(page)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def extent(page: FigurePage) -> str:
    """Which of how many, in one phrase."""
    if not page.figures:
        return f"共 {page.total} 条"
    return f"第 {page.offset + 1}–{page.offset + len(page.figures)} 条，共 {page.total} 条"


def tree_html(nodes: Sequence[AgencyNode], chosen: Sequence[tuple[str, ...]] = ()) -> str:
    """The tree as nested lists; each name is a button whose `data-place` is its path, joined by line breaks."""
    if not nodes:
        return ""
    return f'<ul class="nb-tree">{"".join(_node(node, frozenset(chosen)) for node in nodes)}</ul>'


def _node(node: AgencyNode, chosen: frozenset[tuple[str, ...]]) -> str:
    pressed = "true" if node.path in chosen else "false"
    name = _e(node.name or "（机关不明）")
    count = f'<span class="count">{node.reports + node.below}</span>'
    place = _e("\n".join(node.path)).replace("\n", "&#10;")
    button = f'<button type="button" aria-pressed="{pressed}" data-place="{place}">{name} {count}</button>'
    if not node.children:
        return f"<li>{button}</li>"
    opened = " open" if any(path[: len(node.path)] == node.path for path in chosen) or len(node.path) == 1 else ""
    below = "".join(_node(child, chosen) for child in node.children)
    summary = f"<summary>{name}下属 {len(node.children)} 个</summary>"
    return f"<li>{button}<details{opened}>{summary}<ul>{below}</ul></details></li>"


def _head(column: Sort | None, words: str, selection: Selection) -> str:
    sorted_by = column is not None and column == selection.sort
    order = f' aria-sort="{"descending" if selection.descending else "ascending"}"' if sorted_by else ""
    if column is None:
        return f'<th scope="col">{words}</th>'
    return f'<th scope="col"{order}><button type="button" data-sort="{column}">{words}</button></th>'


def _row(figure: Figure, names: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    metric = "" if figure.metric is None else names.get(figure.metric, figure.metric)
    kind = "" if figure.applicant is None else f"<br><small>{_e(kinds[figure.applicant])}</small>"
    value = _QUALIFIERS.get(figure.qualifier, "") + plain_number(figure.value)
    return (
        f'<tr><th scope="row">{_e(figure.agency)}</th><td>{figure.year or ""}</td><td>{_e(metric)}{kind}</td>'
        f'<td class="number">{_e(value)}{_e(figure.unit or "")}</td><td>{_e(figure.label)}</td>'
        f'<td class="quote">{_quoted(figure)} {figure_link(figure, "看原文")}</td></tr>'
    )


def _quoted(figure: Figure) -> str:
    """The words around the number, the number marked."""
    start, quote = figure.span.start, figure.quote
    mark = Span(start=max(0, figure.at.start - start), end=max(0, figure.at.end - start))
    first, last = max(0, mark.start - _AROUND), min(len(quote), mark.end + _AROUND)
    before, after = "…" if first else "", "…" if last < len(quote) else ""
    return before + highlight_html(quote, Span(start=min(first, last), end=last), mark) + after


def _e(text: str) -> str:
    return html.escape(text, quote=True)
