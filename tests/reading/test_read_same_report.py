"""One small report in every format gives the same words."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from opencc import OpenCC

from nianbao.model import TextBlock
from nianbao.reading import read

LINES = (
    "螅陬镇2018年政府信息公开年度报告",
    "根据《条例》编制，期限为2018年1月1日至12月31日。",
    "一、主动公开情况",
    "全年主动公开政府信息132条，其中网站98条。",
    "二、申请情况",
    "未收到政府信息公开申请。",
)
TABLE = (("信息内容", "本年制发件数", "现行有效件数"), ("规章", "0", ""), ("行政规范性文件", "3", "18"))
LIMIT = 1 << 20


def as_txt(path: Path, encoding: str) -> Path:
    rows = [" | ".join(("", *row, "")).strip() for row in TABLE]
    path.write_bytes("\r\n\r\n".join([*LINES, "\r\n".join(rows)]).encode(encoding))
    return path


def as_html(path: Path) -> Path:
    rows = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in TABLE)
    title, *rest = LINES
    body = f"<h1>{title}</h1>" + "".join(f"<p>　　{line}</p>" for line in rest)
    path.write_text(f"<html><meta charset=utf-8><body><div id=zoom>{body}<table>{rows}</table></div>", "utf-8")
    return path


def as_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_heading(LINES[0], 1)
    for line in LINES[1:]:
        document.add_paragraph(f"　　{line}")
    table = document.add_table(rows=0, cols=3)
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def words(path: Path) -> tuple[list[str], list[list[tuple[int, int, str]]]]:
    blocks = read(path, max_bytes=LIMIT).blocks
    texts = [b.text for b in blocks if isinstance(b, TextBlock)]
    # A blank cell at the end of a line drawn with bars cannot be told from padding: only written cells are compared.
    tables = [[(c.row, c.column, c.text) for c in b.cells if c.text] for b in blocks if not isinstance(b, TextBlock)]
    return texts, tables


def test_every_format_gives_the_same_words(tmp_path: Path) -> None:
    paths = [
        as_txt(tmp_path / "甲 utf8.txt", "utf-8"),
        as_txt(tmp_path / "甲 bom.txt", "utf-8-sig"),
        as_txt(tmp_path / "甲 gb.txt", "gb18030"),
        as_txt(tmp_path / "甲 utf16.txt", "utf-16"),
        as_txt(tmp_path / "甲 md.md", "utf-8"),
        as_html(tmp_path / "甲.html"),
        as_docx(tmp_path / "甲.docx"),
    ]
    cells = [(r, c, text) for r, row in enumerate(TABLE) for c, text in enumerate(row) if text]
    for path in paths:
        assert words(path) == (list(LINES), [cells]), path.name


def test_big5_gives_the_same_words_in_traditional_characters(tmp_path: Path) -> None:
    text = OpenCC("s2hk").convert("\n".join(LINES))
    path = tmp_path / "甲.txt"
    path.write_bytes(text.encode("big5hkscs"))
    assert words(path)[0] == text.split("\n")


@pytest.mark.parametrize("make", [as_html, as_docx])
def test_a_blank_cell_stays_a_blank_cell(tmp_path: Path, make: object) -> None:
    assert callable(make)
    document = read(make(tmp_path / f"甲.{'html' if make is as_html else 'docx'}"), max_bytes=LIMIT)
    table = document.blocks[-1]
    assert not isinstance(table, TextBlock)
    assert [c.text for c in table.cells if (c.row, c.column) == (1, 2)] == [""]


def test_marked_headings_carry_their_level(tmp_path: Path) -> None:
    for path in (as_html(tmp_path / "甲.html"), as_docx(tmp_path / "甲.docx")):
        document = read(path, max_bytes=LIMIT)
        assert document.blocks[:1] == (TextBlock(text=LINES[0], level=1),)
        assert document.title == LINES[0]
