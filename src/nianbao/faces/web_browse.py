"""浏览: all figures, filtered, sorted and page by page; the same can be saved as XLSX and CSV."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from nianbao.faces.render_browse import browse_html, extent, tree_html
from nianbao.faces.web_phrases import Phrases
from nianbao.faces.web_views import (
    Pairs,
    State,
    add_view,
    address,
    e,
    files_html,
    one,
    picker_html,
    title_html,
    view_of,
    year_in,
)
from nianbao.store.browsing import FigurePage, Selection, Sort
from nianbao.store.places import agency_tree, path_text, places_of
from nianbao.tabulating import any_place

if TYPE_CHECKING:
    from nianbao.serving.service import Service
    from nianbao.store.seams import Index
    from nianbao.wiring import Desk

PAGE = 50
"""Figures of one page."""
_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a reader looks at: a selection, and which page of it (from 1)."""

    selection: Selection
    page: int = 1

    def pairs(self, **changes: object) -> Pairs:
        """The state as the address and `/api/figures` have it, with changes; what is empty is left out."""
        chosen = self.selection
        state: dict[str, object] = {
            "place": path_text(chosen.places[0]) if chosen.places else "",
            "year": chosen.years[0] if chosen.years else "",
            "metric": chosen.metrics[0] if chosen.metrics else "",
            "words": chosen.words,
            "sort": "" if chosen.sort == "agency" else chosen.sort,
            "order": "desc" if chosen.descending else "",
            **changes,
        }
        return [(key, value) for key, value in state.items() if value]


def add(service: Service, say: Phrases) -> None:
    """Put the view into the block that is open."""
    add_view(
        service,
        say,
        "browse",
        lambda desk: bar_html(desk, say),
        lambda desk, state: results_html(desk, looked_at(state, desk.library), say),
    )


def looked_at(state: State, library: Index) -> Looked:
    """A state of the address as a selection; what it cannot mean is passed over. Raises WrongCall for a place that is
    not there."""
    year, metric, place = year_in(one(state, "year")), one(state, "metric"), one(state, "place")
    columns: tuple[Sort, ...] = get_args(Sort)
    page = one(state, "page")
    return Looked(
        selection=Selection(
            places=(any_place(place, places_of(library.listed).values()),) if place else (),
            years=() if year is None else (year,),
            metrics=(metric,) if metric else (),
            words=" ".join(one(state, "words")[:_LONGEST_WORDS].split()),
            sort=next((column for column in columns if column == one(state, "sort")), "agency"),
            descending=one(state, "order") == "desc",
        ),
        page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 9 else 1,
    )


def bar_html(desk: Desk, say: Phrases) -> str:
    """The filters; years and figures to choose from come with the results, as the rest of the filters leaves them."""
    tree = tree_html(agency_tree(desk.library.listed), view=view_of(say))
    picker = picker_html(say, "place", say("browse.place"), say("all.agency"), tree, say("browse.all"))
    return (
        f'{title_html(say, "browse")}<form id="browse-form" class="nb-form" role="search" '
        f'aria-label="{say("view.filters")}">{picker}'
        f'<label><span class="label">{say("browse.year")}</span><select name="year" data-choices="years" '
        f'data-all="{say("all.year")}"></select></label>'
        f'<label class="wide"><span class="label">{say("browse.metric")}</span><select name="metric" '
        f'data-choices="metrics" data-all="{say("browse.metric.all")}"></select></label>'
        f'<label class="wide"><span class="label">{say("browse.words")}</span>'
        f'<input type="search" name="words" maxlength="{_LONGEST_WORDS}" autocomplete="off"></label>'
        f'<button type="submit">{say("browse.send")}</button></form>'
    )


