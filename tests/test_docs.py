"""The documents say what is so: every command and example in them runs, every link leads somewhere."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import unquote

import pytest

import nianbao
from nianbao.errors import NianbaoError
from nianbao.faces.cli import main, program
from nianbao.reading.sniffing import READABLE
from nianbao.settings import Settings

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.en.md")
GUIDES = (*READMES, "CONTRIBUTING.md")
PAGES = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md")
REPORT = "清水镇2023年政府信息公开工作年度报告\n一、概述\n2023年，清水镇主动公开政府信息210条。\n"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block; `before` is the line of text that leads to it."""

    language: str
    text: str
    before: str


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def blocks(text: str) -> list[Block]:
    return [
        Block(language=found[1], text=found[2], before=text[: found.start()].rstrip().rpartition("\n")[2])
        for found in _FENCE.finditer(text)
    ]


def commands(text: str) -> list[list[str]]:
    """The command lines of each block: a later one may need what an earlier one made."""
    shell = [block.text.splitlines() for block in blocks(text) if block.language == "sh"]
    ours = [[line for line in lines if line.startswith("nianbao ")] for lines in shell]
    return [lines for lines in ours if lines]


def rows(text: str, first: str) -> list[list[str]]:
    """The cells of table rows whose first cell begins so."""
    lines = [line for line in text.splitlines() if line.startswith(f"| {first}")]
    return [[cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def questions(text: str) -> list[tuple[str, str]]:
    """Questions to try, with the words that their answer holds."""
    return [(row[0], row[1]) for row in rows(text, "") if row[0].endswith("？")]


def cases(find: Callable[[str], Sequence[object]]) -> list[object]:
    return [pytest.param(case, id=f"{page}-{n}") for page in GUIDES for n, case in enumerate(find(text_of(page)))]


def examples(text: str) -> list[str]:
    """The Python of a page as one programme: a later block goes on from an earlier one."""
    code = "\n".join(block.text for block in blocks(text) if block.language == "python")
    return [code] if code else []


@pytest.fixture
def desk_top(tmp_path: Path, sample_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the README supposes it: data, an index, reports of one's own, and the files it shows."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NIANBAO_MODEL", "none")
    for name in ("data", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(sample_index, tmp_path / "index")
    (tmp_path / "我的报告").mkdir()
    (tmp_path / "我的报告" / "清水镇2023.txt").write_text(REPORT, "utf-8")
    for block in blocks(text_of("README.md")):
        named = re.findall(r"`([^`]+\.jsonl)`", block.before)
        if block.language == "jsonl" and named:
            (tmp_path / named[-1]).write_text(block.text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("lines", cases(commands))
def test_every_command_line_runs(
    lines: list[str], desk_top: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for args in (shlex.split(line)[1:] for line in lines):
        if args[0] == "serve":
            assert _address(args).startswith("http://127.0.0.1:")
            continue
        monkeypatch.setattr(sys, "stdin", io.StringIO("息陬镇2018年收到多少件依申请公开？\n"))
        code, printed = main(args), capfd.readouterr()
        assert (code, printed.out.strip() != "") == (0, True), f"{args}: {printed.err}"


def _address(args: list[str]) -> str:
    """What the server says of itself once it listens; on a free port, whatever the document says."""
    with subprocess.Popen(
        [sys.executable, "-m", "nianbao.faces.cli", *args, "--port", "0"], stdout=subprocess.PIPE, env=os.environ
    ) as process:
        watch = threading.Timer(120, process.kill)
        watch.start()
        assert process.stdout is not None
        said = process.stdout.readline().decode()
        watch.cancel()
        process.kill()
    return next((word for word in said.split() if word.startswith("http")), said)


@pytest.mark.parametrize("code", cases(examples))
def test_every_python_example_runs(code: str, desk_top: Path) -> None:
    subprocess.run([sys.executable, "-c", code], check=True, cwd=desk_top, timeout=120)


@pytest.mark.parametrize("case", cases(questions))
def test_every_example_question_is_answered_as_promised(case: tuple[str, str], sample_index: Path) -> None:
    question, words = case
    assert words in nianbao.open(sample_index, Settings(model="none")).ask(question).text


def test_the_example_question_set_is_answered_exactly(desk_top: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`nianbao eval` on the set that the README shows finds nothing wrong."""
    import json

    assert main(["eval", "题集.jsonl", "--json"]) == 0
    scores = json.loads(capfd.readouterr().out)
    assert (scores["questions"], scores["exact"], scores["failures"]) == (3, 3, [])


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_somewhere(page: str) -> None:
    assert lost(page, text_of(page)) == []


def lost(page: str, text: str) -> list[str]:
    """Links to files that do not exist."""
    here = (ROOT / page).parent
    links = [link for link in _LINK.findall(text) if not re.match(r"\w+:|#", link)]
    return [link for link in links if not (here / unquote(link.partition("#")[0])).exists()]


def test_a_lost_link_is_noticed() -> None:
    assert lost("data/README.md", "[a](../README.md) ![b](no.png) [c](https://a.cn/x) [d](#e)") == ["no.png"]


@pytest.mark.parametrize("page", READMES)
def test_the_settings_table_names_every_setting_with_its_default_and_no_other(page: str) -> None:
    table = {row[0].strip("`"): row[1].strip("`") for row in rows(text_of(page), "`NIANBAO_")}
    assert set(table) == {f"NIANBAO_{field.name.upper()}" for field in fields(Settings)}
    given = {name: str(getattr(Settings(), name) or "") for name in {f.name for f in fields(Settings)} - {"cache"}}
    assert {name: table[f"NIANBAO_{name.upper()}"].strip("不设").replace("not set", "") for name in given} == given


@pytest.mark.parametrize("page", READMES)
def test_the_table_of_commands_names_every_command_and_no_other(page: str) -> None:
    named = [row[0].split()[1].strip("`") for row in rows(text_of(page), "`nianbao ")]
    assert sorted(named) == sorted(program(Settings()).commands)


@pytest.mark.parametrize("page", READMES)
def test_the_options_named_beside_a_command_are_its_options(page: str) -> None:
    known = program(Settings()).commands
    for row in rows(text_of(page), "`nianbao "):
        options = {option for param in known[row[0].split()[1].strip("`")].params for option in param.opts}
        assert set(re.findall(r"--[a-z]+", " ".join(row))) <= options


@pytest.mark.parametrize("page", READMES)
def test_the_table_of_routes_names_every_route_and_no_other(page: str, sample_index: Path) -> None:
    from nianbao.faces.http import make_app

    settings = Settings(model="none")
    schema = make_app(nianbao.open(sample_index, settings), settings).openapi()
    offered = {f"{method.upper()} {path}" for path, methods in schema["paths"].items() for method in methods}
    staff = {route for route in offered if " /api/staff/" in route}
    named = [row[0].strip("`") for method in ("GET", "POST") for row in rows(text_of(page), f"`{method} ")]
    assert sorted(named) == sorted(offered - staff)
    [row] = rows(text_of(page), "`/api/staff/")
    words = {"session", "logout", *re.findall(r"`(\w+)`", row[1])}  # these two go without saying beside login
    assert {route.split("/")[3] for route in staff} == words - {"NIANBAO_STAFF_PASSWORD"}


@pytest.mark.parametrize("page", READMES)
def test_the_formats_said_to_be_read_are_those_that_are_read(page: str) -> None:
    named = set(re.findall(r"`(\.[a-z]{2,5})`", text_of(page))) - {".json"}
    assert named == READABLE


def test_an_example_that_fails_is_noticed(desk_top: Path) -> None:
    """The ways in which the tests above call examples do fail on wrong ones."""
    assert main(["ask"]) == 2
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run([sys.executable, "-c", "assert False"], check=True, stderr=subprocess.DEVNULL)
    with pytest.raises(NianbaoError):
        nianbao.open(desk_top / "no index")
