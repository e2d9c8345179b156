"""The evidence of one query over many reports: what it will look up is read at once, in one statement a question.

Whatever else the query turns out to need is looked up report by report, as ever; so this changes no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nianbao.answering.evidence import OPEN, Evidence, Stated
from nianbao.answering.own_labels import is_name, names_of
from nianbao.catalogue import Catalogue, Metric
from nianbao.model import Figure, ReportCard
from nianbao.query import Measure, Query, leaves

MANY = 8
"""From so many reports on it is worth while."""
_TERM = re.compile(r"[a-z][a-z0-9_]*")


def prepared(query: Query, cards: Iterable[ReportCard], evidence: Evidence) -> Evidence:
    """The evidence, with what the measures and conditions of the query ask of these reports at hand."""
    held = tuple({card.id: card for card in cards}.values())
    asked = leaves((*query.measures, *(c.measure for c in query.conditions)))
    if len(held) < MANY or not any(m.metric for m in asked):
        return evidence
    return Prepared(evidence, held, asked, every_kind=query.group_by == "applicant")


class Prepared(Evidence):
    """Evidence with a store of its own for one query; used by one thread."""

    def __init__(
        self, base: Evidence, cards: Sequence[ReportCard], asked: Sequence[Measure], *, every_kind: bool
    ) -> None:
        _ = base.held, base._by_place, base._twins, base._cards  # made once, for all queries
        self.__dict__.update(base.__dict__)
        self._base = base
        self._memo: dict[tuple[str, str, str | None], Stated] = {}
        self._among = frozenset(card.id for card in cards)
        self._family = _family(asked, base.catalogue)
        plain = not every_kind and all(m.applicant in (None, "total") for m in asked)
        self._plain = plain
        found = base.library.briefs(cards, self._family, applicants=(None, "total") if plain else None)
        self._by_metric: dict[tuple[str, str | None], list[Figure]] = {}
        for report_id, figures in found.items():
            for figure in figures:
                self._by_metric.setdefault((report_id, figure.metric), []).append(figure)
        self._names = {m.id: m for metric in asked if (m := _entry(metric, base.catalogue)) is not None}
        self._named = {
            m.id: base.library.briefs(
                cards,
                OPEN,
                labelled=lambda label, m=m: is_name(label, names_of((*m.names, *m.says)), money=m.kind == "money"),  # type: ignore[misc]  # bound now
            )
            for m in self._names.values()
        }

    def stated(self, card: ReportCard, metric: str, applicant: str | None = None) -> Stated:
        """See `Evidence.stated`; one query asks the same several times."""
        if self._plain and applicant not in (None, "total"):
            return self._base.stated(card, metric, applicant)
        key = (card.id, metric, applicant)
        if key not in self._memo:
            self._memo[key] = super().stated(card, metric, applicant)
        return self._memo[key]

    def stating(self, card: ReportCard, metric: str) -> Sequence[Figure]:
        """See `Evidence.stating`; without the kinds of applicants where the query names none."""
        if card.id in self._among and metric in self._family:
            return self._by_metric.get((card.id, metric), ())
        return super().stating(card, metric)

    def open_figures(self, card: ReportCard, named: Metric) -> Sequence[Figure]:
        """See `Evidence.open_figures`."""
        if card.id in self._among and named.id in self._named:
            return [f for f in self._named[named.id].get(card.id, ()) if not f.in_cell]
        return super().open_figures(card, named)


def _entry(measure: Measure, catalogue: Catalogue) -> Metric | None:
    return catalogue.metric(measure.metric) if measure.metric else None


def _family(asked: Sequence[Measure], catalogue: Catalogue) -> frozenset[str]:
    """The metrics that what is asked may be told by: itself, twins, wholes and parts; terms of its formula, too."""
    found: dict[str, None] = {}
    for metric in (m.metric for m in asked if m.metric):
        formula = catalogue.metric(metric).formula or ""
        for name in (metric, *(t for t in _TERM.findall(formula) if t in catalogue.metrics)):
            entry = catalogue.metric(name)
            found |= dict.fromkeys((name, *entry.twins))
            found |= dict.fromkeys(m.id for m in (*catalogue.ancestors(name), *catalogue.children(name)))
    return frozenset(found)
