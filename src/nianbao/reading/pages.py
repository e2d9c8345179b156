"""Which files are pages of one report? A site cuts a long report into `报告_1.html`, `报告_2.html`, a scanner into
`1.jpg`, `2.jpg`. Files are joined only when that is certain: two reports made one would give wrong figures.

Nothing here parses a page: it runs outside the process that reads them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from nianbao.errors import Unreadable
from nianbao.reading.archive import inside, member_bytes, members
from nianbao.reading.decoding import decode

_WEB = frozenset({".html", ".htm"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg"})
_MOST = 40
_LARGEST = 4 << 20
# The number at the end of a name. `(1)` is not one: browsers number copies of one file so.
_NUMBERED = re.compile(r"(?P<base>.{0,200}?)(?P<mark>[_-]|第|(?<!\d))(?P<number>\d{1,3})(?P<tail>页?)")
_REPORT = re.compile("年报|年度报告|信息公开|年報|年度報告|信息公開")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TITLES = (
    re.compile(r"<meta\b[^>]{0,300}?ArticleTitle[^>]{0,300}?content\s*=\s*[\"']([^\"'<>]{1,200})", re.I),
    re.compile(r"<h1\b[^>]{0,300}>(.{1,600}?)</h1", re.I | re.S),
    re.compile(r"<title\b[^>]{0,100}>([^<]{1,300})", re.I),
)
_TITLE = re.compile(r"[^\s_|｜>]{2,60}?(?:年度报告|年报|年度報告|年報)")
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s>#?]{1,500})", re.I)
_PAGER = re.compile(
    r"createPageHTML\(\s*\d{1,2}\s*,\s*0\s*,\s*[\"']([^\"']{1,200})[\"']\s*,\s*[\"'](\w{3,5})[\"']", re.I
)
_SCRIPT = re.compile(r"<(script|style)\b.{0,200000}?</\1", re.I | re.S)
_BREAK = re.compile(r"<(?:br|/?(?:p|div|h[1-6]|li|td|tr|table|section))\b[^>]{0,500}>", re.I)
_TAG = re.compile(r"<[^>]{0,500}>")
_NUMERALS = "一二三四五六七八九十"
_HEADING = re.compile(r"^[\s　]{0,20}(十?[一二三四五六七八九]|十)[、.．]", re.M)


def pages_of(path: Path) -> tuple[Path, ...]:
    """The files of the report that begins with this one, in order; the path alone when it is a report by itself.

    Web pages: their names go on, the first page names a report, and the next page carries no other title, goes on with
    the next numbered heading, and is linked by a page before it or carries the same title. Pictures: their names go on
    and name a report, or are all that is in a folder whose name does, with a year.
    """
    ending = path.suffix.lower()
    if ending not in _WEB | _PICTURES:
        return (path,)
    for names in _sequences(path.stem, numbers_alone=ending in _PICTURES):
        following = _present(path, names)
        if following and ending in _WEB:
            return (path, *_continuing(path, following))
        if following and _is_one_scan(path, following):
            return (path, *following)
    return (path,)


def without_later_pages(paths: Sequence[Path]) -> list[Path]:
    """The paths, less those that another of them takes in as later pages, in the same order."""
    taken: set[Path] = set()
    for path in sorted(paths, key=lambda path: (len(path.name), str(path))):
        if path not in taken:
            taken.update(pages_of(path)[1:])
    return [path for path in paths if path not in taken]


def _sequences(stem: str, *, numbers_alone: bool) -> Iterator[list[str]]:
    """Names of the pages that may follow the one called so, without ending."""
    found = _NUMBERED.fullmatch(stem)
    if found is not None and int(found["number"]) <= 1 and (found["mark"] or numbers_alone):
        first, width = int(found["number"]), len(found["number"])
        head = found["base"] + found["mark"]
        yield [f"{head}{first + n:0{width}}{found['tail']}" for n in range(1, _MOST)]
    elif not numbers_alone:
        for mark in "_-":
            for first in (1, 2):  # sites call the second page either
                yield [f"{stem}{mark}{first + n}" for n in range(_MOST)]


def _present(path: Path, names: Iterable[str]) -> list[Path]:
    found: list[Path] = []
    for name in names:
        page = path.with_name(name + path.suffix)
        if not _exists(page):
            break
        found.append(page)
    return found


def _exists(path: Path) -> bool:
    packed = inside(path)
    if packed is None:
        return path.is_file() and not path.is_symlink()
    try:
        return member_bytes(*packed, 0) is not None
    except Unreadable:  # which the archive's own reading says
        return False


def _continuing(first: Path, following: Sequence[Path]) -> list[Path]:
    """The pages up to the first that does not certainly go on."""
    text = _text(first)
    title, so_far, links = _title(text), _headings(text), _links(text)
    found: list[Path] = []
    for page in following if title else ():
        text = _text(page)
        its_title, its_headings = _title(text), _headings(text)
        goes_on = not its_headings or its_headings[0] == (so_far[-1] if so_far else 0) + 1
        known = page.name in links or (its_title == title and bool(its_headings))
        if not (text and goes_on and known and its_title in ("", title)):
            break
        found.append(page)
        so_far += its_headings
        links |= _links(text)
    return found


def _text(page: Path) -> str:
    """The source of a page; "" when it cannot be had or is no page of a report: then it is read, or refused, alone."""
    packed = inside(page)
    try:
        if packed is not None:
            data = member_bytes(*packed, _LARGEST) or b""
        else:
            data = page.read_bytes() if page.stat().st_size <= _LARGEST else b""
        return decode(data, page.name).text if 0 < len(data) <= _LARGEST else ""
    except (OSError, Unreadable):
        return ""


def _title(text: str) -> str:
    """The title of a yearly report that a page gives itself, "" when it gives none."""
    for pattern in _TITLES:
        for match in pattern.finditer(text):
            words = "".join(_TAG.sub("", match[1]).split())
            if (found := _TITLE.match(words)) and _YEAR.search(found[0]):
                return found[0]
    return ""


def _headings(text: str) -> list[int]:
    plain = _TAG.sub("", _BREAK.sub("\n", _SCRIPT.sub("", text)))
    return [sum(_NUMERALS.index(char) + 1 for char in match[1]) for match in _HEADING.finditer(plain)]


def _links(text: str) -> set[str]:
    """Names of files that a page links, and those that its pager writes."""
    names = {unquote(match[1]).rpartition("/")[2] for match in _HREF.finditer(text)}
    for match in _PAGER.finditer(text):
        names.update(f"{match[1]}_{n}.{match[2]}" for n in range(1, _MOST))
    return names


def _is_one_scan(first: Path, following: Sequence[Path]) -> bool:
    found = _NUMBERED.fullmatch(first.stem)
    if found is not None and _REPORT.search(found["base"]) and _YEAR.search(found["base"]):
        return True
    folder = first.parent.name
    if not (_REPORT.search(folder) and _YEAR.search(folder)):
        return False
    return _reports_beside(first) <= {page.name for page in (first, *following)}


def _reports_beside(path: Path) -> set[str]:
    """Names in the folder but for side files and hidden ones."""
    packed = inside(path)
    try:
        names = (
            set(os.listdir(path.parent))
            if packed is None
            else {member.name for member in members(packed[0]) if member.parent == path.parent}
        )
    except (OSError, Unreadable):
        return {""}  # a name that no page has: nothing is joined in what cannot be looked into
    return {name for name in names if not name.startswith(".") and not name.lower().endswith(".json")}
