"""All figures page by page: filtered, sorted and counted, without holding them.

Most orders are orders of reports, whose figures the store has counted: the page is found by adding counts up. Metric,
label and value are sorted by SQL over the narrow rows. Words alone are looked for in the reports themselves, and only
in those whose passages hold every pair of their characters.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Literal

from nianbao.model import Figure, ReportCard
from nianbao.store import ledger, tallies
from nianbao.store.places import Place, places_of, within

Sort = Literal["agency", "year", "metric", "label", "value"]

MOST_WORDS = 8
"""Words of one search; the others are left out."""
_SEARCHES_KEPT = 4
_AT_A_TIME = 1000
_Places = list[tuple[int, int]]
"""Figures as ordinals of their reports and numbers in them."""


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
    """The figures of the reports that answer. Not for several threads at once."""

    def __init__(self, connection: sqlite3.Connection, listed: Callable[[], Sequence[ReportCard]]) -> None:
        """`listed` gives the cards of all reports; it is called for the first selection that names places."""
        self._connection = connection
        self._listed = listed
        self._found = lru_cache(maxsize=_SEARCHES_KEPT)(self._search)

    def page(self, selection: Selection, offset: int, limit: int) -> FigurePage:
        """The figures from `offset` on, `limit` at most; both are taken as 0 when negative."""
        offset, limit = max(0, offset), max(0, limit)
        total = self._total(selection)
        wanted = list(islice(self._places(selection, offset), limit)) if limit and offset < total else []
        return FigurePage(figures=self._read(wanted), total=total, offset=offset, limit=limit)

    def batches(self, selection: Selection) -> Iterator[tuple[Figure, ...]]:
        """All figures selected, in their order, some at a time."""
        places = list(self._places(selection, 0))
        for start in range(0, len(places), _AT_A_TIME):
            yield self._read(places[start : start + _AT_A_TIME])

    def facets(self, selection: Selection) -> Facets:
        """Of each column, what the rest of the selection leaves to choose from."""
        by_year = self._tally(replace(selection, years=()))
        by_metric = self._tally(replace(selection, metrics=()))
        years, metrics = Counter[int](), Counter[int]()
        for (_, year), count in by_year.items():
            years[year] += count
        for (metric, _), count in by_metric.items():
            metrics[metric] += count
        names = tallies.words(self._connection)
        found = [(name, n) for number, n in metrics.items() if n and (name := names[number]) is not None]
        return Facets(
            years=tuple((y, n) for y, n in sorted(years.items(), reverse=True) if n and y != tallies.NONE),
            metrics=tuple(sorted(found, key=lambda each: (-each[1], each[0]))),
        )

    def _total(self, selection: Selection) -> int:
        if not (selection.places or selection.years or selection.metrics or selection.words.split()):
            row = self._connection.execute("SELECT total(figures) FROM tally").fetchone()
            return int(row[0])
        return sum(self._tally(selection).values())

    def _tally(self, selection: Selection) -> Counter[tuple[int, int]]:
        """How many figures of each metric and year are selected, both as numbers of the store."""
        if selection.words.split():
            found = self._found(replace(selection, sort="agency", descending=False))
            return Counter((figure[2], figure[3]) for figure in found)
        where, values = self._where(selection, "metric", "year")
        if not selection.places:
            sql = f"SELECT metric, year, figures FROM tally WHERE {where}"
        else:
            self._select(selection)
            sql = (
                "SELECT s.metric, coalesce(r.year, 0) AS year, sum(s.figures) FROM temp.selected t "
                "JOIN stated s ON s.report = t.report JOIN report r ON r.ordinal = t.report "
                f"WHERE {where} GROUP BY 1, 2"
            )
        return Counter({(m, y): n for m, y, n in self._connection.execute(sql, values)})

    def _where(self, selection: Selection, metric: str, year: str) -> tuple[str, list[str]]:
        """The condition on years and metrics, on columns of those names."""
        parts, values = ["1"], []
        if selection.years:
            parts.append(f"{year} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(selection.years))
        if selection.metrics:
            # one that no figure has leaves nothing, it must not leave everything
            known = tallies.numbers(self._connection, selection.metrics)
            parts.append(f"{metric} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps([known[m] for m in selection.metrics if m in known]))
        return " AND ".join(parts), values

    def _places(self, selection: Selection, offset: int) -> Iterator[tuple[int, int]]:
        """The figures selected from `offset` on."""
        if selection.words.split():
            yield from islice(((r, i) for r, i, *_ in self._found(selection)), offset, None)
        elif selection.sort in ("agency", "year"):
            yield from self._by_report(selection, offset)
        else:
            yield from self._by_column(selection, offset)

    def _by_report(self, selection: Selection, offset: int) -> Iterator[tuple[int, int]]:
        """In an order of reports: those before the offset are passed over by their counts."""
        metrics = frozenset(selection.metrics) or None
        passed = 0
        for ordinal, count in self._counted(selection):
            passed += count
            if passed <= offset:
                continue
            (each,) = ledger.contents(self._connection, [ordinal])
            ids = [figure.id for figure in each.figures(metrics)]
            if selection.sort == "agency" and selection.descending:
                ids.reverse()
            for number in ids[max(0, offset - (passed - count)) :]:
                yield ordinal, number

    def _counted(self, selection: Selection) -> Iterator[tuple[int, int]]:
        """The reports that hold something selected, in the selection's order, and how much each holds."""
        self._select(selection)
        where, values = self._where(selection, "s.metric", "r.year")
        down = "DESC" if selection.descending else ""
        order = {
            "agency": f"r.agency {down}, r.year IS NULL {down}, r.year {down}, r.id {down}",
            "year": f"r.year IS NULL, r.year {down}, r.agency, r.id",
        }[selection.sort]
        inside = f"{where} AND {self._inside(selection, 'r.ordinal')}"
        if selection.metrics:
            sql = f"SELECT r.ordinal, sum(s.figures) FROM report r JOIN stated s ON s.report = r.ordinal WHERE {inside}"
            sql += " GROUP BY r.ordinal"
        else:
            sql = f"SELECT r.ordinal, r.figure_count FROM report r WHERE r.figure_count > 0 AND {inside}"
        yield from self._connection.execute(f"{sql} ORDER BY {order}", values)

    def _by_column(self, selection: Selection, offset: int) -> Iterator[tuple[int, int]]:
        """In the order of metric, label or value, equal ones in the ledger's order."""
        self._select(selection)
        where, values = self._where(selection, "f.metric", "f.year")
        down = "DESC" if selection.descending else ""
        key = {"metric": "w.word IS NULL, w.word", "label": "w.word", "value": "CAST(f.value AS REAL)"}[selection.sort]
        named = f"LEFT JOIN word w ON w.number = f.{selection.sort}" if selection.sort != "value" else ""
        rows = self._connection.execute(
            f"SELECT f.report, f.id FROM figure f JOIN report r ON r.ordinal = f.report {named} "
            f"WHERE {where} AND {self._inside(selection, 'f.report')} "
            f"ORDER BY {key} {down}, r.agency, r.year IS NULL, r.year, r.id, f.id LIMIT -1 OFFSET ?",
            (*values, offset),
        )
        yield from rows

    def _inside(self, selection: Selection, column: str) -> str:
        """The condition that a report answers and lies in the places selected."""
        if selection.places:
            return f"{column} IN (SELECT report FROM temp.selected)"
        return f"{column} NOT IN (SELECT ordinal FROM report WHERE superseded IS NOT NULL)"

    def _select(self, selection: Selection) -> None:
        """Writes the reports that answer and lie in the places to `temp.selected`."""
        if not selection.places:
            return
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS selected (report INTEGER PRIMARY KEY)")
        self._connection.execute("DELETE FROM temp.selected")
        paths = _paths(tuple(self._listed()))
        ids = [name for name, path in paths.items() if within(path, selection.places)]
        self._connection.execute(
            "INSERT INTO temp.selected SELECT ordinal FROM report WHERE superseded IS NULL "
            "AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )

    def _search(self, selection: Selection) -> list[tuple[int, int, int, int]]:
        """Ordinal, number, metric and year (as numbers) of the figures that hold all words, in their order."""
        words = selection.words.split()[:MOST_WORDS]
        bare = replace(selection, words="", sort="agency", descending=False)
        ordinals = [ordinal for ordinal, _ in self._counted(bare)]
        metrics = frozenset(selection.metrics) or None
        found = []
        for ordinal, each in zip(ordinals, ledger.contents(self._connection, ordinals), strict=True):
            held = [f for f in each.figures(metrics) if all(w in f.label or w in f.quote for w in words)]
            found += [(ordinal, figure) for figure in held]
        numbers = tallies.numbers(self._connection, list({f.metric for _, f in found}))
        ordered = _sorted(found, selection)
        return [(r, f.id, numbers[f.metric], f.year or tallies.NONE) for r, f in ordered]

    def _read(self, wanted: _Places) -> tuple[Figure, ...]:
        """The figures in those places, in the order given."""
        ids: dict[int, set[int]] = {}
        for ordinal, number in wanted:
            ids.setdefault(ordinal, set()).add(number)
        found = {
            (ordinal, figure.id): figure
            for ordinal, each in zip(ids, ledger.contents(self._connection, list(ids)), strict=True)
            for figure in each.figures_with(ids[ordinal])
        }
        return tuple(found[place] for place in wanted)


@lru_cache(maxsize=2)
def _paths(cards: tuple[ReportCard, ...]) -> dict[str, Place]:
    return places_of(cards)


def _sorted(found: list[tuple[int, Figure]], selection: Selection) -> list[tuple[int, Figure]]:
    """Figures that stand in the ledger's order, in the order of the selection."""
    if selection.sort == "agency":
        return found[::-1] if selection.descending else found
    columns: dict[str, Callable[[Figure], int | str | float | None]] = {
        "year": lambda f: f.year, "metric": lambda f: f.metric, "label": lambda f: f.label,
        "value": lambda f: float(f.value),
    }  # fmt: skip
    column = columns[selection.sort]
    keys = sorted({key for _, figure in found if (key := column(figure)) is not None})  # type: ignore[type-var]
    rank = {key: -i if selection.descending else i for i, key in enumerate(keys)}
    return sorted(found, key=lambda each: rank.get(column(each[1]), len(keys)))
