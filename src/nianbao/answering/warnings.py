"""What a careful reader should know of a value: other values in the same report, and sums that do not come out.

Only the relations of `checking` say that numbers disagree: a list may be a choice, its parts may overlap.
"""

from __future__ import annotations

from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import amount, number, value_name, where
from nianbao.answering.result import Value
from nianbao.checking import Finding
from nianbao.model import Figure, Warning
from nianbao.store.briefs import wholly

_SUMS = ("printed", "identity")
"""Kinds of relation that say what adds up to what; bounds and year to year are no matter of one number."""


def conflicts(value: Value, evidence: Evidence) -> tuple[Warning, ...]:
    """A warning when a report states several values of one metric; both are said. Operands are looked into."""
    if value.operands:
        return tuple(w for operand in value.operands for w in conflicts(operand, evidence))
    stated = value.stated
    if stated is None or stated.figure is None or not stated.others:
        return ()
    figures = tuple(map(wholly, (stated.figure, *stated.others)))
    ways = "；".join(f"{_place(f)}写{amount(f)}" for f in figures)
    name = value_name(value, evidence.catalogue)
    text = f"同一份报告对“{name}”有不同的数：{ways}。请以原文为准。"
    return (Warning(kind="conflict", text=text, figures=figures),)


def mismatches(value: Value, evidence: Evidence) -> tuple[Warning, ...]:
    """A warning for every relation that fails and whose whole is the value or a term it was added up from."""
    stated = value.stated
    if stated is None or not value.figures:
        return ()
    card = evidence.card(value.figures[0].report_id)
    figures = [f for f in (stated.figure, *stated.parts) if f is not None]
    own, metrics = {f.id for f in figures}, frozenset(f.metric for f in figures if f.metric is not None)
    sums = {r.id for r in evidence.catalogue.relations if r.kind in _SUMS or any("sum(" in f for f in r.formula)}
    found = [
        f
        for f in evidence.findings_about(card, metrics)
        if f.relation in sums
        and f.status == "fails"
        and f.figures
        and f.figures[0].id in own
        and not f.scope.startswith("正文与表格")
    ]
    return tuple(Warning(kind="sum_mismatch", text=_mismatch(f, where(card)), figures=f.figures) for f in found)


def _mismatch(finding: Finding, place: str) -> str:
    """Both sides with their unit, then the relation's own sentence."""
    total, right = finding.figures[0], finding.right
    told = f"{finding.scope.split(' ')[0]}：{finding.text.strip().removesuffix('。')}"
    if right is None or finding.left != total.value:
        return f"{place}的报告里两边不符（{told}）。"
    return f"{place}的报告写{amount(total)}，所列各项相加为{number(right, total.unit)}，两者不符（{told}）。"


def _place(figure: Figure) -> str:
    if figure.cell is not None:
        return f"表格（{figure.cell.row}）"
    return f"正文“{figure.section.split(' › ')[-1] or '开头'}”"
