"""One figure of one report: lookup, breakdown, yes-no, and whether parts add up."""

from __future__ import annotations

from decimal import Decimal

from nianbao.asking.answers import refuse
from nianbao.asking.answers.phrases import amount, conflict, listed, mismatch, name_of, number, opening, percent, quoted, where, whole
from nianbao.asking.labels import by_label, explained
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources, Stated, plain
from nianbao.model import Answer, Figure, ReportCard, Warning


def answer(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """The figure asked for, or that the report does not state it."""
    stated, metric, what = find(question, sources, card)
    if stated.value is None:
        return _unstated(question, sources, card, metric, what)
    return _say(question, sources, card, stated, metric, what)


def find(question: Question, sources: Sources, card: ReportCard) -> tuple[Stated, str, str]:
    """What the report states of what is asked: by its own label when that is closer, else by the metric."""
    metric = question.metric or "proactive_category_count"
    labelled = by_label(question, sources, card)
    if labelled is not None:
        return Stated(figure=labelled), labelled.metric or metric, f"“{labelled.label}”"
    if question.metric is None:
        return Stated(figure=None), metric, f"“{question.rest or question.text}”"
    stated = sources.stated(card, metric, question.applicant)
    what = name_of(question, sources, metric)
    if stated.value is not None and not explained(question, sources, stated, metric):
        return Stated(figure=None), metric, f"“{question.rest}”"
    return stated, metric, what


def _say(question: Question, sources: Sources, card: ReportCard, stated: Stated, metric: str, what: str) -> Answer:
    figures = list(stated.figures)
    parts = parts_of(sources, card, stated.figure) if stated.figure is not None else []
    name = what if what.startswith("“") else name_of(question, sources, metric, stated.figure)
    text = f"{where(card)}{name}为{whole(stated)}"
    if stated.figure is not None and stated.figure.qualifier == "zero_statement":
        text += f"（报告写明：{quoted(stated.figure.quote)}）"
    elif stated.computed is not None:
        text += _how(stated)
    text += "。"
    text += "".join(f"报告另有一处写{amount(f)}。" for f in stated.others)
    groups = part_groups(sources, parts)
    if groups and stated.figure is not None and not stated.others:
        text += "其中：" + listed([f"{short_label(p)}{amount(p)}" for p in groups[0][:8]]) + "。"
        figures += groups[0][:8]
    warnings = list(conflict(question, sources, metric, stated))
    if stated.figure is not None:
        found = sums(sources, stated.figure, groups)
        text += "".join(f"注意：{w.text}" for w in found)
        warnings += found
    return _built(question, sources, text, stated, tuple(figures), tuple(warnings))


def _built(question: Question, sources: Sources, text: str, stated: Stated, figures: tuple[Figure, ...], warnings: tuple[Warning, ...]) -> Answer:
    more = tuple(f for w in warnings for f in w.figures)
    return Answer(
        question=question.text,
        understood=question.understood,
        status="answered",
        text=opening(question) + text,
        value=stated.value,
        unit=stated.unit,
        figures=figures,
        computed=stated.computed,
        citations=sources.cite_all([*figures, *more], limit=6),
        warnings=warnings,
    )


def _how(stated: Stated) -> str:
    assert stated.computed is not None
    if stated.computed.formula == "0":
        return f"（总数为0，分项也为0；总数见{quoted(stated.parts[0].quote, 40)}）"
    return f"（由分项相加：{stated.computed.formula}={plain(stated.computed.value)}，报告没有直接写合计）"


def _unstated(question: Question, sources: Sources, card: ReportCard, metric: str, what: str) -> Answer:
    related = {m.id for m in sources.catalogue.children(metric)} | set(sources.catalogue.metric(metric).confusable)
    if (parent := sources.catalogue.metric(metric).parent) is not None:
        related.add(parent)
    found = sources.figures(card)
    lost = [f for f in found if f.metric in related and f.metric and f.metric.endswith("_lost")]
    near = lost or [f for f in found if f.metric in related and (f.applicant or "total") == "total"]
    return refuse.not_stated(question, sources, card, what, tuple(near))


def parts_of(sources: Sources, card: ReportCard, figure: Figure) -> list[Figure]:
    """Figures the report lists as parts of this one; for a table cell, its printed parts."""
    found = sources.figures(card)
    listed_parts = [f for f in found if f.parent == figure.id and f.unit != "%"]
    if listed_parts or figure.cell is None or figure.metric is None:
        return listed_parts
    children = {m.id for m in sources.catalogue.children(figure.metric)}
    return [f for f in found if f.metric in children and f.value != 0 and (f.applicant or "total") == "total" and f.cell is not None]


def part_groups(sources: Sources, parts: list[Figure]) -> list[list[Figure]]:
    """Parts in the groups that stand for one way of dividing: channels, categories, outcomes, applicants."""
    groups: dict[str, list[Figure]] = {}
    for part in parts:
        groups.setdefault(_way(sources, part), []).append(part)
    return sorted(groups.values(), key=lambda g: g[0].id)


def _way(sources: Sources, part: Figure) -> str:
    metric = part.metric
    if metric is None or metric.startswith(("proactive_cat", "public_welfare")):
        return "category"
    entry = sources.catalogue.metric(metric)
    return f"{part.applicant and 'applicant'} {entry.parent} {entry.part}"


def short_label(figure: Figure) -> str:
    label = figure.label
    for head in ("收到", "其中", "通过", "公开", "发布"):
        label = label.removeprefix(head)
    return label or figure.label


def sums(sources: Sources, figure: Figure, groups: list[list[Figure]]) -> list[Warning]:
    made = (mismatch(sources, figure, group, figure.label if len(figure.label) < 20 else "") for group in groups)
    return [w for w in made if w is not None]


def breakdown(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """All the parts the report gives of the figure asked for, each way of dividing apart."""
    if len(question.metrics) > 1:
        return several(question, sources, [card])
    stated, metric, what = find(question, sources, card)
    if stated.figure is None:
        children = [(m.id, sources.stated(card, m.id)) for m in sources.catalogue.children(metric)]
        found = [s.figure for _, s in children if s.figure is not None]
        if stated.value is None and not found:
            return _unstated(question, sources, card, metric, what)
        if stated.value is not None and not found:
            return _say(question, sources, card, stated, metric, what)
        return _list_parts(question, sources, card, stated, metric, [found])
    groups = part_groups(sources, _all_parts(sources, card, stated.figure, stated.figure.metric or metric))
    if not groups:
        return _say(question, sources, card, stated, metric, what)
    return _list_parts(question, sources, card, stated, metric, groups)


def _all_parts(sources: Sources, card: ReportCard, figure: Figure, metric: str) -> list[Figure]:
    """What the report lists under the figure, what the catalogue calls its parts, and what is listed under those."""
    found = sources.figures(card)
    children = {m.id for m in sources.catalogue.children(metric)}
    same = figure.cell is None
    parts = {
        f.id: f
        for f in found
        if f.unit != "%" and (f.parent == figure.id or (f.metric in children and (f.cell is None) == same and (f.applicant or "total") == "total"))
    }
    for part in list(parts.values()):
        parts |= {f.id: f for f in found if f.parent == part.id and f.unit != "%"}
    return sorted(parts.values(), key=lambda f: f.id)


def _list_parts(question: Question, sources: Sources, card: ReportCard, stated: Stated, metric: str, groups: list[list[Figure]]) -> Answer:
    head = f"{where(card)}{name_of(question, sources, metric)}"
    head += f"为{whole(stated)}，" if stated.value is not None else "，"
    text = head + "报告列出的分项：" + "；".join(listed([f"{short_label(p)}{amount(p)}" for p in g]) for g in groups) + "。"
    largest = max((p for g in groups for p in g), key=lambda p: (p.value, -p.id))
    if "最" in question.bare:
        text += f"其中最多的是{short_label(largest)}，{amount(largest)}。"
    figures = tuple(f for f in (stated.figure,) if f is not None) + tuple(p for g in groups for p in g)
    warnings = sums(sources, stated.figure, groups) if stated.figure is not None else []
    return Answer(
        question=question.text, understood=question.understood, status="answered", text=opening(question) + text,
        value=stated.value if "最" not in question.bare else None, unit=stated.unit, figures=figures, computed=stated.computed,
        citations=sources.cite_all(figures, limit=8), warnings=tuple(warnings),
    )  # fmt: skip


def exists(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """Yes or no, from a figure: more than nothing, nothing in so many words, or the number the question asserts."""
    stated, metric, what = find(question, sources, card)
    if stated.value is None:
        return _unstated(question, sources, card, metric, what)
    positive = _say(question, sources, card, stated, metric, what)
    truth = stated.value > 0
    if question.said and any(w in question.bare for w in ("是不是", "是否", "对吗", "对不对", "只")):
        truth = stated.value == Decimal(question.said[-1])
    elif _asks_for_none(question.bare):
        truth = stated.value == 0
    word = "是的，" if truth else ("不是，" if question.said or _asks_for_none(question.bare) else "没有，")
    return Answer(
        question=question.text, understood=question.understood, status="answered",
        text=opening(question) + word + positive.text.removeprefix(opening(question)),
        value=truth, unit=None, figures=positive.figures, computed=positive.computed,
        citations=positive.citations, warnings=positive.warnings,
    )  # fmt: skip


def _asks_for_none(bare: str) -> bool:
    return any(w in bare for w in ("一件", "一条", "一次", "一个", "任何")) and any(w in bare for w in ("都没", "也没", "没有吗", "没收到", "都没有"))


def several(question: Question, sources: Sources, cards: list[ReportCard]) -> Answer:
    """Several metrics, of one report or of several, as one table in words."""
    lines, figures, warnings = [], [], []
    for card in cards:
        said = []
        for metric in question.metrics:
            if sources.catalogue.metric(metric).kind == "text":
                continue
            stated = sources.stated(card, metric, question.applicant)
            name = sources.catalogue.metric(metric).short
            if stated.value is None:
                said.append(f"{name}未写明")
            else:
                zero = stated.figure is not None and stated.figure.qualifier == "zero_statement"
                said.append(f"{name}{whole(stated)}" + (f"（{quoted(stated.figures[0].quote)}）" if zero else ""))
                figures += stated.figures
                warnings += conflict(question, sources, metric, stated)
        lines.append(f"{where(card)}：{'，'.join(said)}")
    if not figures:
        return refuse.nobody_states(question, cards, listed([question.names[m] for m in question.metrics]))
    return Answer(
        question=question.text, understood=question.understood, status="answered",
        text=opening(question) + "；".join(lines) + "。", figures=tuple(figures),
        citations=sources.cite_all(figures), warnings=tuple(warnings),
    )  # fmt: skip


def adds_up(question: Question, sources: Sources, card: ReportCard) -> Answer:
    """Whether the parts a report lists add up to its total, channels and categories apart."""
    metric = question.metric or "proactive_disclosures_total"
    above = [m.id for m in sources.catalogue.ancestors(metric)]
    stated = sources.stated(card, above[-1] if above else metric)
    if stated.figure is None:
        return answer(question, sources, card)
    groups: list[tuple[Figure, list[Figure]]] = []
    queue = [stated.figure]
    while queue:
        figure = queue.pop(0)
        for group in part_groups(sources, parts_of(sources, card, figure)):
            groups.append((figure, group))
            queue += group
    lines = []
    for figure, group in groups:
        if len(group) < 2:
            continue
        total = sum((p.value for p in group), Decimal(0))
        verdict = "相等" if total == figure.value else "不相等" + ("，渠道之间可能重复计数" if _channels(group) else "，报告自身有出入")
        lines.append(f"{figure.label}{amount(figure)}；所列分项{'+'.join(plain(p.value) for p in group)}={number(total, figure.unit)}，{verdict}")
    if not lines:
        return answer(question, sources, card)
    figures = (stated.figure, *(p for _, g in groups for p in g))
    warnings = [w for f, g in groups if (w := mismatch(sources, f, g, f.label)) is not None]
    return Answer(
        question=question.text, understood=question.understood, status="answered",
        text=f"{opening(question)}{where(card)}的报告：" + "。".join(lines) + "。", figures=figures,
        citations=sources.cite_all(figures, limit=6), warnings=tuple(warnings),
    )  # fmt: skip


def _channels(group: list[Figure]) -> bool:
    return any(p.metric and p.metric.startswith("proactive_by") for p in group)


__all__ = ["adds_up", "answer", "breakdown", "exists", "find", "percent", "several"]
