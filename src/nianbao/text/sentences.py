"""Sentences as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.model import Span

_END = re.compile(r"[。！？；;!?\n]+[”’」』）)]?")


def sentences(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Sentences of the text (or of a part of it), their full stop included, blank ones left out.

    A semicolon and a line end close a sentence too: reports put one count on each side of a semicolon.
    """
    return tuple(_cut(text, within or Span(start=0, end=len(text))))


def _cut(text: str, within: Span) -> Iterator[Span]:
    start = within.start
    for match in _END.finditer(text, within.start, within.end):
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, within.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if stripped := piece.strip():
        if len(stripped) == 1 and not stripped.isalnum():
            return
        yield Span(start=start + left, end=start + left + len(stripped))
