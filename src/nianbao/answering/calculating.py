"""What the operators of a measure make of its operands; a number only where every operand has one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.answering.result import Lack, Value
from nianbao.answering.units import percent, plus, rounded, unified
from nianbao.model import Figure
from nianbao.query import Measure
from nianbao.text.numerals import plain


def combined(measure: Measure, operands: tuple[Value, ...]) -> Value:
    """The calculated value with its formula; no number where an operand has none, the base is 0 or the units differ."""
    numbers = [v.number for v in operands if v.number is not None]
    if len(numbers) < len(operands):
        first = next(v for v in operands if v.number is None)
        lacking = tuple(m for v in operands for m in v.lacking)
        return _none(measure, operands, first.lack or "silent", lacking)
    if measure.operator in ("ratio", "times", "change_percent"):
        return _divided(measure, operands, numbers)
    together = unified([(n, v.unit) for n, v in zip(numbers, operands, strict=True)], alike=_alike(operands))
    if together is None:
        return _none(measure, operands, "units")
    numbers, unit = together
    if measure.operator == "sum":
        number, formula = sum(numbers, Decimal(0)), plus(numbers)
    else:
        number = numbers[0] - sum(numbers[1:], Decimal(0))
        formula = "-".join(map(plain, numbers))
    return _made(measure, operands, number, unit, formula)


def _divided(measure: Measure, operands: tuple[Value, ...], numbers: Sequence[Decimal]) -> Value:
    together = unified([(n, v.unit) for n, v in zip(numbers, operands, strict=True)], alike=True)
    if together is None:
        return _none(measure, operands, "units")
    upper, lower = together[0][:2]
    if lower == 0:
        return _none(measure, operands, "zero_base", (operands[1].measure,))
    if measure.operator == "change_percent":
        formula = f"({plain(upper)}-{plain(lower)})/{plain(lower)}×100"
        return _made(measure, operands, percent(upper - lower, lower), "%", formula)
    formula = f"{_term(operands[0], upper)}/{_term(operands[1], lower)}"
    if measure.operator == "ratio":
        return _made(measure, operands, percent(upper, lower), "%", f"{formula}×100")
    return _made(measure, operands, rounded(upper / lower), "倍", formula)


def _term(value: Value, number: Decimal) -> str:
    calculated = value.measure.operator in ("sum", "difference") and value.formula
    return f"({value.formula})" if calculated else plain(number)


def _alike(operands: tuple[Value, ...]) -> bool:
    return len({v.measure.metric for v in operands}) == 1 and operands[0].measure.metric is not None


def _made(measure: Measure, operands: tuple[Value, ...], number: Decimal, unit: str | None, formula: str) -> Value:
    return Value(
        measure=measure, number=number, unit=unit, figures=_figures(operands), formula=formula, operands=operands
    )


def _none(measure: Measure, operands: tuple[Value, ...], lack: Lack, lacking: tuple[Measure, ...] = ()) -> Value:
    return Value(
        measure=measure, number=None, figures=_figures(operands), operands=operands, lack=lack, lacking=lacking
    )


def _figures(operands: tuple[Value, ...]) -> tuple[Figure, ...]:
    return tuple(dict.fromkeys(f for v in operands for f in v.figures))
