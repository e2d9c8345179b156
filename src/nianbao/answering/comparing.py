"""Two rows set against each other, the share of some in all, and the place of one in the order."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.answering.result import Compared, Row
from nianbao.answering.units import percent, plus, rounded, unified
from nianbao.query import Body, GroupBy, Query
from nianbao.text.numerals import plain

_TWO = 2


def compared(query: Query, rows: Sequence[Row], by: GroupBy) -> Compared:
    """The first row against the last (A of "A than B"), the later year against the earlier, `focus` against the other.

    Between years a difference has its sign; between bodies or measures it is how much the larger has more. `rows` are
    at least two and state a number each.
    """
    subject, base = _pair(query, rows, by)
    together = unified([(r.number, r.value.unit) for r in (subject, base)], alike=by != "measure")
    if together is None:
        return Compared(subject=subject, base=base, number=None, formula="", unit=None, lack="units")
    (one, other), unit = together
    if query.compare in ("percent", "times"):
        if other == 0:
            return Compared(subject=subject, base=base, number=None, formula="", unit=None, lack="zero_base")
        if query.compare == "percent":
            formula = f"({plain(one)}-{plain(other)})/{plain(other)}×100"
            return Compared(subject=subject, base=base, number=percent(one - other, other), formula=formula, unit="%")
        number, formula = rounded(one / other), f"{plain(one)}/{plain(other)}"
        return Compared(subject=subject, base=base, number=number, formula=formula, unit="倍")
    others = [r.number for r in rows if r is not subject] if len(rows) > _TWO else [other]
    truths = {
        "more": all(one > o for o in others), "less": all(one < o for o in others),
        "same": all(one == o for o in others),
    }  # fmt: skip
    truth = truths.get(query.compare or "")
    if (by != "year" or query.order is not None) and other > one:
        one, other = other, one
    return Compared(
        subject=subject, base=base, number=one - other, formula=f"{plain(one)}-{plain(other)}", unit=unit, truth=truth
    )


def _pair(query: Query, rows: Sequence[Row], by: GroupBy) -> tuple[Row, Row]:
    focused = of_focus(rows, query.scope.focus)
    if len(focused) == 1:
        return focused[0], next(r for r in rows if r is not focused[0])
    return (rows[-1], rows[0]) if by == "year" else (rows[0], rows[-1])


def shared(query: Query, rows: Sequence[Row], by: GroupBy) -> Compared:
    """The share of `focus` (else of the first row) in the sum of all rows, in percent."""
    focused = list(of_focus(rows, query.scope.focus)) or list(rows[:1])
    together = unified([(r.number, r.value.unit) for r in rows], alike=by != "measure")
    first, last = focused[0], rows[-1]
    if together is None or together[1] == "%":
        return Compared(subject=first, base=last, number=None, formula="", unit=None, lack="units")
    numbers = together[0]
    part = [n for n, r in zip(numbers, rows, strict=True) if r in focused]
    total = sum(numbers, Decimal(0))
    if total == 0:
        return Compared(subject=first, base=last, number=None, formula="", unit=None, lack="zero_base")
    formula = f"{plain(sum(part, Decimal(0)))}/({plus(numbers)})×100"
    return Compared(subject=first, base=last, number=percent(sum(part, Decimal(0)), total), formula=formula, unit="%")


def placed(row: Row, rows: Sequence[Row], *, least: bool) -> tuple[int, bool]:
    """The rank of a row among all, from 1, and whether another shares it."""
    better = sum(r.number < row.number if least else r.number > row.number for r in rows)
    return better + 1, sum(r.number == row.number for r in rows) > 1


def of_focus(rows: Sequence[Row], focus: Sequence[Body]) -> tuple[Row, ...]:
    """The rows of the bodies singled out."""
    return tuple(r for r in rows if r.spots and r.spots[0].body in focus)
