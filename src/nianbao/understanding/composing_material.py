"""What the composers of queries work on: mentions, catalogue, the bodies held, the scope and the years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from nianbao.catalogue import Catalogue
from nianbao.directory.naming import Agency
from nianbao.query import Condition, Measure, Query, Scope, Years
from nianbao.understanding.conditions import conditions_of
from nianbao.understanding.measuring import measures_of
from nianbao.understanding.mentions import Mentions


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a composer works on; `years` and `scope` are already made."""

    mentions: Mentions
    catalogue: Catalogue
    held: Sequence[Agency]
    scope: Scope
    years: Years

    def measures(self, *, several: bool = False) -> tuple[Measure, ...]:
        return measures_of(self.mentions, self.catalogue, several=several)

    @property
    def rest(self) -> str:
        return self.mentions.rest

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return conditions_of(self.mentions, self.measures(several=True))


Composer = Callable[[Material], Query | None]


def base(material: Material, measures: tuple[Measure, ...]) -> Query:
    """Query for the measures as they stand, to be made more special."""
    return Query(show="number", scope=material.scope, years=material.years, measures=measures)


def value_of(m: Material) -> Query | None:
    """Query for the one measure named, of several years each; None without one."""
    if not m.measures():
        return None
    query = base(m, m.measures())
    each = len(m.years.values) > 1 and len(m.scope.bodies) == 1 and len(query.measures) == 1
    return replace(query, group_by="year", show="rows") if each else query
