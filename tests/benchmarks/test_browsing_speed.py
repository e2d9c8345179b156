"""How long a page of 100,000 figures takes; run with `pytest -m slow tests/benchmarks -s`."""

from __future__ import annotations

import logging
import random
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from store_samples import passages_of, report_of

from nianbao.faces import render
from nianbao.model import Figure
from nianbao.settings import Settings
from nianbao.store.browsing import Selection
from nianbao.store.disk import Store
from nianbao.store.library import Library

LOG = logging.getLogger(__name__)
REPORTS, EACH, BOUND = 2_000, 50, 0.1


def built(folder: Path) -> Library:
    chance, store = random.Random(1), Store.begin(folder)
    for n in range(REPORTS):
        parents = ("东省", f"{n % 10}市", f"{n % 100}县")
        report = replace(report_of(f"{n % 500}镇", 2008 + n // 500, n), parents=parents)
        passages = passages_of(report)
        figures = [
            Figure(
                report_id=report.id, id=i, agency=report.agency, year=report.year, metric=f"metric_{i * 4}",
                label=f"第{i}项申请数", value=Decimal(chance.randint(0, 999)), unit="件", span=passages[i % 4].span,
                at=passages[i % 4].span, quote=passages[i % 4].text,
            )
            for i in range(EACH)
        ]  # fmt: skip
        store.put(report, passages, figures, f"/reports/{n}")
    store.finish(model="", encoder="")
    return Library.open(folder, Settings(model="none"), encoder=lambda: None)


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


@pytest.mark.slow
def test_every_page_of_100_000_figures_comes_within_100_ms(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    library = built(tmp_path)
    LOG.info("first call, which reads the columns: %.0f ms", seconds(library.browse) * 1000)
    county = (("东省", "3市", "33县"),)
    cases = {
        "all, first page": (Selection(), 0),
        "all, last page": (Selection(), 99_950),
        "by value, middle page": (Selection(sort="value", descending=True), 50_000),
        "by label, last page": (Selection(sort="label"), 99_950),
        "a county": (Selection(places=county, sort="value"), 0),
        "a year and a metric": (Selection(years=(2009,), metrics=("metric_8",)), 0),
        "words that are everywhere": (Selection(words="申请 培训", sort="value"), 0),
        "words that are nowhere": (Selection(words="不存在的词"), 0),
    }
    for name, (selection, offset) in cases.items():
        worst = max(
            seconds(lambda s=selection, o=offset: library.browse(s, offset=o))  # type: ignore[misc]  # bound now
            for _ in range(5)
        )
        LOG.info("%-28s %5.1f ms", name, worst * 1000)
        assert worst <= BOUND, name
    facets = max(seconds(lambda: library.facets(Selection(words="申请"))) for _ in range(5))
    LOG.info("%-28s %5.1f ms", "facets", facets * 1000)
    assert facets <= BOUND


@pytest.mark.slow
def test_an_export_of_100_000_figures_holds_a_few_megabytes(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    library = built(tmp_path)
    library.browse()
    before = most_held()
    start = time.perf_counter()
    size = sum(map(len, render.figures_csv_lines(library.selected(), library.listed)))
    LOG.info("CSV %.1f MB, %.1f s, %.1f MB more held", size / 1e6, time.perf_counter() - start, most_held() - before)
    start = time.perf_counter()
    render.figures_xlsx(library.selected(), tmp_path / "all.xlsx", library.listed)
    held = most_held() - before
    size = (tmp_path / "all.xlsx").stat().st_size
    LOG.info("XLSX %.1f MB, %.1f s, %.1f MB more held", size / 1e6, time.perf_counter() - start, held)
    assert held < 60


def most_held() -> float:
    """The most memory this process has held at any time, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
