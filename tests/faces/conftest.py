"""Tests of faces share the fake desk and the sites beside this file, and the towns of the tests of tabulating."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tabulating"))
sys.path.insert(0, str(Path(__file__).parent))

from browsing import ARGUMENTS, ROOT, free_port, served
from firefox import firefox
from government import site
from staffed import staff_site, strict_site

__all__ = ["firefox", "site", "staff_site", "strict_site"]

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def fake_site() -> Iterator[str]:
    """A site whose desk answers from a table."""
    port = free_port()
    with served([sys.executable, str(Path(__file__).with_name("fake_site.py")), str(port)], port, {}) as address:
        yield address


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product over an index of `data/`."""
    from nianbao.building import build
    from nianbao.settings import Settings

    index, port = tmp_path_factory.mktemp("index"), free_port()
    build([ROOT / "data"], index, Settings(index=index, model="none"))
    settings = {"NIANBAO_INDEX": str(index), "NIANBAO_PORT": str(port), "NIANBAO_MODEL": "none"}
    with served([sys.executable, str(ROOT / "app.py")], port, settings) as address:
        yield address
