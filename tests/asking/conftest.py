"""Desks without the sentence encoder, on a fixed day."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def _desk(index: Path) -> Iterator[Desk]:
    settings = Settings(index=index, model="none")
    made = Desk(Library.open(index, settings), load(), settings, today=lambda: TODAY)
    yield made
    made.library.close()


@contextmanager
def _over(reports: Path) -> Iterator[Desk]:
    """A desk over an index of the folder, beside it."""
    index = reports.with_name(f"{reports.name}-index")
    build([reports], index, Settings(model="none"))
    with _desk(index) as made:
        yield made


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Over the three invented reports of `asking_samples`."""
    with _over(write_reports(tmp_path_factory.mktemp("reports"))) as made:
        yield made


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Over the county of `asking_samples`."""
    with _over(write_county(tmp_path_factory.mktemp("county"))) as made:
        yield made


@pytest.fixture(scope="session")
def bureaus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Over the bureaus of `asking_samples`."""
    with _over(write_county(tmp_path_factory.mktemp("bureaus"), BUREAUS)) as made:
        yield made


@pytest.fixture(scope="session")
def sample_desk(sample_index: Path) -> Iterator[Desk]:
    """Over the sample reports in data/."""
    with _desk(sample_index) as made:
        yield made
