"""What a check of reports found, as JSON and spreadsheet; failures first. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from nianbao.faces.render import number
from nianbao.faces.render_findings import OUTCOMES, by_verdict, failures_first, finding_json
from nianbao.faces.render_tables import sheet_csv, sheet_xlsx
from nianbao.faces.render_xlsx import Value

if TYPE_CHECKING:
    from nianbao.catalogue import Catalogue, Relation
    from nianbao.checking import Outcome
    from nianbao.serving.checkups import Checked, Checkup

SEVERITIES = {
    "error": ("一定有误", "certainly wrong"),
    "warning": ("应当核对", "to be checked"),
    "note": ("只作提示", "a hint only"),
}
_NAMES: dict[Outcome, str] = {"fails": "不符", "holds": "成立", "cannot_check": "无法核对"}
_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("file", "文件", 28),
    ("agency", "机关", 16),
    ("year", "年份", 8),
    ("status", "结果", 10),
    ("severity", "程度", 12),
    ("relation", "关系编号", 14),
    ("meaning", "关系", 44),
    ("scope", "位置", 18),
    ("text", "说明", 60),
    ("left", "左边", 12),
    ("right", "右边", 12),
    ("missing", "没有写的", 30),
    ("quotes", "原文", 80),
)


def counts(found: Checkup) -> Counter[str]:
    """How many relations, over all reports, fail, hold and cannot be checked."""
    return Counter(status for each in found.checked for status, ids in by_verdict(each.findings).items() for _ in ids)


# --- JSON -------------------------------------------------------------------------------------------------------------


def checkup_json(found: Checkup, known: Catalogue, lang: str) -> dict[str, Any]:
    """What `nianbao check --json` prints; `lang` is that of the reasons of unreadable files."""
    relations = {relation.id: relation for relation in known.relations}
    numbers = counts(found)
    return {
        "reports": [_report_json(each, relations) for each in found.checked],
        "unreadable": [{"path": str(path), "why": error.say(lang)} for path, error in found.unreadable],
        "summary": {"reports": len(found.checked), **{status: numbers[status] for status in OUTCOMES}},
    }


def _report_json(each: Checked, relations: Mapping[str, Relation]) -> dict[str, Any]:
    return {
        "report": each.report.id,
        "path": str(each.path),
        "agency": each.report.agency,
        "year": each.report.year,
        "title": each.report.title,
        "era": each.report.era,
        **by_verdict(each.findings),
        "findings": [finding_json(finding, relations[finding.relation]) for finding in failures_first(each.findings)],
    }


# --- spreadsheets -----------------------------------------------------------------------------------------------------


def findings_csv(found: Checkup, known: Catalogue) -> str:
    """A row a finding, each report's failures first; an unreadable file is a row, too."""
    return sheet_csv(_COLUMNS, _rows(found, known))


def findings_xlsx(found: Checkup, known: Catalogue, target: str | Path | IO[bytes]) -> None:
    """The same as one sheet 核对."""
    sheet_xlsx("核对", _COLUMNS, _rows(found, known), target)


def _rows(found: Checkup, known: Catalogue) -> Iterator[tuple[Value, ...]]:
    relations = {relation.id: relation for relation in known.relations}
    for each in found.checked:
        for finding in failures_first(each.findings):
            relation = relations[finding.relation]
            quotes = dict.fromkeys(figure.quote for figure in finding.figures)
            yield (
                str(each.path), each.report.agency, each.report.year, _NAMES[finding.status],
                SEVERITIES[relation.severity][0], relation.id, relation.zh, finding.scope, finding.text,
                None if finding.left is None else number(finding.left),
                None if finding.right is None else number(finding.right),
                "、".join(finding.missing), " ▏".join(quotes),
            )  # fmt: skip
    for path, error in found.unreadable:
        yield (str(path), None, None, "读不了", None, None, None, None, error.zh, None, None, None, None)
