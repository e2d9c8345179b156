"""Staff change the index while it answers: nobody gets a mixed answer, nothing is lost, one thing at a time."""

from __future__ import annotations

import gc
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from serving_samples import PASSWORD, Write, text_of

from nianbao.building import BuildResult
from nianbao.errors import Busy, NotAllowed, WrongCall
from nianbao.model import Answer
from nianbao.serving.operations import Job, Operations
from nianbao.serving.service import Service
from nianbao.serving.shelf import TRASH


def operations(service: Service) -> Operations:
    assert service.operations is not None
    return service.operations


def done(service: Service) -> Job:
    job = operations(service).wait(60)
    assert job is not None
    assert job.state == "done", job
    return job


def ask(service: Service, question: str) -> Answer:
    return service.desk.conversation().ask(question)


def test_an_added_report_is_answered_from_without_a_restart(service: Service, write: Write) -> None:
    assert ask(service, "白石镇2021年收到多少件申请？").status == "no_report"
    operations(service).add([(write("白石镇", 2021, 12), "白石镇.txt")])
    job = done(service)
    assert (job.kind, job.files, job.refused) == ("add", ("白石镇.txt",), ())
    assert job.result is not None
    assert [Path(path).name for path in job.result.added] == ["白石镇.txt"]
    assert ask(service, "白石镇2021年收到多少件申请？").value == 12
    assert ask(service, "清水镇2021年收到多少件申请？").value == 7


def test_a_file_that_cannot_be_read_is_said_and_leaves_the_shelf(
    service: Service, tmp_path: Path, write: Write
) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"%PDF-1.7 nothing")
    operations(service).add([(broken, "坏.pdf"), (write("白石镇", 2021, 12), "好.txt")])
    job = done(service)
    assert [name for name, _, _ in job.refused] == ["坏.pdf"]
    shelf = operations(service).shelf.folder
    assert sorted(path.name for path in shelf.iterdir()) == [TRASH, "好.txt"]
    assert [path.read_bytes() for path in (shelf / TRASH).rglob("坏.pdf")] == [b"%PDF-1.7 nothing"]


def test_a_removed_report_is_gone_from_answers_and_kept_in_the_trash(service: Service, write: Write) -> None:
    operations(service).add([(write("白石镇", 2021, 12), "白石镇.txt")])
    done(service)
    [card] = [card for card in service.desk.library.listed if card.agency == "白石镇"]
    operations(service).remove(card.id)
    job = done(service)
    assert job.result is not None
    assert len(job.result.removed) == 1
    assert ask(service, "白石镇2021年收到多少件申请？").status == "no_report"
    [kept] = (operations(service).shelf.folder / TRASH).rglob("白石镇.txt")
    assert kept.read_text("utf-8") == text_of("白石镇", 2021, 12)


def test_a_report_from_elsewhere_is_left_alone(service: Service) -> None:
    [card] = service.desk.library.listed
    with pytest.raises(WrongCall, match="not in the folder of reports"):
        operations(service).remove(card.id)
    with pytest.raises(WrongCall, match="no such report"):
        operations(service).remove("nothing")


def test_an_archive_goes_only_as_a_whole_and_only_when_that_is_confirmed(service: Service, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "up.zip", "w") as archive:
        for town in ("白石镇", "黑石镇"):
            archive.writestr(f"{town}.txt", text_of(town, 2021, 3))
    operations(service).add([(tmp_path / "up.zip", "年报.zip")])
    done(service)
    card = next(card for card in service.desk.library.listed if card.agency == "黑石镇")
    with pytest.raises(WrongCall, match="1 more"):
        operations(service).remove(card.id)
    operations(service).remove(card.id, whole_archive=True)
    done(service)
    assert [card.agency for card in service.desk.library.listed] == ["清水镇"]


def test_reindexing_reads_what_changed_on_the_shelf_and_elsewhere(service: Service, write: Write) -> None:
    write("清水镇", 2021, 8)
    write("白石镇", 2021, 12, folder="reports")
    operations(service).reindex()
    done(service)
    assert [ask(service, f"{town}2021年收到多少件申请？").value for town in ("清水镇", "白石镇")] == [8, 12]


