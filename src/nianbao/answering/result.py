"""What the executor hands to the realiser: numbers with their proof, and what is missing. No sentence is made here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nianbao.answering.evidence import Stated
from nianbao.catalogue import Catalogue
from nianbao.checking import Finding
from nianbao.directory.naming import Agency
from nianbao.model import Figure, ReportCard
from nianbao.query import Body, Condition, GroupBy, Measure, Query

Lack = Literal["silent", "no_report", "zero_base", "units", "no_total", "partial"]
"""Why there is no number: the report does not say; it is not held; the base is 0; the units differ; a rate cannot be
added up; only some of the reports it takes are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A measure at one place, or added up over several.

    `number` is None where `lack` says why; `formula` is set when it was calculated. `stated` is how the one report says
    it (None for calculated measures), `operands` the values a measure was calculated from. `least` is what the reports
    that are there add up to when others are missing. `lacking` are the measures that are not stated.
    """

    measure: Measure
    number: Decimal | None
    unit: str | None = None
    figures: tuple[Figure, ...] = ()
    formula: str | None = None
    stated: Stated | None = None
    operands: tuple[Value, ...] = ()
    lack: Lack | None = None
    lacking: tuple[Measure, ...] = ()
    least: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An agency in a year; `card` is None when no such report is held. `called` is its name, with its county where
    another of the same name is held."""

    body: Body
    called: str
    agency: Agency
    year: int | None
    card: ReportCard | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One of what is compared, ordered or listed. `key` is its short name (石泉镇, 2021, 自然人), `values` one a
    measure of the query, `tests` one a condition; `passes` is None when a condition cannot be decided."""

    key: str
    spots: tuple[Spot, ...]
    values: tuple[Value, ...]
    tests: tuple[Value, ...] = ()
    passes: bool | None = True

    @property
    def value(self) -> Value:
        return self.values[0]

    @property
    def number(self) -> Decimal:
        """The number of a row that has one; ValueError for another."""
        if self.value.number is None:
            raise ValueError(f"no number at {self.key}")
        return self.value.number

    @property
    def year(self) -> int | None:
        return self.spots[0].year if self.spots else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two rows set against each other, or the share of some: `number` with its formula; None with `lack`."""

    subject: Row
    base: Row
    number: Decimal | None
    formula: str
    unit: str | None
    truth: bool | None = None
    lack: Lack | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of a query. `rows` are what is shown, in order; `considered` all that state the measure; `undecided`
    those a condition cannot be decided for; `incomplete` those of which only a part is stated. `spots` are all
    reports looked for, `silent` those that are there and state nothing of it, `unheld` those that are not there.

    `by` is the dimension the rows differ in. `reduced`, `compared`, `place` (rank from 1) and `findings` are set when
    asked for; `tied` when others share the place. `asserted` are conditions on the reduced number. `means` are the
    averages that conditions speak of, one a condition.
    """

    query: Query
    by: GroupBy
    rows: tuple[Row, ...]
    considered: tuple[Row, ...] = ()
    undecided: tuple[Row, ...] = ()
    incomplete: tuple[Row, ...] = ()
    silent: tuple[Spot, ...] = ()
    unheld: tuple[Spot, ...] = ()
    spots: tuple[Spot, ...] = ()
    reduced: Value | None = None
    compared: Compared | None = None
    place: int | None = None
    tied: bool = False
    truth: bool | None = None
    asserted: tuple[Condition, ...] = ()
    means: tuple[Value | None, ...] = ()
    findings: tuple[tuple[ReportCard, Finding], ...] = ()

    @property
    def cards(self) -> tuple[ReportCard, ...]:
        """The reports looked at, each once."""
        return tuple(dict.fromkeys(s.card for s in self.spots if s.card is not None))

    @property
    def one_agency(self) -> bool:
        return len({s.body for s in self.spots}) == 1

    @property
    def one_report(self) -> bool:
        return len(self.spots) == 1


Why = Literal[
    "unknown",
    "choices",
    "which_agency",
    "which_figure",
    "no_year",
    "nothing_held",
    "too_few",
    "silent",
    "no_position",
    "untold",
    "nothing_to_check",
    "refusal",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Why a query has no result. `spots` are the reports looked for, `row` what was found of a measure, if anything."""

    query: Query
    why: Why
    spots: tuple[Spot, ...] = ()
    row: Row | None = None
    choices: tuple[Body, ...] = ()
    count: int = 0


def whole_of(measure: Measure, catalogue: Catalogue) -> Measure | None:
    """What the measure is a part of by the catalogue: all applicants for a kind of them, else its parent."""
    if measure.applicant not in (None, "total"):
        return Measure(metric=measure.metric, label=measure.label)
    parent = catalogue.metric(measure.metric).parent if measure.metric else None
    return Measure(metric=parent) if parent else None
