"""Agency and year of the development reports agree with their gold answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_parse_passages import assert_covered_once

from nianbao.parsing import parse
from nianbao.reading import read

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "eval" / "dev_figures.jsonl"
READ = (".txt", ".md", ".html", ".docx")


def gold() -> list[tuple[str, str, int]]:
    if not GOLD.exists():
        return []
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return sorted({(row["file"], row["agency"], row["year"]) for row in rows if row["file"].endswith(READ)})


@pytest.mark.skipif(not GOLD.exists(), reason="needs ../shared with the development reports")
def test_agency_and_year_are_right_for_every_development_report() -> None:
    wrong = []
    for file, agency, year in gold():
        report = parse(read(SHARED / "reports" / file, max_bytes=1 << 24))
        assert_covered_once(report)
        if (report.agency, report.year) != (agency, year):
            wrong.append((file, report.agency, report.year))
    assert wrong == []
    assert len(gold()) >= 20
