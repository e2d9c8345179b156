"""The title of a report."""

from __future__ import annotations

import re
from pathlib import PurePath

from nianbao.model import Document, Evidence
from nianbao.parsing.layout import Layout
from nianbao.parsing.names import is_organ
from nianbao.parsing.slots import in_title
from nianbao.text.fold import fold

_TITLE = re.compile(r"(?:年度?工?作?报告?|年报|信息公开.{0,6}报告)$")
_ABOUT = re.compile(r"年报|年度报告|信息公开")
_CUT = re.compile(r"年报|年度报告|信息公开|20\d\d年?$")
_NOISE = re.compile(r"[>/|。;:,?]|首页|位置|\.(?:pdf|docx?)$")
_SITE = re.compile(r"\s*(?:_|\||--|\s-\s).*$")
_FIRST = 15
_LONGEST = 60


def title_of(document: Document, layout: Layout, first_heading: int) -> tuple[str, Evidence | None]:
    """The title and where it stands: side file, the format's own, printed title, else file name; it may be ""."""
    if document.side.title:
        return document.side.title, Evidence(what="title", value=document.side.title, origin="side")
    own = _SITE.sub("", document.title or "").strip()
    if _ABOUT.search(fold(own)) and in_title(own):
        return own, Evidence(what="title", value=own, origin="format")
    if printed := _printed(layout, first_heading):
        return printed, Evidence(what="title", value=printed, origin="title")
    if _ABOUT.search(fold(own)):
        return own, Evidence(what="title", value=own, origin="format")
    stem = PurePath(document.source).stem
    if _ABOUT.search(stem):
        return stem, Evidence(what="title", value=stem, origin="file name")
    return "", None


def _printed(layout: Layout, first_heading: int) -> str:
    """One to three lines before the first heading that make a title; one that names its agency is preferred."""
    before = [line for line in layout.lines[:_FIRST] if line.span.start < first_heading and not line.table]
    lines = [line.span.of(layout.text) for line in before]
    found: list[str] = []
    for end, line in enumerate(lines):
        if not _fits(line) or not _TITLE.search(_words(line)):
            continue
        title = line
        for above in (lines[end - 1 : end], lines[max(0, end - 2) : end]):
            together = "".join(above) + line
            if above and all(_fits(a) for a in above) and _continues(above[0], line) and not in_title(title):
                title = together
        found.append(title)
    return next((t for t in found if in_title(t)), found[0] if found else "")


def _fits(line: str) -> bool:
    return len(line) <= _LONGEST and not _NOISE.search(fold(line))


def _continues(above: str, line: str) -> bool:
    """The line above is the beginning of this title: an agency's name, or a title cut before 年度报告."""
    words = _words(above)
    return not _TITLE.search(words) and (is_organ(words) or bool(_CUT.search(words)))


def _words(line: str) -> str:
    return "".join(fold(line).split())
