"""Uploads are checked, told apart from each other, and leave nothing behind; none can hold the server."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from serving_samples import text_of

from nianbao.errors import WrongCall
from nianbao.serving.checkups import MOST_FILES, check_files, check_uploads
from nianbao.settings import Settings

SUMS = (
    "青溪镇2016年政府信息公开工作年度报告\n\n一、总体情况\n\n2016年，青溪镇政府认真做好政务公开工作。\n\n二、主动公开情况\n\n"
    "2016年，我镇主动公开政府信息100条，分类情况为：工作动态60条，通知公告{n}条。\n"
)
SETTINGS = Settings(model="none", max_file_mb=1)


def up(name: str, text: str | bytes) -> tuple[str, io.BytesIO]:
    return name, io.BytesIO(text if isinstance(text, bytes) else text.encode())


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_sums_that_hold_and_fail_are_told_with_their_words_and_nothing_is_left(temporary: Path) -> None:
    found = check_uploads([up("对.txt", SUMS.format(n=40)), up("错.txt", SUMS.format(n=30))], SETTINGS)
    assert [(str(each.path), each.report.agency, each.report.year) for each in found.checked] == [
        ("对.txt", "青溪镇", 2016), ("错.txt", "青溪镇", 2016),
    ]  # fmt: skip
    right, wrong = ([f for f in each.findings if f.status == "fails"] for each in found.checked)
    assert right == []
    assert [(finding.left, finding.right) for finding in wrong] == [(100, 90)]
    text = found.checked[1].report.text
    assert all(figure.span.of(text) == figure.quote for figure in wrong[0].figures)
    assert found.fails
    assert list(temporary.iterdir()) == []


def test_it_is_told_which_file_is_being_read_the_copies_being_made_before() -> None:
    uploads = [up("甲.txt", text_of("甲镇", 2021, 7)), up("甲.json", "{}"), up("坏.pdf", b"%PDF-1.4 ?")]
    steps: list[tuple[int, int, str]] = []

    def told(done: int, all: int, file: str) -> None:
        steps.append((done, all, file))
        for _, each in uploads:
            each.close()

    found = check_uploads(uploads, SETTINGS, told=told)
    assert steps == [(0, 2, "甲.txt"), (1, 2, "坏.pdf"), (2, 2, "")]
    assert (len(found.checked), len(found.unreadable)) == (1, 1)


def test_a_file_that_cannot_be_read_is_one_sentence_and_the_others_go_on() -> None:
    found = check_uploads([up("坏.pdf", b"%PDF-1.4 ?"), up("清水镇.txt", text_of("清水镇", 2021, 7))], SETTINGS)
    assert [each.report.agency for each in found.checked] == ["清水镇"]
    assert [str(path) for path, _ in found.unreadable] == ["坏.pdf"]


def test_files_of_one_name_are_two_and_a_side_file_speaks_for_the_one_before_it() -> None:
    side = '{"agency": "白石镇", "year": 2020}'
    nameless = "年报\n一、概述\n收到申请3件。"
    files = [
        up("年报.txt", text_of("清水镇", 2021, 7)),
        up("a.txt", nameless),
        up("a.json", side),
        up("年报.txt", nameless),
    ]
    found = check_uploads(files, SETTINGS)
    assert [(str(each.path), each.report.agency) for each in found.checked] == [
        ("年报.txt", "清水镇"), ("a.txt", "白石镇"), ("年报.txt", ""),
    ]  # fmt: skip


def test_reports_in_an_archive_are_named_by_their_way_inside() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("镇/清水镇.txt", text_of("清水镇", 2021, 7))
    [each] = check_uploads([("全部.zip", packed)], SETTINGS).checked if packed.seek(0) == 0 else []
    assert str(each.path) == "全部.zip!/镇/清水镇.txt"


def test_names_that_lead_elsewhere_do_not(temporary: Path) -> None:
    [each] = check_uploads([up("../../../清水镇.txt", text_of("清水镇", 2021, 7))], SETTINGS).checked
    assert str(each.path) == "清水镇.txt"
    assert list(temporary.parent.iterdir()) == [temporary]


def test_too_many_and_too_large_are_refused(temporary: Path) -> None:
    with pytest.raises(WrongCall, match=str(MOST_FILES)):
        check_uploads([up("a.txt", "a")] * (MOST_FILES + 1), SETTINGS)
    with pytest.raises(WrongCall, match=str(MOST_FILES)):
        check_uploads([], SETTINGS)
    with pytest.raises(WrongCall, match="1 MiB"):
        check_uploads([up("a.txt", b"a" * ((1 << 20) + 1))], SETTINGS)
    assert list(temporary.iterdir()) == []


def test_what_takes_too_long_is_ended_and_said(tmp_path: Path) -> None:
    """No time at all is always too little."""
    path = tmp_path / "a.txt"
    path.write_text(text_of("清水镇", 2021, 7), "utf-8")
    found = check_files([path], SETTINGS, seconds=0)
    assert found.checked == ()
    [(unread, error)] = found.unreadable
    assert (unread, "0 秒内没有读完" in error.zh) == (path, True)


def test_a_file_that_has_gone_costs_itself_and_not_the_server(tmp_path: Path) -> None:
    found = check_files([tmp_path / "nothing.txt"], SETTINGS)
    assert [(path.name, "无法处理" in error.zh) for path, error in found.unreadable] == [("nothing.txt", True)]


def test_text_that_costs_too_much_to_understand_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two million characters that are all numbers, in one second; the file after it has none left."""
    from nianbao.reading import reader

    monkeypatch.setattr(reader, "_GRACE", 0.5)
    dear, cheap = tmp_path / "dear.txt", tmp_path / "cheap.txt"
    dear.write_text(text_of("清水镇", 2021, 7) + "收到0件，0条，" * 200_000, "utf-8")
    cheap.write_text(text_of("清水镇", 2021, 7), "utf-8")
    found = check_files([dear, cheap], Settings(model="none"), seconds=1)
    assert found.checked == ()
    assert ["没有读完" in error.zh for _, error in found.unreadable] == [True, True]
