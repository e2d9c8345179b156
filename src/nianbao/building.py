"""Report files become an index: `build` brings an index folder up to date with them, doing only what is new.

The only caller of reading, parsing, figures and store together. Reports, figures and words are published first; vectors
follow, since encoding takes longer than all the rest.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.errors import ModelUnavailable, NianbaoError, Unreadable
from nianbao.model import Figure, Passage, Report
from nianbao.settings import Settings, from_environment
from nianbao.store import embedding, files, ledger, rivals
from nianbao.store.changes import Found, Plan, planned
from nianbao.store.disk import Store

if TYPE_CHECKING:
    from nianbao.catalogue import Catalogue
    from nianbao.store.encoder import Encoder

LOG = logging.getLogger(__name__)

EXTRACTOR = 3
"""Counted up whenever reading, parsing or words change what is made of a file: files are then read anew."""

Progress = Callable[[str, int, int], None]
"""Hears of each step: "reports" or "vectors", how many are done, of how many."""

_Contents = tuple[Report, tuple[Passage, ...], tuple[Figure, ...]]
_BATCH = 64  # vectors committed at a time: what a killed run loses


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
    from nianbao.reading import report_files

    settings = settings or from_environment()
    folder = Path(folder)
    inputs = [Path(path) for path in paths]
    found = _fingerprinted(report_files(inputs), settings)
    known = catalogue.load(settings.catalogue)
    stamp = _stamp(known)
    roots = tuple(path.resolve() for path in inputs if path.is_dir())
    run = _Run(settings, known, stamp, progress or (lambda stage, done, total: None))
    plan = None if rebuild else _plan_if_complete(folder, found, roots, stamp, settings.model)
    if plan is not None and not plan.gone and run.none_readable(plan):
        return _result(plan, run)
    with closing(Store.begin(folder, rebuild=rebuild)) as store:
        plan = planned(ledger.sources(store.connection), found, roots, stamp)
        run.update(store, plan)
        run.problems += rivals.noticed(store.connection, {file.path: file.name for file in found})
        name = run.embed(store, encoder or (lambda: _encoder(settings)))
        store.finish(model=settings.model if name else "", encoder=name)
    return _result(plan, run)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """A file as the path found, with its report and figures; or the `error` that says why it cannot be read."""

    path: Path
    report: Report | None = None
    figures: tuple[Figure, ...] = ()
    error: NianbaoError | None = None


def read_reports(paths: Sequence[Path | str], settings: Settings) -> Iterator[ReadReport]:
    """Read report files and folders without an index, one after the other; a file that cannot be read stops nothing.

    Errors: WrongCall for a path that does not exist; CatalogueError.
    """
    from nianbao import catalogue
    from nianbao.reading import report_files

    known = catalogue.load(settings.catalogue)
    for path in report_files([Path(path) for path in paths]):
        try:
            report, _, figures = _contents(path, settings, known)
        except NianbaoError as error:
            yield ReadReport(path=path, error=error)
        # As in a build: a fault of ours over one file must not cost the user the other files.
        except Exception as error:
            LOG.debug("cannot read %s", path, exc_info=error)
            yield ReadReport(path=path, error=Unreadable(*_apology(path.name, error)))
        else:
            yield ReadReport(path=path, report=report, figures=figures)


def _apology(name: str, error: Exception) -> tuple[str, str]:
    kind = type(error).__name__
    zh = f"处理“{name}”时程序出错（{kind}），已跳过；请另存为 txt 再试，并报告这个问题。"
    return zh, f"The program failed on {name!r} ({kind}) and skipped it; save it as txt and try again, and report this."


class _Run:
    """One run's work and what it found out."""

    def __init__(self, settings: Settings, catalogue: Catalogue, stamp: str, progress: Progress) -> None:
        self.added: list[str] = []
        self.changed: list[str] = []
        self.duplicates: list[str] = []
        self._failed: set[str] = set()
        self.unreadable: list[tuple[str, str, str]] = []
        self.problems: list[tuple[str, str, str]] = []
        self._settings = settings
        self._catalogue = catalogue
        self._stamp = stamp
        self._progress = progress

    def update(self, store: Store, plan: Plan) -> None:
        """Makes the store's reports those of the plan."""
        before = ledger.sources(store.connection)
        for report_id in plan.gone.values():
            store.remove(report_id)
        written: set[str] = set()
        for done, file in enumerate(plan.todo):
            self._progress("reports", done, len(plan.todo))
            if file.sha256 in written:
                self.duplicates.append(file.name)
                if file.path in before:  # it has become a copy of another file of this run
                    store.remove(before[file.path][0])
            elif self._put(store, file):
                written.add(file.sha256)
                (self.changed if file.path in before else self.added).append(file.name)
                store.checkpoint()
        if plan.todo:
            self._progress("reports", len(plan.todo), len(plan.todo))

    def none_readable(self, plan: Plan) -> bool:
        """True when the files to do can all not be read: they are noted, and there is nothing to write."""
        return all(self._read(file) is None for file in plan.todo)

    def _read(self, file: Found) -> _Contents | None:
        """What is in the file; None, and the reason is noted once, when it cannot be read."""
        if file.path in self._failed:
            return None
        try:
            return _contents(Path(file.path), self._settings, self._catalogue)
        except NianbaoError as error:
            self._failed.add(file.path)
            self.unreadable.append((file.name, error.zh, error.en))
        # A fault of ours over one file's oddities must not cost the user the other files of the run.
        except Exception as error:  # noqa: BLE001
            self._note_fault(file, error)
        return None

    def _put(self, store: Store, file: Found) -> bool:
        """Reads a file into the store; False, and the reason is noted, when that cannot be done."""
        contents = self._read(file)
        if contents is None:
            return False
        report, passages, figures = contents
        try:
            store.put(report, passages, figures, file.path, stamp=self._stamp)
        except NianbaoError:  # the disk, not the file
            raise
        except Exception as error:  # noqa: BLE001  # as above: values of this file that cannot be stored
            self._note_fault(file, error)
            return False
        self.problems += [(file.name, problem, problem) for problem in report.problems]
        return True

    def _note_fault(self, file: Found, error: Exception) -> None:
        LOG.debug("cannot index %s", file.path, exc_info=error)
        self._failed.add(file.path)
        self.unreadable.append((file.name, *_apology(Path(file.name).name, error)))

    def embed(self, store: Store, encoder: Callable[[], Encoder | None]) -> str:
        """Gives every passage its vector; the encoder's name, or "" when there is none or it fails."""
        try:
            ready = encoder()
            if ready is None:
                return ""
            pending = embedding.pending(store.connection, ready.name)
            if pending:
                store.publish()  # figures and words are of use while the vectors are being made
            for start in range(0, len(pending), _BATCH):
                self._progress("vectors", start, len(pending))
                batch = pending[start : start + _BATCH]
                store.put_vectors(ready.name, [key for key, _ in batch], ready.passages([text for _, text in batch]))
        except ModelUnavailable as error:
            LOG.warning("no vectors: %s", error)
            self.problems.append(("", error.zh, error.en))
            return ""
        if pending:
            self._progress("vectors", len(pending), len(pending))
        return ready.name


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
    found: dict[str, Found] = {}
    for path in paths:
        resolved = str(path.resolve())
        found[resolved] = Found(name=str(path), path=resolved, sha256=_checksum(path, settings.max_file_mb << 20))
    return tuple(found.values())


def _checksum(path: Path, max_bytes: int) -> str:
    """The checksum that reading will give the Document; "" when the file cannot be read, and reading will say why."""
    from nianbao import reading

    try:
        return reading.checksum(path, max_bytes=max_bytes)
    except NianbaoError as error:
        LOG.debug("no checksum of %s: %s", path, error)
        return ""


def _contents(path: Path, settings: Settings, catalogue: Catalogue) -> _Contents:
    from nianbao import figures, parsing, reading

    report = parsing.parse(reading.read(path, max_bytes=settings.max_file_mb << 20))
    return report, parsing.passages(report), figures.extract(report, catalogue)


def _stamp(catalogue: Catalogue) -> str:
    """Names everything but the file that decides what is made of it."""
    from nianbao import figures

    known = [*catalogue.metrics.values(), *catalogue.applicants.values()]
    content = hashlib.sha256(repr(known).encode()).hexdigest()[:12]
    return f"{EXTRACTOR}.{figures.VERSION}.{content}"


def _encoder(settings: Settings) -> Encoder | None:
    from nianbao.store.encoder import load_encoder

    return load_encoder(settings.model, settings.cache)


def _result(plan: Plan, run: _Run) -> BuildResult:
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
