"""Whose report it is: what the side file says, else what the title names, else the most probable of all it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nianbao.model import Candidate, Confidence, Document, Evidence
from nianbao.parsing.completing import above, official, with_bare_place, with_place
from nianbao.parsing.confidence import agency_doubt, akin, doubt, level_of
from nianbao.parsing.divisions import completed
from nianbao.parsing.hints import hints
from nianbao.parsing.names import Name, name_of
from nianbao.parsing.slots import slots
from nianbao.parsing.weighing import Body, is_bare, weighed
from nianbao.text.fold import fold

_STATED = 0.65
"""A body less probable than this, or of which the text only says that it is there, is a candidate."""
_OVERRULES = 0.8
"""The title's place gives way to a body in it that is so probable: a county's page shows the report of its town."""
_INSISTS = frozenset({"signature", "compiled", "compiled >"})
"""What makes a name that the title does not give a contradiction to it."""
_SHOWN, _LEAST = 4, 0.02
"""So many candidates are given, each at least so probable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    short: str = ""
    full: str = ""
    parents: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[str, ...] = ()
    confidence: Confidence = "none"
    candidates: tuple[Candidate, ...] = ()


def agency_of(document: Document, title: str, text: str) -> Agency:
    """The agency of a report; `short` is "" with a problem and candidates when nothing tells it surely enough."""
    side, folded = document.side, fold(text)
    around = list(slots(document, title))
    bodies = weighed(folded, around)
    given = _given(side.agency)
    named = [*given, *_chosen(around, bodies)]
    others = _candidates(bodies)
    evidence = tuple(Evidence(what="agency", value=name.short, origin=origin) for origin, name in named)
    if not named:
        return Agency(parents=side.parents, problems=("机关不明",), candidates=others)
    found = _completed(document, named, folded)
    contradiction = agency_doubt(named)
    origins = [origin for origin, name in named if akin(name, named[0][1])]
    likely = max((body.probability for body in bodies if akin(body.name, named[0][1])), default=0.0)
    level = level_of(origins, likely, contradicted=contradiction is not None, concluded=found.concluded)
    problems = found.problems
    if contradiction:
        problems += (contradiction,)
    elif not problems:
        problems = (
            (f"机关把握不大：“{found.name.short}”的地区由正文推断。",)
            if found.concluded
            else doubt("机关", level, origins)
        )
    return Agency(
        short=found.name.short,
        full=found.name.full,
        parents=found.parents,
        evidence=(*evidence, *found.evidence),
        problems=problems,
        confidence=level,
        candidates=() if level == "high" else others,
    )


def _given(agency: str | None) -> list[tuple[str, Name]]:
    """What the side file says."""
    if not agency:
        return []
    return [("side", name_of(fold(agency)) or Name(short=agency, full=agency))]


def _chosen(around: Sequence[tuple[str, Name]], bodies: Sequence[Body]) -> list[tuple[str, Name]]:
    """The agency's names with where they stand, what is followed first, and then what else speaks for itself."""
    title = next((name for origin, name in around if origin == "title"), None)
    top = next(iter(bodies), None)
    if title is not None and not _overruled(title, top):
        told: list[tuple[str, Name]] = [("title", _fuller(title, bodies))]
    elif top is not None and top.probability >= _STATED and (top.origins or top.features.get("agrees")):
        told = [((*top.origins, "body")[0], top.name)]
    else:
        return [(origin, name) for origin, name in around if origin not in ("title", "card")]
    first = told[0][1]
    for body in bodies:
        if akin(body.name, first) or body.probability >= _OVERRULES or _INSISTS & body.features.keys():
            told += [(origin, body.name) for origin in body.origins]
    told += [(origin, name) for origin, name in around if origin not in ("title", "card")]
    once: dict[tuple[str, str], tuple[str, Name]] = {}
    for origin, name in told:
        once.setdefault((origin, name.short), (origin, name))
    return list(once.values())


def _overruled(title: Name, top: Body | None) -> bool:
    """The title names only the place in which a very probable body lies."""
    if top is None or top.probability < _OVERRULES:
        return False
    return title.short in top.name.parents and "title" not in top.origins


def _fuller(title: Name, bodies: Sequence[Body]) -> Name:
    """The title's name with the place that it leaves out (县财政局), where the text names the same body with it."""
    if not is_bare(title.short):
        return title
    rest = title.short[1:] if title.short[0] in "省市县区" else title.short
    same = [body.name for body in bodies if body.name.short.endswith(rest) and not is_bare(body.name.short)]
    return same[0] if len(same) == 1 else title


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A name completed; `concluded` when a part of it stands elsewhere in the text than the name."""

    name: Name
    parents: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    problems: tuple[str, ...]
    concluded: bool


def _completed(document: Document, named: Sequence[tuple[str, Name]], folded: str) -> _Found:
    """The followed name with its full form and the places above it."""
    side, first = document.side, named[0][1]
    same = [name for _, name in named if name.short == first.short]
    parents = side.parents or first.parents or max((name.parents for name in same), key=len)
    parents = parents or above(first.short, folded, document)
    name, told = with_place(with_bare_place(first, folded), parents, folded)
    full = max((n.full for n in same if not n.office), key=len, default="") or official(first.short, folded)
    if name.short not in {n.short for n in same}:
        full = name.full
    if not side.parents and not parents:
        parents = name.parents
    kept = parents[:-1] if parents and parents[-1] == name.short else parents
    placed: tuple[Evidence, ...] = ()
    if not side.parents:
        kept, placed = completed(name.short, kept, folded, hints(document))
    return _Found(
        name=replace(name, full=full),
        parents=kept,
        evidence=placed,
        problems=() if told else ("机关所在地区不明",),
        concluded=not told or (name.short != first.short and not side.parents),
    )


def _candidates(bodies: Sequence[Body]) -> tuple[Candidate, ...]:
    return tuple(_shown(bodies))[:_SHOWN]


def _shown(bodies: Sequence[Body]) -> Iterator[Candidate]:
    for body in bodies:
        if body.probability >= _LEAST:
            yield Candidate(what="agency", value=body.name.short, probability=round(body.probability, 3))
