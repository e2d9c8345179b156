"""Two reports of one agency and one year: which one answers, and what is said of the other.

Settled anew whenever a state of the index is published, from what is stored, and kept in columns of the reports: so
nothing has to be kept in step when a file goes, and no look-up has to settle anything.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nianbao.model import ReportCard
from nianbao.store import ledger, tallies

_KIN = 0.5
"""Of the shorter report, so much must stand in the longer one when their counties do not tell that they are kin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weight:
    """What decides between rivals: figures, then the later publication, then the longer text; the id parts equals."""

    figures: int
    published: str
    length: int
    id: str


def settle(connection: sqlite3.Connection) -> None:
    """Writes which reports others supersede, and the problems that follow; the tally counts those that answer."""
    several = (
        "SELECT agency, year FROM report WHERE agency != '' AND year IS NOT NULL GROUP BY agency, year "
        "HAVING count(*) > 1"
    )
    doubtful = f"(r.agency, r.year) IN ({several}) OR r.noted != '[]' OR r.superseded IS NOT NULL"
    cards = tuple(replace(c, superseded_by=None) for c in ledger.cards(connection, doubtful))
    rows = connection.execute("SELECT id, ordinal, problems, superseded, noted, year FROM report r WHERE " + doubtful)
    stored = {row[0]: row[1:] for row in rows.fetchall()}
    bare = tuple(replace(c, problems=tuple(json.loads(stored[c.id][1]))) for c in cards)
    for card, plain in zip(_settled(connection, bare), bare, strict=True):
        ordinal, _, before, noted, year = stored[card.id]
        now = None if card.superseded_by is None else stored[card.superseded_by][0]
        says = json.dumps(card.problems[len(plain.problems) :], ensure_ascii=False)
        if (now, says) == (before, noted):
            continue
        connection.execute("UPDATE report SET superseded = ?, noted = ? WHERE ordinal = ?", (now, says, ordinal))
        if (now is None) != (before is None):
            tallies.count(connection, ordinal, year, +1 if now is None else -1)


def _settled(connection: sqlite3.Connection, cards: Sequence[ReportCard]) -> tuple[ReportCard, ...]:
    """The cards in their order; of rivals all but the one that answers carry its id and a problem that names it.

    Rivals have one name, one year, and counties that agree. Without a county on either side they are rivals only when
    they share most of their words: else they may be two towns of one name, and both are told so.
    """
    changed: dict[str, ReportCard] = {}
    for group in _of_one_name_and_year(cards):
        weights = _weights(connection, group)
        best_first = sorted(group, key=lambda card: _rank(weights[card.id]))
        kept: list[ReportCard] = []
        for card in best_first:
            rival = next((k for k in kept if _are_one(connection, k, card)), None)
            if rival is not None:
                changed[card.id] = _superseded(card, rival)
                continue
            doubtful = next((k for k in kept if _agree(k, card)), None)
            if doubtful is not None:
                for one, other in ((card, doubtful), (doubtful, card)):
                    changed[one.id] = _namesake(changed.get(one.id, one), other)
            kept.append(card)
    return tuple(changed.get(card.id, card) for card in cards)


def noticed(connection: sqlite3.Connection, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What settling adds to the stored problems, as (file, Chinese, English); `names` are the files' names by path."""
    settle(connection)
    rows = connection.execute(
        "SELECT path, agency, year, superseded, noted FROM report WHERE noted != '[]' "
        "ORDER BY agency, year IS NULL, year, id"
    )
    found = []
    for path, agency, year, superseded, noted in rows.fetchall():
        english = "superseded by another report" if superseded is not None else "may have a twin"
        for problem in json.loads(noted):
            found.append((names.get(path, path), problem, f"{agency} {year}: {english} of the same agency and year"))
    return found


def _of_one_name_and_year(cards: Iterable[ReportCard]) -> Iterator[list[ReportCard]]:
    groups: dict[tuple[str, int], list[ReportCard]] = {}
    for card in cards:
        if card.agency and card.year is not None:
            groups.setdefault((card.agency, card.year), []).append(card)
    yield from (group for group in groups.values() if len(group) > 1)


def _weights(connection: sqlite3.Connection, group: Sequence[ReportCard]) -> dict[str, _Weight]:
    rows = connection.execute(
        "SELECT id, figure_count, coalesce(published, ''), length FROM report "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([card.id for card in group]),),
    )
    return {row[0]: _Weight(id=row[0], figures=row[1], published=row[2], length=row[3]) for row in rows}


def _rank(weight: _Weight) -> tuple[int, list[int], int, str]:
    later_first = [-ord(character) for character in weight.published] + [0]
    return -weight.figures, later_first, -weight.length, weight.id


def _are_one(connection: sqlite3.Connection, one: ReportCard, other: ReportCard) -> bool:
    if not _agree(one, other):
        return False
    return bool(one.parents and other.parents) or _share_words(connection, one.id, other.id)


def _agree(one: ReportCard, other: ReportCard) -> bool:
    """Their places above do not contradict: those of one are among those of the other."""
    return set(one.parents) <= set(other.parents) or set(other.parents) <= set(one.parents)


def _share_words(connection: sqlite3.Connection, one: str, other: str) -> bool:
    """Most of the shorter report, by passages that are the same to the letter, stands in the longer one."""
    first, second = _passages(connection, one), _passages(connection, other)
    shorter = min(sum(map(len, first)), sum(map(len, second)))
    return shorter > 0 and sum(map(len, first & second)) >= _KIN * shorter


def _passages(connection: sqlite3.Connection, report: str) -> frozenset[str]:
    """The passages without white space, which differs from format to format."""
    found = ledger.content(connection, report)
    return frozenset() if found is None else frozenset("".join(p.text.split()) for p in found.passages())


def _superseded(card: ReportCard, by: ReportCard) -> ReportCard:
    problem = f"同一机关同一年有另一份报告（{by.source}），回答以那一份为准。"
    return replace(card, superseded_by=by.id, problems=(*card.problems, problem))


def _namesake(card: ReportCard, other: ReportCard) -> ReportCard:
    problem = f"同名机关同一年有另一份报告（{other.source}），不能确定是不是同一机关。"
    return replace(card, problems=(*card.problems, problem))
