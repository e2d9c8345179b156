"""The door: every file is read or refused with a sentence that says why and what to do."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import docx
import pytest

from nianbao.errors import Unreadable
from nianbao.model import SideFile, TextBlock
from nianbao.reading import read, zips

LIMIT = 1 << 20
HTML = "<html><body><p>甲镇公开132条。</p>".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(path, max_bytes=LIMIT)
    assert path.name in caught.value.zh
    assert path.name in caught.value.en
    return caught.value


def word() -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("甲镇公开132条。")
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"), [("a.doc", HTML), ("a.doc", word()), ("a.txt", HTML), ("a.html", word()), ("a.docx", HTML)]
)
def test_content_counts_more_than_the_ending(tmp_path: Path, name: str, data: bytes) -> None:
    assert read(put(tmp_path / name, data), max_bytes=LIMIT).blocks == (TextBlock(text="甲镇公开132条。"),)


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.docx", OLE, "不是 Word 文件"),
        ("a.md", OLE, "不是 Word 文件"),
        ("a.txt", b"Rar!\x1a\x07\x00", "其实是 rar 文件，不支持"),
        ("a.doc", b"GIF89a", "其实是 gif 文件，不支持"),
        ("a.pdf", b"PK\x03\x04xl/workbook.xml", "不是完好的电子表格"),
    ],
)
def test_a_wrong_name_does_not_hide_a_format_that_is_not_read(
    tmp_path: Path, name: str, data: bytes, line: str
) -> None:
    assert line in refusal(put(tmp_path / name, data)).zh


SECRET = '<!DOCTYPE a [<!ENTITY x SYSTEM "file://{}">]>'


def test_a_word_file_cannot_fetch_another_file(tmp_path: Path) -> None:
    (tmp_path / "秘密.txt").write_text("秘密", "utf-8")
    path = put(tmp_path / "甲.docx", word())
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head, mark, body = parts["word/document.xml"].decode().partition("<w:document")
    parts["word/document.xml"] = (
        (head + SECRET.format(tmp_path / "秘密.txt") + mark + body).replace("甲镇", "甲镇&x;").encode()
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert read(path, max_bytes=LIMIT).blocks == (TextBlock(text="甲镇"),)


def test_a_word_file_that_needs_much_memory_to_unpack_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "少见的压缩方式" in refusal(tmp_path / "a.docx").zh
    with zipfile.ZipFile(tmp_path / "b.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", " " * (40 << 20))
    assert "大得可疑" in refusal(tmp_path / "b.docx").zh


def test_a_word_file_with_more_markup_than_any_report_is_refused_whatever_its_parts_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / "甲.docx", word())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.png", "<a>" + "b" * 2_000_000)
    monkeypatch.setattr(zips, "MAX_MARKUP", 1_900_000)
    assert "大得可疑" in refusal(path).zh
    monkeypatch.setattr(zips, "MAX_MARKUP", 4_000_000)
    assert read(path, max_bytes=LIMIT).blocks == (TextBlock(text="甲镇公开132条。"),)


def test_every_reason_is_told_apart(tmp_path: Path) -> None:
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    assert "文件是空的" in refusal(put(tmp_path / "空.txt", b"")).zh
    assert "看起来不是文本" in refusal(put(tmp_path / "乱.txt", bytes(range(256)) * 9)).zh
    assert "太大（1.5 MiB，上限 1.0 MiB）" in refusal(put(tmp_path / "大.txt", b"a" * (3 << 19))).zh
    assert "有密码保护" in refusal(put(tmp_path / "密.docx", locked)).zh
    assert "不是完好的电子表格" in refusal(put(tmp_path / "表.xlsx", b"PK")).zh
    assert "没有文字" in refusal(put(tmp_path / "白.txt", b" \n\n")).zh
    assert "没有文字" in refusal(put(tmp_path / "白.html", b"<html><body><img src=a></body>")).zh
    assert "是文件夹" in refusal(tmp_path).zh
    assert "打不开" in refusal(tmp_path / "无.txt").zh


def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.txt")
    assert "不是普通文件" in refusal(tmp_path / "管.txt").zh


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_missing_permission_is_said(tmp_path: Path) -> None:
    path = put(tmp_path / "禁.txt", b"a")
    path.chmod(0)
    assert "权限" in refusal(path).zh


def test_an_os_error_while_reading_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "禁.txt", b"a")

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert "打不开（Permission denied），请检查" in refusal(path).zh


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    assert read(put(tmp_path / "a.txt", b"a" * LIMIT), max_bytes=LIMIT).source == "a.txt"


def test_the_checksum_covers_report_and_side_file(tmp_path: Path) -> None:
    path = put(tmp_path / "甲.txt", b"abc")
    assert read(path, max_bytes=LIMIT).sha256 == hashlib.sha256(b"abc").hexdigest()
    side = put(tmp_path / "甲.json", b'{"year": 2018}')
    document = read(path, max_bytes=LIMIT)
    assert document.sha256 == hashlib.sha256(b"abc" + side.read_bytes()).hexdigest()
    assert document.side == SideFile(year=2018)


def test_unknown_keys_of_a_side_file_are_noted_on_the_document(tmp_path: Path) -> None:
    put(tmp_path / "甲.json", '{"agancy": "甲镇"}'.encode())
    assert read(put(tmp_path / "甲.txt", b"abc"), max_bytes=LIMIT).problems == (
        "附属文件“甲.json”里的 agancy 不认识，没有使用。",
    )


def test_a_document_knows_the_folders_above_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "青石县" / "石桥镇"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("石桥镇报告。", encoding="utf-8")
    assert read(folder / "a.txt", max_bytes=1 << 20).folders == (tmp_path.name, "青石县", "石桥镇")
