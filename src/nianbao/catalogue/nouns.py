"""What the catalogue holds: metrics, kinds of applicant, glossary terms and arithmetic relations, all frozen.

The data stand in the `.toml` files beside this module, each with a header that tells how to edit it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from nianbao.errors import CatalogueError
from nianbao.model import Applicant

Kind = Literal["count", "money", "rate", "text", "derived"]
Part = Literal["sum", "channel", "nested"]
RelationKind = Literal[
    "printed", "identity", "bound", "cross_year", "cross_edition", "text_table", "heuristic", "inference", "claim"
]
Severity = Literal["error", "warning", "note"]

ERAS = ("E1", "E2", "E3", "E4")
"""Editions of the report: 2008–2013, 2014–2018, 2019–2020, since 2021."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """Something a report states or that is computed from what it states.

    `zh` is the official name, `short` the noun phrase an answer uses. `says` are wordings of reports, `asks` and
    `en_asks` of askers, `weak` vague ones that count only when nothing else fits. `rows` and `columns` are printed
    labels without numbering, levels joined by " › ". `unit` is None for texts. `twins` answer the same question in
    other editions or under another name, comparable with a caveat; `confusable` must never stand in for each other.
    """

    id: str
    zh: str
    en: str
    short: str
    kind: Kind = "count"
    unit: str | None = None
    units: tuple[str, ...] = ()
    eras: tuple[str, ...] = ERAS
    parent: str | None = None
    part: Part | None = None
    says: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    en_asks: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    confusable: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    formula: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every strong Chinese wording that means this metric alone: `zh`, `short`, then `asks`."""
        return tuple(dict.fromkeys((self.zh, self.short, *self.asks)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantKind:
    """A column of the applications table: how it is printed and how it is asked for."""

    id: Applicant
    zh: str
    columns: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    en_asks: tuple[str, ...] = ()

    @property
    def en(self) -> str:
        """What it is called in an English sentence."""
        return self.en_asks[0] if self.en_asks else self.id.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A glossary entry: what `define` answers. `since` is the day from which `article` is in force."""

    term: str
    text: str
    regulation: str
    article: str
    since: date
    aliases: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """Regulation and article as a citation names them."""
        return self.regulation + self.article


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """A rule of the law in plain words, as `rule` queries show it. `intent` is the kind of question it answers, `asks`
    are wordings of askers, `en` says it in English; `term` names the glossary entry whose text it is, if any."""

    id: str
    intent: str
    asks: tuple[str, ...]
    text: str
    en: str
    regulation: str
    article: str
    since: date
    term: str | None = None

    @property
    def source(self) -> str:
        """Regulation and article as a citation names them."""
        return self.regulation + self.article


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An arithmetic relation. `formula` is empty for rules of inference; the grammar is in `relations.toml`."""

    id: str
    zh: str
    en: str
    kind: RelationKind
    eras: tuple[str, ...] = ERAS
    per: Literal["applicant", "row"] | None = None
    severity: Severity = "error"
    formula: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that can be counted, asked and explained. Mappings and tuples keep the order of the files.

    `everyday` holds lay phrases for metrics, by id, and `others` names of things that no metric counts; both serve
    the comparison by meaning alone. `own_says` are the wordings of reports that the user's file adds, by id.
    `guide` holds rules of the law for citizens, by id, `alike` words that mean the same in questions about them,
    `term_asks` further wordings for terms, `talk` what is said to courtesy and in refusing (Chinese, English).
    """

    metrics: Mapping[str, Metric]
    applicants: Mapping[Applicant, ApplicantKind]
    terms: tuple[Term, ...]
    relations: tuple[Relation, ...]
    everyday: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    guide: Mapping[str, Guidance] = field(default_factory=dict)
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    term_asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    talk: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    own_says: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def metric(self, metric_id: str) -> Metric:
        """The metric of that id; raises `CatalogueError` when there is none."""
        try:
            return self.metrics[metric_id]
        except KeyError:
            raise CatalogueError(
                f"目录里没有指标 {metric_id}，请核对名称（见 metrics.toml）。",
                f"The catalogue has no metric {metric_id}; check the name against metrics.toml.",
            ) from None

    def named(self, wanted: str) -> tuple[str, ...]:
        """The ids of the metrics that `wanted` names: by id, or else by full Chinese, short or English name."""
        if wanted in self.metrics:
            return (wanted,)
        return tuple(id for id, m in self.metrics.items() if wanted in (m.zh, m.short, m.en))

    def children(self, metric_id: str) -> tuple[Metric, ...]:
        """The direct parts of a metric, of every era and every kind of part."""
        self.metric(metric_id)
        return tuple(metric for metric in self.metrics.values() if metric.parent == metric_id)

    def ancestors(self, metric_id: str) -> tuple[Metric, ...]:
        """What the metric is a part of, nearest first."""
        found: list[Metric] = []
        parent = self.metric(metric_id).parent
        while parent is not None:
            found.append(self.metric(parent))
            parent = found[-1].parent
        return tuple(found)
