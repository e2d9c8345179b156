"""OFD: text in the order of the page, ruled tables, and no trust in what the file says of itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from ocr_samples import Told, blank, encoded
from ofd_samples import MM, NS, OfdSheet, zipped
from pdf_samples import tables, texts

from nianbao.errors import NotYet, Unreadable
from nianbao.model import RECOGNISED, Document, TableBlock, TextBlock
from nianbao.reading import ocr_engine, ofd, read
from nianbao.reading.limits import Limits, in_force

TITLE = "甲镇2023年政府信息公开工作年度报告"
UNREAD = "第 2 页只有图片，图片里的文字没有读取；可在 OFD 阅读器里另存为 PDF 再导入。"


def document(folder: Path, data: bytes) -> Document:
    path = folder / "甲 镇.ofd"
    path.write_bytes(data)
    return read(path, max_bytes=1 << 24)


def refusal(folder: Path, data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        document(folder, data)
    assert "甲 镇.ofd" in caught.value.zh
    return caught.value.zh


def test_lines_are_read_from_top_to_bottom_whatever_their_order_in_the_file(tmp_path: Path) -> None:
    sheet = OfdSheet().text(70, 140, "全年公开132条，收到申请5件。").text(150, 60, TITLE, 16).text(70, 100, "一、概述")
    assert texts(document(tmp_path, sheet.bytes())) == [TITLE, "一、概述", "全年公开132条，收到申请5件。"]


def test_a_ruled_table_keeps_its_merged_and_blank_cells(tmp_path: Path) -> None:
    cells = {(0, 0, 2, 1): "规章", (0, 1, 1, 2): "本年", (1, 1, 1, 1): "3", (1, 2, 1, 1): ""}
    sheet = OfdSheet().text(70, 60, "二、主动公开").table(cells, (70, 170, 270, 370), (80, 110, 140))
    assert tables(document(tmp_path, sheet.bytes())) == [cells]


def test_a_table_goes_on_over_the_page_break(tmp_path: Path) -> None:
    head = {(0, 0, 1, 1): "内容", (0, 1, 1, 1): "件数", (1, 0, 1, 1): "规章", (1, 1, 1, 1): "1"}
    rest = {(0, 0, 1, 1): "规范性文件", (0, 1, 1, 1): "2"}
    sheet = OfdSheet().text(70, 60, "表").table(head, (70, 170, 270), (740, 770, 800)).page()
    sheet.table(rest, (70, 170, 270), (60, 90)).text(70, 120, "完")
    (table,) = tables(document(tmp_path, sheet.bytes()))
    assert table == head | {(2, 0, 1, 1): "规范性文件", (2, 1, 1, 1): "2"}


def test_repeated_distances_and_matrices_place_characters(tmp_path: Path) -> None:
    sheet = OfdSheet().raw(
        '<ofd:TextObject Boundary="20 20 100 10" Size="1" CTM="4 0 0 4 0 0">'
        '<ofd:TextCode X="0" Y="1" DeltaX="g 3 1">甲镇公开</ofd:TextCode>'
        '<ofd:TextCode X="4" Y="1" DeltaX="g 2 0.5 0.5">132条</ofd:TextCode></ofd:TextObject>'
    )
    assert texts(document(tmp_path, sheet.bytes())) == ["甲镇公开132条"]


def test_lines_drawn_as_thin_filled_shapes_rule_a_table_too(tmp_path: Path) -> None:
    def line(x: float, y: float, w: float, h: float) -> str:
        return (
            f'<ofd:PathObject Boundary="{x} {y} {w} {h}" Stroke="false" Fill="true"><ofd:AbbreviatedData>'
            f"S 0 0 M 0 0 L {w} 0 L {w} {h} L 0 {h} C</ofd:AbbreviatedData></ofd:PathObject>"
        )

    sheet = OfdSheet()
    for y in (30, 40, 50):
        sheet.raw(line(20, y, 60, 0.3))
    for x in (20, 50, 80):
        sheet.raw(line(x, 30, 0.3, 20))
    for x, y, text in ((22, 37, "规章"), (52, 37, "1"), (22, 47, "文件"), (52, 47, "0")):
        sheet.text(x / MM, y / MM, text, 10)
    cells = {(0, 0, 1, 1): "规章", (0, 1, 1, 1): "1", (1, 0, 1, 1): "文件", (1, 1, 1, 1): "0"}
    assert tables(document(tmp_path, sheet.bytes())) == [cells]


def test_templates_are_drawn_and_watermarks_and_what_is_not_shown_are_not(tmp_path: Path) -> None:
    sheet = OfdSheet().template(OfdSheet().text(70, 60, TITLE).pages[0][0]).text(70, 140, "正文")
    for attributes in ('Visible="false"', 'Alpha="0"', 'CTM="0.7 0.7 -0.7 0.7 0 0"'):
        sheet.raw(
            f'<ofd:TextObject Boundary="20 90 90 9" Size="4" {attributes}>'
            '<ofd:TextCode X="0" Y="4" DeltaX="4">水印</ofd:TextCode></ofd:TextObject>'
        )
    assert texts(document(tmp_path, sheet.bytes())) == [TITLE, "正文"]


def test_places_may_be_written_from_the_top_and_in_another_case(tmp_path: Path) -> None:
    sheet = OfdSheet().text(70, 60, TITLE)
    sheet.parts["OFD.xml"] = (
        f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>/doc_0/document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    assert texts(document(tmp_path, sheet.bytes())) == [TITLE]


def test_a_page_of_pictures_is_noted_and_a_file_of_pictures_refused(tmp_path: Path) -> None:
    picture = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>'
    found = document(tmp_path, OfdSheet().text(70, 60, TITLE).page().raw(picture).bytes())
    assert found.problems == (UNREAD,)
    assert "只有图片，没有文字" in refusal(tmp_path, OfdSheet().raw(picture).bytes())


def test_glyphs_without_a_character_are_noted(tmp_path: Path) -> None:
    found = document(tmp_path, OfdSheet().text(70, 60, TITLE).text(70, 90, "甲\ue001\ue002").bytes())
    assert found.problems == ("有 2 个字符的字体没有说明是什么字，无法还原。",)


GOOD = OfdSheet().text(70, 60, TITLE)


def spoilt(name: str, part: str) -> bytes:
    sheet = OfdSheet().text(70, 60, TITLE)
    sheet.parts[name] = part
    return sheet.bytes()


PAGE = "Doc_0/Pages/Page_0/Content.xml"
SECRET = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
TEXT = (
    '<ofd:Content><ofd:TextObject Boundary="0 0 9 9" Size="4"><ofd:TextCode>{}</ofd:TextCode></ofd:TextObject>'
    "</ofd:Content>"
)


def page(text: str, before: str = "") -> str:
    return f"{before}<ofd:Page {NS}>{TEXT.format(text)}</ofd:Page>"


def test_the_page_that_the_next_test_spoils_is_sound(tmp_path: Path) -> None:
    sound = page("甲").replace("<ofd:TextCode>", '<ofd:TextCode Y="4">')
    assert texts(document(tmp_path, spoilt(PAGE, sound))) == ["甲"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: GOOD.bytes()[:-30],
        lambda: GOOD.bytes()[:400],
        lambda: b"PK\x03\x04 OFD.xml",
        lambda: zipped({"OFD.xml": "<a"}),
        lambda: spoilt("Doc_0/Document.xml", "<a>"),
        lambda: spoilt(PAGE, page("&x;", SECRET)),
        lambda: spoilt(PAGE, page("&i;", LAUGHS)),
        lambda: spoilt(PAGE, page("甲").replace("0 0 9 9", "0 x")),
        lambda: spoilt(PAGE, page("甲").replace("0 0 9 9", "0 0 9 nan")),
        lambda: spoilt("Doc_0/Document.xml", f'<a {NS}><ofd:Pages><ofd:Page BaseLoc="../../../x"/></ofd:Pages></a>'),
    ],
)  # fmt: skip
def test_what_is_not_sound_is_refused_in_one_line(tmp_path: Path, make: Callable[[], bytes]) -> None:
    assert "不是完好的 OFD" in refusal(tmp_path, make())


def test_a_locked_file_an_endless_one_and_a_bomb_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "有密码保护" in refusal(tmp_path, spoilt("Encryptions.xml", "<a/>"))
    bomb = OfdSheet().text(70, 60, TITLE)
    bomb.parts["Doc_0/Res/a.bin"] = "0" * (40 << 20)
    assert "大得可疑" in refusal(tmp_path, bomb.bytes())
    with in_force(Limits(pages=2)):
        assert "页数太多" in refusal(tmp_path, OfdSheet().text(1, 9, "甲").page().page().bytes())
    monkeypatch.setattr(ofd, "MAX_PART", 100)
    assert "不是完好的 OFD" in refusal(tmp_path, GOOD.bytes())


def test_a_page_of_countless_objects_is_cut_and_says_so(tmp_path: Path) -> None:
    sheet = OfdSheet().text(70, 60, TITLE)
    sheet.raw('<ofd:PathObject Boundary="0 0 9 9"/>' * 40_001)
    found = document(tmp_path, sheet.bytes())
    assert found.problems == ("有的页面内容过多，没有读完，表格可能不完整。",)
    assert [b.text for b in found.blocks if isinstance(b, TextBlock)] == [TITLE]
    assert not any(isinstance(b, TableBlock) for b in found.blocks)


def test_comments_of_the_program_that_made_a_page_are_passed_over(tmp_path: Path) -> None:
    sheet = OfdSheet().raw("<!-- made by a program -->").text(70, 60, TITLE).raw("<?program page?>")
    assert [b.text for b in document(tmp_path, sheet.bytes()).blocks if isinstance(b, TextBlock)] == [TITLE]


def scanned(picture: bytes, sheet: OfdSheet) -> bytes:
    """The sheet with a page more that is one picture, in a part that the resources name."""
    sheet.page().raw('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>')
    with zipfile.ZipFile(io.BytesIO(sheet.bytes())) as archive:
        listed = archive.read("Doc_0/Document.xml").decode()
    sheet.parts["Doc_0/Document.xml"] = listed.replace(
        "<ofd:CommonData>", "<ofd:CommonData><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    )
    sheet.parts["Doc_0/DocumentRes.xml"] = (
        f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="9" Type="Image">'
        "<ofd:MediaFile>page.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    sheet.parts["Doc_0/Res/page.png"] = picture  # type: ignore[assignment]  # bytes are a part too
    return sheet.bytes()


def test_a_page_that_is_a_picture_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("cv2", reason="nianbao[ocr] is not installed")
    line = ocr_engine.Rect(x0=100, y0=100, x1=700, y1=140)
    told = Told(spots=[line], says=lambda image: ocr_engine.Words(text=TITLE, score=0.99))
    monkeypatch.setattr(ocr_engine, "_rapid", lambda: told)
    found = document(tmp_path, scanned(encoded(blank()), OfdSheet()))
    assert [b.text for b in found.blocks if isinstance(b, TextBlock)] == [TITLE]
    assert found.problems == (RECOGNISED,)


def test_a_scan_without_a_recogniser_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError("rapidocr")

    monkeypatch.setattr(ocr_engine, "_rapid", missing)
    with pytest.raises(NotYet, match=r"pip install 'nianbao\[ocr\]'"):
        document(tmp_path, scanned(b"\x89PNG\r\n", OfdSheet()))
    found = document(tmp_path, scanned(b"\x89PNG\r\n", OfdSheet().text(70, 60, TITLE)))
    assert found.problems == (UNREAD,)


def test_a_picture_in_a_format_that_cannot_be_opened_is_noted(tmp_path: Path) -> None:
    assert document(tmp_path, scanned(b"JBIG2", OfdSheet().text(70, 60, TITLE))).problems == (UNREAD,)
    assert "只有图片，没有文字" in refusal(tmp_path, scanned(b"JBIG2", OfdSheet()))
