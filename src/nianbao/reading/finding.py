"""Which files of the given files and folders are reports?"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from nianbao.errors import Unreadable, WrongCall
from nianbao.reading.archive import ENDING, MARK, inside, members
from nianbao.reading.pages import without_later_pages
from nianbao.reading.sniffing import READABLE

# Kinds of document that a report may be kept in although this program will never read them: listed, not passed over.
_DOCUMENTS = frozenset([
    ".odt", ".ppt", ".pptx", ".rar", ".7z", ".tif", ".tiff", ".bmp", ".epub", ".ceb",
])  # fmt: skip
_ADDRESS = re.compile(r"^(https?):/{1,2}(?=[^/])", re.I)  # a Path keeps one slash of two
_REPORT_WORDS = ("年报", "年度报告", "信息公开")


def report_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Every report file once, in stable order: folders are searched recursively, names sorted by code point.

    Pages of one report come as the path of the first (see `pages_of`). Left out silently: hidden files, side files,
    README.md, folders that a browser saved with a page, and files in folders that are clearly no reports. Of a .zip its
    reports are yielded, as `archive.zip!/folder/a.docx`; an archive or folder that cannot be opened, or an archive
    without reports, is yielded itself, so that `read` says why.
    Raises `WrongCall` at once for a path that does not exist.
    """
    for path in paths:
        if _ADDRESS.match(str(path)):
            address = _ADDRESS.sub(r"\1://", str(path))
            raise WrongCall(
                f"“{address}”是网址，程序不上网；请先用浏览器打开，把网页另存为 html，再导入保存的文件。",
                f"{address!r} is a web address: open it in a browser, save the page as html and give that file.",
            )
        if not path.exists() and inside(path) is None:
            raise WrongCall(
                f"找不到“{path}”，请检查路径；可以给出报告文件或装有报告的文件夹。",
                f"{str(path)!r} does not exist; give report files or folders that hold them.",
            )
    return _search(paths)


def _search(paths: Sequence[Path]) -> Iterator[Path]:
    seen: set[str] = set()
    for path in without_later_pages(paths):
        if path.is_dir():
            yield from _in_folder(path, seen)
        elif not _is_side_file(path) and _is_new(path, seen):
            yield from _in_archive(path)


def _in_folder(top: Path, seen: set[str]) -> Iterator[Path]:
    waiting = [top]
    while waiting:
        path = waiting.pop()
        if not path.is_dir():
            if _is_new(path, seen):
                yield from _in_archive(path)
            continue
        if not _is_new(path, seen):  # a link back to a folder already searched
            continue
        try:
            with os.scandir(path) as entries:
                names = {entry.name for entry in entries}
        except OSError:
            yield path
            continue
        wanted = [child for name in sorted(names, reverse=True) if _is_wanted(child := path / name, names)]
        waiting.extend(without_later_pages(wanted))


def _in_archive(path: Path) -> Iterator[Path]:
    """The reports in an archive; the path itself for every other file, and for an archive that gives none."""
    if path.suffix.lower() != ENDING or inside(path) is not None:
        yield path
        return
    try:
        found = members(path)
    except Unreadable:  # which `read` will raise again, to be listed with the file
        found = ()
    top = Path(f"{path}{MARK}")
    folders: dict[PurePath, set[str]] = {}
    for member in found:
        folders.setdefault(member.parent, set()).add(member.name)
    wanted = [m for m in found if _is_wanted_inside(m.relative_to(top), folders, top)]
    yield from without_later_pages(wanted) or [path]


def _is_wanted_inside(name: PurePath, folders: Mapping[PurePath, set[str]], top: Path) -> bool:
    above = [(part, folders.get(top.joinpath(*name.parts[:i]), set())) for i, part in enumerate(name.parts[:-1])]
    return all(_is_wanted_folder(part, beside) for part, beside in above) and _is_wanted_file(name)


def _is_new(path: Path, seen: set[str]) -> bool:
    real = os.path.realpath(path)
    new = real not in seen
    seen.add(real)
    return new


def _is_wanted(path: Path, siblings: set[str]) -> bool:
    return _is_wanted_folder(path.name, siblings) if path.is_dir() else _is_wanted_file(path)


def _is_wanted_folder(name: str, siblings: set[str]) -> bool:
    """Not hidden, and not what a browser saved beside a page."""
    page = name.removesuffix("_files")
    return not _is_hidden(name) and (page == name or siblings.isdisjoint({f"{page}.html", f"{page}.htm"}))


def _is_wanted_file(path: PurePath) -> bool:
    name, ending = path.name, path.suffix.lower()
    if _is_hidden(name) or name.lower() == "readme.md":
        return False
    if ending in READABLE or ending in _DOCUMENTS:
        return True
    return ending not in _NOT_REPORTS and any(word in name for word in _REPORT_WORDS)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name == "__MACOSX"


_NOT_REPORTS = frozenset([
    ".json", ".jsonl", ".csv", ".tsv", ".xml", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".log", ".css",
    ".js", ".map", ".py", ".pyc", ".sh", ".bat", ".svg", ".gif", ".ico", ".webp", ".woff", ".woff2", ".ttf",
    ".mp3", ".mp4", ".avi", ".mov", ".wmv", ".db", ".sqlite", ".lock", ".tmp", ".bak", ".lnk", ".url", ".exe",
    ".dll", ".sha256", ".md5",
])  # fmt: skip


def _is_side_file(path: Path) -> bool:
    """A .json that stands beside a report of the same name, as when a shell expands `folder/*`."""
    if path.suffix.lower() != ".json":
        return False
    endings = {other.suffix.lower() for other in path.parent.glob(_literal(path.stem) + ".*")}
    return not endings.isdisjoint(READABLE)


def _literal(stem: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in stem)
