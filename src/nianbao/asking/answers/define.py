"""What a term or rule means: from the glossary, naming regulation and article."""

from __future__ import annotations

from nianbao.asking.answers.build import answered
from nianbao.asking.question import Question
from nianbao.catalogue import Term
from nianbao.model import Answer, Citation


def answer(question: Question) -> Answer:
    """The glossary's entry, or both whose difference is asked; citations name the regulation, not a report."""
    assert question.term is not None
    terms = question.terms or (question.term,)
    citations = [
        Citation(
            report=None, title=t.regulation, agency=None, year=None, section=t.article, quote=t.text, start=None,
            end=None, source=t.source,
        )
        for t in terms
    ]  # fmt: skip
    return answered(question, "".join(map(_told, terms)), citations=citations)


def _told(term: Term) -> str:
    since = f"{term.since.year}年{term.since.month}月{term.since.day}日"
    return f"{term.term}：{term.text}（依据{term.source}，{since}起施行；这是法规规定，不是某份报告写的。）"