def results_html(desk: Desk, looked: Looked, say: Phrases) -> str:
    """One page of figures with what leads to the others, or what to change when there is none."""
    library, view = desk.library, view_of(say)
    page = library.browse(looked.selection, offset=(looked.page - 1) * PAGE, limit=PAGE)
    pages = -(-page.total // PAGE)
    if page.total and looked.page > pages:
        looked = replace(looked, page=pages)
        page = library.browse(looked.selection, offset=(pages - 1) * PAGE, limit=PAGE)
    choices = _choices(desk, looked.selection, say)
    if not page.total:
        return _nothing(library, looked, say) + choices
    clear = ""
    if looked.pairs():
        clear = f'<a class="clear" href="{address("browse", [])}" data-key="clear">{say("browse.clear")}</a>'
    return (
        f'<div class="nb-head"><p data-said><b>{extent(page, view)}</b></p>{clear}'
        f"{files_html(say, 'figures', looked.pairs())}</div>"
        f"{browse_html(page, looked.selection, desk.catalogue, view)}{_pager(looked, page, pages, say)}{choices}"
    )


def _pager(looked: Looked, page: FigurePage, pages: int, say: Phrases) -> str:
    if pages < 2:
        return ""
    now = page.offset // PAGE + 1
    steps = (("first", 1), ("prev", now - 1), ("next", now + 1), ("last", pages))
    links = {
        name: f'<a href="{address("browse", looked.pairs(page=to if to > 1 else ""))}" data-key="pages">'
        f"{say(f'browse.{name}')}</a>"
        if to != now and 1 <= to <= pages
        else f'<a aria-disabled="true">{say(f"browse.{name}")}</a>'
        for name, to in steps
    }
    middle = f"<span>{say('browse.page', page=now, pages=pages)}</span>"
    return (
        f'<nav class="nb-pages" aria-label="{say("browse.pages")}">'
        f"{links['first']}{links['prev']}{middle}{links['next']}{links['last']}</nav>"
    )


def _nothing(library: Index, looked: Looked, say: Phrases) -> str:
    """Which single condition, taken away, would leave something."""
    selection = looked.selection
    if not selection.places + selection.years + selection.metrics and not selection.words:
        return f'<p class="nb-none" data-said>{say("browse.empty")}</p>'
    ways = (
        ("place", replace(selection, places=())),
        ("year", replace(selection, years=())),
        ("metric", replace(selection, metrics=())),
        ("words", replace(selection, words="")),
    )
    links = "".join(
        f'<a href="{address("browse", looked.pairs(**{name: ""}))}" data-key="none">'
        f"{say('browse.without', name=say(f'browse.{name}'), n=found)}</a>"
        for name, less in ways
        if less != selection and (found := library.browse(less, limit=0).total)
    )
    clear = f'<a href="{address("browse", [])}" data-key="none">{say("browse.clear")}</a>'
    change = "" if links else f" {say('browse.change')}"
    said = f"<p data-said>{say('browse.none')}{change}</p>"
    return f'<div class="nb-none">{said}<p class="ways-out">{links}{clear}</p></div>'


def _choices(desk: Desk, selection: Selection, say: Phrases) -> str:
    """Years and figures that the other filters leave, for the script to put into the filters."""
    facets, metrics = desk.library.facets(selection), desk.catalogue.metrics
    years = dict(facets.years) | {year: 0 for year in selection.years if year not in dict(facets.years)}
    kinds = dict(facets.metrics) | {id: 0 for id in selection.metrics if id not in dict(facets.metrics)}
    english = say.lang == "en"
    named = {id: (metrics[id].en if english else metrics[id].zh) if id in metrics else id for id in kinds}
    offered = {
        "years": [[str(year), f"{say('year', year=year)} ({n})"] for year, n in years.items()],
        "metrics": [[id, f"{named[id]} ({n})"] for id, n in kinds.items()],
    }
    place = path_text(selection.places[0]) if selection.places else ""
    return f'<div hidden data-choices="{e(json.dumps(offered, ensure_ascii=False))}" data-place-now="{e(place)}"></div>'
