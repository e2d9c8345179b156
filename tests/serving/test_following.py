"""A desk that follows the index has what another process published, and never less than before."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from serving_samples import text_of

from nianbao.building import build
from nianbao.errors import IndexMissing
from nianbao.serving.following import following, mark_of
from nianbao.settings import Settings
from nianbao.wiring import open_live

QUESTION = "清水镇2021年收到多少件依申请公开？"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(text_of("白石镇", 2021, 7), "utf-8")
    made = Settings(index=tmp_path / "index", model="none")
    build([tmp_path / "in"], made.index, made)
    return made


def until(holds: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


def test_a_new_state_is_answered_from_without_a_fault_in_between(settings: Settings, tmp_path: Path) -> None:
    desk = open_live(settings)
    talk = desk.conversation()
    assert talk.ask("白石镇2021年收到多少件依申请公开？").value == 7
    seen: set[object] = set()
    faults: list[BaseException] = []
    stop = threading.Event()

    def asking() -> None:
        while not stop.is_set():
            try:
                seen.add(desk.ask(QUESTION).value)
            except BaseException as fault:  # noqa: BLE001  # whatever it is, it is the finding
                faults.append(fault)

    asker = threading.Thread(target=asking)
    with following(desk, settings.index, every=0.05):
        asker.start()
        (tmp_path / "in" / "b.txt").write_text(text_of("清水镇", 2021, 9), "utf-8")
        build([tmp_path / "in"], settings.index, settings)
        assert until(lambda: 9 in seen)
        assert talk.ask("那清水镇呢？").value == 9
        stop.set()
        asker.join()
    assert faults == []
    assert seen == {None, 9}


def test_an_index_that_goes_or_is_broken_leaves_the_old_state_and_is_taken_when_it_is_back(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk = open_live(settings)
    old = desk.library.generation
    with following(desk, settings.index, every=0.02):
        shutil.move(settings.index, tmp_path / "away")
        assert until(lambda: "old one stays" in caplog.text)
        assert desk.ask("白石镇2021年收到多少件依申请公开？").value == 7
        shutil.move(tmp_path / "away", settings.index)
        (tmp_path / "in" / "b.txt").write_text(text_of("清水镇", 2021, 9), "utf-8")
        build([tmp_path / "in"], settings.index, settings)
        assert until(lambda: desk.library.generation != old)
    assert caplog.text.count("old one stays") == 1


def test_what_is_not_published_changes_no_mark(settings: Settings) -> None:
    before = mark_of(settings.index)
    for name in ("visits.sqlite3", "nianbao.sqlite3.work", "nianbao.sqlite3.draft", "closed.txt"):
        (settings.index / name).write_text("x")
    assert mark_of(settings.index) == before
    assert before
    with pytest.raises(IndexMissing):
        open_live(Settings(index=settings.index / "nothing", model="none"))
    assert mark_of(settings.index / "nothing") == ()
