"""The parts for checking and for staff before anything is fetched, and the notice: named, bounded, escaped."""

from __future__ import annotations

import html
import json
import re

import fakes
import pytest

from nianbao.faces.web_check import check_html
from nianbao.faces.web_notice import notice_html
from nianbao.faces.web_phrases import EN, ZH, Phrases
from nianbao.faces.web_staff import staff_html
from nianbao.settings import Settings

SETTINGS = Settings(max_file_mb=7, staff_password="春眠不觉晓，处处闻啼鸟。")


@pytest.mark.parametrize("say", [ZH, EN])
def test_every_word_that_the_scripts_say_is_told_to_them(say: Phrases) -> None:
    from nianbao.faces.http import STATIC

    shown = check_html(SETTINGS, True, say)
    words = json.loads(html.unescape(re.findall(r'data-words="([^"]*)"', shown)[0]))
    scripts = "".join((STATIC / name).read_text("utf-8") for name in ("check.js", "door.js", "sending.js", "staff.js"))
    scripts += (STATIC / "staff_reports.js").read_text("utf-8")
    used = set(re.findall(r'\bsay\(\s*"([^"]+)"', scripts))
    assert len(used) > 30
    assert used <= set(words)
    assert {f"staff.{name}" for name in ("agency", "year", "file", "figures", "problems", "actions")} <= set(words)


def test_limits_are_told_and_the_password_is_not() -> None:
    for shown in (check_html(SETTINGS, True, ZH), staff_html(SETTINGS, ZH)):
        assert 'data-most="20" data-mb="7"' in shown
        assert "一次最多 20 个，共 7 MB" in shown
        assert SETTINGS.staff_password not in shown


def test_only_a_site_with_staff_asks_who_is_signed_in() -> None:
    assert [" data-staffed" in check_html(SETTINGS, staffed, ZH) for staffed in (True, False)] == [True, False]


def test_the_staff_area_is_shut_until_somebody_is_in() -> None:
    shown = staff_html(SETTINGS, ZH)
    assert '<form id="nb-login" class="sheet" hidden>' in shown
    assert '<div class="inside" hidden>' in shown


def test_a_notice_is_text() -> None:
    assert notice_html(None, ZH) == ""
    shown = notice_html(fakes.EVIL, EN)
    assert "<h2>Closed for now</h2>" in shown
    assert html.escape(fakes.EVIL, quote=True) in shown
    assert "<script" not in shown
