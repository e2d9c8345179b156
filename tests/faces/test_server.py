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


def _environments_of_children(pid: int) -> str:
    """What processes that the server has started were told."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    pids = children.read_text().split() if children.exists() else []
    return "".join(Path(f"/proc/{child}/environ").read_text() for child in pids)


def _served(*args: str, **settings: str) -> tuple[subprocess.Popen[bytes], str]:
    """A server on a free port, and its address once it listens."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NIANBAO_MODEL": "none", **settings}
    command = [sys.executable, "-m", "nianbao.faces.cli", "serve", "--port", "0", *args]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    said = process.stdout.readline().decode()
    return process, next(word for word in said.split() if word.startswith("http"))


def test_a_served_index_records_limits_and_closes_over_a_real_connection(sample_index: Path, tmp_path: Path) -> None:
    """A server behind a trusted proxy, asked as two visitors; then closed by its staff and killed: it stays closed."""
    import shutil

    import httpx

    index = tmp_path / "index"
    shutil.copytree(sample_index, index, ignore=shutil.ignore_patterns("visits*"))  # what other tests asked
    settings = {
        "NIANBAO_INDEX": str(index), "NIANBAO_PER_MINUTE": "3", "NIANBAO_TRUSTED_PROXIES": "127.0.0.1",
        "NIANBAO_STAFF_PASSWORD": "correct horse battery", "NIANBAO_REPORTS": str(tmp_path / "reports"),
    }  # fmt: skip
    staff = {"Authorization": "Bearer correct horse battery"}
    process, address = _served(**settings)
    try:
        with httpx.Client(base_url=address, timeout=30) as client:

            def ask(visitor: str) -> int:
                body = {"question": "息陬镇2018年收到多少件依申请公开？"}
                return client.post("api/ask", json=body, headers={"X-Forwarded-For": visitor}).status_code

            assert [ask("192.0.2.1") for _ in range(4)] == [200, 200, 200, 429]
            assert ask("192.0.2.2") == 200
            login = client.post(
                "api/staff/login", json={"password": "correct horse battery"}, headers={"X-Forwarded-Proto": "https"}
            )
            assert "Secure" in login.headers["set-cookie"]
            client.cookies.clear()
            asked = client.get("api/staff/visits?list=asked", headers=staff).json()
            if os.name == "posix":
                assert (index / "visits.sqlite3").stat().st_mode & 0o077 == 0
            if sys.platform == "linux":
                assert "correct horse" not in _environments_of_children(process.pid)
            assert len(asked) == 4
            assert "192.0.2" not in str(asked)
            assert client.put("api/staff/notice", json={"notice": "维护中"}, headers=staff).status_code == 200
    finally:
        process.kill()
        _, errors = process.communicate()
    assert b"correct horse battery" not in errors
    process, address = _served(**settings)
    try:
        closed = httpx.post(f"{address}api/ask", json={"question": "?"}, timeout=30)
    finally:
        process.kill()
        process.communicate()
    assert (closed.status_code, closed.json()) == (503, {"error": "维护中"})
