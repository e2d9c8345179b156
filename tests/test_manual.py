"""The manual in docs/ builds, asks no other host for anything, and what it tells to run runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from nianbao.faces.cli import main, program
from nianbao.settings import Settings
from test_docs import ROOT, blocks, commands, desk_top  # noqa: F401  the last one is a fixture

PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md"))
SERVER = "127.0.0.1:7860"
"""Python examples that name it need a server."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("manual")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return folder


def python(page: str) -> list[str]:
    return [block.text for block in blocks((ROOT / page).read_text("utf-8")) if block.language == "python"]


class Page(HTMLParser):
    """What a page links to and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found["id"]} if found.get("id") else set()
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "link" and found.get("rel") not in ("canonical", "prev", "next"):
            self.loads.append(found.get("href", ""))
        elif "src" in found:
            self.loads.append(found["src"])


def pages(site: Path) -> Iterator[tuple[Path, Page]]:
    for path in site.glob("*.html"):
        if path.name != "404.html":
            yield path, Page(path.read_text("utf-8"))


def test_every_page_is_built_and_every_link_leads_to_a_page_and_a_place(site: Path) -> None:
    found = dict(pages(site))
    assert {path.stem for path in found} == {Path(page).stem for page in PAGES}
    for path, page in found.items():
        for link in (link for link in page.links + page.loads if not urlsplit(link).scheme):
            target = path if link.startswith("#") else path.parent / unquote(urlsplit(link).path)
            assert target.exists() or target == site / ".", f"{path.name}: {link}"
            place = unquote(urlsplit(link).fragment)
            if target in found and place not in ("", "__skip"):
                assert place in found[target].ids or place.startswith("__"), f"{path.name}: {link}"


def test_every_example_is_shown_as_code(site: Path) -> None:
    for path, _ in pages(site):
        assert "```" not in path.read_text("utf-8"), path.name


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    for path, page in pages(site):
        assert [load for load in page.loads if re.match(r"(https?:)?//", load)] == [], path.name
    for sheet in site.rglob("*.css"):
        assert re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", sheet.read_text("utf-8")) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_manual_runs(page: str, desk_top: Path, capfd: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    lines = [line for block in commands((ROOT / page).read_text("utf-8")) for line in block]
    for args in (shlex.split(line)[1:] for line in lines):
        if args[0] == "serve":  # started by the tests of the README; here its options are read
            program(Settings()).commands["serve"].make_context("serve", args[1:], resilient_parsing=True)
            continue
        code, printed = main(args), capfd.readouterr()
        assert (code, printed.out.strip() != "") == (0, True), f"{args}: {printed.err}"


@pytest.mark.parametrize("page", PAGES)
def test_every_python_example_of_the_manual_runs(page: str, desk_top: Path) -> None:  # noqa: F811
    code = "\n".join(each for each in python(page) if SERVER not in each)
    subprocess.run([sys.executable, "-c", code], check=True, cwd=desk_top, timeout=120)


def test_every_example_that_calls_the_server_runs(sample_index: Path) -> None:
    """All of them on one real server, in place of the one at the usual port."""
    sys.path.insert(0, str(ROOT / "tests" / "faces"))
    from browsing import free_port, served

    port = free_port()
    codes = [code for page in PAGES for code in python(page) if SERVER in code]
    assert len(codes) == 3
    settings = {"NIANBAO_INDEX": str(sample_index), "NIANBAO_MODEL": "none", "NIANBAO_PORT": str(port)}
    with served([sys.executable, str(ROOT / "app.py")], port, settings):
        for code in codes:
            told = code.replace(SERVER, f"127.0.0.1:{port}")
            subprocess.run([sys.executable, "-c", told], check=True, timeout=120)


def test_the_nginx_lines_of_the_manual_are_those_of_the_readme() -> None:
    """Those are tested with a real nginx."""
    lines = re.compile(r"^```nginx\n(.*?)^```$", re.M | re.S)
    readme, manual = ((ROOT / page).read_text("utf-8") for page in ("README.md", "docs/webmaster.md"))
    assert lines.findall(manual) == lines.findall(readme)


def test_the_types_are_packaged() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "py.typed" in project["tool"]["setuptools"]["package-data"]["nianbao"]
    assert (ROOT / "src" / "nianbao" / "py.typed").exists()
