"""State carried from sentence to sentence of one report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from nianbao.catalogue import Catalogue
from nianbao.figures.draft import Draft
from nianbao.model import Report, Span
from nianbao.text.fold import fold

WINDOW = 600
"""Characters of a sentence looked at on either side of a number: some reports are one sentence of a megabyte."""


class Mark(NamedTuple):
    """How far a walk has come."""

    drafts: int
    topic: str | None
    earlier: frozenset[str]
    stated: frozenset[str]


@dataclass
class Walk:
    """What was found so far; `earlier` are the metrics of this paragraph, `stated` those of the whole report."""

    report: Report
    folded: str
    catalogue: Catalogue
    drafts: list[Draft] = field(default_factory=list)
    base: int = 0
    """Index of the first draft of this paragraph: parents are looked for from there on."""
    topic: str | None = None
    tabled: bool = False
    """True for a report with the statutory tables, which count for the whole of a government."""
    start: int = 0
    """Where this paragraph begins."""
    earlier: set[str] = field(default_factory=set)
    stated: set[str] = field(default_factory=set)

    def paragraph(self, topic: str | None, start: int) -> None:
        """A new paragraph or section begins at `start`: nothing before it is a parent."""
        self.base, self.topic, self.start = len(self.drafts), topic, start
        self.earlier.clear()

    def add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        if draft.metric is not None:
            self.earlier.add(draft.metric)
            self.stated.add(draft.metric)

    def mark(self) -> Mark:
        """Where the walk stands, to come back to with `back` after a reading that was only tried."""
        return Mark(len(self.drafts), self.topic, frozenset(self.earlier), frozenset(self.stated))

    def back(self, mark: Mark) -> None:
        """Forget all that was added since the mark."""
        del self.drafts[mark.drafts :]
        self.topic, self.earlier, self.stated = mark.topic, {*mark.earlier}, {*mark.stated}

    @staticmethod
    def before(sentence: Span, position: int) -> Span:
        """The part of the sentence before the position, as far as it is looked at."""
        return Span(start=max(sentence.start, position - WINDOW), end=position)

    @property
    def new_forms(self) -> bool:
        """True for reports in the forms of 2019 and later, which count results instead of replies."""
        return (self.report.year or 0) >= 2019 or self.report.era in ("E3", "E4")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the report may call its own agency, longest first: 息陬镇人民政府, 息陬镇, 息陬."""
        report = self.report
        stem = re.sub(r"(?:镇|乡|街道|县|区|市)$", "", report.agency)
        found = {fold(n) for n in (report.full_name, report.agency, stem, *report.parents) if len(n) >= 2}
        return tuple(sorted(found, key=lambda n: (-len(n), n)))
