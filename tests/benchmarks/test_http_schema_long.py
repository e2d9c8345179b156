"""The property-based calls of the API at length: `pytest -m slow tests/benchmarks/test_http_schema_long.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import nianbao
from nianbao.faces.http import make_app
from nianbao.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "faces"))

from described_calls import ROUTES, call_as_described

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("route", ROUTES)
def test_a_thousand_calls_of_each_route_are_answered_as_described(sample_index: Path, route: str) -> None:
    # Refusing by size, which no description can foretell, is tested elsewhere.
    wanted = Settings(index=sample_index, model="none", max_body_kb=1 << 20)
    call_as_described(make_app(nianbao.open(sample_index, wanted), wanted), route, 1000)
