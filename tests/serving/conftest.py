"""Small reports written for these tests, and a service over an index of one of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nianbao.building import build
from nianbao.serving.service import Service, open_service
from nianbao.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))

from serving_samples import PASSWORD, Write, text_of


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writing(town: str, year: int, received: int, *, folder: str = "elsewhere", name: str = "") -> Path:
        path = tmp_path / folder / (name or f"{town}{year}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(town, year, received), "utf-8")
        return path

    return writing


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index", reports=tmp_path / "reports", model="none", staff_password=PASSWORD)


@pytest.fixture
def service(settings: Settings, write: Write) -> Iterator[Service]:
    build([write("清水镇", 2021, 7)], settings.index, settings)
    opened = open_service(settings)
    yield opened
    opened.close()
