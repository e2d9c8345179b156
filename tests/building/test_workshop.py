"""Whatever is made of a file is made apart: no secret, no network, no file of others, and never longer than allowed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao import catalogue
from nianbao.building import read_reports
from nianbao.building.workshop import Workshop
from nianbao.errors import Unreadable
from nianbao.reading import reader
from nianbao.settings import Settings, forget_secrets, without_secrets

KNOWN = catalogue.load(None)
TEXT = "青溪镇2018年政府信息公开年度报告\n一、概述\n2018年，青溪镇收到政府信息公开申请3件。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_plain_text_is_understood_in_a_process_of_its_own(report: Path) -> None:
    with Workshop(Settings(), KNOWN) as workshop:
        made, passages, figures = workshop.contents(report)
        assert workshop._helper is not None
        assert workshop._helper.pid != os.getpid()
    assert (made.agency, made.year) == ("青溪镇", 2018)
    assert [(figure.metric, int(figure.value)) for figure in figures] == [("applications_received", 3)]
    assert passages


def test_the_next_workshop_goes_on_with_the_same_process_but_strangers_never(report: Path) -> None:
    pids = []
    for strangers in (False, False, True, True):
        with Workshop(Settings(), KNOWN, strangers=strangers) as workshop:
            workshop.contents(report)
            assert workshop._helper is not None
            pids.append(workshop._helper.pid)
    assert pids[0] == pids[1]
    assert len(set(pids)) == 3


def test_a_process_that_has_been_given_up_is_not_used_again(report: Path) -> None:
    with Workshop(Settings(), KNOWN) as workshop:
        workshop.contents(report)
        assert workshop._helper is not None
        os.kill(workshop._helper.pid, signal.SIGKILL)
        workshop._helper.wait()
    with Workshop(Settings(), KNOWN) as workshop:
        assert workshop.contents(report)[0].agency == "青溪镇"


def test_text_that_takes_too_long_to_understand_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_GRACE", 0.0)
    path = tmp_path / "dear.txt"
    path.write_text(TEXT + "收到0件，0条，" * 200_000, "utf-8")
    with Workshop(Settings(max_seconds=1), KNOWN) as workshop, pytest.raises(Unreadable, match="more than 1 s"):
        workshop.contents(path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to so much memory")
def test_text_that_takes_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dear.txt"
    path.write_text(TEXT + "收到0件，0条，" * 200_000, "utf-8")
    with (
        Workshop(Settings(max_memory_mb=200), KNOWN, strangers=True) as workshop,
        pytest.raises(Unreadable, match=r"more memory than allowed \(200 MiB\)"),
    ):
        workshop.contents(path)


def test_a_catalogue_of_ones_own_is_that_of_the_helper(tmp_path: Path) -> None:
    own, path = tmp_path / "own.toml", tmp_path / "a.txt"
    own.write_text("[lamps_lit]\nzh = '点亮路灯数'\nen = 'lamps lit'\nunit = '盏'\nrows = ['点亮路灯']\n", "utf-8")
    path.write_text(TEXT + "|项目|数量|\n|---|---|\n|点亮路灯|7|\n", "utf-8")
    found = [{figure.metric for [read] in (list(read_reports([path], each)),) for figure in read.figures}
             for each in (Settings(), Settings(catalogue=own))]  # fmt: skip
    assert ["lamps_lit" in metrics for metrics in found] == [False, True]


_LOOK = """
import os, sys
sys.path[:] = sys.argv[3:]
from pathlib import Path
from nianbao.building import helper
sys.addaudithook(helper._private)
helper._forbidden, helper._own = (sys.argv[1],), sys.argv[2]
Path(sys.argv[2], "mine.txt").read_text()
Path(sys.argv[1], "other", "secret.txt").read_text()
"""


def test_the_report_of_a_stranger_cannot_reach_the_files_of_others(tmp_path: Path) -> None:
    for name in ("own/mine.txt", "other/secret.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("甲")
    command = [sys.executable, "-c", _LOOK, str(tmp_path), str(tmp_path / "own"), *sys.path]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.stderr.count("Traceback") == 1
    assert "the files of others are not read" in ran.stderr


def test_processes_that_work_for_us_are_told_no_secrets(monkeypatch: pytest.MonkeyPatch, report: Path) -> None:
    monkeypatch.setenv("NIANBAO_STAFF_PASSWORD", "correct horse battery")
    monkeypatch.setenv("SOME_API_KEY", "correct horse battery")
    assert "correct horse battery" not in without_secrets().values()
    with Workshop(Settings(), KNOWN, strangers=True) as workshop:
        workshop.contents(report)
        assert workshop._helper is not None
        if sys.platform == "linux":
            environment = Path(f"/proc/{workshop._helper.pid}/environ").read_bytes()
            assert b"correct horse" not in environment
            assert b"PATH=" in environment
    forget_secrets()
    assert "NIANBAO_STAFF_PASSWORD" not in os.environ
