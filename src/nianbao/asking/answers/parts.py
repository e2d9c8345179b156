"""The parts of a figure: what a report lists under it, in the groups that stand for one way of dividing."""

from __future__ import annotations

from nianbao.asking.answers.phrases import APPLICANTS, mismatch
from nianbao.asking.sources import Sources
from nianbao.model import Figure, ReportCard, Warning


def parts_of(sources: Sources, card: ReportCard, figure: Figure) -> list[Figure]:
    """Figures the report lists as parts of this one; for a table cell, its printed parts."""
    found = sources.figures(card)
    listed_parts = [f for f in found if f.parent == figure.id and f.unit != "%"]
    if listed_parts or figure.cell is None or figure.metric is None:
        return listed_parts
    children = {m.id for m in sources.catalogue.children(figure.metric)}
    cells = [f for f in found if f.metric in children and f.cell is not None]
    return [f for f in cells if (f.applicant or "total") == (figure.applicant or "total")]


def all_parts(sources: Sources, card: ReportCard, figure: Figure, metric: str) -> list[Figure]:
    """What the report lists under the figure, what the catalogue calls its parts, and what is listed under those."""
    found = [f for f in sources.figures(card) if f.unit != "%"]
    children = {m.id for m in sources.catalogue.children(metric)}
    same = figure.cell is None

    def is_part(part: Figure) -> bool:
        kin = part.metric in children and (part.cell is None) == same and (part.applicant or "total") == "total"
        return kin or part.parent == figure.id

    parts = {f.id: f for f in found if is_part(f)}
    for part in list(parts.values()):
        parts |= {f.id: f for f in found if f.parent == part.id}
    return sorted(parts.values(), key=lambda f: f.id)


def part_groups(sources: Sources, parts: list[Figure]) -> list[list[Figure]]:
    """Parts in the groups that stand for one way of dividing: channels, categories, outcomes, applicants."""
    groups: dict[str, list[Figure]] = {}
    for part in parts:
        groups.setdefault(_way(sources, part), []).append(part)
    return sorted(groups.values(), key=lambda g: g[0].id)


def _way(sources: Sources, part: Figure) -> str:
    metric = part.metric
    if metric is None or metric.startswith(("proactive_cat", "public_welfare")):
        return "category"
    entry = sources.catalogue.metric(metric)
    return f"{part.applicant and 'applicant'} {entry.parent} {entry.part}"


def short_label(figure: Figure) -> str:
    if figure.applicant in APPLICANTS and figure.cell is None:
        return APPLICANTS[figure.applicant]  # 其中自然人5件: all are labelled as requests
    label = figure.label
    for head in ("收到", "其中", "通过", "公开", "发布"):
        label = label.removeprefix(head)
    return label.removesuffix(" 总计") or figure.label


def sums(sources: Sources, figure: Figure, groups: list[list[Figure]]) -> list[Warning]:
    """A warning for every group that does not add up to the figure."""
    whole = (g for g in groups if g[0].cell is None or _complete(sources, g))
    made = (mismatch(sources, figure, group, figure.label if len(figure.label) < 20 else "") for group in whole)
    return [w for w in made if w is not None]


def _complete(sources: Sources, group: list[Figure]) -> bool:
    """True when every printed part of a table's total is there: with a blank among them nothing can be said."""
    if (group[0].applicant or "total") != "total":
        return len(group) == len(APPLICANTS)
    entry = sources.catalogue.metric(group[0].metric or "")
    era = sources.card(group[0].report_id).era
    printed = {m.id for m in sources.catalogue.children(entry.parent or "") if m.part == "sum" and era in m.eras}
    return entry.part == "sum" and printed <= {f.metric for f in group}
