"""Agencies or years side by side: the rows of the form, a column for each report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from nianbao.catalogue import Catalogue
from nianbao.errors import WrongCall
from nianbao.model import Applicant, ReportCard
from nianbao.store.places import Place, places_of
from nianbao.store.seams import Index
from nianbao.tabulating.forms import Key
from nianbao.tabulating.listing import OFFICIAL, STATED, counted
from nianbao.tabulating.naming import agency_place
from nianbao.tabulating.stating import BLANK, Stated, stated_in
from nianbao.tabulating.statutory import statutory_form

_MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One report, or the lack of it: `card` is None when the index has none of this agency and year."""

    agency: str
    place: Place
    year: int
    card: ReportCard | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place of the form (`table`, `label`, `column` name it) with what each report states there.

    A cell is None where there is no report. With two columns that both state a number, `difference` is the second less
    the first and `percent` that in % of the first, two decimals, None when the first is not above 0.
    """

    table: str
    label: str
    column: str
    metric: str
    applicant: Applicant
    unit: str | None
    cells: tuple[Stated | None, ...]
    difference: Decimal | None = None
    percent: Decimal | None = None

    @property
    def empty(self) -> bool:
        """True when no report states it."""
        return all(cell is None or cell.state == "blank" for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`notes` say in Chinese what a reader must not overlook: reports that are missing, editions that differ;
    `notes_en` say the same in English."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    notes_en: tuple[str, ...]


def compare(library: Index, catalogue: Catalogue, agencies: Sequence[str], years: Sequence[int] = ()) -> Comparison:
    """Put the reports of the agencies about the years side by side, agencies in the order given, years ascending.

    Without years all that the index has of these agencies. Statutory rows are all there where one report is in that
    edition, blank or not; what reports before 2019 state, or state beside their tables, follows as rows of metrics.
    Raises WrongCall for unknown or ambiguous agencies, and for more than 40 columns.
    """
    if not agencies:
        raise WrongCall("请给出要比较的机关。", "Name the agencies to compare.")
    cards = library.cards
    places = places_of(library.listed)
    chosen = list(dict.fromkeys(agency_place(agency, cards, places) for agency in agencies))
    held = {(places[card.id], card.year): card for card in cards if card.year is not None}
    wanted = sorted(set(years) or {year for place, year in held if place in chosen and year is not None})
    columns = tuple(
        Column(agency=place[-1], place=place, year=year, card=held.get((place, year)))
        for place in chosen
        for year in wanted
    )
    if len(columns) > _MOST_COLUMNS:
        raise WrongCall(
            f"一次最多比较 {_MOST_COLUMNS} 列，现在是 {len(columns)} 列，请少选几个机关或年份。",
            f"At most {_MOST_COLUMNS} columns can be compared, not {len(columns)}; choose fewer agencies or years.",
        )
    stated = [
        None if column.card is None else stated_in(library.figures(reports=[column.card.id]), catalogue)
        for column in columns
    ]
    notes = tuple(_notes(columns))
    zh, en = tuple(note for note, _ in notes), tuple(note for _, note in notes)
    return Comparison(columns=columns, rows=tuple(_rows(columns, stated, catalogue)), notes=zh, notes_en=en)


def _rows(
    columns: Sequence[Column], stated: Sequence[Mapping[Key, Stated] | None], catalogue: Catalogue
) -> Iterator[Row]:
    editions = {column.card.era for column in columns if column.card is not None}
    seen: set[Key] = set()
    for edition in (each for each in reversed(OFFICIAL) if each in editions):
        form = statutory_form(edition)
        only = f"（{form.name}独有）" if seen else ""
        for table in form.tables:
            for slot in table.slots:
                if slot.key not in seen:
                    yield _row(table.title + only, slot.row_label, slot.column_label, slot.key, stated, catalogue)
        seen |= {slot.key for slot in form.slots}
    for key in counted(catalogue):
        if key not in seen:
            row = _row(STATED, catalogue.metric(key[0]).zh, "", key, stated, catalogue)
            if not row.empty:
                yield row


def _row(
    table: str,
    label: str,
    column: str,
    key: Key,
    stated: Sequence[Mapping[Key, Stated] | None],
    catalogue: Catalogue,
) -> Row:
    cells = tuple(None if each is None else each.get(key, BLANK) for each in stated)
    difference, percent = _change(cells)
    return Row(
        table=table, label=label, column=column, metric=key[0], applicant=key[1],
        unit=catalogue.metric(key[0]).unit, cells=cells, difference=difference, percent=percent,
    )  # fmt: skip


def _change(cells: Sequence[Stated | None]) -> tuple[Decimal | None, Decimal | None]:
    values = [cell.value for cell in cells if cell is not None and cell.state == "stated"]
    if len(cells) != 2 or len(values) != 2 or values[0] is None or values[1] is None:
        return None, None
    difference = values[1] - values[0]
    if values[0] <= 0:
        return difference, None
    return difference, (difference * 100 / values[0]).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _notes(columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    """In Chinese and English."""
    missing = [f"{column.agency}{column.year}年" for column in columns if column.card is None]
    if missing:
        yield f"索引里没有这些报告：{'、'.join(missing)}。", f"The index has no such reports: {', '.join(missing)}."
    by_edition: dict[str, list[str]] = {}
    for column in columns:
        if column.card is not None:
            by_edition.setdefault(column.card.era or "不明", []).append(f"{column.agency}{column.year}年")
    if len(by_edition) > 1:
        groups = "；".join(f"{era}：{'、'.join(names)}" for era, names in sorted(by_edition.items()))
        yield (
            f"这些报告不是同一代格式（{groups}），名称相同的项口径也可能不同，比较时请留意。",
            f"These reports have different forms ({groups}); rows of one name may be counted differently.",
        )
