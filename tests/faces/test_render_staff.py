"""What staff and uploaders see: all escaped, failures first, counted right."""

from __future__ import annotations

import io
import re
from pathlib import Path

import fakes
import pytest

from nianbao import catalogue
from nianbao.building import BuildResult
from nianbao.faces import render_checks, render_staff
from nianbao.serving.checkups import Checkup, check_uploads
from nianbao.serving.operations import Job
from nianbao.settings import Settings
from nianbao.store.visits import Feedback, Missed, Visit

KNOWN = catalogue.load()
TEXT = (
    f"青溪镇2016年政府信息公开工作年度报告\n一、概述 {fakes.EVIL}\n青溪镇认真做好政务公开。\n二、主动公开情况\n"
    f"2016年，我镇主动公开政府信息100条，分类情况为：工作动态60条，通知公告30条（<b>{fakes.EVIL}）。\n"
)


@pytest.fixture(scope="module")
def found() -> Checkup:
    files = [("<b>.txt", io.BytesIO(TEXT.encode())), ("<i>坏.pdf", io.BytesIO(b"%PDF-1.4"))]
    return check_uploads(files, Settings(model="none"))


def test_the_summary_counts_relations(found: Checkup) -> None:
    counts = render_checks.counts(found)
    assert counts["fails"] == 1
    total = sum(counts.values())
    assert render_checks.summary_zh(found) == (
        f"{total} 项核对：{counts['holds']} 项成立，1 项不符，{counts['cannot_check']} 项无法核对；1 个文件读不了"
    )


def test_a_check_shows_failures_first_with_words_and_marked_numbers(found: Checkup) -> None:
    shown = render_checks.checkup_html(found, KNOWN)
    assert shown.index('class="finding fails"') < shown.index('class="finding cannot_check"')
    [fails] = re.findall(r'<ol class="fails".*?</ol>', shown, re.S)
    assert "一定有误" in fails or "应当核对" in fails
    assert "<mark>100条</mark>" in fails
    assert "100" in fails
    assert "90" in fails
    assert "青溪镇 2016 年" in shown


def test_nothing_of_an_upload_is_markup(found: Checkup) -> None:
    shown = render_checks.checkup_html(found, KNOWN)
    tags = set(re.findall(r"</?([a-z0-9]+)", shown))
    ours = "section p ul li b article h3 small ol details summary blockquote mark span table thead tbody tr th td"
    assert tags <= set(ours.split(" "))
    assert "alert(" in "".join(re.findall(r"<blockquote.*?</blockquote>", shown, re.S))
    assert not re.search(r"<[^>]*\bon\w+=", shown)


def test_a_check_without_failures_says_so() -> None:
    files = [("a.txt", io.BytesIO(TEXT.replace("30条", "40条").encode()))]
    shown = render_checks.checkup_html(check_uploads(files, Settings(model="none")), KNOWN)
    assert "没有发现不符的数。" in shown
    assert 'class="fails"' not in shown


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
    assert render_staff.job_zh(job) == says
    assert says in render_staff.job_html(job)
    told = render_staff.job_json(job)
    assert told is not None
    assert told["text"] == says


def test_names_of_refused_files_are_text() -> None:
    job = Job(number=1, kind="add", state="done", result=RESULT, refused=((fakes.EVIL, fakes.EVIL, ""),), began=0)
    shown = render_staff.job_html(job)
    assert "<script" not in shown
    assert "<img" not in shown
    assert (render_staff.job_html(None), render_staff.job_json(None)) == ("", None)


def test_lists_are_escaped_in_html_and_inert_in_spreadsheets(tmp_path: Path) -> None:
    sheets = [
        render_staff.asked_sheet([Visit(at=0, question="=1+1", status="answered", operation="lookup", metric=None)]),
        render_staff.missed_sheet([Missed(question=fakes.EVIL, status="no_report", times=2, last=0)]),
        render_staff.feedback_sheet([Feedback(at=0, question="=1+1", useful=False, reason=fakes.EVIL)]),
    ]
    assert [sheet.csv().splitlines()[1].split(",")[1] for sheet in (sheets[0], sheets[2])] == ["'=1+1"] * 2
    for sheet in sheets:
        shown = sheet.html("没有")
        assert "<script" not in shown
        assert "<img" not in shown
        assert shown.count("<tr>") == 2
    assert render_staff.asked_sheet([]).html("还没有人<问>") == '<p class="empty">还没有人&lt;问&gt;</p>'
    assert sheets[1].json()[0]["times"] == 2


def test_reports_with_problems_stand_first_and_are_text() -> None:
    from dataclasses import replace

    fine = replace(fakes.CARD, id="a", agency="安镇", problems=())
    odd = replace(fakes.CARD, id='"><b>', agency=fakes.EVIL, problems=("标题下没有内容",))
    shown = render_staff.reports_html([fine, odd])
    assert shown.index("标题下没有内容") < shown.index("安镇")
    assert "<script" not in shown
    assert 'data-report="&quot;&gt;&lt;b&gt;"' in shown
