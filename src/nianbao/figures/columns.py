"""Which column a number of the table of applicants belongs to, where the print leaves that open.

A head may have been given the wrong width, a table may go on in a second one without a head, a cell may be missing.
The sum in the last column proves how the numbers stand; where it does not, they are nobody's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from nianbao.figures.flat_forms import CASES, COLUMNS, OUTCOMES, names_row
from nianbao.figures.grids import Grid, GridRow, NumberCell
from nianbao.model import Applicant

Heads = tuple[tuple[int, tuple[str, ...]], ...]
_ApplicantOf = Callable[[tuple[str, ...]], Applicant | None]
_FEWEST_TOTALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Rows whose columns are certain; `refused` are the labels of the others, `no_totals`: the sums were not filled."""

    rows: tuple[GridRow, ...]
    refused: tuple[str, ...] = ()
    no_totals: bool = False


def settled(grid: Grid, carried: Heads, applicant_of: _ApplicantOf) -> Settled:
    """The rows of a table under the heads that hold for them.

    `carried` are the heads of the table that this one may go on from.
    """
    if not grid.heads and _goes_on(grid, carried):
        grid = Grid(rows=tuple(_under(row, carried) for row in grid.rows), heads=carried)
        return Settled(rows=grid.rows)
    if not grid.heads:
        return Settled(rows=grid.rows)
    people = [applicant_of(heads) for _, heads in grid.heads]
    if "total" in people and len([p for p in people if p is not None]) >= _FEWEST_TOTALS:
        return _people(grid, people, applicant_of)
    if _are_cases(grid):
        return _cases(grid)
    # A value that no head stands over is nobody's.
    return Settled(rows=tuple(replace(r, numbers=tuple(n for n in r.numbers if n.columns)) for r in grid.rows))


def _goes_on(grid: Grid, carried: Heads) -> bool:
    """True for a table of rows of the forms with as many cells of values each as the table before has columns."""
    rows = [row for row in grid.rows if row.numbers]
    return bool(carried and rows) and all(len(row.places) == len(carried) and names_row(row.label) for row in rows)


def _under(row: GridRow, heads: Heads) -> GridRow:
    by_place = dict(zip(row.places, heads, strict=False))
    return replace(
        row, numbers=tuple(replace(n, columns=by_place[n.column][1]) for n in row.numbers if n.column in by_place)
    )


def _people(grid: Grid, people: Sequence[Applicant | None], applicant_of: _ApplicantOf) -> Settled:
    heads = [x for x, _ in grid.heads]
    in_order = [applicant_of(column) for column in COLUMNS] == people
    groups: dict[tuple[int, ...], list[GridRow]] = {}
    for row in grid.rows:
        groups.setdefault(row.places, []).append(row)
    moved: set[tuple[int, ...]] = set()
    refused: set[tuple[int, ...]] = set()
    for places, rows in groups.items():
        total = people.index("total")
        if list(places) == heads and (in_order or len(heads) != len(COLUMNS) or _adds_up(rows, places, total)):
            continue
        if len(places) == len(COLUMNS) and _adds_up(rows, places, len(COLUMNS) - 1):
            moved.add(places)
        elif list(places) == heads or not (in_order and _stands_right(rows, heads)):
            refused.add(places)
    rows_out: list[GridRow] = []
    for row in grid.rows:
        if row.places in moved:
            row = _under(row, tuple(zip(row.places, COLUMNS, strict=True)))
        elif row.places in refused:
            row = replace(row, numbers=())
        rows_out.append(replace(row, numbers=tuple(n for n in row.numbers if n.columns and n.width == 1)))
    lost = tuple(row.label for row in grid.rows if row.places in refused and row.numbers)
    return _without_unfilled_totals(Settled(rows=tuple(rows_out), refused=lost), applicant_of)


def _stands_right(rows: Sequence[GridRow], heads: Sequence[int]) -> bool:
    """True for rows that cover every column of heads, merged or not, and nothing beside them."""
    return all(
        not row.numbers or (row.places and row.places[0] == heads[0] and row.covered == len(heads)) for row in rows
    )


def _adds_up(rows: Sequence[GridRow], places: Sequence[int], total: int) -> bool:
    """The cells at this place are the sums of the others in every row, and in one of them more than nothing."""
    proven = False
    for row in rows:
        values = {n.column: n.value for n in row.numbers}
        if places[total] not in values:
            continue
        whole = values[places[total]]
        if sum((values.get(x, Decimal(0)) for i, x in enumerate(places) if i != total), Decimal(0)) != whole:
            return False
        proven = proven or whole > 0
    return proven


def _without_unfilled_totals(found: Settled, applicant_of: _ApplicantOf) -> Settled:
    """A column of sums that holds nothing but zeros beside other numbers was left as the empty form had it."""
    totals = [n for row in found.rows for n in row.numbers if applicant_of(n.columns) == "total"]
    parts = [row for row in found.rows if _parts(row, applicant_of) > 0]
    if len(totals) < _FEWEST_TOTALS or not parts or any(n.value for n in totals):
        return found
    kept = tuple(
        replace(row, numbers=tuple(n for n in row.numbers if applicant_of(n.columns) != "total"))
        if _parts(row, applicant_of) > 0
        else row
        for row in found.rows
    )
    return replace(found, rows=kept, no_totals=True)


def _parts(row: GridRow, applicant_of: _ApplicantOf) -> Decimal:
    return sum((n.value for n in row.numbers if applicant_of(n.columns) != "total"), Decimal(0))


def _are_cases(grid: Grid) -> bool:
    """True for the fifteen outcomes of reconsideration and lawsuits, in the form's order."""
    return [heads[-1] for _, heads in grid.heads] == [*OUTCOMES, *OUTCOMES, *OUTCOMES]


def _cases(grid: Grid) -> Settled:
    """Where the heads above the outcomes reach too short, the sums tell the three groups."""
    plain = [heads[-2:] == case[-2:] for (_, heads), case in zip(grid.heads, CASES, strict=True)]
    if all(plain):
        return Settled(rows=grid.rows)
    fixed: Heads = tuple((x, case) for (x, _), case in zip(grid.heads, CASES, strict=True))
    rows = tuple(_under(row, fixed) if len(row.places) == len(CASES) and _sums_hold(row) else row for row in grid.rows)
    return Settled(rows=rows)


def _sums_hold(row: GridRow) -> bool:
    values = {n.column: n.value for n in row.numbers}
    for start, end in pairwise(range(0, len(CASES) + 1, len(OUTCOMES))):
        group = [values.get(x) for x in row.places[start:end]]
        whole = group[-1]
        if whole is None or sum((v for v in group[:-1] if v is not None), Decimal(0)) != whole:
            return False
    return True


def numbers_of(rows: Sequence[GridRow]) -> tuple[NumberCell, ...]:
    """All numbers of rows in reading order."""
    return tuple(n for row in rows for n in row.numbers)
