"""What a page chose or dropped beside the question: a body and a year that fill open slots, slots not to be read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from nianbao.dialogue.state import State
from nianbao.directory.linker import Agencies
from nianbao.query import Query, Scope, Years
from nianbao.text.fold import fold
from nianbao.understanding.mentions import Mentions, blanked
from nianbao.understanding.recognising import Setting, recognised
from nianbao.understanding.scoping import bodies


def chosen_first(state: State, agency: str | None, year: int | None, agencies: Agencies) -> State:
    """The state as if the body and the year that the page has chosen had been talked about, where none was."""
    last = state.last or Query(show="number", years=Years(said=False))
    if agency and not (last.scope.bodies or last.scope.group):
        last = replace(last, scope=Scope(bodies=bodies(agencies.find(fold(agency)).agencies)))
    if year and not (last.years.said or state.years):
        last = replace(last, years=Years(kind="given", values=(year,)))
    return state if last == (state.last or Query(show="number", years=Years(said=False))) else replace(state, last=last)


def without_slots(text: str, slots: Collection[str], setting: Setting) -> str:
    """The question without the words that name the slots; without its metric only bodies and years are left of it."""
    if not slots:
        return text
    mentions = recognised(text, setting)
    named = {"agency": ("body", "place", "group"), "year": ("year", "years")}
    if "metric" in slots:
        kinds = [kind for slot, kinds in named.items() if slot not in slots for kind in kinds]
        return " ".join(m.words for m in mentions.found if m.kind in kinds)
    return _left(mentions, [kind for slot in slots for kind in named.get(slot, ())])


def _left(mentions: Mentions, kinds: Collection[str]) -> str:
    return blanked(mentions.folded, tuple(m for m in mentions.found if m.kind in kinds)).strip()
