"""The keeper that comes with the program keeps what every keeper of an index promises."""

from __future__ import annotations

from pathlib import Path

import contract
import pytest

from nianbao.settings import Settings
from nianbao.store.disk import Store
from nianbao.store.library import Library


@pytest.mark.parametrize("seed", range(4))
def test_sqlite_and_its_full_text_index_keep_the_contract(tmp_path: Path, seed: int) -> None:
    contract.kept(
        lambda: Store.begin(tmp_path),
        lambda: Library.open(tmp_path, Settings(model="none"), encoder=lambda: None),
        seed,
    )
