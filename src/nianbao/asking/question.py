"""A question taken apart: slots, operation, what was inherited from the turn before, and what nothing explains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nianbao.asking.operations import Asked
from nianbao.catalogue import Term
from nianbao.directory.naming import Agency
from nianbao.model import Understood
from nianbao.understanding.metric_linker import AskedApplicant


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`agencies` are resolved; `unknown` are names the index does not hold. `metrics` go from the best match down.

    `group` says the question is about all agencies at hand (各镇, 哪些单位), `kinds` narrows them, `scope` names the
    county they lie in. `rest` holds the words of the question that no slot explains; `pieces` the items it
    lists (A、B各多少); `said` the numbers it asserts.
    """

    text: str
    folded: str
    agencies: tuple[Agency, ...] = ()
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    candidates: tuple[Agency, ...] = ()
    passed: tuple[Agency, ...] = ()
    """The agencies of the same name that a reply passed over when it picked one of them."""
    years: tuple[int, ...] = ()
    metrics: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    label: str | None = None
    applicant: AskedApplicant | None = None
    asked: Asked
    group: bool = False
    kinds: tuple[str, ...] = ()
    scope: str | None = None
    term: Term | None = None
    terms: tuple[Term, ...] = ()
    """Two terms whose difference is asked."""
    pieces: tuple[str, ...] = ()
    rest: str = ""
    bare: str = ""
    said: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    talked: tuple[int, ...] = ()
    """The years of this turn and of the turns before it on the same agencies and metric: what "these years" are."""
    beside: tuple[str, ...] = ()
    """The metrics of this turn and of the one before it on the same report: what "which is more" compares."""
    meant: str | None = None
    """The wording of the metric when the question means it without naming it."""
    names: Mapping[str, str] = field(default_factory=dict)
    english: bool = False

    @property
    def metric(self) -> str | None:
        return self.metrics[0] if self.metrics else None

    @property
    def understood(self) -> Understood:
        """What a face shows of it."""
        return Understood(
            agencies=tuple(a.name for a in self.agencies) or self.unknown,
            years=self.years,
            metric=self.metric,
            label=self._label,
            operation=self.asked.operation,
            inherited=self.inherited,
        )

    @property
    def _label(self) -> str | None:
        label = self.label or (self.names.get(self.metric) if self.metric else None)
        if label is not None and self.meant is not None:
            return f"{label}（按意思理解）"
        return label or (self.term.term if self.term else None)
