"""Figures of which only the narrow row has been read; the rest is read when somebody looks at it.

An order over thousands of reports needs a number of each and cites a few.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nianbao.model import Figure, ReportCard
from nianbao.store.packing import Damaged
from nianbao.store.tallies import Row

_CHECKED = ("agency", "year", "metric", "label", "value", "unit", "applicant", "qualifier")


class Brief(Figure):
    """A `Figure` in all but that its quotation, spans and the like are read on demand, once.

    Equal to the whole figure, and hashed alike, by report and number: within one index no two figures share these.
    """

    __slots__ = ("_in_cell", "_whole")

    @property
    def in_cell(self) -> bool:
        """See `Figure.in_cell`."""
        known: bool = object.__getattribute__(self, "_in_cell")
        return known

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in Figure.__slots__:
            raise AttributeError(name)
        whole = self.whole()
        for field in Figure.__slots__:
            if field not in _CHECKED and field not in ("report_id", "id"):
                object.__setattr__(self, field, getattr(whole, field))
        return getattr(whole, name)

    def whole(self) -> Figure:
        """The plain figure."""
        read: Whole = object.__getattribute__(self, "_whole")
        return read(self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Figure):
            return (self.report_id, self.id) == (other.report_id, other.id)
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.report_id, self.id))


Whole = Callable[[Brief], Figure]
"""Reads the figure behind a brief one."""


def checked(short: Brief, figure: Figure) -> Figure:
    """The figure, if it is what the narrow row says; else Damaged."""
    if any(getattr(figure, name) != getattr(short, name) for name in _CHECKED) or figure.in_cell != short.in_cell:
        raise Damaged(f"figure {short.id} of report {short.report_id} is not what its row says")
    return figure


def brief(row: Row, card: ReportCard, words: Mapping[int, str | None], whole: Whole) -> Brief:
    """The figure of a narrow row in the report of that card; `words` are those of its numbers."""
    made = object.__new__(Brief)
    put = object.__setattr__
    put(made, "report_id", card.id)
    put(made, "id", row.id)
    put(made, "agency", card.agency)
    put(made, "year", card.year)
    put(made, "metric", words[row.metric])
    put(made, "label", words[row.label])
    put(made, "value", row.value)
    put(made, "unit", words[row.unit])
    put(made, "qualifier", row.qualifier)
    put(made, "applicant", words[row.applicant])
    put(made, "_in_cell", row.in_cell)
    put(made, "_whole", whole)
    return made


def wholly(figure: Figure) -> Figure:
    """The plain figure behind any."""
    return figure.whole() if isinstance(figure, Brief) else figure
