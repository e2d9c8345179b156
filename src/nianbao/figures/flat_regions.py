"""Where flattened statutory tables stand: runs of lines made of the forms' words, numbers and bars and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.figures.flat_forms import CASES, begins_row, is_form_word
from nianbao.figures.flat_tokens import Token, is_page_mark, tokens
from nianbao.model import Report, Span, Table

LONGEST_LINE = 2_000
"""A longer line is no row of a table."""
LONGEST_REGION = 20_000
"""A region of more characters is cut here: the longest form takes a third of it."""

_ALIEN = re.compile(r"[^。;；!?：:，,]{1,24}")
_HEADING = re.compile(r"\s*[一二三四五六七八九]、")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    span: Span
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    lines: tuple[Line, ...]

    @property
    def span(self) -> Span:
        return Span(start=self.lines[0].span.start, end=self.lines[-1].span.end)


def regions(report: Report) -> Iterator[Region]:
    """The runs of table lines outside the report's real tables, blank lines and page numbers let through."""
    solid = [t.span for t in report.tables if not is_flattened(report.text, t)]
    run: list[Line] = []
    aliens: list[Line] = []
    for line in _lines(report.text, solid):
        kind = _kind(report.text, line) if line is not None else "end"
        if kind == "blank":
            continue
        if kind == "table" and line is not None and (not run or line.span.end - run[0].span.start < LONGEST_REGION):
            run += [*aliens, line]
            aliens = []
        elif kind == "alien" and line is not None and run and not aliens:
            aliens = [line]
        else:
            yield from _region(run)
            run, aliens = ([line] if kind == "table" and line is not None else []), []
    yield from _region(run)


def is_flattened(text: str, table: Table) -> bool:
    """True for a table drawn with bars in plain text whose rows differ in width: its columns have moved."""
    widths: dict[int, int] = {}
    for cell in table.cells:
        if cell.rows > 1 or cell.columns > 1:
            return False
        widths[cell.row] = widths.get(cell.row, 0) + 1
    return len(set(widths.values())) > 1


def _region(lines: list[Line]) -> Iterator[Region]:
    kinds = [t.kind for line in lines for t in line.tokens]
    # A table of cases may have lost all its words but the heading.
    if kinds.count("cell") >= (1 if "word" in kinds else len(CASES)):
        yield Region(lines=tuple(lines))


def _lines(text: str, solid: list[Span]) -> Iterator[Line | None]:
    """The lines of the text; None stands for a real table."""
    skip = iter(sorted(solid, key=lambda s: s.start))
    table = next(skip, None)
    for match in re.finditer(r"[^\n]+", text):
        while table is not None and table.end <= match.start():
            table = next(skip, None)
        if (table is not None and table.start < match.end()) or len(match[0]) > LONGEST_LINE:
            yield None
        else:
            span = Span(start=match.start(), end=match.end())
            yield Line(span=span, tokens=tuple(tokens(text, *match.span())))


def _kind(text: str, line: Line) -> str:
    words = line.span.of(text)
    if not line.tokens or is_page_mark(words):
        return "blank"
    if all(t.kind != "word" or is_form_word(t.words) for t in line.tokens):
        return "table"
    if begins_row(words) and len(words) < 160 and "。" not in words:
        return "table" if line.tokens[-1].kind in ("cell", "bar") or len(words) < 60 else "end"
    if _ALIEN.fullmatch(words) and not _HEADING.match(words):
        return "alien"
    return "end"
