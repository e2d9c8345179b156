"""One answer against the gold of its question: which fields it misses, and which kinds of harm it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nianbao.evaluation.promises import comparable, equal
from nianbao.evaluation.questions import Gold, Value
from nianbao.model import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One gold field that was not met (`field`: its key, or `promise`, `error`): what was wanted and what came."""

    field: str
    want: str
    got: str


def faults(gold: Gold, answer: Answer, broken: Sequence[str]) -> tuple[str, ...]:
    """The counters of contract section 4 that the answer adds to; `broken` are its broken promises."""
    numbers = [value for value in gold.values if isinstance(value, Decimal)]
    asserted = answer.value if isinstance(answer.value, Decimal) else None
    found = {
        "wrong_number": asserted is not None
        and bool(numbers or gold.refusable)
        and not any(equal(asserted, number) for number in numbers),
        "wrong_report": any(_other_report(gold, answer)),
        "false_refusal": gold.answerable and answer.status != "answered" and answer.status not in gold.statuses,
        "missed_refusal": gold.refusable and answer.status == "answered",
        "quote_broken": bool(broken),
    }
    return tuple(name for name, so in found.items() if so)


def misses(gold: Gold, answer: Answer) -> tuple[Miss, ...]:
    """The gold fields that the answer does not meet."""
    text, quotes = comparable(answer.text), [comparable(citation.quote) for citation in answer.citations]
    metrics = {answer.understood.metric, *(figure.metric for figure in answer.figures)}
    agency_wrong, year_wrong = _other_report(gold, answer)
    lacking = [part for part in gold.answer_contains if comparable(part) not in text]
    unwanted = [part for part in gold.answer_excludes if comparable(part) in text]
    wanted_quote = None if gold.quote_contains is None else comparable(gold.quote_contains)
    checks: tuple[tuple[str, bool, object, object], ...] = (
        ("status", bool(gold.statuses) and answer.status not in gold.statuses, gold.statuses, answer.status),
        ("value", bool(gold.values) and not _is_one_of(answer.value, gold.values), gold.values, answer.value),
        ("unit", gold.unit is not None and answer.unit != gold.unit, gold.unit, answer.unit),
        ("agency", agency_wrong, gold.agencies, _cited(answer, "agency")),
        ("year", year_wrong, gold.years, _cited(answer, "year")),
        ("metric", gold.metric is not None and gold.metric not in metrics, gold.metric, answer.understood.metric),
        ("quote_contains", wanted_quote is not None and not any(wanted_quote in quote for quote in quotes),
         gold.quote_contains, [citation.quote for citation in answer.citations[:3]]),
        ("answer_contains", bool(lacking), lacking, answer.text),
        ("answer_excludes", bool(unwanted), unwanted, answer.text),
    )  # fmt: skip
    return tuple(Miss(field=name, want=_show(want), got=_show(got)) for name, missed, want, got in checks if missed)


def _is_one_of(value: Value | None, wanted: Sequence[Value]) -> bool:
    """Equal to any, each kind in its own way: 1 is not true, and 息陬镇 is 息陬镇 in either script."""
    for want in wanted:
        if isinstance(value, bool) or isinstance(want, bool):
            same = value is want
        elif isinstance(value, Decimal) and isinstance(want, Decimal):
            same = equal(value, want)
        else:
            same = isinstance(value, str) and isinstance(want, str) and comparable(value) == comparable(want)
        if same:
            return True
    return False


def _other_report(gold: Gold, answer: Answer) -> tuple[bool, bool]:
    """Whether (agency, year) go wrong: one is cited that gold does not list or, in an answer, a listed one is missing.

    Figures may fill the list but not overstep it: a ranking computes with more reports than it cites.
    """
    agencies = {comparable(agency) for agency in gold.agencies}
    cited = {comparable(agency) for agency in _cited(answer, "agency")}
    stated = {comparable(figure.agency) for figure in answer.figures}
    years, cited_years = set(gold.years), set(_cited(answer, "year"))
    stated_years = {figure.year for figure in answer.figures}
    answered = answer.status == "answered"
    return (
        bool(agencies) and (bool(cited - agencies) or (answered and bool(agencies - cited - stated))),
        bool(years) and (bool(cited_years - years) or (answered and bool(years - cited_years - stated_years))),
    )


def _cited(answer: Answer, what: str) -> list[str]:
    """Agencies or years of the cited reports, each once in order; regulations and unknown ones left out."""
    named = [getattr(citation, what) for citation in answer.citations if citation.report is not None]
    return list(dict.fromkeys(name for name in named if name))


def _show(value: object) -> str:
    if isinstance(value, tuple | list):
        return " | ".join(_show(item) for item in value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return str(value)
