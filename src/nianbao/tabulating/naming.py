"""Names as people write them to places of the tree; two places of one name are never mixed up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NoReturn

from nianbao.errors import WrongCall
from nianbao.model import ReportCard
from nianbao.store.places import UNKNOWN, Place, path_text

_MOST_NAMED = 6


def agency_place(name: str, cards: Sequence[ReportCard], places: dict[str, Place]) -> Place:
    """The place of the agency of that short or full name, of that name with places before it (曲阜市息陬镇), or of that
    path of the tree (山东省/济宁市/曲阜市/息陬镇), which is never ambiguous.

    Raises WrongCall when no report is of such an agency, or agencies of several places have the name.
    """
    wanted = "".join(name.split())
    if exact := _of_path(name, {places[card.id] for card in cards}):
        return exact
    found = {
        places[card.id]
        for card in cards
        if wanted in (card.agency, card.full_name) or _names(wanted, places[card.id])
    } - {()}  # fmt: skip
    return _the_one(name, found, {card.agency for card in cards}, "机关", "agency")


def parent_place(name: str, places: Iterable[Place]) -> Place:
    """The place of that name that holds others; raises WrongCall as `agency_place` does."""
    inner = set(inner_places(places))
    return _place_among(name, inner, "上级", "parent")


def any_place(name: str, places: Iterable[Place]) -> Place:
    """The place of that name or path, an agency or one that holds some; raises WrongCall as `agency_place` does."""
    every = {path[:depth] for path in places for depth in range(1, len(path) + 1)}
    return _place_among(name, every, "地区或机关", "place or agency")


def inner_places(places: Iterable[Place]) -> tuple[Place, ...]:
    """The places that hold others, each before what it holds; those that nobody knows the parents of hold nothing."""
    return tuple(sorted({path[:depth] for path in places for depth in range(1, len(path))} - {(UNKNOWN,)}))


def shown(path: Place) -> str:
    """A place in one word, without what is not known of it."""
    return "".join(part for part in path if part != UNKNOWN)


def _place_among(name: str, every: set[Place], zh: str, en: str) -> Place:
    if exact := _of_path(name, every):
        return exact
    wanted = "".join(name.split())
    found = {path for path in every if wanted == path[-1] or _names(wanted, path)}
    return _the_one(name, found, {path[-1] for path in every}, zh, en)


def _of_path(text: str, every: Iterable[Place]) -> Place | None:
    return next((path for path in every if len(path) > 1 and path_text(path) == text), None)


def _names(wanted: str, path: Place) -> bool:
    return len(wanted) > len(path[-1]) and shown(path).endswith(wanted) and wanted.endswith(path[-1])


def _the_one(name: str, found: set[Place], known: set[str], zh: str, en: str) -> Place:
    if len(found) == 1:
        return found.pop()
    if not found:
        _refuse_unknown(name, known, zh, en)
    several = "、".join(
        shown(path) + ("（上级不明）" if path[0] == UNKNOWN else "") for path in sorted(found)[:_MOST_NAMED]
    )
    raise WrongCall(
        f"“{name}”不止一个：{several}，请写上所在的县或市。",
        f"There are several {name!r}: {several}; name the county or city, too.",
    )


def _refuse_unknown(name: str, known: set[str], zh: str, en: str) -> NoReturn:
    near = get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    ask_zh = f"，是不是 {'、'.join(near)}？" if near else "，用 nianbao reports 可以看到收录了哪些。"
    ask_en = f"; did you mean {', '.join(near)}?" if near else "; nianbao reports lists what it holds."
    raise WrongCall(f"索引里没有“{name}”这个{zh}{ask_zh}", f"The index has no {en} {name!r}{ask_en}")
