"""Which metric of the catalogue a framed quantity states, or none (an open figure), or that it is no figure of ours."""

from __future__ import annotations

import re

from nianbao.figures.deciding.applications import application
from nianbao.figures.deciding.cases import case
from nianbao.figures.deciding.context import Context, Decider, Decision, label_of
from nianbao.figures.deciding.information import info
from nianbao.figures.deciding.others import (
    complaint,
    consultation,
    decided,
    fixed,
    hotspot,
    interpretation,
    interview,
    licensing,
    mailbox,
    meeting,
    normative,
    open_figure,
    press,
    rate,
    rule,
    staff,
    suggestion,
    training,
    unnamed,
    visits,
)
from nianbao.figures.frames import Frame
from nianbao.figures.lexicon import times


def decide(frame: Frame, context: Context) -> Decision | None:
    """None when the quantity is no figure of this report's agency and year that we can name."""
    if frame.quantity.unit == "%":
        return rate(frame, context)
    if re.search(r"(?:比|较)(?:20\d\d年|上年|去年|上一年度?)(?:同期)?的$", frame.back[-20:]):
        return None  # "同比2016年的8073起": the other year's number itself
    if times.COMPARED.search(frame.back[-40:]):
        return Decision(metric="yoy_change", label=label_of(frame, context))
    if frame.thing is None:
        return unnamed(frame, context)
    return _DECIDERS[frame.thing.name](frame, context)


_DECIDERS: dict[str, Decider] = {
    "processing_fee": fixed("info_processing_fee"),
    "waiver": fixed("fees_waived"),
    "administrative_fee": fixed("administrative_fees_amount"),
    "fulltext": fixed("fulltext_electronic_count"),
    "fee": fixed("fees_collected"),
    "budget": fixed("special_budget"),
    "procurement_amount": open_figure,
    "press": press,
    "interview": interview,
    "hotspot": hotspot,
    "interpretation": interpretation,
    "normative": normative,
    "rule": rule,
    "licensing": licensing,
    "penalty": decided("penalties_decisions"),
    "coercion": decided("coercions_decisions"),
    "reconsideration": case("reconsideration"),
    "litigation": case("litigation"),
    "appeal": fixed("appeals_total"),
    "complaint": complaint,
    "opinion": fixed("opinions_received_total"),
    "solicitation": fixed("opinion_solicitations_total"),
    "suggestion": suggestion,
    "mailbox": mailbox,
    "consultation": consultation,
    "trained": fixed("trained_persons"),
    "training": training,
    "open_day": fixed("publicity_activities"),
    "meeting": meeting,
    "fulltime": staff("staff_fulltime"),
    "parttime": staff("staff_parttime"),
    "staff": staff("staff_total"),
    "reading_point": fixed("reading_points"),
    "visits": visits,
    "application": application,
    "info": info,
}
