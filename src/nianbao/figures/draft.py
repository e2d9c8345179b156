"""A figure in the making, before it has its number within the report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nianbao.model import Applicant, CellRef, Qualifier, Role, Scope, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A figure before it has its number within the report; `parent` is the index of another draft."""

    metric: str | None
    label: str
    value: Decimal
    unit: str | None
    qualifier: Qualifier
    span: Span
    at: Span
    applicant: Applicant | None = None
    depth: int = 0
    parent: int | None = None
    cell: CellRef | None = None
    scope: Scope = "year"
    role: Role = "headline"
    owner: str | None = None
    said: str | None = None
    """The metric that the words name, also where time or owner keep the figure from stating it."""
    weak: bool = False
    """True for a count that is the whole of what was disclosed when the report states no better one."""
