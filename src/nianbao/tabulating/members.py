"""Whose tables a roll-up adds: the towns below a place, each once, and who is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nianbao.model import ReportCard
from nianbao.store.places import UNKNOWN, Place
from nianbao.tabulating.naming import shown

Scope = Literal["towns", "direct"]
"""All towns below the place, however deep; or the agencies right below it, whatever they are."""

NoteKind = Literal[
    "missing", "other_edition", "contradiction", "excluded", "conflict", "rough", "blank", "prose", "superseded",
    "unplaced", "left_out", "to_check", "total",
]  # fmt: skip

_TOWN = re.compile(r"(?:镇|乡|街道|苏木)(?:人民政府|办事处)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a careful reader of a sum should know, in one Chinese sentence and (`en`) an English one, in which names and
    labels of the form stay Chinese; `agency` is "" when it concerns all."""

    kind: NoteKind
    agency: str
    text: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The reports to be added, by place; `notes` tell who is missing or left out."""

    cards: tuple[ReportCard, ...]
    notes: tuple[Note, ...]


def members_of(
    parent: Place, year: int, scope: Scope, listed: Sequence[ReportCard], places: dict[str, Place]
) -> Members:
    """The reports about `year` of those below `parent`, one each, in the order of their places."""
    notes: list[Note] = []
    years: dict[Place, list[int]] = {}
    chosen: dict[Place, ReportCard] = {}
    others: dict[Place, str] = {}
    for card in listed:
        path = places[card.id]
        if path[: len(parent)] != parent or path == parent:
            continue
        if not _belongs(path, parent, scope):
            if len(path) == len(parent) + 1 and card.year == year:
                others[path] = card.agency
            continue
        years.setdefault(path, [])
        if card.year is not None:
            years[path].append(card.year)
        if card.year == year:
            if card.superseded_by is not None or path in chosen:
                text = f"{card.agency}另有一份{year}年的报告（{card.source}），只计一份，没有重复相加。"
                en = f"{card.agency} has another report about {year} ({card.source}); only one is counted."
                notes.append(Note(kind="superseded", agency=card.agency, text=text, en=en))
            if card.superseded_by is None and (path not in chosen or card.figures > chosen[path].figures):
                chosen[path] = card
    notes += [_missing(path, year, known) for path, known in sorted(years.items()) if path not in chosen]
    notes += _unplaced(year, {path[-1] for path in years}, listed, places)
    if others:
        names = "、".join(others[path] for path in sorted(others))
        text = f"{len(others)} 个不是镇街的机关没有计入：{names}。"
        en = f"{len(others)} agencies that are no towns are not added: {names}."
        notes.append(Note(kind="left_out", agency="", text=text, en=en))
    return Members(cards=tuple(chosen[path] for path in sorted(chosen)), notes=tuple(notes))


def _belongs(path: Place, parent: Place, scope: Scope) -> bool:
    return bool(_TOWN.search(path[-1])) if scope == "towns" else len(path) == len(parent) + 1


def _missing(path: Place, year: int, known: Sequence[int]) -> Note:
    held = "、".join(map(str, sorted(set(known))))
    has = f"索引里只有 {held} 年的" if held else "索引里它的报告没有年份"
    has_en = f"only of {held.replace('、', ', ')}" if held else "its reports have no year"
    return Note(
        kind="missing",
        agency=path[-1],
        text=f"没有{path[-1]}{year}年的报告（{has}），合计里没有它。",
        en=f"There is no report of {path[-1]} about {year} (indexed: {has_en}); the sums lack it.",
    )


def _unplaced(year: int, names: set[str], listed: Sequence[ReportCard], places: dict[str, Place]) -> list[Note]:
    """Reports of the same name of which nobody knows the county: perhaps those that are missing, perhaps not."""
    return [
        Note(
            kind="unplaced",
            agency=card.agency,
            text=f"另有一份不知属于哪个县的{shown(places[card.id])}{year}年报告（{card.source}），没有计入；"
            "若属于这里，请在它的 .json 里写上 parents。",
            en=f"Another report about {year} is of a {shown(places[card.id])} of unknown county ({card.source}); it "
            "is not added. If it belongs here, give its parents in its .json.",
        )
        for card in listed
        if card.year == year and places[card.id][0] == UNKNOWN and card.agency in names
    ]
