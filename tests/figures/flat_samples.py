"""Statutory tables made up for the tests, and the ways in which files flatten them."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from nianbao.catalogue import load
from nianbao.figures import flat
from nianbao.model import Report

NEW_ROWS = (
    ("", "一、本年新收政府信息公开申请数量"),
    ("", "二、上年结转政府信息公开申请数量"),
    ("三、本年度办理结果", "（一）予以公开"),
    ("", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("（三）不予公开", "1.属于国家秘密"),
    ("", "2.其他法律行政法规禁止公开"),
    ("", "3.危及“三安全一稳定”"),
    ("", "4.保护第三方合法权益"),
    ("", "5.属于三类内部事务信息"),
    ("", "6.属于四类过程性信息"),
    ("", "7.属于行政执法案卷"),
    ("", "8.属于行政查询事项"),
    ("（四）无法提供", "1.本机关不掌握相关政府信息"),
    ("", "2.没有现成信息需要另行制作"),
    ("", "3.补正后申请内容仍不明确"),
    ("（五）不予处理", "1.信访举报投诉类申请"),
    ("", "2.重复申请"),
    ("", "3.要求提供公开出版物"),
    ("", "4.无正当理由大量反复申请"),
    ("", "5.要求行政机关确认或重新出具已获取信息"),
    ("（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("", "3.其他"),
    ("", "（七）总计"),
    ("", "四、结转下年度继续办理"),
)
OLD_ROWS = (*NEW_ROWS[:20], ("", "（六）其他处理"), *NEW_ROWS[23:])
HEADS = [
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
OPENING = "某某镇人民政府2022年政府信息公开工作年度报告\n一、总体情况\n全年工作有序推进。\n"
HEADING = "三、收到和处理政府信息公开申请情况\n"
CLOSING = "\n四、政府信息公开行政复议、行政诉讼情况\n本机关未发生此类案件。\n"
CATALOGUE = load(None)

Numbers = list[list[str]]
Rows = tuple[tuple[str, str], ...]
Layout = Callable[[Rows, Numbers, random.Random], str]


def report(text: str) -> Report:
    return Report(id="r", title="", agency="某某镇", year=2022, text=text)


def read(text: str) -> dict[tuple[str, str], Decimal]:
    """Every draft of the text by its row and column; the promises of a draft are checked on the way."""
    found: dict[tuple[str, str], Decimal] = {}
    made = report(text)
    for draft in flat.drafts(made, CATALOGUE):
        assert draft.cell is not None
        assert draft.span.holds(draft.at)
        assert Decimal(draft.at.of(text)) == draft.value
        key = (draft.cell.row.split(" › ")[-1], draft.cell.column)
        assert key not in found
        found[key] = draft.value
    return found


def bare(label: str) -> str:
    """A label as a path names it: without its numbering, bracket and quotation marks."""
    for mark in ("一、", "二、", "四、", "（一）", "（二）", "（三）", "（四）", "（五）", "（六）", "（七）"):
        label = label.removeprefix(mark)
    if label[:1].isdigit():
        label = label[2:]
    return label.split("（")[0].replace("“", "").replace("”", "")


def truth(rows: Rows, numbers: Numbers) -> dict[tuple[str, str], Decimal]:
    columns = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    return {
        (bare(label), _column(column)): Decimal(number)
        for (_, label), line in zip(rows, numbers, strict=True)
        for column, number in zip(columns, line, strict=True)
        if number not in ("", "/")
    }


def _column(name: str) -> str:
    return f"申请人情况 › {name}" if name in ("自然人", "总计") else f"申请人情况 › 法人或其他组织 › {name}"


def _cells(rows: Rows, numbers: Numbers) -> list[list[str]]:
    return [[w for w in label if w] + line for label, line in zip(rows, numbers, strict=True)]


def one_cell_a_line(rows: Rows, numbers: Numbers, _: random.Random) -> str:
    """Blank cells leave nothing behind."""
    return "\n".join(cell for line in [*HEADS, *_cells(rows, numbers)] for cell in line if cell)


def one_cell_a_paragraph(rows: Rows, numbers: Numbers, chance: random.Random) -> str:
    return one_cell_a_line(rows, numbers, chance).replace("\n", "\n\n")


def cells_between_bars(rows: Rows, numbers: Numbers, _: random.Random) -> str:
    return "\n".join("|\n" + "\n|\n".join(line) + "\n|" for line in [*HEADS, *_cells(rows, numbers)])


def barred_rows(rows: Rows, numbers: Numbers, chance: random.Random) -> str:
    ends = ["", " |", " | |"]
    return "\n".join(" | ".join(line) + chance.choice(ends) for line in [*HEADS, *_cells(rows, numbers)])


def spaced_rows(rows: Rows, numbers: Numbers, _: random.Random) -> str:
    """Blank cells leave nothing behind."""
    return "\n".join(" ".join(c for c in line if c) for line in [*HEADS, *_cells(rows, numbers)])


def broken_rows(rows: Rows, numbers: Numbers, chance: random.Random) -> str:
    """As text layers of PDF files: numbers before, between or after a label's halves, a vertical heading astray."""
    lines = ["申请人情况", "自然人 社会 法律 总计", "商业 科研", "公益 服务 其他", "企业 机构", "组织 机构"]
    vertical = iter("三、本年度办理结果")
    for (group, label), cells in zip(rows, numbers, strict=True):
        row = " ".join(c for c in cells if c)
        cut = chance.randrange(len(label) // 2, len(label))
        lines += [group.removeprefix("三、本年度办理结果")] if group else []
        lines += chance.choice(
            [
                [f"{label} {row}"],
                [f"{label} {row}"],
                [row, label],
                [label, row],
                [label[:cut], row, label[cut:]],
                [f"{label[:cut]} {row}", label[cut:]],
                [label[:cut], f"{label[cut:]} {row}"],
            ]
        )
        if chance.random() < 0.3 and group == "":
            lines.append(next(vertical, ""))
    return "\n".join(line for line in lines if line)


FLATTENINGS: tuple[Layout, ...] = (
    one_cell_a_line, one_cell_a_paragraph, cells_between_bars, barred_rows, spaced_rows, broken_rows,
)  # fmt: skip
KEEP_BLANKS: tuple[Layout, ...] = (cells_between_bars,)
