"""Desks without the sentence encoder, on a fixed day."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from asking_samples import BUREAUS, write_county, write_reports

from nianbao.asking.desk import Desk
from nianbao.building import build
from nianbao.catalogue import load
from nianbao.settings import Settings
from nianbao.store.library import Library

TODAY = date(2021, 3, 1)


def _desk(index: Path) -> Desk:
    settings = Settings(index=index, model="none")
    return Desk(Library.open(index, settings), load(), settings, today=lambda: TODAY)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Over the three invented reports of `asking_samples`."""
    index = tmp_path_factory.mktemp("asking") / "index"
    build([write_reports(tmp_path_factory.mktemp("reports"))], index, Settings(model="none"))
    made = _desk(index)
    yield made
    made.library.close()


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Over the county of `asking_samples`."""
    index = tmp_path_factory.mktemp("county") / "index"
    build([write_county(tmp_path_factory.mktemp("county_reports"))], index, Settings(model="none"))
    made = _desk(index)
    yield made
    made.library.close()


@pytest.fixture(scope="session")
def bureaus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Over the bureaus of `asking_samples`."""
    index = tmp_path_factory.mktemp("bureaus") / "index"
    build([write_county(tmp_path_factory.mktemp("bureau_reports"), BUREAUS)], index, Settings(model="none"))
    made = _desk(index)
    yield made
    made.library.close()


@pytest.fixture(scope="session")
def sample_desk(sample_index: Path) -> Iterator[Desk]:
    """Over the sample reports in data/."""
    made = _desk(sample_index)
    yield made
    made.library.close()
