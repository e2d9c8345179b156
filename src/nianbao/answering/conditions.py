"""Which rows meet the conditions of a query. What nothing states meets none, and is named, never counted as zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nianbao.answering.result import Row, Value
from nianbao.answering.units import rounded
from nianbao.query import Condition, Test

_LEAST_ENOUGH: frozenset[Test] = frozenset({"nonzero", ">", ">="})
"""Tests that what is stated alone can pass, since nothing counted is below zero."""
_ON_AVERAGE: frozenset[Test] = frozenset({"above_average", "below_average"})


def judged(rows: Sequence[Row], conditions: Sequence[Condition]) -> tuple[tuple[Row, ...], tuple[Value | None, ...]]:
    """The rows with `passes` set, and the average of each condition that speaks of one.

    Rows that carry no values of their own for the conditions (parts, applicants, measures) are tested by their number.
    """
    means = tuple(_mean(rows, i) if c.test in _ON_AVERAGE else None for i, c in enumerate(conditions))
    return tuple(replace(row, passes=_passes(row, conditions, means)) for row in rows), means


def _passes(row: Row, conditions: Sequence[Condition], means: Sequence[Value | None]) -> bool | None:
    verdicts = [_meets(_value(row, i), c, mean) for i, (c, mean) in enumerate(zip(conditions, means, strict=True))]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _value(row: Row, place: int) -> Value:
    return row.tests[place] if row.tests else row.value


def _meets(value: Value, condition: Condition, mean: Value | None) -> bool | None:
    if condition.test in ("stated", "not_stated"):
        if value.lack == "no_report":
            return None
        return (value.number is not None) is (condition.test == "stated")
    if value.number is None:
        least = value.least
        enough = least is not None and condition.test in _LEAST_ENOUGH and meets(least, condition)
        return True if enough else None
    if mean is not None:
        if mean.number is None:
            return None
        return value.number > mean.number if condition.test == "above_average" else value.number < mean.number
    return meets(value.number, condition)


def meets(number: Decimal, condition: Condition) -> bool:
    """Whether a number passes a test against the numbers of the condition, zero, or (as a change) the year before."""
    limits = condition.numbers or (Decimal(0),)
    low, high = min(limits), max(limits)
    passed: dict[Test, bool] = {
        ">": number > limits[0],
        ">=": number >= limits[0],
        "<": number < limits[0],
        "<=": number <= limits[0],
        "=": number == limits[0],
        "between": low <= number <= high,
        "zero": number == 0,
        "nonzero": number != 0,
        "more_than_before": number > 0,
        "less_than_before": number < 0,
        "same_as_before": number == 0,
    }
    return passed.get(condition.test, False)


def _mean(rows: Sequence[Row], place: int) -> Value | None:
    values = [v for row in rows if (v := _value(row, place)).number is not None]
    if not values:
        return None
    numbers = [v.number for v in values if v.number is not None]
    mean = rounded(sum(numbers, Decimal(0)) / len(numbers))
    return Value(measure=values[0].measure, number=mean, unit=values[0].unit)
