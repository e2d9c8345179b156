"""Several metrics, of one report or of several, as one table in words."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.asking.answers import refuse
from nianbao.asking.answers.build import from_figures
from nianbao.asking.answers.phrases import conflict, listed, name_of, quoted, where, whole
from nianbao.asking.labels import by_label
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated
from nianbao.asking.wording import by_piece
from nianbao.model import Answer, Figure, ReportCard, Warning

_SEPARATOR = re.compile(r"[、,，和与跟及]")


def answer(question: Question, sources: Sources, cards: list[ReportCard]) -> Answer:
    """One line a report; what a report does not state is said in its place."""
    lines: list[str] = []
    figures: list[Figure] = []
    warnings: list[Warning] = []
    wanted = [m for m in question.metrics if sources.catalogue.metric(m).kind != "text"]
    for card in cards:
        said: list[str] = []
        for metric in wanted:
            stated = sources.stated(card, metric, question.applicant)
            name = name_of(question, sources, metric, stated.figure)
            if stated.value is None:
                said.append(f"{name}未写明")
                continue
            zero = stated.figure is not None and stated.figure.qualifier == "zero_statement"
            said.append(f"{name}{whole(stated)}" + (f"（{quoted(stated.figures[0].quote)}）" if zero else ""))
            figures += stated.figures
            warnings += conflict(question, sources, metric, stated)
        lines.append(f"{where(card)}：{'，'.join(said)}")
    if not figures:
        return refuse.nobody_states(question, cards, listed([question.names[m] for m in question.metrics]))
    return from_figures(question, sources, "；".join(lines) + "。", figures, warnings=warnings)


def enumerated(question: Question, sources: Sources, card: ReportCard) -> Answer | None:
    """What a question lists, item by item, where at least one is a category of the report's own; None otherwise."""
    if (told := _by_applicants(question, sources, card)) is not None:
        return told
    whole_label = by_label(question, sources, card)
    if len(question.pieces) < 2 or (whole_label is not None and _SEPARATOR.search(whole_label.label)):
        return None
    found = [_item(piece, question, sources, card) for piece in question.pieces]
    said = [item for item in found if item is not None]
    if len(said) < 2 or not any(name.startswith("“") for name, _ in said):
        return None
    text = "，".join(f"{name}{whole(stated)}" for name, stated in said)
    return from_figures(question, sources, f"{where(card)}：{text}。", [f for _, s in said for f in s.figures])


def _by_applicants(question: Question, sources: Sources, card: ReportCard) -> Answer | None:
    """One figure by the kinds of applicant that the question lists: 自然人和法人各几件; None when it lists no two."""
    kinds = dict.fromkeys(k for piece in question.pieces if (k := sources.matcher.applicant(piece)) is not None)
    if len(kinds) < 2 or question.metric is None:
        return None
    said: list[str] = []
    figures: list[Figure] = []
    for kind in kinds:
        stated = sources.stated(card, question.metric, kind)
        name = name_of(replace(question, applicant=kind), sources, question.metric)
        said.append(f"{name}{whole(stated) if stated.value is not None else '未写明'}")
        figures += stated.figures
    if not figures:
        return None
    return from_figures(question, sources, f"{where(card)}：{'，'.join(said)}。", figures)


def _item(piece: str, question: Question, sources: Sources, card: ReportCard) -> tuple[str, Stated] | None:
    labelled = by_piece(piece, sources.figures(card))
    if labelled is not None:
        return f"“{labelled.label}”", Stated(figure=labelled)
    matched = sources.matcher.find(piece, question.metric)
    if not matched or sources.catalogue.metric(matched[0].metric).kind == "text":
        return None
    stated = sources.stated(card, matched[0].metric, question.applicant)
    return (question.names[matched[0].metric], stated) if stated.value is not None else None
