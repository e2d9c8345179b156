"""Coordination: one number said of several things, and several numbers said of as many things in turn.

"专职与兼职各2人" states two figures, "行政复议、行政诉讼案件0件" two zeros, "专职、兼职分别为一名和两名" one for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.catalogue.rules import rules
from nianbao.figures.frames import Frame, thing_in

_RULES = rules("rules_prose.toml")
_EACH, _IN_TURN = _RULES["coordination.each"], _RULES["coordination.in_turn"]
_JOINT, _NEXT = _RULES["coordination.joint"], _RULES["coordination.next"]
_RATES = re.compile(
    r"^[^,，]{0,12}?(?P<rates>[^,，、和]{1,4}率(?:[、和][^,，、和]{1,4}率){1,2})(?:均|都|皆"
    r"|分别)?(?:为|是|达到?)?\s?$"
)
_SPLIT = re.compile(r"(?:以及|[、和与及或])(?![^“”]{0,20}”)")


def in_turn(frames: Sequence[Frame]) -> list[Frame]:
    """The frames of a sentence with the things of "A、B分别为1名和2名" handed out to the numbers in turn."""
    found = list(frames)
    for i, frame in enumerate(frames):
        match = _IN_TURN.match(frame.words)
        if match is None:
            continue
        things = [item for item in _SPLIT.split(match["items"]) if item]
        following = frames[i : i + len(things)]
        if len(following) < len(things) or any(_NEXT.match(f.back.strip()) is None for f in following[1:]):
            continue
        found[i : i + len(things)] = [_said_of(f, thing, frame) for f, thing in zip(following, things, strict=True)]
    return found


def each(frame: Frame) -> list[Frame]:
    """The frames that one number states, most often the frame itself."""
    if frame.quantity.unit == "%":
        rates = _RATES.match(frame.words)
        return [frame] if rates is None else [replace(frame, words=r) for r in re.split(r"[、和]", rates["rates"])]
    match = _EACH.match(frame.words)
    words = match["items"] if match is not None else frame.words
    zero = frame.quantity.value == 0 and _JOINT.search(words) is not None
    if match is None and not zero:
        return [frame]
    items = [item for item in _SPLIT.split(words) if item.strip()]
    named = [thing_in(item, frame.quantity.unit) is not None for item in items]
    category = match is not None and frame.thing is not None and frame.thing.name == "info"
    if not category and (sum(named) < 2 or (match is not None and not all(named))):
        return [frame]
    return [_said_of(frame, item, frame) for item, known in zip(items, named, strict=True) if known or category]


def _said_of(frame: Frame, item: str, head: Frame) -> Frame:
    thing = thing_in(item, frame.quantity.unit)
    if thing is None and head.own is not None and (named := head.own.words.search(head.words)) is not None:
        item, thing = item + named[0], head.own  # "网上、当面申请": the last of them names what all of them are
    return replace(frame, words=item, back=item, own=thing, thing=thing or head.thing)
