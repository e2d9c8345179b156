"""What a term or rule means: from the glossary, naming regulation and article."""

from __future__ import annotations

from nianbao.asking.answers.build import answered
from nianbao.asking.question import Question
from nianbao.model import Answer, Citation


def answer(question: Question) -> Answer:
    """The glossary's entry; its citation names the regulation, not a report."""
    term = question.term
    assert term is not None
    citation = Citation(
        report=None, title=term.regulation, agency=None, year=None, section=term.article, quote=term.text,
        start=None, end=None, source=term.source,
    )  # fmt: skip
    since = f"{term.since.year}年{term.since.month}月{term.since.day}日"
    text = f"{term.term}：{term.text}（依据{term.source}，{since}起施行；这是法规规定，不是某份报告写的。）"
    return answered(question, text, citations=(citation,))
