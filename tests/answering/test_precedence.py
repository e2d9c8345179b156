"""A statutory cell outranks prose about the same matter; prose that says otherwise is the warning."""

from __future__ import annotations

from pathlib import Path

import nianbao
from nianbao.settings import Settings

PAGE = """<html><body><h1>青石镇人民政府2023年政府信息公开工作年度报告</h1><h2>一、总体情况</h2>
<p>全年作出行政处罚决定{prose}件。</p><h2>二、主动公开政府信息情况</h2><table>
<tr><td colspan="2">第二十条第（六）项</td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr>
<tr><td>行政处罚</td><td>4</td></tr><tr><td>行政强制</td><td>0</td></tr></table></body></html>"""


def asked(tmp_path: Path, prose: int) -> nianbao.Answer:
    page = tmp_path / "青石镇2023.html"
    page.write_text(PAGE.format(prose=prose), encoding="utf-8")
    settings = Settings(model="none")
    nianbao.build([page], tmp_path / "index", settings)
    return nianbao.open(tmp_path / "index", settings).ask("青石镇2023年行政处罚多少件？")


def test_the_cell_is_the_answer_and_the_prose_the_warning(tmp_path: Path) -> None:
    answer = asked(tmp_path, 40)
    assert answer.value == 4
    assert "40" in answer.text + "".join(w.text for w in answer.warnings)


def test_prose_that_agrees_is_no_warning(tmp_path: Path) -> None:
    answer = asked(tmp_path, 4)
    assert (answer.value, answer.warnings) == (4, ())
