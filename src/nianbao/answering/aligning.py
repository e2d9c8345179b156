"""Sums of money in one unit, so that rows can be ordered and tested; how each report says it stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nianbao.answering.result import Row, Value
from nianbao.answering.units import unified


def aligned(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with each column of values, and of tests, in one unit where they have one."""
    values = _columns([row.values for row in rows])
    tests = _columns([row.tests for row in rows])
    return tuple(replace(row, values=values[i], tests=tests[i]) for i, row in enumerate(rows))


def _columns(lines: Sequence[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """The same lines, their columns brought to one unit; lines of unlike length stay as they are."""
    if not lines or len({len(line) for line in lines}) != 1:
        return list(lines)
    columns = [_column([line[i] for line in lines]) for i in range(len(lines[0]))]
    return [tuple(column[i] for column in columns) for i in range(len(lines))]


def _column(values: Sequence[Value]) -> list[Value]:
    known = [(v.number, v.unit) for v in values if v.number is not None]
    together = unified(known, alike=True) if known else None
    if together is None or len({unit for _, unit in known}) == 1:
        return list(values)
    numbers = iter(together[0])
    return [v if v.number is None else _in(v, next(numbers), together[1]) for v in values]


def _in(value: Value, number: Decimal, unit: str | None) -> Value:
    """The value in another unit; pieces that are counted by another noun keep their own."""
    return replace(value, number=number, unit=unit) if number != value.number else value
