"""A file that hangs, crashes or eats memory costs that file alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hostile_samples import GOOD, drawing, folder, word

from nianbao.building import build
from nianbao.errors import Unreadable
from nianbao.model import Document
from nianbao.reading import Reader, reader
from nianbao.settings import Settings
from nianbao.store.library import Library

HEAVY = drawing(4_000_000)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "甲 镇.docx"
    path.write_bytes(word())
    return path


def put(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "重.pdf"
    path.write_bytes(data)
    return path


def text(document: Document) -> list[str]:
    return [getattr(block, "text", "") for block in document.blocks]


def test_a_library_that_does_not_return_is_interrupted_and_the_next_file_read(
    tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_GRACE", 0.0)
    with closing(Reader(Settings(max_seconds=1))) as made:
        with pytest.raises(Unreadable) as caught:
            made.read(put(tmp_path, HEAVY))
        assert caught.value.zh.startswith("“重.pdf”读了 1 秒没有读完")
    with closing(Reader(Settings())) as made:
        assert text(made.read(good)) == GOOD.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to so much memory")
def test_more_memory_than_allowed_is_refused_and_the_next_file_read(tmp_path: Path, good: Path) -> None:
    with closing(Reader(Settings(max_memory_mb=240))) as made:
        with pytest.raises(Unreadable) as caught:
            made.read(put(tmp_path, HEAVY))
        assert "内存超过上限（240 MiB）" in caught.value.zh
        assert text(made.read(good)) == GOOD.splitlines()


def test_a_process_that_dies_is_started_anew(good: Path) -> None:
    with closing(Reader(Settings())) as made:
        made.read(good)
        helper = made._helper
        assert helper is not None
        os.kill(helper.pid, signal.SIGKILL)
        helper.wait()
        assert text(made.read(good)) == GOOD.splitlines()
        assert made._helper is not None
        assert made._helper.pid != helper.pid


def test_one_process_reads_all_files_and_ends_with_the_reader(good: Path) -> None:
    made = Reader(Settings())
    made.read(good)
    helper = made._helper
    made.read(good)
    assert helper is not None
    assert made._helper is helper
    made.close()
    assert helper.returncode is not None


def test_plain_text_needs_no_process_but_a_pdf_under_its_name_does(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "b.txt").write_bytes(word())
    with closing(Reader(Settings())) as made:
        assert text(made.read(tmp_path / "a.txt")) == GOOD.splitlines()
        assert made._helper is None
        assert text(made.read(tmp_path / "b.txt")) == GOOD.splitlines()
        assert made._helper is not None


def test_what_reads_a_report_cannot_reach_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        program = (
            "import socket, sys; from nianbao.reading.helper import _offline; sys.addaudithook(_offline)\n"
            f"socket.create_connection(('127.0.0.1', {port}), timeout=5)"
        )
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()
    assert "reports are read without network" in ran.stderr


def test_each_bad_file_of_a_folder_has_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    top, secret = tmp_path / "报 告", tmp_path / "secret.txt"
    top.mkdir()
    secret.write_text("甲镇机密", "utf-8")
    says = folder(top, secret)
    says["里.zip"] = says.pop("套娃.zip")  # the one within has the line
    result = build([top], tmp_path / "index", Settings(model="none"))
    lines = {Path(path).name: zh for path, zh, _ in result.unreadable}
    assert {name: word in lines.get(name, "") for name, word in says.items()} == dict.fromkeys(says, True), lines
    assert all("\n" not in line for line in lines.values())
    assert sorted(Path(path).name for path in result.added) == ["二〇一九 年报.txt", "甲镇.docx"]
    library = Library.open(tmp_path / "index", Settings(model="none"))
    assert [library.report(card.id).year for card in library.cards] == [2019, 2019]
    assert not any("机密" in library.report(card.id).text for card in library.cards)
