"""The house rules, checked on the source: who may import whom, one home per library, small honest functions."""

from __future__ import annotations

import dataclasses
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from house_rules import (
    ROOT,
    RULES,
    Rule,
    careless,
    environment,
    product,
    questions_read,
    seeing_faces,
    strays,
    too_long,
    upward,
)
from nianbao import model

LIGHT = (
    "nianbao", "nianbao.model", "nianbao.settings", "nianbao.building", "nianbao.collecting", "nianbao.wiring",
    "nianbao.faces.cli",
)  # fmt: skip
HEAVY = {
    "gradio", "torch", "faiss", "jieba", "sentence_transformers", "transformers", "onnxruntime", "tokenizers",
    "fastapi", "openpyxl", "opencc", "scrapy", "twisted", "parsel", "playwright",
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_product_keeps_the_rule(rule: Rule) -> None:
    offences = list(rule(product()))
    assert not offences, "\n".join(offences)


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (upward, "text/fold.py", "from nianbao.store.library import Library"),
        (upward, "model.py", "def f():\n    import nianbao.text"),
        (upward, "asking/desk.py", "from nianbao.building import build"),
        (upward, "parsing/outline.py", "from nianbao.figures import extract"),
        (upward, "parsing/outline.py", "from nianbao import figures"),
        (upward, "store/disk.py", "from nianbao.reading import read"),
        (upward, "faces/http.py", "from nianbao.parsing import parse"),
        (upward, "wiring.py", "from nianbao.faces import render"),
        (upward, "errors.py", "from nianbao.settings import Settings"),
        (upward, "asking/desk.py", "from .question import Question"),
        (upward, "cellar/wine.py", "from nianbao.text import fold"),
        (seeing_faces, "faces/http.py", "from nianbao.faces import web"),
        (seeing_faces, "faces/web_cards.py", "from nianbao.faces.permalink import report_page"),
        (seeing_faces, "faces/cli_ask.py", "from nianbao.faces.server import serve"),
        (seeing_faces, "faces/render.py", "from nianbao.faces.cli_base import say"),
        (seeing_faces, "faces/fax.py", ""),
        (strays, "store/library.py", "def f():\n    import faiss"),
        (strays, "faces/http.py", "import gradio as gr"),
        (strays, "asking/desk.py", "from jieba import Tokenizer"),
        (strays, "parsing/names.py", "import sqlite3"),
        (strays, "reading/html.py", "import urllib.request"),
        (environment, "asking/desk.py", "import os\nos.environ['NIANBAO_X']"),
        (environment, "asking/desk.py", "from os import getenv"),
        (environment, "store/encoder.py", "import os\nx = os.environ['HF_HOME']"),
        (environment, "asking/desk.py", "import os\nos.environ['X'] = '1'"),
        (careless, "text/years.py", "print(1)"),
        (careless, "text/years.py", "try:\n    f()\nexcept:\n    g()"),
        (careless, "text/years.py", "try:\n    f()\nexcept ValueError:\n    pass"),
        (careless, "text/years.py", "x = 1  # TO" + "DO later"),
        (careless, "text/years.py", "x = '/ho" + "me/someone/index'"),
        (too_long, "text/years.py", "def f():\n" + "    x = 1\n" * 59),
        (too_long, "text/years.py", "x = 1\n" * 300),
        (questions_read, "answering/rows.py", "def f(question):\n    return 1"),
        (questions_read, "answering/rows.py", "def f(answer):\n    return answer.question"),
        (questions_read, "answering/answer.py", "def f(question):\n    return 'x' in question"),
    ],
)
def test_the_rule_notices(rule: Rule, name: str, source: str) -> None:
    assert [offence for offence in rule(product() | {name: source}) if offence.startswith(name)] != []


def test_the_nouns_are_frozen_slotted_and_made_by_keyword() -> None:
    nouns = [noun for _, noun in inspect.getmembers(model, inspect.isclass) if noun.__module__ == model.__name__]
    assert {noun.__name__ for noun in nouns} >= {"Span", "Document", "Report", "Passage", "Figure", "Answer"}
    assert [noun.__name__ for noun in nouns if not _is_noun(noun)] == []


def test_a_noun_that_can_be_changed_is_noticed() -> None:
    loose = dataclasses.make_dataclass("Loose", ["x"], frozen=False, slots=True, kw_only=True)
    positional = dataclasses.make_dataclass("Positional", ["x"], frozen=True, slots=True)
    open_ended = dataclasses.make_dataclass("OpenEnded", ["x"], frozen=True, kw_only=True)
    assert [_is_noun(noun) for noun in (loose, positional, open_ended)] == [False, False, False]


def _is_noun(noun: type) -> bool:
    if not dataclasses.is_dataclass(noun):
        return False
    frozen = noun.__dataclass_params__.frozen  # type: ignore[attr-defined]  # where the dataclasses module keeps it
    return frozen and "__slots__" in vars(noun) and all(field.kw_only for field in dataclasses.fields(noun))


def _loaded(code: str) -> set[str]:
    """Top-level modules in memory after the code has run in a new interpreter."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nsys.stderr.write('\\n' + ' '.join(sys.modules))"],
        capture_output=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return {name.split(".")[0] for name in ran.stderr.decode().splitlines()[-1].split()}


@pytest.mark.parametrize("module", LIGHT)
def test_importing_takes_no_heavy_library(module: str) -> None:
    """`import nianbao` and the command line start at once; what a task needs comes in with the task."""
    assert _loaded(f"import {module}") & HEAVY == set()


def test_a_heavy_library_in_memory_is_noticed() -> None:
    assert "jieba" in _loaded("import jieba")


FIGURE = "清水镇2019年收到多少件政府信息公开申请？"
PASSAGE = "清水镇2019年各站所怎么配合？"


def test_a_figure_loads_no_model_and_a_passage_no_torch(tmp_path: Path) -> None:
    """With the shipped model in the index, a figure is looked up and neither faiss, a model nor gradio is imported; the
    vectors of passages and of a question about one are made without torch."""
    report = tmp_path / "清水镇2019.txt"
    report.write_text(
        "清水镇2019年政府信息公开工作年度报告\n一、依申请公开情况\n2019年，清水镇共收到政府信息公开申请6件。\n"
        "二、组织领导\n我镇政府信息公开工作由党政办公室牵头，各站所各有一名专人负责。\n",
        "utf-8",
    )
    index = tmp_path / "index"
    torch = {"torch", "sentence_transformers", "transformers"}
    loaded = _loaded(_command("index", str(report), "--index", str(index)))
    assert "onnxruntime" in loaded
    assert loaded & torch == set()
    loaded = _loaded(_command("ask", FIGURE, "--json", "--index", str(index)))
    assert loaded & {"onnxruntime", "faiss", "gradio", *torch} == set()
    loaded = _loaded(_command("ask", PASSAGE, "--json", "--index", str(index)))
    assert "onnxruntime" in loaded
    assert loaded & {"gradio", *torch} == set()


def _command(*args: str) -> str:
    return f"from nianbao.faces.cli import main\nassert main({args!r}) == 0"
