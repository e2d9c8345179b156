"""Denials of several things at once: 未制发、废止规范性文件, 申请、复议都没有发生过.

What a clause denies is named like what a number counts, so the words are decided in the same way; a clause that says
more than what it denies ("没有行政处罚不当") denies something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.catalogue.rules import rules
from nianbao.figures.coordinating import items_of
from nianbao.figures.frames import thing_in
from nianbao.model import Span

_RULES = rules("rules_prose.toml")
_DONE, _HAPPENED, _FILLER = (_RULES[f"zero.{name}"] for name in ("nothing_done", "none_happened", "filler"))
_MAY_DENY = re.compile("没|未|无")
_CLAUSE = re.compile(r"[^,，;；。:：\n]{4,120}")
UNIT = "件"
"""What is denied is counted in this unit."""
DENIED = (
    "applications_received", "reconsiderations_total", "litigation_total", "licensing_decisions",
    "penalties_decisions", "coercions_decisions", "normative_documents_issued", "normative_documents_repealed",
    "normative_documents_made", "rules_issued", "rules_repealed",
)  # fmt: skip
"""Metrics that a denial in words states to be zero."""


def denials(folded: str, sentence: Span) -> Iterator[tuple[str, Span]]:
    """The words of each thing that a clause of the sentence denies, with the clause."""
    if _MAY_DENY.search(folded, sentence.start, sentence.end) is None:
        return
    for clause in _CLAUSE.finditer(folded, sentence.start, sentence.end):
        for match in (_DONE.match(clause[0]), _HAPPENED.match(clause[0])):
            items = [] if match is None else items_of(match["what"], UNIT)
            if items and all(_only_names(item) for item in items):
                yield from ((item, Span(start=clause.start(), end=clause.end())) for item in items)
                break


def _only_names(words: str) -> bool:
    thing = thing_in(words, UNIT)
    return thing is not None and not _FILLER.sub("", thing.words.sub("", words))