def test_one_operation_at_a_time_and_the_next_when_it_is_done(service: Service, write: Write) -> None:
    path = write("白石镇", 2021, 12)
    results: list[str] = []
    start = threading.Barrier(8)

    def add(n: int) -> None:
        start.wait()
        try:
            operations(service).add([(path, f"{n}.txt")])
        except Busy:
            results.append("busy")
        else:
            results.append("began")

    threads = [threading.Thread(target=add, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first = done(service)
    # Whoever came when the one before had finished already may have begun, too.
    assert results.count("began") == first.number
    assert operations(service).add([(path, "next.txt")]).number == first.number + 1
    done(service)


def test_a_failure_is_told_leaves_the_old_state_and_does_not_block_the_next(service: Service, write: Write) -> None:
    published = service.settings.index / "nianbao.sqlite3"
    good = published.read_bytes()
    published.write_bytes(b"rubbish" * 100)
    operations(service).reindex()
    job = operations(service).wait(60)
    assert job is not None
    assert (job.state, job.result) == ("failed", None)
    assert job.error is not None
    assert "--rebuild" in job.error[0]
    assert len(service.desk.library.listed) == 1
    published.write_bytes(good)
    operations(service).add([(write("白石镇", 2021, 12), "白石镇.txt")])
    done(service)


def test_only_side_files_are_no_reports(service: Service, tmp_path: Path) -> None:
    with pytest.raises(WrongCall):
        operations(service).add([(tmp_path / "a.json", "a.json")])
    with pytest.raises(WrongCall):
        operations(service).add([])


def test_a_conversation_goes_on_over_a_new_state_and_sees_its_reports(service: Service, write: Write) -> None:
    talk = service.desk.conversation()
    assert talk.ask("清水镇2021年收到多少件申请？").value == 7
    assert talk.ask("那2022年呢？").status == "no_report"
    operations(service).add([(write("清水镇", 2022, 9), "清水镇2022.txt")])
    done(service)
    answer = talk.ask("那2022年呢？")
    assert (answer.value, answer.understood.agencies) == (9, ("清水镇",))


def test_a_conversation_about_a_report_that_is_gone_cites_nothing(service: Service, write: Write) -> None:
    operations(service).add([(write("白石镇", 2021, 12), "白石镇.txt")])
    done(service)
    talk = service.desk.conversation()
    assert talk.ask("白石镇2021年收到多少件申请？").value == 12
    [card] = [card for card in service.desk.library.listed if card.agency == "白石镇"]
    operations(service).remove(card.id)
    done(service)
    for follow_up in ("那2021年呢？", "办结多少件？", "为什么？", "和2020年比呢？", "清水镇和它哪个多？"):
        after = talk.ask(follow_up)
        assert (follow_up, after.status, after.value, after.citations) == (follow_up, "no_report", None, ())
    assert talk.ask("清水镇2021年收到多少件申请？").value == 7


def test_askers_never_fail_or_get_a_mixed_answer_while_the_index_changes(service: Service, write: Write) -> None:
    """Two reports always change together: whoever asks for both gets both of one state."""
    for town in ("白石镇", "黑石镇"):
        write(town, 2021, 100, folder="reports")
    operations(service).reindex()
    done(service)
    stop, wrong, seen = threading.Event(), list[str](), set[object]()

    def asking() -> None:
        talk = service.desk.conversation()
        while not stop.is_set():
            answer = talk.ask("白石镇2021年收到的申请比黑石镇多多少？")
            values = {figure.value for figure in answer.figures}
            seen.update(values)
            cited = [service.desk.library.report(c.report or "") for c in answer.citations]
            if answer.status != "answered" or len(values) != 1 or len(cited) < 2:
                wrong.append(answer.text)

    threads = [threading.Thread(target=asking) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(101, 105):
        for town in ("白石镇", "黑石镇"):
            write(town, 2021, number, folder="reports")
        operations(service).reindex()
        done(service)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert seen <= set(range(100, 105))
    assert ask(service, "白石镇2021年收到多少件申请？").value == 104


def test_a_state_nobody_works_with_closes_its_file_and_one_in_use_stays_open(service: Service, write: Write) -> None:
    old = service.desk.library
    connection, [card] = old._connection, old.listed
    operations(service).add([(write("白石镇", 2021, 12), "白石镇.txt")])
    done(service)
    assert service.desk.library is not old
    assert old.report(card.id) is not None
    del old
    gc.collect()
    with pytest.raises(Exception, match="closed"):
        connection.execute("SELECT 1")


def test_the_encoder_is_loaded_once_for_all_states(
    service: Service, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nianbao.store import encoder

    loads: list[str] = []

    def load(model: str, cache: Path) -> None:
        loads.append(model)

    monkeypatch.setattr(encoder, "load_encoder", load)
    for number in range(3):
        service.desk.library.search("申请")
        operations(service).add([(write("白石镇", 2021, number), f"{number}.txt")])
        done(service)
    assert loads == ["none"]


def test_only_a_signed_in_member_of_staff_may_work(service: Service) -> None:
    assert service.staff is not None
    token = service.staff.login(PASSWORD, "192.0.2.1")
    assert service.work(token) is service.operations
    for wrong in (None, "", "guess"):
        with pytest.raises(NotAllowed):
            service.work(wrong)
    with pytest.raises(NotAllowed):
        replace(service, staff=None).work(token)


def test_a_copy_of_what_is_indexed_leaves_the_shelf_and_cannot_come_back(service: Service, write: Write) -> None:
    first = write("白石镇", 2021, 12)
    operations(service).add([(first, "白石镇.txt")])
    done(service)
    operations(service).add([(first, "又一份.txt")])
    assert [Path(name).name for name in (done(service).result or BuildResult()).duplicates] == ["又一份.txt"]
    assert [path.name for path in service.settings.reports.glob("*.txt")] == ["白石镇.txt"]
    [card] = [card for card in service.desk.library.listed if card.agency == "白石镇"]
    operations(service).remove(card.id)
    done(service)
    assert ask(service, "白石镇2021年收到多少件申请？").status == "no_report"


def test_staff_say_whose_report_it_is_and_it_is_read_again(service: Service, tmp_path: Path) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text("一、总体情况\n本年度收到政府信息公开申请9件。\n", encoding="utf-8")
    operations(service).add([(odd, "无名.txt")])
    done(service)
    [card] = [card for card in service.desk.library.listed if card.source == "无名.txt"]
    assert (card.agency, card.year) == ("", None)
    operations(service).identify(card.id, agency="白石镇", year=2022)
    done(service)
    side = operations(service).shelf.folder / "无名.json"
    assert side.read_text(encoding="utf-8") == '{\n "agency": "白石镇",\n "year": 2022\n}\n'
    assert ask(service, "白石镇2022年收到多少件申请？").value == 9
    with pytest.raises(WrongCall):
        operations(service).identify(card.id, agency=None, year=None)
