"""Short forms of bureaus: 城厢住建局 for 城厢区住房和城乡建设局, 遵义人社局 for 遵义市人力资源和社会保障局.

A short form is the name of the place, whole or without 市, 县 or 区, and characters of the bureau's name in order,
the first and the last among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nianbao.directory.gazetteer import Gazetteer
from nianbao.directory.naming import TAIL, Agency
from nianbao.model import Span
from nianbao.text.fold import fold

_PLACE = re.compile(r"^[\u4e00-\u9fa5]{2,7}?(?:省|自治区|市|县|区|自治州|州|旗)")
_BRANCH = re.compile(r"^(?P<head>.{4,}?局)(?P<place>[\u4e00-\u9fa5]{2,4}?)(?:分|监管|管理)?局$")
_LONGEST = 14
_SHORTENED = (("委员会", "委"), ("联合会", "联"), ("办公室", "办"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A short form found in a question and the agencies it may stand for."""

    words: str
    span: Span
    agencies: tuple[Agency, ...]


class Abbreviations:
    """Finds short forms; made once for the agencies of an index."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._bureaus: dict[str, list[tuple[str, Agency]]] = {}
        for agency in agencies:
            for place, bureau in _forms(agency):
                self._bureaus.setdefault(place, []).append((bureau, agency))
        self._places = Gazetteer(self._bureaus)
        self._order = {place: i for i, place in enumerate(self._bureaus)}

    def find(self, text: str) -> list[Short]:
        """Short forms in a folded text, longest first where they overlap, in the order of the text."""
        found: dict[Span, dict[str, Agency]] = {}
        said = sorted(self._places.everywhere(text), key=lambda place: (self._order[place.words], place.begin))
        for place in said:
            for bureau, agency in self._bureaus[place.words]:
                if (end := _end(text, place.end(), bureau)) is not None:
                    span = Span(start=place.begin, end=end)
                    found.setdefault(span, {})[agency.name + "".join(agency.parents)] = agency
        kept: list[Span] = []
        for span in sorted(found, key=lambda s: (s.start - s.end, s.start)):
            if all(span.end <= k.start or k.end <= span.start for k in kept):
                kept.append(span)
        kept.sort(key=lambda s: s.start)
        return [Short(words=s.of(text), span=s, agencies=tuple(found[s].values())) for s in kept]


def spells_out(short: str, full: str) -> bool:
    """True when the characters of the short name stand in the full one in order, the first and last alike."""
    rest = iter(full)
    return len(short) >= 2 and short[0] == full[0] and short[-1] == full[-1] and all(c in rest for c in short)


def _forms(agency: Agency) -> set[tuple[str, str]]:
    """Places and bureau names of an agency: (城厢区, 住房和城乡建设局), (城厢, 住房和城乡建设局)."""
    forms: set[tuple[str, str]] = set()
    for full in {fold(agency.name), fold(agency.full_name)}:
        places = [fold(p) for p in agency.parents[-1:]]
        bureau = full
        while (match := _PLACE.match(bureau)) and len(bureau) - match.end() >= 3:
            places.append(match[0])
            bureau = bureau[match.end() :]
        if branch := _BRANCH.match(bureau):
            places, bureau = [branch["place"]], branch["head"]
        if not bureau.endswith(("局", "委", "办", "会", "室", "厅", "中心")):
            continue
        names = {bureau} | {bureau.removesuffix(a) + b for a, b in _SHORTENED if bureau.endswith(a)}
        stems = {s for p in places for s in (p, TAIL.sub("", p)) if len(s) >= 2}
        forms |= {(place, name) for place in stems for name in names}
    return forms


def _end(text: str, start: int, bureau: str) -> int | None:
    """Where the longest short form of the bureau that begins at `start` ends."""
    limit = min(len(text), start + _LONGEST)
    ends = (e for e in range(limit, start + 1, -1) if spells_out(text[start:e], bureau))
    return next(ends, None)
