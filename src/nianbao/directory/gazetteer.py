"""Names found in a text, the longest at each place, in time that does not grow with the number of names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_HEAD = 2
"""Characters that names are told apart by at first; shorter names are told by themselves."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name where it stands; read like a match of a regular expression."""

    words: str
    begin: int

    def __getitem__(self, group: int) -> str:
        if group:
            raise IndexError(group)
        return self.words

    def start(self) -> int:
        """The position of its first character."""
        return self.begin

    def end(self) -> int:
        """The position behind its last character."""
        return self.begin + len(self.words)

    def span(self) -> tuple[int, int]:
        """Both ends."""
        return self.start(), self.end()


class Gazetteer:
    """A set of names, none of them empty; safe to share between threads."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if name)
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[:_HEAD], set()).add(len(name))
        self._lengths = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}

    def match(self, text: str, position: int) -> Occurrence | None:
        """The longest name that begins at the position."""
        for head in (text[position : position + _HEAD], text[position : position + 1]):
            for length in self._lengths.get(head, ()):
                if (words := text[position : position + length]) in self._names and len(words) == length:
                    return Occurrence(words, position)
        return None

    def finditer(self, text: str) -> Iterator[Occurrence]:
        """The names from left to right, each the longest at its place; none overlaps the one before."""
        position = 0
        while position < len(text):
            found = self.match(text, position)
            if found is not None:
                yield found
            position = position + 1 if found is None else found.end()

    def everywhere(self, text: str) -> Iterator[Occurrence]:
        """Every name at every position, also those that overlap or hold others."""
        for position in range(len(text)):
            for head in dict.fromkeys((text[position : position + _HEAD], text[position : position + 1])):
                for length in self._lengths.get(head, ()):
                    words = text[position : position + length]
                    if len(words) == length and words in self._names:
                        yield Occurrence(words, position)
