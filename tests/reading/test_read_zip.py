"""Archives of reports: each report in one is a document of its own, and a hostile archive costs nothing."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest
from ofd_samples import zipped

from nianbao import building
from nianbao.errors import NianbaoError, Unreadable
from nianbao.model import Document, SideFile, TextBlock
from nianbao.reading import checksum, read, report_files, zips
from nianbao.settings import Settings
from nianbao.store.library import Library

LIMIT = 1 << 20
TEXT = "甲镇2023年政府信息公开工作年度报告\n一、概述\n2023年，甲镇主动公开政府信息210条。\n"
SETTINGS = Settings(model="none")


def put(path: Path, parts: dict[str, bytes]) -> Path:
    path.write_bytes(zipped(parts))
    return path


def documents(path: Path) -> list[Document]:
    return [read(found, max_bytes=LIMIT) for found in report_files([path])]


def refusal(path: Path) -> str:
    found = list(report_files([path]))
    assert found == [path]
    with pytest.raises(Unreadable) as caught:
        read(path, max_bytes=LIMIT)
    assert path.name in caught.value.zh
    return caught.value.zh


def test_every_report_in_folders_too_is_a_document_with_its_side_file(tmp_path: Path) -> None:
    html = "<html><body><p>乙镇公开5条。</p></body></html>"
    path = put(tmp_path / "年 报.zip", {
        "乡镇/甲 镇.txt": TEXT.encode(), "乡镇/甲 镇.json": b'{"year": 2023}', "乙镇.html": html.encode(),
        "__MACOSX/._a.txt": b"x", ".a.txt": b"x", "README.md": b"x", "s.css": b"x", "乙镇_files/ad.html": html.encode(),
    })  # fmt: skip
    first, second = documents(path)
    assert (first.source, first.side) == ("年 报.zip!/乙镇.html", SideFile())
    assert first.blocks == (TextBlock(text="乙镇公开5条。"),)
    assert (second.source, second.side) == ("年 报.zip!/乡镇/甲 镇.txt", SideFile(year=2023))
    assert [b.text for b in second.blocks if isinstance(b, TextBlock)] == TEXT.split("\n")[:-1]


def test_the_checksum_is_that_of_the_same_files_outside(tmp_path: Path) -> None:
    path = put(tmp_path / "a.zip", {"b.txt": TEXT.encode(), "b.json": b'{"year": 2023}'})
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.json").write_text('{"year": 2023}', "utf-8")
    inner = tmp_path / "a.zip!" / "b.txt"
    assert checksum(inner, max_bytes=LIMIT) == checksum(tmp_path / "b.txt", max_bytes=LIMIT)
    assert read(inner, max_bytes=LIMIT).sha256 == checksum(inner, max_bytes=LIMIT)
    assert path.is_file()


def raw_name(data: bytes, stand_in: bytes, name: bytes) -> bytes:
    assert len(stand_in) == len(name)
    return data.replace(stand_in, name)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_written_without_saying_in_which_encoding(tmp_path: Path, encoding: str) -> None:
    name = "乡镇/甲镇2023年年报.txt".encode(encoding)
    path = tmp_path / "a.zip"
    path.write_bytes(raw_name(zipped({"x" * len(name): TEXT.encode()}), b"x" * len(name), name))
    assert [d.source for d in documents(path)] == ["a.zip!/乡镇/甲镇2023年年报.txt"]


def test_one_report_called_zip_is_read_as_what_it_is(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("甲镇公开132条。")
    document.save(str(tmp_path / "a.zip"))
    (found,) = documents(tmp_path / "a.zip")
    assert (found.source, found.blocks) == ("a.zip", (TextBlock(text="甲镇公开132条。"),))


def test_a_word_file_stored_unpacked_does_not_make_the_archive_a_word_file(tmp_path: Path) -> None:
    word = zipped({"word/document.xml": "<a/>"}, method=zipfile.ZIP_STORED)
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"甲.docx": word, "乙.txt": TEXT.encode()}, method=zipfile.ZIP_STORED))
    assert list(report_files([path])) == [tmp_path / "a.zip!" / "乙.txt", tmp_path / "a.zip!" / "甲.docx"]
    with pytest.raises(Unreadable, match="really an archive"):
        read(path.rename(tmp_path / "b.docx"), max_bytes=LIMIT)


def test_a_folder_named_as_in_a_word_file_does_not_make_the_archive_one(tmp_path: Path) -> None:
    path = put(tmp_path / "a.docx", {"旧/word/document.xml": b"<a/>", "甲.txt": TEXT.encode()})
    with pytest.raises(Unreadable, match="really an archive"):
        read(path, max_bytes=LIMIT)


def test_an_archive_within_is_listed_and_refused_and_does_not_stop_the_others(tmp_path: Path) -> None:
    inner = zipped({"c.txt": TEXT.encode()})
    path = put(tmp_path / "a.zip", {"b.zip": inner, "c.docx": inner, "d.rar": b"Rar!", "e.txt": TEXT.encode()})
    *archives, last = report_files([path])
    for found in archives:
        with pytest.raises(Unreadable, match="an archive within an archive") as caught:
            read(found, max_bytes=LIMIT)
        assert f"“a.zip!/{found.name}”" in caught.value.zh
    assert read(last, max_bytes=LIMIT).source == "a.zip!/e.txt"


def test_each_kind_of_bad_archive_has_its_line(tmp_path: Path) -> None:
    good = zipped({"甲.txt": TEXT.encode()})
    for name, data, line in (
        ("断.zip", good[:-30], "不是完好的 zip"),
        ("假.zip", b"not an archive at all", "不是完好的 zip"),
        ("空.zip", zipped({}), "没有能读取的报告"),
        ("无.zip", zipped({"a.css": b"x"}), "里有 1 个文件，但没有能读取的报告"),
        ("外.zip", zipped({"../../甲.txt": b"x"}), "指向包外"),
        ("根.zip", zipped({"/etc/甲.txt": b"x"}), "指向包外"),
        ("盘.zip", zipped({"C:\\甲.txt": b"x"}), "指向包外"),
        ("弹.zip", zipped({"甲.txt": b"0" * (40 << 20)}), "大得可疑"),
        ("少.zip", zipped({"甲.txt": b"x"}, method=zipfile.ZIP_LZMA), "少见的压缩方式"),
    ):
        (tmp_path / name).write_bytes(data)
        assert line in refusal(tmp_path / name), name
    (tmp_path / "零.zip").write_bytes(b"")
    assert "文件是空的" in refusal(tmp_path / "零.zip")


def test_a_locked_archive_says_so(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"x"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    (tmp_path / "密.zip").write_bytes(bytes(data))
    assert "有密码保护" in refusal(tmp_path / "密.zip")


def test_too_many_entries_and_a_directory_beyond_reason_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / "a.zip", {f"{i}.txt": b"x" for i in range(30)})
    monkeypatch.setattr(zips, "MAX_ENTRIES", 29)
    assert "里有 30 个文件（上限 29 个）" in refusal(path)
    monkeypatch.setattr(zips, "MAX_DIRECTORY", 1000)
    assert "不是完好的 zip" in refusal(path)


def test_a_file_in_an_archive_may_be_no_larger_than_one_outside(tmp_path: Path) -> None:
    path = put(tmp_path / "a.zip", {"甲.txt": os.urandom(LIMIT + 1)})
    (found,) = report_files([path])
    with pytest.raises(Unreadable) as caught:
        read(found, max_bytes=LIMIT)
    assert "“a.zip!/甲.txt”太大" in caught.value.zh


def test_an_entry_whose_bytes_are_not_sound_is_refused(tmp_path: Path) -> None:
    data = zipped({"甲.txt": TEXT.encode()}, method=zipfile.ZIP_STORED).replace("210条".encode(), "910条".encode())
    (tmp_path / "a.zip").write_bytes(data)
    (found,) = report_files([tmp_path / "a.zip"])
    with pytest.raises(Unreadable, match="is not a sound zip"):
        read(found, max_bytes=LIMIT)


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "秘密.txt").write_text(TEXT, "utf-8")
    link = zipfile.ZipInfo("甲.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "秘密.txt")
    (tmp_path / "a.zip").write_bytes(file.getvalue())
    assert "没有能读取的报告" in refusal(tmp_path / "a.zip")


def test_a_folder_that_is_named_like_the_inside_of_an_archive_is_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "a.zip", {"b.txt": b"x"})
    (tmp_path / "a.zip!").mkdir()
    (tmp_path / "a.zip!" / "b.txt").write_text(TEXT, "utf-8")
    assert read(tmp_path / "a.zip!" / "b.txt", max_bytes=LIMIT).source == "b.txt"


def test_a_path_into_an_archive_is_itself_a_path_to_a_report(tmp_path: Path) -> None:
    put(tmp_path / "a.zip", {"b.txt": TEXT.encode()})
    inner = tmp_path / "a.zip!" / "b.txt"
    assert list(report_files([inner])) == [inner]
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / "a.zip!" / "c.txt", max_bytes=LIMIT)
    assert "压缩包里没有“a.zip!/c.txt”" in caught.value.zh


def sources(index: Path) -> list[str]:
    return sorted(card.source for card in Library.open(index, SETTINGS).cards)


def test_an_index_follows_what_happens_to_an_archive(tmp_path: Path) -> None:
    """Added, changed and removed entries; a damaged archive costs nothing that was read before; a gone one goes."""
    folder, index = tmp_path / "in", tmp_path / "index"
    folder.mkdir()
    path = put(folder / "a.zip", {"甲.txt": TEXT.encode(), "乙.txt": TEXT.replace("甲", "乙").encode()})
    assert len(building.build([folder], index, SETTINGS).added) == 2
    assert len(building.build([folder], index, SETTINGS).unchanged) == 2
    put(path, {"甲.txt": TEXT.replace("210", "211").encode(), "丙.txt": TEXT.replace("甲", "丙").encode()})
    result = building.build([folder], index, SETTINGS)
    assert [len(result.added), len(result.changed), len(result.removed)] == [1, 1, 1]
    assert sources(index) == ["a.zip!/丙.txt", "a.zip!/甲.txt"]
    path.write_bytes(path.read_bytes()[:-40])
    result = building.build([folder], index, SETTINGS)
    assert [name for name, _, _ in result.unreadable] == [str(path)]
    assert sources(index) == ["a.zip!/丙.txt", "a.zip!/甲.txt"]
    path.unlink()
    assert len(building.build([folder], index, SETTINGS).removed) == 2
    assert sources(index) == []


def test_reports_read_without_an_index_come_out_of_archives_too(tmp_path: Path) -> None:
    path = put(tmp_path / "a.zip", {"甲.txt": TEXT.encode(), "乙.zip": zipped({"x.txt": b"x"})})
    good, bad = sorted(building.read_reports([path], SETTINGS), key=lambda read: read.error is not None)
    assert good.report is not None
    assert good.report.source == "a.zip!/甲.txt"
    assert [(f.metric, int(f.value)) for f in good.figures if f.value == 210] != []
    assert isinstance(bad.error, NianbaoError)
