"""Word documents, made here with python-docx and a little XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from nianbao.errors import Unreadable
from nianbao.model import Block, TableBlock, TextBlock
from nianbao.reading.docx import content

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_body(xml: str) -> tuple[Block, ...]:
    document = docx.Document()
    wrapper = parse_xml(f"<w:body {NS}>{xml}</w:body>")
    for child in list(wrapper):
        document.element.body.insert_element_before(child, "w:sectPr")
    return content(saved(document), "a.docx").blocks


def lines(xml: str) -> list[str]:
    return [b.text for b in with_body(xml) if isinstance(b, TextBlock)]


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_tracked_deletions_are_left_out_and_insertions_kept() -> None:
    deleted = "<w:del><w:r><w:delText>99</w:delText></w:r></w:del>"
    assert lines(f"<w:p>{run('公开')}{deleted}<w:ins>{run('132')}</w:ins>{run('条')}</w:p>") == ["公开132条"]
    assert lines(f"<w:p><w:moveFrom>{run('甲')}</w:moveFrom><w:moveTo>{run('乙')}</w:moveTo></w:p>") == ["乙"]


def test_links_fields_controls_and_breaks_give_their_text() -> None:
    link = f"<w:hyperlink>{run('平台')}</w:hyperlink>"
    field = f"<w:r><w:instrText>PAGE</w:instrText></w:r>{run('3')}"
    control = f"<w:sdt><w:sdtContent>{run('件')}</w:sdtContent></w:sdt>"
    assert lines(f"<w:p>{link}{field}{control}<w:r><w:br/></w:r>{run('次行')}</w:p>") == ["平台3件", "次行"]
    assert lines(f"<w:sdt><w:sdtContent><w:p>{run('段')}</w:p></w:sdtContent></w:sdt>") == ["段"]


def test_hidden_runs_and_readings_are_not_text() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    ruby = f"<w:r><w:ruby><w:rt>{run('zōu')}</w:rt><w:rubyBase>{run('陬')}</w:rubyBase></w:ruby></w:r>"
    assert lines(f"<w:p>{run('息')}{hidden}{ruby}{run('镇')}</w:p>") == ["息陬镇"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent><w:p>{run('框内123条')}</w:p></w:txbxContent>"
    alternatives = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines(f"<w:p>{run('前')}<w:r>{alternatives}</w:r>{run('后')}</w:p>") == ["前后", "框内123条"]


def test_heading_styles_and_outline_levels_give_levels() -> None:
    document = docx.Document()
    document.add_heading("甲镇2018年年度报告", 0)
    document.add_heading("一、概述", 1)
    document.add_heading("（一）数量", 2)
    document.add_paragraph("正文")
    document.element.body.insert_element_before(
        parse_xml(f"<w:p {NS}><w:pPr><w:outlineLvl w:val='2'/></w:pPr>{run('1.渠道')}</w:p>"), "w:sectPr"
    )
    read = content(saved(document), "a.docx")
    levels = [(b.level, b.text) for b in read.blocks if isinstance(b, TextBlock)]
    assert levels == [(1, "甲镇2018年年度报告"), (1, "一、概述"), (2, "（一）数量"), (0, "正文"), (3, "1.渠道")]
    assert read.title == "甲镇2018年年度报告"


def test_the_title_in_the_file_properties_is_not_believed() -> None:
    document = docx.Document()
    document.core_properties.title = "甲镇2017年年度报告"
    document.add_paragraph("甲镇2018年年度报告")
    assert content(saved(document), "a.docx").title is None


def test_merged_cells_become_spans() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            cell.text = f"{r}{c}"
    table.cell(0, 0).merge(table.cell(2, 0)).text = "三行"
    table.cell(0, 1).merge(table.cell(1, 2)).text = "方块"
    (block,) = content(saved(document), "a.docx").blocks
    assert isinstance(block, TableBlock)
    assert [(c.text, c.row, c.column, c.rows, c.columns) for c in block.cells] == [
        ("三行", 0, 0, 3, 1), ("方块", 0, 1, 2, 2), ("03", 0, 3, 1, 1), ("13", 1, 3, 1, 1),
        ("21", 2, 1, 1, 1), ("22", 2, 2, 1, 1), ("23", 2, 3, 1, 1),
    ]  # fmt: skip


def test_order_of_paragraphs_and_tables_is_kept_and_a_frame_is_no_table() -> None:
    document = docx.Document()
    document.add_paragraph("一")
    framed = document.add_table(rows=1, cols=1).cell(0, 0)
    framed.text = "框中"
    inner = framed.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "规章", "0"
    document.add_paragraph("二")
    shown = [
        b.text if isinstance(b, TextBlock) else [c.text for c in b.cells] for b in content(saved(document), "a").blocks
    ]
    assert shown == ["一", "框中", ["规章", "0"], "二"]


def zip_with(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def good() -> bytes:
    document = docx.Document()
    document.add_paragraph("文")
    return saved(document)


def replaced(part: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, data if entry == part else old.read(entry))
    return file.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda: good()[:-200], lambda: b"PK\x03\x04", lambda: b"text", lambda: zip_with("a.txt", b"a"),
        lambda: replaced("word/document.xml", b"<w:document"), lambda: replaced("[Content_Types].xml", b""),
        lambda: replaced("word/document.xml", f"<w:document {NS}>{'<w:sdt>' * 5000}".encode()),
    ],
    ids=["cut", "head only", "no zip", "other zip", "bad xml", "no types", "nested"],
)  # fmt: skip
def test_damaged_files_are_refused_in_one_sentence(make: Callable[[], bytes]) -> None:
    with pytest.raises(Unreadable) as caught:
        content(make(), "甲.docx")
    assert caught.value.zh.startswith("“甲.docx”不是完好的 Word 文档")


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Unreadable) as caught:
        content(replaced("word/document.xml", b" " * (40 << 20)), "甲.docx")
    assert "大得可疑" in caught.value.zh


def test_entities_are_not_expanded() -> None:
    bomb = (
        f'<!DOCTYPE d [<!ENTITY a "公开9999条">]><w:document {NS}><w:body><w:p>{run("&a;")}</w:p></w:body></w:document>'
    )
    assert "9999" not in str(content(replaced("word/document.xml", bomb.encode()), "a.docx").blocks)
