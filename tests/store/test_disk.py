"""The store survives whatever happens to the run that writes it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from store_samples import HashEncoder, embed, figures_of, filled, passages_of, put, report_of

from nianbao.errors import IndexIncompatible, IndexMissing, WrongCall
from nianbao.model import Box, PageImage, Place, Span
from nianbao.settings import Settings
from nianbao.store import disk, embedding, files, ledger
from nianbao.store.disk import Store
from nianbao.store.library import Library

A, B, C = report_of("甲镇", 2018), report_of("乙镇", 2018), report_of("丙镇", None)


def ids_in(folder: Path) -> set[str]:
    connection = files.open_published(folder)
    try:
        return {card.id for card in ledger.cards(connection)}
    finally:
        connection.close()


def rows_in(folder: Path) -> dict[str, int]:
    connection = files.open_published(folder)
    tables = ("report", "passage", "figure", "lexical_docsize", "embedding")
    counts = {t.split("_")[0]: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
    connection.close()
    return counts


def test_nothing_of_a_report_is_left_when_it_is_removed(tmp_path: Path) -> None:
    filled(tmp_path, A, B, encoder=HashEncoder())
    store = Store.begin(tmp_path)
    store.remove(A.id)
    store.remove("unknown")
    store.finish()
    assert rows_in(tmp_path) == {"report": 1, "passage": 4, "figure": 2, "lexical": 4, "embedding": 4}
    assert ids_in(tmp_path) == {B.id}


def test_page_images_come_and_go_with_their_report(tmp_path: Path) -> None:
    place = Place(span=Span(start=0, end=2), page=1, box=Box(x0=0.1, y0=0.2, x1=0.3, y1=0.4))
    scan = replace(A, places=(place,), images=(PageImage(page=1, width=10, height=14, png=b"pixels"),))
    filled(tmp_path, scan, B)
    library = Library.open(tmp_path, Settings(model="none"))
    assert library.report(A.id) == scan
    library.close()
    filled(tmp_path, B)  # another run that has nothing to do with the scan
    assert images_in(tmp_path) == [A.id]
    store = Store.begin(tmp_path)
    store.remove(A.id)
    store.finish()
    assert images_in(tmp_path) == []


def images_in(folder: Path) -> list[str]:
    connection = files.open_published(folder)
    found = [row[0] for row in connection.execute("SELECT id FROM page_image JOIN report ON report = ordinal")]
    connection.close()
    return found


def test_a_report_from_the_same_path_replaces_the_one_before(tmp_path: Path) -> None:
    filled(tmp_path, A)
    newer = replace(report_of("甲镇", 2018, n=7), source=A.source)
    filled(tmp_path, newer)
    assert ids_in(tmp_path) == {newer.id}
    assert rows_in(tmp_path)["passage"] == 4


def test_a_report_that_cannot_be_stored_leaves_everything_as_it_was(tmp_path: Path) -> None:
    store = Store.begin(tmp_path)
    put(store, A)
    twice = figures_of(B, "sites") * 2
    with pytest.raises(ValueError, match="one number"):
        store.put(B, passages_of(B), twice, "/b")
    with pytest.raises(OverflowError):
        store.put(replace(B, year=1 << 80), passages_of(B), (), "/b")
    with pytest.raises(ValueError, match="one number"):
        store.put(A, passages_of(A), figures_of(A, "sites") * 2, "/elsewhere")
    store.finish()
    assert rows_in(tmp_path) == {"report": 1, "passage": 4, "figure": 2, "lexical": 4, "embedding": 0}


def test_a_reader_sees_the_state_it_opened_while_and_after_another_is_published(tmp_path: Path) -> None:
    filled(tmp_path, A)
    reader = files.open_published(tmp_path)
    store = Store.begin(tmp_path)
    store.remove(A.id)
    put(store, B)
    assert ids_in(tmp_path) == {A.id}
    store.finish()
    assert [card.id for card in ledger.cards(reader)] == [A.id]
    assert ledger.report(reader, A.id) == A
    assert ids_in(tmp_path) == {B.id}


def test_every_published_state_has_a_generation_of_its_own(tmp_path: Path) -> None:
    seen = set()
    for _ in range(3):
        filled(tmp_path, A)
        seen.add(files.meta(files.open_published(tmp_path))["generation"])
    Store.begin(tmp_path, rebuild=True).finish()
    seen.add(files.meta(files.open_published(tmp_path))["generation"])
    assert len(seen) == 4


def test_only_one_run_at_a_time_may_write(tmp_path: Path) -> None:
    store = Store.begin(tmp_path)
    with pytest.raises(WrongCall, match="Another nianbao index"):
        Store.begin(tmp_path)
    store.close()
    Store.begin(tmp_path).close()


def test_a_run_that_stops_is_gone_on_with(tmp_path: Path) -> None:
    filled(tmp_path, A)
    store = Store.begin(tmp_path)
    put(store, B)
    store.close()
    assert ids_in(tmp_path) == {A.id}
    store = Store.begin(tmp_path)
    assert {row[0] for row in ledger.sources(store.connection).values()} == {A.id, B.id}
    store.finish()
    assert ids_in(tmp_path) == {A.id, B.id}
    assert not (tmp_path / files.WORK).exists()


def test_leftovers_of_an_older_state_or_a_rebuild_are_not_gone_on_with(tmp_path: Path) -> None:
    filled(tmp_path, A)
    store = Store.begin(tmp_path)
    put(store, B)
    store.close()
    leftover = (tmp_path / files.WORK).read_bytes()
    filled(tmp_path, C)
    (tmp_path / files.WORK).write_bytes(leftover)
    store = Store.begin(tmp_path)
    assert {row[0] for row in ledger.sources(store.connection).values()} == {A.id, B.id, C.id}
    store.close()
    Store.begin(tmp_path, rebuild=True).close()
    store = Store.begin(tmp_path)
    assert len(ledger.sources(store.connection)) == 3
    store.close()


def test_a_damaged_leftover_is_not_gone_on_with(tmp_path: Path) -> None:
    filled(tmp_path, A)
    for junk in (b"", b"junk" * 5000, (tmp_path / files.FILE).read_bytes()[:9000]):
        (tmp_path / files.WORK).write_bytes(junk)
        store = Store.begin(tmp_path)
        assert {row[0] for row in ledger.sources(store.connection).values()} == {A.id}
        store.close()


def test_a_rebuild_begins_empty_and_takes_the_old_ones_place_at_the_end(tmp_path: Path) -> None:
    filled(tmp_path, A, encoder=HashEncoder())
    store = Store.begin(tmp_path, rebuild=True)
    put(store, B)
    store.checkpoint()
    assert ids_in(tmp_path) == {A.id}
    store.finish()
    assert ids_in(tmp_path) == {B.id}
    assert rows_in(tmp_path)["embedding"] == 0
    assert not list(tmp_path.glob("vectors-*"))


def test_a_first_run_publishes_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.begin(tmp_path)
    put(store, A)
    store.checkpoint()
    assert ids_in(tmp_path) == {A.id}
    put(store, B)
    store.checkpoint()
    assert ids_in(tmp_path) == {A.id}, "too early for another copy"
    monkeypatch.setattr(disk, "_PUBLISH_EVERY", 0.0)
    store.checkpoint()
    assert ids_in(tmp_path) == {A.id, B.id}
    store.close()
    store = Store.begin(tmp_path)
    put(store, C)
    store.checkpoint()
    assert ids_in(tmp_path) == {A.id, B.id}, "an index that is there is replaced at the end only"
    store.finish()


@pytest.mark.parametrize("fresh", [True, False])
def test_a_killed_run_leaves_a_usable_index_and_its_committed_reports(tmp_path: Path, fresh: bool) -> None:
    """kill -9 in the middle of a transaction, on a first run and on a later one."""
    if not fresh:
        filled(tmp_path, C)
    script = (
        "import sys, store_samples as s; from pathlib import Path; from nianbao.store.disk import Store\n"
        "store = Store.begin(Path(sys.argv[1]))\n"
        "for n in range(3): s.put(store, s.report_of('甲镇', 2018 + n)); store.checkpoint(); store.commit()\n"
        "c = store.connection; c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN IMMEDIATE')\n"
        "c.execute('DELETE FROM report'); c.execute('DELETE FROM lexical_data')\n"
        "c.execute('INSERT INTO embedding VALUES (1, 1, randomblob(9000000))')\n"
        "print('ready', flush=True); sys.stdin.read()\n"
    )
    place = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": place},
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
    assert (tmp_path / f"{files.WORK}-wal").stat().st_size > 9_000_000, "killed when the transaction was on the disk"
    before = {report_of("甲镇", 2018).id} if fresh else {C.id}
    assert ids_in(tmp_path) == before
    store = Store.begin(tmp_path)
    made = {report_of("甲镇", 2018 + n).id for n in range(3)} | (set() if fresh else {C.id})
    assert {row[0] for row in ledger.sources(store.connection).values()} == made
    store.finish()
    assert rows_in(tmp_path)["lexical"] == 4 * len(ids_in(tmp_path))


def test_an_old_journal_is_not_rolled_back_into_a_new_work_file(tmp_path: Path) -> None:
    filled(tmp_path, A)
    (tmp_path / f"{files.WORK}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 600)
    (tmp_path / files.WORK).write_bytes(b"")
    store = Store.begin(tmp_path)
    assert len(ledger.sources(store.connection)) == 1
    store.close()


def test_missing_foreign_and_damaged_indexes_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing) as missing:
        files.open_published(tmp_path / "没有 这里")
    assert "nianbao index PATH" in missing.value.zh
    filled(tmp_path, A)
    path = tmp_path / files.FILE
    whole = path.read_bytes()
    for damage in (b"", b"not a database at all" * 100, whole[: len(whole) // 2]):
        path.write_bytes(damage)
        with pytest.raises(IndexIncompatible, match="--rebuild"):
            files.open_published(tmp_path)
        with pytest.raises(IndexIncompatible):
            Store.begin(tmp_path)
    path.write_bytes(whole)
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA user_version = {files.SCHEMA + 1}")
    other.close()
    with pytest.raises(IndexIncompatible, match="another version"):
        files.open_published(tmp_path)
    store = Store.begin(tmp_path, rebuild=True)
    store.finish()
    assert ids_in(tmp_path) == set()


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WrongCall, match="Cannot write"):
        Store.begin(tmp_path / "file")


def test_a_text_is_encoded_once_whatever_happens_to_its_report(tmp_path: Path) -> None:
    encoder = HashEncoder()
    filled(tmp_path, A, encoder=encoder)
    assert len(encoder.encoded) == 4
    changed = replace(report_of("甲镇", 2018, n=7), source=A.source)
    filled(tmp_path, changed, encoder=encoder)
    assert len(encoder.encoded) == 4 + 2, "two of four passages hold other numbers"
    assert rows_in(tmp_path)["embedding"] == 4, "vectors nobody needs any more are forgotten"


def test_identical_texts_are_encoded_once_and_another_encoder_starts_anew(tmp_path: Path) -> None:
    twin = replace(A, id="twin", sha256="twin", source="twin.txt")
    store = Store.begin(tmp_path)
    put(store, A)
    put(store, twin)
    assert len(embedding.pending(store.connection, "hash-16")) == 4
    embed(store, HashEncoder())
    assert embedding.pending(store.connection, "hash-16") == []
    assert len(embedding.pending(store.connection, "other")) == 4
    assert all(text.startswith("甲镇2018年 ") for _, text in embedding.pending(store.connection, "other"))
    store.close()


def test_vectors_come_back_number_by_number(tmp_path: Path) -> None:
    encoder = HashEncoder()
    filled(tmp_path, A, B, encoder=encoder)
    connection = files.open_published(tmp_path)
    generation = files.meta(connection)["generation"]
    for _ in range(2):  # from the file, then derived
        vectors = embedding.searchable(connection, encoder.name, tmp_path, generation)
        passages = ledger.passages(connection, vectors.ids.tolist())
        assert len(passages) == 8
        for i, passage in passages.items():
            year, agency = 2018, {A.id: "甲镇", B.id: "乙镇"}[passage.report_id]
            own = encoder.queries([ledger.indexed_text(agency, year, passage.heading_path, passage.text)])
            assert vectors.scores(own, [i])[i] == pytest.approx(1.0, abs=1e-6)
        embedding.sweep(tmp_path, "none")
        assert not list(tmp_path.glob("vectors-*"))
