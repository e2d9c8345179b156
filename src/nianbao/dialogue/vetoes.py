"""What is said against answers of the other reader: no plain figure where another thing was asked."""

from __future__ import annotations

import re
from decimal import Decimal

from nianbao.answering.own_labels import clause_of
from nianbao.dialogue.turns import LEFT
from nianbao.model import Answer, Refused
from nianbao.text.fold import fold
from nianbao.understanding.composing import COMPOSERS
from nianbao.understanding.negated import denies_something
from nianbao.understanding.reader import Reading
from nianbao.understanding.residue import ITS_OWN

_STRUCTURED = frozenset(COMPOSERS) - {
    "value", "value_yesno", "claim_yesno", "breakdown", "check", "trend", "sum_years", "sum_bodies",
}  # fmt: skip
"""Intents whose answer is more than a figure looked up."""
_SURE_OF_STRUCTURE = 0.7
_ITEM_ENDS = "、,，。;；:："
_SAY_BOTH = (
    "没有弄清要比较、合计或占比的是哪几项，请把机关、年份和每一项都写明，"
    "例如“某镇2022年网站发布比公众号多多少条”。"
)


def unmet(reading: Reading, found: Answer) -> Answer:
    """The answer of another reader, unless it gives a plain figure where a comparison, share or order was asked."""
    best = reading.guesses[0] if reading.guesses else None
    looked_up = found.understood.operation in ("lookup", "explain", "exists")
    plain = found.status == "answered" and isinstance(found.value, Decimal) and looked_up
    if best is None or not plain:
        return found
    if denies_something(reading.mentions):  # what is to be left out: a figure looked up holds it
        return _unsaid(reading.left or reading.mentions.folded, found)
    if best.intent not in _STRUCTURED or best.probability < _SURE_OF_STRUCTURE:
        return found if _says(reading.left, found) else _unsaid(reading.left, found)
    return Answer(
        question=found.question,
        understood=found.understood,
        status="ambiguous",
        text=_SAY_BOTH,
        refused=Refused(what=found.question, why="unclear"),
    )


def _says(left: str, found: Answer) -> bool:
    """True when what is left of the question stands in the words that the answer quotes, as far as it is told apart."""
    left = ITS_OWN.sub("", left)
    pairs = [left[i : i + 2] for i in range(len(left) - 1)]
    told = [clause_of(f, _ITEM_ENDS) + f.section + f.label for f in found.figures]
    told += [c.title + c.source for c in found.citations]
    said = fold("".join((*told, *found.understood.agencies)))
    return len(left) < LEFT or any(pair in said for pair in pairs)


def _unsaid(left: str, found: Answer) -> Answer:
    """That the report does not say it, by the words it was asked in."""
    text = f"查到的报告没有写“{left}”的数，不能用相近的数代替。"
    return Answer(
        question=found.question,
        understood=found.understood,
        status="not_stated",
        text=text,
        refused=Refused(what=left, why="no_metric"),
    )
