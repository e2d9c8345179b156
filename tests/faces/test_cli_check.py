"""`nianbao check` on small files: what is printed first, in which language, and with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nianbao.faces.cli import main

Ran = tuple[int, str, str]
Run = Callable[..., Ran]

HEAD = "青溪镇{year}年政府信息公开工作年度报告\n\n一、总体情况\n\n{year}年，青溪镇政府认真做好政务公开工作。\n\n"
LIST = "二、主动公开情况\n\n2016年，我镇主动公开政府信息100条，分类情况为：工作动态60条，通知公告{n}条。\n"
TABLE = (
    "<h1>青溪镇{year}年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>{year}年，青溪镇做好政务公开工作。</p>"
    "<p>四、政府信息公开行政复议、行政诉讼情况</p><table>"
    "<tr><td colspan=5>行政复议</td></tr><tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td>"
    "<td>总计</td></tr><tr><td>3</td><td>1</td><td>{other}</td><td>0</td><td>{total}</td></tr></table>"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name in ("NIANBAO_LANG", "NIANBAO_DEBUG", "NIANBAO_CATALOGUE"):
        monkeypatch.delenv(name, raising=False)

    def running(*args: str | Path, lang: str = "zh") -> Ran:
        monkeypatch.setenv("NIANBAO_LANG", lang)
        code = main(["check", *map(str, args)])
        return code, *capsys.readouterr()

    return running


def prose(folder: Path, n: int) -> Path:
    path = folder / f"qingxi{n}.txt"
    path.write_text(HEAD.format(year=2016) + LIST.format(n=n), encoding="utf-8")
    return path


def table(folder: Path, other: str, total: str) -> Path:
    path = folder / f"table{other}{total}.html"
    path.write_text(TABLE.format(year=2022, other=other, total=total), encoding="utf-8")
    return path


def test_what_fails_comes_first_with_its_quotation_and_exit_4(run: Run, tmp_path: Path) -> None:
    prose(tmp_path, 40)
    code, out, err = run(prose(tmp_path, 41), tmp_path)
    assert (code, err) == (4, "")
    lines = out.splitlines()
    assert lines[0].startswith("青溪镇2016年（")
    assert lines[1].startswith("✗ CATEGORY_SUM（应当核对）〔正文〕")
    assert lines[2].endswith("通知公告 41 = 101，相差 1。")
    assert lines[3].strip() == "“2016年，我镇主动公开政府信息100条，分类情况为：工作动态60条，通知公告41条。”"
    assert lines[-1].startswith("核对 2 份：不符 1、相符 1、")
    assert out.count("✗") == 1


def test_nothing_that_fails_is_exit_0_in_either_language(run: Run, tmp_path: Path) -> None:
    file = prose(tmp_path, 40)
    code, out, _ = run(file)
    assert (code, "相符: CATEGORY_SUM" in out, "✗" in out) == (0, True, False)
    code, out, _ = run(file, lang="en")
    assert code == 0
    assert out.splitlines()[-1].startswith("1 checked: 0 fail, 1 hold, ")


def test_a_table_is_checked_and_a_blank_cell_is_named(run: Run, tmp_path: Path) -> None:
    code, out, _ = run(table(tmp_path, "0", "0"))
    assert (code, "✗ RECON_SUM（一定有误）〔表格〕" in out) == (4, True)
    code, out, _ = run(table(tmp_path, "", "4"))
    [line] = [line for line in out.splitlines() if "? RECON_SUM" in line]
    assert (code, "没有写明行政复议其他结果，不能核对" in line) == (0, True)


def test_json_has_both_sides_the_proof_and_what_is_missing(run: Run, tmp_path: Path) -> None:
    code, out, _ = run(table(tmp_path, "0", "0"), "--json")
    [report] = json.loads(out)["reports"]
    assert (code, report["agency"], report["year"], report["fails"]) == (4, "青溪镇", 2022, ["RECON_SUM"])
    found = report["findings"][0]
    assert (found["relation"], found["status"], found["left"], found["right"]) == ("RECON_SUM", "fails", 0, 4)
    assert sorted(figure["value"] for figure in found["figures"]) == [0, 0, 0, 1, 3]
    assert all("3" in figure["quote"] for figure in found["figures"])
    missing = next(f for f in report["findings"] if f["relation"] == "LIT_DIRECT_SUM")
    assert (missing["status"], missing["left"], len(missing["missing"])) == ("cannot_check", None, 5)
    assert json.loads(out)["summary"]["fails"] == 1


def test_an_unreadable_file_is_named_and_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 not a document")
    prose(tmp_path, 40)
    code, out, err = run(tmp_path)
    assert (code, "核对 1 份" in out, "读不了 1" in out) == (3, True, True)
    assert "broken.docx" in err
    prose(tmp_path, 41)
    code, out, err = run(tmp_path, "--json")
    assert (code, err) == (4, "")
    assert [Path(entry["path"]).name for entry in json.loads(out)["unreadable"]] == ["broken.docx"]


def test_a_path_that_does_not_exist_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    code, out, err = run(tmp_path / "没有")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "找不到" in err


def test_control_characters_of_a_report_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    file = prose(tmp_path, 41)
    file.write_text(file.read_text("utf-8").replace("通知公告", "通知\x1b[31m公告"), encoding="utf-8")
    assert "\x1b" not in run(file)[1]
