from __future__ import annotations

from pathlib import Path

import pytest
from tabulating_samples import Index, indexed

from nianbao import catalogue
from nianbao.catalogue import Catalogue


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return lambda *towns: indexed(tmp_path / "index", *towns)


@pytest.fixture(scope="session")
def known() -> Catalogue:
    return catalogue.load()
