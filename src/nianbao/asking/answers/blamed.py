"""Whether anybody was held to account: 有没有人被追责, from the sentence that says so or says that nobody was."""

from __future__ import annotations

import re

from nianbao.asking.answers.build import answered
from nianbao.asking.answers.phrases import quoted, where
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.model import Answer, ReportCard
from nianbao.text.fold import fold
from nianbao.text.sentences import sentences

_BLAME = r"追究|问责|追责"
_ASKS = re.compile(rf"(?:有没有|有无|是否|有人)[^,，]{{0,20}}(?:{_BLAME})|(?:{_BLAME})[^,，]{{0,6}}(?:吗|没有?)")
_NOBODY = re.compile(rf"(?:没有|未|无)[^,，。;；\n]{{0,24}}(?:{_BLAME})")
_SOMEBODY = re.compile(
    rf"(?:{_BLAME})[^,，。;；\n]{{0,6}}\d+\s?(?:人|名|次|起)|\d+\s?(?:人|名)[^,，。;；\n]{{0,8}}(?:{_BLAME})"
)


def answer(question: Question, sources: Sources, card: ReportCard) -> Answer | None:
    """Yes or no with the report's sentence; None when the question is another or no sentence settles it."""
    if not _ASKS.search(question.bare):
        return None
    report = sources.report(card.id)
    folded = fold(report.text)
    for span in sentences(report.text):
        said = span.of(folded)
        if (nobody := bool(_NOBODY.search(said))) or _SOMEBODY.search(said):
            text = f"{'没有' if nobody else '是的'}，{where(card)}的报告写明：{quoted(span.of(report.text), 120)}。"
            section = report.heading_path(report.section_at(span.start))
            citation = sources.cite_span(card, span, span.of(report.text), section)
            return answered(question, text, value=not nobody, citations=(citation,))
    return None
