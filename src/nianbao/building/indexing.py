"""`build`: plan what is new, read it, write it, and say what was done."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.building.contents import stamp_of
from nianbao.building.run import Progress, Run
from nianbao.errors import NianbaoError
from nianbao.settings import Settings, from_environment
from nianbao.store import files, ledger, rivals
from nianbao.store.changes import Found, Plan, planned
from nianbao.store.disk import Store

if TYPE_CHECKING:
    from nianbao.store.encoder import Encoder

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a run did, in file paths as they were found; `removed` are paths whose file is gone.

    `unreadable` and `problems` are (path, Chinese sentence, English sentence); `problems` are of files that were read
    nevertheless, or with path "" of the run. What a report itself calls a problem comes in Chinese alone.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    unreadable: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[tuple[str, str, str], ...] = ()


def build(
    paths: Sequence[Path | str],
    folder: Path | str,
    settings: Settings | None = None,
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
    encoder: Callable[[], Encoder | None] | None = None,
) -> BuildResult:
    """Bring the index in `folder` up to date with report files and folders (searched recursively).

    Files known already are skipped, changed ones replace their report, the same content under another path is kept
    once, and reports of files that have vanished from an indexed folder are removed. A file that cannot be read never
    stops the run: it is listed in the result; if it could be read before, its old report stays. With `rebuild` the
    index is made anew and takes the old one's place at the end. `settings` default to the environment's; `encoder`
    makes the sentence encoder in place of the one that `settings.model` names.

    Errors: WrongCall for a path that does not exist or a folder that cannot be written, or is being written by another
    run; IndexIncompatible when the index there cannot be read (not with `rebuild`); CatalogueError.
    """
    from nianbao import catalogue
    from nianbao.building.workshop import Workshop
    from nianbao.reading import report_files
    from nianbao.store import wordings
    from nianbao.store.encoder import load_encoder

    settings = settings or from_environment()
    folder = Path(folder)
    inputs = [Path(path) for path in paths]
    found = _fingerprinted(report_files(inputs), settings)
    known = catalogue.load(settings.catalogue)
    stamp = stamp_of(known)
    roots = tuple(path.resolve() for path in inputs if path.is_dir())
    with Workshop(settings, known) as workshop:
        further = partial(Workshop, settings, known)
        run = Run(workshop, stamp, progress or (lambda stage, done, total: None), further)
        plan = None if rebuild else _plan_if_complete(folder, found, roots, stamp, settings.model)
        if plan is not None and not plan.gone and run.none_readable(plan):
            return _result(plan, run)
        with closing(Store.begin(folder, rebuild=rebuild)) as store:
            plan = planned(ledger.sources(store.connection), found, roots, stamp)
            run.update(store, plan)
            run.problems += rivals.noticed(store.connection, {file.path: file.name for file in found})
            make = cache(encoder or (lambda: load_encoder(settings.model, settings.cache)))
            name = run.embed(store, make)
            store.finish(model=settings.model if name else "", encoder=name)
    if name and encoder is None and (made := make()) is not None:
        wordings.prepare(known, made, settings.cache)
    return _result(plan, run)


def _plan_if_complete(
    folder: Path, found: Sequence[Found], roots: Sequence[Path], stamp: str, model: str
) -> Plan | None:
    """The plan, without copying the store yet; None when no run has completed it, or one has been interrupted since."""
    if not (folder / files.FILE).is_file() or (folder / files.WORK).exists():
        return None
    with closing(files.open_published(folder)) as published:
        plan = planned(ledger.sources(published), found, roots, stamp)
        complete = model == "none" or files.meta(published)["model"] == model
    return plan if complete else None


def _fingerprinted(paths: Iterable[Path], settings: Settings) -> tuple[Found, ...]:
    from nianbao.reading import pages_of

    found: dict[str, Found] = {}
    for path in paths:  # os.path.realpath, other than Path.resolve, bears a link to itself
        at, *later = map(os.path.realpath, pages_of(path))
        found[at] = Found(name=str(path), path=at, sha256=_checksum(path, settings), takes_in=tuple(later))
    return tuple(found.values())


def _checksum(path: Path, settings: Settings) -> str:
    """The checksum that reading will give the Document; "" when the file cannot be read, and reading will say why."""
    from nianbao.reading import checksum

    try:
        return checksum(path, max_bytes=settings.max_file_mb << 20)
    except NianbaoError as error:
        LOG.debug("no checksum of %s: %s", path, error)
        return ""


def _result(plan: Plan, run: Run) -> BuildResult:
    duplicates = {file.path: file.name for file in plan.duplicates}
    return BuildResult(
        added=tuple(run.added),
        changed=tuple(run.changed),
        unchanged=tuple(file.name for file in plan.unchanged),
        removed=tuple(path for path in plan.gone if path not in duplicates),
        duplicates=(*duplicates.values(), *run.duplicates),
        unreadable=tuple(run.unreadable),
        problems=tuple(run.problems),
    )
