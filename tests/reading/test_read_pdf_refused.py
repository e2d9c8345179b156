"""A PDF that cannot be read is refused with one sentence; what is doubtful in one that can is noted."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_samples import Sheet, document, texts
from reportlab.lib.pdfencrypt import StandardEncryption

from nianbao.errors import NotYet, Unreadable
from nianbao.reading import ocr_engine, pdf, read
from nianbao.reading.limits import Limits, in_force

TEN = "全年主动公开政府信息一百三十二条。"


@pytest.fixture
def no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError("rapidocr")

    monkeypatch.setattr(ocr_engine, "_rapid", missing)


def refusal(folder: Path, data: bytes) -> Unreadable:
    path = folder / "甲镇.pdf"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        read(path, max_bytes=1 << 24)
    assert "甲镇.pdf" in caught.value.zh
    assert "甲镇.pdf" in caught.value.en
    assert caught.value.zh.count("。") == 1
    return caught.value


@pytest.mark.usefixtures("no_recogniser")
def test_page_images_without_a_recogniser_are_refused_as_not_yet_read(tmp_path: Path) -> None:
    error = refusal(tmp_path, Sheet().picture().page().picture().text(280, 815, "- 1 -").bytes())
    assert isinstance(error, NotYet)
    assert "只有图片" in error.zh
    assert "文字识别" in error.zh


@pytest.mark.usefixtures("no_recogniser")
def test_a_page_of_pictures_among_text_is_noted_with_its_number(tmp_path: Path) -> None:
    got = document(tmp_path, Sheet().text(72, 100, TEN).page().picture())
    assert [p.split("；")[0] for p in got.problems] == ["第 2 页只有图片，图片里的文字没有读取"]


def test_the_text_layer_of_a_scan_is_read_with_a_note(tmp_path: Path) -> None:
    sheet = Sheet().picture()
    text = sheet.canvas.beginText(72, 700)
    text.setFont("STSong-Light", 12)
    text.setTextRenderMode(3)
    text.textLine(TEN)
    sheet.canvas.drawText(text)
    got = document(tmp_path, sheet)
    assert texts(got) == [TEN]
    assert got.problems == ("文字来自扫描件的文字识别层，可能有识别错误，请对照原件。",)


def test_a_password_to_open_is_said(tmp_path: Path) -> None:
    assert "有密码保护" in refusal(tmp_path, Sheet(encrypt="geheim").text(72, 100, TEN).bytes()).zh


def test_a_file_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    only_owner = StandardEncryption("", ownerPassword="geheim", canModify=0)
    assert texts(document(tmp_path, Sheet(encrypt=only_owner).text(72, 100, TEN))) == [TEN]


def test_a_file_that_is_no_pdf_or_was_cut_off_is_said(tmp_path: Path) -> None:
    whole = Sheet().text(72, 100, TEN).bytes()
    for data in (b"%PDF-1.4\n", whole[:200], b"GIF89a" + whole[300:600]):
        assert "请重新下载" in refusal(tmp_path, data).zh or "gif" in refusal(tmp_path, data).zh


def test_a_file_without_pages_is_said(tmp_path: Path) -> None:
    data = Sheet().text(72, 100, TEN).bytes()
    assert (
        "不是完好的 PDF" in refusal(tmp_path, data.replace(b"/Count 1", b"/Count 0").replace(b"/Kids [", b"/Kidz [")).zh
    )


def test_empty_pages_hold_no_text(tmp_path: Path) -> None:
    assert "没有文字" in refusal(tmp_path, Sheet().page().bytes()).zh


def test_too_many_pages_and_too_much_time_are_said(tmp_path: Path) -> None:
    data = Sheet().text(72, 100, TEN).page().text(72, 100, TEN).bytes()
    with in_force(Limits(pages=1)):
        assert "有 2 页（上限 1 页）" in refusal(tmp_path, data).zh
    with in_force(Limits(pages=2, seconds=-1.0)):
        assert "没有读完" in refusal(tmp_path, data).zh


def test_characters_that_the_font_does_not_name_are_counted(tmp_path: Path) -> None:
    got = document(tmp_path, Sheet().text(72, 100, TEN + "\ue003\ue004"))
    assert got.problems == ("有 2 个字符的字体没有说明是什么字，无法还原。",)


@pytest.mark.usefixtures("no_recogniser")
def test_a_text_of_nothing_but_unnamed_characters_is_refused(tmp_path: Path) -> None:
    assert "没有可用的编码" in refusal(tmp_path, Sheet().text(72, 100, "\ue003\ue004" * 9).bytes()).zh


WHOLE = Sheet().text(72, 100, TEN).table({(0, 0, 1, 1): "规章", (0, 1, 1, 1): "3"}, [72, 150, 200], [200, 230]).bytes()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=40))
def test_a_damaged_file_is_read_or_refused_never_more(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    with suppress(Unreadable):
        pdf.content(bytes(data), "甲镇.pdf")
