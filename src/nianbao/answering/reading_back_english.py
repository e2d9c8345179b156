"""A query in one English sentence; names of agencies stay Chinese."""

from __future__ import annotations

from decimal import Decimal

from nianbao.catalogue import Catalogue
from nianbao.query import Condition, Measure, Query
from nianbao.text.numerals import plain

_TESTS = {
    ">": "more than {0}", ">=": "at least {0}", "<": "fewer than {0}", "<=": "at most {0}", "=": "exactly {0}",
    "between": "between {0} and {1}", "zero": "none", "nonzero": "some", "stated": "stated", "not_stated": "not stated",
    "above_average": "above average", "below_average": "below average", "more_than_before": "more than the year before",
    "less_than_before": "less than the year before", "same_as_before": "the same as the year before",
}  # fmt: skip
_REDUCERS = {
    "sum": "sum of", "average": "average of", "median": "median of", "max": "largest", "min": "smallest",
    "count": "number of reports with", "growth": "mean yearly growth of",
}  # fmt: skip
_COMPARES = {
    "difference": "difference", "percent": "difference in percent", "times": "as a multiple", "more": "is it more",
    "less": "is it less", "same": "is it the same", "share": "share in all",
}  # fmt: skip
_ORDERS = {"desc": "most", "asc": "least", "earliest": "earliest", "latest": "latest"}
_OPERATORS = {
    "ratio": "{0} as a share of {1}", "times": "{0} as a multiple of {1}", "sum": "{0} plus {1}",
    "difference": "{0} minus {1}", "change": "change of {0} since the year before",
    "change_percent": "growth of {0} since the year before",
}  # fmt: skip


def in_english(query: Query, catalogue: Catalogue) -> str:
    """Who, when, what, under which conditions, and what is done with it, set off by commas."""
    scope = query.scope
    who = ", ".join(scope.unknown or tuple(b.name for b in scope.bodies[:4]))
    if scope.group:
        who = f"{len(scope.bodies)} bodies of {scope.place or 'the index'}"
        who += f" without {', '.join(scope.excluded)}" if scope.excluded else ""
    when = ", ".join(map(str, query.years.values))
    when = when or {"all": "every year", "first": "the first year", "latest": "the latest year"}.get(
        query.years.kind, ""
    )
    what = " and ".join(_name(m, catalogue) for m in query.measures)
    tests = " and ".join(_condition(c, query, catalogue) for c in query.conditions)
    pieces = [who, when, f"{_REDUCERS[query.reduce]} {what}" if query.reduce else what, tests, _tail(query)]
    return ", ".join(p for p in pieces if p)


def _name(measure: Measure, catalogue: Catalogue) -> str:
    if measure.operator != "value":
        names = [_name(m, catalogue) for m in measure.of] + ["its whole"]
        return _OPERATORS[measure.operator].format(*names)
    name = catalogue.metric(measure.metric).en if measure.metric else f"“{measure.label or ''}”"
    if measure.applicant in (None, "total"):
        return name
    kind = next((k.en for k in catalogue.applicants.values() if k.id == measure.applicant), "organisations")
    return f"{name} by {kind}"


def _condition(condition: Condition, query: Query, catalogue: Catalogue) -> str:
    limits = condition.numbers or (Decimal(0),)
    words = _TESTS[condition.test].format(plain(limits[0]), plain(limits[-1]))
    return words if condition.measure in query.measures[:1] else f"{_name(condition.measure, catalogue)}: {words}"


def _tail(query: Query) -> str:
    if query.refusal is not None:
        return f"refused: {query.refusal.what}"
    if query.claimed:
        return f"is it {', '.join(map(plain, query.claimed))}"
    if query.compare is not None:
        return _COMPARES[query.compare]
    if query.order is not None:
        place = (
            f"number {query.position} of the " if query.position else f"the {query.limit} " if query.limit else "the "
        )
        return f"{place}{_ORDERS[query.order]}"
    return {"yes_no": "is there any", "list": "which are they", "check": "do they agree", "place": "which place"}.get(
        query.show, ""
    )
