"""A form as it is printed: labels and number places on a grid, each place with the metric it states.

Rows and columns count from 0 at the top left of each table, as in `model.GridCell`.
"""

from __future__ import annotations

from dataclasses import dataclass

from nianbao.model import Applicant

Key = tuple[str, Applicant]
"""Metric and kind of applicant; what is not told apart by applicant is of `total`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Printed words; `scope` says what they head: a column, a row, or (None) they are a remark."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    scope: str | None = "col"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The place of one number; `row_label` and `column_label` name it in full, outer levels first, joined by " › "."""

    key: Key
    row: int
    column: int
    columns: int = 1
    row_label: str
    column_label: str

    @property
    def name(self) -> str:
        """The place in one phrase."""
        return " · ".join(part for part in (self.row_label, self.column_label) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTable:
    """One table of a form; `title` is the heading of the section it stands in."""

    title: str
    labels: tuple[Label, ...]
    slots: tuple[Slot, ...]

    @property
    def width(self) -> int:
        """Columns of the grid."""
        ends = [label.column + label.columns for label in self.labels]
        return max([*ends, *(slot.column + slot.columns for slot in self.slots)])

    @property
    def height(self) -> int:
        """Rows of the grid."""
        ends = [label.row + label.rows for label in self.labels]
        return max([*ends, *(slot.row + 1 for slot in self.slots)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The tables of one edition. `official` is False where no national form is printed and the catalogue orders."""

    edition: str
    name: str
    tables: tuple[FormTable, ...]
    official: bool = True

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All number places, in the order of the form."""
        return tuple(slot for table in self.tables for slot in table.slots)
