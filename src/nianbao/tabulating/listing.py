"""The years before 2019: no form that all reports print, so the catalogue tells rows, order and units."""

from __future__ import annotations

from collections.abc import Collection

from nianbao.catalogue import Catalogue, Metric
from nianbao.checking.formulas import parsed
from nianbao.tabulating.forms import Form, FormTable, Key, Label, Slot
from nianbao.tabulating.statutory import statutory_form

OFFICIAL = ("E3", "E4")
STATED = "报告写明的各项"
_HEADS = ("统计指标", "单位", "统计数")
_NAMES = {"E1": "2008–2013 年", "E2": "2014–2018 年"}


def form_of(edition: str, catalogue: Catalogue, stated: Collection[Key] = ()) -> Form:
    """The form of an edition; for E1 and E2 the metrics of `stated`, as a list in the order of the catalogue."""
    if edition in OFFICIAL:
        return statutory_form(edition)
    keys = [key for key in counted(catalogue) if key in stated]
    return Form(
        edition=edition,
        name=f"{_NAMES.get(edition, '体例不明')}（按指标目录排列）",
        tables=(listed(keys, catalogue, STATED),) if keys else (),
        official=False,
    )


def listed(keys: Collection[Key], catalogue: Catalogue, title: str) -> FormTable:
    """A table of one row for each metric: name, unit, number."""
    labels = [Label(text=words, row=0, column=x) for x, words in enumerate(_HEADS)]
    slots = []
    for y, key in enumerate(keys, start=1):
        metric = catalogue.metric(key[0])
        labels.append(Label(text=metric.zh, row=y, column=0, scope="row"))
        labels.append(Label(text=metric.unit or "", row=y, column=1, scope=None))
        slots.append(Slot(key=key, row=y, column=2, row_label=metric.zh, column_label=""))
    return FormTable(title=title, labels=tuple(labels), slots=tuple(slots))


def counted(catalogue: Catalogue) -> tuple[Key, ...]:
    """Counts and sums of money that mean one thing each: not the open lists, of which a report has many."""
    open_lists = {
        term.name
        for relation in catalogue.relations
        for formula in map(parsed, relation.formula)
        for side in (formula.left, formula.right)
        if side.function == "sum"
        for term in side.terms
    }
    return tuple((m.id, "total") for m in catalogue.metrics.values() if _counts(m) and m.id not in open_lists)


def _counts(metric: Metric) -> bool:
    return metric.kind in ("count", "money")
