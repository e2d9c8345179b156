"""Old Word files go through an office program of the machine, which sees neither network nor other files nor time."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import pytest
from pdf_samples import tables, texts

from nianbao.errors import NotYet, Unreadable
from nianbao.model import Document, TextBlock
from nianbao.reading import office, read
from nianbao.reading.limits import Limits, in_force

LIMIT = 1 << 24
LINES = ["甲镇2023年政府信息公开工作年度报告", "一、概述", "全年主动公开政府信息132条。"]
LAST = "二、其他需要报告的事项"
TABLE = (("信息内容", "件数"), ("规章", "0"), ("规范性文件", "18"))
HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def ole(flags: int = 0) -> bytes:
    stream = (b"\xec\xa5" + b"\0" * 8 + flags.to_bytes(2, "little")).ljust(512, b"\0")
    return HEAD + stream + "WordDocument".encode("utf-16-le").ljust(512, b"\0")


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(path, max_bytes=LIMIT)
    assert path.name in caught.value.zh
    return caught.value


def word(path: Path) -> Path:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=2)
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(LAST)
    document.save(str(path))
    return path


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that is the only one looked into; a test writes its office program there."""
    programs = tmp_path / "programs"
    programs.mkdir()
    which = office.shutil.which
    monkeypatch.setattr(office, "_PLACES", {})
    monkeypatch.setattr(office.shutil, "which", lambda name, path=None: which(name, path=str(programs)))
    return programs


def program(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(("#!/bin/sh", *lines)), "utf-8")
    (folder / name).chmod(0o755)


def test_without_a_program_one_line_says_what_to_install(tmp_path: Path, fake: Path) -> None:
    error = refusal(put(tmp_path / "年 报.doc", ole()))
    assert isinstance(error, NotYet)
    assert "要先安装 LibreOffice（或 antiword）" in error.zh
    assert isinstance(refusal(put(tmp_path / "年 报.rtf", b"{\\rtf1 a}")), NotYet)


def test_the_program_gets_a_neutral_name_and_its_own_profile_and_its_docx_is_read(tmp_path: Path, fake: Path) -> None:
    made = word(tmp_path / "made.docx")
    program(fake, "soffice", f'echo "$@" > "{tmp_path}/called"', 'while [ "$1" != --outdir ]; do shift; done',
            f'cp "{made}" "$2/report.docx"')  # fmt: skip
    found = read(put(tmp_path / "年 $(报).wps", ole()), max_bytes=LIMIT)
    assert texts(found) == [*LINES, LAST]
    called = (tmp_path / "called").read_text("utf-8")
    assert "--headless" in called
    assert "-env:UserInstallation=file://" in called
    assert "年" not in called
    folder = Path(called.split()[-1]).parent
    assert not folder.exists()


def test_antiword_is_the_second_choice_and_reads_no_rich_text(tmp_path: Path, fake: Path) -> None:
    program(fake, "antiword", "echo '甲镇公开132条。'", "echo '|规章 |0 |'", "echo '|文件 |18 |'")
    found = read(put(tmp_path / "a.doc", ole()), max_bytes=LIMIT)
    assert texts(found) == ["甲镇公开132条。"]
    assert [list(table.values()) for table in tables(found)] == [["规章", "0", "文件", "18"]]
    assert isinstance(refusal(put(tmp_path / "a.rtf", b"{\\rtf1 a}")), NotYet)


def test_a_program_that_makes_nothing_or_hangs_is_given_up(tmp_path: Path, fake: Path) -> None:
    program(fake, "soffice", "exit 1")
    assert "不能转换，可能已损坏" in refusal(put(tmp_path / "a.doc", ole())).zh
    program(fake, "soffice", f"sleep 600 & echo $! > '{tmp_path}/child'", "wait")
    with in_force(Limits(seconds=0.5)):
        assert "没有完成" in refusal(tmp_path / "a.doc").zh
    child = (tmp_path / "child").read_text("utf-8").strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False).stdout
    assert state.strip()[:1] in ("", "Z")


def test_what_a_program_may_write_is_bounded(tmp_path: Path, fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_WRITTEN_KB", 64)
    lines = ("dd if=/dev/zero of=much bs=1024 count=4096 2>&-", f"wc -c < much > '{tmp_path}/size'")
    program(fake, "soffice", *lines)
    assert "不能转换" in refusal(put(tmp_path / "a.doc", ole())).zh
    assert int((tmp_path / "size").read_text("utf-8")) <= 128 << 10  # shells count in halves or whole kilobytes


def test_locked_and_foreign_files_are_told_apart_before_any_program_starts(tmp_path: Path, fake: Path) -> None:
    program(fake, "soffice", f"touch '{tmp_path}/started'")
    assert "有密码保护" in refusal(put(tmp_path / "a.doc", ole(0x0100))).zh
    assert "不是完好的电子表格" in refusal(put(tmp_path / "a.wps", HEAD + "Workbook".encode("utf-16-le"))).zh
    assert "不是 Word 文件" in refusal(put(tmp_path / "d.wps", HEAD + "PowerPoint".encode("utf-16-le"))).zh
    assert "文件是空的" in refusal(put(tmp_path / "b.wps", b"")).zh
    assert "看起来不是文本" in refusal(put(tmp_path / "c.wps", bytes(range(256)) * 9)).zh
    assert not (tmp_path / "started").exists()


def test_text_and_docx_under_an_old_name_need_no_program(tmp_path: Path, fake: Path) -> None:
    assert texts(read(word(tmp_path / "a.wps"), max_bytes=LIMIT)) == [*LINES, LAST]
    found = read(put(tmp_path / "b.doc", "甲镇公开132条。".encode("gb18030")), max_bytes=LIMIT)
    assert found.blocks == (TextBlock(text="甲镇公开132条。"),)


needs_libreoffice = pytest.mark.skipif(
    office._installed(rich=True) is None, reason="LibreOffice is not installed on this machine"
)


@needs_libreoffice
@pytest.mark.parametrize(("ending", "filter_name"), [("doc", "doc:MS Word 97"), ("rtf", "rtf")])
def test_a_real_old_file_gives_the_words_and_the_table(tmp_path: Path, ending: str, filter_name: str) -> None:
    converter = office._installed(rich=True)
    assert converter is not None
    subprocess.run(
        [converter.program, f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless", "--convert-to",
         filter_name, "--outdir", str(tmp_path), str(word(tmp_path / "a.docx"))],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found: Document = read((tmp_path / f"a.{ending}").rename(tmp_path / f"年 报.{ending}"), max_bytes=LIMIT)
    assert texts(found) == [*LINES, LAST]
    cells = {(r, c, 1, 1): text for r, row in enumerate(TABLE) for c, text in enumerate(row)}
    assert tables(found) == [cells]
