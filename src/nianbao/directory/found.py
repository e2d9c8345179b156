"""What a question says of agencies, and how it is gathered name by name."""

from __future__ import annotations

from dataclasses import dataclass, field

from nianbao.directory.naming import Agency
from nianbao.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A name where it stands, and the agencies it may mean; none for a name that the index does not hold."""

    span: Span
    agencies: tuple[Agency, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a question says of agencies: found ones, unknown names, a correction made, and a scope (a parent's name)."""

    agencies: tuple[Agency, ...] = ()
    unknown: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    homonyms: tuple[Agency, ...] = ()
    scope: str | None = None
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    short: frozenset[str] = frozenset()
    """Those of the words corrected that are short forms of a name, or tell the body by its work: no slips."""


@dataclass(slots=True)
class Found:
    """What `find` has come upon so far."""

    agencies: list[Agency] = field(default_factory=list)
    homonyms: list[Agency] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    short: set[str] = field(default_factory=set)
    places: dict[str, Span] = field(default_factory=dict)
    """Where the name of each agency stands."""

    def take(self, holders: list[Agency], span: Span, said: str | None = None) -> None:
        """The agencies a name may mean; `said` is the name when it is not one of theirs."""
        self.spans.append(span)
        self.marks.append(Mark(span=span, agencies=tuple(holders)))
        if len(holders) > 1:
            self.homonyms.extend(h for h in holders if h not in self.homonyms)
            return
        if holders[0] not in self.agencies:
            self.agencies.append(holders[0])
            self.places[holders[0].name] = span
        if said is not None:
            self.corrected.append((said, holders[0].name))

    def miss(self, span: Span, folded: str) -> None:
        """A name that the index does not hold."""
        self.unknown.append(span.of(folded))
        self.spans.append(span)
        self.marks.append(Mark(span=span))

    def named(self, scope: str | None) -> Named:
        return Named(
            agencies=tuple(self.agencies), unknown=tuple(self.unknown), corrected=tuple(self.corrected),
            homonyms=tuple(self.homonyms), scope=scope, spans=tuple(self.spans),
            marks=tuple(sorted(self.marks, key=lambda m: m.span.start)), short=frozenset(self.short),
        )  # fmt: skip
