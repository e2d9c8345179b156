"""What a report that is there does not say, with what it says near it; and numbers that cannot be calculated."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.answering.claims import refuse, unheld_words
from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import amount, listed, measure_name, place, quoted, value_name
from nianbao.answering.realiser_number import how
from nianbao.answering.result import Shortfall, Spot, Value
from nianbao.model import Answer, Citation, Figure
from nianbao.query import Query


def nothing_to_check(shortfall: Shortfall, evidence: Evidence) -> Answer:
    cards = [s.card for s in shortfall.spots if s.card is not None]
    who = f"{_of(shortfall.spots)}的报告" if len(cards) == 1 else f"查到的{len(cards)}份报告"
    what = _what(shortfall.query, evidence) or "数"
    text = f"{who}没有把{what}的总数和各个分项都写全，不能核对。"
    return refuse(shortfall, evidence, "not_stated", text, what=what, why="no_metric")


def silent(shortfall: Shortfall, evidence: Evidence) -> Answer:
    """The report exists and does not say; what it says near it is shown, and that this does not settle the question."""
    row = shortfall.row
    value = row.value if row is not None else None
    spots = row.spots if row is not None and row.spots else shortfall.spots
    cards = [s.card for s in spots if s.card is not None]
    if value is not None and value.lack in ("zero_base", "units", "no_total"):
        return _cannot(shortfall, spots, value, evidence)
    if value is not None and value.lack == "no_report":
        return _before_missing(shortfall, spots, evidence)
    what = _missing_name(shortfall.query, value, evidence)
    if len(cards) != 1 or (shortfall.count > 1 and row is None):
        text = f"查到的{len(cards)}份报告都没有写{what}，不能据此回答。{_unheld(shortfall, spots)}"
        return refuse(shortfall, evidence, "not_stated", text, what=what, why="no_metric")
    text = f"{_of(spots)}的报告没有写{what}，不能据此回答。"
    near = _near(evidence, spots, value)
    citations: tuple[Citation, ...] = ()
    if near:
        figure = near[0]
        said = f"{figure.label}{amount(figure)}" if figure.qualifier != "zero_statement" else quoted(figure.quote)
        text += f"报告里相近的说法是：{said}，但它回答不了这个问题。"
        citations = evidence.cite_all(near[:2])
    return refuse(shortfall, evidence, "not_stated", text, what=what, why="no_metric", citations=citations)


def _of(spots: Sequence[Spot]) -> str:
    """The one report that is there."""
    return next(place(s) for s in spots if s.card is not None)


def _cannot(shortfall: Shortfall, spots: tuple[Spot, ...], value: Value, evidence: Evidence) -> Answer:
    """All is stated, and still there is no number: a base of 0, units that differ, rates that cannot be added."""
    said = "，".join(
        f"{value_name(v, evidence.catalogue)}为{amount(v.figures[0])}{how(v)}" for v in value.operands if v.figures
    )
    why = {
        "zero_base": f"{measure_name(value.lacking[0], evidence.catalogue) if value.lacking else '基数'}为0，无法计算",
        "units": "两者的单位不同，不能相加减或比较",
        "no_total": "比率不能相加",
    }[value.lack or "units"]
    who = place(spots[0]) if len(spots) == 1 else ""
    text = f"{who}{said}{'，' if said else ''}{why}。"
    what = measure_name(value.measure, evidence.catalogue)
    return refuse(
        shortfall,
        evidence,
        "not_stated",
        text,
        what=what,
        why="no_metric",
        citations=evidence.cite_all(value.figures[:4]),
    )


def _before_missing(shortfall: Shortfall, spots: tuple[Spot, ...], evidence: Evidence) -> Answer:
    """A change of which the year before is not held."""
    spot = spots[0]
    before = f"{spot.called}{(spot.year or 1) - 1}年"
    text = f"没有收录{before}的年报，不能与上一年比较。收录了{spot.called}"
    text += f"{listed([f'{y}年' for y in spot.agency.years])}的报告。"
    return refuse(shortfall, evidence, "no_report", text, what=before, why="no_report")


def _unheld(shortfall: Shortfall, spots: tuple[Spot, ...]) -> str:
    return unheld_words([s for s in spots if s.card is None])


def _missing_name(query: Query, value: Value | None, evidence: Evidence) -> str:
    lacking = value.lacking if value is not None else ()
    names = [measure_name(m, evidence.catalogue) for m in lacking]
    return listed(list(dict.fromkeys(names))) or _what(query, evidence)


def _what(query: Query, evidence: Evidence) -> str:
    return listed([measure_name(m, evidence.catalogue) for m in query.measures])


def _near(evidence: Evidence, spots: tuple[Spot, ...], value: Value | None) -> list[Figure]:
    """Figures of the report that are kin to what is not stated: its parts, its whole, and what it is mixed up with."""
    metrics = [m.metric for m in value.lacking if m.metric] if value is not None else []
    related: set[str] = set()
    for metric in metrics:
        entry = evidence.catalogue.metric(metric)
        related |= {m.id for m in evidence.catalogue.children(metric)} | set(entry.confusable) | {entry.parent or ""}
    found = [f for s in spots if s.card is not None for f in evidence.figures(s.card) if f.metric in related]
    lost = [f for f in found if (f.metric or "").endswith("_lost")]
    return lost or [f for f in found if (f.applicant or "total") == "total"]
