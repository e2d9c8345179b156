"""Follow-ups as edits: what a turn names replaces its part of the query before it, the rest stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nianbao.catalogue import Catalogue
from nianbao.dialogue.state import State, together
from nianbao.directory.naming import Agency
from nianbao.query import AskedApplicant, Measure, Query, Years, leaves
from nianbao.understanding.composing import years_of
from nianbao.understanding.composing_bodies import ordinal
from nianbao.understanding.measuring import measures_of
from nianbao.understanding.mentions import Mentions
from nianbao.understanding.scoping import scope_of

_OF_WHICH = re.compile(r"其中|里面|这里头|当中")
_LESS = re.compile(r"少|低|小")
_AGAIN = frozenset(("same", "correction"))


def edited(intent: str, mentions: Mentions, state: State, catalogue: Catalogue, held: Sequence[Agency]) -> Query | None:
    """The last query with the parts replaced that the turn names; None when the turn is no such edit."""
    if intent in _AGAIN and state.last is not None:
        return _again(mentions, state.last, catalogue, held)
    if intent.endswith("_shown"):
        return _of_shown(intent, mentions, state)
    return None


def lent(last: Query) -> tuple[str, ...]:
    """What the last query has for a turn that leaves it out: `agency`, `year`, `metric`."""
    had = {
        "agency": bool(last.scope.bodies or last.scope.group), "year": last.years.said or bool(last.years.values),
        "metric": bool(last.measures),
    }  # fmt: skip
    return tuple(name for name, there in had.items() if there)


def _again(mentions: Mentions, last: Query, catalogue: Catalogue, held: Sequence[Agency]) -> Query | None:
    """The same question of another body, year or measure."""
    scope = scope_of(mentions, held, grouped=False)
    years = years_of(mentions)
    measures = measures_of(mentions, catalogue, several=False)
    named = scope.bodies or scope.group or scope.unknown or scope.choices
    if not (named or years.said or measures or mentions.applicant):
        return None
    query = replace(last, measures=tuple(replace(m, figure=None) for m in last.measures))
    kept = list(lent(last))
    if named:
        query = _scoped(replace(query, scope=scope), last)
        kept = [k for k in kept if k != "agency"]
    if years.said:
        one = years.kind in ("first", "latest") or len(years.values) == 1
        query = _plain(query) if one and last.group_by == "year" and not last.compare and last.show == "rows" else query
        query = replace(query, years=_years(years, last))
        kept = [k for k in kept if k != "year"]
    if measures:
        query = _measured(_plain(query) if _OF_WHICH.search(mentions.folded) else query, measures, catalogue)
        kept = [k for k in kept if k != "metric"]
    elif mentions.applicant:
        query = replace(query, measures=tuple(_of_applicant(m, mentions.applicant) for m in query.measures))
    return replace(query, inherited=tuple(kept), notes=(), refusal=None)


def _of_applicant(measure: Measure, kind: AskedApplicant) -> Measure:
    """The measure of another kind of applicant; of a share its part, which is what the kind was said of."""
    if measure.of:
        return replace(measure, of=(_of_applicant(measure.of[0], kind), *measure.of[1:]))
    return replace(measure, applicant=kind)


def _scoped(query: Query, last: Query) -> Query:
    """A set in place of one body lists its members; one body in place of a set or of two is a plain question."""
    if query.scope.group and not last.scope.group:
        return replace(query, group_by="agency", show="rows", compare=None, conditions=(), order=None, limit=None)
    if last.group_by == "agency" and not query.scope.group and len(query.scope.bodies) == 1:
        return replace(
            query, group_by=None, show="number", compare=None, order=None, limit=None, position=None, reduce=None,
            conditions=(),
        )  # fmt: skip
    return query


def _plain(last: Query) -> Query:
    """The plain figure of the newest year that the last query was about."""
    if last.group_by != "year":
        return last
    years = replace(last.years, kind="given", values=last.years.values[-1:]) if last.years.values else last.years
    return replace(last, group_by=None, compare=None, reduce=None, show="number", years=years, conditions=())


def _years(years: Years, last: Query) -> Years:
    """A change moves with its year: the year named against the one before it."""
    if last.group_by == "year" and last.compare and len(years.values) == 1 and len(last.years.values) == 2:
        apart = last.years.values[-1] - last.years.values[0]
        return replace(years, values=(years.values[0] - apart, years.values[0]))
    return years


def _kin(measure: Measure, ratio: Measure, catalogue: Catalogue) -> bool:
    """True when the measure is a part of the same whole as the one whose share was asked."""
    if measure.metric is None or ratio.of[0].metric is None:
        return False
    above = {a.id for a in catalogue.ancestors(measure.metric)}
    whole = {a.id for a in catalogue.ancestors(ratio.of[0].metric)} | {m.metric for m in ratio.of[1:]}
    return bool(above & whole) or measure.metric == ratio.of[0].metric


def _measured(query: Query, measures: tuple[Measure, ...], catalogue: Catalogue) -> Query:
    if len(query.measures) == 1 and query.measures[0].of:
        computed = query.measures[0]
        kin = computed.operator != "ratio" or _kin(measures[0], computed, catalogue)
        if computed.operator in ("ratio", "change", "change_percent") and len(measures) == 1 and kin:
            return replace(query, measures=(replace(computed, of=(measures[0], *computed.of[1:])),))
        return replace(query, measures=measures)
    applicant = next((m.applicant for m in leaves(query.measures) if m.applicant), None)
    kept = tuple(replace(m, applicant=m.applicant or applicant) for m in measures)
    conditions = tuple(replace(c, measure=kept[0]) for c in query.conditions) if len(kept) == 1 else ()
    return replace(query, measures=kept, conditions=conditions, claimed=())


def _of_shown(intent: str, mentions: Mentions, state: State) -> Query | None:
    """Both figures shown added, compared, or set in proportion; the second of a list shown."""
    last = state.last
    if intent == "nth_shown":
        return _nth(mentions, last)
    if intent == "share_shown" and last is not None and last.group_by == "year" and last.compare == "difference":
        return replace(last, compare="percent", inherited=("agency", "year", "metric"), notes=())
    if intent == "share_shown" and last is not None and len(last.measures) == 1 and not last.measures[0].of:
        measure = last.measures[0]
        whole = replace(measure, applicant=None)
        ratio = Measure(operator="ratio", of=(measure, whole) if measure.applicant else (measure,))
        return replace(last, measures=(ratio,), inherited=("agency", "year", "metric"), notes=())
    base = together(state)
    if base is None:
        return _whole(intent, last)
    base = replace(base, inherited=("agency", "year", "metric"))
    if intent == "sum_shown":
        if base.group_by == "measure":
            return replace(base, group_by=None, show="number", measures=(Measure(operator="sum", of=base.measures),))
        return replace(base, show="number", reduce="sum")
    if intent == "diff_shown":
        return replace(base, show="number", compare="difference")
    if intent == "change_shown" and base.group_by == "year":
        percent = bool(re.search(r"百分|幅|率|成|%", mentions.folded))
        return replace(base, show="number", compare="percent" if percent else "difference")
    if intent == "which_shown":
        least = bool(_LESS.search(mentions.folded.replace("多少", "")))
        return replace(base, show="which", order="asc" if least else "desc", limit=1)
    return None


def _whole(intent: str, last: Query | None) -> Query | None:
    """After a list the sum is that of the list; after a sum or a comparison there is nothing to add up."""
    if intent == "diff_shown" and last is not None and last.group_by == "agency" and len(last.scope.bodies) == 2:
        return replace(
            last, show="number", compare="difference", order=None, limit=None, inherited=("agency", "year", "metric"),
            notes=(),
        )  # fmt: skip
    if last is None or intent not in ("sum_shown", "which_shown") or last.show not in ("rows", "list"):
        return None
    if last.group_by not in ("agency", "year") or len(last.measures) != 1:
        return None
    kept = replace(last, inherited=("agency", "year", "metric"), order=None, limit=None, position=None)
    if intent == "sum_shown":
        return replace(kept, show="number", reduce="sum")
    return replace(kept, show="which", order="desc", limit=1)


def _nth(mentions: Mentions, last: Query | None) -> Query | None:
    number = ordinal(mentions.folded)
    if last is None or number is None or last.order is None:
        return None
    return replace(last, show="which", limit=None, position=number, inherited=("agency", "year", "metric"), notes=())
