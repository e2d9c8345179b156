"""`nianbao check`: do the figures of reports agree with each other? Reads the files themselves; needs no index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nianbao.errors import NianbaoError
from nianbao.faces.cli_base import Command, Words, json_option, say, say_json, tell
from nianbao.faces.cli_tables import one_line
from nianbao.faces.render import figure_json, number, plain
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.catalogue import Catalogue, Relation
    from nianbao.checking import Finding, Outcome
    from nianbao.model import Report

_SOME_UNREADABLE = 3
_SOME_FAIL = 4
_OUTCOMES: tuple[Outcome, ...] = ("fails", "holds", "cannot_check")
_SEVERITIES = {
    "error": ("一定有误", "certainly wrong"),
    "warning": ("应当核对", "to be checked"),
    "note": ("只作提示", "a hint only"),
}
_QUOTES = 8
"""Quotations shown with one failure; --json has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A report with everything found out about it."""

    path: Path
    report: Report
    findings: tuple[Finding, ...]


def check(words: Words) -> Command:
    """The command."""
    return Command(
        "check",
        words,
        _run,
        help=words("核对年报里的数是否互相吻合。", "Check whether the figures of reports agree with each other."),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."),
            json_option(words),
        ],
    )


def _run(settings: Settings, paths: tuple[Path, ...], as_json: bool) -> int:
    from nianbao import catalogue

    words, known = Words(lang=settings.lang), catalogue.load(settings.catalogue)
    checked, unreadable = _checked(settings, paths, known)
    if as_json:
        say_json(_json(checked, unreadable, known, words))
    else:
        for path, error in unreadable:
            tell(words("读不了 ", "Unreadable: ") + one_line(f"{path}: {words(error.zh, error.en)}"))
        say(_text(checked, unreadable, known, words))
    if any(finding.status == "fails" for each in checked for finding in each.findings):
        return _SOME_FAIL
    return _SOME_UNREADABLE if unreadable else 0


def _checked(
    settings: Settings, paths: tuple[Path, ...], known: Catalogue
) -> tuple[list[Checked], list[tuple[Path, NianbaoError]]]:
    from nianbao import checking
    from nianbao.building import read_reports

    read, unreadable = [], []
    for each in read_reports(paths, settings):
        if each.report is not None:
            read.append((each.path, each.report, each.figures))
        elif each.error is not None:
            unreadable.append((each.path, each.error))
    across = checking.check_years([(report, figures) for _, report, figures in read], known)
    checked = [
        Checked(path=path, report=report, findings=checking.check(report, figures, known) + years)
        for (path, report, figures), years in zip(read, across, strict=True)
    ]
    return checked, unreadable


# --- text: failures first ---------------------------------------------------------------------------------------------


def _text(
    checked: Sequence[Checked], unreadable: Sequence[tuple[Path, NianbaoError]], known: Catalogue, words: Words
) -> str:
    relations = {relation.id: relation for relation in known.relations}
    parts = [_failures_text(each, relations, words) for each in checked]
    parts += [_others_text(each, words) for each in checked]
    return "\n\n".join(part for part in [*parts, _summary(checked, len(unreadable), words)] if part)


def _failures_text(each: Checked, relations: dict[str, Relation], words: Words) -> str:
    lines = []
    for finding in (f for f in each.findings if f.status == "fails"):
        relation = relations[finding.relation]
        severity = words(*_SEVERITIES[relation.severity])
        lines.append(f"✗ {relation.id}（{severity}）〔{one_line(finding.scope)}〕{one_line(relation.zh)}")
        lines.append(f"    {one_line(finding.text)}")
        quotes = dict.fromkeys(one_line(figure.quote) for figure in finding.figures)
        lines += [f"    “{quote}”" for quote in list(quotes)[:_QUOTES]]
        if len(quotes) > _QUOTES:
            rest = len(quotes) - _QUOTES
            lines.append("    " + words(f"……另有 {rest} 处原文，见 --json", f"... {rest} more quotations: --json"))
    return "\n".join([_name(each, words), *lines]) if lines else ""


def _others_text(each: Checked, words: Words) -> str:
    """What holds, by id; then each relation of which a part is missing; those with no part stated are counted."""
    groups = _grouped(each)
    lines = [_name(each, words)]
    if groups["holds"]:
        lines.append(words("  相符: ", "  hold: ") + " ".join(groups["holds"]))
    open_ = [_most_told(each, relation) for relation in groups["cannot_check"]]
    told = [found for found in open_ if found.figures]
    lines += [f"  ? {found.relation}〔{one_line(found.scope)}〕{one_line(found.text)}" for found in told]
    silent = len(open_) - len(told)
    if silent:
        zh = f"  另有 {silent} 项关系，所涉的数都没有写"
        lines.append(words(zh, f"  {silent} more relations: none of their figures is stated"))
    return "\n".join(lines)


def _most_told(each: Checked, relation: str) -> Finding:
    """The finding of a relation that rests on the most statements."""
    return max((f for f in each.findings if f.relation == relation), key=lambda finding: len(finding.figures))


def _name(each: Checked, words: Words) -> str:
    year = words(f"{each.report.year}年", f" {each.report.year}") if each.report.year else ""
    return plain(f"{each.report.agency}{year}（{one_line(str(each.path))}）")


def _grouped(each: Checked) -> dict[str, list[str]]:
    """Ids of relations by their one verdict."""
    from nianbao.checking import verdicts

    found = verdicts(each.findings)
    return {status: [id for id, verdict in found.items() if verdict == status] for status in _OUTCOMES}


def _counts(checked: Sequence[Checked]) -> Counter[str]:
    return Counter(status for each in checked for status, ids in _grouped(each).items() for _ in ids)


def _summary(checked: Sequence[Checked], unreadable: int, words: Words) -> str:
    counts = _counts(checked)
    fails, holds, open_ = (counts[status] for status in _OUTCOMES)
    return words(
        f"核对 {len(checked)} 份：不符 {fails}、相符 {holds}、不能核对 {open_}、读不了 {unreadable}",
        f"{len(checked)} checked: {fails} fail, {holds} hold, {open_} cannot be checked, {unreadable} unreadable",
    )


# --- JSON -------------------------------------------------------------------------------------------------------------


def _json(
    checked: Sequence[Checked], unreadable: Sequence[tuple[Path, NianbaoError]], known: Catalogue, words: Words
) -> dict[str, Any]:
    relations = {relation.id: relation for relation in known.relations}
    counts = _counts(checked)
    return {
        "reports": [_report_json(each, relations) for each in checked],
        "unreadable": [{"path": str(path), "why": words(error.zh, error.en)} for path, error in unreadable],
        "summary": {"reports": len(checked), **{status: counts[status] for status in _OUTCOMES}},
    }


def _report_json(each: Checked, relations: dict[str, Relation]) -> dict[str, Any]:
    ordered = sorted(each.findings, key=lambda finding: _OUTCOMES.index(finding.status))
    return {
        "report": each.report.id,
        "path": str(each.path),
        "agency": each.report.agency,
        "year": each.report.year,
        "title": each.report.title,
        "era": each.report.era,
        **_grouped(each),
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
