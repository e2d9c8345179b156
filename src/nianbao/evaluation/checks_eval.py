"""Which relations were found to fail against which do: failures found, missed, and false alarms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nianbao.catalogue import Catalogue
from nianbao.checking import Finding, check, check_years, verdicts
from nianbao.evaluation.figures_eval import Ratio
from nianbao.evaluation.gold_figures import name_of
from nianbao.evaluation.lines import Line
from nianbao.model import Figure, Report, ReportCard


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCheck:
    """What is true of one report: `file` is a name without folders, the rest ids of relations."""

    file: str
    holds: frozenset[str]
    fails: frozenset[str]
    cannot_check: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckScores:
    """`found`: of the failures there are. `missed` and `alarms` are (file, relation); an alarm comes with its finding.

    `holds` and `cannot_check` tell, for orientation, how many of those listed were judged so.
    """

    found: Ratio
    holds: Ratio
    cannot_check: Ratio
    missed: tuple[tuple[str, str], ...] = ()
    alarms: tuple[tuple[str, Finding], ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


def parse_gold_checks(lines: tuple[Line, ...]) -> tuple[GoldCheck, ...]:
    """One report a line; raises WrongCall naming the line and the key that is wrong."""
    return tuple(
        GoldCheck(
            file=name_of(line.text("file")),
            holds=frozenset(line.texts("holds")),
            fails=_relations(line, "fails"),
            cannot_check=_relations(line, "cannot_check"),
        )
        for line in lines
    )


def _relations(line: Line, key: str) -> frozenset[str]:
    found = []
    for entry in line.several(key):
        if not isinstance(entry, dict) or not isinstance(entry.get("relation"), str):
            raise line.wrong(
                f"的 {key} 应为对象的列表，各有 relation", f"{key!r} must be a list of objects with 'relation'"
            )
        found.append(entry["relation"])
    return frozenset(found)


def score_checks(
    gold: Sequence[GoldCheck],
    cards: Iterable[ReportCard],
    report: Callable[[str], Report | None],
    figures: Iterable[Figure],
    catalogue: Catalogue,
) -> CheckScores:
    """Check the reports of an index and score those that `gold` lists; the others may be the year before."""
    found = _findings(cards, report, figures, catalogue)
    here = [line for line in gold if line.file in found]
    said = {line.file: verdicts(found[line.file]) for line in here}
    failing = {file: {id for id, outcome in by.items() if outcome == "fails"} for file, by in said.items()}
    return CheckScores(
        found=_ratio([id in failing[line.file] for line in here for id in sorted(line.fails)]),
        holds=_ratio([said[line.file].get(id) == "holds" for line in here for id in line.holds]),
        cannot_check=_ratio([said[line.file].get(id) == "cannot_check" for line in here for id in line.cannot_check]),
        missed=tuple((line.file, id) for line in here for id in sorted(line.fails - failing[line.file])),
        alarms=tuple(
            (line.file, next(f for f in found[line.file] if f.relation == id and f.status == "fails"))
            for line in here
            for id in sorted(failing[line.file] - line.fails)
        ),
        left_out=dict(Counter(line.file for line in gold if line.file not in found)),
    )


def _findings(
    cards: Iterable[ReportCard],
    report: Callable[[str], Report | None],
    figures: Iterable[Figure],
    catalogue: Catalogue,
) -> dict[str, tuple[Finding, ...]]:
    by_report: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_report[figure.report_id].append(figure)
    opened = [(name_of(card.source), report(card.id)) for card in cards]
    pairs = [(file, held, by_report[held.id]) for file, held in opened if held is not None]
    across = check_years([(held, of_it) for _, held, of_it in pairs], catalogue)
    return {
        file: check(held, of_it, catalogue) + years for (file, held, of_it), years in zip(pairs, across, strict=True)
    }


def _ratio(rights: Sequence[bool]) -> Ratio:
    return Ratio(right=sum(rights), all=len(rights))
