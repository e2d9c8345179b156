"""The statutory forms as printed: one tree of labels, metrics and columns for each.

Reading grids, reading flattened text, telling tables from prose, comparing and adding up all derive from it. The
national forms are those of 国办发〔2014〕32号, 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nianbao.model import Applicant

_NUMBERING = re.compile(r"(?:[一二三四五六七八九]、|（[一二三四五六七八九]）|\d\.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """A row: `label` as printed, `path` its plain label under those it is indented under, outermost first.

    `metric` is None for a row that only heads others, or that the catalogue does not count; `under` is True when the
    label names other rows too, so that only the whole path tells this one; `group`: rows are indented under it.
    """

    label: str
    path: tuple[str, ...]
    metric: str | None
    under: bool = False
    group: bool = False

    @property
    def known_as(self) -> tuple[str, ...]:
        """How the row is written in a metric's `rows`: without numbering, with and without the note in brackets."""
        above = f"{self.path[-2]} › " if self.under else ""
        return tuple(dict.fromkeys((above + self.path[-1], above + unnumbered(self.label))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the table of disclosures: an item of article 20, the heads of its columns of numbers, and its rows
    with the metric in each column. `also` are rows that some offices add ("" where nothing is counted)."""

    article: str
    columns: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    also: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applications:
    """The table of applications. `columns` are the heads over each kind of applicant, outermost first, in the order of
    `applicants`; `balance` is the remark printed over the rows."""

    title: str
    balance: str
    columns: tuple[tuple[str, ...], ...]
    applicants: tuple[Applicant, ...]
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The table of reconsideration and lawsuits: for each group of columns, by its heads, the metric in each column."""

    title: str
    columns: tuple[str, ...]
    groups: Mapping[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosures:
    """The table of disclosures under article 20."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryTables:
    """The three tables of a form since 2019."""

    disclosures: Disclosures
    applications: Applications
    cases: Cases


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedForm:
    """A form of one edition: either the rows of a table of statistics (before 2019) or the three statutory tables."""

    id: str
    name: str
    edition: str
    statistics: tuple[PrintedRow, ...] = ()
    tables: StatutoryTables | None = None

    @property
    def rows(self) -> tuple[PrintedRow, ...]:
        """Rows that are indented under one another, in printed order."""
        return self.statistics if self.tables is None else self.tables.applications.rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Words of the tables that name neither row nor column: heads over labels and over values, words that may be head
    or row, remarks, and heads as narrow columns break them."""

    over_labels: tuple[str, ...]
    over_values: tuple[str, ...]
    over_either: tuple[str, ...]
    notes: tuple[str, ...]
    broken: tuple[str, ...]
    pieces: tuple[str, ...]


def unnumbered(label: str) -> str:
    """A printed label without its numbering."""
    return _NUMBERING.sub("", label, count=1)


def plain(label: str) -> str:
    """A printed label without numbering and note in brackets."""
    return re.sub(r"（[^（）]{0,80}）", "", unnumbered(label))
