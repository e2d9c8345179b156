"""Units that can be added or compared, and formulas that stay short."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from nianbao.text.numerals import plain

_MONEY = {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)}
_PIECES = frozenset({"条", "件", "篇", "份", "个", "项", "宗", "条次", "件次", "期", "起", None})
"""Ways of counting pieces of information or cases, which reports mix."""
_SHOWN = 20

Amount = tuple[Decimal, str | None]


def unified(amounts: Sequence[Amount], *, alike: bool) -> tuple[list[Decimal], str | None] | None:
    """The numbers in one unit; None when the units cannot be brought together. Sums of money are brought to the larger
    unit that occurs; `alike` numbers are of one metric and differ in the noun alone (件, 条)."""
    units = [unit for _, unit in amounts]
    numbers = [number for number, _ in amounts]
    if len(set(units)) <= 1:
        return numbers, units[0] if units else None
    if all(unit in _MONEY for unit in units):
        largest = max((u for u in units if u is not None), key=_MONEY.__getitem__)
        return [n * _MONEY[u or largest] / _MONEY[largest] for n, u in amounts], largest
    if any(unit in _MONEY or unit == "%" for unit in units):
        return None
    if alike or all(unit in _PIECES for unit in units):
        return numbers, next(u for u in units if u is not None)
    return None


def rounded(number: Decimal) -> Decimal:
    """To two decimals, halves up."""
    return number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def percent(part: Decimal, of: Decimal) -> Decimal:
    return rounded(part * 100 / of)


def plus(numbers: Sequence[Decimal]) -> str:
    """The addends; of many the first and the last."""
    if len(numbers) <= _SHOWN:
        return "+".join(map(_signed, numbers))
    return f"{'+'.join(map(_signed, numbers[: _SHOWN - 1]))}+…+{_signed(numbers[-1])}（共{len(numbers)}项）"


def _signed(number: Decimal) -> str:
    return plain(number) if number >= 0 else f"({plain(number)})"
