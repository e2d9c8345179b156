"""Courtesy, what this program is, and refusals of what no report tells: short sentences kept as data (`talk.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from nianbao.answering.evidence import Evidence
from nianbao.answering.operation import understood
from nianbao.model import Answer, Refused
from nianbao.query import Query


@cache
def sentences() -> dict[str, dict[str, str]]:
    """What is said to each kind of talk, `zh` and `en`."""
    found: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("talk.toml").read_text("utf-8"))
    return found


def talked(query: Query, evidence: Evidence) -> Answer:
    """The sentence for the query's topic; it asserts nothing, so the status is `out_of_scope`."""
    text = sentences()[query.topic or "off_topic"]["en" if query.english else "zh"]
    refusal = query.refusal
    return Answer(
        question="", understood=understood(query, evidence), status="out_of_scope", text=text,
        refused=Refused(what=refusal.what, why=refusal.why) if refusal else None,
    )  # fmt: skip
