"""What a question leaves out: taken from the page's filter, the turn before, or the only agency of a kind."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from nianbao.asking import operations as ops
from nianbao.asking.asked_metrics import rest_of
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.directory.naming import TAIL
from nianbao.text.fold import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the page has chosen: fills the slots that a question leaves open."""

    agency: str | None = None
    year: int | None = None


Slot = Literal["agency", "year", "metric"]
SLOTS: tuple[Slot, ...] = get_args(Slot)


def forgotten(question: Question, slots: Collection[Slot]) -> Question:
    """The question of a turn before without what it said in these slots, so that nothing of it is inherited."""
    if "agency" in slots:
        question = replace(question, agencies=(), candidates=(), unknown=(), talked=())
    if "year" in slots:
        question = replace(question, years=(), talked=())
    if "metric" in slots:
        question = replace(question, metrics=(), label=None, applicant=None, meant=None)
    return question


def filled(question: Question, sources: Sources, before: Question | None, chosen: Filter | None) -> Question:
    """Empty slots from the turn before and the page's filter; generic words (镇里, 教育局) to their candidates."""
    question = _the_other(_chosen_of(question, before), before)
    question = _another_bureau(question, sources, before)
    whole = question.group or question.unknown or question.candidates or question.term is not None
    question = question if whole else _with_agency(question, sources, before, chosen)
    if not question.years and (not whole or (question.group and before is not None)):
        question = _with_years(question, before, chosen)
    if not question.metrics and before is not None:
        question = _with_metric(question, sources, before)
    if whole or question.agencies:
        return question
    candidates = sources.agencies.of_kind(question.bare) or ()
    if len(candidates) == 1:
        return replace(question, agencies=candidates)
    return replace(question, candidates=candidates)


def _chosen_of(question: Question, before: Question | None) -> Question:
    """The candidate that a reply to "which one?" picks by its county or its full name: 栎原县的."""
    if before is None or not before.candidates:
        return question
    said = question.folded
    picked = [c for c in before.candidates if any(p in said or TAIL.sub("", p) in said for p in c.parents[-1:])]
    named = [c for c in before.candidates if c in question.agencies]
    found = picked if len(picked) == 1 else named
    if len(found) != 1:
        return question
    passed = tuple(c for c in before.candidates if c != found[0])
    return replace(question, agencies=tuple(found), candidates=(), passed=passed)


def _the_other(question: Question, before: Question | None) -> Question:
    """ "The other one" after a choice among agencies of one name: what was passed over, never the one just answered."""
    if before is None or not before.passed or question.agencies:
        return question
    if not _THE_OTHER.search(question.bare):
        return replace(question, passed=before.passed)
    if len(before.passed) > 1:
        return replace(question, candidates=before.passed)
    return _taking(question, "agency", agencies=before.passed, passed=before.agencies)


def _another_bureau(question: Question, sources: Sources, before: Question | None) -> Question:
    """A bureau that a follow-up names in general words (民政局2020年呢) or by its place (福田呢 after 滨江区民政局) is
    not the agency talked about."""
    named = question.agencies or question.candidates or question.unknown or question.group
    if before is None or named or question.term is not None:
        return question
    said = _BUREAU.search(question.bare)
    found = sources.agencies.bureaus(said[0]) if said else ()
    if said is not None and not found and question.rest == said["place"].lstrip("那"):
        return replace(question, unknown=(question.rest,))
    if said is None and len(before.agencies) == 1 and (said := _PLACE_ALONE.fullmatch(question.bare)):
        found = sources.agencies.sisters(before.agencies[0], said["place"])
    if said is None or not found or any(a in found for a in before.agencies):
        return question
    bare = question.bare.replace(said["place"], " " * len(said["place"]))
    question = replace(question, bare=bare, rest=rest_of(bare, question.words))
    return replace(question, agencies=found) if len(found) == 1 else replace(question, candidates=found)


def _with_agency(question: Question, sources: Sources, before: Question | None, chosen: Filter | None) -> Question:
    if question.agencies or ops.META.search(question.bare) or _ANOTHER.search(question.bare):
        return question
    held = before.agencies if before else ()
    if not held and chosen and chosen.agency:
        held = sources.agencies.find(fold(chosen.agency)).agencies
    return _taking(question, "agency", agencies=held) if held else question


def _with_years(question: Question, before: Question | None, chosen: Filter | None) -> Question:
    if before and before.years and question.agencies:
        own = bool(question.metrics) or len(question.rest) > 1
        new = own and "agency" not in question.inherited
        if not new or _held(question, before.years):
            return _taking(question, "year", years=before.years)
    if chosen and chosen.year and not question.group:
        return _taking(question, "year", years=(chosen.year,))
    return question


def _with_metric(question: Question, sources: Sources, before: Question) -> Question:
    if before.metric and (part := sources.matcher.part_of(before.metric, question.rest, question.bare)):
        return replace(question, metrics=(part,))
    if not before.metrics or not _elliptic(question):
        return question
    kept = question.applicant is not None or re.search(r"一共|总", question.bare)
    applicant = question.applicant if kept else before.applicant
    return _taking(question, "metric", metrics=before.metrics, label=before.label, applicant=applicant)


def _taking(question: Question, slot: str, **values: Any) -> Question:
    return replace(question, **values, inherited=(*question.inherited, slot))


def _held(question: Question, wanted: tuple[int, ...]) -> bool:
    """True when the agencies that a whole new question names have reports of the years talked about before."""
    return all(set(wanted) <= set(a.years) for a in question.agencies)


_BUREAU = re.compile(r"(?P<place>[\u4e00-\u9fa5]{2,8}局)")
_PLACE_ALONE = re.compile(r"\W*(?:那么?)?(?P<place>[\u4e00-\u9fa5]{2,5}?)(?:的|呢|怎么样|\W)*")
_THE_OTHER = re.compile(r"另(?:外)?(?:那|的)?一?[个家]|别的那|其他那")
_ANOTHER = re.compile(
    r"(?:隔壁|别的|旁边|邻近|另(?:外)?(?:那)?一?个)[^,，]{0,3}(?:镇|乡|街道|县|局|单位)|"
    r"^\W*那?另(?:外)?(?:那)?一?[个家](?:的|呢|\W)*$"
)
_SHORT = 6
"""An English question of so many words may leave its subject to the turn before."""


def _elliptic(question: Question) -> bool:
    """A follow-up that names no thing of its own: 那2023年呢, 城东街道呢, 比上一年多多少."""
    if question.english:
        return len(question.folded.split()) <= _SHORT
    if not re.search(r"[\u4e00-\u9fa5]", question.folded):
        return False
    return (
        len(question.rest) <= 1
        or question.rest == "结果"
        or bool(re.search(r"比上|加起来|等于", question.bare) and len(question.rest) <= 8)
    )
