"""The folder of reports: adding never overwrites, removing never deletes, names lead nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.errors import WrongCall
from nianbao.serving.shelf import TRASH, Shelf, safe_name


def made(folder: Path, name: str, content: str) -> tuple[Path, str]:
    folder.mkdir(exist_ok=True)
    path = folder / f"upload-{len(list(folder.iterdir()))}"
    path.write_text(content, "utf-8")
    return path, name


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.is_file()}


def test_a_taken_name_is_never_overwritten_whatever_the_ending(tmp_path: Path) -> None:
    shelf, up = Shelf(tmp_path / "reports"), tmp_path / "up"
    shelf.add([made(up, "年报.docx", "甲"), made(up, "年报.json", "甲的")])
    shelf.add([made(up, "年报.txt", "乙")])
    shelf.add([made(up, "年报.docx", "丙"), made(up, "年报.json", "丙的")])
    assert contents(shelf.folder) == {
        "年报.docx": "甲", "年报.json": "甲的", "年报-2.txt": "乙", "年报-3.docx": "丙", "年报-3.json": "丙的",
    }  # fmt: skip


def test_two_reports_of_one_name_in_one_upload_part(tmp_path: Path) -> None:
    shelf, up = Shelf(tmp_path / "reports"), tmp_path / "up"
    added = shelf.add([made(up, "a.txt", "甲"), made(up, "a.txt", "乙"), made(up, "b/a.html", "丙")])
    assert [path.name for path in added] == ["a.txt", "a-2.txt", "a-3.html"]


def test_what_is_discarded_lies_in_the_trash_with_its_side_file(tmp_path: Path) -> None:
    shelf, up = Shelf(tmp_path / "reports"), tmp_path / "up"
    report, _ = shelf.add([made(up, "a.txt", "甲"), made(up, "a.json", "{}")])
    moved = shelf.discard(report)
    assert contents(shelf.folder) == {}
    assert contents(moved.parent) == {"a.txt": "甲", "a.json": "{}"}
    assert moved.is_relative_to(shelf.folder / TRASH)
    assert not shelf.holds(moved)
    with pytest.raises(WrongCall):
        shelf.discard(moved)


def test_a_file_outside_is_not_held_even_through_a_link(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "reports")
    shelf.folder.mkdir()
    outside = tmp_path / "a.txt"
    outside.write_text("甲", "utf-8")
    (shelf.folder / "b.txt").symlink_to(outside)
    assert not shelf.holds(outside)
    assert not shelf.holds(shelf.folder / "b.txt")
    assert not shelf.holds(shelf.folder / ".." / "a.txt")


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"), ("C:\\年报\\清水镇.docx", "清水镇.docx"), (".trash", "trash"),
        ("a\x00\n<b>.pdf", "a___b_.pdf"), ("", "报告"), ("..", "报告"), ("清水镇2021年.PDF", "清水镇2021年.PDF"),
    ],
)  # fmt: skip
def test_a_name_is_made_safe(given_: str, kept: str) -> None:
    assert safe_name(given_) == kept


@given(st.text(max_size=300))
def test_no_name_leads_out_of_the_folder_or_hides(name: str) -> None:
    safe = safe_name(name)
    assert Path("/a", safe).resolve().parent == Path("/a")
    assert not safe.startswith((".", "~$"))
    assert 0 < len(safe.encode()) < 255


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file", "utf-8")
    with pytest.raises(WrongCall, match="Cannot write to the folder of reports"):
        Shelf(tmp_path / "reports").add([made(tmp_path / "up", "a.txt", "甲")])
