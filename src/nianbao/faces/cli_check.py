"""`nianbao check`: do the figures of reports agree with each other? Reads the files themselves; needs no index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.faces import render_checks
from nianbao.faces.cli_base import Command, Words, json_option, say, say_json, tell
from nianbao.faces.cli_tables import one_line
from nianbao.faces.render import plain
from nianbao.faces.render_findings import OUTCOMES, by_verdict
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.catalogue import Catalogue, Relation
    from nianbao.checking import Finding
    from nianbao.serving.checkups import Checked, Checkup

_SOME_UNREADABLE = 3
_SOME_FAIL = 4
_QUOTES = 8
"""Quotations shown with one failure; --json has them all."""


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
    from nianbao.building import read_reports
    from nianbao.serving.checkups import checkup

    words, known = Words(lang=settings.lang), catalogue.load(settings.catalogue)
    found = checkup(read_reports(paths, settings), known)
    if as_json:
        say_json(render_checks.checkup_json(found, known, words.lang))
    else:
        for path, error in found.unreadable:
            tell(words("读不了 ", "Unreadable: ") + one_line(f"{path}: {words(error.zh, error.en)}"))
        say(_text(found, known, words))
    if found.fails:
        return _SOME_FAIL
    return _SOME_UNREADABLE if found.unreadable else 0


# --- text: failures first ---------------------------------------------------------------------------------------------


def _text(found: Checkup, known: Catalogue, words: Words) -> str:
    relations = {relation.id: relation for relation in known.relations}
    parts = [_failures_text(each, relations, words) for each in found.checked]
    parts += [_others_text(each, words) for each in found.checked]
    return "\n\n".join(part for part in [*parts, _summary(found, words)] if part)


def _failures_text(each: Checked, relations: dict[str, Relation], words: Words) -> str:
    lines = []
    for finding in (f for f in each.findings if f.status == "fails"):
        relation = relations[finding.relation]
        severity = words(*render_checks.SEVERITIES[relation.severity])
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
    groups = by_verdict(each.findings)
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


def _summary(found: Checkup, words: Words) -> str:
    checked, unreadable = len(found.checked), len(found.unreadable)
    counts = render_checks.counts(found)
    fails, holds, open_ = (counts[status] for status in OUTCOMES)
    return words(
        f"核对 {checked} 份：不符 {fails}、相符 {holds}、不能核对 {open_}、读不了 {unreadable}",
        f"{checked} checked: {fails} fail, {holds} hold, {open_} cannot be checked, {unreadable} unreadable",
    )
