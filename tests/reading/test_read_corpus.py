"""The reports beside the repository, when they are there: counts of what is read, never their sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.model import Document, TableBlock, TextBlock
from nianbao.reading import read, report_files

REPORTS = Path(__file__).parents[3] / "shared" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the shared reports are not beside the repository")


def documents() -> list[Document]:
    read_ones = []
    for path in report_files([REPORTS]):
        if not path.stem.endswith("_scan"):  # page images are the recogniser's
            read_ones.append(read(path, max_bytes=64 << 20))
    return read_ones


def test_all_are_read_without_a_problem() -> None:
    read_ones = documents()
    endings = (".txt", ".md", ".html", ".docx", ".pdf")
    assert len(read_ones) == sum(1 for p in REPORTS.rglob("*") if p.suffix in endings and "_scan" not in p.stem)
    assert [d.problems for d in read_ones if d.problems] == []
    assert all("\ufffd" not in b.text for d in read_ones for b in d.blocks if isinstance(b, TextBlock))


def test_statutory_tables_have_the_statutory_width() -> None:
    widths = [
        max(c.column + c.columns for c in b.cells)
        for d in documents()
        for b in d.blocks
        if isinstance(b, TableBlock) and d.source.endswith((".html", ".docx", ".pdf"))
    ]
    assert set(widths) == {3, 4, 10, 15}
