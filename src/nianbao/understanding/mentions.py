"""What a question mentions: bodies, places, groups, years, numbers, measures, each with the words that say it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from nianbao.directory.naming import Agency
from nianbao.model import Span
from nianbao.query import AskedApplicant

Kind = Literal["body", "place", "group", "year", "years", "number", "measure"]

SYMBOLS: dict[Kind, str] = {
    "body": "A", "place": "P", "group": "G", "year": "Y", "years": "S", "number": "N", "measure": "M",
}  # fmt: skip
"""What stands for a mention in the masked question; folded text has no capital letters of its own."""


_BRIEF = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Something named, where it stands in the folded question (`spans`: a measure's words may stand apart).

    `agencies` are those a name may mean: none for one that the index does not hold, several for one of several bodies.
    `kinds` and `level` tell a group, `name` a place, `values` years or numbers, `metric` and `score` a measure; `weak`
    is a wording that counts only where nothing else fits, `slip` the wording that a typing error stood for.
    """

    kind: Kind
    spans: tuple[Span, ...]
    words: str = ""
    agencies: tuple[Agency, ...] = ()
    kinds: tuple[str, ...] = ()
    level: str | None = None
    name: str | None = None
    values: tuple[Decimal, ...] = ()
    metric: str | None = None
    score: float = 0.0
    weak: bool = False
    slip: str | None = None
    described: bool = False
    """True for a measure told by a whole clause in other words than the catalogue's; it stays readable when masked."""

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """All mentions of a question in their order; `masked` is the folded question with a symbol in place of each.

    `corrected` pairs names said with names meant, `notes` tell how relative words were taken, `rest` is what no mention
    covers, the covered characters blanked.
    """

    folded: str
    found: tuple[Mention, ...]
    masked: str
    rest: str
    applicant: AskedApplicant | None = None
    applicant_words: tuple[str, ...] = ()
    """The names of the kinds of applicant, some of which stand in the text."""
    applicants: tuple[AskedApplicant, ...] = ()
    """Several kinds named beside each other (自然人和法人各几件)."""
    corrected: tuple[tuple[str, str], ...] = ()
    short: frozenset[str] = frozenset()
    """Names corrected that are short forms, no slips."""
    notes: tuple[str, ...] = ()
    english: bool = False
    told: tuple[Span, ...] = ()
    """Stretches that tell a story: nothing in them but names and years counts."""
    unheld: tuple[str, ...] = field(default=())
    """Names of bodies that the index does not hold."""

    def of(self, *kinds: Kind) -> tuple[Mention, ...]:
        return tuple(m for m in self.found if m.kind in kinds)


def is_english(folded: str) -> bool:
    """True for a text in Latin letters with no more than some Chinese names in it."""
    letters, characters = len(re.findall(r"[a-z]", folded)), len(re.findall(r"[\u4e00-\u9fa5]", folded))
    return letters > 2 * characters and len(folded) > _BRIEF


def masked(folded: str, found: tuple[Mention, ...], told: tuple[Span, ...] = ()) -> str:
    """The text with one symbol where each mention begins and nothing where its other words stand, nor what is told."""
    pieces = list(folded)
    for span in told:
        pieces[span.start : span.end] = [""] * (span.end - span.start)
    found = tuple(m for m in found if not m.described)
    for mention in found:
        for span in mention.spans:
            pieces[span.start : span.end] = [""] * (span.end - span.start)
    for mention in found:
        pieces[mention.start] = SYMBOLS[mention.kind]
    return "".join("".join(pieces).split())


def without(folded: str, spans: Iterable[Span], filler: str = " ") -> str:
    """The text with the spans blanked, lengths kept."""
    pieces = list(folded)
    for span in spans:
        pieces[span.start : span.end] = [filler] * (span.end - span.start)
    return "".join(pieces)


def blanked(folded: str, found: tuple[Mention, ...], filler: str = " ") -> str:
    """The text with the words of the mentions blanked, lengths kept."""
    pieces = list(folded)
    for mention in found:
        for span in mention.spans:
            pieces[span.start : span.end] = [filler] * (span.end - span.start)
    return "".join(pieces)
