"""Do the figures of a report agree with each other? The catalogue's arithmetic relations, checked with their proof.

Blanks are never taken as zero: a relation of which a part is missing cannot be checked, unless the parts that are
stated are already too many.
"""

from __future__ import annotations

from nianbao.checking.findings import Finding, Outcome, verdicts
from nianbao.checking.relations import check
from nianbao.checking.years import check_years

__all__ = ["Finding", "Outcome", "check", "check_years", "verdicts"]
