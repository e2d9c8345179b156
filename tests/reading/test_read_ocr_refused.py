"""Pictures that are of no use are refused with one sentence; without a recogniser the sentence says what to install."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from ocr_samples import Told, blank, encoded, grid, written
from pdf_samples import Sheet

from nianbao.errors import NotYet, Unreadable
from nianbao.model import RECOGNISED, TableBlock, TextBlock
from nianbao.reading import ocr_engine, read
from nianbao.reading.limits import Limits, in_force
from nianbao.reading.ocr_engine import Rect, Words

pytest.importorskip("cv2", reason="nianbao[ocr] is not installed")
TEN = "全年主动公开政府信息一百三十二条。"
LINE = Rect(x0=100, y0=100, x1=700, y1=140)


def put(folder: Path, data: bytes, name: str = "甲镇.png") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(path, max_bytes=1 << 26)
    assert path.name in caught.value.zh
    assert path.name in caught.value.en
    assert caught.value.zh.count("。") == 1
    return caught.value


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told(spots=[LINE, LINE], says=lambda line: Words(text=TEN, score=0.99))
    monkeypatch.setattr(ocr_engine, "_rapid", lambda: told)
    return told


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError("rapidocr")

    monkeypatch.setattr(ocr_engine, "_rapid", missing)


def header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has hardly any data."""
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"")))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


@pytest.mark.usefixtures("engine")
def test_damaged_tiny_and_endless_pictures_are_told_apart(tmp_path: Path) -> None:
    whole = encoded(written(blank(), 100, 100, "132"))
    assert "不是完好的图片" in refusal(put(tmp_path, whole[: len(whole) // 2])).zh
    assert "不是完好的图片" in refusal(put(tmp_path, b"\xff\xd8\xff\xe0" + b"a" * 99, "甲.jpg")).zh
    assert "只有 1×1 个像素" in refusal(put(tmp_path, encoded(blank(1, 1)))).zh
    for width, height in ((10_000, 10_000), (60_000, 60_000)):
        assert "像素太多（上限 64 百万像素）" in refusal(put(tmp_path, header(width, height))).zh


@pytest.mark.usefixtures("no_engine")
def test_without_a_recogniser_the_sentence_names_what_to_install(tmp_path: Path) -> None:
    scan = Sheet().picture().bytes()
    for path in (put(tmp_path, encoded(blank())), put(tmp_path, scan, "甲镇.pdf")):
        error = refusal(path)
        assert isinstance(error, NotYet)
        assert "pip install 'nianbao[ocr]'" in error.zh
        assert "pip install 'nianbao[ocr]'" in error.en


@pytest.mark.usefixtures("engine")
def test_a_blank_picture_holds_no_text(tmp_path: Path, engine: Told) -> None:
    engine.spots = []
    assert "没有文字" in refusal(put(tmp_path, encoded(blank()))).zh


@pytest.mark.usefixtures("engine")
def test_too_many_pages_and_too_much_time_are_said(tmp_path: Path) -> None:
    two = put(tmp_path, Sheet().picture().page().picture().bytes(), "甲镇.pdf")
    with in_force(Limits(scan_pages=1)):
        assert "页数太多（上限 1 页）" in refusal(two).zh
    with in_force(Limits(seconds=-1.0)):
        assert "没有完成" in refusal(put(tmp_path, encoded(blank()))).zh


@pytest.mark.usefixtures("engine")
def test_each_page_recognised_is_heard_of(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    two = put(tmp_path, Sheet().text(72, 99, "甲" * 80).page().picture().page().picture().bytes(), "甲镇.pdf")
    with in_force(Limits(), lambda done, total: heard.append((done, total))):
        read(two, max_bytes=1 << 26)
    assert heard == [(1, 2), (2, 2)]


@pytest.mark.usefixtures("engine")
def test_every_recognised_document_carries_the_marker(tmp_path: Path) -> None:
    got = read(put(tmp_path, encoded(blank())), max_bytes=1 << 26)
    assert got.problems == (RECOGNISED,)
    assert got.blocks == (TextBlock(text=TEN + TEN),)


@pytest.mark.usefixtures("engine")
def test_a_scanned_page_among_text_is_read_in_its_place(tmp_path: Path) -> None:
    mixed = Sheet().text(72, 100, "一、概述").page().picture().page().text(72, 100, "三、其他").bytes()
    got = read(put(tmp_path, mixed, "甲镇.pdf"), max_bytes=1 << 26)
    assert [b.text for b in got.blocks if isinstance(b, TextBlock)] == ["一、概述", TEN + TEN, "三、其他"]
    assert got.problems == (RECOGNISED,)


@pytest.mark.usefixtures("engine")
def test_fonts_that_name_no_characters_are_read_by_eye(tmp_path: Path) -> None:
    got = read(put(tmp_path, Sheet().text(72, 100, "\ue003\ue004" * 9).bytes(), "甲镇.pdf"), max_bytes=1 << 26)
    assert got.blocks == (TextBlock(text=TEN + TEN),)
    assert got.problems == (RECOGNISED,)


def test_names_are_completed_from_the_file_name(tmp_path: Path, engine: Told) -> None:
    engine.spots, engine.says = [LINE], lambda line: Words(text="息镇人民政府", score=0.99)
    got = read(put(tmp_path, encoded(blank()), "息陬镇2018.png"), max_bytes=1 << 26)
    assert got.blocks == (TextBlock(text="息陬镇人民政府"),)
    assert got.problems[0] == RECOGNISED
    assert "补为“息陬镇”" in got.problems[1]


def test_a_picture_lying_on_its_side_by_its_own_word_is_turned(tmp_path: Path, engine: Told) -> None:
    image = grid(blank(1400, 1000), (100, 700, 1300), (200, 300, 400))
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    engine.spots, engine.says = [], lambda line: Words(text="0", score=0.99)
    written(image, 150, 220, "5", 40)
    data = encoded(image.transpose(1, 0, 2)[::-1].copy(), "JPEG", exif=exif)
    (table,) = read(put(tmp_path, data, "甲.jpg"), max_bytes=1 << 26).blocks
    assert isinstance(table, TableBlock)
    assert [(c.row, c.column, c.text) for c in table.cells] == [(0, 0, "0"), (0, 1, ""), (1, 0, ""), (1, 1, "")]


def test_pictures_of_one_report_are_read_as_one_and_another_title_among_them_is_refused(
    tmp_path: Path, engine: Told
) -> None:
    own, other = "甲镇2019年政府信息公开年度报告", "甲镇2020年政府信息公开年度报告"
    folder = tmp_path / "甲镇2019年年报"
    folder.mkdir()
    first = put(folder, encoded(blank()), "1.png")
    put(folder, encoded(blank() - 40), "2.png")
    engine.spots = [LINE]
    engine.says = lambda line: Words(text=own if line.mean() > 240 else TEN, score=0.99)
    got = read(first, max_bytes=1 << 26)
    assert [b.text for b in got.blocks if isinstance(b, TextBlock)] == [own, TEN]
    assert got.source == "甲镇2019年年报/1.png（共2页）"
    assert got.problems == ("由 2 个文件合成：1.png、2.png。", RECOGNISED)
    engine.says = lambda line: Words(text=own if line.mean() > 240 else other, score=0.99)
    with pytest.raises(Unreadable, match=r"'2\.png' bears a title of its own"):
        read(first, max_bytes=1 << 26)
