"""Cells and names of rows as offices fill them in: glosses in brackets, changes signed in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from figure_samples import table_of, values_of
from flat_samples import CATALOGUE, OPENING, report

from nianbao.figures import flat


def metrics(text: str) -> dict[str, Decimal]:
    drafts = list(flat.drafts(report(text), CATALOGUE))
    found = {str(d.metric): d.value for d in drafts}
    assert len(found) == len(drafts)
    return found


GLOSSED = (
    "第二十条第（一）项\n信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n"
    "规章（由设区的市以上的人民政府填写，其他单位填零）\n0\n0\n0\n"
    "规范性文件（指行政许可以外以“办法”“通知”等名义印发的公文，含转发件）\n5\n4\n36\n"
)


@pytest.mark.parametrize("sep", ["\n", "\n\n", " |\n"])
def test_a_gloss_in_brackets_after_a_rows_name_is_no_part_of_the_row(sep: str) -> None:
    """Offices explain the rows in brackets, and name other rows there."""
    assert metrics(OPENING + GLOSSED.replace("\n", sep)) == {
        "rules_made_new": 0, "rules_published_new": 0, "rules_public_total": 0, "normative_documents_made_new": 5,
        "normative_documents_published_new": 4, "normative_documents_public_total": 36,
    }  # fmt: skip


CHANGES = (
    "第二十条第（五）项\n信息内容\n上一年项目数量\n本年增/减\n处理决定数量\n行政许可\n9\n{}\n120\n行政处罚\n3\n0\n1\n"
)


@pytest.mark.parametrize(("said", "change"), [("减3", -3), ("减少3", -3), ("增2", 2), ("增加2", 2), ("+2", 2)])
def test_a_change_may_be_signed_in_words(said: str, change: int) -> None:
    found = metrics(OPENING + CHANGES.format(said))
    assert (found["licensing_items_change"], found["licensing_decisions"]) == (change, 120)


def test_a_number_signed_in_words_under_another_head_makes_the_row_uncertain() -> None:
    moved = CHANGES.replace("9\n{}", "减4\n9")
    assert set(metrics(OPENING + moved)) == {
        "penalties_items_prior_year",
        "penalties_items_change",
        "penalties_decisions",
    }


def test_a_printed_table_reads_a_change_signed_in_words_only_under_its_head() -> None:
    head = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    found = values_of(table_of([head, ["行政许可", "9", "减3", "120"], ["行政处罚", "减1", "0", "4"]]))
    assert found["licensing_items_change", None] == -3
    assert ("penalties_items_prior_year", None) not in found
