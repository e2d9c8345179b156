"""An index of small towns whose figures are told cell by cell."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from nianbao.model import CellRef, Figure, Report, Span
from nianbao.settings import Settings
from nianbao.store.disk import Store
from nianbao.store.library import Library
from nianbao.tabulating import Key

COUNTY = ("东省", "云市", "溪县")


@dataclass(frozen=True, kw_only=True)
class Town:
    """A report: what its table cells and its prose state; a key with several values is stated several times."""

    agency: str
    year: int | None = 2021
    parents: tuple[str, ...] = COUNTY
    era: str | None = "E4"
    cells: Mapping[Key, object] = field(default_factory=dict)
    prose: Mapping[Key, object] = field(default_factory=dict)
    rough: frozenset[Key] = frozenset()
    units: Mapping[Key, str] = field(default_factory=dict)
    copy: int = 0

    def stored(self) -> tuple[Report, tuple[Figure, ...]]:
        text, figures = f"{self.agency}{self.year}年报告 第{self.copy}份\n", []
        id = hashlib.sha256(f"{self.agency}{self.year}{self.parents}{self.copy}".encode()).hexdigest()[:12]
        for book, cell in ((self.cells, True), (self.prose, False)):
            for (metric, applicant), told in book.items():
                for value in told if isinstance(told, tuple) else (told,):
                    start = len(text)
                    text += f"{metric} {applicant} {value}\n"
                    span = Span(start=start, end=len(text) - 1)
                    rough = (metric, applicant) in self.rough
                    figures.append(
                        Figure(
                            report_id=id, id=len(figures), agency=self.agency, year=self.year, metric=metric,
                            label=metric, value=Decimal(str(value)), unit=self.units.get((metric, applicant)),
                            qualifier="about" if rough else "exact", span=span,
                            at=Span(start=span.end - len(str(value)), end=span.end), quote=text[start:-1],
                            section="三、申请", applicant=applicant if cell else None,
                            cell=CellRef(table=0, row=metric, column=applicant) if cell else None,
                        )
                    )  # fmt: skip
        report = Report(
            id=id, title=f"{self.agency}{self.year}年报告", agency=self.agency, parents=self.parents, year=self.year,
            text=text, era=self.era, source=f"{self.agency}{self.year}-{self.copy}.html", sha256=id,
        )  # fmt: skip
        return report, tuple(figures)


Index = Callable[..., Library]


def indexed(folder: Path, *towns: Town) -> Library:
    store = Store.begin(folder)
    for town in towns:
        report, figures = town.stored()
        store.put(report, (), figures, f"/reports/{report.source}{report.id}")
    store.finish(model="", encoder="")
    return Library.open(folder, Settings(model="none"), encoder=lambda: None)


def consistent(n: int) -> dict[Key, int]:
    """The cells of a table that adds up, different for each n, with every place filled."""
    from nianbao.tabulating.statutory import statutory_form

    cells: dict[Key, int] = {slot.key: 0 for slot in statutory_form("E4").slots}
    per: dict[str, int] = {"natural_person": n + 3, "enterprise": n % 3, "research": 0, "public_welfare": 1}
    per |= {"legal_service": n % 2, "other_org": 0}
    per["total"] = sum(per.values())
    for applicant, count in per.items():
        for metric in ("applications_received", "granted", "results_total"):
            cells[metric, applicant] = count  # type: ignore[index]  # the keys above are kinds of applicant
    for outcome in ("upheld", "total"):
        cells[f"reconsiderations_{outcome}", "total"] = n
    cells["normative_documents_issued", "total"] = n
    cells["normative_documents_in_force", "total"] = 2 * n
    cells["administrative_fees_amount", "total"] = 10 * n
    return cells
