"""Names that are heard or typed wrongly: the one held agency whose name sounds like a piece of a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from nianbao.directory.lookalikes import alike
from nianbao.directory.naming import Agency
from nianbao.directory.sounds import sounds_like, sounds_same
from nianbao.model import Span

_OWN_KIND = re.compile(r"街道|镇|乡|县|区|市|局")


class Hearing:
    """Finds agencies by ear; made once for those of an index."""

    def __init__(self, agencies: tuple[Agency, ...], exists: Callable[[str], bool]) -> None:
        """`exists` tells whether a place of that name is known: its name is no slip for another's."""
        self.all = agencies
        self._exists = exists

    def find(self, rest: str) -> list[tuple[Agency, Span]]:
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
            if len(best) == 1 and not self._exists(said := best[0][1].of(rest)) and not self._seen(said, best[0][0]):
                found.append(best[0])
        return found

    def _seen(self, said: str, heard: Agency) -> bool:
        """True when the words look like the name of another agency than the one that they sound like."""
        return any(other != heard and alike(said, other.name) for other in self._by_kind.get(heard.kind, ()))

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Agency, ...]]:
        """The agencies whose names end in a word that says their kind and have two characters more, by that word."""
        made: dict[str, list[Agency]] = {}
        for agency in self.all:
            if (kind := _OWN_KIND.search(agency.name, len(agency.name) - 2)) and len(agency.name) - len(kind[0]) >= 2:
                made.setdefault(kind[0], []).append(agency)
        return {kind: tuple(agencies) for kind, agencies in made.items()}
