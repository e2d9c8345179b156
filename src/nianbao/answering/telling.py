"""Words of a report: its own items on problems, plans and measures, else the sentences that answer what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from nianbao.answering import blamed, contacts, items
from nianbao.answering.contacts import Fact
from nianbao.answering.evidence import Evidence
from nianbao.answering.executor import execute, reports_asked
from nianbao.answering.operation import understood
from nianbao.answering.passages import Choice, choose_among
from nianbao.answering.passages.features import asked, gives
from nianbao.answering.passages.lexicon import load as lexicon
from nianbao.answering.passages.units import Unit, units
from nianbao.answering.phrases import opening, where, year_taken
from nianbao.answering.realiser import realised
from nianbao.answering.refusals import short
from nianbao.answering.result import Shortfall, Spot
from nianbao.model import Answer, Citation, Report, ReportCard
from nianbao.query import Measure, Query
from nianbao.text.fold import fold

_HITS = 8
_LISTS = {
    "problems": "problems", "plans": "improvements", "measures": "measures_taken", "leader": "leading_group",
    "channels": "disclosure_channels", "often": "supervision_frequency", "supervision": "assessment_results",
}  # fmt: skip
"""Topics of which reports make lists, with the metric that the items go by."""
_WHETHER = "whether"
_ENOUGH = 4
"""Characters of what was named that a sentence must hold to confirm it."""
_DENIES = re.compile(r"没有|未|无")
_BY_REASON = frozenset({"denied_total", "unable_total", "not_processed_total"})
"""Figures whose parts in the statutory form are the reasons."""
_GENERAL = frozenset(
    (
        "政务公开", "信息公开", "政府信息", "公开", "信息", "政府", "政务", "工作", "领导小组", "申请", "主要", "方面",
        "情况", "报告", "年报", "年度", "内容", "准备", "提出", "采取", "存在", "推进", "开展", "进行", "具体", "总结",
        "提到", "认为", "承认", "自己", "地方", "哪里", "做好", "进一步", "接下来", "今年", "目前",
    )
)  # fmt: skip
"""Words of all that these reports are about: they single nothing out."""
_OFTEN, _CHANNELS, _BLAMED, _PLANS = "often", "channels", "blamed", "plans"
_OFFICES = frozenset(("部门", "单位", "科室", "机构", "办公室"))
"""Words that ask for an office and say nothing of what it sees to."""
_NEARLY = 0.3
"""From this probability on a report's whole list is shown for a subject within it that no sentence answers surely."""
_DID = re.compile(r"(?:都|今年|当年|本年|具体)?(?:做|干)(?:了|过)?(?:什么|啥|些什么|哪些)(?:工作|事情?)?[呢?？]?")
"""What follows the doer in a question for what was done."""
_TWO = 2
_NAMED = re.compile(
    r"网站|网页|官网|公众号|微信|微博|公开栏|公示栏|公告栏|广播|报纸|电视|显示屏|电子屏|客户端|公报|入户|会议|明白纸"
)


def told(query: Query, evidence: Evidence) -> Answer:
    """The report's words on the query's topic and subject; refused when it has none."""
    found = reports_asked(query, evidence)
    if isinstance(found, Shortfall):
        before = _year_before(query, found)
        held = before is not None and not isinstance(reports_asked(before, evidence), Shortfall)
        return told(before, evidence) if before is not None and held else short(found, evidence)
    cards = [s.card for s in found if s.card is not None]
    listed: Answer | None = None
    if len(cards) == 1:
        if (one := _premise(query, evidence) or _reasons(query, evidence)) is not None:
            return one
        listed = _listed(query, cards[0], found, evidence)
        if listed is not None and _general(query):
            return listed
    if query.topic == _WHETHER:
        return _whether(query, cards, found, evidence)
    choice = _chosen(query, cards, evidence)
    if not choice.enough and (deeds := _deeds(query, choice)) is not None:
        choice = deeds
    if not choice.enough:
        if listed is not None and choice.score >= _NEARLY:
            return listed
        return short(Shortfall(query=query, why="untold", spots=found), evidence)
    card = evidence.card(choice.sentences[0].report_id)
    text = f"{where(card)}的报告写道：" + " ".join(s.text for s in choice.sentences)
    proof = tuple(evidence.cite_span(card, s.span, s.text, s.path, choice.score) for s in choice.sentences)
    return _said(query, found, evidence, text, proof)


