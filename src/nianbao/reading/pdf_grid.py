"""Ruled lines of a page become grids of cells, merged cells included."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.reading.pdf_marks import Rule

MOST_RULES = 1200
_NEAR = 3.0
_OPEN = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A cell of a grid: its first row and column and how many it covers; open where a page break cut it."""

    row: int
    column: int
    rows: int
    columns: int
    open_above: bool = False
    open_below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """`xs` and `ys` are the lines between columns and rows, borders included."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    def at(self, x: float, y: float) -> int | None:
        """The number of the box that holds a point."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect_right(self.xs, x), len(self.xs) - 1) - 1
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        for i, box in enumerate(self.boxes):
            if box.row <= row < box.row + box.rows and box.column <= column < box.column + box.columns:
                return i
        return None


def grids(rules: Sequence[Rule]) -> tuple[Grid, ...] | None:
    """The grids of a page from top to bottom; None when there are more lines than any table has."""
    across = _merged([r for r in rules if not r.upright])
    upright = _merged([r for r in rules if r.upright])
    if len(across) > MOST_RULES or len(upright) > MOST_RULES:
        return None
    found = (_grid(*group) for group in _with_lone_borders(_touching(across, upright)))
    return tuple(sorted((g for g in found if g is not None), key=lambda g: g.ys[0]))


def _merged(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line become one line."""
    lines: list[Rule] = []
    for group in _levels(rules):
        at = sum(r.at for r in group) / len(group)
        start = end = None
        for rule in sorted(group, key=lambda r: r.start):
            if start is None or end is None or rule.start > end + _NEAR:
                if start is not None and end is not None:
                    lines.append(Rule(upright=rule.upright, at=at, start=start, end=end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        if start is not None and end is not None:
            lines.append(Rule(upright=group[0].upright, at=at, start=start, end=end))
    return lines


def _levels(rules: list[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if groups and rule.at - groups[-1][0].at <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _touching(across: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross or meet, group by group."""
    parent = list(range(len(across) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(upright, len(across)):
            if v.start - _NEAR <= h.at <= v.end + _NEAR and h.start - _NEAR <= v.at <= h.end + _NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *upright]):
        groups.setdefault(root(i), ([], []))[int(rule.upright)].append(rule)
    return list(groups.values())


def _with_lone_borders(groups: list[tuple[list[Rule], list[Rule]]]) -> list[tuple[list[Rule], list[Rule]]]:
    """Where a merged cell goes on from the page before to the next one, its outer border touches no other line."""
    whole = [group for group in groups if group[0] and group[1]]
    for across, upright in groups:
        for rule in [] if across else upright:
            for _, others in whole:
                top, end = min(r.start for r in others), max(r.end for r in others)
                if abs(rule.start - top) <= _OPEN and abs(rule.end - end) <= _OPEN:
                    others.append(rule)
                    break
    return whole


def _grid(across: list[Rule], upright: list[Rule]) -> Grid | None:
    xs = _borders([r.at for r in upright], [r.start for r in across], [r.end for r in across])
    ys = _borders([r.at for r in across], [r.start for r in upright], [r.end for r in upright])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > 20_000:
        return None
    closed_right = _separators(xs, ys, upright)
    closed_below = _separators(ys, xs, across)
    boxes = _boxes(len(ys) - 1, len(xs) - 1, closed_right, closed_below)
    return Grid(xs=tuple(xs), ys=tuple(ys), boxes=boxes) if len(boxes) > 1 else None


def _borders(ats: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """Lines of one direction; where the lines of the other direction reach farther, an edge is open and is closed."""
    lines: list[float] = []
    for at in sorted(ats):
        if not lines or at - lines[-1] > _NEAR:
            lines.append(at)
    if min(starts) < lines[0] - _OPEN:
        lines.insert(0, min(starts))
    if max(ends) > lines[-1] + _OPEN:
        lines.append(max(ends))
    return lines


def _separators(lines: list[float], others: list[float], rules: list[Rule]) -> set[tuple[int, int]]:
    """(i, k): line i is drawn along the stretch between lines k and k+1 of the other direction."""
    drawn: set[tuple[int, int]] = set()
    for rule in rules:
        i = min(range(len(lines)), key=lambda n: abs(lines[n] - rule.at))
        for k in range(len(others) - 1):
            if rule.start <= (others[k] + others[k + 1]) / 2 <= rule.end:
                drawn.add((i, k))
    return drawn


def _boxes(rows: int, columns: int, right: set[tuple[int, int]], below: set[tuple[int, int]]) -> tuple[Box, ...]:
    """Places with no line between them are one cell; a cell is always a rectangle."""
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while column + wide < columns and (column + wide, row) not in right and (row, column + wide) not in taken:
                wide += 1
            high = 1
            while row + high < rows and _goes_on(row + high, column, wide, right, below):
                high += 1
            taken.update((row + i, column + k) for i in range(high) for k in range(wide))
            across = range(column, column + wide)
            boxes.append(
                Box(
                    row=row,
                    column=column,
                    rows=high,
                    columns=wide,
                    open_above=row == 0 and not any((0, k) in below for k in across),
                    open_below=row + high == rows and not any((rows, k) in below for k in across),
                )
            )
    return tuple(boxes)


def _goes_on(row: int, column: int, wide: int, right: set[tuple[int, int]], below: set[tuple[int, int]]) -> bool:
    open_above = all((row, column + k) not in below for k in range(wide))
    return open_above and all((column + k, row) not in right for k in range(1, wide))
