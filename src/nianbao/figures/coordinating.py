"""Coordination: one number said of several things, and several numbers said of as many things in turn.

"专职与兼职各2人" states two figures, "行政复议、行政诉讼案件0件" two zeros, "专职、兼职分别为一名和两名" one for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.catalogue.rules import rules
from nianbao.figures.frames import Frame, Place, thing_in
from nianbao.figures.lexicon.things import BY_NAME, CAUSE

_RULES = rules("rules_prose.toml")
_EACH, _IN_TURN = _RULES["coordination.each"], _RULES["coordination.in_turn"]
_JOINT, _NEXT, _SHORT = (_RULES[f"coordination.{name}"] for name in ("joint", "next", "short"))
_RATES = re.compile(
    r"^[^,，]{0,12}?(?P<rates>[^,，、和]{1,4}率(?:[、和][^,，、和]{1,4}率){1,2})(?:均|都|皆"
    r"|分别)?(?:为|是|达到?)?\s?$"
)
_SPLIT = re.compile(r"(?:以及|[、和与或]|(?<!涉)及)(?![^“”]{0,20}”)")
_AT_ONCE = tuple(BY_NAME[name] for name in ("application", "reconsideration", "litigation", "appeal", "complaint"))


def in_turn(places: Sequence[Place]) -> list[Place]:
    """The places of a sentence with the names of "A、B分别为1名和2名" handed out to the numbers in turn."""
    found = list(places)
    for i, place in enumerate(places):
        match = _IN_TURN.search(_SHORT.sub("专职", place.words))
        if match is None:
            continue
        items = [item for item in _SPLIT.split(match["items"]) if item.strip()]
        following = places[i : i + len(items)]
        if len(following) < len(items) or any(_NEXT.match(p.back.strip()) is None for p in following[1:]):
            continue
        named = _completed(items, match["tail"], place.quantity.unit)
        for p, said in zip(following, named, strict=True):
            found[i + following.index(p)] = replace(
                p, words=said, back=said if p is not place else p.back, after="", turned=True
            )
    return found


def each(frame: Frame) -> list[Frame]:
    """The frames that one number states if it is said of each of several things; none when it names only one."""
    unit = frame.quantity.unit
    if unit == "%":
        rates = _RATES.match(frame.words)
        return [] if rates is None else [replace(frame, words=r) for r in re.split(r"[、和]", rates["rates"])]
    words = _SHORT.sub("专职", frame.words)
    match = _EACH.match(words)
    if match is not None:
        items = [item for item in _SPLIT.split(match["items"]) if item.strip()]
        return [_said_of(frame, said) for said in _completed(items, match["tail"], unit)]
    if frame.quantity.value == 0:
        if _JOINT.search(words) is not None:
            items = [item for item in _SPLIT.split(words) if thing_in(item, unit) is not None]
            return [_said_of(frame, said) for said in items]
        plain = CAUSE.sub("", words)
        named = [m[0] for thing in _AT_ONCE if unit in thing.units and (m := thing.words.search(plain))]
        return [_said_of(frame, name) for name in named]
    return []


def items_of(words: str, unit: str) -> list[str]:
    """The things that words join, each with the noun they share: 制发、废止规范性文件."""
    return _completed([item for item in _SPLIT.split(words) if item.strip()], "", unit)


def _completed(items: Sequence[str], tail: str, unit: str) -> list[str]:
    """The items with the noun that the last of them or the words behind them name for all: 网上[申请]、当面申请."""
    if thing_in(tail, unit) is not None:
        return [item + tail for item in items]
    whole = items[-1] + tail
    thing = thing_in(whole, unit)
    named = None if thing is None else thing.words.search(whole)
    if named is None and (first := thing_in(items[0], unit)) is not None:
        head = first.words.search(items[0])  # "规章制发件数、废止件数": the first of them names what all of them are
        before = "" if head is None else head[0]
        return [items[0], *(before + item for item in items[1:-1]), before + whole]
    shared = "" if named is None else whole[named.start() :]
    return [item if thing_in(item, unit) is not None else item + shared for item in items[:-1]] + [whole]


def _said_of(frame: Frame, words: str) -> Frame:
    own = thing_in(words, frame.quantity.unit)
    return replace(frame, words=words, back=words, own=own, thing=own or frame.thing)
