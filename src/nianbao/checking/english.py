"""The English sentences of findings, beside the Chinese ones where those are made."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.catalogue import Catalogue
from nianbao.checking.findings import NAMED, SCOPES_EN, Outcome
from nianbao.checking.formulas import Operator, Term
from nianbao.checking.weights import Weight
from nianbao.text.numerals import plain


def name_of(term: Term, catalogue: Catalogue) -> str:
    """What the term is called in an English sentence."""
    of = {"": "", "last": "last year's ", "text": "in the text, "}[term.where]
    kind = next((kind for kind in catalogue.applicants.values() if kind.id == term.name), None)
    return kind.en if kind is not None else of + catalogue.metric(term.name).en


def named(missing: Sequence[str]) -> str:
    """The missing parts as a phrase."""
    rest = len(missing) - NAMED
    return ", ".join(missing[:NAMED]) + (f" and others, {len(missing)} in all" if rest > 0 else "")


def sentence(
    operator: Operator, status: Outcome, left: Weight, right: Weight, gaps: Sequence[Term], catalogue: Catalogue
) -> str:
    """What `Finding.text` says."""
    missing = [name_of(term, catalogue) for term in gaps]
    one, other = worded(left, catalogue), worded(right, catalogue)
    if status == "cannot_check":
        return _cannot(left, right, missing, catalogue)
    lacking = f" (not stated: {named(missing)})" if missing else ""
    if status == "holds":
        return f"{one} {'equals' if operator == '=' else 'is no more than'} {other}{lacking}."
    if missing:
        return f"{one}, but {other}{lacking}: the stated parts alone are too many."
    difference = plain(abs(left.known - right.known))
    return f"{one}, but {other}: {'a difference of' if operator == '=' else 'too many by'} {difference}."


def worded(weight: Weight, catalogue: Catalogue) -> str:
    """One side in words; inferred numbers are marked."""
    if not weight.parts:
        return plain(weight.known)
    if weight.function == "max":
        term, value = max(weight.parts, key=lambda part: part[1].number)
        return f"“{name_of(term, catalogue)}” {plain(value.number)}"
    words = ""
    for place, (term, value) in enumerate(weight.parts):
        sign = "" if place == 0 and term.sign > 0 else "+ " if term.sign > 0 else "- "
        mark = " (inferred)" if value.by else ""
        words += f"{' ' if place else ''}{sign}“{name_of(term, catalogue)}” {plain(value.number)}{mark}"
    return words if len(weight.parts) == 1 else f"{words} = {plain(weight.known)}"


def place(scope: str, catalogue: Catalogue) -> str:
    """A scope in English: 表格 自然人 is “table, natural persons”."""
    names = {kind.zh: kind.en for kind in catalogue.applicants.values()}
    names |= {metric.short: metric.en for metric in catalogue.metrics.values()} | SCOPES_EN
    first, *rest = scope.split(" ")
    words = [names.get(first, first.replace("年", "")), *(names.get(word, word) for word in rest)]
    return ", ".join(words)


def _cannot(left: Weight, right: Weight, missing: Sequence[str], catalogue: Catalogue) -> str:
    text = f"Not stated: {named(missing)}; it cannot be checked"
    if left.complete and right.parts and left.known == right.known:
        return f"{text}; the stated parts make up the total {plain(right.known)}, so the others are 0 (inferred)."
    if right.complete and left.missing and right.parts and not left.parts:
        return f"{text}; {worded(right, catalogue)}."
    return f"{text}."
