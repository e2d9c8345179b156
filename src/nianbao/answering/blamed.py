"""Whether anybody was held to account, by the sentence of a report that says so or says that nobody was."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nianbao.model import Report, Span
from nianbao.text.fold import fold
from nianbao.text.sentences import sentences

_BLAME = r"追究|问责|追责"
_NOBODY = re.compile(rf"(?:没有|未|无)[^,，。;；\n]{{0,24}}(?:{_BLAME})")
_SOMEBODY = re.compile(
    rf"(?:{_BLAME})[^,，。;；\n]{{0,6}}\d{{1,4}}\s?(?:人|名|次|起)|\d{{1,4}}\s?(?:人|名)[^,，。;；\n]{{0,8}}(?:{_BLAME})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """A sentence with what it says: that somebody was held to account, or nobody."""

    span: Span
    truth: bool


def told(report: Report) -> Blame | None:
    """The first sentence that settles it; None when there is none."""
    folded = fold(report.text)
    for span in sentences(report.text):
        said = span.of(folded)
        if (nobody := bool(_NOBODY.search(said))) or _SOMEBODY.search(said):
            return Blame(span=span, truth=not nobody)
    return None
