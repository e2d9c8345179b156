"""Which files of the given files and folders are reports?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from nianbao.errors import WrongCall
from nianbao.reading.sniffing import NOT_READ_YET, READABLE

# Kinds of document that a report may be kept in although this program will never read them: listed, not passed over.
_DOCUMENTS = frozenset([
    ".rtf", ".odt", ".et", ".xls", ".xlsx", ".ppt", ".pptx", ".docm", ".dotx", ".mhtml", ".rar", ".7z",
    ".tif", ".tiff", ".bmp", ".epub",
])  # fmt: skip
_REPORT_WORDS = ("年报", "年度报告", "信息公开")


def report_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Every report file once, in stable order: folders are searched recursively, names sorted by code point.

    Left out silently: hidden files, side files, README.md, folders that a browser saved with a page, and files in
    folders that are clearly no reports. A folder that cannot be opened is yielded itself, so that `read` says why.
    Raises `WrongCall` at once for a path that does not exist.
    """
    for path in paths:
        if not path.exists():
            raise WrongCall(
                f"找不到“{path}”，请检查路径；可以给出报告文件或装有报告的文件夹。",
                f"{str(path)!r} does not exist; give report files or folders that hold them.",
            )
    return _search(paths)


def _search(paths: Sequence[Path]) -> Iterator[Path]:
    seen: set[str] = set()
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, seen)
        elif not _is_side_file(path) and _is_new(path, seen):
            yield path


def _in_folder(top: Path, seen: set[str]) -> Iterator[Path]:
    waiting = [top]
    while waiting:
        path = waiting.pop()
        if not path.is_dir():
            if _is_new(path, seen):
                yield path
            continue
        if not _is_new(path, seen):  # a link back to a folder already searched
            continue
        try:
            with os.scandir(path) as entries:
                names = {entry.name for entry in entries}
        except OSError:
            yield path
            continue
        inside = [path / name for name in sorted(names, reverse=True)]
        waiting.extend(child for child in inside if _is_wanted(child, names))


def _is_new(path: Path, seen: set[str]) -> bool:
    real = os.path.realpath(path)
    new = real not in seen
    seen.add(real)
    return new


def _is_wanted(path: Path, siblings: set[str]) -> bool:
    name = path.name
    if name.startswith((".", "~$")) or name == "__MACOSX" or name.lower() == "readme.md":
        return False
    if path.is_dir():
        page = name.removesuffix("_files")
        return page == name or siblings.isdisjoint({f"{page}.html", f"{page}.htm"})
    ending = path.suffix.lower()
    if ending in READABLE or ending in NOT_READ_YET or ending in _DOCUMENTS:
        return True
    return ending not in _NOT_REPORTS and any(word in name for word in _REPORT_WORDS)


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
    return not endings.isdisjoint(READABLE | NOT_READ_YET)


def _literal(stem: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in stem)
