"""Whether numbers agree: by the relations of `checking`, or by a sum that the question itself asserts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nianbao import checking
from nianbao.answering.evidence import Evidence
from nianbao.answering.measures import spot_of, valued
from nianbao.answering.result import Compared, Result, Row, Shortfall, Spot
from nianbao.answering.units import unified
from nianbao.checking import Finding
from nianbao.model import ReportCard
from nianbao.query import Measure, Query, leaves

_Found = list[tuple[ReportCard, Finding]]
_SUM = 3
"""So many plain measures assert that some of them add up to another."""


def checked(query: Query, spots: tuple[Spot, ...], evidence: Evidence) -> Result | Shortfall:
    """The findings that concern the measures (all, without measures), or the two sides of the asserted sum."""
    if readings := _readings(query.measures):
        tried = [_compared(query, sides, spots, evidence) for sides in readings]
        return next((r for r in tried if isinstance(r, Result) and r.truth), tried[0])
    held = tuple(s for s in spots if s.card is not None)
    asked = {s.year for s in held}
    found = [f for spot in held for f in _findings(spot, asked, evidence)]
    if len(asked) > 1:
        across = [f for f in found if "→" in f[1].scope]
        found = across if any(f.status != "cannot_check" for _, f in across) else found
    about = _about(found, query, evidence)
    hints = {r.id for r in evidence.catalogue.relations if r.severity == "note"}  # these need not hold
    decided = [(card, f) for card, f in about if f.status != "cannot_check" and f.relation not in hints]
    if not decided:
        return Shortfall(query=query, why="nothing_to_check", spots=held)
    truth = all(f.status == "holds" for _, f in decided)
    return Result(query=query, by="agency", rows=(), spots=spots, findings=tuple(decided), truth=truth)


def _readings(measures: Sequence[Measure]) -> list[tuple[Measure, Measure]]:
    """What the question says is equal: two measures of which one is calculated, or one of several and the sum of the
    others, which may be the last (A 加 B 等于 C) or the first (C 等于 A 加 B)."""
    if len(measures) == 2 and any(m.operator in ("sum", "difference") for m in measures):
        return [(measures[0], measures[1])]
    if len(measures) >= _SUM and all(m.operator == "value" for m in measures):
        ends = ((tuple(measures[:-1]), measures[-1]), (tuple(measures[1:]), measures[0]))
        return [(Measure(operator="sum", of=terms), total) for terms, total in ends]
    return []


def _compared(
    query: Query, sides: tuple[Measure, Measure], spots: tuple[Spot, ...], evidence: Evidence
) -> Result | Shortfall:
    one, other = (Row(key="", spots=spots, values=(valued(side, spots, evidence),)) for side in sides)
    lacking = next((row for row in (one, other) if row.value.number is None), None)
    together = None
    if lacking is None:
        together = unified([(one.number, one.value.unit), (other.number, other.value.unit)], alike=True)
    if lacking is not None or together is None:
        return Shortfall(query=query, why="silent", spots=spots, row=lacking or one, count=1)
    (left, right), unit = together
    compared = Compared(subject=one, base=other, number=abs(left - right), formula="", unit=unit, truth=left == right)
    return Result(
        query=query, by="measure", rows=(one, other), considered=(one, other), spots=spots, compared=compared,
        truth=left == right,
    )  # fmt: skip


def _findings(spot: Spot, asked: Collection[int | None], evidence: Evidence) -> _Found:
    """What is found in one report, and between it and the one of the year before where that is held; of several years
    asked for only between these."""
    if spot.card is None:
        return []
    card = spot.card
    found = list(evidence.findings(card))
    before = spot_of(spot, spot.year - 1).card if spot.year is not None else None
    if before is not None and (len(asked) == 1 or before.year in asked):
        pairs = [(evidence.report(c.id), evidence.figures(c)) for c in (before, card)]
        found += checking.check_years(pairs, evidence.catalogue)[1]
    return [(card, finding) for finding in found]


def _about(found: _Found, query: Query, evidence: Evidence) -> _Found:
    """The findings that speak of one of the measures; where none does, of what they are parts of or divided into."""
    named = {m.metric for m in leaves(query.measures) if m.metric}
    if not named:
        return found
    own = [f for f in found if _metrics(f[1]) & named]
    if any(f.status != "cannot_check" for _, f in own):
        return own
    catalogue = evidence.catalogue
    near = {m.id for name in named for m in (*catalogue.ancestors(name), *catalogue.children(name))}
    return [f for f in found if _metrics(f[1]) & near] or own


def _metrics(finding: Finding) -> set[str]:
    return {f.metric for f in finding.figures if f.metric}
