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
    ordered = failures_first(findings)
    return {
        "report": report.id,
        "agency": report.agency,
        "year": report.year,
        "title": report.title,
        **by_verdict(ordered),
        "findings": [finding_json(finding, relations[finding.relation]) for finding in ordered],
    }


def by_verdict(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """Ids of relations by their one verdict."""
    from nianbao.checking import verdicts

    found = verdicts(findings)
    return {status: [id for id, verdict in found.items() if verdict == status] for status in OUTCOMES}


def failures_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in the order they are read in."""
    return sorted(findings, key=lambda finding: OUTCOMES.index(finding.status))


def finding_json(finding: Finding, relation: Relation) -> dict[str, Any]:
    """One finding with the statements it compares."""
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
