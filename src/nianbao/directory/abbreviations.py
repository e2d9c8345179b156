"""Bodies called by parts of their names: 城厢住建局 for 城厢区住房和城乡建设局, 滨江公安 for the city's police there,
城厢区管学校的那个局.

A short form is the body's own place, whole or without 市, 县 or 区, and with it characters of the bureau's name in
order, the first and the last among them, or what people say for it (`organs.toml`), or what it sees to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nianbao.directory.gazetteer import Gazetteer
from nianbao.directory.naming import TAIL, Agency
from nianbao.directory.organs import KIND_WORDS, TOLD, Organ, organs_of, spoken_forms
from nianbao.model import Span
from nianbao.text.fold import fold

_PLACE = re.compile(r"^(?:(?![局委厅院])[\u4e00-\u9fa5]){2,7}?(?:省|自治区|市|县|区|自治州|州|盟|旗)")
BRANCH = re.compile(r"^(?P<head>[\u4e00-\u9fa5]{2,}?局)(?P<place>[\u4e00-\u9fa5]{2,7}?)(?:分|监管|管理)?局$")
_LONGEST = 14
_LEAGUE = 4
"""Characters of a league's name from which on people shorten it."""
_LINK = re.compile(r"(?:的|那个|那边的?|这边的?|那家){0,2}")
_SHORTENED = (("委员会", "委"), ("联合会", "联"), ("办公室", "办"))
_ENDS_AS_BODY = ("局", "委", "办", "会", "室", "厅", "中心", "联")
_ALONE = re.compile(r"$|[^\u4e00-\u9fa5]|去年|今年|前年|上年|历年|二[〇零]|那")
"""After these a field of work without 局 (安庆财政) is the body."""
_ACTS = re.compile(r"收到?|被|有|办了|公开了|发布?了|一共|总共|到底|究竟|在|作出|是不是")
"""So it is after these where the place is no body itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A short form found in a question and the agencies it may stand for."""

    words: str
    span: Span
    agencies: tuple[Agency, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bureau:
    """A body with its bureau's name, ways to say that, and the places above its own."""

    agency: Agency
    name: str
    spoken: frozenset[str]
    organs: tuple[Organ, ...]
    above: tuple[str, ...]
    branch: bool = False


class Abbreviations:
    """Finds short forms; made once for the agencies of an index."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._bureaus: dict[str, list[_Bureau]] = {}
        self._bodies: set[str] = set()
        for agency in agencies:
            self._bodies |= {fold(agency.name), TAIL.sub("", fold(agency.name))}
            for place, bureau in _forms(agency):
                self._bureaus.setdefault(place, []).append(bureau)
        self._places = Gazetteer(self._bureaus)
        self._order = {place: i for i, place in enumerate(self._bureaus)}

    def find(self, text: str) -> list[Short]:
        """Short forms in a folded text, longest first where they overlap, in the order of the text."""
        found: dict[Span, dict[str, Agency]] = {}
        said = sorted(self._places.everywhere(text), key=lambda place: (self._order[place.words], place.begin))
        for place in said:
            for bureau in self._bureaus[place.words]:
                for span in self._spans(text, place.begin, place.words, bureau):
                    key = bureau.agency.name + "".join(bureau.agency.parents)
                    found.setdefault(span, {})[key] = bureau.agency
        kept: list[Span] = []
        for span in sorted(found, key=lambda s: (s.start - s.end, s.start)):
            if all(span.end <= k.start or k.end <= span.start for k in kept):
                kept.append(span)
        kept.sort(key=lambda s: s.start)
        return [Short(words=s.of(text), span=s, agencies=tuple(found[s].values())) for s in kept]

    def _spans(self, text: str, start: int, place: str, bureau: _Bureau) -> Iterator[Span]:
        """Where a bureau is named by the place that stands at `start` and words around it."""
        after = start + len(place)
        link = _LINK.match(text, after)
        begun = link.end() if link else after
        end = max((e for b in {after, begun} if (e := self._end(text, b, place, bureau)) is not None), default=None)
        if end is not None:
            yield Span(start=_begin(text, start, bureau), end=end)
        if bureau.branch:
            head = next((f for f in _longest({bureau.name, *bureau.spoken}) if text.endswith(f, 0, start)), None)
            tail = re.compile(r"[市县区]?(?:分局|局)").match(text, after)
            if head is not None and tail is not None:
                yield Span(start=_begin(text, start - len(head), bureau), end=tail.end())

    def _end(self, text: str, start: int, place: str, bureau: _Bureau) -> int | None:
        """Where the longest name of the bureau that begins at `start` ends."""
        ends = [e for e in (_spelled(text, start, bureau.name), self._spoken(text, start, place, bureau)) if e]
        told = TOLD.match(text, start)
        if told is not None and any(o.manages(told["what"]) for o in bureau.organs):
            ends.append(told.end())
        return max(ends, default=None)

    def _spoken(self, text: str, start: int, place: str, bureau: _Bureau) -> int | None:
        for form in _longest(bureau.spoken):
            if not text.startswith(form, start):
                continue
            end = start + len(form)
            if bureau.branch and text.startswith("分局", end):
                return end + 2
            whole = form.endswith(_ENDS_AS_BODY)
            plain = _ALONE.match(text, end) or (place not in self._bodies and _ACTS.match(text, end))
            if whole or plain:
                return end
        return None


def spells_out(short: str, full: str) -> bool:
    """True when the characters of the short name stand in the full one in order, the first and last alike."""
    rest = iter(full)
    return len(short) >= 2 and short[0] == full[0] and short[-1] == full[-1] and all(c in rest for c in short)


def bureau_of(agency: Agency) -> str:
    """The name of a bureau without the places before it: 住房和城乡建设局; the whole name where it has none."""
    name = fold(agency.name)
    while (match := _PLACE.match(name)) and len(name) - match.end() >= 2:
        name = name[match.end() :]
    return name


def _forms(agency: Agency) -> Iterator[tuple[str, _Bureau]]:
    """The places that an agency's short names begin with, each with the bureau that follows."""
    seen: set[tuple[str, str]] = set()
    for full in dict.fromkeys((fold(agency.name), fold(agency.full_name))):
        places, bureau = _cut(full)
        places = places or [fold(p) for p in agency.parents[-1:]]
        if not places or not bureau.endswith(_ENDS_AS_BODY):
            continue
        branch = BRANCH.match(bureau)
        if branch is not None:
            places, bureau = [*places, branch["place"]], branch["head"]
        names = {bureau} | {bureau.removesuffix(a) + b for a, b in _SHORTENED if bureau.endswith(a)}
        above = tuple(dict.fromkeys(s for p in (*agency.parents, *places[:-1]) for s in _both(fold(p))))
        for place in _both(places[-1]):
            for name in names - {n for p, n in seen if p == place}:
                seen.add((place, name))
                own = _Bureau(
                    agency=agency, name=name, spoken=spoken_forms(name), organs=organs_of(name), above=above,
                    branch=branch is not None,
                )  # fmt: skip
                yield place, own


def _cut(full: str) -> tuple[list[str], str]:
    """The places that a name begins with, the own one last, and the bureau's name."""
    places: list[str] = []
    while (match := _PLACE.match(full)) and len(full) - match.end() >= 2 and not KIND_WORDS.match(full, match.end()):
        places.append(match[0])
        full = full[match.end() :]
    return places, full


def _both(place: str) -> tuple[str, ...]:
    """A place with and without its level; a league also by its first character (锡盟)."""
    league = (place[0] + "盟", place[:-1]) if place.endswith("盟") and len(place) >= _LEAGUE else ()
    return tuple(dict.fromkeys(p for p in (place, TAIL.sub("", place), *league) if len(p) >= 2))


def _longest(forms: Iterable[str]) -> list[str]:
    return sorted(forms, key=lambda f: (-len(f), f))


def _begin(text: str, start: int, bureau: _Bureau) -> int:
    """Where the name begins with the places above its own before it: 杭州滨江公安."""
    before = next((p for p in _longest(bureau.above) if text.endswith(p, 0, start)), None)
    return start if before is None else _begin(text, start - len(before), bureau)


def _spelled(text: str, start: int, bureau: str) -> int | None:
    """Where the longest short form of the bureau that begins at `start` ends."""
    limit = min(len(text), start + _LONGEST)
    ends = (e for e in range(limit, start + 1, -1) if spells_out(text[start:e], bureau))
    return next(ends, None)
