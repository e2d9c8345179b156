"""What a page says with marks instead of words: raised numbers of notes, words struck out, files shown in a frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nianbao.reading.lines import raised

if TYPE_CHECKING:
    from bs4 import Tag

_STRUCK = frozenset(["s", "strike", "del"])
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,40}line-through", re.I)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.I)
_LONGEST = 200
"""Struck words are few; an element with more is kept whatever its style."""
_FIELDS = frozenset(["input", "select", "textarea"])
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?")
_FRAMES = ["iframe", "object", "embed"]
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|pptx?)\b", re.I)


def settle_marks(body: Tag) -> None:
    """Change the page in place: the number of a note is raised in its characters too, what is struck out goes, a number
    in a field of a form becomes text."""
    for element in list(body.find_all(True)):
        if element.decomposed:
            continue
        if element.name in _FIELDS and (value := _filled_in(element)):
            element.replace_with(value)
            continue
        style = str(element.get("style", ""))
        if element.name == "sup" or _RAISED.search(style):
            text = element.get_text()
            if (marked := raised(text)) != text:
                element.string = marked
        elif (element.name in _STRUCK or _LINE_THROUGH.search(style)) and len(element.get_text()) <= _LONGEST:
            element.decompose()


def _filled_in(field: Tag) -> str:
    """The number shown in a field of a form; "" for other words, which are hints, buttons and searches."""
    if field.name == "input":
        shown = str(field.get("type", "text")).lower() in ("text", "number")
        value = str(field.get("value", "")) if shown and "hidden" not in str(field.get("style", "")) else ""
    elif field.name == "select":
        chosen = field.find("option", selected=True)
        value = "" if chosen is None else str(chosen.get_text())
    else:
        value = field.get_text()
    return value.strip() if _NUMBER.fullmatch(value.strip()) else ""


def framed_files(body: Tag) -> tuple[str, ...]:
    """A note on other files that the page shows in frames, which are not part of it and are not read."""
    found = [e for e in body.find_all(_FRAMES) if _FILE.search(str(e.get("src") or e.get("data") or ""))]
    return (f"有 {len(found)} 个嵌入的网页或文件没有读取。",) if found else ()
