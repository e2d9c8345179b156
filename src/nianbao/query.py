"""The query: what a question asks for, closed and complete. Everything after it is deterministic and never sees the
question's text.

    question → Query ─ executor over the ledger → Result ─ realiser → Answer

A query compares by value, serialises (`as_json`) and reads itself back in Chinese (`answering/reading_back.py`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal

from nianbao.model import Applicant

AskedApplicant = Applicant | Literal["organisations"]
"""A kind of applicant, or all that are no natural persons."""

Show = Literal[
    "number", "yes_no", "which", "list", "rows", "place", "check",
    "passage", "contact", "rule", "holdings", "talk",
]  # fmt: skip
"""What is to be shown: one number, yes or no, which one (body, year, part or measure), all that meet the conditions,
every row, the place a body takes in an order, an arithmetic check; words of a report, how to reach an agency, a rule of
the law, what the index holds, courtesy."""
GroupBy = Literal["agency", "year", "part", "applicant", "measure"]
Reduce = Literal["sum", "average", "median", "count", "max", "min", "growth"]
"""`growth` is the mean growth a year in percent between the first and the last year."""
Compare = Literal["difference", "percent", "times", "more", "less", "same", "share"]
"""What two rows of the grouping are set against each other for. One of them is told of: the later year, the first of
bodies or measures (A in "A than B"), or `focus`. How much it has more, in percent, as a multiple of the other; whether
it is more, less or the same; and the share of `focus` in the sum of all rows."""
Test = Literal[
    ">", ">=", "<", "<=", "=", "between", "zero", "nonzero", "stated", "not_stated", "above_average", "below_average",
    "more_than_before", "less_than_before", "same_as_before",
]  # fmt: skip
Operator = Literal["value", "ratio", "times", "sum", "difference", "change", "change_percent"]
Why = Literal[
    "sub_year", "sub_agency", "qualifier", "no_metric", "no_report", "not_read", "future", "opinion", "person",
    "off_topic", "command", "unclear",
]  # fmt: skip


OWN = "own"
"""The label of a measure that is asked of the body's own site or account, not of one above it that it publishes on."""
OWN_SITES = frozenset(("proactive_by_website", "proactive_by_wechat", "proactive_by_weibo"))
"""What a body may have of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An agency of the index: `name` as people say it, `place` the name with its county where that tells it apart."""

    name: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose reports are asked. `bodies` is complete: members of a place are listed, exceptions taken out.

    `place`, `kinds` and `excluded` say how the group was named ("云溪县", ("镇", "乡"), ("城关镇",)); `group` is True
    when a group was meant, though it may hold one body. `focus` are bodies within the group that the question singles
    out (which place does A take, its share of the county). `unknown` are names that the index does not hold, `choices`
    bodies of one name of which one must be picked.
    """

    bodies: tuple[Body, ...] = ()
    group: bool = False
    place: str | None = None
    kinds: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    focus: tuple[Body, ...] = ()
    unknown: tuple[str, ...] = ()
    choices: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Which years. `given` lists them in `values`; `latest` is the newest year of each body's own reports, `first` the
    oldest, `all` every year held. `values` of the other kinds stay empty: the executor knows what is held."""

    kind: Literal["given", "latest", "first", "all"] = "latest"
    values: tuple[int, ...] = ()
    said: bool = True
    """False when the question names no year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is counted: a metric of the catalogue, or words to be found among a report's own labels (`metric` None).

    `operator` other than `value` computes from the measures `of`: `ratio` first as a percentage of second (second left
    out: its whole), `times`, `sum`, `difference`; `change` and `change_percent` of the one against the year before.
    """

    metric: str | None = None
    label: str | None = None
    applicant: AskedApplicant | None = None
    figure: tuple[str, int] | None = None
    """Report id and number of the one figure that is meant, where the report's own words led to it."""
    operator: Operator = "value"
    of: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A test that a row must pass on a measure; `numbers` one or, for `between`, two."""

    measure: Measure
    test: Test
    numbers: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was asked for and cannot be had: the asker's words and the reason."""

    what: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question. Rows are made per `group_by` (None: one body, one year), filtered by `conditions`, ordered by the
    first measure, cut to `limit` (or the one at `position`, from 1), reduced or compared, and shown.

    `order` `desc` and `asc` go by value, `earliest` and `latest` by year. `topic` (`problems`, `plans`, `who`, …) and
    `subject` (content words) say what words of a report are wanted; of rules, contact data, holdings and talk `topic`
    says which, several ids joined by +. `claimed` are the numbers a question asserts.
    """

    show: Show
    scope: Scope = Scope()
    years: Years = Years()
    measures: tuple[Measure, ...] = ()
    conditions: tuple[Condition, ...] = ()
    group_by: GroupBy | None = None
    reduce: Reduce | None = None
    order: Literal["desc", "asc", "earliest", "latest"] | None = None
    limit: int | None = None
    position: int | None = None
    compare: Compare | None = None
    sense: Literal["rise", "fall", "gap"] = "rise"
    """Of a difference or a rate of change: how much it rose (below zero when it fell), how much it fell (below zero
    when it rose), or how far apart the two are, whichever is more."""
    claimed: tuple[Decimal, ...] = ()
    topic: str | None = None
    subject: str = ""
    refusal: Refusal | None = None
    inherited: tuple[str, ...] = ()
    english: bool = False
    """True when the answer is to be in English."""
    notes: tuple[str, ...] = ()
    """What the asker should know of how words were taken: a corrected name, a relative year."""

    @property
    def metric(self) -> str | None:
        """The first metric named, looking into computed measures."""
        return next((m.metric for m in leaves(self.measures) if m.metric), None)


def leaves(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """The measures that are looked up, those of computed ones included, in their order."""
    return tuple(leaf for m in measures for leaf in (leaves(m.of) if m.of else (m,)))


def as_json(query: Query) -> dict[str, Any]:
    """The query as JSON-able values, empty ones left out; `Decimal` becomes int or float."""
    empty: tuple[Any, ...] = (None, [], {}, "", False)
    return {name: plain for name, value in asdict(query).items() if (plain := _plain(value)) not in empty}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {k: p for k, v in value.items() if (p := _plain(v)) not in (None, [], {}, "", False)}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return value
