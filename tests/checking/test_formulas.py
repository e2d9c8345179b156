"""Formulas of the catalogue become values without losing a term."""

from __future__ import annotations

import re
from decimal import Decimal

from nianbao.catalogue import load
from nianbao.checking.formulas import Term, parsed


def test_signs_last_year_prose_and_constants_are_read() -> None:
    formula = parsed("a = last.b + c - d")
    assert (formula.operator, formula.left.terms) == ("=", (Term(name="a"),))
    assert formula.right.terms == (Term(name="b", where="last"), Term(name="c"), Term(name="d", sign=-1))
    assert parsed("text.a = b").left.terms == (Term(name="a", where="text"),)
    assert parsed("a = 0").right.constant == Decimal(0)
    most = parsed("max(a, b) <= c").left
    assert (most.function, [term.name for term in most.terms]) == ("max", ["a", "b"])


def test_every_formula_of_the_catalogue_keeps_all_its_names() -> None:
    for relation in load().relations:
        for words in relation.formula:
            names = [w for w in re.findall(r"[a-z][a-z_0-9]+", words) if w not in ("max", "sum", "last", "text")]
            assert [term.name for term in parsed(words).terms] == names
