"""All figures page by page: filtered, sorted and counted in milliseconds, whatever their number.

The columns that filter and sort stand in memory as numbers, in the ledger's order; the rows of a page are read when it
is asked for. Words alone are looked for in the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from nianbao.model import Figure
from nianbao.store import ledger
from nianbao.store.places import Place, within

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Sort = Literal["agency", "year", "metric", "label", "value"]

MOST_WORDS = 8
"""Words of one search; the others are left out."""
_NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which figures, in which order. What is empty filters nothing; of several years (…) any may fit.

    `places` are paths of the tree (`places.agency_tree`) and take in all that lies below them; `words`, parted by
    white space, must all stand in label or quotation. Figures that are equal in the column sorted by keep the ledger's
    order (agency, year, report, id), those without a value in it come last either way.
    """

    places: tuple[Place, ...] = ()
    years: tuple[int, ...] = ()
    metrics: tuple[str, ...] = ()
    words: str = ""
    sort: Sort = "agency"
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage:
    """`figures` from `offset` on, of `total` selected ones."""

    figures: tuple[Figure, ...]
    total: int
    offset: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Years and metrics that can be chosen, with the figures each would leave; metrics with the most first."""

    years: tuple[tuple[int, int], ...]
    metrics: tuple[tuple[str, int], ...]


class Browser:
    """The columns of all figures of `reports` (None: of all). Not for several threads at once."""

    def __init__(
        self, connection: sqlite3.Connection, places: Mapping[str, Place], reports: Collection[str] | None
    ) -> None:
        import numpy as np

        self._connection = connection
        self._places = places
        kept, rows = None if reports is None else frozenset(reports), []
        for row in connection.execute(
            "SELECT rowid, report, year, metric, label, number FROM figure "
            "ORDER BY agency, year IS NULL, year, report, id"
        ):
            if kept is None or row[1] in kept:
                rows.append(row)
        self._rowids = np.array([row[0] for row in rows], np.int64)
        self._reports, self._report_names = _ranked([row[1] for row in rows])
        self._years = np.array([_NONE if row[2] is None else row[2] for row in rows], np.int64)
        self._metrics, self._metric_names = _ranked([row[3] for row in rows])
        self._labels, _ = _ranked([row[4] for row in rows])
        self._numbers = np.array([row[5] for row in rows], np.float64)

    def page(self, selection: Selection, offset: int, limit: int) -> FigurePage:
        """The figures from `offset` on, `limit` at most; both are taken as 0 when negative."""
        offset, limit = max(0, offset), max(0, limit)
        places = self._selected(selection)
        wanted = self._sorted(places, selection)[offset : offset + limit]
        figures = ledger.figures_at(self._connection, self._rowids[wanted].tolist())
        return FigurePage(figures=figures, total=len(places), offset=offset, limit=limit)

    def rowids(self, selection: Selection) -> list[int]:
        """The rows of all figures selected, in their order."""
        rows: list[int] = self._rowids[self._sorted(self._selected(selection), selection)].tolist()
        return rows

    def facets(self, selection: Selection) -> Facets:
        """Of each column, what the rest of the selection leaves to choose from."""
        import numpy as np

        base = self._mask(selection)
        in_years, in_metrics = self._in_years(selection), self._in_metrics(selection)
        years, year_counts = np.unique(self._years[base & in_metrics], return_counts=True)
        metrics, metric_counts = np.unique(self._metrics[base & in_years], return_counts=True)
        by_year = [(int(y), int(n)) for y, n in zip(years, year_counts, strict=True) if y != _NONE]
        by_metric = [
            (self._metric_names[m], int(n)) for m, n in zip(metrics.tolist(), metric_counts, strict=True) if m != _NONE
        ]
        return Facets(
            years=tuple(reversed(by_year)), metrics=tuple(sorted(by_metric, key=lambda each: (-each[1], each[0])))
        )

    def _selected(self, selection: Selection) -> NDArray[np.int64]:
        import numpy as np

        return np.flatnonzero(self._mask(selection) & self._in_years(selection) & self._in_metrics(selection))

    def _mask(self, selection: Selection) -> NDArray[np.bool_]:
        """What places and words leave."""
        import numpy as np

        mask = np.ones(len(self._rowids), np.bool_)
        if selection.places:
            inside = [within(self._places.get(name, ()), selection.places) for name in self._report_names]
            mask &= np.array(inside, np.bool_)[self._reports] if inside else mask
        words = selection.words.split()[:MOST_WORDS]
        if words:
            condition = " AND ".join(["(instr(label, ?) OR instr(quote, ?))"] * len(words))
            twice = [word for word in words for _ in range(2)]
            found = [row[0] for row in self._connection.execute(f"SELECT rowid FROM figure WHERE {condition}", twice)]
            mask &= np.isin(self._rowids, np.array(found, np.int64))
        return mask

    def _in_years(self, selection: Selection) -> NDArray[np.bool_]:
        return _is_any(self._years, selection.years)

    def _in_metrics(self, selection: Selection) -> NDArray[np.bool_]:
        ranks = {name: rank for rank, name in enumerate(self._metric_names)}
        # one that no figure has leaves nothing, it must not leave everything
        wanted = [ranks.get(metric, len(ranks)) for metric in selection.metrics]
        return _is_any(self._metrics, wanted)

    def _sorted(self, places: NDArray[np.int64], selection: Selection) -> NDArray[np.int64]:
        import numpy as np

        columns = {"year": self._years, "metric": self._metrics, "label": self._labels, "value": self._numbers}
        if selection.sort not in columns:
            return places[::-1] if selection.descending else places
        column = columns[selection.sort][places].astype(np.float64)
        absent = (column == _NONE) & (selection.sort in ("year", "metric"))
        keys = np.where(absent, np.inf, -column if selection.descending else column)
        ordered: NDArray[np.int64] = places[np.argsort(keys, kind="stable")]
        return ordered


def _is_any(column: NDArray[np.int64], wanted: Sequence[int]) -> NDArray[np.bool_]:
    import numpy as np

    if not wanted:
        return np.ones(len(column), np.bool_)
    mask: NDArray[np.bool_] = np.isin(column, np.array(wanted, np.int64))
    return mask


def _ranked(names: Sequence[str | None]) -> tuple[NDArray[np.int64], list[str]]:
    """Each name as its place in the order of all, `_NONE` for none; and the names in that order."""
    import numpy as np

    order = sorted({name for name in names if name is not None})
    ranks = {name: rank for rank, name in enumerate(order)}
    return np.array([_NONE if name is None else ranks[name] for name in names], np.int64), order
