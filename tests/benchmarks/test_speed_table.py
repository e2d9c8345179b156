"""The table of speeds on an index of some thousand clones: `make bench` logs it and keeps it in `build/speed.json`.

`NIANBAO_BENCH_REPORTS` asks for another size. The bounds are far above what was measured; the numbers are what counts.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import cloning
import corpus
import pytest
import speed

from nianbao.settings import Settings

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).parents[2]
REPORTS = int(os.environ.get("NIANBAO_BENCH_REPORTS", "2000"))


@pytest.mark.slow
def test_questions_over_thousands_of_reports_are_answered_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    corpus.write(tmp_path / "reports", 30, seed=3)
    originals = cloning.contents(tmp_path / "reports", Settings(model="none"))
    cloning.index(tmp_path / "index", originals, REPORTS)
    numbers = speed.measured(tmp_path / "index")
    numbers["cold ask s"] = speed.cold(tmp_path / "index", "某某镇2023年收到多少件申请？")
    numbers["memory MB"] = speed.warm_memory(tmp_path / "index")
    for name, value in numbers.items():
        LOG.info("%-20s %10.2f", name, value)
    kept = ROOT / "build" / "speed.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(json.dumps({"reports": REPORTS, **numbers}, ensure_ascii=False, indent=1), "utf-8")
    assert numbers["look-up p95"] < 60
    assert numbers["unknown town p95"] < 60
    assert numbers["rank over all p95"] < 500
    assert numbers["first browse"] < 300
    assert numbers["KB a report"] < 30
