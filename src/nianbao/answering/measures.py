"""The number of a measure at one or several places: looked up, or calculated from what is looked up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nianbao.answering.calculating import combined
from nianbao.answering.evidence import Evidence, Stated
from nianbao.answering.own_changes import own_change
from nianbao.answering.own_labels import CATEGORY, by_label, by_names, own_site
from nianbao.answering.result import Spot, Value, whole_of
from nianbao.answering.units import plus, unified
from nianbao.model import ReportCard
from nianbao.query import OWN, Measure

_TERM = re.compile(r"([+-]?)\s*([a-z][a-z0-9_]*)")


def valued(measure: Measure, spots: Sequence[Spot], evidence: Evidence, *, whole: bool = True) -> Value:
    """The measure over the spots: at the one, or added up. `whole`: a sum of which a part is missing is no number."""
    measure = spelled_out(measure, spots, evidence)
    if measure.operator == "value":
        each = [_looked_up(measure, spot, evidence) for spot in spots]
        return each[0] if len(each) == 1 else _added(measure, each, whole=whole)
    if measure.operator == "ratio" and len(measure.of) < 2:
        return Value(measure=measure, number=None, lack="silent")
    if len(spots) > 1 and not whole:  # numerator and denominator, this year and last, must be of the same agencies
        spots = [s for s in spots if _calculable(valued(measure, (s,), evidence))] or spots
    if measure.operator in ("change", "change_percent"):
        before = tuple(before_of(spot) for spot in spots)
        operands = tuple(valued(measure.of[0], places, evidence, whole=whole) for places in (spots, before))
        if operands[1].lack == "no_report" and (own := own_change(measure, operands[0], evidence)) is not None:
            return own
    else:
        operands = tuple(valued(of, spots, evidence, whole=whole) for of in measure.of)
    return combined(measure, operands)


def _calculable(value: Value) -> bool:
    return value.number is not None or value.lack == "zero_base"


def spelled_out(measure: Measure, spots: Sequence[Spot], evidence: Evidence) -> Measure:
    """The measure with its second operand named: a ratio without one is of its whole, a derived metric by formula."""
    if measure.operator == "ratio" and len(measure.of) == 1:
        part = measure.of[0]
        whole = _own_whole(part, spots, evidence) or whole_of(part, evidence.catalogue)
        return measure if whole is None else replace(measure, of=(part, whole))
    entry = evidence.catalogue.metric(measure.metric) if measure.metric else None
    if entry is None or entry.formula is None or any(_states(measure, s, evidence) for s in spots):
        return measure
    upper, _, lower = entry.formula.partition(" / ")
    return Measure(operator="ratio", of=(_side(upper, measure), _side(lower, measure)))


def before_of(spot: Spot) -> Spot:
    """The same agency a year earlier."""
    if spot.year is None:
        return replace(spot, card=None)
    return spot_of(spot, spot.year - 1)


def spot_of(spot: Spot, year: int) -> Spot:
    """The same agency in another year."""
    return replace(spot, year=year, card=chosen(tuple(c for c in spot.agency.cards if c.year == year)))


def chosen(cards: tuple[ReportCard, ...]) -> ReportCard | None:
    """Of several reports of one year the one with most figures."""
    return max(cards, key=lambda c: (c.year or 0, c.figures), default=None)


def _looked_up(measure: Measure, spot: Spot, evidence: Evidence) -> Value:
    if spot.card is None:
        return Value(measure=measure, number=None, lack="no_report", lacking=(measure,))
    stated = _stated(measure, spot.card, evidence)
    if stated.value is None:
        return Value(measure=measure, number=None, lack="silent", lacking=(measure,))
    formula = stated.computed.formula if stated.computed else None
    return Value(
        measure=measure, number=stated.value, unit=stated.unit, figures=stated.figures, formula=formula, stated=stated
    )


def _stated(measure: Measure, card: ReportCard, evidence: Evidence) -> Stated:
    if measure.figure is not None and measure.figure[0] == card.id:
        pool = (*evidence.figures(card), *evidence.loose(card))
        return Stated(figure=next((f for f in pool if f.id == measure.figure[1]), None))
    if measure.metric in (None, CATEGORY):  # any category is one of many: only its name tells which is meant
        return Stated(figure=by_label(evidence, card, measure.label) if measure.label else None)
    stated = evidence.stated(card, measure.metric, measure.applicant)
    if measure.label == OWN:
        return Stated(figure=own_site(evidence, card, measure.metric, stated.figure))
    if stated.value is None and measure.applicant is None:
        return Stated(figure=by_names(evidence, card, evidence.catalogue.metric(measure.metric)))
    return stated


def _states(measure: Measure, spot: Spot, evidence: Evidence) -> bool:
    return spot.card is not None and _stated(measure, spot.card, evidence).value is not None


def _added(measure: Measure, values: Sequence[Value], *, whole: bool) -> Value:
    """The sum over several places; rates have none."""
    known = [v for v in values if v.number is not None]
    figures = tuple(f for v in known for f in v.figures)
    if not known:
        return Value(measure=measure, number=None, lack=values[0].lack if values else "silent", lacking=(measure,))
    amounts = [(v.number or Decimal(0), v.unit) for v in known]
    together = unified(amounts, alike=True)
    if together is None or together[1] == "%":
        return Value(measure=measure, number=None, lack="no_total", figures=figures)
    total = sum(together[0], Decimal(0))
    if whole and len(known) < len(values):
        return Value(
            measure=measure, number=None, unit=together[1], figures=figures, lack="partial", lacking=(measure,),
            least=total,
        )  # fmt: skip
    return Value(measure=measure, number=total, unit=together[1], figures=figures, formula=plus(together[0]))


def _own_whole(part: Measure, spots: Sequence[Spot], evidence: Evidence) -> Measure | None:
    """The measure that the one report states the part under."""
    if len(spots) != 1 or spots[0].card is None or part.applicant not in (None, "total") or part.operator != "value":
        return None
    figure = _stated(part, spots[0].card, evidence).figure
    if figure is None or figure.parent is None:
        return None
    above = next((f for f in evidence.figures(spots[0].card) if f.id == figure.parent), None)
    return Measure(metric=above.metric) if above is not None and above.metric else None


def _side(words: str, measure: Measure) -> Measure:
    """One side of a formula of the catalogue: metrics added or taken away."""
    made: Measure | None = None
    for sign, name in _TERM.findall(words):
        term = Measure(metric=name, applicant=measure.applicant)
        if made is None:
            made = term
        elif sign == "-":
            made = Measure(operator="difference", of=(made, term))
        else:
            made = replace(made, of=(*made.of, term)) if made.of else Measure(operator="sum", of=(made, term))
    return made or measure
