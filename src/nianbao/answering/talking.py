"""Courtesy, what this program is, and refusals of what no report tells: short sentences of the catalogue."""

from __future__ import annotations

from nianbao.answering.evidence import Evidence
from nianbao.answering.operation import understood
from nianbao.model import Answer, Refused, Status
from nianbao.query import Query

_STATUS: dict[str, Status] = {"person": "not_stated"}
"""What reports could tell and do not; everything else is none of their matter."""


def talked(query: Query, evidence: Evidence) -> Answer:
    """The sentence for the query's topic; it asserts nothing."""
    chinese, english = evidence.catalogue.talk[query.topic or "off_topic"]
    refusal = query.refusal
    return Answer(
        question="", understood=understood(query, evidence), status=_STATUS.get(query.topic or "", "out_of_scope"),
        text=english if query.english else chinese,
        refused=Refused(what=refusal.what, why=refusal.why) if refusal else None,
    )  # fmt: skip
