"""What has to be done to bring a store up to date with the files there are: compared by path and checksum alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_IN_ARCHIVE = re.compile(r"(.{1,4000}?\.zip)![/\\]", re.I | re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of this run: as it was found, its resolved path, the checksum of its bytes ("" if they cannot be had)."""

    name: str
    path: str
    sha256: str
    takes_in: tuple[str, ...] = ()
    """Resolved paths of further files that are pages of the same report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What there is to do: files to read, files known already, and ids by path of reports that are to go."""

    todo: tuple[Found, ...]
    unchanged: tuple[Found, ...]
    duplicates: tuple[Found, ...]
    gone: Mapping[str, str]


def planned(
    stored: Mapping[str, tuple[str, str, str]], found: Sequence[Found], roots: Sequence[Path], stamp: str
) -> Plan:
    """Compares what is stored, by path (id, checksum, stamp), with what was found; no file is opened.

    `roots` are the folders that were searched whole: what is stored from inside them and is not there any more, goes.
    What is stored with another stamp than `stamp` is done again.
    """
    present = {file.path for file in found}
    taken_in = {path for file in found for path in file.takes_in}
    opened = {archive_of(path) for path in present} - present
    gone = {
        path: row[0]
        for path, row in stored.items()
        if path not in present and (path in taken_in or _has_vanished(path, roots) or archive_of(path) in opened)
    }
    same = {file.path for file in found if file.path in stored and stored[file.path][1] == file.sha256}
    elsewhere = {row[1]: path for path, row in stored.items() if path not in present and path not in gone}
    kept = {stored[path][1] for path in same} | elsewhere.keys()
    unchanged: list[Found] = []
    duplicates: list[Found] = []
    todo: list[Found] = []
    for file in found:
        owner = elsewhere.get(file.sha256)
        if file.path in same:
            (unchanged if stored[file.path][2] == stamp else todo).append(file)
        elif owner is not None and _is_gone(owner):  # moved, together with its folder
            gone[owner] = stored[owner][0]
            todo.append(file)
        elif file.sha256 in kept:
            duplicates.append(file)
            if file.path in stored:  # it has become a copy of a file that stays
                gone[file.path] = stored[file.path][0]
        else:
            todo.append(file)
    return Plan(todo=tuple(todo), unchanged=tuple(unchanged), duplicates=tuple(duplicates), gone=gone)


def archive_of(path: str) -> str:
    """The archive that a path `archive.zip!/folder/a.docx` leads into; any other path as it is."""
    found = _IN_ARCHIVE.match(path)
    return path if found is None or Path(path).exists() else found[1]


def _has_vanished(path: str, roots: Sequence[Path]) -> bool:
    return any(Path(path).is_relative_to(root) for root in roots) and _is_gone(path)


def _is_gone(path: str) -> bool:
    """False, too, when one may not look: what cannot be seen now is not thrown away.

    A report in an archive is there as long as the archive is; whether it is still in it, a run that opens it tells.
    """
    try:
        Path(archive_of(path)).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
