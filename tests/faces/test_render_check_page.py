"""What the check of uploads shows: all escaped, failures first, counted right."""

from __future__ import annotations

import io
import re

import fakes
import pytest

from nianbao import catalogue
from nianbao.faces import render_check_page, render_checks
from nianbao.serving.checkups import Checkup, check_uploads
from nianbao.settings import Settings

SETTINGS = Settings(model="none")
KNOWN = catalogue.load()
TEXT = (
    f"青溪镇2016年政府信息公开工作年度报告\n一、概述 {fakes.EVIL}\n青溪镇认真做好政务公开。\n二、主动公开情况\n"
    f"2016年，我镇主动公开政府信息100条，分类情况为：工作动态60条，通知公告30条（<b>{fakes.EVIL}）。\n"
)


@pytest.fixture(scope="module")
def found() -> Checkup:
    files = [("<b>.txt", io.BytesIO(TEXT.encode())), ("<i>坏.pdf", io.BytesIO(b"%PDF-1.4"))]
    return check_uploads(files, SETTINGS)


def test_the_summary_counts_relations(found: Checkup) -> None:
    counts = render_checks.counts(found)
    assert counts["fails"] == 1
    total = sum(counts.values())
    assert render_check_page.summary(found) == (
        f"{total} 项核对：1 项不符，{counts['cannot_check']} 项无法核对，{counts['holds']} 项成立；1 个文件读不了"
    )


def test_a_check_shows_failures_first_with_words_and_marked_numbers(found: Checkup) -> None:
    shown = render_check_page.checkup_html(found, KNOWN)
    assert shown.index('class="finding fails"') < shown.index('class="finding cannot_check"')
    [fails] = re.findall(r'<ul class="fails".*?</ul>', shown, re.S)
    assert "一定有误" in fails or "应当核对" in fails
    assert "<mark>100条</mark>" in fails
    assert "100" in fails
    assert "90" in fails
    assert "青溪镇 2016 年" in shown


def test_nothing_of_an_upload_is_markup(found: Checkup) -> None:
    shown = render_check_page.checkup_html(found, KNOWN)
    tags = set(re.findall(r"</?([a-z0-9]+)", shown))
    ours = "section p ul li b article h3 small div details summary blockquote mark span table thead tbody tr th td"
    assert tags <= set(ours.split(" "))
    assert "alert(" in "".join(re.findall(r"<blockquote.*?</blockquote>", shown, re.S))
    assert not re.search(r"<[^>]*\bon\w+=", shown)


def test_in_english_everything_but_the_words_of_files_is_english(found: Checkup) -> None:
    shown = render_check_page.checkup_html(found, KNOWN, "en")
    ours = re.sub(r"<blockquote>.*?</blockquote>|<details class=\"figures\">.*?</details>", "", shown, flags=re.S)
    assert "主动公开政府信息数 100, but its categories 工作动态 60 + 通知公告 30 = 90: a difference of 10." in ours
    assert "categories add up to the number they belong to" in ours
    left = set(re.findall("[\u4e00-\u9fff]+", ours))
    assert left <= {"青溪镇", "坏", "主动公开政府信息数", "工作动态", "通知公告"}


def test_a_check_without_failures_says_so() -> None:
    files = [("a.txt", io.BytesIO(TEXT.replace("30条", "40条").encode()))]
    shown = render_check_page.checkup_html(check_uploads(files, SETTINGS), KNOWN)
    assert "没有发现不符的数。" in shown
    assert 'class="fails"' not in shown


def test_a_report_in_which_nothing_can_be_checked_is_not_called_fine() -> None:
    text = "青溪镇2016年政府信息公开工作年度报告\n一、概述\n2016年，青溪镇收到政府信息公开申请3件。\n"
    shown = render_check_page.checkup_html(check_uploads([("a.txt", io.BytesIO(text.encode()))], SETTINGS), KNOWN)
    assert "没有可以互相核对的数。" in shown
    assert "没有发现不符的数。" not in shown


def test_the_order_is_figures_failures_open_relations(found: Checkup) -> None:
    shown = render_check_page.checkup_html(found, KNOWN)
    places = [shown.index(f'class="{kind}"') for kind in ("identity", "figures", "fails", "cannot_check", "silent")]
    assert places == sorted(places)
    assert "机关 <b>青溪镇</b>（据标题" in shown


def test_in_english_the_frame_is_english_and_the_words_of_the_report_stay(found: Checkup) -> None:
    shown = render_check_page.checkup_html(found, KNOWN, "en")
    assert "1 fail," in render_check_page.summary(found, "en")
    assert "<b>Fails</b>" in shown
    assert "<mark>100条</mark>" in shown
    assert "is not a sound PDF" in shown
