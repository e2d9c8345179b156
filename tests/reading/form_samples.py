"""One report made up for the tests, with the statutory tables of 2021 and later, written in ten forms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import docx
from numbered_samples import CHAPTERS, Numbered, num_pr
from ofd_samples import OfdSheet, zipped
from pdf_samples import Cells, Sheet

TITLE = "临溪县墨岭镇2023年政府信息公开工作年度报告"
LEAD = (
    "本报告由墨岭镇人民政府根据《中华人民共和国政府信息公开条例》编制，统计期限自2023年1月1日起至2023年12月31日止，"
    "全文可以在临溪县人民政府门户网站查阅和下载。"
)
OPEN = "全年主动公开政府信息312条，其中政府网站176条、微信公众号136条，均在信息形成之日起20个工作日内公开，没有逾期。"
ASKED = "全年新收政府信息公开申请7件，上年结转1件。"
TROUBLE = "一是部分信息更新不够及时，二是政策解读形式比较单一。下一步将完善审核制度，丰富解读形式，方便群众查阅。"

Row = tuple[str, ...]


def rows(*lines: str) -> Cells:
    """A table from lines of cells: `<` goes on from the left, `^` from above."""
    grid = [line.split("|") for line in lines]
    cells: Cells = {}
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide, high = 1, 1
            while c + wide < len(row) and row[c + wide] == "<":
                wide += 1
            while r + high < len(grid) and grid[r + high][c] == "^":
                high += 1
            cells[r, c, high, wide] = text
    return cells


ISSUED = rows(
    "第二十条第（一）项|<|<|<",
    "信息内容|本年制发件数|本年废止件数|现行有效件数",
    "规章|0|0|0",
    "行政规范性文件|3|1|12",
    "第二十条第（五）项|<|<|<",
    "信息内容|本年处理决定数量|<|<",
    "行政许可|58|<|<",
    "第二十条第（六）项|<|<|<",
    "信息内容|本年处理决定数量|<|<",
    "行政处罚|24|<|<",
    "行政强制|2|<|<",
    "第二十条第（八）项|<|<|<",
    "信息内容|本年收费金额（单位：万元）|<|<",
    "行政事业性收费|16.35|<|<",
)
_KINDS = (
    "三、本年度办理结果|（一）予以公开|<|4", "^|（二）部分公开（区分处理的，只计这一情形，不计其他情形）|<|1",
    "^|（三）不予公开|1.属于国家秘密|0", "^|^|2.其他法律行政法规禁止公开|0", "^|^|3.危及“三安全一稳定”|0",
    "^|^|4.保护第三方合法权益|0", "^|^|5.属于三类内部事务信息|0", "^|^|6.属于四类过程性信息|1",
    "^|^|7.属于行政执法案卷|0", "^|^|8.属于行政查询事项|0", "^|（四）无法提供|1.本机关不掌握相关政府信息|1",
    "^|^|2.没有现成信息需要另行制作|0", "^|^|3.补正后申请内容仍不明确|0", "^|（五）不予处理|1.信访举报投诉类申请|0",
    "^|^|2.重复申请|0", "^|^|3.要求提供公开出版物|0", "^|^|4.无正当理由大量反复申请|0",
    "^|^|5.要求行政机关确认或重新出具已获取信息|0",
    "^|（六）其他处理|1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请|0",
    "^|^|2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请|0", "^|^|3.其他|0",
    "^|（七）总计|<|7", "四、结转下年度继续办理|<|<|1",
)  # fmt: skip
RECEIVED = rows(
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|<|<|申请人情况|<|<|<|<|<|<",
    "^|^|^|自然人|法人或其他组织|<|<|<|<|总计",
    "^|^|^|^|商业企业|科研机构|社会公益组织|法律服务机构|其他|^",
    "一、本年新收政府信息公开申请数量|<|<|6|1|0|0|0|0|7",
    "二、上年结转政府信息公开申请数量|<|<|1|0|0|0|0|0|1",
    *(f"{kind.rpartition('|')[0]}|{n}|0|0|0|0|0|{n}" for kind in _KINDS for n in [kind.rpartition("|")[2]]),
)
REVIEWS = rows(
    "行政复议|<|<|<|<|行政诉讼|<|<|<|<|<|<|<|<|<",
    "结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|<|<|<|<|复议后起诉|<|<|<|<",
    "^|^|^|^|^|结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计",
    "2|0|1|0|3|1|0|0|0|1|0|0|0|0|0",
)

PARTS: tuple[tuple[int, str] | Cells, ...] = (
    (0, LEAD), (1, "总体情况"), (2, "主动公开"), (0, OPEN), (2, "依申请公开"), (0, ASKED),
    (1, "主动公开政府信息情况"), ISSUED, (1, "收到和处理政府信息公开申请情况"), RECEIVED,
    (1, "政府信息公开行政复议、行政诉讼情况"), REVIEWS, (1, "存在的主要问题及改进情况"), (0, TROUBLE),
    (1, "其他需要报告的事项"), (0, "本年度收取信息处理费0元。"),
)  # fmt: skip
"""Headings of level 1 and 2 without their numbers, paragraphs (0), and tables."""


def numbered() -> Iterator[tuple[int, str] | Cells]:
    """The parts with the numbers that are printed in front of the headings."""
    first = second = 0
    for part in PARTS:
        if isinstance(part, tuple) and part[0] == 1:
            first, second = first + 1, 0
            yield 1, f"{'一二三四五六'[first - 1]}、{part[1]}"
        elif isinstance(part, tuple) and part[0] == 2:
            second += 1
            yield 2, f"（{'一二'[second - 1]}）{part[1]}"
        else:
            yield part


def size(cells: Cells) -> tuple[int, int]:
    return max(r + h for r, _, h, _ in cells), max(c + w for _, c, _, w in cells)


def as_text() -> str:
    lines = [TITLE]
    for part in numbered():
        if isinstance(part, tuple):
            lines.append(part[1])
            continue
        high, wide = size(part)
        places = {(r, c): text for (r, c, _, _), text in part.items()}
        lines += ["|" + "|".join(places.get((r, c), "") for c in range(wide)) + "|" for r in range(high)]
    return "\n".join(lines) + "\n"


def as_html(*, noisy: bool = False) -> bytes:
    body = [f"<h1>{TITLE}</h1>"]
    for part in numbered():
        body.append(f"<p>　　{part[1]}</p>" if isinstance(part, tuple) else _html_table(part))
    main = "\n".join(body)
    if noisy:
        menu = "".join(
            f"<li><a href=/{i}>{name}</a></li>" for i, name in enumerate(("首页", "政务公开", "办事", "互动"))
        )
        main = (
            f"<div class=header><ul>{menu}</ul></div><div class=position>当前位置：首页 &gt; 政务公开 &gt; 年报</div>"
            "<script>var n=2019;</script><style>td{width:9px}</style><!-- 收到申请99件 -->"
            f"<div id=zoom class=content>{main}</div><div class=share>【打印】【关闭】</div>"
            "<div class=footer>主办：临溪县人民政府办公室 网站标识码：3301270001 备案号：浙ICP备05000001号</div>"
        )
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{main}</body></html>".encode()


def _html_table(cells: Cells) -> str:
    lines = [
        "".join(f"<td rowspan={h} colspan={w}>{t}</td>" for (r, _, h, w), t in sorted(cells.items()) if r == n)
        for n in range(size(cells)[0])
    ]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def as_mht() -> bytes:
    head = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return head.encode() + as_html(noisy=True)


def as_docx(path: Path, *, generated: bool = False) -> Path:
    made = Numbered().abstract(7, CHAPTERS).number(1, 7)
    made.style("Heading 1", num_pr(1)).style("Heading 2", num_pr(1, 1))
    document: Any = made.document if generated else docx.Document()
    document.add_paragraph(TITLE)
    for part in PARTS if generated else numbered():
        if isinstance(part, tuple):
            style = f"Heading {part[0]}" if generated and part[0] else None
            document.add_paragraph(part[1], style=style)
            continue
        high, wide = size(part)
        table = document.add_table(rows=high, cols=wide)
        for (r, c, h, w), text in part.items():
            cell = table.cell(r, c)
            cell = cell.merge(table.cell(r + h - 1, c + w - 1)) if h * w > 1 else cell
            cell.text = text
    document.save(str(path))
    return path


_WIDTHS = {4: (160, 90, 90, 90), 10: (56, 64, 130, 32, 32, 32, 32, 32, 32, 32), 15: (31,) * 15}
_LINE = 37
_EM = 7


def drawn(sheet: Any) -> bytes:
    """The report on the pages of a `Sheet` or `OfdSheet`."""
    y = 60.0
    sheet.text(150, y, TITLE, 14)
    for part in numbered():
        if isinstance(part, tuple):
            for line in _wrapped("　　" + part[1], _LINE):
                y += 20
                sheet.text(70, y, line, 12)
            continue
        xs = list(accumulate(_WIDTHS[size(part)[1]], initial=66.0))
        fitted = {k: "\n".join(_wrapped(t, int((xs[k[1] + k[3]] - xs[k[1]] - 4) / _EM))) for k, t in part.items()}
        heights = [
            max([1, *(t.count("\n") + 1 for (r, _, h, _), t in fitted.items() if r == n and h == 1)]) * (_EM + 2) + 8
            for n in range(size(part)[0])
        ]
        if y + 20 + sum(heights) > 780:
            sheet.page()
            y = 50
        ys = list(accumulate(heights, initial=y + 15))
        sheet.table(fitted, xs, ys, em=_EM)
        y = ys[-1] + 10
    return bytes(sheet.bytes())


def _wrapped(text: str, width: int) -> list[str]:
    """Lines as wide as `width` Chinese characters; what has no width of its own counts half."""
    lines, used = [""], 0.0
    for char in text:
        wide = 0.5 if char < "\u2000" else 1.0
        if used + wide > width:
            lines.append("")
            used = 0.0
        lines[-1] += char
        used += wide
    return lines


def write_all(folder: Path) -> list[Path]:
    """The report in ten forms."""
    made = {
        "utf8.txt": as_text().encode(), "gb.txt": as_text().encode("gb18030"), "page.html": as_html(),
        "noisy.html": as_html(noisy=True), "saved.mht": as_mht(), "text.pdf": drawn(Sheet()),
        "fixed.ofd": drawn(OfdSheet()),
    }  # fmt: skip
    for name, data in made.items():
        (folder / name).write_bytes(data)
    words = [as_docx(folder / "word.docx"), as_docx(folder / "generated.docx", generated=True)]
    (folder / "packed.zip").write_bytes(zipped({"乡镇/墨岭镇.docx": words[0].read_bytes()}))
    return [*(folder / name for name in made), *words, folder / "packed.zip"]
