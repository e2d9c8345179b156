"""Cut a report into the pieces that are retrieved as one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from nianbao.model import Passage, Report, Span
from nianbao.parsing.outline import body_start

LONGEST = 350
"""Characters of the longest passage."""
_SENTENCE = re.compile(r"[。！？!?][”’」』）)]?|\n")
_CLAUSE = re.compile(r"[；;|]")
_COMMA = re.compile(r"[，,、 ]")


def passages(report: Report) -> tuple[Passage, ...]:
    """The bodies of the innermost sections and the text before the first heading, in pieces of at most 350 characters.

    Pieces end at a sentence or table row, do not overlap, and together hold every character but headings and blanks.
    """
    tables = [table.span for table in report.tables]
    starts = [span.start for span in tables]
    found = []
    for region, path in _regions(report):
        for kind in _split_at_tables(region, tables, starts):
            for span in _pieces(report.text, kind):
                found.append(Passage(report_id=report.id, span=span, text=span.of(report.text), heading_path=path))
    return tuple(found)


def _regions(report: Report) -> Iterator[tuple[Span, str]]:
    """The text under each heading up to the next heading, with the heading path."""
    first = report.sections[0].span.start if report.sections else len(report.text)
    yield Span(start=0, end=first), ""
    for i, section in enumerate(report.sections):
        end = report.sections[i + 1].span.start if i + 1 < len(report.sections) else len(report.text)
        start = body_start(report.text, section)
        if start < end:
            yield Span(start=start, end=end), report.heading_path(section)


def _split_at_tables(region: Span, tables: list[Span], starts: list[int]) -> Iterator[Span]:
    """Prose and tables apart: a passage is one or the other."""
    at = region.start
    index = bisect_left(starts, region.start)
    while index < len(tables) and tables[index].start < region.end:
        table = tables[index]
        yield Span(start=at, end=table.start)
        at = min(table.end, region.end)
        yield Span(start=table.start, end=at)
        index += 1
    yield Span(start=at, end=region.end)


def _pieces(text: str, region: Span) -> Iterator[Span]:
    """The region in trimmed pieces, each as many whole sentences as fit."""
    start = end = region.start
    for cut in _cuts(text, region):
        if end > start and len(text[start:cut].strip()) > LONGEST:
            yield from _trimmed(text, start, end)
            start = end
        end = cut
    yield from _trimmed(text, start, region.end)


def _cuts(text: str, region: Span) -> Iterator[int]:
    """Places where a piece may end, no two of them further apart than a passage is long."""
    at = region.start
    ends = [match.end() for match in _SENTENCE.finditer(text, region.start, region.end)]
    for end in [*ends, region.end]:
        yield from _forced(text, at, end)
        yield end
        at = end


def _forced(text: str, start: int, end: int) -> Iterator[int]:
    """Cuts inside a sentence that is too long: at a semicolon, else a comma, else anywhere."""
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = LONGEST
        for mark in (_CLAUSE, _COMMA):
            places = [match.end() for match in mark.finditer(window)]
            if places and places[-1] > LONGEST // 3:
                cut = places[-1]
                break
        start += cut
        yield start


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        left = start + len(piece) - len(piece.lstrip())
        yield Span(start=left, end=left + len(stripped))
