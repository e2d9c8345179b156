"""The files of an index folder: how the published one is opened, how the next one is begun, locked and put in place."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from nianbao.errors import IndexIncompatible, IndexMissing, WrongCall

FILE = "nianbao.sqlite3"
WORK = f"{FILE}.work"
SCHEMA = 4
"""Counted up when the tables change; an index of another schema is rebuilt, not migrated."""
UNPUBLISHED = "unpublished"
"""The base of a work file that was begun when the folder had no index."""

_LOG_PAGES = 16_384
"""Of 4 KiB, in the write-ahead log before they go to the file: the longer, the fewer pages are written twice."""
_CACHE_KB = 128 << 10
_APPLICATION = 0x6E69616E  # marks the file as ours, not some other program's SQLite file


def open_published(folder: Path) -> sqlite3.Connection:
    """A connection, usable from any thread under a lock, to the index in `folder`.

    Errors: IndexMissing when there is none, IndexIncompatible when it has another schema or is damaged.
    """
    path = folder / FILE
    if not path.is_file():
        raise IndexMissing(
            f"{folder} 里没有索引。请先运行：nianbao index PATH --index {folder}（PATH 是报告文件或文件夹）。",
            f"There is no index in {folder}. Make one first: nianbao index PATH --index {folder}.",
        )
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False, isolation_level=None
    )
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        schema = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        connection.close()
        raise damaged(folder) from error
    if (application, schema) != (_APPLICATION, SCHEMA):
        connection.close()
        raise _foreign(folder)
    return connection


def damaged(folder: Path) -> IndexIncompatible:
    """The error that says the index cannot be read, and what to do."""
    return IndexIncompatible(
        f"{folder} 里的索引已损坏，无法读取。请运行 nianbao index PATH --index {folder} --rebuild 重建。",
        f"The index in {folder} is damaged. Rebuild it: nianbao index PATH --index {folder} --rebuild.",
    )


def meta(connection: sqlite3.Connection) -> dict[str, str]:
    """What the store says of itself: `generation`, `model` and `encoder` (of complete vectors, else "")."""
    return dict(connection.execute("SELECT key, value FROM meta").fetchall())


def workspace(folder: Path, tables: str, *, rebuild: bool) -> sqlite3.Connection:
    """The work file, open: resumed if it was made from what is published now, else a copy of that, else empty `tables`.

    Errors: IndexIncompatible when what is published cannot be read.
    """
    path = folder / WORK
    base = UNPUBLISHED
    if rebuild:
        base = f"rebuild {secrets.token_hex(8)}"  # equals no generation: an interrupted rebuild is never resumed
    elif (folder / FILE).is_file():
        with closing(open_published(folder)) as published:
            base = meta(published)["generation"]
            return _resumed(path, base) or _copied(published, path, base)
    elif (resumed := _resumed(path, base)) is not None:
        return resumed
    _cleared(path)
    connection = connected(path)
    connection.executescript(tables)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('base', ?)", (base,))
    return connection


def _cleared(path: Path) -> None:
    """Takes away a work file with its log; SQLite itself drops the journal of a file that is not there."""
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)


def _copied(published: sqlite3.Connection, path: Path, base: str) -> sqlite3.Connection:
    _cleared(path)
    copy = sqlite3.connect(path)
    published.backup(copy)
    copy.close()
    connection = connected(path)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'base'", (base,))
    return connection


def _resumed(path: Path, base: str) -> sqlite3.Connection | None:
    """The work file of an interrupted run; None when there is none or it is of another state or schema, or unsound."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(path)
    try:
        schema = connection.execute("PRAGMA user_version").fetchone()[0]
        sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        usable = schema == SCHEMA and sound and meta(connection).get("base") == base
    except sqlite3.DatabaseError:  # what it was made from is still there
        usable = False
    connection.close()
    return connected(path) if usable else None


def connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def locked(folder: Path) -> sqlite3.Connection:
    """Holds the folder for one writer: SQLite's own file lock, which ends with the process, however that ends."""
    lock = sqlite3.connect(folder / "writer.lock", timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        raise WrongCall(
            f"另一个 nianbao index 正在写 {folder}，请等它结束后再运行。",
            f"Another nianbao index is writing to {folder}; run this again when it has finished.",
        ) from error
    return lock


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """A disk that refuses is said in one sentence."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise WrongCall(
            f"无法写入索引文件夹 {folder}（{error}）。请检查权限和剩余空间，或用 --index 换一个文件夹。",
            f"Cannot write to the index folder {folder} ({error}). Check rights and free space, or choose another "
            "with --index.",
        ) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def replace(new: Path, published: Path) -> None:
    with new.open("rb+") as file:
        os.fsync(file.fileno())  # the rename must not reach the disk before what is renamed
    os.replace(new, published)


def _foreign(folder: Path) -> IndexIncompatible:
    return IndexIncompatible(
        f"{folder} 里的索引由其他版本的 nianbao 生成。请运行 nianbao index PATH --index {folder} --rebuild 重建。",
        f"The index in {folder} was made by another version. Rebuild: nianbao index PATH --index {folder} --rebuild.",
    )
