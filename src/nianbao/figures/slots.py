"""Slots of a framed number: whether it counts the year, and whose it is when it is not the agency's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nianbao.catalogue.rules import rules
from nianbao.figures.frames import Frame, says_little
from nianbao.model import Scope
from nianbao.text.numerals import plain

_RULES = rules("rules_prose.toml")
_OWNERS = tuple(rule for name, rule in _RULES.items() if name.startswith("owner.") and name != "owner.others_sites")
_SITES = _RULES["owner.others_sites"]
_PART_OF_YEAR, _BACK, _OF_YEAR = (_RULES[f"scope.{n}"] for n in ("part_of_year", "reaches_back", "of_the_year"))
_SUMMED = re.compile(r"累计|历年|总(?=访问|点击|浏览)|至今")
_FROM, _TO = _RULES["change.from"], _RULES["change.to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slotted:
    """A frame with the time its number counts and the frame before it in the sentence."""

    frame: Frame
    scope: Scope
    before: Frame | None


def slots(frames: Sequence[Frame], year: int | None) -> Iterator[Slotted]:
    """The frames of a sentence with their times; "52万人次,其中2013年9万人次" counts since the start first."""
    before, earlier = None, "year"
    for i, frame in enumerate(frames):
        unit = frame.quantity.unit
        scope = _scope(frame, next((f for f in frames[i + 1 : i + 3] if f.quantity.unit == unit), None), year)
        yield Slotted(frame=_of_the_year(frame, before, earlier), scope=scope, before=before)
        before, earlier = frame, scope


def _of_the_year(frame: Frame, before: Frame | None, scope: str) -> Frame:
    """The frame with the words of the one `before` it, when that counts since the start and names what both count."""
    if before is None or scope != "since_start" or not says_little(frame.words):
        return frame
    return replace(frame, words=_SUMMED.sub("", before.words), own=before.own, thing=before.thing)


def _scope(frame: Frame, following: Frame | None, year: int | None) -> Scope:
    if _PART_OF_YEAR.search(frame.words):
        return "part_of_year"
    if following is not None:
        if _FROM.search(frame.words) and _TO.match(following.back):
            return "other_year"
        if (
            following.quantity.unit == frame.quantity.unit
            and following.quantity.value < frame.quantity.value
            and _OF_YEAR.match(following.back.replace(" ", ""))
            and _BACK.search(frame.words)
            and (year is None or "20" not in following.back or str(year) in following.back)
        ):
            return "since_start"
    return "year"


def owner_of(frame: Frame, before: Frame | None) -> str | None:
    """The words that name whose number it is; None when they name no other body than the agency.

    "8个门户网站发布信息3000条": with the number `before` it is counted whose sites these were.
    """
    if before is not None and before.quantity.value > 1:
        match = _SITES.match(before.quantity.unit + before.after)
        if match is not None and before.after.endswith(frame.words):
            return f"{plain(before.quantity.value)}{before.quantity.unit}{match['owner']}"
    return next((m["owner"] for rule in _OWNERS if (m := rule.search(frame.words)) is not None), None)
