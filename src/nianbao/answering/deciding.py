"""Yes or no: what a question asserts, against the result."""

from __future__ import annotations

from decimal import Decimal

from nianbao.answering.conditions import meets
from nianbao.answering.result import Result


def truth_of(result: Result) -> bool | None:
    """True or false; None where a row that could decide it states nothing."""
    query = result.query
    if result.compared is not None:
        if result.compared.number is None and result.compared.truth is None:
            return None
        return _asserted(result.compared.truth, result.compared.number, query.claimed)
    if result.reduced is not None:
        number = result.reduced.number
        if number is None:
            return None
        if result.asserted:
            return all(meets(number, c) for c in result.asserted)
        return number == query.claimed[-1] if query.claimed else number != 0
    if query.claimed:
        return _claimed(result)
    unknown = bool(result.undecided or result.silent) and len(result.spots) > 1
    if query.conditions:
        return True if result.rows else None if unknown else False
    numbers = [v.number for row in result.rows for v in row.values if v.number is not None]
    if any(numbers):
        return True
    return None if unknown or not numbers else False


def _asserted(truth: bool | None, number: Decimal | None, claimed: tuple[Decimal, ...]) -> bool | None:
    """A comparison with a number of its own (多10件吗) must hold in both."""
    if not claimed:
        return (number != 0 if number is not None else None) if truth is None else truth
    return truth is not False and number is not None and abs(number) == claimed[-1]


def _claimed(result: Result) -> bool:
    """Each row has the number asserted for it; one number for several rows is asserted of all."""
    numbers = [row.value.number for row in result.rows if row.value.number is not None]
    claimed = result.query.claimed
    if len(claimed) == len(numbers):
        return list(claimed) == numbers
    return bool(numbers) and all(number == claimed[-1] for number in numbers)
