"""The command line as users run it: real processes, a real index of small reports, words alone as search."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPORTS = {
    "清水镇2019.txt": (
        "清水镇2019年政府信息公开工作年度报告\n"
        "一、主动公开情况\n2019年，清水镇主动公开政府信息210条。\n"
        "二、依申请公开情况\n2019年，清水镇共收到政府信息公开申请6件。\n"
    ),
    "清水镇2020.txt": (
        "清水镇2020年政府信息公开工作年度报告\n"
        "一、主动公开情况\n2020年，清水镇主动公开政府信息245条。\n"
        "二、依申请公开情况\n2020年，清水镇未收到政府信息公开申请。\n"
    ),
    "白杨乡2019.txt": (
        "白杨乡2019年政府信息公开工作年度报告\n一、主动公开情况\n2019年，白杨乡主动公开政府信息88条。\n"
    ),
}
ASKED = "清水镇2019年收到多少件政府信息公开申请？"
COMMAND = [sys.executable, "-m", "nianbao.faces.cli"]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    return kept | {"NIANBAO_MODEL": "none"} | more


def run(*args: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *map(str, args)], capture_output=True, env=environment(**more), check=False)


def one_line(ran: subprocess.CompletedProcess[bytes]) -> str:
    """Standard error, after seeing that it is one line and that nothing else was printed."""
    assert ran.stdout == b""
    [line] = ran.stderr.decode().splitlines()
    return line


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def index(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index")
    ran = run("index", folder, "--index", index)
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout.decode() == "已读 3 份：新增 3、更新 0、未变 0、移除 0、重复 0、读不了 0\n"
    return index


def test_one_unreadable_file_does_not_stop_a_run_and_is_exit_3(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04 this is no Word file")
    ran = run("index", folder, broken, "--index", tmp_path / "index")
    assert ran.returncode == 3
    assert ran.stdout.decode().startswith("已读 3 份：新增 3、")
    assert "坏.docx" in ran.stderr.decode()
    again = run("index", folder, "--index", tmp_path / "index")
    assert (again.returncode, again.stdout.decode()) == (
        0,
        "已读 3 份：新增 0、更新 0、未变 3、移除 0、重复 0、读不了 0\n",
    )


def test_a_terminal_gets_a_progress_bar_and_the_same_summary(folder: Path, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="no terminals to pretend on this platform")
    ours, theirs = pty.openpty()
    ran = subprocess.run(
        [*COMMAND, "index", str(folder), "--index", str(tmp_path)],
        stdout=subprocess.PIPE, stderr=theirs, env=environment(TERM="xterm", COLUMNS="80"), check=False,
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode("utf-8", "replace")
    os.close(ours)
    assert (ran.returncode, ran.stdout.decode()[:6]) == (0, "已读 3 份")
    assert "读报告" in shown


def test_ask_gives_the_figure_and_the_words_that_state_it(index: Path) -> None:
    ran = run("ask", ASKED, "--json", "--index", index)
    assert (ran.returncode, ran.stderr) == (0, b"")
    answer = json.loads(ran.stdout)
    assert (answer["status"], answer["value"], answer["unit"]) == ("answered", 6, "件")
    assert "收到政府信息公开申请6件" in answer["citations"][0]["quote"]
    assert "收到政府信息公开申请6件" in run("ask", ASKED, "--index", index).stdout.decode()


def test_the_same_batch_gives_the_same_bytes_but_for_the_time(index: Path, tmp_path: Path) -> None:
    questions = [ASKED, "那2020年呢？", "白杨乡2019年主动公开了多少条信息？", "白杨乡2019年收到几件申请？"]
    file = tmp_path / "q.jsonl"
    asked = [{"id": n, "question": q, "conversation": "c" if n < 2 else None} for n, q in enumerate(questions)]
    file.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    answers = [_without_time(run("ask", "--batch", file, "--index", index).stdout) for _ in range(2)]
    assert answers[0] == answers[1]
    found = [(answer["id"], answer["status"], answer["value"]) for answer in answers[0]]
    assert found == [(0, "answered", 6), (1, "answered", 0), (2, "answered", 88), (3, "not_stated", None)]


def _without_time(out: bytes) -> list[dict[str, Any]]:
    answers = [json.loads(line) for line in out.splitlines()]
    return [{key: value for key, value in answer.items() if key != "elapsed_ms"} for answer in answers]


def test_json_is_utf8_and_text_survives_a_terminal_that_knows_no_chinese(index: Path) -> None:
    latin = {"PYTHONIOENCODING": "latin-1"}
    answer = json.loads(run("ask", ASKED, "--json", "--index", index, **latin).stdout.decode("utf-8"))
    assert answer["question"] == ASKED
    shown = run("ask", ASKED, "--index", index, **latin)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"???2019?" in shown.stdout


def test_figures_carry_quotations_that_the_reports_hold(index: Path) -> None:
    found = json.loads(run("figures", "--agency", "清水镇", "--format", "json", "--index", index).stdout)
    stated = {(figure["year"], figure["metric"], figure["value"]) for figure in found}
    assert {(2019, "applications_received", 6), (2020, "applications_received", 0)} <= stated
    assert all(figure["quote"] in REPORTS[f"清水镇{figure['year']}.txt"] for figure in found)


@pytest.mark.parametrize("args", [("ask", ASKED), ("chat",), ("figures",), ("reports",), ("serve", "--port", "0")])
def test_a_missing_index_names_the_command_that_makes_it_and_is_exit_2(args: tuple[str, ...], tmp_path: Path) -> None:
    ran = run(*args, "--index", tmp_path / "none")
    assert ran.returncode == 2
    assert "nianbao index" in one_line(ran)


def test_a_damaged_index_is_one_line_and_exit_2(index: Path, tmp_path: Path) -> None:
    for file in index.iterdir():
        (tmp_path / file.name).write_bytes(b"no index at all" * 100)
    ran = run("ask", ASKED, "--index", tmp_path)
    assert ran.returncode == 2
    assert one_line(ran)


def test_a_reader_that_stops_reading_is_no_fault(index: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "figures", "--format", "json", "--index", str(index)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such signal")
def test_an_interrupted_chat_ends_quietly_with_130(index: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "chat", "--index", str(index)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{ASKED}\n".encode())
        process.stdin.flush()
        assert "6件" in process.stdout.readline().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, err.strip()) == (130, b""), out
