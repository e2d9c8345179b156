"""The things that reports count, each with the words that name it and the units it is counted in (`rules_things.toml`).

Matched on folded text; from the more specific to the more general, the first that matches wins.
"""

from __future__ import annotations

from typing import NamedTuple

from nianbao.catalogue.rules import Rule, rules


def units(words: str) -> frozenset[str]:
    """A set written as words with spaces between; what is counted in 件 is counted in 件次 too."""
    named = words.split()
    return frozenset([*named, *(f"{unit}次" for unit in named if unit in _TIMES_OF)])


_TIMES_OF = ("条", "件", "篇", "项", "期", "场", "批")


class Thing(NamedTuple):
    """A kind of thing that reports count: its name, the words that name it, and the units it is counted in."""

    name: str
    words: Rule
    units: frozenset[str]


_RULES = rules("rules_things.toml")
THINGS: tuple[Thing, ...] = tuple(Thing(name, rule, units(rule.units)) for name, rule in _RULES.items() if rule.units)
BY_NAME = {t.name: t for t in THINGS}
BY_UNIT = {unit: tuple(t for t in THINGS if unit in t.units) for unit in {u for t in THINGS for u in t.units}}
ITEMS, TIMES = BY_NAME["fulltext"].units, BY_NAME["press"].units
# Requests for something else than information.
OTHER_REQUEST = _RULES["other_request"]
# A cause names a thing without counting it: 因政府信息公开申请引起的行政复议 counts reconsiderations.
CAUSE = _RULES["cause"]
