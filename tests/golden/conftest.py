"""One desk over the sample reports for all golden tests, without the sentence encoder and on a fixed day."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nianbao.asking.desk import Desk
from nianbao.catalogue import load
from nianbao.settings import Settings
from nianbao.store.library import Library

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def settings(sample_index: Path) -> Settings:
    return Settings(index=sample_index, model="none")


@pytest.fixture(scope="session")
def desk(settings: Settings) -> Iterator[Desk]:
    library = Library.open(settings.index, settings)
    yield Desk(library, load(), settings, today=lambda: date(2026, 1, 1))
    library.close()
