"""The two ways an answer is made: with proof, or as a refusal. Every maker of answers goes through here."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.asking.answers.phrases import opening
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.model import Answer, Citation, Computed, Coverage, Figure, Status, Warning


def answered(
    question: Question,
    text: str,
    *,
    citations: Sequence[Citation],
    value: Decimal | bool | str | None = None,
    unit: str | None = None,
    figures: Sequence[Figure] = (),
    computed: Computed | None = None,
    coverage: Coverage | None = None,
    warnings: Sequence[Warning] = (),
) -> Answer:
    """An answer that claims; what the asker should know before it (a corrected name, a year) opens the text."""
    return Answer(
        question=question.text, understood=question.understood, status="answered", text=opening(question) + text,
        value=value, unit=unit, figures=tuple(figures), computed=computed, citations=tuple(citations),
        coverage=coverage, warnings=tuple(warnings),
    )  # fmt: skip


def from_figures(
    question: Question,
    sources: Sources,
    text: str,
    figures: Sequence[Figure],
    *,
    limit: int = 20,
    proof: Sequence[Figure] | None = None,
    value: Decimal | bool | str | None = None,
    unit: str | None = None,
    computed: Computed | None = None,
    coverage: Coverage | None = None,
    warnings: Sequence[Warning] = (),
) -> Answer:
    """An answer whose proof are the quotations of its figures (or of `proof`) and of those its warnings speak of."""
    cited = [*(figures if proof is None else proof), *(f for w in warnings for f in w.figures)]
    return answered(
        question, text, citations=sources.cite_all(cited, limit), value=value, unit=unit, figures=figures,
        computed=computed, coverage=coverage, warnings=warnings,
    )  # fmt: skip


def from_stated(
    question: Question,
    sources: Sources,
    text: str,
    stated: Stated,
    figures: Sequence[Figure],
    warnings: Sequence[Warning] = (),
) -> Answer:
    """An answer whose value is what one report states, or what its parts give."""
    return from_figures(
        question, sources, text, figures, limit=6, value=stated.value, unit=stated.unit, computed=stated.computed,
        warnings=warnings,
    )  # fmt: skip


def refused(
    question: Question,
    status: Status,
    text: str,
    *,
    citations: Sequence[Citation] = (),
    choices: Sequence[str] = (),
    suggestions: Sequence[str] = (),
) -> Answer:
    """An answer that asserts nothing."""
    return Answer(
        question=question.text, understood=question.understood, status=status, text=opening(question) + text,
        citations=tuple(citations), choices=tuple(choices), suggestions=tuple(suggestions),
    )  # fmt: skip
