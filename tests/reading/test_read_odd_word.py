"""Word files as people send them: with macros, of the strict kind, with lost parts; and what of them is not read."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from nianbao.model import TableBlock, TextBlock
from nianbao.reading import read
from nianbao.reading.content import Content
from nianbao.reading.docx import content

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = f'xmlns:w="{W}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORDS = "甲镇公开132条。"


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def plain() -> bytes:
    document = docx.Document()
    document.add_paragraph(WORDS)
    return saved(document)


def repacked(data: bytes, change: dict[str, tuple[str, str]]) -> bytes:
    """The package with words of its parts replaced; the part "*" stands for every XML part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith((".xml", ".rels")):
                for pattern, words in (change[key] for key in (name, "*") if key in change):
                    part = re.sub(pattern, words, part.decode()).encode()
            new.writestr(name, part)
    return made.getvalue()


def read_body(xml: str) -> Content:
    document = docx.Document()
    for child in list(parse_xml(f"<w:body {NS}>{xml}</w:body>")):
        document.element.body.insert_element_before(child, "w:sectPr")
    return content(saved(document), "a.docx")


def texts(found: Content) -> list[str]:
    return [b.text for b in found.blocks if isinstance(b, TextBlock)]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a.dotx"])
def test_macros_and_templates_open_under_any_of_their_names(tmp_path: Path, kind: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(repacked(plain(), {"[Content_Types].xml": (re.escape(MAIN), kind)}))
    assert read(path, max_bytes=1 << 20).blocks == (TextBlock(text=WORDS),)


def test_a_relationship_to_a_part_that_is_not_there_is_passed_over() -> None:
    lost = '<Relationship Id="rId99" Type="http://a/image" Target="../NULL"/></Relationships>'
    data = repacked(plain(), {"word/_rels/document.xml.rels": ("</Relationships>", lost)})
    assert texts(content(data, "a.docx")) == [WORDS]


def test_the_strict_kind_of_office_file_opens() -> None:
    strict = (
        r"http://schemas\.openxmlformats\.org/(\w+)/2006/(main|relationships)",
        r"http://purl.oclc.org/ooxml/\1/\2",
    )
    data = repacked(plain(), {"word/document.xml": strict, "word/_rels/document.xml.rels": strict})
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    assert texts(content(data, "a.docx")) == [WORDS]


def test_words_of_an_empty_control_are_not_text() -> None:
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入')}</w:sdtContent></w:sdt>"
    block = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{run('选择日期')}</w:p></w:sdtContent></w:sdt>"
    )
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('3')}</w:sdtContent></w:sdt>"
    assert texts(read_body(f"<w:p>{run('申请')}{empty}{filled}{run('件')}</w:p>{block}")) == ["申请3件"]


def test_struck_words_are_left_out_and_the_number_of_a_note_lengthens_no_number() -> None:
    struck = run("15", "<w:strike/>") + run("16", "<w:dstrike/>") + run("12", '<w:strike w:val="0"/>')
    raised = run("1", '<w:vertAlign w:val="superscript"/>')
    assert texts(read_body(f"<w:p>{run('收到')}{struck}{raised}{run('件')}</w:p>")) == ["收到12¹件"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def test_the_other_half_of_a_merged_cell_after_a_page_break_does_not_stretch_the_head() -> None:
    head = cell("表头", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') + cell("总计")
    row = cell("", "<w:vMerge/>") + cell("1.属于甲类") + cell("3")
    [table] = [
        b
        for b in read_body(f"<w:tbl><w:tr>{head}</w:tr><w:tr>{row}</w:tr></w:tbl>").blocks
        if isinstance(b, TableBlock)
    ]
    assert {(c.text, c.row, c.column) for c in table.cells if c.text} == {
        ("表头", 0, 0), ("总计", 0, 2), ("1.属于甲类", 1, 1), ("3", 1, 2),
    }  # fmt: skip


def test_numbers_set_as_a_formula_are_text_and_cells_deleted_under_tracking_are_none() -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    formula = f"<m:oMath {math}><m:r><m:t>212</m:t></m:r></m:oMath>"
    assert texts(read_body(f"<w:p>{run('公开')}{formula}{run('条')}</w:p>")) == ["公开212条"]
    row = cell("规章") + cell("15", "<w:cellDel/>") + cell("12")
    [table] = read_body(f"<w:tbl><w:tr>{row}</w:tr><w:tr>{cell('其他') + cell('1')}</w:tr></w:tbl>").blocks
    assert isinstance(table, TableBlock)
    assert [c.text for c in table.cells] == ["规章", "12", "其他", "1"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next_and_hidden_rows_are_left_out() -> None:
    ended = (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('公开')}</w:p><w:p>{run('212条')}</w:p><w:p>{run('完')}</w:p>"
    )
    assert texts(read_body(ended)) == ["公开212条", "完"]
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('规章')}{cell('15')}</w:tr>"
    shown = f"<w:tr>{cell('规章')}{cell('12')}</w:tr><w:tr>{cell('其他')}{cell('1')}</w:tr>"
    [table] = read_body(f"<w:tbl>{hidden}{shown}</w:tbl>").blocks
    assert isinstance(table, TableBlock)
    assert [c.text for c in table.cells] == ["规章", "12", "其他", "1"]


def test_embedded_sheets_and_files_are_named_as_unread() -> None:
    sheet = '<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    other = '<w:p><w:r><w:object><o:OLEObject ProgID="Package"/></w:object></w:r></w:p>'
    found = read_body(f"<w:p>{run(WORDS)}</w:p>{sheet}{sheet}{other}<w:altChunk/>").unread
    assert "有 2 个嵌入的电子表格没有读取，里面可能有统计表。" in found
    assert "有 1 个嵌入的对象没有读取。" in found
    assert any("altChunk" in said for said in found)


def test_what_stands_only_in_the_margin_is_named_as_unread(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(WORDS)
    document.sections[0].footer.paragraphs[0].text = "联系电话：0999-0000000"
    document.sections[0].header.paragraphs[0].text = WORDS
    path = tmp_path / "a.docx"
    path.write_bytes(saved(document))
    found = read(path, max_bytes=1 << 20)
    assert found.unread == ("页脚没有读取（联系电话：0999-0000000）。",)
    assert set(found.unread) <= set(found.problems)
