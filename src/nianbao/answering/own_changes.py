"""The change since the year before as a report itself tells it, for when the earlier report is not held."""

from __future__ import annotations

import re

from nianbao.answering.evidence import Evidence, Stated
from nianbao.answering.result import Value
from nianbao.query import Measure

CHANGE = "yoy_change"
_FEWER = re.compile(r"减|降|少|跌")


def own_change(measure: Measure, now: Value, evidence: Evidence) -> Value | None:
    """What is printed beside the figure, below zero where it tells a decrease; None when nothing is, or in percent
    where an amount is asked and the other way round."""
    figure = now.stated.figure if now.stated is not None else None
    if figure is None:
        return None
    percent = measure.operator == "change_percent"
    told = [f for f in evidence.figures(evidence.card(figure.report_id)) if f.metric == CHANGE]
    told = [f for f in told if (f.unit == "%") == percent]
    beside = [f for f in told if f.parent == figure.id] or [f for f in told if f.span == figure.span]
    if len({f.value for f in beside}) != 1:
        return None
    own = beside[0]
    number = -own.value if _FEWER.search(own.label) and own.value > 0 else own.value
    return Value(
        measure=Measure(label=own.label), number=number, unit=own.unit, figures=(figure, own),
        stated=Stated(figure=own), operands=(),
    )  # fmt: skip
