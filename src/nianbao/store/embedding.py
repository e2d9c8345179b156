"""Vectors by the content they were made of: the durable ones in the store, and the searchable ones derived from them.

A text is encoded once: its vector is kept under the hash of the text and the encoder's name, however many passages have
that text and however often they are indexed anew. The file `vectors-GENERATION.faiss` saves deriving the search index
at every start; its name ties it to one state of the store: it cannot be taken for another's.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.errors import IndexIncompatible
from nianbao.store import ledger

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nianbao.store.vectors import Vectors

LOG = logging.getLogger(__name__)

TABLES = """
CREATE TABLE embedding (
    hash BLOB NOT NULL, encoder TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (hash, encoder)
) WITHOUT ROWID;
"""


def hash_of(indexed: str) -> bytes:
    """Names an indexed text: the same text has the same vector."""
    return hashlib.sha256(indexed.encode("utf-8", "surrogatepass")).digest()[:16]


def pending(connection: sqlite3.Connection, encoder: str) -> list[tuple[bytes, str]]:
    """The texts, each once, that `encoder` has not seen, with their hashes; texts of like length stand together."""
    rows = connection.execute(
        "SELECT min(p.id), p.hash FROM passage p "
        "WHERE NOT EXISTS (SELECT 1 FROM embedding e WHERE e.hash = p.hash AND e.encoder = ?) GROUP BY p.hash",
        (encoder,),
    ).fetchall()
    texts = ledger.indexed(connection, [row[0] for row in rows])
    ordered = sorted((len(texts[i][1].text), i, key) for i, key in rows)
    return [(key, texts[i][0]) for _, i, key in ordered]


def put(connection: sqlite3.Connection, encoder: str, hashes: Sequence[bytes], matrix: NDArray[np.float32]) -> None:
    """Keeps row i of `matrix` (n, dimension) for the text with `hashes[i]`."""
    rows = ((key, encoder, row.astype("<f4").tobytes()) for key, row in zip(hashes, matrix, strict=True))
    connection.executemany("INSERT OR REPLACE INTO embedding VALUES (?, ?, ?)", rows)


def prune(connection: sqlite3.Connection) -> None:
    """Forgets the vectors of texts that no passage has any more."""
    connection.execute("DELETE FROM embedding WHERE hash NOT IN (SELECT hash FROM passage)")


def save(connection: sqlite3.Connection, encoder: str, folder: Path, generation: str) -> None:
    """Writes the searchable vectors of this generation into `folder`; OSError when that fails."""
    _derived(connection, encoder).save(_file(folder, generation))


def sweep(folder: Path, generation: str) -> None:
    """Deletes the vector files of other generations; a reader that still holds one's store derives them again."""
    for path in folder.glob("vectors-*.faiss"):
        if path != _file(folder, generation):
            path.unlink(missing_ok=True)


def searchable(connection: sqlite3.Connection, encoder: str, folder: Path, generation: str) -> Vectors:
    """The vectors of all passages that have one, by passage id: from the file if it fits the store, else derived."""
    import numpy as np

    from nianbao.store.vectors import Vectors

    path = _file(folder, generation)
    if path.is_file():
        try:
            vectors = Vectors.load(path)
            if np.array_equal(vectors.ids, _ids(connection, encoder)):
                return vectors
            LOG.warning("%s does not fit the store: deriving the vectors again", path)
        except (OSError, IndexIncompatible) as error:
            LOG.warning("%s cannot be used (%s): deriving the vectors again", path, error)
    return _derived(connection, encoder)


def _derived(connection: sqlite3.Connection, encoder: str) -> Vectors:
    import numpy as np

    from nianbao.store.vectors import Vectors

    sql = f"SELECT p.id, e.vector FROM {_EMBEDDED} ORDER BY p.id"
    rows = connection.execute(sql, (encoder,)).fetchall()
    numbers = np.frombuffer(b"".join(blob for _, blob in rows), "<f4").astype(np.float32)
    ids = np.array([passage_id for passage_id, _ in rows], np.int64)
    return Vectors.build(ids, numbers.reshape(len(rows), -1) if rows else np.empty((0, 1), np.float32))


_EMBEDDED = "passage p JOIN embedding e ON e.hash = p.hash AND e.encoder = ?"


def _ids(connection: sqlite3.Connection, encoder: str) -> NDArray[np.int64]:
    import numpy as np

    rows = connection.execute(f"SELECT p.id FROM {_EMBEDDED} ORDER BY p.id", (encoder,)).fetchall()
    return np.array([row[0] for row in rows], np.int64)


def _file(folder: Path, generation: str) -> Path:
    return folder / f"vectors-{generation}.faiss"
