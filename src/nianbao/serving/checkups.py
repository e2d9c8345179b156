"""Are the reports in these files sound? Nothing is stored or indexed; uploads are read in a process of their own."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from nianbao import checking
from nianbao.building import ReadReport, looker
from nianbao.catalogue import Catalogue, load
from nianbao.checking import Finding
from nianbao.errors import NianbaoError, Unreadable, WrongCall
from nianbao.model import Figure, Report
from nianbao.serving.shelf import safe_name
from nianbao.settings import Settings

LOG = logging.getLogger(__name__)

MOST_FILES = 20
"""Files of one upload."""
SECONDS = 120.0
"""Time for the files of one upload together."""

Told = Callable[[int, int, str], None]
"""Called with the files done, all files, and the one that is read now, "" after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A report with everything found out about it."""

    path: Path
    report: Report
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """The reports in the order of the files, and the files that cannot be read with the reason."""

    checked: tuple[Checked, ...]
    unreadable: tuple[tuple[Path, NianbaoError], ...] = ()

    @property
    def fails(self) -> bool:
        return any(finding.status == "fails" for each in self.checked for finding in each.findings)


def checkup(read: Iterable[ReadReport], known: Catalogue) -> Checkup:
    """What the figures of each report say of each other, and reports of one agency of each other's years."""
    reports, unreadable = [], []
    for each in read:
        if each.report is not None:
            reports.append((each.path, each.report, each.figures))
        elif each.error is not None:
            unreadable.append((each.path, each.error))
    across = checking.check_years([(report, figures) for _, report, figures in reports], known)
    checked = tuple(
        Checked(path=path, report=report, figures=figures, findings=checking.check(report, figures, known) + years)
        for (path, report, figures), years in zip(reports, across, strict=True)
    )
    return Checkup(checked=checked, unreadable=tuple(unreadable))


def check_files(
    paths: Sequence[Path], settings: Settings, *, seconds: float = SECONDS, told: Told = lambda *_: None
) -> Checkup:
    """The same of files that nobody vouches for; what is not read after `seconds` is listed as unreadable.

    Errors: CatalogueError.
    """
    return checkup(_read_apart(paths, settings, seconds, told), load(settings.catalogue))


def check_uploads(
    uploads: Sequence[tuple[str, IO[bytes]]],
    settings: Settings,
    *,
    seconds: float = SECONDS,
    told: Told = lambda *_: None,
) -> Checkup:
    """The same of uploads (name, open file), which are copied into a temporary folder that is gone when this returns.

    The open files are not needed any more once `told` has been called.
    A side file among them goes with the report of its name. Paths in the result are the bare names.
    Errors: WrongCall for more than `MOST_FILES`, none, or one larger than `settings.max_file_mb`.
    """
    if not 0 < len(uploads) <= MOST_FILES:
        raise WrongCall(f"请选择 1 到 {MOST_FILES} 个文件。", f"Choose 1 to {MOST_FILES} files.")
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        paths = keep_uploads(uploads, Path(folder), settings.max_file_mb)
        reports = [path for path, _ in paths if not _is_side(path, paths)]
        found = check_files(reports, settings, seconds=seconds, told=told)
        names = {str(path): name for path, name in paths}
    return Checkup(
        checked=tuple(replace(each, path=_bare(each.path, names)) for each in found.checked),
        unreadable=tuple((_bare(path, names), error) for path, error in found.unreadable),
    )


def keep_uploads(uploads: Sequence[tuple[str, IO[bytes]]], folder: Path, max_mb: int) -> list[tuple[Path, str]]:
    """Copies of uploads in a folder of the caller's: where each is, and its name made safe. Errors: WrongCall."""
    kept: list[tuple[Path, str]] = []
    for name, file in uploads:
        safe = safe_name(name)
        # The second of a name moves into a folder of its own, and so does a side file that follows it.
        place = next(p for n in range(len(uploads) + 1) if not (p := folder / str(n) / safe).exists())
        place.parent.mkdir(exist_ok=True)
        with place.open("wb") as copy:
            shutil.copyfileobj(file, copy, 1 << 20)
        if place.stat().st_size > max_mb << 20:
            raise WrongCall(f"“{safe}”太大：最多 {max_mb} MiB。", f"{safe!r} is too large: {max_mb} MiB at most.")
        kept.append((place, safe))
    return kept


def _is_side(path: Path, among: Sequence[tuple[Path, str]]) -> bool:
    return path.suffix.lower() == ".json" and any(
        other.with_suffix("") == path.with_suffix("") for other, _ in among if other != path
    )


def _bare(path: Path, names: dict[str, str]) -> Path:
    """The name of an upload; in an archive with the way inside it."""
    for folder, name in names.items():
        if str(path).startswith(folder):
            return Path(name + str(path)[len(folder) :])
    return Path(path.name)


def _read_apart(paths: Sequence[Path], settings: Settings, seconds: float, told: Told) -> Iterator[ReadReport]:
    """`read_reports` of strangers, all within so many seconds: no file can hold the server."""
    deadline = time.monotonic() + seconds
    names = [*(path.name for path in paths), ""]
    told(0, len(paths), names[0])
    with looker(settings, strangers=True) as look:
        for done, path in enumerate(paths):
            left = deadline - time.monotonic()
            if left <= 0:
                yield from _unread(
                    paths[done:], f"{seconds:g} 秒内没有读完", f"was not read within {seconds:g} seconds"
                )
                return
            try:
                yield from look([path], left)
            except WrongCall as error:
                LOG.debug("an upload cannot be read: %s", error)
                yield from _unread([path], "无法处理", "cannot be processed")
            told(done + 1, len(paths), names[done + 1])


def _unread(paths: Sequence[Path], zh: str, en: str) -> Iterator[ReadReport]:
    for path in paths:
        error = Unreadable(
            f"“{path.name}”{zh}，请另存为 docx 或 txt，或一次少传几个文件。",
            f"{path.name!r} {en}; save it as docx or txt, or send fewer files at once.",
        )
        yield ReadReport(path=path, error=error)
