"""Names heard, typed or copied wrongly: taken for a held agency's only where it is the one that fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from nianbao.directory.lookalikes import alike
from nianbao.directory.naming import TAIL, Agency, stem_of
from nianbao.directory.sounds import sounds_like, sounds_same
from nianbao.model import Span

_OWN_KIND = re.compile(r"街道|镇|乡|县|区|市|局")


class Slips:
    """Finds the agency that a slip means. `exists` tells whether a place of a name is known, held or not: that is
    never taken for a slip."""

    def __init__(self, agencies: Sequence[Agency], exists: Callable[[str], bool]) -> None:
        self._all = agencies
        self._exists = exists

    def heard(self, rest: str) -> list[tuple[Agency, Span]]:
        """The agencies whose names, with the word that says their kind, sound like a piece of the text: one each."""
        found: list[tuple[Agency, Span]] = []
        for ending in _OWN_KIND.finditer(rest):
            like: dict[str, list[tuple[Agency, Span]]] = {"same": [], "like": []}
            for agency in self._by_kind.get(ending[0], ()):
                span = Span(start=max(ending.end() - len(agency.name), 0), end=ending.end())
                said = span.of(rest)
                if said != agency.name and sounds_like(said, agency.name):
                    like["same" if sounds_same(said, agency.name) else "like"].append((agency, span))
            best = like["same"] or like["like"]
            if len(best) == 1 and not self._exists(best[0][1].of(rest)):
                found.append(best[0])
        return found

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Agency, ...]]:
        """The agencies whose names end in a word that says their kind and have two characters more, by that word."""
        made: dict[str, list[Agency]] = {}
        for agency in self._all:
            if (kind := _OWN_KIND.search(agency.name, len(agency.name) - 2)) and len(agency.name) - len(kind[0]) >= 2:
                made.setdefault(kind[0], []).append(agency)
        return {kind: tuple(agencies) for kind, agencies in made.items()}

    def corrected(self, name: str) -> Agency | None:
        """The one agency whose name sounds the same, a slip of the input method, or else looks the same.

        The name of a place that exists is no slip, though the index does not hold it.
        """
        as_long = self._by_length.get(len(name), [])  # no other name sounds or looks the same
        near = [a for a in as_long if _same(name, a, sounds_same)]
        near = near or [a for a in as_long if _same(name, a, alike)]
        return near[0] if len(near) == 1 and not self._exists(name) else None

    @cached_property
    def _by_length(self) -> dict[int, list[Agency]]:
        """The agencies by the lengths of their names, and of what these are without 镇 or 县."""
        found: dict[int, list[Agency]] = {}
        for agency in self._all:
            for length in dict.fromkeys((len(agency.name), len(stem_of(agency)))):
                found.setdefault(length, []).append(agency)
        return found


def _same(name: str, agency: Agency, like: Callable[[str, str], bool]) -> bool:
    """True when the name is like the agency's, or, being without 镇 or 县, like what that leaves of the agency's."""
    return like(name, agency.name) or (TAIL.sub("", name) == name and like(name, stem_of(agency)))
