"""Closing: numbers that add up exactly to another are its parts, and tell what it counts where no words do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from nianbao.catalogue import Catalogue
from nianbao.catalogue.rules import rules
from nianbao.figures.draft import Draft
from nianbao.figures.frames import Place, elliptic

_RULES = rules("rules_prose.toml")
_SUMS, _TIME = _RULES["frame.sums"], _RULES["frame.time"]
_MOST = 12
"""Numbers looked back at for the parts of a sum."""


def sum_said(place: Place, drafts: Sequence[Draft], catalogue: Catalogue) -> str | None:
    """The metric of "专职1人、兼职12人,共13人": what the drafts of its sentence are parts of, if they add up to it."""
    if not _SUMS.search(place.words) or not elliptic(_TIME.sub("", place.words)):
        return None
    parts: list[Draft] = []
    for draft in reversed(drafts[-_MOST:]):
        if draft.unit != (parts[0].unit if parts else draft.unit) or draft.applicant is not None:
            break
        parts.insert(0, draft)
        if len(parts) > 1 and sum((d.value for d in parts), Decimal(0)) == place.quantity.value:
            if all(d.scope == "part_of_year" and d.said == parts[0].said for d in parts):
                return parts[0].said  # "上半年40条,下半年58条,合计98条"
            return whole_of([draft.metric for draft in parts], catalogue)
    return None


def whole_of(metrics: Sequence[str | None], catalogue: Catalogue) -> str | None:
    """The nearest metric that all of these are parts of; None when one is unknown or they have none in common."""
    if None in metrics:
        return None
    above = [[m.id for m in catalogue.ancestors(metric)] for metric in metrics if metric is not None]
    return next((name for name in above[0] if all(name in names for names in above)), None)


def named_by_parts(found: Sequence[Draft], i: int, catalogue: Catalogue) -> str | None:
    """The metric of an open figure whose next ones in the same sentence are all parts of one thing and add up to it."""
    head = found[i]
    parts: list[str | None] = []
    total = Decimal(0)
    for draft in found[i + 1 : i + 1 + _MOST]:
        if draft.span != head.span or draft.unit != head.unit or draft.applicant is not None:
            return None
        parts.append(draft.metric)
        total += draft.value
        if total >= head.value:
            return whole_of(parts, catalogue) if total == head.value and len(parts) > 1 else None
    return None
