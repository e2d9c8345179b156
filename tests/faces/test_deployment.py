"""The files that docs/operations.md gives to administrators: systemd accepts the unit, nginx serves with its file."""

from __future__ import annotations

import grp
import os
import pwd
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import fakes
import httpx
import pytest
from browsing import ROOT, free_port, served

SYSTEMD = shutil.which("systemd-analyze")
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin")
OPENSSL = shutil.which("openssl")
MOST_EXPOSED = 2.0
"""Of 10, as systemd counts."""


@pytest.mark.skipif(SYSTEMD is None, reason="systemd is not installed")
def test_systemd_accepts_the_unit_and_finds_it_shut(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "nianbao.service").read_text("utf-8")
    unit = tmp_path / "nianbao.service"
    unit.write_text(text.replace("/opt/nianbao/.venv/bin/nianbao", sys.executable), "utf-8")
    said = subprocess.run([str(SYSTEMD), "verify", str(unit)], capture_output=True, text=True, check=False)
    if "Failed to initialize manager" in said.stderr:
        pytest.skip("systemd cannot be asked here")
    assert [line for line in said.stderr.splitlines() if "nianbao.service" in line] == []
    found = subprocess.run(
        [str(SYSTEMD), "security", "--offline=true", str(unit)], capture_output=True, text=True, check=False
    )
    level = re.search(r"Overall exposure level for \S+: ([\d.]+)", found.stdout)
    assert level is not None
    assert float(level[1]) <= MOST_EXPOSED


_WHOLE = """user {user} {group}; daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {site}
}}
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A reader of a site behind nginx with our file, over TLS."""
    if NGINX is None or OPENSSL is None:
        pytest.skip("nginx or openssl is not installed (apt-get install nginx-light openssl)")
    folder, port, backend = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    subprocess.run(
        [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost", "-keyout", str(folder / "key"), "-out", str(folder / "pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    site = (ROOT / "docs" / "nginx.conf").read_text("utf-8")
    for given, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("server_name www.example.gov.cn;", "server_name localhost;"),
        ("/etc/nginx/tls/www.example.gov.cn.pem", str(folder / "pem")),
        ("/etc/nginx/tls/www.example.gov.cn.key", str(folder / "key")), ("127.0.0.1:7860", f"127.0.0.1:{backend}"),
    ):  # fmt: skip
        assert given in site
        site = site.replace(given, here)
    me = {"user": pwd.getpwuid(os.getuid()).pw_name, "group": grp.getgrgid(os.getgid()).gr_name}
    (folder / "nginx.conf").write_text(_WHOLE.format(folder=folder, site=site, **me), "utf-8")
    public = f"https://localhost:{port}/nianbao/"
    settings = {"NIANBAO_PUBLIC_URL": public, "NIANBAO_TRUSTED_PROXIES": "127.0.0.1", "NIANBAO_PER_MINUTE": "10"}
    command = [sys.executable, str(Path(__file__).with_name("fake_site.py")), str(backend)]
    with served(command, backend, settings):
        proxy = subprocess.Popen([str(NGINX), "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")])
        try:
            context = ssl.create_default_context(cafile=str(folder / "pem"))
            with httpx.Client(base_url=public, verify=context, timeout=30) as client:
                _wait_for(client, proxy)
                yield client
        finally:
            proxy.terminate()
            proxy.wait(timeout=20)


def _wait_for(client: httpx.Client, proxy: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert proxy.poll() is None
        try:
            client.get("api/live")
            return
        except httpx.HTTPError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def test_the_page_knows_that_it_is_read_over_tls(client: httpx.Client) -> None:
    page = client.get("")
    assert page.status_code == 200
    assert page.headers["strict-transport-security"]
    assert "server" not in page.headers or page.headers["server"] == "nginx"
    assert f'"root":"{str(client.base_url).rstrip("/")}"' in client.get("config").text.replace(" ", "")


def test_what_machines_read_is_not_for_readers(client: httpx.Client) -> None:
    assert client.get("metrics").status_code == 404
    assert client.get("api/ready").json() == {"status": "ready"}


def test_a_reader_who_makes_up_addresses_is_one_reader(client: httpx.Client) -> None:
    def ask(n: int) -> int:
        forged = {"X-Forwarded-For": f"192.0.2.{n}", "X-Real-IP": f"192.0.2.{n}", "Forwarded": f"for=192.0.2.{n}"}
        return client.post("api/ask", json={"question": fakes.FOUND.question}, headers=forged).status_code

    assert [ask(n) for n in range(12)] == [200] * 10 + [429] * 2


def test_a_made_up_host_does_not_come_through(client: httpx.Client) -> None:
    assert client.get("api/health", headers={"Host": "evil.example"}).status_code == 400
