"""Sites with a staff area, over copies of small reports written for these tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import ROOT, free_port, served

PASSWORD = "春眠不觉晓，处处闻啼鸟。"


def text_of(town: str, received: int) -> str:
    return (
        f"{town}2021年政府信息公开工作年度报告\n一、概述\n2021年，{town}认真做好政府信息公开工作。\n"
        f"二、依申请公开\n2021年，{town}共收到政府信息公开申请{received}件。\n"
    )


@dataclass(frozen=True)
class Site:
    """Where a site is, where staff's reports go, and the folder for its temporary files."""

    address: str
    reports: Path
    temporary: Path

    def left_over(self) -> list[str]:
        """What of uploads is lying about."""
        return sorted(path.name for path in self.temporary.rglob("*") if path.is_file())


@contextmanager
def _site(folder: Path, **more: str) -> Iterator[Site]:
    from nianbao.building import build
    from nianbao.settings import Settings

    index, reports, temporary = folder / "index", folder / "reports", folder / "temporary"
    temporary.mkdir()
    (folder / "清水镇.txt").write_text(text_of("清水镇", 7), "utf-8")
    build([folder / "清水镇.txt"], index, Settings(index=index, model="none"))
    settings = {
        "NIANBAO_INDEX": str(index), "NIANBAO_REPORTS": str(reports), "NIANBAO_MODEL": "none",
        "NIANBAO_STAFF_PASSWORD": PASSWORD, "TMPDIR": str(temporary), **more,
    }  # fmt: skip
    port = free_port()
    with served([sys.executable, str(ROOT / "app.py")], port, {**settings, "NIANBAO_PORT": str(port)}) as address:
        yield Site(address, reports, temporary)


@pytest.fixture(scope="session")
def staff_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product with a staff password, over one report."""
    with _site(tmp_path_factory.mktemp("staffed")) as site:
        yield site


@pytest.fixture
def strict_site(tmp_path: Path) -> Iterator[Site]:
    """The same, where a visitor has two questions and one upload a minute, and files may have 1 MiB."""
    with _site(tmp_path, NIANBAO_PER_MINUTE="2", NIANBAO_MAX_FILE_MB="1") as site:
        yield site
