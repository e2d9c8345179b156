"""Archives of reports: the path `reports.zip!/folder/a.docx` names a file in one; nothing is unpacked to disk."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path, PurePosixPath

from nianbao.errors import Unreadable
from nianbao.reading.zips import DAMAGED, entry_bytes, opened

ENDING = ".zip"
MARK = "!"
MAX_UNPACKED = 2 << 30
"""Of all files inside together; only one of them at a time is in memory."""

_UTF8_NAME = 0x800
# Renamed files of these formats are ZIPs too, but one report and not an archive of them.
_ONE_REPORT = frozenset({"word/document.xml", "OFD.xml"})


def inside(path: Path) -> tuple[Path, str] | None:
    """The archive and the name within it, for a path that leads into one; None for an ordinary path."""
    parts = path.parts
    for i, part in enumerate(parts[:-1]):
        if part.lower().endswith(ENDING + MARK):
            archive = Path(*parts[:i], part[: -len(MARK)])
            if archive.is_file() and not path.exists():
                return archive, "/".join(parts[i + 1 :])
    return None


def shown_name(path: Path) -> str:
    """The name of a file as messages and citations give it: `a.zip!/folder/b.docx` for one in an archive."""
    found = inside(path)
    return path.name if found is None else f"{found[0].name}{MARK}/{found[1]}"


def members(archive: Path) -> tuple[Path, ...]:
    """Paths of all files in an archive, sorted; none for a report of another format that is called .zip.

    Raises `Unreadable` for an archive that is damaged, locked, or not to be trusted.
    """
    with _opened(archive) as file:
        names = _named(file, archive.name)
    if not _ONE_REPORT.isdisjoint(names):
        return ()
    return tuple(Path(f"{archive}{MARK}") / name for name in sorted(names))


def member_bytes(archive: Path, name: str, limit: int) -> bytes | None:
    """The bytes of a file in an archive, None when there is no such file; one more than `limit` at most.

    Raises `Unreadable` as `members` does.
    """
    try:
        with _opened(archive) as file:
            entry = _named(file, archive.name).get(name)
            return None if entry is None else entry_bytes(file, entry, limit)
    except DAMAGED as error:
        raise _damaged(f"{archive.name}{MARK}/{name}") from error


def nested(name: str) -> Unreadable:
    """The refusal of an archive within an archive."""
    return Unreadable(
        f"“{name}”是压缩包里的压缩包，没有读取；请先解压，再把里面的报告导入。",
        f"{name!r} is an archive within an archive and was not read; unpack it first.",
    )


def _opened(archive: Path) -> zipfile.ZipFile:
    try:
        return opened(archive.open("rb"), archive.name, max_unpacked=MAX_UNPACKED)
    except DAMAGED as error:
        raise _damaged(archive.name) from error


def _damaged(name: str) -> Unreadable:
    return Unreadable(
        f"“{name}”不是完好的 zip 压缩包，可能没有下载完整；请重新下载，或解压后再导入。",
        f"{name!r} is not a sound zip archive, it may be cut off; download it again or unpack it first.",
    )


def _named(file: zipfile.ZipFile, archive: str) -> dict[str, zipfile.ZipInfo]:
    """Files by their name; raises `Unreadable` for a name that leads out of the archive."""
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in file.infolist():
        name = _decoded(entry).replace("\\", "/")
        if name.endswith("/") or stat.S_ISLNK(entry.external_attr >> 16):
            continue
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or "\0" in name or ":" in parts[0]:
            raise Unreadable(
                f"压缩包“{archive}”里有指向包外的文件名（{name[:40]!r}），没有读取；请核对来源。",
                f"Archive {archive!r} holds a name that leads out of it ({name[:40]!r}) and was not read.",
            )
        found["/".join(parts)] = entry
    return found


def _decoded(entry: zipfile.ZipInfo) -> str:
    """Archive programs in China write names in GBK without saying so; Python then takes them for code page 437."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.orig_filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
