"""What tests of all rooms share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
# The same examples in every run: a change fails for its own reasons. `--hypothesis-profile=random` looks further.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("random", max_examples=500, deadline=None)
settings.load_profile("fixed")
_OURS_TO_KEEP = frozenset({"NIANBAO_CACHE", "NIANBAO_SCREENSHOT"})
"""Where the model is unpacked (once for all runs), and whether the browser tests leave a picture."""


def pytest_configure(config: pytest.Config) -> None:
    """Exhaustive tests run only when asked for (`-m slow`); settings of the developer's shell do not reach tests."""
    if not config.option.markexpr:
        config.option.markexpr = "not slow"
    for name in [name for name in os.environ if name.startswith("NIANBAO_") and name not in _OURS_TO_KEEP]:
        del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a browser comes last: once begun, its loop runs in this process, and `asyncio.run` does not."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of `data/`, searched by words alone: quick to make, and made once for all tests that only read it."""
    from nianbao.building import build
    from nianbao.settings import Settings

    folder = tmp_path_factory.mktemp("sample-index")
    build([ROOT / "data"], folder, Settings(model="none"))
    return folder
