"""Numbering that Word generates: the label each paragraph is printed with, which its text does not hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from nianbao.reading.docx_numbers import printed
from nianbao.reading.docx_parts import W
from nianbao.reading.lines import clean, stands_apart

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PLACE = re.compile("%([1-9])")
_LEVELS = 9
_MOST = 99_999
_MAX_CHAIN = 40
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One level of a list: how it counts, what is printed (`%1` stands for the count of level 1), what restarts it."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    decimal: bool = False
    style: str = ""
    tight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A numbering as paragraphs name it; lists with the same `counter` count on after each other."""

    counter: str
    levels: Mapping[int, _Level]
    restarts: Mapping[int, int]


def labels(document: Any) -> dict[Any, str]:
    """The printed label by paragraph element of an opened python-docx document, in one pass from top to bottom."""
    lists = _lists(document)
    if not lists:
        return {}
    styles = _Styles(document.styles.element, lists)
    counting = _Counting()
    found: dict[Any, str] = {}
    for paragraph in document.element.body.iter(f"{W}p"):
        identity, level = styles.numbering(paragraph)
        numbered = lists.get(identity)
        # A drawing is written twice, for Word and for older programs: the second copy must not count.
        if numbered is None or next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue
        if label := counting.next(identity, numbered, level):
            found[paragraph] = label
    return found


class _Counting:
    """Where each list has got to."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, identity: str, numbered: _List, level: int) -> str:
        """The label of the next paragraph of the list at this level; "" for a bullet."""
        counts = self._counts.setdefault(numbered.counter, {})
        if level in numbered.restarts and (identity, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((identity, level))
        for above in range(level):
            counts.setdefault(above, self._start(numbered, above))
        counts[level] = min(counts[level] + 1 if level in counts else self._start(numbered, level), _MOST)
        for below in [k for k in counts if k > level and _is_restarted(numbered.levels.get(k, _Level()), k, level)]:
            del counts[below]
        return _label(numbered, level, counts)

    @staticmethod
    def _start(numbered: _List, level: int) -> int:
        return numbered.restarts.get(level, numbered.levels.get(level, _Level()).start)


def _is_restarted(level: _Level, place: int, by: int) -> bool:
    return by < (place if level.restart is None else min(level.restart, place))


def _label(numbered: _List, level: int, counts: Mapping[int, int]) -> str:
    own = numbered.levels.get(level)
    if own is None or own.kind == "bullet":
        return ""

    def count(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        kind = numbered.levels.get(at, own).kind
        return printed(counts.get(at, 1), "decimal" if own.decimal and kind != "none" else kind)

    label = clean(_PLACE.sub(count, own.text))
    # "1." set against "5件" would read as one number: Word puts a tab between them.
    return label + " " if label and not own.tight and stands_apart(label[-1]) else label


class _Styles:
    """Which numbering a paragraph has: its own, or that of its style or of a style this one is based on."""

    def __init__(self, styles: Any, lists: Mapping[str, _List]) -> None:
        self._lists = lists
        self._base: dict[str, str] = {}
        self._own: dict[str, tuple[str | None, int | None]] = {}
        self._default = ""
        for style in styles.iterchildren(f"{W}style"):
            identity = str(style.get(f"{W}styleId", ""))
            self._own[identity] = _named(style)
            self._base[identity] = _value(style, "basedOn") or ""
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._default = identity

    def numbering(self, paragraph: Any) -> tuple[str, int]:
        """List id ("" for none) and level, from 0."""
        identity, level = _named(paragraph)
        style = _value(paragraph, "pPr", "pStyle") or self._default
        if identity is None:
            identity, of_style = self._inherited(style)
            level = of_style if level is None else level
        if level is None:
            numbered = self._lists.get(identity)
            linked = [n for n, known in numbered.levels.items() if known.style == style] if numbered else []
            level = linked[0] if linked else 0
        return identity, min(level, _LEVELS - 1)

    def _inherited(self, style: str) -> tuple[str, int | None]:
        level: int | None = None
        for _ in range(_MAX_CHAIN):  # a chain of styles may be a ring
            identity, own = self._own.get(style, (None, None))
            level = own if level is None else level
            if identity is not None:
                return identity, self._linked(identity, style) if level is None else level
            style = self._base.get(style, "")
            if not style:
                break
        return "", None

    def _linked(self, identity: str, style: str) -> int | None:
        numbered = self._lists.get(identity)
        levels = numbered.levels if numbered else {}
        return next((n for n, level in levels.items() if level.style == style), None)


def _lists(document: Any) -> dict[str, _List]:
    """Every list by the id that paragraphs use."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    part = next((r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
    root = getattr(part, "element", None)
    if root is None:
        return {}
    kinds = {str(kind.get(f"{W}abstractNumId")): kind for kind in root.iterchildren(f"{W}abstractNum")}
    # A kind may say no more than "as that style", whose kind then says that it is what the style means.
    by_style = {name: key for key, kind in kinds.items() if (name := _value(kind, "styleLink"))}
    found: dict[str, _List] = {}
    for number in root.iterchildren(f"{W}num"):
        key = _value(number, "abstractNumId") or ""
        key = by_style.get(_value(kinds.get(key), "numStyleLink") or "", key)
        if key in kinds:
            found[str(number.get(f"{W}numId", ""))] = _list(number, kinds[key], key)
    found.pop("0", None)  # the id that takes a numbering away
    return found


def _list(number: Any, kind: Any, key: str) -> _List:
    levels = {_integer(level.get(f"{W}ilvl"), 0): _level(level) for level in kind.iterchildren(f"{W}lvl")}
    restarts: dict[int, int] = {}
    for override in number.iterchildren(f"{W}lvlOverride"):
        at = _integer(override.get(f"{W}ilvl"), 0)
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[at] = _level(own)
        start = _value(override, "startOverride")
        if start is not None:
            restarts[at] = _integer(start, 1)
            levels[at] = replace(levels.get(at, _Level()), start=restarts[at])
    return _List(counter=key, levels=levels, restarts=restarts)


def _level(level: Any) -> _Level:
    restart = _value(level, "lvlRestart")
    legal = level.find(f"{W}isLgl")
    return _Level(
        start=_integer(_value(level, "start"), 1),
        kind=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText") or "",
        restart=None if restart is None else _integer(restart, 0),
        decimal=legal is not None and legal.get(f"{W}val", "1") not in _OFF,
        style=_value(level, "pStyle") or "",
        tight=_value(level, "suff") == "nothing",
    )


def _named(element: Any) -> tuple[str | None, int | None]:
    """List id and level as the properties of a paragraph or style name them."""
    level = _value(element, "pPr", "numPr", "ilvl")
    return _value(element, "pPr", "numPr", "numId"), None if level is None else _integer(level, 0)


def _value(element: Any, *path: str) -> str | None:
    found = None if element is None else element.find("/".join(W + name for name in path))
    value = None if found is None else found.get(f"{W}val")
    return None if value is None else str(value)


def _integer(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 6 else default
