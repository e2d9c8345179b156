"""Which files are reports: recursive, stable, without loops."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.errors import WrongCall
from nianbao.reading import report_files


def plant(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("甲", "utf-8")


def found(root: Path, *paths: Path) -> list[str]:
    return [str(p.relative_to(root)) for p in report_files(paths or (root,))]


def test_reports_are_found_recursively_in_sorted_order(tmp_path: Path) -> None:
    plant(tmp_path, "乙 镇/2019.txt", "乙 镇/2018.docx", "甲.html", "b.md", "a.TXT", "深/深/深/x.htm")
    assert found(tmp_path) == ["a.TXT", "b.md", "乙 镇/2018.docx", "乙 镇/2019.txt", "深/深/深/x.htm", "甲.html"]


def test_what_is_clearly_no_report_is_left_out(tmp_path: Path) -> None:
    plant(
        tmp_path, "a.txt", "a.json", "b.json", "README.md", ".git/x.txt", ".a.txt", "~$a.docx", "s.css", "s.js",
        "LICENSE", "p.html", "p_files/ad.html", "__MACOSX/a.txt", "data_files/c.txt",
    )  # fmt: skip
    assert found(tmp_path) == ["a.txt", "data_files/c.txt", "p.html"]


def test_documents_that_cannot_be_read_are_listed_all_the_same(tmp_path: Path) -> None:
    names = [
        "a.pdf",
        "b.ofd",
        "c.png",
        "d.jpg",
        "e.doc",
        "f.wps",
        "g.zip",
        "h.mht",
        "i.xlsx",
        "j.rtf",
        "甲镇2018年年报",
    ]
    plant(tmp_path, *names)
    assert found(tmp_path) == names


def test_links_that_lead_back_do_not_loop_and_a_file_comes_once(tmp_path: Path) -> None:
    plant(tmp_path, "a/x.txt", "b/y.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b" / "self").symlink_to(tmp_path / "b", target_is_directory=True)
    (tmp_path / "b" / "z.txt").symlink_to(tmp_path / "a" / "x.txt")
    assert found(tmp_path, tmp_path, tmp_path / "a", tmp_path / "b" / "y.txt") == ["a/x.txt", "b/y.txt"]


def test_a_broken_link_is_yielded_so_that_it_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert found(tmp_path) == ["a.txt"]


def test_named_files_are_taken_whatever_they_are_but_for_side_files(tmp_path: Path) -> None:
    plant(tmp_path, "a.txt", "a.json", "b.xyz", "c.json", "[d].txt", "[d].json", "README.md")
    named = [tmp_path / name for name in ("b.xyz", "a.json", "c.json", "[d].json", "README.md")]
    assert found(tmp_path, *named) == ["b.xyz", "c.json", "README.md"]


def test_a_missing_path_is_a_wrong_call_before_anything_is_read(tmp_path: Path) -> None:
    plant(tmp_path, "a.txt")
    with pytest.raises(WrongCall) as caught:
        report_files([tmp_path, tmp_path / "无此 夹"])
    assert "找不到" in caught.value.zh
    assert "无此 夹" in caught.value.zh


def test_an_unopenable_folder_is_yielded_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a/x.txt", "b.txt")

    def scandir(path: Path) -> object:
        if path.name == "a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    import os

    real = os.scandir
    monkeypatch.setattr("nianbao.reading.finding.os.scandir", scandir)
    assert found(tmp_path) == ["a", "b.txt"]
