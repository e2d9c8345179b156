"""What a check of one report found, as JSON and as text; failures first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from nianbao.faces.render import figure_json, number, plain

if TYPE_CHECKING:
    from nianbao.catalogue import Relation
    from nianbao.checking import Finding, Outcome
    from nianbao.model import Report

OUTCOMES: tuple[Outcome, ...] = ("fails", "holds", "cannot_check")
_QUOTES = 4
"""Quotations that the text shows with one failure; the JSON has them all."""


def check_json(report: Report, findings: Iterable[Finding], relations: Mapping[str, Relation]) -> dict[str, Any]:
    """The Check object: the report, the relations by their one verdict, every finding with its statements."""
    from nianbao.checking import verdicts

    ordered = sorted(findings, key=lambda finding: OUTCOMES.index(finding.status))
    found = verdicts(ordered)
    return {
        "report": report.id,
        "agency": report.agency,
        "year": report.year,
        "title": report.title,
        **{status: [id for id, verdict in found.items() if verdict == status] for status in OUTCOMES},
        "findings": [_finding_json(finding, relations[finding.relation]) for finding in ordered],
    }


def _finding_json(finding: Finding, relation: Relation) -> dict[str, Any]:
    return {
        "relation": finding.relation,
        "meaning": relation.zh,
        "severity": relation.severity,
        "status": finding.status,
        "scope": finding.scope,
        "text": finding.text,
        "left": None if finding.left is None else number(finding.left),
        "right": None if finding.right is None else number(finding.right),
        "missing": list(finding.missing),
        "figures": [figure_json(figure) for figure in finding.figures],
    }


def check_text(found: Mapping[str, Any]) -> str:
    """A Check object in words: the counts, then each failure with the words that were compared."""
    year = f"{found['year']}年" if found["year"] else ""
    counts = "、".join(f"{name} {len(found[status])}" for status, name in _NAMES.items())
    lines = [plain(f"{found['agency'] or '机关不明'}{year}：{counts}")]
    for finding in found["findings"]:
        if finding["status"] == "fails":
            quotes = list(dict.fromkeys(" ".join(figure["quote"].split()) for figure in finding["figures"]))
            lines.append(plain(f"✗ {finding['meaning']}〔{finding['scope']}〕{finding['text']}"))
            lines += [plain(f"    “{quote}”") for quote in quotes[:_QUOTES]]
    return "\n".join(lines)


_NAMES: dict[Outcome, str] = {"fails": "不符", "holds": "相符", "cannot_check": "不能核对"}
