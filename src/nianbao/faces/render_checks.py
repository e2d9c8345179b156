"""What a check of reports found, as JSON, spreadsheet and escaped HTML; failures first. Pure."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from nianbao.faces.render import highlight_html, number, plain_number
from nianbao.faces.render_findings import OUTCOMES, by_verdict, failures_first, finding_json
from nianbao.faces.render_tables import Value, sheet_csv, sheet_xlsx

if TYPE_CHECKING:
    from nianbao.catalogue import Catalogue, Relation
    from nianbao.checking import Finding, Outcome
    from nianbao.model import Figure, Report
    from nianbao.serving.checkups import Checked, Checkup

SEVERITIES = {
    "error": ("一定有误", "certainly wrong"),
    "warning": ("应当核对", "to be checked"),
    "note": ("只作提示", "a hint only"),
}
_NAMES: dict[Outcome, str] = {"fails": "不符", "holds": "成立", "cannot_check": "无法核对"}
_ORIGINS = {"side": "附属文件", "title": "标题", "period": "统计期限", "signature": "落款"}
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


# --- HTML -------------------------------------------------------------------------------------------------------------


def checkup_html(found: Checkup, known: Catalogue) -> str:
    """Everything found about uploads: a summary line, unreadable files, then report by report, failures first.

    The outermost element is `<section class="checkup">`; report text is escaped everywhere.
    """
    relations = {relation.id: relation for relation in known.relations}
    unreadable = "".join(f"<li><b>{_e(str(path))}</b> {_e(error.zh)}</li>" for path, error in found.unreadable)
    return (
        '<section class="checkup" aria-label="核对结果">'
        f'<p class="summary" role="status">{_e(summary_zh(found))}</p>'
        + (f'<ul class="unreadable" aria-label="读不了的文件">{unreadable}</ul>' if unreadable else "")
        + "".join(_report_html(each, relations) for each in found.checked)
        + "</section>"
    )


def summary_zh(found: Checkup) -> str:
    """The one line above: 12 项核对：9 项成立，1 项不符，2 项无法核对."""
    numbers = counts(found)
    total = sum(numbers.values())
    parts = [
        f"{total} 项核对：{numbers['holds']} 项成立，{numbers['fails']} 项不符，{numbers['cannot_check']} 项无法核对"
    ]
    if len(found.checked) != 1:
        parts.insert(0, f"{len(found.checked)} 份报告")
    if found.unreadable:
        parts.append(f"{len(found.unreadable)} 个文件读不了")
    return "；".join(parts)


def _report_html(each: Checked, relations: Mapping[str, Relation]) -> str:
    report = each.report
    findings = {status: [f for f in each.findings if f.status == status] for status in OUTCOMES}
    name = f"{report.agency or '机关不明'} {f'{report.year} 年' if report.year else '年份不明'}"
    fails = "".join(_finding_html(finding, relations, report) for finding in findings["fails"])
    return (
        f'<article class="checked"><h3>{_e(name)} <small>{_e(str(each.path))}</small></h3>'
        + _identity_html(report)
        + _list_html("请留意", "problems", report.problems)
        + (f'<ol class="fails" aria-label="不符">{fails}</ol>' if fails else '<p class="fine">没有发现不符的数。</p>')
        + _folded_html("成立", findings["holds"], relations, report)
        + _folded_html("无法核对", findings["cannot_check"], relations, report)
        + _figures_html(report, each.figures)
        + "</article>"
    )


def _identity_html(report: Report) -> str:
    names = {"agency": "机关", "year": "年份"}
    told = [
        f"{names[item.what]} <b>{_e(item.value)}</b>（据{_e(_ORIGINS.get(item.origin, '正文'))}）"
        for item in report.evidence
        if item.what in names
    ]
    return f'<p class="identity">{"；".join(dict.fromkeys(told))}</p>' if told else ""


def _list_html(label: str, kind: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{_e(line)}</li>" for line in lines)
    return f'<ul class="{kind}" aria-label="{label}">{items}</ul>' if items else ""


def _folded_html(label: str, findings: list[Finding], relations: Mapping[str, Relation], report: Report) -> str:
    if not findings:
        return ""
    items = "".join(_finding_html(finding, relations, report) for finding in findings)
    return (
        f'<details class="{findings[0].status}"><summary>{label} {len(findings)} 处</summary><ol>{items}</ol></details>'
    )


def _finding_html(finding: Finding, relations: Mapping[str, Relation], report: Report) -> str:
    relation = relations[finding.relation]
    severity = f' <span class="severity">{SEVERITIES[relation.severity][0]}</span>' if finding.status == "fails" else ""
    quotes = dict.fromkeys(_quote_html(figure, report) for figure in finding.figures)
    return (
        f'<li class="finding {finding.status}"><p class="relation"><b>{_NAMES[finding.status]}</b>{severity} '
        f"{_e(relation.zh)} <small>〔{_e(finding.scope)}〕</small></p>"
        f'<p class="says">{_e(finding.text)}</p>{"".join(quotes)}</li>'
    )


def _quote_html(figure: Figure, report: Report) -> str:
    """The words with the number marked and their place in the text; of another report (last year's) its name."""
    if figure.report_id != report.id or figure.span.of(report.text) != figure.quote:
        return f"<blockquote>{_e(figure.quote)}<small>（{_e(figure.agency)}{figure.year or ''}年）</small></blockquote>"
    place = f'data-start="{figure.span.start}" data-end="{figure.span.end}"'
    return f"<blockquote {place}>{highlight_html(report.text, figure.span, figure.at)}</blockquote>"


def _figures_html(report: Report, figures: tuple[Figure, ...]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_e(figure.label)}</th><td class="number">{_e(plain_number(figure.value))}</td>'
        f"<td>{_e(figure.unit or '')}</td><td>{_quote_html(figure, report)}</td></tr>"
        for figure in figures
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("名称", "数值", "单位", "原文"))
    return (
        f'<details class="figures"><summary>提取到 {len(figures)} 个数</summary><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></details>"
    )


def _e(text: str) -> str:
    return html.escape(text, quote=True)
