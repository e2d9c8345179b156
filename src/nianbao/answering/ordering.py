"""The order of rows, and how many of them are wanted. Those that share a place stay together."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.answering.result import Row
from nianbao.query import Query


def ordered(query: Query, rows: Sequence[Row]) -> tuple[Row, ...]:
    """By value or year as the query says, equal ones by name and year; as they are without an order."""
    if query.order in ("earliest", "latest"):
        sign = 1 if query.order == "earliest" else -1
        return tuple(sorted(rows, key=lambda r: (sign * (r.year or 0), r.key)))
    if query.order is None:
        return tuple(rows)
    sign = 1 if query.order == "asc" else -1
    numbered = [r for r in rows if r.value.number is not None]
    return tuple(sorted(numbered, key=lambda r: (sign * r.number, r.key, r.year or 0)))


def cut(query: Query, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The row at the position asked for (with those equal to it), or the first ones up to the limit and ties of the
    last; () when there are not so many."""
    if query.position:
        at = query.position - 1
        return _equal(query, rows, rows[at]) if at < len(rows) else ()
    if query.limit is None or query.limit >= len(rows):
        return tuple(rows)
    first = tuple(rows[: query.limit])
    if not first:
        return ()
    among = set(map(id, _equal(query, rows, first[-1])))
    return (*first, *(r for r in rows[query.limit :] if id(r) in among))


def winners(query: Query, rows: Sequence[Row]) -> tuple[Row, ...]:
    """All who share the first place of the ordered rows."""
    return _equal(query, rows, rows[0]) if rows else ()


def _equal(query: Query, rows: Sequence[Row], row: Row) -> tuple[Row, ...]:
    if query.order in ("earliest", "latest"):
        return tuple(r for r in rows if r.year == row.year)
    return tuple(r for r in rows if r.value.number == row.value.number)
