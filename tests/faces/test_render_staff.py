"""What staff are told: counted right, inert in spreadsheets, in their language."""

from __future__ import annotations

import fakes
import pytest

from nianbao.building import BuildResult
from nianbao.faces import render_staff
from nianbao.serving.operations import Job
from nianbao.store.visits import Feedback, Missed, Visit

RESULT = BuildResult(added=("a", "b"), removed=("c",), unchanged=("d",))


@pytest.mark.parametrize(
    ("job", "says"),
    [
        (Job(number=1, kind="add", began=0), "正在添加报告：准备"),
        (Job(number=1, kind="reindex", stage="vectors", done=3, total=9, began=0), "正在重新索引：算向量 3/9"),
        (Job(number=1, kind="remove", state="done", result=RESULT, began=0), "移除报告完成：新增 2、移除 1"),
        (Job(number=1, kind="add", state="done", result=BuildResult(), began=0), "添加报告完成：没有变化"),
        (
            Job(number=1, kind="add", state="failed", error=("磁盘满了。", "full"), began=0),
            "添加报告没有完成：磁盘满了。",
        ),
    ],
)
def test_an_operation_is_told_in_one_sentence(job: Job, says: str) -> None:
    told = render_staff.job_json(job)
    assert told is not None
    assert told["text"] == says


def test_an_operation_is_told_in_english_too() -> None:
    done = Job(number=1, kind="remove", state="done", result=RESULT, began=0)
    failed = Job(number=1, kind="add", state="failed", error=("磁盘满了。", "The disk is full."), began=0)
    assert render_staff.job_says(done, "en") == "Removing reports: done; added 2, removed 1"
    assert render_staff.job_says(failed, "en") == "Adding reports failed: The disk is full."
    assert render_staff.job_json(None) is None


def test_what_became_of_each_added_file_is_told_by_its_name() -> None:
    result = BuildResult(
        added=("/s/好.txt", "/s/包.zip!/1.txt", "/s/包.zip!/2.txt", "/s/别的.txt"),
        duplicates=("/s/同.txt",),
        unreadable=(("/s/坏.pdf", "坏了。", "Broken."), ("/s/包.zip!/3.pdf", "坏了。", "Broken.")),
        problems=(("/s/好.txt", "没有写年份", "No year"),),
    )
    files = ("好.txt", "好.json", "包.zip", "同.txt", "坏.pdf")
    refused = (("坏.pdf", "坏了。", "Broken."),)
    job = Job(number=1, kind="add", state="done", files=files, result=result, refused=refused, began=0)
    assert render_staff.outcomes(job) == [
        ("好.txt", True, "已收录；没有写年份"),
        ("包.zip", True, "收录了 2 份报告；其中 1 个读不了"),
        ("同.txt", True, "与已收录的报告内容相同，没有重复收录"),
        ("坏.pdf", False, "坏了。"),
    ]
    assert render_staff.outcomes(job, "en")[0] == ("好.txt", True, "taken in; No year")
    told = render_staff.job_json(job, "en")
    assert told is not None
    assert told["refused"] == [{"file": "坏.pdf", "why": "Broken."}]
    assert told["outcomes"][3] == {"file": "坏.pdf", "taken": False, "text": "Broken."}


def test_lists_are_inert_in_spreadsheets_and_objects_for_the_page() -> None:
    asked = render_staff.asked_sheet([Visit(at=0, question="=1+1", status="answered", operation="lookup", metric=None)])
    said = render_staff.feedback_sheet([Feedback(at=0, question="=1+1", useful=False, reason=fakes.EVIL)])
    assert [sheet.csv().splitlines()[1].split(",")[1] for sheet in (asked, said)] == ["'=1+1"] * 2
    missed = render_staff.missed_sheet([Missed(question=fakes.EVIL, status="no_report", times=2, last=0)]).json()
    assert [(row["question"], row["times"]) for row in missed] == [(fakes.EVIL, 2)]
