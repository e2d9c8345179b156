"""Whether numbers agree, in the sentences of the relations that say so."""

from __future__ import annotations

from nianbao.answering.claims import claim, of_report
from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import measure_name, number, where, whole
from nianbao.answering.realiser_number import calculated
from nianbao.answering.result import Result, Row
from nianbao.checking import Finding
from nianbao.model import Answer, ReportCard, Warning

_SHOWN = 6


def check(result: Result, evidence: Evidence) -> Answer:
    """Those that fail first, then those that hold; or the two sides of a sum that the question asserts."""
    if result.compared is not None:
        return _asserted(result, evidence)
    failing = [f for f in result.findings if f[1].status == "fails"]
    holding = _once([f for f in result.findings if f[1].status == "holds"])
    text = "不是全部对得上。" if failing else "对得上。"
    text += "".join(_sentence(card, f) for card, f in failing[:_SHOWN])
    text += "".join(_sentence(card, f) for card, f in holding[: _SHOWN - min(len(failing), _SHOWN - 1)])
    rest = len(result.findings) - min(len(failing), _SHOWN) - min(len(holding), _SHOWN - min(len(failing), _SHOWN - 1))
    left = "没有列出" if len(failing) > _SHOWN else "也相符"
    text += f"另有{rest}处{left}。" if rest else ""
    figures = tuple(dict.fromkeys(f for _, found in (*failing, *holding) for f in found.figures))
    warnings = [Warning(kind="sum_mismatch", text=_sentence(card, f), figures=f.figures) for card, f in failing]
    return claim(result, evidence, text, value=result.truth, figures=figures, warnings=warnings)


def _once(found: list[tuple[ReportCard, Finding]]) -> list[tuple[ReportCard, Finding]]:
    """Of a relation that holds at several places of a report the one about all applicants, else the first."""
    chosen: dict[tuple[str, str], tuple[ReportCard, Finding]] = {}
    for card, finding in found:
        key = (card.id, finding.relation)
        if key not in chosen or finding.scope.endswith("总计"):
            chosen[key] = (card, finding)
    return list(chosen.values())


def _sentence(card: ReportCard, finding: Finding) -> str:
    return f"{where(card)}（{finding.scope}）：{finding.text.strip()}"


def _asserted(result: Result, evidence: Evidence) -> Answer:
    one, other = result.rows
    place = of_report(result) if result.one_report else ""
    unit = result.compared.unit if result.compared else None
    size = result.compared.number if result.compared else None
    word = "是的，两者相等" if result.truth else f"不是，两者相差{number(size, unit)}" if size is not None else "不是"
    text = f"{word}：{place}{_side(one, evidence)}；{_side(other, evidence)}。"
    return claim(result, evidence, text, value=result.truth)


def _side(row: Row, evidence: Evidence) -> str:
    if row.value.operands:
        return calculated(row.value, evidence)
    return f"{measure_name(row.value.measure, evidence.catalogue)}为{whole(row.value)}"