def _deeds(query: Query, choice: Choice) -> Choice | None:
    """What somebody did (纪委做了什么): the near sentences that name the doer; None for other questions."""
    doers = asked(query.subject, query.topic).content
    if len(doers) != 1 or not _DID.fullmatch(query.subject.removeprefix(doers[0])) or choice.score < _NEARLY:
        return None
    named = tuple(s for s in choice.sentences if doers[0] in fold(s.text))
    return replace(choice, sentences=named, enough=True) if named and named[0] is choice.sentences[0] else None


def _year_before(query: Query, missing: Shortfall) -> Query | None:
    """The query over the report of the year before, which tells the plans for a year that has no report yet."""
    years = query.years
    if missing.why != "no_year" or query.topic != _PLANS or years.kind != "given" or len(years.values) != 1:
        return None
    year = years.values[0]
    note = f"{year}年的打算写在{year - 1}年的报告里"
    return replace(query, years=replace(years, values=(year - 1,)), notes=(*query.notes, note))


def _general(query: Query) -> bool:
    """True when the query singles out nothing within its topic, or asks for what only the list tells."""
    return query.topic in (_BLAMED, _OFTEN) or not (set(asked(query.subject, query.topic).content) - _OFFICES)


def _whether(query: Query, cards: Sequence[ReportCard], spots: tuple[Spot, ...], evidence: Evidence) -> Answer:
    """Yes, with the sentence that names it; refused where none does: that a report does not say is no no."""
    for card in cards:
        if (unit := _naming(query, card, evidence)) is not None:
            text = unit.whole.of(evidence.report(card.id).text)
            proof = (evidence.cite_span(card, unit.whole, text, unit.path),)
            return _said(query, spots, evidence, f"是的，{where(card)}的报告写道：{text}", proof, True)
    return short(Shortfall(query=query, why="untold", spots=spots), evidence)


def _naming(query: Query, card: ReportCard, evidence: Evidence) -> Unit | None:
    """The first sentence that holds every word of what may have been published or done, and denies nothing."""
    words = [w for w in asked(query.subject).content if w not in _GENERAL]
    if sum(map(len, words)) < _ENOUGH:
        return None
    found = (u for u in units(evidence.report(card.id)) if all(w in u.folded for w in words))
    return next((u for u in found if not _DENIES.search(u.folded)), None)


def _reasons(query: Query, evidence: Evidence) -> Answer | None:
    """The reasons asked for where the form counts them: the parts of what was refused."""
    if query.topic != "reason" or query.metric not in _BY_REASON:
        return None
    entry = evidence.catalogue.metric(query.metric)
    named = "".join((entry.zh, *entry.names, *entry.asks))
    if any(word not in named for word in asked(query.subject).content):
        return None
    parts = replace(query, show="rows", group_by="part", topic=None, subject="", claimed=())
    made = realised(execute(parts, evidence), evidence)
    return made if made.status == "answered" and len(made.figures) > 1 else None


def _said(
    query: Query, spots: tuple[Spot, ...], evidence: Evidence, text: str, proof: Sequence[Citation],
    value: bool | None = None,
) -> Answer:  # fmt: skip
    return Answer(
        question="", understood=understood(query, evidence, spots), status="answered", value=value,
        text=opening((*query.notes, *year_taken(query, spots))) + text, citations=tuple(proof),
    )  # fmt: skip


def _premise(query: Query, evidence: Evidence) -> Answer | None:
    """A reason asked for a number that the report does not give: the report's number; None when the number is right."""
    if not query.claimed or not query.measures:
        return None
    plain = replace(query, show="number", topic=None, subject="", claimed=())
    stated = realised(execute(plain, evidence), evidence)
    numbers = {f.value for f in stated.figures} | {stated.value}
    if stated.status != "answered" or not isinstance(stated.value, Decimal) or {*query.claimed} & numbers:
        return None
    text = f"报告写的与问题里的数不同：{stated.text}"
    shown = replace(stated.understood, operation=understood(query, evidence).operation)
    return replace(stated, text=text, value=None, unit=None, computed=None, understood=shown)


