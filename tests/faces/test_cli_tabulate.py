"""`nianbao compare` and `nianbao rollup` on an index of small towns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tabulating_samples import Town, consistent, indexed

from nianbao.faces.cli import main
from nianbao.tabulating import Key

RECEIVED: Key = ("applications_received", "total")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    indexed(
        tmp_path / "index",
        Town(agency="甲镇", cells=consistent(4)),
        Town(agency="乙镇", cells=consistent(2)),
        Town(agency="丙镇", year=2020),
    ).close()
    return tmp_path / "index"


def test_rollup_writes_the_sheet_and_names_the_missing(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sum.xlsx"
    assert main(["rollup", "--parent", "溪县", "--year", "2021", "--out", str(out), "--index", str(index)]) == 0
    told = capsys.readouterr().out
    assert "已相加: 乙镇、甲镇" in told
    assert "〔缺报告〕没有丙镇2021年的报告" in told
    assert load_workbook(out).sheetnames == ["汇总", "填报数", "出处", "提示"]


def test_rollup_as_json_has_every_place(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollup", "--parent", "溪县", "--year", "2021", "--json", "--index", str(index)]) == 0
    told = json.loads(capsys.readouterr().out)
    [cell] = [cell for cell in told["cells"] if (cell["metric"], cell["applicant"]) == RECEIVED]
    assert (cell["value"], cell["stated"]) == (consistent(4)[RECEIVED] + consistent(2)[RECEIVED], 2)
    assert len(told["cells"]) == 200
    assert [note["kind"] for note in told["notes"]] == ["missing"]


def test_compare_prints_what_is_stated_with_the_change(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["compare", "--agency", "甲镇", "--agency", "乙镇", "--year", "2021", "--index", str(index)]
    assert main(call) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["项目", "甲镇2021", "乙镇2021", "增减", "%"]
    received = next(line.split() for line in lines if "本年新收" in line)
    assert received[1:] == ["9", "8", "-1", "-11.11%"]
    assert main([*call, "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 200


@pytest.mark.parametrize(
    "call",
    [
        ["compare", "--agency", "无此镇"],
        ["compare"],
        ["rollup", "--parent", "溪县", "--year", "1999"],
        ["rollup", "--parent", "无此县", "--year", "2021"],
        ["rollup", "--parent", "溪县", "--year", "2021", "--out", "sum.csv"],
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(index: Path, call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*call, "--index", str(index)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
