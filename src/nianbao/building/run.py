"""One run of indexing: its work, file after file, and what it found out.

Reports, figures and words are published first; vectors follow, since encoding takes longer than all the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.building.ahead import Next, ahead
from nianbao.building.contents import Contents
from nianbao.errors import ModelUnavailable, NianbaoError, fault
from nianbao.store import embedding, ledger
from nianbao.store.changes import Found, Plan
from nianbao.store.disk import Store

if TYPE_CHECKING:
    from nianbao.building.workshop import Workshop
    from nianbao.store.encoder import Encoder

LOG = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Hears of each step: "reports", "pages" of a scan, or "vectors", how many are done, of how many."""

_BATCH = 64  # vectors committed at a time: what a killed run loses


class Run:
    """One run's work and what it found out."""

    def __init__(self, workshop: Workshop, stamp: str, progress: Progress, further: Callable[[], Workshop]) -> None:
        self.added: list[str] = []
        self.changed: list[str] = []
        self.duplicates: list[str] = []
        self._failed: set[str] = set()
        self.unreadable: list[tuple[str, str, str]] = []
        self.problems: list[tuple[str, str, str]] = []
        self._ahead: dict[str, Contents] = {}  # read by `none_readable`, and used when its turn comes
        self._workshop = workshop
        self._further = further
        self._stamp = stamp
        self._progress = progress

    def update(self, store: Store, plan: Plan) -> None:
        """Makes the store's reports those of the plan."""
        before = ledger.sources(store.connection)
        for report_id in plan.gone.values():
            store.remove(report_id)
        written: set[str] = set()
        seen = {file.sha256: file for file in reversed(plan.todo) if file.sha256}  # copies are not made ahead
        todo = [f for f in plan.todo if f.path not in self._ahead and seen.get(f.sha256, f) is f]
        paths, heard = [Path(file.path) for file in todo], partial(self._progress, "pages")
        with ahead(paths, self._workshop, self._further, heard) as makes:
            coming = {id(file) for file in todo}
            for done, file in enumerate(plan.todo):
                make = next(makes) if id(file) in coming else None
                self._progress("reports", done, len(plan.todo))
                if file.sha256 in written:
                    self.duplicates.append(file.name)
                    if file.path in before:  # it has become a copy of another file of this run
                        store.remove(before[file.path][0])
                elif self._put(store, file, make):
                    written.add(file.sha256)
                    (self.changed if file.path in before else self.added).append(file.name)
                    store.checkpoint()
        if plan.todo:
            self._progress("reports", len(plan.todo), len(plan.todo))

    def none_readable(self, plan: Plan) -> bool:
        """True when the files to do can all not be read: they are noted, and there is nothing to write."""
        for file in plan.todo:
            if (contents := self._read(file)) is not None:
                self._ahead[file.path] = contents
                return False
        return True

    def _read(self, file: Found, make: Next | None = None) -> Contents | None:
        """What is in the file; None, and the reason is noted once, when it cannot be read."""
        if file.path in self._failed:
            return None
        try:
            if make is not None:
                return make()
            return self._workshop.contents(Path(file.path), partial(self._progress, "pages"))
        except NianbaoError as error:
            self._failed.add(file.path)
            self.unreadable.append((file.name, error.zh, error.en))
        # A fault of ours over one file's oddities must not cost the user the other files of the run.
        except Exception as error:  # noqa: BLE001
            self._note_fault(file, error)
        return None

    def _put(self, store: Store, file: Found, make: Next | None) -> bool:
        """Reads a file into the store; False, and the reason is noted, when that cannot be done."""
        contents = self._ahead.pop(file.path, None) or self._read(file, make)
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
        self.unreadable.append((file.name, (said := fault(Path(file.name).name, error)).zh, said.en))

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