def _listed(query: Query, card: ReportCard, spots: tuple[Spot, ...], evidence: Evidence) -> Answer | None:
    """The report's own list, of what the subject singles out if it does; whether anybody was blamed."""
    report = evidence.report(card.id)
    if query.topic == _BLAMED:
        if (sentence := blamed.told(report)) is None:
            return None
        text = f"{'是的' if sentence.truth else '没有'}，{where(card)}的报告写明：“{sentence.span.of(report.text)}”。"
        section = report.heading_path(report.section_at(sentence.span.start))
        proof = (evidence.cite_span(card, sentence.span, sentence.span.of(report.text), section),)
        return _said(query, spots, evidence, text, proof, sentence.truth)
    about = asked(query.subject, query.topic)
    topics = [t.id for t in about.topics] if query.topic in (None, "who") else [query.topic or ""]
    checks = any(t.id == "supervision" for t in about.topics)
    for topic in (t for t in topics if t in _LISTS and (t != _OFTEN or checks)):
        found = _of_subject(about.content, report, items.told(report, _LISTS[topic]))
        if not any(gives(about, fold(item.value)) for item in found):
            found = ()  # a group without a head answers no 组长是谁
        if topic == _CHANNELS and not about.content and (counted := _by_channel(query, card, found, evidence)):
            return counted
        if found:
            return _items(query, card, spots, evidence, _LISTS[topic], found)
    general = query.topic == "who" and not (set(about.content) - _OFFICES)
    office = contacts.contact(report, "contact_unit") if general else None
    return _items(query, card, spots, evidence, "contact_unit", (office,)) if office is not None else None


def _by_channel(query: Query, card: ReportCard, found: tuple[Fact, ...], evidence: Evidence) -> Answer | None:
    """The channels as the report counts them, where its sentences name none."""
    counted = [f for f in evidence.figures(card) if (f.metric or "").startswith("proactive_by_")]
    if len(counted) < _TWO or any(_NAMED.search(fold(item.value)) for item in found):
        return None
    whole = Measure(metric="proactive_disclosures_total")
    parts = replace(query, show="rows", measures=(whole,), group_by="part", topic=None, subject="", claimed=())
    return realised(execute(parts, evidence), evidence)


def _of_subject(words: Sequence[str], report: Report, found: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The items that hold the question's own subject (保密工作有什么问题); all when it has none."""
    own = [w for w in words if w not in _GENERAL and w not in fold(report.full_name)]
    return tuple(i for i in found if any(w in fold(i.value) for w in own)) if own else found


def _items(
    query: Query, card: ReportCard, spots: tuple[Spot, ...], evidence: Evidence, metric: str, found: tuple[Fact, ...]
) -> Answer:
    name = evidence.catalogue.metric(metric).short
    lines = [f"（{i}）{item.value}" if len(found) > 1 else item.value for i, item in enumerate(found, 1)]
    text = f"{where(card)}的报告在“{name}”方面写道：{'；'.join(lines)}".rstrip("。；;") + "。"
    words = evidence.report(card.id).text
    proof = {(i.span.start, i.span.end): evidence.cite_span(card, i.span, i.span.of(words), i.section) for i in found}
    return _said(query, spots, evidence, text, tuple(proof.values()))


def _chosen(query: Query, cards: Sequence[ReportCard], evidence: Evidence) -> Choice:
    """The sentences of the one report, or of those whose passages are nearest."""
    ids = [card.id for card in cards]
    if len(cards) > 1:
        hits = evidence.library.search(query.subject, reports=ids, k=_HITS)
        ids = list(dict.fromkeys(hit.passage.report_id for hit in hits))
    topic = None if lexicon().topics_of(fold(query.subject)) else query.topic
    return choose_among((evidence.report(i) for i in ids), query.subject, topic, evidence.library)
