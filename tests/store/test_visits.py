"""What visitors asked is kept without telling who they are, and without holding anybody up."""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.model import Status, Understood
from nianbao.store.masking import MASK, masked
from nianbao.store.visits import DAY, FILE, Visits, key_of

WHO = Understood(agencies=("清水镇",), years=(2021, 2022), metric="applications_received", operation="lookup")


def test_a_question_comes_back_as_it_was_understood(tmp_path: Path) -> None:
    visits = Visits(tmp_path / FILE, days=30, clock=lambda: 1000.9)
    visits.asked("清水镇2021年收到几件？", "answered", WHO)
    [visit] = visits.latest()
    assert (visit.at, visit.question, visit.status, visit.operation) == (
        1000,
        "清水镇2021年收到几件?",
        "answered",
        "lookup",
    )
    assert (visit.agencies, visit.years, visit.metric) == (("清水镇",), (2021, 2022), "applications_received")


def test_what_is_missed_is_grouped_by_its_words_with_the_latest_first(tmp_path: Path) -> None:
    now = [100.0]
    visits = Visits(tmp_path / FILE, days=30, clock=lambda: now[0])
    told: list[tuple[str, Status]] = [
        ("甲镇有多少人？", "out_of_scope"), ("乙镇收到几件？", "not_stated"), ("甲镇 有多少人", "out_of_scope"),
        ("丙镇收到几件？", "answered"), ("是哪个朝阳镇？", "ambiguous"), ("乙镇收到几件", "no_report"),
        ("甲鎮有多少人!", "out_of_scope"),
    ]  # fmt: skip
    for question, status in told:
        now[0] += 1
        visits.asked(question, status, WHO)
    found = [(missed.question, missed.status, missed.times, missed.last) for missed in visits.missed()]
    assert found == [("甲鎮有多少人!", "out_of_scope", 3, 107), ("乙镇收到几件", "no_report", 2, 106)]


def test_feedback_comes_back_newest_first_and_its_reason_is_cut(tmp_path: Path) -> None:
    visits = Visits(tmp_path / FILE, days=30)
    visits.judged("甲？", True)
    visits.judged("乙？", False, " 数不对，" + "很" * 600)
    latest, first = visits.feedback()
    assert (latest.question, latest.useful, len(latest.reason), latest.reason[:4]) == ("乙?", False, 500, "数不对,")
    assert (first.question, first.useful, first.reason) == ("甲?", True, "")


@pytest.mark.parametrize(
    "number",
    [
        "13812345678", "138 1234 5678", "138-1234-5678", "+86 13812345678", "１３８１２３４５６７８", "0537-4412345",
        "370881199001011234", "37088119900101123X", "370881 19900101 123x", "zhang.san@example.com",
        "6222 0210 0111 1234 567",
    ],
)  # fmt: skip
def test_numbers_of_persons_are_masked_however_they_are_written(number: str) -> None:
    assert masked(f"我的号码是{number}，清水镇2021年收到几件") == f"我的号码是{MASK},清水镇2021年收到几件"


@pytest.mark.parametrize("text", ["2018-2020年", "2019 2020 2021年", "从2018年到2022年123456条", "第10条第2款"])
def test_years_and_figures_stay(text: str) -> None:
    assert masked(text) == text


@given(st.text(st.sampled_from("0123456789 -年甲"), max_size=60))
def test_no_run_of_seven_digits_is_ever_kept(text: str) -> None:
    assert re.search(r"\d{7}", masked(text)) is None


def test_only_so_many_characters_of_a_question_are_kept(tmp_path: Path) -> None:
    visits = Visits(tmp_path / FILE, days=30, longest=10)
    visits.asked("问" * 50, "out_of_scope", Understood())
    assert visits.latest()[0].question == "问" * 10


def test_notes_older_than_the_days_are_forgotten(tmp_path: Path) -> None:
    now = [10.0 * DAY]
    early = Visits(tmp_path / FILE, days=5, clock=lambda: now[0])
    early.asked("旧", "not_stated", WHO)
    early.judged("旧", True)
    early.close()
    now[0] += 5 * DAY + 1
    later = Visits(tmp_path / FILE, days=5, clock=lambda: now[0])
    later.asked("新", "not_stated", WHO)
    assert [visit.question for visit in later.latest()] == ["新"]
    assert later.feedback() == ()


def test_with_no_days_nothing_is_written(tmp_path: Path) -> None:
    visits = Visits(tmp_path / FILE, days=0)
    visits.asked("问", "answered", WHO)
    visits.flush()
    assert not visits.recording
    assert list(tmp_path.iterdir()) == []
    assert visits.latest() == ()


def test_where_nothing_can_be_written_nothing_is_recorded_and_one_line_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A folder that does not exist stands for one that cannot be written: the superuser may write anywhere."""
    with caplog.at_level(logging.WARNING, "nianbao"):
        visits = Visits(tmp_path / "nowhere" / FILE, days=30)
        for _ in range(3):
            visits.asked("问", "answered", WHO)
            visits.judged("问", True)
        visits.close()
    assert not visits.recording
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_disk_that_refuses_later_costs_notes_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    visits = Visits(tmp_path / FILE, days=30)
    visits.asked("先", "answered", WHO)
    visits.flush()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("DROP TABLE asked")
    with caplog.at_level(logging.WARNING, "nianbao"):
        for _ in range(2):
            visits.asked("后", "answered", WHO)
            visits.flush()
    assert len(caplog.records) == 1


def test_many_threads_and_two_writers_on_one_file_lose_nothing(tmp_path: Path) -> None:
    both = [Visits(tmp_path / FILE, days=30) for _ in range(2)]

    def ask(visits: Visits, name: int) -> None:
        for n in range(50):
            visits.asked(f"第{name}人第{n}问", "answered", WHO)
            visits.judged(f"第{name}人第{n}问", True)

    threads = [threading.Thread(target=ask, args=(both[name % 2], name)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    both[1].flush()
    assert {visit.question for visit in both[0].latest()} == {f"第{i}人第{n}问" for i in range(8) for n in range(50)}
    assert len(both[1].feedback()) == 400


def test_closing_writes_what_is_waiting(tmp_path: Path) -> None:
    visits = Visits(tmp_path / FILE, days=30)
    visits.asked("最后", "answered", WHO)
    visits.close()
    visits.asked("太晚", "answered", WHO)
    assert [visit.question for visit in Visits(tmp_path / FILE, days=0).latest()] == ["最后"]


def test_indexing_anew_leaves_the_visits(tmp_path: Path) -> None:
    from nianbao.building import build
    from nianbao.settings import Settings

    (tmp_path / "a.txt").write_text("清水镇2021年政府信息公开工作年度报告\n一、概述\n2021年收到申请3件。\n", "utf-8")
    index = tmp_path / "index"
    build([tmp_path / "a.txt"], index, Settings(model="none"))
    visits = Visits(index / FILE, days=30)
    visits.asked("问", "answered", WHO)
    visits.flush()
    build([tmp_path / "a.txt"], index, Settings(model="none"), rebuild=True)
    visits.asked("再问", "answered", WHO)
    assert [visit.question for visit in visits.latest()] == ["再问", "问"]


def test_the_key_of_mere_punctuation_is_not_empty() -> None:
    assert (key_of("？！"), key_of("甲 镇？")) == ("？！", "甲镇")
