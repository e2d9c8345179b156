"""Dialogue state: the last query and a small stack of the single figures that were shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from nianbao.query import Body, Measure, Query, Scope, Years

_KEPT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One figure that an answer gave: whose, of which year, what."""

    body: Body
    year: int
    measure: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`last` is the query of the turn before, `shown` the figures given so far, the newest last, `bodies` the bodies
    talked about in the order they came up."""

    last: Query | None = None
    shown: tuple[Shown, ...] = ()
    bodies: tuple[Body, ...] = ()
    offered: tuple[Body, ...] = ()
    """Bodies of one name that the last answer asked to choose among."""
    passed: tuple[Body, ...] = ()
    """Those of them that the asker passed over."""
    years: tuple[int, ...] = ()
    """The years that the last answer was of."""
    talked: tuple[int, ...] = ()
    """The years of all turns since the bodies and measures of the last one came up: what "these years" are."""


def after(state: State, query: Query, years: Sequence[int]) -> State:
    """The state after a query was answered; `years` are those that its figures are of."""
    bodies = query.scope.bodies if not query.scope.group else ()
    shown = list(state.shown)
    if query.show in ("number", "yes_no") and len(bodies) == 1 and len(set(years)) == 1 and query.group_by is None:
        for measure in query.measures:
            one = Shown(body=bodies[0], year=years[0], measure=measure)
            shown = [s for s in shown if s != one] + [one]
    kept = [b for b in state.bodies if b not in bodies] + list(bodies)
    own = tuple(sorted({*years})) or query.years.values
    talked = {*own, *(state.talked if _of_the_same(state.last, query) else ())}
    return replace(
        state, last=query, shown=tuple(shown[-_KEPT:]), bodies=tuple(kept[-_KEPT:]), offered=(), years=own,
        talked=tuple(sorted(talked)),
    )  # fmt: skip


def _of_the_same(last: Query | None, query: Query) -> bool:
    return last is not None and last.scope.bodies == query.scope.bodies and last.measures == query.measures


def forgotten(state: State, slots: Collection[str]) -> State:
    """The state without what was said in these slots (`agency`, `year`, `metric`): nothing of it is inherited."""
    last = state.last
    if last is None or not slots:
        return state
    if "agency" in slots:
        last, state = replace(last, scope=Scope()), replace(state, bodies=(), offered=(), passed=())
    if "year" in slots:
        last, state = replace(last, years=Years(said=False)), replace(state, years=(), talked=())
    if "metric" in slots:
        last = replace(last, show="number", measures=(), conditions=(), group_by=None, order=None, compare=None)
        last = replace(last, reduce=None, claimed=(), topic=None, subject="", refusal=None)
    return replace(state, last=last, shown=())


def renewed(state: State, held: Collection[str]) -> State:
    """The state as an index that changed sees it; `held` are the places of its agencies.

    A body that is gone is one that nothing is held of: what follows it is refused by its name.
    """
    last = state.last
    if last is not None and (gone := tuple(b for b in last.scope.bodies if b.place not in held)):
        bodies = tuple(b for b in last.scope.bodies if b not in gone)
        unknown = () if last.scope.group else (*last.scope.unknown, *(b.name for b in gone))
        last = replace(last, scope=replace(last.scope, bodies=bodies, unknown=unknown))
    return State(
        last=last,
        shown=tuple(s for s in state.shown if s.body.place in held),
        bodies=tuple(b for b in state.bodies if b.place in held),
        offered=tuple(b for b in state.offered if b.place in held),
        passed=tuple(b for b in state.passed if b.place in held), years=state.years, talked=state.talked,
    )


def pair(state: State) -> tuple[Shown, Shown] | None:
    """The last two figures shown when they differ in one thing: what "both" and "the two" are."""
    if len(state.shown) < 2:
        return None
    one, other = state.shown[-2:]
    differing = (one.body != other.body) + (one.year != other.year) + (one.measure != other.measure)
    return (one, other) if differing == 1 else None


def together(state: State) -> Query | None:
    """A query over the last two figures shown, grouped by what they differ in; None when there are no such two."""
    found = pair(state)
    if found is None:
        return None
    one, other = found
    bodies = tuple(dict.fromkeys((one.body, other.body)))
    years = Years(kind="given", values=tuple(sorted({one.year, other.year})))
    measures = tuple(dict.fromkeys((one.measure, other.measure)))
    by = "agency" if len(bodies) > 1 else "year" if len(years.values) > 1 else "measure"
    return Query(show="rows", scope=Scope(bodies=bodies), years=years, measures=measures, group_by=by)  # type: ignore[arg-type]
