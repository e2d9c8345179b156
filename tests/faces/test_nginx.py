"""Behind a real nginx on a path prefix, as the README sets it up: every part works below /nianbao/."""

from __future__ import annotations

import asyncio
import grp
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import fakes
import pytest
from browsing import ROOT, free_port, report_marks, served, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (apt-get install nginx-light)")
_WHOLE = """user {user} {group}; daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; {location} }}
}}
"""


def location(backend: int) -> str:
    """The lines that the README gives, for a server on another port."""
    [lines] = re.findall(r"^```nginx\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    assert "http://127.0.0.1:7860/" in lines
    return lines.replace("127.0.0.1:7860", f"127.0.0.1:{backend}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The public address of a site on the fake desk."""
    folder, port, backend = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    # Started by root, nginx would work as somebody who may not enter the folder.
    me = {"user": pwd.getpwuid(os.getuid()).pw_name, "group": grp.getgrgid(os.getgid()).gr_name}
    text = _WHOLE.format(folder=folder, port=port, location=location(backend), **me)
    (folder / "nginx.conf").write_text(text)
    public = f"http://127.0.0.1:{port}/nianbao/"
    command = [sys.executable, str(Path(__file__).with_name("fake_site.py")), str(backend)]
    with served(command, backend, {"NIANBAO_PUBLIC_URL": public}):
        proxy = subprocess.Popen([str(NGINX), "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")])
        try:
            _wait_for(f"{public}api/health", proxy)
            yield public
        finally:
            proxy.terminate()
            proxy.wait(timeout=20)


def _wait_for(address: str, proxy: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        assert proxy.poll() is None
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as reply:
        text: str = reply.read().decode()
    return text


def post(address: str, body: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as reply:
        found: dict[str, Any] = json.load(reply)
    return found


def test_the_api_and_its_permalinks_work(site: str) -> None:
    answer = post(f"{site}api/ask", {"question": fakes.FOUND.question})
    page = get(site.rstrip("/") + answer["citations"][0]["url"].partition("#")[0])
    assert "云溪镇2018年共收到依申请公开件37件" in page
    for link in re.findall(r'(?:href|src)="(\.\./[^"]*)"', page):
        assert urljoin(f"{site}report/x", link).startswith(site)
        get(urljoin(f"{site}report/x", link))


def test_the_description_and_its_page_work(site: str) -> None:
    assert "/api/ask" in json.loads(get(f"{site}openapi.json"))["paths"]
    assert "POST /api/ask" in get(f"{site}docs")


def test_chat_completions_work_and_stream_piece_by_piece(site: str) -> None:
    from openai import OpenAI

    with OpenAI(base_url=f"{site}v1", api_key="none", max_retries=0) as client:
        stream = client.chat.completions.create(
            model="nianbao",
            messages=[{"role": "user", "content": fakes.FOUND.question}],
            stream=True,
        )
        said = "".join(chunk.choices[0].delta.content or "" for chunk in stream)
    assert said.startswith(fakes.FOUND.text)
    assert f"]({site}report/" in said


def test_the_tools_work(site: str) -> None:
    from mcp import Client

    async def talk() -> Any:
        async with Client(f"{site}mcp", read_timeout_seconds=30) as client:
            return await client.call_tool("figures", {"agency": "云溪镇"})

    assert asyncio.run(talk()).structured_content["total"] == 1


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "en/"])
def test_the_page_answers_and_opens_the_report(site: str, path: str, browser: Browser) -> None:
    """Everything it loads, asks and opens lies below the prefix."""
    with visit(browser, site + path) as reader:
        reader.ask(fakes.FOUND.question)
        assert fakes.FOUND.text in reader.page.locator(".turn .card").last.inner_text()
        reader.page.locator(".turn .proof a").first.click()
        assert "".join(report_marks(reader.page)) == fakes.SENTENCE
        loaded = [urlsplit(url) for url in reader.requests if url.startswith("http")]
        assert [url.path for url in loaded if not url.path.startswith("/nianbao/")] == []
        assert {url.netloc for url in loaded} == {urlsplit(site).netloc}


def test_the_prefix_without_a_slash_leads_to_the_page(site: str) -> None:
    with urllib.request.urlopen(site.rstrip("/"), timeout=20) as reply:
        assert reply.geturl() == site


def upload(address: str, name: str) -> bytes:
    boundary = "x" * 20
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    body = f"{head}云溪镇2018年政府信息公开年度报告\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=20) as reply:
        answer: bytes = reply.read()
    return answer


def test_a_file_can_be_sent_for_checking(site: str) -> None:
    assert "a.txt" in upload(f"{site}api/check", "a.txt").decode()


def test_gradios_own_door_for_files_is_shut(site: str) -> None:
    """It would keep what anybody sends; files go to the API, which stores nothing."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        upload(f"{site}gradio_api/upload", "a.txt")
    assert refused.value.code == 404


def test_a_large_body_is_refused_by_the_product_in_its_own_words(site: str) -> None:
    """nginx lets more than its usual megabyte through, so that uploads reach the product."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        post(f"{site}api/ask", {"question": "a" * (2 << 20)})
    assert (refused.value.code, list(json.load(refused.value))) == (413, ["error"])
