"""Lists of figures that reports state, and of figures that they do not state: what extraction is measured by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Literal, cast, get_args
from unicodedata import normalize

from nianbao.evaluation.lines import Line
from nianbao.evaluation.promises import comparable

Kind = Literal["prose", "zero", "numeral", "table"]
OPEN_METRIC = "proactive_category_count"
"""The one metric of which a report states many, each under a name of its own."""
_CATEGORY_TAIL = re.compile(r"(类|信息|方面)+$")

Key = tuple[str, str | None, str | None, str | None]
"""What makes two statements the same: file name, metric, applicant, and the name of an open category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFigure:
    """One figure that a report states. `file` is a name without folders; `metric` is None outside the catalogue.

    `other_metrics` are as good as `metric`; of an `optional` figure neither missing nor finding it counts.
    """

    file: str
    metric: str | None
    other_metrics: tuple[str, ...]
    label: str
    applicant: str | None
    value: Decimal
    unit: str | None
    quote: str
    kind: Kind
    optional: bool

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys under which a found figure is this one, the preferred one first."""
        metrics = dict.fromkeys((self.metric, *self.other_metrics))
        return tuple(key_of(self.file, metric, self.applicant, self.label) for metric in metrics)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotStated:
    """A metric that a careless extractor fills and `file` does not state; `why` says so."""

    file: str
    metric: str
    why: str


def key_of(file: str, metric: str | None, applicant: str | None, label: str) -> Key:
    """The key of a figure; the label tells open categories apart, and only them."""
    category = _CATEGORY_TAIL.sub("", comparable(label)) or label
    return file, metric, applicant, category if metric == OPEN_METRIC else None


def name_of(path: str) -> str:
    """The file name of a path, composed as keyboards type it: some systems store names decomposed."""
    return normalize("NFC", PurePosixPath(path.replace("\\", "/")).name)


def parse_gold_figures(lines: tuple[Line, ...]) -> tuple[GoldFigure, ...]:
    """Figures that must be found; raises WrongCall naming the line and the key that is wrong."""
    return tuple(_figure(line) for line in lines)


def parse_not_stated(lines: tuple[Line, ...]) -> tuple[NotStated, ...]:
    """Figures that must not be found; raises WrongCall naming the line and the key that is wrong."""
    return tuple(
        NotStated(file=name_of(line.text("file")), metric=line.text("metric"), why=line.text_or_none("why") or "")
        for line in lines
    )


def _figure(line: Line) -> GoldFigure:
    kind = line.text_or_none("kind") or "prose"
    if kind not in get_args(Kind):
        kinds = get_args(Kind)
        raise line.wrong(f"的 kind 只能是 {'、'.join(kinds)}", f"'kind' must be one of {', '.join(kinds)}")
    optional = line.entry.get("optional")
    if optional not in (None, True, False):
        raise line.wrong("的 optional 应为 true 或 false", "'optional' must be true or false")
    return GoldFigure(
        file=name_of(line.text("file")),
        metric=line.text_or_none("metric"),
        other_metrics=line.texts("alt_metric"),
        label=line.text_or_none("label") or "",
        applicant=line.text_or_none("applicant"),
        value=line.number_at("value"),
        unit=line.text_or_none("unit"),
        quote=line.text("quote"),
        kind=cast(Kind, kind),
        optional=bool(optional),
    )
