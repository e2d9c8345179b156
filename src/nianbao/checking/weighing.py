"""One formula on one set of values: does it hold, does it fail, or can it not be told?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from nianbao.catalogue import Catalogue
from nianbao.checking import english
from nianbao.checking.books import Value, name_of
from nianbao.checking.findings import Finding, Outcome, named
from nianbao.checking.formulas import Formula, Operator, Side, Term
from nianbao.checking.weights import Weight
from nianbao.text.numerals import plain

Find = Callable[[Term], Value | None]
Open = Callable[[Term], tuple[Term, ...]]
"""What of a missing term is missing: itself, or those of its parts that are."""


def weigh(side: Side, find: Find) -> Weight:
    """The side with every value that `find` knows."""
    if side.constant is not None:
        return Weight(known=side.constant, parts=(), missing=())
    parts, missing = [], []
    for term in side.terms:
        value = find(term)
        if value is None:
            missing.append(term)
        else:
            parts.append((term, value))
    if side.function == "max":
        # The largest of those stated: a channel that nobody names does not keep the others from being too large.
        known = max((value.number for _, value in parts), default=Decimal(0))
        return Weight(known=known, parts=tuple(parts), missing=() if parts else tuple(missing), function="max")
    known = sum((value.number * term.sign for term, value in parts), Decimal(0))
    return Weight(known=known, parts=tuple(parts), missing=tuple(missing))


def judge(operator: Operator, left: Weight, right: Weight) -> Outcome:
    """Counts are never negative, so the stated parts alone may be too many, or enough."""
    if left.complete and right.complete:
        good = left.known == right.known if operator == "=" else left.known <= right.known
        return "holds" if good else "fails"
    if right.complete and left.parts and left.least and left.known > right.known:
        return "fails"
    if operator == "=" and left.complete and right.parts and right.least and right.known > left.known:
        return "fails"
    if operator == "<=" and left.complete and right.least and right.parts and left.known <= right.known:
        return "holds"
    return "cannot_check"


def finding(
    relation: str,
    formula: Formula,
    find: Find,
    catalogue: Catalogue,
    scope: str,
    open_parts: Open = lambda term: (term,),
) -> Finding:
    """The formula judged, with its proof and its sentence."""
    left, right = weigh(formula.left, find), weigh(formula.right, find)
    status = judge(formula.operator, left, right)
    gaps = [part for term in (*left.missing, *right.missing) for part in open_parts(term)]
    missing = tuple(name_of(term, catalogue) for term in gaps)
    known = (*left.parts, *right.parts)
    figures = tuple(dict.fromkeys(figure for _, value in known for figure in value.figures))
    shown = status != "cannot_check"
    return Finding(
        relation=relation,
        status=status,
        text=_sentence(formula.operator, status, left, right, missing, catalogue),
        en=english.sentence(formula.operator, status, left, right, gaps, catalogue),
        left=left.known if shown or (left.complete and left.parts) else None,
        right=right.known if shown or (right.complete and right.parts) else None,
        figures=figures,
        missing=missing,
        scope=scope,
        scope_en=english.place(scope, catalogue),
    )


def _sentence(
    operator: Operator, status: Outcome, left: Weight, right: Weight, missing: tuple[str, ...], catalogue: Catalogue
) -> str:
    one, other = worded(left, catalogue), worded(right, catalogue)
    if status == "cannot_check":
        return _cannot(left, right, missing, catalogue)
    lacking = f"（没有写明{named(missing)}）" if missing else ""
    if status == "holds":
        return f"{one}，{'等于' if operator == '=' else '不大于'}{other}{lacking}，相符。"
    if missing:
        return f"{one}，而{other}{lacking}，写明的各项已经超过应有的数。"
    difference = plain(abs(left.known - right.known))
    return f"{one}，而{other}，{'相差' if operator == '=' else '多出'} {difference}。"


def _cannot(left: Weight, right: Weight, missing: tuple[str, ...], catalogue: Catalogue) -> str:
    text = f"没有写明{named(missing)}，不能核对"
    if left.complete and right.parts and left.known == right.known:
        return f"{text}；已写的各项之和 {plain(right.known)} 恰等于总数，可推其余为 0（推得，报告没有写）。"
    if right.complete and left.missing and right.parts and not left.parts:
        return f"{text}；{worded(right, catalogue)}。"
    return f"{text}。"


def worded(weight: Weight, catalogue: Catalogue) -> str:
    """One side in words: 总计 4, or 维持 3 + 纠正 1 = 4; inferred numbers are marked."""
    if not weight.parts:
        return f" {plain(weight.known)}"
    if weight.function == "max":
        term, value = max(weight.parts, key=lambda part: part[1].number)
        return f"{name_of(term, catalogue)} {plain(value.number)}"
    words = ""
    for place, (term, value) in enumerate(weight.parts):
        sign = "" if place == 0 and term.sign > 0 else "+ " if term.sign > 0 else "- "
        mark = "（推得）" if value.by else ""
        words += f"{' ' if place else ''}{sign}{name_of(term, catalogue)} {plain(value.number)}{mark}"
    return words if len(weight.parts) == 1 else f"{words} = {plain(weight.known)}"
