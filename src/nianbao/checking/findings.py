"""What a check found out, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nianbao.model import Figure

TABLE, PROSE, BETWEEN = "表格", "正文", "正文与表格"
"""Where a relation was checked, as `Finding.scope` begins."""

SCOPES_EN = {TABLE: "table", PROSE: "text", BETWEEN: "text and table"}

Outcome = Literal["holds", "fails", "cannot_check"]

NAMED = 6
"""Missing parts that a sentence names; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One relation at one place of a report: `relation` is its id in the catalogue, `scope` names the place in Chinese.

    `left` and `right` are the two sides, None when they cannot be told; `figures` are the statements compared, those of
    the left side first. `missing` names in Chinese what the report does not state. `text` is one Chinese sentence with
    both sides; numbers that were inferred and not read (a total of 0 makes its parts 0) carry the word 推得 in it.
    `en` is the same sentence in English, in which labels that only the report prints stay Chinese, and `scope_en` the
    place.
    """

    relation: str
    status: Outcome
    text: str
    left: Decimal | None = None
    right: Decimal | None = None
    figures: tuple[Figure, ...] = ()
    missing: tuple[str, ...] = ()
    scope: str = ""
    en: str = ""
    scope_en: str = ""


def verdicts(findings: Iterable[Finding]) -> dict[str, Outcome]:
    """One word a relation: it fails when it fails anywhere, and holds when it holds everywhere it can be checked."""
    found: dict[str, Outcome] = {}
    order: tuple[Outcome, ...] = ("cannot_check", "holds", "fails")
    for finding in findings:
        before = found.get(finding.relation, "cannot_check")
        found[finding.relation] = max(before, finding.status, key=order.index)
    return found


def named(missing: Sequence[str]) -> str:
    """The missing parts as a phrase."""
    rest = len(missing) - NAMED
    return "、".join(missing[:NAMED]) + (f"等 {len(missing)} 项" if rest > 0 else "")
