"""One side of a formula with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nianbao.checking.books import Value
from nianbao.checking.formulas import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """One side: what is known of it, and what is missing. `least`: the missing can only add to it."""

    known: Decimal
    parts: tuple[tuple[Term, Value], ...]
    missing: tuple[Term, ...]
    function: str = ""

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def least(self) -> bool:
        return all(term.sign > 0 for term in self.missing)
