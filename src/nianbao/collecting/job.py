"""The job folder: what a run has done so far, so that the next one goes on from there or fetches only what is new.

`INTO/.collect/` holds `book.jsonl` (one line for every thing that was settled), `pages/` (fetched pages as they came),
`beside/` (files of reports of which another file is indexed), `newer/` (a site's new version of what a user changed),
`incoming/` and `requests.log`. Folders that begin with a dot are passed over by `nianbao index`.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from nianbao.errors import Busy, WrongCall

FOLDER = ".collect"
_GOES_ON = 7 * 86400
"""Seconds after which a run that was stopped is not gone on with: its pages are too old."""


class Job:
    """One folder of reports, and what is known of every address it came from. One run at a time."""

    def __init__(self, into: Path) -> None:
        self.into = into
        self.folder = into / FOLDER
        self.began = 0.0
        """When the present run began, in seconds since 1970; a run that goes on keeps the time it first began."""
        self.known: dict[str, dict[str, Any]] = {}
        """By kind and address, as "report http://…"."""
        self._book: IO[str] | None = None
        self._lock: IO[str] | None = None

    def open(self) -> None:
        """Begin a run, or go on with one that was stopped. Errors: Busy, WrongCall."""
        with writing(self.into):
            for name in ("pages", "beside", "newer", "incoming"):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder / "lock", self.into)
            self._clean()
            ended = self._read()
            if ended or time.time() - self.began > _GOES_ON:
                self.began = time.time()
            self._rewrite()
            self._book = (self.folder / "book.jsonl").open("a", encoding="utf-8")
            self._write({"kind": "run", "key": "", "began": self.began})

    def note(self, kind: str, key: str, **what: Any) -> None:
        """Write down what was settled about an address, at once."""
        entry = {"kind": kind, "key": key, **what}
        with writing(self.into):
            self._write(entry)
        self.known[f"{kind} {key}"] = entry

    def get(self, kind: str, key: str) -> dict[str, Any] | None:
        """What was last noted."""
        return self.known.get(f"{kind} {key}")

    def all(self, kind: str) -> list[dict[str, Any]]:
        """All entries of a kind, in the order in which they were first noted."""
        return [entry for entry in self.known.values() if entry["kind"] == kind]

    def end(self) -> None:
        """The run is complete: the next one asks the sites again."""
        with writing(self.into):
            self._write({"kind": "end", "key": ""})

    def close(self) -> None:
        """Let another run begin; after `end` or without it."""
        for file in (self._book, self._lock):
            if file is not None:
                file.close()
        self._book = self._lock = None

    def _write(self, entry: dict[str, Any]) -> None:
        assert self._book is not None
        self._book.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self._book.flush()

    def _read(self) -> bool:
        """Reads the book; False when the last run in it was stopped."""
        book, ended = self.folder / "book.jsonl", True
        if not book.exists():
            return True
        for line in book.read_text("utf-8", "replace").splitlines():
            try:
                entry = json.loads(line)
                kind, key = str(entry["kind"]), str(entry["key"])
            except (ValueError, KeyError, TypeError):  # the line that was being written when a run was killed
                continue
            if kind == "run":
                self.began, ended = float(entry["began"]), False
            elif kind == "end":
                ended = True
            else:
                self.known[f"{kind} {key}"] = entry
        return ended

    def _rewrite(self) -> None:
        lines = [json.dumps(entry, ensure_ascii=False) + "\n" for entry in self.known.values()]
        put(self.folder / "book.jsonl", "".join(lines).encode())

    def _clean(self) -> None:
        for left in [*self.folder.rglob(".incoming-*"), *self.into.glob("*/.incoming-*")]:
            left.unlink(missing_ok=True)
        for left in (self.folder / "incoming").iterdir():
            left.unlink()


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    draft = path.parent / f".incoming-{secrets.token_hex(6)}"
    try:
        draft.write_bytes(data)
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


@contextmanager
def writing(into: Path) -> Iterator[None]:
    """What the disk refuses becomes one sentence."""
    try:
        yield
    except OSError as error:
        raise WrongCall(
            f"不能写入 {into}（{error.strerror}），请检查权限和剩余空间；腾出空间后再运行一次，会接着收集。",
            f"Cannot write to {into} ({error.strerror}); check rights and free space, then run again: it goes on.",
        ) from error


def has_room(into: Path, needed: int) -> bool:
    """True when so many bytes and some more fit on the disk."""
    return shutil.disk_usage(into).free > needed + (16 << 20)


def _locked(path: Path, into: Path) -> IO[str]:
    """The lock file, held until it is closed or the process ends."""
    import fcntl

    file = path.open("a", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise Busy(
            f"另一次收集正在往 {into} 里写，请等它结束。", f"Another run is collecting into {into}; wait until it ends."
        ) from error
    return file
