"""A page of figures and the tree of agencies as HTML. Pure, and everything escaped."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from nianbao.catalogue import Catalogue
from nianbao.faces.render import highlight_html, plain_number
from nianbao.faces.render_forms import HERE, View, figure_link
from nianbao.model import Figure, Span
from nianbao.store.browsing import FigurePage, Selection, Sort
from nianbao.store.places import AgencyNode, path_text

_HEADS: tuple[tuple[Sort | None, str, str], ...] = (
    ("agency", "机关", "Agency"), ("year", "年份", "Year"), ("metric", "指标", "Figure"), ("value", "数值", "Value"),
    ("label", "报告的说法", "As the report has it"), (None, "原文", "Words"),
)  # fmt: skip
_QUALIFIERS = {"about": ("约 ", "about "), "at_least": ("至少 ", "at least "), "less_than": ("不超过 ", "at most ")}
_AROUND = 60
"""Characters of a long quotation shown before and after the number."""


def browse_html(page: FigurePage, selection: Selection, catalogue: Catalogue, view: View = HERE) -> str:
    """The figures of one page as a table, each row with a link to its words; says which of how many are shown."""
    kinds: dict[str, str] = {applicant.id: applicant.zh for applicant in catalogue.applicants.values()}
    names = {id: view.say(metric.zh, metric.en) for id, metric in catalogue.metrics.items()}
    heads = "".join(_head(column, view.say(zh, en), selection) for column, zh, en in _HEADS)
    rows = "".join(_row(figure, names, kinds, view) for figure in page.figures)
    if not rows:
        none = view.say("没有符合条件的数据，请减少筛选条件。", "No figure meets these conditions; use fewer of them.")
        return f'<p class="nb-none">{none}</p>'
    return (
        f'<div class="nb-scroll" tabindex="0" role="region" aria-label="{view.say("数据表", "Figures")}">'
        f'<table class="nb-table browse"><caption>{extent(page, view)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def extent(page: FigurePage, view: View = HERE) -> str:
    """Which of how many, in one phrase."""
    if not page.figures:
        return view.say(f"共 {page.total} 条", f"{page.total} in all")
    first, last = page.offset + 1, page.offset + len(page.figures)
    return view.say(f"第 {first}–{last} 条，共 {page.total} 条", f"{first}–{last} of {page.total}")


def tree_html(
    nodes: Sequence[AgencyNode], chosen: Sequence[tuple[str, ...]] = (), view: View = HERE, *, agencies: bool = False
) -> str:
    """The tree as nested lists; each name is a button whose `data-place` is its path, see `path_text`.

    With `agencies` only those that have reports of their own are buttons.
    """
    if not nodes:
        return ""
    return f'<ul class="nb-tree">{"".join(_node(node, frozenset(chosen), view, agencies) for node in nodes)}</ul>'


def _node(node: AgencyNode, chosen: frozenset[tuple[str, ...]], view: View, agencies: bool) -> str:
    pressed = "true" if node.path in chosen else "false"
    name = _e(node.name or view.say("（机关不明）", "(agency unknown)"))
    count = f'<span class="count">{node.reports if agencies else node.reports + node.below}</span>'
    place = _e(path_text(node.path))
    button = f'<button type="button" aria-pressed="{pressed}" data-place="{place}">{name} {count}</button>'
    if agencies and not node.reports:
        button = f'<span class="above">{name}</span>'
    if not node.children:
        return f"<li>{button}</li>"
    opened = " open" if any(path[: len(node.path)] == node.path for path in chosen) or len(node.path) == 1 else ""
    below = "".join(_node(child, chosen, view, agencies) for child in node.children)
    within = view.say(f"{name}下属 {len(node.children)} 个", f"{len(node.children)} in {name}")
    summary = f"<summary>{within}</summary>"
    return f"<li>{button}<details{opened}>{summary}<ul>{below}</ul></details></li>"


def _head(column: Sort | None, words: str, selection: Selection) -> str:
    sorted_by = column is not None and column == selection.sort
    order = f' aria-sort="{"descending" if selection.descending else "ascending"}"' if sorted_by else ""
    if column is None:
        return f'<th scope="col">{words}</th>'
    return f'<th scope="col"{order}><button type="button" data-sort="{column}">{words}</button></th>'


def _row(figure: Figure, names: Mapping[str, str], kinds: Mapping[str, str], view: View) -> str:
    metric = "" if figure.metric is None else names.get(figure.metric, figure.metric)
    kind = "" if figure.applicant is None else f"<br><small>{_e(kinds[figure.applicant])}</small>"
    value = view.say(*_QUALIFIERS.get(figure.qualifier, ("", ""))) + plain_number(figure.value)
    link = figure_link(figure, view.say("看原文", "Open the text"), view)
    return (
        f'<tr><th scope="row">{_e(figure.agency)}</th><td>{figure.year or ""}</td><td>{_e(metric)}{kind}</td>'
        f'<td class="number">{_e(value)}{_e(figure.unit or "")}</td><td>{_e(figure.label)}</td>'
        f'<td class="quote">{_quoted(figure)} {link}</td></tr>'
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
