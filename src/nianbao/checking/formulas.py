"""The formulas of the relations, read. Their grammar is told at the head of `relations.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, cast

Operator = Literal["=", "<=", "~"]
Where = Literal["", "last", "text"]
Function = Literal["", "max", "sum"]

_SIDES = re.compile(r" (=|<=|~) ")
_TERM = re.compile(r"([+-]?)\s*(?:(last|text)\.)?([a-z][a-z0-9_]*)")
_CALL = re.compile(r"(max|sum)\((.*)\)")
_CONSTANT = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A metric (or, in relations of a row, a kind of applicant), added or taken away, of this year, last year, or
    as the prose states it."""

    name: str
    sign: int = 1
    where: Where = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Terms to be added; or the largest of them (`max`); or the items of an open list (`sum`); or a constant."""

    terms: tuple[Term, ...]
    function: Function = ""
    constant: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    left: Side
    operator: Operator
    right: Side

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.left.terms + self.right.terms


@cache
def parsed(formula: str) -> Formula:
    """The formula as a value; the catalogue has checked that it names only what exists."""
    left, operator, right = _SIDES.split(formula)
    return Formula(left=_side(left), operator=cast(Operator, operator), right=_side(right))


def _side(words: str) -> Side:
    if _CONSTANT.fullmatch(words):
        return Side(terms=(), constant=Decimal(words))
    call = _CALL.fullmatch(words)
    function, inner = ("", words) if call is None else (call[1], call[2])
    terms = tuple(
        Term(name=match[3], sign=-1 if match[1] == "-" else 1, where=cast(Where, match[2] or ""))
        for match in _TERM.finditer(inner)
    )
    return Side(terms=terms, function=cast(Function, function))
