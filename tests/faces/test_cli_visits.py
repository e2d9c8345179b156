"""`nianbao visits` lists what the page recorded, and makes nothing where nothing is recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nianbao.faces.cli import main
from nianbao.model import Understood
from nianbao.store.visits import FILE, Visits


@pytest.fixture
def index(tmp_path: Path) -> Path:
    visits = Visits(tmp_path / FILE, days=30)
    for question in ("甲镇有多少人？", "甲镇有多少人"):
        visits.asked(question, "out_of_scope", Understood())
    visits.asked("乙镇收到几件？", "answered", Understood(agencies=("乙镇",), years=(2021,), operation="lookup"))
    visits.judged("乙镇收到几件？", False, "数不对")
    visits.close()
    return tmp_path


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        ([], [("乙镇收到几件?", "answered"), ("甲镇有多少人", "out_of_scope"), ("甲镇有多少人?", "out_of_scope")]),
        (["--missed"], [("甲镇有多少人", "out_of_scope")]),
        (["--feedback"], [("乙镇收到几件?", None)]),
    ],
)
def test_each_list_is_printed(
    index: Path, options: list[str], rows: list[tuple[str, str | None]], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["visits", *options, "--format", "json", "--index", str(index)]) == 0
    assert [(row["question"], row.get("status")) for row in json.loads(capfd.readouterr().out)] == rows
    assert main(["visits", *options, "--index", str(index)]) == 0
    assert rows[0][0] in capfd.readouterr().out


def test_an_index_without_records_is_said_and_left_as_it_is(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["visits", "--format", "json", "--index", str(tmp_path)]) == 0
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("[]\n", "还没有这样的记录。\n")
    assert list(tmp_path.iterdir()) == []


def test_two_lists_at_once_are_a_wrong_call(tmp_path: Path) -> None:
    assert main(["visits", "--missed", "--feedback", "--index", str(tmp_path)]) == 2


def test_a_damaged_file_is_one_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / FILE).write_bytes(b"rubbish" * 500)
    assert main(["visits", "--index", str(tmp_path)]) == 2
    assert capfd.readouterr().err.count("\n") == 1
