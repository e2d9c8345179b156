"""A turn that was understood with an older state of the index, carried over into the present one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nianbao.asking.question import Question
from nianbao.directory.naming import Agency


def renewed(question: Question, agencies: Sequence[Agency]) -> Question:
    """The question with its agencies as they are now, with the reports they have now.

    One that is gone stays, without reports: were it left out, a follow-up would be answered about some other agency.
    """
    return replace(
        question,
        agencies=_present(question.agencies, agencies),
        candidates=_present(question.candidates, agencies),
    )


def _present(old: Iterable[Agency], agencies: Sequence[Agency]) -> tuple[Agency, ...]:
    found = ((agency, _same(agency, [a for a in agencies if a.name == agency.name])) for agency in old)
    return tuple(new or replace(agency, cards=()) for agency, new in found)


def _same(agency: Agency, namesakes: Sequence[Agency]) -> Agency | None:
    """Of the agencies of that name, the one whose county does not contradict; None when that does not tell one."""
    above = set(agency.parents)
    exact = [a for a in namesakes if a.parents == agency.parents]
    fitting = exact or [a for a in namesakes if above <= set(a.parents) or set(a.parents) <= above]
    return fitting[0] if len(fitting) == 1 else None
