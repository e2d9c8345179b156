"""The lexical leg: SQLite's own BM25 (k1 1.2, b 0.75) over our own words.

The words are made by `nianbao.text.words`, not by SQLite, whose tokenizers know no Chinese: a text is stored as its
words with blanks between them, and the table's tokenizer only splits at the blanks. The table keeps no texts, only
where each word stands; so a text that is to go has to be given again.
"""

from __future__ import annotations

import json
import sqlite3
import string
from collections.abc import Collection

from nianbao.text.words import tokens

# Beside letters and digits, `ascii` takes every character above 127 as part of a word; with the ASCII punctuation
# named too, nothing but blanks and control characters is left to split at.
_WHOLE = string.punctuation.replace("'", "''''").replace('"', '""')
TABLES = f"""CREATE VIRTUAL TABLE lexical USING fts5(words, content='', tokenize="ascii tokenchars '{_WHOLE}'");"""


def add(connection: sqlite3.Connection, passage_id: int, text: str) -> None:
    """Makes the passage findable by the words of `text`."""
    words = " ".join(tokens(text))
    connection.execute("INSERT INTO lexical (rowid, words) VALUES (?, ?)", (passage_id, words))


def remove(connection: sqlite3.Connection, passage_id: int, text: str) -> None:
    """Forgets the words of a passage; `text` is the one it was added with."""
    words = " ".join(tokens(text))
    connection.execute("INSERT INTO lexical (lexical, rowid, words) VALUES ('delete', ?, ?)", (passage_id, words))


def best(
    connection: sqlite3.Connection, query: str, limit: int, reports: Collection[str] | None = None
) -> dict[int, float]:
    """The `limit` best passages and their BM25 scores (> 0), best first, ties by id; only of `reports` if given."""
    known = "SELECT ordinal FROM report WHERE id IN (SELECT value FROM json_each(?))"
    wanted = f"IN (SELECT id FROM passage WHERE report IN ({known}))"
    scope = (wanted, json.dumps(sorted(reports))) if reports is not None else None
    return _scored(connection, query, scope, limit)


def scores(connection: sqlite3.Connection, query: str, ids: Collection[int]) -> dict[int, float]:
    """BM25 scores of those of the passages that share a word with the query; the others' score is 0."""
    return _scored(connection, query, ("IN (SELECT value FROM json_each(?))", json.dumps(sorted(ids))), len(ids))


def _scored(connection: sqlite3.Connection, query: str, scope: tuple[str, str] | None, limit: int) -> dict[int, float]:
    # A quoted word is taken literally, whatever it contains; a word asked twice counts once.
    match = " OR ".join('"' + word.replace('"', '""') + '"' for word in dict.fromkeys(tokens(query)))
    if not match:
        return {}
    # The plus keeps SQLite from looking every passage up by its rowid, each time evaluating the whole query anew.
    where, values = ("", ()) if scope is None else (f"AND +lexical.rowid {scope[0]}", (scope[1],))
    rows = connection.execute(
        f"SELECT rowid, -bm25(lexical) AS score FROM lexical WHERE lexical MATCH ? {where} "
        "ORDER BY score DESC, rowid LIMIT ?",
        (match, *values, limit),
    )
    return dict(rows.fetchall())
