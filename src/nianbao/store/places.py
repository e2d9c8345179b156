"""The tree of places: province › city › county › agency, as the reports' cards tell it. Pure.

A place is its path of names from the outermost on; a county with a report of its own is an agency and holds its towns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nianbao.model import ReportCard

Place = tuple[str, ...]

_HOLDS = re.compile(r"[省市县区旗州盟]$")
"""Provinces, cities and counties; an office of one name stands in each of them."""

UNKNOWN = "（上级不明）"
"""The node of the agencies of which no report says where they belong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyNode:
    """A place with what is indexed of it: `years` and `reports` are its own, `below` the reports of all it holds."""

    name: str
    path: Place
    years: tuple[int, ...] = ()
    reports: int = 0
    below: int = 0
    children: tuple[AgencyNode, ...] = ()


def agency_tree(cards: Iterable[ReportCard]) -> tuple[AgencyNode, ...]:
    """The outermost places, each with what it holds, in the order of their names; agencies without a place last."""
    cards = tuple(cards)
    paths = places_of(cards)
    own: dict[Place, list[ReportCard]] = {}
    inner: dict[Place, set[Place]] = {}
    for card in cards:
        path = paths[card.id]
        own.setdefault(path, []).append(card)
        for depth in range(len(path)):
            inner.setdefault(path[:depth], set()).add(path[: depth + 1])
    return _children((), own, inner)


def places_of(cards: Iterable[ReportCard]) -> dict[str, Place]:
    """The place of each report, by id: the places above and the agency itself.

    Places given only from the county on are completed when one known path ends in them, be it given as what is above an
    agency or as that of the county's own report. An agency with nothing above it stands below `UNKNOWN`, since another
    county may have one of its name, unless it holds others itself, and all of them in one place.
    """
    cards = tuple(cards)
    known = {card.parents[:depth] for card in cards for depth in range(1, len(card.parents) + 1)}
    holding = {path[-1] for path in known}
    known |= {(*card.parents, card.agency) for card in cards if card.parents and card.agency in holding}
    whole: dict[Place, Place] = {path: _completed(path, known) for path in known}
    found: dict[str, Place] = {}
    for card in cards:
        if card.parents:
            path = (*whole[card.parents], card.agency)
            found[card.id] = whole.get(path, path)
        else:
            alike = {path for path in whole.values() if path[-1] == card.agency}
            named = {path for path in alike if len(path) == 1 or _HOLDS.search(path[-1])}
            found[card.id] = named.pop() if len(named) == 1 else (UNKNOWN, card.agency)
    return found


def within(path: Place, places: Sequence[Place]) -> bool:
    """True when the path is one of the places or lies below one."""
    return any(path[: len(place)] == place for place in places)


def path_text(path: Place) -> str:
    """A place in one line, as addresses and options write it: 山东省/济宁市/曲阜市."""
    return "/".join(path)


def _completed(path: Place, known: set[Place]) -> Place:
    longer = {other for other in known if len(other) > len(path) and other[-len(path) :] == path}
    # of 曲阜市, 济宁市›曲阜市 and 山东省›济宁市›曲阜市 the last says all that the second does
    ends = {other for other in longer if not any(_ends_in(third, other) for third in longer)}
    return ends.pop() if len(ends) == 1 else path


def _ends_in(path: Place, end: Place) -> bool:
    return len(path) > len(end) and path[-len(end) :] == end


def _children(
    above: Place, own: Mapping[Place, Sequence[ReportCard]], inner: Mapping[Place, set[Place]]
) -> tuple[AgencyNode, ...]:
    found = []
    for path in sorted(inner.get(above, ()), key=lambda path: (path[-1] == UNKNOWN, path)):
        cards, children = own.get(path, ()), _children(path, own, inner)
        found.append(
            AgencyNode(
                name=path[-1],
                path=path,
                years=tuple(sorted({card.year for card in cards if card.year is not None})),
                reports=len(cards),
                below=sum(child.reports + child.below for child in children),
                children=children,
            )
        )
    return tuple(found)
