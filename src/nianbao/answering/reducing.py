"""Many rows to one number: sum, mean, median, count, extremes, mean growth."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.answering.evidence import Evidence
from nianbao.answering.measures import valued
from nianbao.answering.result import Row, Spot, Value
from nianbao.answering.units import plus, rounded, unified
from nianbao.query import GroupBy, Query
from nianbao.text.numerals import plain


def reduced(query: Query, rows: Sequence[Row], by: GroupBy, spots: Sequence[Spot], evidence: Evidence) -> Value:
    """The number with its formula; `lack` where there is none. `rows` state a number each, but for `count`."""
    if query.reduce == "count":
        return _made(query, rows, Decimal(len(rows)), "年" if by == "year" else "个", f"count({len(rows)})")
    rate = any(r.value.measure.operator in ("ratio", "times") for r in rows)
    if query.reduce == "sum" and rate and by in ("agency", "year"):
        return valued(query.measures[0], spots, evidence, whole=False)  # a rate of a county is that of its sums
    together = unified([(r.number, r.value.unit) for r in rows], alike=by != "measure")
    if together is None or not rows:
        return Value(measure=query.measures[0], number=None, lack="units" if rows else "silent")
    numbers, unit = together
    if query.reduce == "sum" and unit == "%":
        return Value(measure=query.measures[0], number=None, lack="no_total")
    if query.reduce == "growth":
        by_year = sorted(zip(rows, numbers, strict=True), key=lambda pair: pair[0].year or 0)
        return _growth(query, [row for row, _ in by_year], [number for _, number in by_year])
    number, formula = _REDUCERS[query.reduce or "sum"](numbers)
    return _made(query, rows, number, unit, formula)


def _sum(numbers: Sequence[Decimal]) -> tuple[Decimal, str]:
    return sum(numbers, Decimal(0)), plus(numbers)


def _average(numbers: Sequence[Decimal]) -> tuple[Decimal, str]:
    total, terms = _sum(numbers)
    return rounded(total / len(numbers)), f"({terms})/{len(numbers)}"


def _median(numbers: Sequence[Decimal]) -> tuple[Decimal, str]:
    ordered, middle = sorted(numbers), len(numbers) // 2
    if len(ordered) % 2:
        return ordered[middle], f"median({'、'.join(map(plain, ordered[:20]))})"
    low, high = ordered[middle - 1 : middle + 1]
    return rounded((low + high) / 2), f"({plain(low)}+{plain(high)})/2"


def _max(numbers: Sequence[Decimal]) -> tuple[Decimal, str]:
    return max(numbers), f"max({'、'.join(map(plain, numbers[:20]))})"


def _min(numbers: Sequence[Decimal]) -> tuple[Decimal, str]:
    return min(numbers), f"min({'、'.join(map(plain, numbers[:20]))})"


_REDUCERS = {"sum": _sum, "average": _average, "median": _median, "max": _max, "min": _min}


def _growth(query: Query, rows: Sequence[Row], numbers: Sequence[Decimal]) -> Value:
    """The mean growth a year from the first to the last, compounded, in percent."""
    years = [row.year for row in rows]
    first, last = years[0], years[-1]
    if len(rows) < 2 or first is None or last is None or first == last:
        return Value(measure=query.measures[0], number=None, lack="silent")
    if numbers[0] <= 0 or numbers[-1] < 0:
        return Value(measure=query.measures[0], number=None, lack="zero_base", lacking=query.measures[:1])
    span = last - first
    rate = ((numbers[-1] / numbers[0]) ** (Decimal(1) / span) - 1) * 100
    formula = f"(({plain(numbers[-1])}/{plain(numbers[0])})^(1/{span})-1)×100"
    return _made(query, (rows[0], rows[-1]), rounded(rate), "%", formula)


def _made(query: Query, rows: Sequence[Row], number: Decimal, unit: str | None, formula: str) -> Value:
    figures = tuple(dict.fromkeys(f for row in rows for f in row.value.figures))
    return Value(measure=query.measures[0], number=number, unit=unit, figures=figures, formula=formula)
