"""The parts of a figure: what a report lists under it, in the groups that stand for one way of dividing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.answering.evidence import Evidence, Stated
from nianbao.answering.phrases import APPLICANTS
from nianbao.model import Figure, ReportCard

_NOTE = re.compile(r"[(（][^()（）]{6,60}[)）]$")
"""What the form explains behind the name of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part with its name; `way` tells the ways of dividing apart."""

    name: str
    stated: Stated
    way: str

    @property
    def figure(self) -> Figure | None:
        return self.stated.figure


def parts_of(evidence: Evidence, card: ReportCard, figure: Figure) -> list[Figure]:
    """Figures the report lists as parts of this one; for a table cell, its printed parts."""
    found = evidence.figures(card)
    listed = [f for f in found if f.parent == figure.id and _is_amount(f)]
    if listed or figure.cell is None or figure.metric is None:
        return listed
    children = {m.id for m in evidence.catalogue.children(figure.metric)}
    cells = [f for f in found if f.metric in children and f.cell is not None]
    return [f for f in cells if (f.applicant or "total") == (figure.applicant or "total")]


def groups(evidence: Evidence, parts: Sequence[Figure]) -> list[list[Figure]]:
    """Parts in the groups that stand for one way of dividing: channels, categories, outcomes, applicants."""
    found: dict[str, list[Figure]] = {}
    for part in parts:
        found.setdefault(_way(evidence, part), []).append(part)
    return sorted(found.values(), key=lambda g: g[0].id)


def all_parts(evidence: Evidence, card: ReportCard, stated: Stated | None, metric: str | None) -> list[Part]:
    """Every part of what is stated, the groups that a table prints no total for added up; by way of dividing."""
    figure = stated.figure if stated is not None else None
    ways = _groups(evidence, card, figure, metric) if figure is not None else _children(evidence, card, metric)
    found = [
        Part(name=_title(evidence, part), stated=Stated(figure=part), way=_way(evidence, part))
        for group in ways
        for part in group
    ]
    return found + _added_up(evidence, card, metric, found)


def _is_amount(figure: Figure) -> bool:
    """A part is an amount: no share, and no change since the year before."""
    return figure.unit != "%" and figure.metric != "yoy_change"


def short_label(figure: Figure) -> str:
    """How a part is called among parts."""
    if figure.applicant in APPLICANTS:
        return APPLICANTS[figure.applicant]
    label = _NOTE.sub("", figure.label) or figure.label
    for head in ("收到", "其中", "通过", "公开", "发布"):
        label = label.removeprefix(head)
    return label.removesuffix(" 总计") or figure.label


def _groups(evidence: Evidence, card: ReportCard, figure: Figure, metric: str | None) -> list[list[Figure]]:
    """The parts of a figure in the text or, where those do not make it up, of the same figure in a table."""
    own = groups(evidence, _listed(evidence, card, figure, figure.metric or metric))
    if figure.cell is not None or any(sum(p.value for p in group) == figure.value for group in own):
        return own
    same = (f for f in evidence.figures(card) if f.metric == figure.metric and f.metric and f.cell is not None)
    twin = next((f for f in same if (f.applicant or "total") == "total" and f.value == figure.value), None)
    printed = groups(evidence, _listed(evidence, card, twin, figure.metric or metric)) if twin else []
    return printed or own


def _listed(evidence: Evidence, card: ReportCard, figure: Figure, metric: str | None) -> list[Figure]:
    """What the report lists under the figure, what the catalogue calls its parts, and what is listed under those."""
    found = [f for f in evidence.figures(card) if _is_amount(f)]
    children = {m.id for m in evidence.catalogue.children(metric)} if metric else set()
    in_cells = figure.cell is not None

    def is_part(part: Figure) -> bool:
        kin = part.metric in children and (part.cell is not None) == in_cells
        return (kin and (part.applicant or "total") == (figure.applicant or "total")) or part.parent == figure.id

    parts = {f.id: f for f in found if is_part(f)}
    for part in list(parts.values()):
        parts |= {f.id: f for f in found if f.parent == part.id}
    return sorted(parts.values(), key=lambda f: f.id)


def _children(evidence: Evidence, card: ReportCard, metric: str | None) -> list[list[Figure]]:
    children = (evidence.stated(card, m.id).figure for m in evidence.catalogue.children(metric)) if metric else ()
    found = [f for f in children if f is not None]
    return groups(evidence, found)


def _added_up(evidence: Evidence, card: ReportCard, metric: str | None, found: Sequence[Part]) -> list[Part]:
    """Parts that a table prints without a total of their own (不予公开): without them the largest of the printed ones
    is not the largest."""
    figures = [p.figure for p in found if p.figure is not None]
    if metric is None or any(f.cell is None or (f.applicant or "total") != "total" for f in figures):
        return []
    printed = {f.metric for f in figures}
    missing = [m for m in evidence.catalogue.children(metric) if m.part == "sum" and m.id not in printed]
    stated = [(m, evidence.stated(card, m.id)) for m in missing]
    way = found[0].way if found else ""
    return [Part(name=m.short, stated=s, way=way) for m, s in stated if s.computed is not None and s.value]


def _way(evidence: Evidence, part: Figure) -> str:
    metric = part.metric
    if metric is None or metric.startswith(("proactive_cat", "public_welfare")):
        return "category"
    entry = evidence.catalogue.metric(metric)
    kind = "applicant" if part.applicant in APPLICANTS else ""
    return f"{kind} {entry.parent} {entry.part}"


def _title(evidence: Evidence, part: Figure) -> str:
    """The row of a cell; that it stands in the column of totals goes without saying."""
    name = short_label(part)
    if part.cell is not None and name == "总计" and part.metric:
        return evidence.catalogue.metric(part.metric).short
    return name
