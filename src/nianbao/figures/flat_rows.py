"""A region of a flattened table as the labels of its rows and its runs of cells, in the order of the text.

Words are gathered into one string of ideographs, so that a label is found whole although a row of numbers, a line end
or the single characters of a vertical heading stand inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nianbao.figures.flat_forms import FORMS, Form, Row, labels_in
from nianbao.figures.flat_regions import Line, Region
from nianbao.figures.flat_tokens import Token
from nianbao.model import Span
from nianbao.text.fold import fold, ideographs

_VERTICAL = "三本年度办理结果"
_NUMBERING_BEFORE = re.compile(
    r"(?:\(?[一二三四五六七八九十]{1,3}[)、.]+|\(?\d{1,2}[)、.]+|其中:?)\s?(?:其中:\s?)?[“\"《]?$|[“\"《]$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A row's name at `start` to `end` of the region's ideographs, standing at `span` of the text."""

    row: Row
    start: int
    end: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Cells with no words between them. `at` is their place among the ideographs; None is a blank between two bars.

    `beside` tells that words stand in front of the cells on their own line, `unit` is a unit printed there.
    """

    cells: tuple[Token | None, ...]
    barred: bool
    at: int
    beside: bool
    unit: str

    @property
    def span(self) -> Span:
        printed = [c.span for c in self.cells if c is not None]
        return Span(start=printed[0].start, end=printed[-1].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a region holds. `stacked` tells that every cell has a line of its own; `words[i]` stands at `places[i]`."""

    text: str
    words: str
    places: tuple[int, ...]
    pieces: tuple[int, ...]
    labels: tuple[Label, ...]
    runs: tuple[Run, ...]
    stacked: bool
    form: Form

    @property
    def survey(self) -> bool:
        """True for a statistics form, whose rows have one number each."""
        return self.form != "forms"


def rows_in(text: str, region: Region) -> Rows:
    """Labels and runs of a region; the form is the one that more of its labels belong to."""
    stacked = not any(_filled(line) for line in region.lines)
    found = _Gathering(stacked=stacked)
    for line in region.lines:
        found.add(line)
    found.close()
    words = "".join(found.words)
    form = max(FORMS, key=lambda form: len(list(labels_in(words, form))))
    labels = tuple(_labels(text, words, found.places, form))
    coded = form != "forms" and bool(labels) and bool(_CODES.search(words[: labels[0].start]))
    return Rows(
        text=text,
        words=words,
        places=tuple(found.places),
        pieces=tuple(found.pieces),
        labels=labels,
        runs=tuple(found.runs if form == "forms" else _without_numbering(found.runs, coded)),
        stacked=stacked,
        form=form,
    )


_CODES = re.compile(r"代码|序号|行次")
_FEWEST_NUMBERED = 6
"""So many rows in a row numbered one by one are no accident."""


def _without_numbering(runs: list[Run], coded: bool) -> list[Run]:
    """The runs without the numbers of the rows: before a row's own numbers, or after them for the row to come.

    `coded` tells that the heads speak of such numbers; else they are known by counting on from row to row.
    """
    for place in (0, -1):
        counted = [run.cells[place] for run in (runs if place == 0 else runs[:-1])]
        values = [cell.value for cell in counted if cell is not None and cell.value is not None]
        if len(values) < len(counted) or len(values) < (1 if coded and place == 0 else _FEWEST_NUMBERED):
            continue
        steps = [b - a for a, b in pairwise(values)]
        if not (all(step == 1 for step in steps) or (coded and place == 0 and all(step > 0 for step in steps))):
            continue
        left = [replace(run, cells=run.cells[1:] if place == 0 else run.cells[:-1]) for run in runs[: len(counted)]]
        left = [run for run in left if any(cell is not None for cell in run.cells)]
        if 2 * len(left) >= len(counted):
            return [*left, *runs[len(counted) :]]
    return runs


def _filled(line: Line) -> bool:
    cells = sum(t.kind == "cell" for t in line.tokens)
    return cells > 1 or (cells == 1 and any(t.kind in ("word", "unit") for t in line.tokens))


@dataclass(slots=True)
class _Gathering:
    stacked: bool
    words: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    cells: list[Token | None] = field(default_factory=list)
    last: str = "line"
    barred: bool = False
    beside: bool = False
    unit: str = ""
    piece: int = 0

    def add(self, line: Line) -> None:
        if not self.stacked:
            self.close()
            self.last, self.beside, self.unit = "line", False, ""
        for i, token in enumerate(self._without_vertical(line)):
            if token.kind == "word":
                self._word(token)
            elif token.kind == "cell":
                self.cells.append(token)
            elif token.kind == "unit":
                self.close()
                # "人 次" is one unit in two pieces
                self.unit = self.unit + token.words if self.last == "unit" else token.words
            elif self.last == "bar":
                self.cells.append(None)
            self.barred = self.barred or (token.kind == "bar" and bool(self.cells or i))
            self.last = token.kind

    def close(self) -> None:
        """End the run of cells, if one is open; blanks alone are no run."""
        if any(c is not None for c in self.cells):
            self.runs.append(
                Run(
                    cells=tuple(self.cells),
                    barred=self.barred,
                    at=len(self.words),
                    beside=self.beside,
                    unit=self.unit,
                )
            )
        self.cells, self.barred, self.unit = [], False, ""

    def _word(self, token: Token) -> None:
        self.close()
        bare = [(i, c) for i, c in enumerate(token.words) if ideographs(c)]
        self.piece += 1
        self.words += [c for _, c in bare]
        self.places += [token.span.start + i for i, _ in bare]
        self.pieces += [self.piece] * len(bare)
        self.beside = self.beside or bool(bare)

    def _without_vertical(self, line: Line) -> tuple[Token, ...]:
        """Without the single characters that a vertical 三、本年度办理结果 leaves at the beginnings of lines."""
        first = line.tokens[0]
        bare = ideographs(first.words)
        if not self.stacked and first.kind == "word" and len(bare) < 3 and bare in _VERTICAL:
            return line.tokens[1:]
        return line.tokens


def _labels(text: str, words: str, places: list[int], form: Form) -> Iterator[Label]:
    last = -1
    for start, end, rows in labels_in(words, form):
        before = fold(text[max(0, places[start] - 12) : places[start]])
        row = next((r for r in rows if r.order > last), rows[0])
        if row.name in ("其他", "总计") and not _is_row(row.name, before, words[start:], last):
            continue
        last = row.order
        numbering = _NUMBERING_BEFORE.search(before)
        begin = places[start] - (len(numbering[0]) if numbering else 0)
        yield Label(row=row, start=start, end=end, span=Span(start=begin, end=_closed(text, places[end - 1] + 1)))


def _is_row(name: str, before: str, words: str, last: int) -> bool:
    """其他 and 总计 head columns too: a row is numbered as the form numbers it, in the lower part of the form."""
    if words.startswith("其他结果"):
        return False
    numbered = re.search(r"3[)、.]+\s*$" if name == "其他" else r"七[)、.]*\s*$", before)
    return numbered is not None and last >= 0


def _closed(text: str, end: int) -> int:
    while text[end : end + 1] in ("）", ")", "”", "》", '"') and end < len(text):
        end += 1
    return end
