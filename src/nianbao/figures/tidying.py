"""Readings that only the whole report shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from nianbao.catalogue import Catalogue
from nianbao.figures.draft import Draft
from nianbao.figures.parents import is_category
from nianbao.model import Report, Role
from nianbao.text.fold import fold


def tidy(found: list[Draft], report: Report, catalogue: Catalogue) -> list[Draft]:
    """Readings that only the whole report shows."""
    _since_the_beginning(found, report, catalogue)
    for i, draft in enumerate(found):
        if draft.metric in _WORKED and draft.applicant is None and _is_workload(i, draft, found[i + 1 : i + 4]):
            found[i] = replace(draft, metric="applications_workload_total")
    totals = [i for i, d in enumerate(found) if d.metric == "proactive_disclosures_total"]
    listed = Counter(d.span for d in found if is_category(d.metric))
    if len(totals) == 1:
        # Categories listed under a heading of their own belong to the one total the report gives.
        for i, draft in enumerate(found):
            alone = is_category(draft.metric) and draft.parent is None and i > totals[0]
            if alone and listed[draft.span] >= 3:
                found[i] = replace(draft, parent=totals[0])
    return [replace(draft, role=_role(draft)) for draft in found]


def _role(draft: Draft) -> Role:
    """What the figure is to others: what was decided of it, else a change, or a part of the figure it stands under."""
    if draft.role != "headline":
        return draft.role
    if draft.metric == "yoy_change":
        return "change"
    return "part" if draft.parent is not None else "headline"


def _since_the_beginning(found: list[Draft], report: Report, catalogue: Catalogue) -> None:
    """ "累计主动公开657条。2018年新增主动公开50条": beside what was new, the sum reaches back over the years."""
    totals = [i for i, draft in enumerate(found) if draft.metric == "proactive_disclosures_total"]
    for i, following in pairwise(totals):
        whole, new = found[i], found[following]
        said, added = (fold(report.text[d.span.start : d.at.start]) for d in (whole, new))
        if whole.value > new.value and "累计" in said and "新增" not in said and "新增" in added:
            metric = "proactive_disclosures_cumulative"
            found[i] = replace(whole, metric=metric, label=catalogue.metrics[metric].zh)


_WORKED = ("applications_received", "applications_concluded", "results_total")


def _is_workload(i: int, draft: Draft, following: list[Draft]) -> bool:
    """ "共受理121件(其中本年新收112件,上年结转9件)" counts what is to be done, not what came in."""
    parts = [d for d in following if d.span.start < draft.span.end + 80]
    received = [d for d in parts if d.metric == "applications_received" and d.applicant is None]
    carried = [d for d in parts if d.metric == "applications_carried_in"]
    if not (received and carried) or received[0].value + carried[0].value != draft.value:
        return False
    return draft.metric == "applications_received" or received[0].parent == i
