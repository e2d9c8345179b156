"""An index follows its report files: what is new is read, what is known is not, what is gone goes."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nianbao import parsing, reading
from nianbao.building import BuildResult, build, contents
from nianbao.building.workshop import Workshop
from nianbao.errors import IndexIncompatible, ModelUnavailable, WrongCall
from nianbao.settings import Settings
from nianbao.store import files
from nianbao.store.library import Library

NONE = Settings(model="none")
FAKE = Settings(model="fake")
TEXT = """{agency}{year}年政府信息公开工作年度报告
一、概述
{agency}人民政府认真落实条例要求。统计期限为{year}年1月1日至{year}年12月31日。
二、主动公开情况
{year}年共主动公开政府信息{n}条。
三、收到和处理申请情况
{year}年收到政府信息公开申请{k}件，均已答复。
"""


class HashEncoder:
    """A vector is the text's checksum. Notes what it encodes."""

    name = "hash"
    dimension = 8

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def __call__(self) -> HashEncoder:
        return self

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        self.encoded += texts
        return self.queries(texts)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        sums = [np.frombuffer(hashlib.sha256(text.encode()).digest()[:8], np.uint8) for text in texts]
        matrix = np.asarray(sums, np.float32) + 1
        return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), np.float32)


def write(folder: Path, name: str, agency: str = "柳溪镇", year: int = 2018, n: int = 646, k: int = 3) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(TEXT.format(agency=agency, year=year, n=n, k=k), encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "报告 data"
    write(folder, "a.txt", "柳溪镇")
    write(folder / "deep", "b.txt", "石桥乡")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def names(paths: Sequence[str]) -> list[str]:
    return [Path(path).name for path in paths]


def told(result: BuildResult) -> dict[str, list[str]]:
    """What happened to which files, leaving out what happened to none."""
    kinds = ("added", "changed", "unchanged", "removed", "duplicates")
    found = {kind: names(getattr(result, kind)) for kind in kinds}
    found["unreadable"] = names([path for path, _, _ in result.unreadable])
    return {kind: listed for kind, listed in found.items() if listed}


def sources(index: Path) -> list[str]:
    return sorted(card.source for card in Library.open(index, NONE).cards)


def generation(index: Path) -> str:
    return Library.open(index, NONE).generation


def test_reports_are_indexed_with_all_that_belongs_to_them(data: Path, index: Path) -> None:
    assert told(build([data], index, NONE)) == {"added": ["a.txt", "b.txt"]}
    library = Library.open(index, NONE)
    assert {(card.agency, card.year) for card in library.cards} == {("柳溪镇", 2018), ("石桥乡", 2018)}
    card = next(card for card in library.cards if card.agency == "柳溪镇")
    assert library.report(card.id) == parsing.parse(reading.read(data / "a.txt", max_bytes=1 << 20))
    report = library.report(card.id)
    assert report is not None
    hit = library.search("柳溪镇收到几件申请", k=1)[0]
    assert "申请3件" in hit.passage.text
    assert hit.passage.span.of(report.text) == hit.passage.text
    for figure in library.figures():
        owner = library.report(figure.report_id)
        assert owner is not None
        assert figure.span.of(owner.text) == figure.quote
    assert card.passages == len(parsing.passages(report))
    assert library.counts()["figures"] == sum(card.figures for card in library.cards)


def test_what_is_known_is_not_read_again(data: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([data], index, NONE)
    before = generation(index)

    def fail(*args: object, **kwargs: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(reading.Reader, "read", fail)
    assert told(build([data, data / "a.txt"], index, NONE)) == {"unchanged": ["a.txt", "b.txt"]}
    assert generation(index) == before, "nothing is written either"


def test_a_changed_file_replaces_its_report(data: Path, index: Path) -> None:
    build([data], index, NONE)
    write(data, "a.txt", n=700)
    assert told(build([data], index, NONE)) == {"changed": ["a.txt"], "unchanged": ["b.txt"]}
    texts = [hit.passage.text for hit in Library.open(index, NONE).search("主动公开政府信息", k=20)]
    assert any("700条" in text for text in texts)
    assert len(Library.open(index, NONE).cards) == 2


def test_a_side_file_that_appears_changes_its_report(data: Path, index: Path) -> None:
    build([data], index, NONE)
    (data / "a.json").write_text('{"agency": "柳溪镇", "year": 2017}', encoding="utf-8")
    assert told(build([data], index, NONE)) == {"changed": ["a.txt"], "unchanged": ["b.txt"]}
    assert sorted(card.year or 0 for card in Library.open(index, NONE).cards) == [2017, 2018]


def test_the_same_content_is_kept_once(data: Path, index: Path) -> None:
    shutil.copy(data / "a.txt", data / "z.txt")
    assert told(build([data], index, NONE)) == {"added": ["a.txt", "b.txt"], "duplicates": ["z.txt"]}
    assert told(build([data], index, NONE)) == {"unchanged": ["a.txt", "b.txt"], "duplicates": ["z.txt"]}
    (data / "a.txt").unlink()
    result = build([data], index, NONE)
    assert told(result) == {"added": ["z.txt"], "unchanged": ["b.txt"], "removed": ["a.txt"]}
    assert sources(index) == ["b.txt", "z.txt"]


def test_a_file_that_becomes_a_copy_of_another_loses_its_report(data: Path, index: Path) -> None:
    build([data], index, NONE)
    shutil.copy(data / "a.txt", data / "deep" / "b.txt")
    assert told(build([data], index, NONE)) == {"unchanged": ["a.txt"], "duplicates": ["b.txt"]}
    assert sources(index) == ["a.txt"]


def test_two_files_that_become_the_same_new_text_are_kept_once(data: Path, index: Path) -> None:
    build([data], index, NONE)
    write(data, "a.txt", n=1)
    shutil.copy(data / "a.txt", data / "deep" / "b.txt")
    assert told(build([data], index, NONE)) == {"changed": ["a.txt"], "duplicates": ["b.txt"]}
    assert sources(index) == ["a.txt"]


def test_files_that_swap_their_contents_are_both_kept(data: Path, index: Path) -> None:
    build([data], index, NONE)
    a, b = data / "a.txt", data / "deep" / "b.txt"
    texts = a.read_bytes(), b.read_bytes()
    a.write_bytes(texts[1])
    b.write_bytes(texts[0])
    assert told(build([data], index, NONE)) == {"changed": ["a.txt", "b.txt"]}
    assert {(c.source, c.agency) for c in Library.open(index, NONE).cards} == {("a.txt", "石桥乡"), ("b.txt", "柳溪镇")}


def test_only_what_vanished_from_an_indexed_folder_goes(data: Path, index: Path) -> None:
    other = write(data.parent / "elsewhere", "c.txt", "东湖街道")
    build([data, other], index, NONE)
    other.unlink()
    (data / "a.txt").unlink()
    assert told(build([data / "deep"], index, NONE)) == {"unchanged": ["b.txt"]}
    assert told(build([data], index, NONE)) == {"unchanged": ["b.txt"], "removed": ["a.txt"]}
    assert sources(index) == ["b.txt", "c.txt"]


def test_a_file_that_is_still_there_stays_even_if_a_search_passes_it_over(data: Path, index: Path) -> None:
    hidden = write(data, ".hidden.txt", "东湖街道")
    build([data, hidden], index, NONE)
    assert told(build([data], index, NONE)) == {"unchanged": ["a.txt", "b.txt"]}
    assert sources(index) == [".hidden.txt", "a.txt", "b.txt"]


def test_a_folder_that_moved_is_followed(data: Path, index: Path) -> None:
    build([data], index, NONE)
    moved = data.rename(data.parent / "moved")
    result = build([moved], index, NONE)
    assert told(result) == {"added": ["a.txt", "b.txt"], "removed": ["a.txt", "b.txt"]}
    assert told(build([moved], index, NONE)) == {"unchanged": ["a.txt", "b.txt"]}
    assert len(sources(index)) == 2


def test_an_unreadable_file_is_listed_and_stops_nothing(data: Path, index: Path) -> None:
    (data / "0.txt").write_bytes(b"")
    (data / "0copy.txt").write_bytes(b"")
    (data / "scan.pdf").write_bytes(b"%PDF-1.4")
    first = build([data], index, NONE)
    assert told(first) == {"added": ["a.txt", "b.txt"], "unreadable": ["0.txt", "0copy.txt", "scan.pdf"]}
    assert all(zh and en for _, zh, en in first.unreadable)
    before = generation(index)
    again = build([data], index, NONE)
    assert told(again) == {"unchanged": ["a.txt", "b.txt"], "unreadable": ["0.txt", "0copy.txt", "scan.pdf"]}
    assert again.unreadable == first.unreadable
    assert generation(index) == before, "files that still cannot be read are no reason to write"


def test_a_file_that_breaks_keeps_its_old_report(data: Path, index: Path) -> None:
    build([data], index, NONE)
    (data / "a.txt").write_bytes(b"")
    assert told(build([data], index, NONE)) == {"unchanged": ["b.txt"], "unreadable": ["a.txt"]}
    assert sources(index) == ["a.txt", "b.txt"]


def test_a_fault_of_the_program_in_one_file_stops_nothing(
    data: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Workshop.contents

    def faulty(self: Workshop, path: Path, heard: object = None) -> object:
        if path.name == "a.txt":
            raise ZeroDivisionError("inner detail")
        return real(self, path)

    monkeypatch.setattr(Workshop, "contents", faulty)
    result = build([data], index, NONE)
    assert told(result) == {"added": ["b.txt"], "unreadable": ["a.txt"]}
    ((_, zh, en),) = result.unreadable
    assert "ZeroDivisionError" in zh
    assert "ZeroDivisionError" in en
    assert "inner detail" not in zh + en


def test_values_that_cannot_be_stored_are_the_files_fault(
    data: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Workshop.contents
    titles = {"a.txt": "\ud800"}

    def titled(self: Workshop, path: Path, heard: object = None) -> object:
        report, *rest = real(self, path)
        return replace(report, title=titles.get(path.name, "")), *rest

    monkeypatch.setattr(Workshop, "contents", titled)
    assert told(build([data], index, NONE)) == {"added": ["b.txt"], "unreadable": ["a.txt"]}
    assert sources(index) == ["b.txt"]


def test_a_second_report_of_the_same_agency_and_year_is_told_listed_and_not_used(data: Path, index: Path) -> None:
    """What the file of fewer figures says is not answered; it comes back when the other file goes."""
    fuller = data / "revised.txt"
    fuller.write_text(
        TEXT.format(agency="柳溪镇", year=2018, n=700, k=5) + "四、收费情况\n2018年未收取任何费用。\n", "utf-8"
    )
    result = build([data], index, NONE)
    library = Library.open(index, NONE)
    assert sorted(card.source for card in library.cards) == ["b.txt", "revised.txt"]
    assert sorted(card.source for card in library.listed) == ["a.txt", "b.txt", "revised.txt"]
    problem = "同一机关同一年有另一份报告（revised.txt），回答以那一份为准。"
    assert [(Path(path).name, zh) for path, zh, _ in result.problems] == [("a.txt", problem)]
    assert [int(f.value) for f in library.figures(agency="柳溪镇", metric="applications_received")] == [5]
    fuller.unlink()
    assert build([data], index, NONE).problems == ()
    assert sources(index) == ["a.txt", "b.txt"]


def test_problems_of_reports_are_passed_on(data: Path, index: Path) -> None:
    (data / "n.txt").write_text("一、概述\n我局认真做好公开工作，成效明显。\n", encoding="utf-8")
    result = build([data], index, NONE)
    stated = next(c.problems for c in Library.open(index, NONE).cards if c.source == "n.txt")
    assert stated
    assert tuple(zh for path, zh, _ in result.problems if path.endswith("n.txt")) == stated


def test_a_new_way_to_extract_reads_everything_anew_but_encodes_nothing(
    data: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = HashEncoder()
    build([data], index, FAKE, encoder=encoder)
    encoder.encoded.clear()
    monkeypatch.setattr(contents, "EXTRACTOR", contents.EXTRACTOR + 1)
    assert told(build([data], index, FAKE, encoder=encoder)) == {"changed": ["a.txt", "b.txt"]}
    assert encoder.encoded == []
    assert told(build([data], index, FAKE, encoder=encoder)) == {"unchanged": ["a.txt", "b.txt"]}


def test_another_catalogue_reads_everything_anew(data: Path, index: Path, tmp_path: Path) -> None:
    build([data], index, NONE)
    extra = tmp_path / "own.toml"
    extra.write_text('[own_metric]\nzh = "自定事项数"\nen = "own items"\nunit = "件"\n', encoding="utf-8")
    own = replace(NONE, catalogue=extra)
    assert told(build([data], index, own)) == {"changed": ["a.txt", "b.txt"]}
    assert told(build([data], index, own)) == {"unchanged": ["a.txt", "b.txt"]}


def test_vectors_are_made_last_once_and_only_of_what_is_new(data: Path, index: Path) -> None:
    encoder, heard = HashEncoder(), []
    seen: list[list[str]] = []

    def progress(stage: str, done: int, total: int) -> None:
        heard.append((stage, done, total))
        if stage == "vectors" and done == 0:
            seen.append(sources(index))

    build([data], index, FAKE, encoder=encoder, progress=progress)
    total = Library.open(index, NONE).counts()["passages"]
    assert seen == [["a.txt", "b.txt"]], "reports can be searched before their vectors are made"
    reports = [("reports", done, 2) for done in range(3)]
    assert heard == [*reports, ("vectors", 0, total), ("vectors", total, total)]
    assert len(encoder.encoded) == len(set(encoder.encoded)) == total
    hits = Library.open(index, FAKE, encoder=encoder).search("公开", k=20)
    assert len(hits) == total
    assert all(hit.dense is not None for hit in hits)
    encoder.encoded.clear()
    write(data, "a.txt", n=700)
    build([data], index, FAKE, encoder=encoder)
    assert len(encoder.encoded) == 1
    assert "700条" in encoder.encoded[0]


def test_nothing_new_needs_no_encoder_but_vectors_that_are_missing_do(data: Path, index: Path) -> None:
    def fail() -> HashEncoder:
        raise AssertionError("made an encoder")

    build([data], index, NONE, encoder=lambda: None)
    encoder = HashEncoder()
    assert told(build([data], index, FAKE, encoder=encoder)) == {"unchanged": ["a.txt", "b.txt"]}
    assert encoder.encoded
    assert told(build([data], index, FAKE, encoder=fail)) == {"unchanged": ["a.txt", "b.txt"]}


def test_without_the_model_reports_are_indexed_all_the_same(data: Path, index: Path) -> None:
    def fail() -> HashEncoder:
        raise ModelUnavailable("没有模型", "no model")

    result = build([data], index, FAKE, encoder=fail)
    assert told(result) == {"added": ["a.txt", "b.txt"]}
    assert ("", "没有模型", "no model") in result.problems
    assert Library.open(index, NONE).search("申请")


def test_a_rebuild_makes_everything_anew(data: Path, index: Path) -> None:
    other = write(data.parent / "elsewhere", "c.txt", "东湖街道")
    build([data, other], index, NONE)
    assert told(build([data], index, NONE, rebuild=True)) == {"added": ["a.txt", "b.txt"]}
    assert sources(index) == ["a.txt", "b.txt"]
    (index / files.FILE).write_bytes(b"junk" * 5000)
    with pytest.raises(IndexIncompatible, match="--rebuild"):
        build([data], index, NONE)
    assert told(build([data], index, NONE, rebuild=True)) == {"added": ["a.txt", "b.txt"]}


def test_an_incremental_index_answers_as_one_built_at_once(data: Path, tmp_path: Path) -> None:
    write(data, "c.txt", "东湖街道", n=12)
    build([data / "c.txt"], tmp_path / "steps", NONE)
    write(data, "c.txt", "东湖街道", n=13)
    for paths in ([data / "c.txt"], [data / "deep"], [data]):
        build(paths, tmp_path / "steps", NONE)
    build([data], tmp_path / "once", NONE)
    steps, once = (Library.open(tmp_path / name, NONE) for name in ("steps", "once"))
    assert steps.cards == once.cards
    assert steps.figures() == once.figures()
    found = [{(hit.passage, hit.score) for hit in library.search("主动公开信息", k=50)} for library in (steps, once)]
    assert found[0] == found[1]


def test_an_empty_folder_makes_an_empty_index_and_a_missing_path_is_refused(tmp_path: Path, index: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert told(build([str(tmp_path / "empty")], str(index), NONE)) == {}
    assert Library.open(index, NONE).cards == ()
    with pytest.raises(WrongCall):
        build([tmp_path / "nowhere"], index, NONE)


def test_a_killed_run_is_gone_on_with(data: Path, index: Path) -> None:
    """kill -9 after the third of five files: the index is usable, and the next run reads only the other two."""
    for i in range(3):
        write(data, f"k{i}.txt", "东湖街道", year=2019 + i)
    script = (
        "import sys; from nianbao.building import build; from nianbao.settings import Settings\n"
        "from nianbao.store import disk; disk._COMMIT_EVERY = 0.0\n"
        "def hold(stage, done, total):\n    if done == 3: print('ready', flush=True); sys.stdin.read()\n"
        "build([sys.argv[1]], sys.argv[2], Settings(model='none'), progress=hold)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(data), str(index)], stdout=subprocess.PIPE, stdin=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
    assert sources(index)[:1] == ["a.txt"]
    done = build([data], index, NONE)
    assert (len(done.unchanged), len(done.added)) == (3, 2)
    assert len(sources(index)) == 5
