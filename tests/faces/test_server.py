"""The way in: `python app.py` and the server's address."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao.errors import WrongCall
from nianbao.faces import server
from nianbao.settings import Settings

ROOT = Path(__file__).parents[2]


def _app(**settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **settings}
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py")], env=environment, capture_output=True, text=True, timeout=60
    )


def test_a_missing_index_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = _app(NIANBAO_INDEX=str(tmp_path / "nothing"), NIANBAO_PORT="0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "nianbao index" in done.stderr


def test_a_setting_that_cannot_be_used_is_one_line_and_exit_2() -> None:
    done = _app(NIANBAO_PORT="many")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "环境变量 NIANBAO_PORT 应为整数，现在是 'many'。\n"


def test_a_taken_port_is_said_before_anything_is_loaded(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(WrongCall, match=rf"port {port} .*--port"):
            server.serve(Settings(index=tmp_path), "127.0.0.1", port)


def test_importing_the_faces_loads_nothing_heavy() -> None:
    code = (
        "import sys, nianbao.faces.web, nianbao.faces.render, nianbao.faces.server\n"
        "print([n for n in ('gradio', 'torch', 'faiss', 'jieba', 'openpyxl', 'uvicorn') if n in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
