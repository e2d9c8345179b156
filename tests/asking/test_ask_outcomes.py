"""What became of requests: groups that the table prints without a total of their own count, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nianbao.asking.desk import Desk
from nianbao.building import build
from nianbao.catalogue import load
from nianbao.settings import Settings
from nianbao.store.library import Library

_LEAVES = (
    ("（一）予以公开", "", 3), ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "", 1),
    ("（三）不予公开", "1.属于国家秘密", 0), ("（三）不予公开", "2.其他法律行政法规禁止公开", 0),
    ("（三）不予公开", "3.危及“三安全一稳定”", 0), ("（三）不予公开", "4.保护第三方合法权益", 0),
    ("（三）不予公开", "5.属于三类内部事务信息", 0), ("（三）不予公开", "6.属于四类过程性信息", 0),
    ("（三）不予公开", "7.属于行政执法案卷", 0), ("（三）不予公开", "8.属于行政查询事项", 0),
    ("（四）无法提供", "1.本机关不掌握相关政府信息", 4), ("（四）无法提供", "2.没有现成信息需要另行制作", 2),
    ("（四）无法提供", "3.补正后申请内容仍不明确", 0), ("（五）不予处理", "1.信访举报投诉类申请", 0),
    ("（五）不予处理", "2.重复申请", 1), ("（五）不予处理", "3.要求提供公开出版物", 0),
    ("（五）不予处理", "4.无正当理由大量反复申请", 0),
    ("（五）不予处理", "5.要求行政机关确认或重新出具已获取信息", 0),
    ("（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 0),
    ("（六）其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 0),
    ("（六）其他处理", "3.其他", 0), ("（七）总计", "", 11),
)  # fmt: skip


def _row(*labels: str, number: int) -> str:
    return f"| {' | '.join(labels)} | {number} | 0 | 0 | 0 | 0 | 0 | {number} |"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    head = (
        "| 申请 |  |  | 申请人情况 |  |  |  |  |  |  |\n|---|---|---|---|---|---|---|---|---|---|\n"
        "|  |  |  | 自然人 | 法人或其他组织 |  |  |  |  | 总计 |\n"
        "|  |  |  |  | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |  |\n"
    )
    rows = [_row("一、本年新收政府信息公开申请数量", "", "", number=11)]
    rows += [_row("二、上年结转政府信息公开申请数量", "", "", number=0)]
    rows += [_row("三、本年度办理结果", block, leaf, number=n) for block, leaf, n in _LEAVES]
    rows += [_row("四、结转下年度继续办理", "", "", number=0)]
    text = (
        "# 石桥镇2022年政府信息公开工作年度报告\n\n## 三、收到和处理政府信息公开申请情况\n\n" + head + "\n".join(rows)
    )
    folder: Path = tmp_path_factory.mktemp("outcomes")
    (folder / "石桥镇2022.md").write_text(text + "\n", encoding="utf-8")
    settings = Settings(index=tmp_path_factory.mktemp("outcomes_index") / "index", model="none")
    build([folder], settings.index, settings)
    made = Desk(Library.open(settings.index, settings), load(), settings)
    yield made
    made.library.close()


def test_the_largest_outcome_may_be_a_group_that_the_table_does_not_add_up(desk: Desk) -> None:
    answer = desk.ask("石桥镇2022年办理结果里哪种最多")
    assert "最多的是无法提供合计，为6件" in answer.text
    assert answer.value == "无法提供合计"


def test_the_outcomes_together_are_all_that_was_dealt_with(desk: Desk) -> None:
    answer = desk.ask("石桥镇2022年申请的处理结果分布")
    assert (answer.value, answer.unit) == (11, "件")
    assert "予以公开3件、部分公开1件、无法提供合计6件、不予处理合计1件。" in answer.text
