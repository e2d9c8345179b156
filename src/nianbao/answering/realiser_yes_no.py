"""Yes or no, then the numbers that say so."""

from __future__ import annotations

from dataclasses import replace

from nianbao.answering import realiser_number, realiser_reduced, realiser_rows
from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import opening
from nianbao.answering.realiser_compare import comparison
from nianbao.answering.result import Result
from nianbao.model import Answer


def yes_or_no(result: Result, evidence: Evidence) -> Answer:
    """The answer of the number, the comparison or the list, opened by yes or no; without that where it is not told."""
    said = _said(result, evidence)
    truth = result.truth
    if truth is None or (said.warnings and not truth and not result.query.claimed):
        return replace(said, value=None, unit=None)  # a nothing that the report itself contradicts is no "no"
    return replace(said, text=_opened(result, said, _word(result, truth)), value=truth, unit=None)


def _said(result: Result, evidence: Evidence) -> Answer:
    if result.compared is not None:
        return comparison(result, evidence)
    if result.reduced is not None:
        return realiser_reduced.reduced(result, evidence)
    told = any(r.value.number is not None for r in result.considered)
    if told and len(result.considered) == 1 and len(result.query.measures) == 1:
        return realiser_number.one(replace(result, rows=result.considered), evidence)
    if result.query.conditions:
        return realiser_rows.listing(result, evidence)
    return (
        realiser_rows.every(result, evidence)
        if len(result.query.measures) == 1
        else realiser_number.several(result, evidence)
    )


def _word(result: Result, truth: bool) -> str:
    """有 and 没有 answer whether there is any; 是的 and 不是 what is asserted."""
    query = result.query
    asserts = bool(query.claimed or query.compare or result.asserted) or any(
        c.test != "nonzero" for c in query.conditions
    )
    if truth:
        return "是的，"
    return "不是，" if asserts else "没有，"


def _opened(result: Result, said: Answer, word: str) -> str:
    """The word after what the asker should know first."""
    before = _before(said.text)
    return before + word + said.text.removeprefix(before)


def _before(text: str) -> str:
    """The opening note of an answer's text, "" without one."""
    end = text.find("。）") + 2 if text.startswith(opening(("",))[:1]) else 0
    return text[:end] if end > 1 else ""
