"""What a check of uploads found, as escaped HTML in Chinese or English; what reports say stays Chinese.

Report by report: whose it is, its figures (folded), then the relations that fail, cannot be checked, and hold. Pure.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from nianbao.faces.render import highlight_html, plain_number
from nianbao.faces.render_checks import SEVERITIES, counts
from nianbao.faces.render_findings import by_verdict
from nianbao.faces.render_problems import problem_html

if TYPE_CHECKING:
    from nianbao.catalogue import Catalogue
    from nianbao.checking import Finding
    from nianbao.model import Figure, Report
    from nianbao.serving.checkups import Checked, Checkup

_WORDS: dict[str, tuple[str, str]] = {
    "results": ("核对结果", "What was found"),
    "unreadable": ("读不了的文件", "Files that cannot be read"),
    "total": (
        "{total} 项核对：{fails} 项不符，{cannot} 项无法核对，{holds} 项成立",
        "{total} relations: {fails} fail, {cannot} cannot be checked, {holds} hold",
    ),
    "reports": ("{n} 份报告", "{n} reports"),
    "unread": ("{n} 个文件读不了", "files that cannot be read: {n}"),
    "no_agency": ("机关不明", "agency unknown"),
    "year": ("{year} 年", "{year}"),
    "no_year": ("年份不明", "year unknown"),
    "agency_is": ("机关", "Agency"),
    "year_is": ("年份", "Year"),
    "by": ("（据{origin}）", " (by {origin})"),
    "side": ("附属文件", "the side file"),
    "title": ("标题", "the title"),
    "period": ("统计期限", "the period"),
    "signature": ("落款", "the signature"),
    "body": ("正文", "the text"),
    "and": ("、", ", "),
    "then": ("；", "; "),
    "problems": ("请留意", "Please note"),
    "fails": ("不符", "Fails"),
    "holds": ("成立", "Holds"),
    "cannot_check": ("无法核对", "Cannot be checked"),
    "places": ("{label} {n} 处", "{label}: {n}"),
    "silent": ("另有 {n} 项关系，所涉的数都没有写。", "Of {n} more relations no figure is stated."),
    "fine": ("没有发现不符的数。", "No figures that contradict each other were found."),
    "nothing": ("没有可以互相核对的数。", "There are no figures that could be checked against each other."),
    "figures": ("提取到 {n} 个数", "Figures found: {n}"),
    "label": ("名称", "Name"),
    "value": ("数值", "Value"),
    "unit": ("单位", "Unit"),
    "quote": ("原文", "Words"),
}


def checkup_html(found: Checkup, known: Catalogue, lang: str = "zh") -> str:
    """Everything found about uploads: a summary line, unreadable files, then report by report.

    The outermost element is `<section class="checkup">`; report text is escaped everywhere.
    """
    return _Page(known, lang).whole(found)


def summary(found: Checkup, lang: str = "zh") -> str:
    """The one line above: 12 项核对：1 项不符，2 项无法核对，9 项成立."""
    say, numbers = _Words(lang), counts(found)
    parts = [
        say(
            "total", total=sum(numbers.values()), fails=numbers["fails"], cannot=numbers["cannot_check"],
            holds=numbers["holds"],
        )
    ]  # fmt: skip
    if len(found.checked) != 1:
        parts.insert(0, say("reports", n=len(found.checked)))
    if found.unreadable:
        parts.append(say("unread", n=len(found.unreadable)))
    return say("then").join(parts)


class _Words:
    def __init__(self, lang: str) -> None:
        self._english = lang == "en"

    def __call__(self, key: str, **values: object) -> str:
        return _WORDS[key][self._english].format(**values)


class _Page:
    """One check in one language."""

    def __init__(self, known: Catalogue, lang: str) -> None:
        self._relations = {relation.id: relation for relation in known.relations}
        self._lang = lang
        self._english = lang == "en"
        self._say = _Words(lang)

    def whole(self, found: Checkup) -> str:
        unreadable = [f"<b>{_e(str(path))}</b> {_e(error.say(self._lang))}" for path, error in found.unreadable]
        return (
            f'<section class="checkup" aria-label="{self._say("results")}">'
            f'<p class="summary">{_e(summary(found, self._lang))}</p>'
            + _list("unreadable", self._say("unreadable"), unreadable)
            + "".join(self._report(each) for each in found.checked)
            + "</section>"
        )

    def _report(self, each: Checked) -> str:
        report, say = each.report, self._say
        name = f"{report.agency or say('no_agency')} " + (
            say("year", year=report.year) if report.year else say("no_year")
        )
        by_status = {
            status: [finding for finding in each.findings if finding.status == status]
            for status in ("fails", "cannot_check", "holds")
        }
        fails = [self._finding(finding, report) for finding in by_status["fails"]]
        fine = "fine" if by_status["holds"] else "nothing"
        return (
            f'<article class="checked"><h3>{_e(name)} <small>{_e(str(each.path))}</small></h3>'
            + self._identity(report)
            + _list(
                "problems", say("problems"), [problem_html(each, _e, english=self._english) for each in report.problems]
            )
            + self._figures(report, each.figures)
            + (_list("fails", say("fails"), fails) if fails else f'<p class="fine">{say(fine)}</p>')
            + self._open(each, by_status["cannot_check"])
            + self._folded("holds", by_status["holds"], report)
            + "</article>"
        )

    def _identity(self, report: Report) -> str:
        origins: dict[tuple[str, str], list[str]] = {}
        for item in report.evidence:
            if item.what in ("agency", "year"):
                origin = item.origin if item.origin in ("side", "title", "period", "signature") else "body"
                origins.setdefault((item.what, item.value), []).append(self._say(origin))
        told = [
            f"{self._say(f'{what}_is')} <b>{_e(value)}</b>" + self._say("by", origin=self._say("and").join(unique))
            for (what, value), names in origins.items()
            if (unique := dict.fromkeys(names))
        ]
        return f'<p class="identity">{self._say("then").join(told)}</p>' if told else ""

    def _open(self, each: Checked, findings: Sequence[Finding]) -> str:
        """Those of which a part is stated; the rest says nothing and is counted."""
        told = [finding for finding in findings if finding.figures]
        silent = len(set(by_verdict(each.findings)["cannot_check"]) - {finding.relation for finding in told})
        more = f'<p class="silent">{self._say("silent", n=silent)}</p>' if silent else ""
        return self._folded("cannot_check", told, each.report) + more

    def _folded(self, status: str, findings: Sequence[Finding], report: Report) -> str:
        if not findings:
            return ""
        items = "".join(f"<li>{self._finding(finding, report)}</li>" for finding in findings)
        label = self._say("places", label=self._say(status), n=len(findings))
        return f'<details class="{status}"><summary>{label}</summary><ul>{items}</ul></details>'

    def _finding(self, finding: Finding, report: Report) -> str:
        relation = self._relations[finding.relation]
        severity = ""
        if finding.status == "fails":
            severity = f' <span class="severity">{SEVERITIES[relation.severity][self._english]}</span>'
        meaning, scope, says = relation.zh, finding.scope, finding.text
        if self._english:
            meaning, scope, says = relation.en, finding.scope_en, finding.en
        quotes = dict.fromkeys(_quote(figure, report) for figure in finding.figures)
        return (
            f'<div class="finding {finding.status}"><p class="relation"><b>{self._say(finding.status)}</b>{severity} '
            f"{_e(meaning)} <small>〔{_e(scope)}〕</small></p>"
            f'<p class="says">{_e(says)}</p>{"".join(quotes)}</div>'
        )

    def _figures(self, report: Report, figures: Sequence[Figure]) -> str:
        say = self._say
        rows = "".join(
            f'<tr><th scope="row">{_e(figure.label)}</th><td class="number">{_e(plain_number(figure.value))}</td>'
            f"<td>{_e(figure.unit or '')}</td><td>{_quote(figure, report)}</td></tr>"
            for figure in figures
        )
        head = "".join(f'<th scope="col">{say(name)}</th>' for name in ("label", "value", "unit", "quote"))
        title = say("figures", n=len(figures))
        if not rows:
            return f'<p class="figures">{title}</p>'
        return (
            f'<details class="figures"><summary>{title}</summary>'
            f'<div class="scroll" tabindex="0" role="region" aria-label="{title}"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div></details>"
        )


def _quote(figure: Figure, report: Report) -> str:
    """The words with the number marked; those of another report (last year's) with its name."""
    if figure.report_id != report.id or figure.span.of(report.text) != figure.quote:
        return f"<blockquote>{_e(figure.quote)}<small>（{_e(figure.agency)}{figure.year or ''}年）</small></blockquote>"
    return f"<blockquote>{highlight_html(report.text, figure.span, figure.at)}</blockquote>"


def _list(kind: str, label: str, items: Iterable[str]) -> str:
    """Of pieces of HTML."""
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f'<ul class="{kind}" aria-label="{label}">{lines}</ul>' if lines else ""


def _e(text: str) -> str:
    return html.escape(text, quote=True)
