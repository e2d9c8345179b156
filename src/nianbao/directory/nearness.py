"""Names that look like one that is not held: to be offered, never used."""

from __future__ import annotations

from collections.abc import Iterable

from nianbao.directory.naming import Agency

_ALIKE = 45
"""From 0 to 100: at least so alike are the names that are worth offering."""


def near(name: str, held: Iterable[Agency], k: int = 3) -> tuple[Agency, ...]:
    """At most `k` of the agencies held, those whose names are most like the one given first; () when none is."""
    from rapidfuzz import fuzz, process

    names = {a.name: a for a in held}
    hits = process.extract(name, list(names), scorer=fuzz.ratio, limit=k, score_cutoff=_ALIKE)
    return tuple(names[hit[0]] for hit in hits)
