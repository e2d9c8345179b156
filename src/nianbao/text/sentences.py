"""Sentences and clauses as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.model import Span

_END = re.compile(r"[。！？；;!?\n]+[”’」』）)]?")
_CLAUSE = re.compile(r"[，,：:]|——")


def sentences(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Sentences of the text (or of a part of it), their full stop included, blank ones left out.

    A semicolon and a line end close a sentence too: reports put one count on each side of a semicolon.
    """
    return tuple(_cut(text, within or Span(start=0, end=len(text)), _END, keep=True))


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of a sentence, cut at commas and colons outside brackets; the marks themselves are left out."""
    return tuple(_cut(text, sentence, _CLAUSE, keep=False))


def _cut(text: str, within: Span, mark: re.Pattern[str], *, keep: bool) -> Iterator[Span]:
    start = within.start
    for match in mark.finditer(text, within.start, within.end):
        if match[0] in ",，" and _inside_number(text, match.start()):
            continue
        yield from _trimmed(text, start, match.end() if keep else match.start())
        start = match.end()
    yield from _trimmed(text, start, within.end)


def _inside_number(text: str, comma: int) -> bool:
    return text[comma - 1 : comma].isdigit() and text[comma + 1 : comma + 4].isdigit() and text[comma] == ","


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if stripped := piece.strip():
        if len(stripped) == 1 and not stripped.isalnum():
            return
        yield Span(start=start + left, end=start + left + len(stripped))
