"""What a person should look at in a parsed report: sections with nothing in them, words that are not the agency's."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.model import Section
from nianbao.parsing.mirrors import injected
from nianbao.parsing.outline import body_start
from nianbao.text.personal import stated

_NAMED = 3
"""So many empty sections, or gambling sites, are named; the others are only counted."""


def noticed(text: str, sections: Sequence[Section]) -> tuple[str, ...]:
    """The problems of a report's text, as Chinese sentences."""
    found = []
    if empty := _empty(text, sections):
        found.append(f"有 {len(empty)} 个标题下没有内容（{_listed(empty)}）。")
    if numbers := stated(text):
        found.append(f"文中有 {len(numbers)} 处身份证号或手机号，公开的网页会遮住后几位；请核对原文是否应当公开。")
    if words := injected(text):
        found.append(f"文中有疑似被植入的广告词（{_listed(words)}），机关名和正文可能被改写。")
    return tuple(found)


def _empty(text: str, sections: Sequence[Section]) -> list[str]:
    """Headings under which nothing stands, neither words nor a section."""
    return [
        section.number + section.heading
        for section in sections
        if section.heading and not text[body_start(text, section) : section.span.end].strip(" \n|-—/、。.")
    ]


def _listed(names: Sequence[str]) -> str:
    return "；".join(names[:_NAMED]) + ("；…" if len(names) > _NAMED else "")
