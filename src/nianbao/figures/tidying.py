"""Readings that only the whole report shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from nianbao.catalogue import Catalogue
from nianbao.catalogue.rules import rules
from nianbao.figures.closing import named_by_parts
from nianbao.figures.draft import Draft
from nianbao.figures.parents import is_category
from nianbao.model import Report, Role, Span
from nianbao.text.fold import fold


def tidy(found: list[Draft], report: Report, catalogue: Catalogue) -> list[Draft]:
    """Readings that only the whole report shows."""
    _since_the_beginning(found, report, catalogue)
    _office_beside_the_whole(found, report)
    for i, draft in enumerate(found):
        if draft.metric in _WORKED and draft.applicant is None and _is_workload(i, draft, found[i + 1 : i + 4]):
            found[i] = replace(draft, metric="applications_workload_total")
    totals = [i for i, d in enumerate(found) if d.metric == "proactive_disclosures_total"]
    listed = Counter(d.span for d in found if is_category(d.metric))
    sums: dict[Span, Decimal] = {}
    for draft in found:
        if is_category(draft.metric):
            sums[draft.span] = sums.get(draft.span, Decimal(0)) + draft.value
    if len(totals) == 1:
        # Categories listed under a heading of their own belong to the one total the report gives.
        for i, draft in enumerate(found):
            alone = is_category(draft.metric) and draft.parent is None and i > totals[0]
            if alone and listed[draft.span] >= 3 and sums[draft.span] <= found[totals[0]].value * _ROOM:
                found[i] = replace(draft, parent=totals[0])
    _named_by_their_parts(found, catalogue)
    _whole_at_last(found, catalogue)
    return [replace(draft, role=_role(draft)) for draft in found]


def _office_beside_the_whole(found: list[Draft], report: Report) -> None:
    """ "区政府办代表区政府受理17件…全区新收95件": beside the count of the whole, the other is the office's own."""
    before = [fold(report.text[d.span.start : d.at.start]) for d in found]
    own = ((d, words) for d, words in zip(found, before, strict=True) if d.owner is None and d.scope == "year")
    whole = {d.metric for d, words in own if d.metric is not None and _OVERALL.search(words)}
    for i, draft in enumerate(found):
        office = _BEHALF.search(before[i]) if draft.metric in whole and draft.owner is None else None
        if office is not None and not _OVERALL.search(before[i]):
            found[i] = replace(draft, metric=None, owner=office["owner"], said=draft.metric)


_BEHALF = rules("rules_prose.toml")["owner.on_behalf"]
_OVERALL = re.compile(r"全[县区市镇乡省州旗][^,，;；。、]{0,20}$")
"""Words right before a number that count for the whole of a place."""


def _whole_at_last(found: list[Draft], catalogue: Catalogue) -> None:
    """ "全年共发布信息59条(其中…)": the whole when nothing else is, proved by its parts or alone in its report."""
    if any(draft.metric == _WHOLE for draft in found):
        return
    weak = [i for i, draft in enumerate(found) if draft.weak and draft.owner is None and draft.parent is None]
    closed = [i for i in weak if _closes(found, i)]
    alone = weak if len({found[i].value for i in weak}) == 1 and not any(_channel(d) for d in found) else []
    if chosen := closed or alone:
        i = chosen[0]
        found[i] = replace(found[i], metric=_WHOLE, label=catalogue.metrics[_WHOLE].zh)


def _named_by_their_parts(found: list[Draft], catalogue: Catalogue) -> None:
    """ "从事这项工作的人员41名,专职9名,其余32名为兼职": the parts add up and say what the whole is."""
    stated = {draft.metric for draft in found}
    for i, draft in enumerate(found):
        if draft.metric is None and draft.owner is None and draft.scope == "year" and draft.unit != "%":
            metric = named_by_parts(found, i, catalogue)
            if metric is not None and metric not in stated:
                found[i] = replace(draft, metric=metric, label=catalogue.metrics[metric].zh)


_WHOLE = "proactive_disclosures_total"


def _channel(draft: Draft) -> bool:
    return str(draft.metric).startswith("proactive_by_")


def _closes(found: Sequence[Draft], i: int) -> bool:
    """Whether the parts of a figure, or what stands before it in its sentence, sum up to it exactly."""
    parts = [d.value for d in found[i + 1 :] if d.parent == i and d.unit != "%"]
    before = [d.value for d in found[:i] if d.span == found[i].span and d.unit == found[i].unit]
    return any(len(values) >= 2 and sum(values) == found[i].value for values in (parts, before))


_ROOM = Decimal("1.1")
"""A list that sums up to more than this share of the only total is a list of something else."""


def _role(draft: Draft) -> Role:
    """What the figure is to others: what was decided of it, else a change, or a part of the figure it stands under."""
    if draft.role != "headline":
        return draft.role
    if draft.metric == "yoy_change":
        return "change"
    if draft.unit == "%" and draft.metric is None and "占" in draft.label:
        return "share"
    return "part" if draft.parent is not None else "headline"


def _since_the_beginning(found: list[Draft], report: Report, catalogue: Catalogue) -> None:
    """ "累计主动公开657条。2018年新增主动公开50条": beside what was new, the sum reaches back over the years."""
    totals = [i for i, draft in enumerate(found) if draft.metric == "proactive_disclosures_total"]
    for i, following in pairwise(totals):
        whole, new = found[i], found[following]
        metric = "proactive_disclosures_cumulative"
        said, added = (fold(report.text[d.span.start : d.at.start]) for d in (whole, new))
        if whole.value > new.value and "累计" in said and "新增" not in said and "新增" in added:
            found[i] = replace(whole, metric=metric, label=catalogue.metrics[metric].zh)
        elif new.value > whole.value and _SO_FAR.search(added):
            found[following] = replace(new, metric=metric, label=catalogue.metrics[metric].zh, scope="since_start")


_SO_FAR = re.compile(r"截[至止][^,，]{2,14}[,，][^,，]{0,12}已(?:累计|共|经)?(?:主动)?公开")
"""Beside the year's own number a larger one "已公开" up to a day reaches back to the beginning."""
_WORKED = ("applications_received", "applications_concluded", "results_total")


def _is_workload(i: int, draft: Draft, following: list[Draft]) -> bool:
    """ "共受理121件(其中本年新收112件,上年结转9件)" counts what is to be done, not what came in."""
    parts = [d for d in following if d.span.start < draft.span.end + 80]
    received = [d for d in parts if d.metric == "applications_received" and d.applicant is None]
    carried = [d for d in parts if d.metric == "applications_carried_in"]
    if not (received and carried) or received[0].value + carried[0].value != draft.value:
        return False
    return draft.metric == "applications_received" or received[0].parent == i
