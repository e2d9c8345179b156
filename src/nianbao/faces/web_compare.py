"""对比: agencies and years side by side in the rows of the statutory tables, and the sum of a place's towns in them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from nianbao import tabulating
from nianbao.faces.render_browse import tree_html
from nianbao.faces.render_forms import comparison_html, parts_html, roll_up_html
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
from nianbao.store.places import agency_tree, path_text, places_of, within
from nianbao.tabulating import RollUp, Slot

if TYPE_CHECKING:
    from nianbao.serving.service import Service
    from nianbao.store.seams import Index
    from nianbao.wiring import Desk


def add(service: Service, say: Phrases) -> None:
    """Put the view into the block that is open."""
    add_view(
        service, say, "compare", lambda desk: bar_html(desk, say), lambda desk, state: results_html(desk, state, say)
    )


def bar_html(desk: Desk, say: Phrases) -> str:
    """What to put side by side, and what to add up; the script shows one of the two."""
    library = desk.library
    years = sorted({card.year for card in library.listed if card.year is not None}, reverse=True)
    return (
        f'{title_html(say, "compare")}<form id="compare-form" class="nb-form" aria-label="{say("view.filters")}">'
        f'<fieldset class="modes"><legend class="hush">{say("compare.mode")}</legend>'
        f'<label><input type="radio" name="view" value="">{say("compare.side")}</label>'
        f'<label><input type="radio" name="view" value="sum">{say("compare.sum")}</label></fieldset>'
        f"{_side_fields(library, years, say)}{_sum_fields(library, years, say)}</form>"
    )


def _side_fields(library: Index, years: list[int], say: Phrases) -> str:
    tree = tree_html(agency_tree(library.listed), view=view_of(say), agencies=True)
    boxes = "".join(f'<label><input type="checkbox" name="year" value="{year}">{year}</label>' for year in years)
    return (
        f'<div class="mode" data-view="">{picker_html(say, "agency", say("compare.agency"), say("compare.pick"), tree)}'
        f'<ul class="nb-chosen" data-of="agency" aria-label="{say("compare.agency")}"></ul>'
        f'<fieldset class="years"><legend class="label">{say("compare.years")}</legend>{boxes}</fieldset>'
        f'<div class="ticks">{_tick("kinds", "1", say("compare.kinds"))}{_tick("blank", "1", say("compare.blank"))}'
        "</div></div>"
    )


def _sum_fields(library: Index, years: list[int], say: Phrases) -> str:
    inner = tabulating.inner_places(places_of(library.listed).values())
    parents = "".join(
        f'<option value="{e(path_text(path))}">{chr(0x3000) * (len(path) - 1)}{e(path[-1])}</option>' for path in inner
    )
    offered = "".join(f'<option value="{year}">{say("year", year=year)}</option>' for year in years)
    return (
        f'<div class="mode" data-view="sum"><label class="wide"><span class="label">{say("compare.parent")}</span>'
        f'<select name="parent"><option value="">{say("compare.parent.none")}</option>{parents}</select></label>'
        f'<label><span class="label">{say("compare.in")}</span><select name="in">{offered}</select></label>'
        f'<div class="ticks">{_tick("scope", "direct", say("compare.direct"))}'
        f"{_tick('contradicting', 'exclude', say('compare.exclude'))}</div></div>"
    )


def _tick(name: str, value: str, words: str) -> str:
    return f'<label><input type="checkbox" name="{name}" value="{value}">{words}</label>'


def results_html(desk: Desk, state: State, say: Phrases) -> str:
    """The tables asked for, or what to choose. Raises WrongCall as the services do."""
    return _sum(desk, state, say) if one(state, "view") == "sum" else _side(desk, state, say)


# --- side by side -----------------------------------------------------------------------------------------------------


def _side(desk: Desk, state: State, say: Phrases) -> str:
    agencies = list(dict.fromkeys(state.get("agency", [])))
    years = sorted({year for text in state.get("year", []) if (year := year_in(text)) is not None})
    if not agencies:
        return f'<p class="nb-hint" data-said>{say("compare.choose")}</p>'
    found = tabulating.compare(desk.library, desk.catalogue, agencies, years)
    kinds, blank = one(state, "kinds") == "1", one(state, "blank") == "1"
    hidden = sum((row.applicant != "total" and not kinds) or (row.empty and not blank) for row in found.rows)
    rest = f'<p class="nb-note">{say("compare.hidden", n=hidden)}</p>' if hidden else ""
    pairs: Pairs = [*(("agency", name) for name in agencies), *(("year", year) for year in years)]
    return (
        f'<div class="nb-head">{files_html(say, "compare", pairs)}</div>'
        f"{comparison_html(found, view_of(say), kinds=kinds, empty=blank)}{rest}"
    )


# --- adding up --------------------------------------------------------------------------------------------------------


def _sum(desk: Desk, state: State, say: Phrases) -> str:
    parent = one(state, "parent")
    if not parent:
        return f'<p class="nb-hint" data-said>{say("compare.choose.sum")}</p>'
    year = year_in(one(state, "in")) or _latest(desk.library, parent)
    direct, exclude = one(state, "scope") == "direct", one(state, "contradicting") == "exclude"
    rolled = tabulating.roll_up(
        desk.library,
        desk.catalogue,
        parent,
        year,
        scope="direct" if direct else "towns",
        contradicting="exclude" if exclude else "include",
    )
    options: Pairs = [
        *([("scope", "direct")] if direct else ()), *([("contradicting", "exclude")] if exclude else ()),
    ]  # fmt: skip
    here: Pairs = [("view", "sum"), ("parent", parent), ("in", year), *options]
    parts = _parts(rolled, one(state, "cell"), here, say)
    files = files_html(say, "rollup", [("parent", parent), ("year", year), *options])
    tables = roll_up_html(rolled, view_of(say), lambda slot: address_of_cell(here, slot))
    return f'<div class="nb-head">{files}</div>{parts}<div data-in="{year}">{tables}</div>'


def address_of_cell(here: Pairs, slot: Slot) -> str:
    """Where what a sum is made of is shown; not escaped, `roll_up_html` does that."""
    return "#compare?" + urlencode([*here, ("cell", ".".join(slot.key))])


def _parts(rolled: RollUp, cell: str, here: Pairs, say: Phrases) -> str:
    slot = next((slot for slot in rolled.form.slots if ".".join(slot.key) == cell), None)
    if slot is None:
        return ""
    back = f'<a href="{address("compare", here)}" data-key="cell-{e(cell)}">{say("compare.back")}</a>'
    return (
        f'<section class="nb-parts" data-focus tabindex="-1" aria-label="{say("compare.parts")}">'
        f"<h3>{say('compare.parts')}</h3>{parts_html(rolled, slot, view_of(say))}<p>{back}</p></section>"
    )


def _latest(library: Index, parent: str) -> int:
    """The last year of which there is a report below a place. Raises WrongCall for a place that holds none."""
    places = places_of(library.listed)
    path = tabulating.any_place(parent, places.values())
    years = [c.year for c in library.listed if c.year is not None and within(places[c.id], [path])]
    return max(years, default=0)
