"""Figures stated in prose: walk the sentences, frame each quantity, decide, and keep what inherits from what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from nianbao.catalogue import Catalogue
from nianbao.figures import lexicon as lx
from nianbao.figures.decide import Context, decide
from nianbao.figures.draft import Draft
from nianbao.figures.frames import Frame, frames
from nianbao.figures.quantities import Quantity, quantities
from nianbao.figures.zeros import zeros
from nianbao.model import Applicant, Report, Span
from nianbao.text.fold import fold
from nianbao.text.sentences import sentences
from nianbao.text.years import years

QUOTE_LIMIT = 220
"""A sentence longer than this many characters is quoted from the clause of the number on."""

_TOPICS = (
    (re.compile(r"复议|诉讼"), "reconsideration"),
    (re.compile(r"建议|提案"), "suggestion"),
    (re.compile(r"解读"), "interpretation"),
    (re.compile(r"依申请|公开申请|申请公开"), "application"),
    (re.compile(r"收费|费用"), "fee"),
    (re.compile(r"主动公开|重点领域|公开情况|信息发布"), "info"),
)


@dataclass(slots=True)
class _Walk:
    """State carried from sentence to sentence of one section."""

    report: Report
    folded: str
    catalogue: Catalogue
    drafts: list[Draft] = field(default_factory=list)
    base: int = 0
    """Index of the first draft of this paragraph: parents are looked for from there on."""
    topic: str | None = None


def drafts(report: Report, catalogue: Catalogue, skip: tuple[Span, ...] = ()) -> list[Draft]:
    """Every figure the prose states, in order; `skip` are spans (tables) that are no prose."""
    walk = _Walk(report=report, folded=fold(report.text), catalogue=catalogue)
    heading, last_end = "", 0
    for sentence in sentences(report.text):
        if any(s.start <= sentence.start < s.end for s in skip):
            continue
        section = report.section_at(sentence.start)
        path = fold(report.heading_path(section))
        if path != heading or "\n" in report.text[last_end : sentence.start]:
            walk.base, walk.topic, heading = len(walk.drafts), _topic_of(path), path
        last_end = sentence.end
        _sentence(walk, sentence, path)
    return _tidy(walk.drafts, report)


def _topic_of(path: str) -> str | None:
    for name in reversed(path.split(" › ")):
        for pattern, topic in _TOPICS:
            if pattern.search(name):
                return topic
    return None


def _sentence(walk: _Walk, sentence: Span, path: str) -> None:
    report, folded = walk.report, walk.folded
    found = quantities(folded, sentence)
    new_forms = (report.year or 0) >= 2019 or report.era in ("E3", "E4")
    for zero in zeros(folded, sentence, new_forms=new_forms, heading=path):
        if not _other_year(walk, Span(start=sentence.start, end=zero.at.start)):
            walk.drafts.append(_zero_draft(walk, zero.metric, zero.at, sentence))
    if not found and sentence.end - sentence.start <= 30:
        walk.topic = _topic_of(sentence.of(folded)) or walk.topic  # a heading in all but form: （二）依申请公开方面。
    items = sum(q.unit in lx.ITEMS for q in found)
    if walk.topic is None and items >= 3 and re.search(r"公众号|网站|公开|发布|信息", sentence.of(folded)):
        walk.topic = "info"
    first = len(walk.drafts)
    names = _names(report)
    for frame in frames(folded, sentence, found, walk.topic):
        context = Context(
            sentence=sentence.of(folded),
            heading=path,
            names=names,
            new_forms=new_forms,
            earlier=frozenset(d.metric for d in walk.drafts[walk.base :] if d.metric),
            items=items,
            topic=walk.topic,
            stated=frozenset(d.metric for d in walk.drafts if d.metric),
            parents=frozenset(d.metric for d in walk.drafts[walk.base :] if d.metric) if frame.listed else frozenset(),
        )
        ahead = folded[sentence.start : frame.quantity.at.start]
        if lx.PLAN.search(ahead) or (frame.quantity.unit in lx.TIMES and lx.OFTEN.search(ahead)) or _about_last_year(walk, sentence, frame):
            continue
        if frame.thing is not None:
            walk.topic = frame.thing.name
        for one in _each(frame):
            decision = decide(one, context)
            if decision is not None:
                _append(walk, one, sentence, decision.metric, decision.label, decision.applicant)
    walk.drafts.extend([*_all_of_them(walk, sentence, first), *_outcome_of_all(walk, sentence, first)])


_EACH = re.compile(r"^(?P<items>[^,，]+?[、和及与][^,，]+?)(?:各|每类|每项|分别|均)(?:有|为|是|计|公开|发布)?\s?$")


def _each(frame: Frame) -> list[Frame]:
    """"机构职能、政策文件各2条" states one figure an item."""
    match = _EACH.match(frame.words)
    if match is None or frame.thing is None or frame.thing.name != "info":
        return [frame]
    items = [i for i in re.split(r"(?<!文件)[、和与](?![^“”]*”)", match["items"]) if i]
    return [replace(frame, words=item, back=item) for item in items]


def _names(report: Report) -> tuple[str, ...]:
    """What the report may call its own agency, longest first: 息陬镇人民政府, 息陬镇, 息陬."""
    stem = re.sub(r"(?:镇|乡|街道|县|区|市)$", "", report.agency)
    found = {fold(n) for n in (report.full_name, report.agency, stem, *report.parents) if len(n) >= 2}
    return tuple(sorted(found, key=lambda n: (-len(n), n)))


def _zero_draft(walk: _Walk, metric: str, at: Span, sentence: Span) -> Draft:
    unit = "元" if metric.startswith("fees_") else walk.catalogue.metrics[metric].unit
    return Draft(
        metric=metric,
        label=walk.catalogue.metrics[metric].zh,
        value=Decimal(0),
        unit=unit,
        qualifier="zero_statement",
        span=_quote(walk.report.text, sentence, at),
        at=at,
    )


def _append(walk: _Walk, frame: Frame, sentence: Span, metric: str | None, label: str, applicant: Applicant | None) -> None:
    quantity = frame.quantity
    draft = Draft(
        metric=metric,
        label=label or (walk.catalogue.metrics[metric].zh if metric else ""),
        value=quantity.value,
        unit=_unit(quantity.unit, walk.catalogue.metrics[metric].unit if metric else None),
        qualifier=quantity.qualifier,
        span=_quote(walk.report.text, sentence, quantity.at),
        at=quantity.at,
        applicant=applicant,
        depth=frame.depth,
        parent=_parent(walk, metric, quantity, frame),
    )
    walk.drafts.append(draft)


def _unit(printed: str, usual: str | None) -> str:
    """Sessions and people are counted with several words (场, 期, 名); the catalogue's word makes them comparable."""
    if usual == "次" and printed in ("场", "期", "场次", "期次"):
        return usual
    return usual if usual == "人" and printed in ("名", "位") else printed


def _parent(walk: _Walk, metric: str | None, quantity: Quantity, frame: Frame) -> int | None:
    """The figure this one is stated as a part of: that of the item before it in a list, the one the catalogue names,
    the one listed under (其中, brackets), or for a category the total of its paragraph."""
    drafts, near = walk.drafts, range(len(walk.drafts) - 1, walk.base - 1, -1)
    category = _is_category(metric)
    opens = bool(_OPENS.search(frame.back))
    last = drafts[-1] if len(drafts) > walk.base else None
    if last is not None and not opens and last.parent is not None and last.depth == frame.depth:
        if _is_category(last.metric) == category and (category or frame.back.startswith(("、", ",", "，", "和"))):
            return last.parent
    above = {m.id for m in walk.catalogue.ancestors(metric)} if metric else set()
    if not category:
        for i in near:
            if drafts[i].metric in above and drafts[i].depth <= frame.depth and drafts[i].applicant is None:
                return i
    if opens or frame.listed:
        return next((i for i in near if drafts[i].depth <= frame.depth and _can_hold(drafts[i], quantity, category)), None)
    if category:
        total = next((i for i in near if drafts[i].metric == "proactive_disclosures_total"), None)
        channel = next((i for i in near if str(drafts[i].metric).startswith("proactive_by")), None)
        return total if total is not None else channel
    return None


_OPENS = re.compile(r"其中|分别为|包括|[(]")


def _is_category(metric: str | None) -> bool:
    return metric is not None and metric.startswith(("proactive_cat", "public_welfare"))


def _can_hold(draft: Draft, quantity: Quantity, category: bool) -> bool:
    if draft.unit == "%" or draft.metric == "yoy_change" or draft.value < quantity.value:
        return False
    return not category or not _is_category(draft.metric) or draft.depth < 1


def _quote(text: str, sentence: Span, at: Span) -> Span:
    """The sentence, or of a very long one the part from the clause before the number to the end of its clause."""
    if sentence.end - sentence.start <= QUOTE_LIMIT:
        return sentence
    marks = [m.end() for m in re.finditer(r"[，,；;：:。]", text[sentence.start : at.start])]
    start = sentence.start + (marks[-2] if len(marks) > 1 else marks[0] if marks else 0)
    end_mark = re.compile(r"[，,；;。]").search(text, at.end, sentence.end)
    end = end_mark.start() if end_mark else sentence.end
    start = max(start, at.start - QUOTE_LIMIT)
    return Span(start=start, end=min(end, at.end + QUOTE_LIMIT))


def _other_year(walk: _Walk, before: Span) -> bool:
    year = walk.report.year
    words = before.of(walk.folded)
    named = [y for y in years(words) if not re.search(r"(?:比|较|于|结转|转|\[|\(|发|印发)\s?$", words[: y.span.start]) and not re.match(r"(?:以来|以后|起)", words[y.span.end :])]
    if year is None or not named:
        return bool(re.search(r"(?:^|[,，])(?:上年度?|去年)[,，]", words))
    return named[-1].value != year


def _about_last_year(walk: _Walk, sentence: Span, frame: Frame) -> bool:
    before = Span(start=sentence.start, end=frame.quantity.at.start)
    if lx.LAST_YEAR.search(frame.words) and not lx.COMPARED.search(frame.back[-40:]):
        return True
    return _other_year(walk, before) and not re.search(r"20\d\d年?度?结转|结转(?:到|至|于)?20\d\d", frame.words)


def _all_of_them(walk: _Walk, sentence: Span, first: int) -> Iterator[Draft]:
    """ "均为网络申请": every one of the applications just counted came this way; the number is the earlier one."""
    received = [i for i, d in enumerate(walk.drafts[first:], first) if d.metric == "applications_received" and d.applicant is None]
    if len(received) != 1 or walk.drafts[received[0]].value == 0:
        return
    draft = walk.drafts[received[0]]
    tail = walk.folded[draft.at.end : sentence.end]
    match = re.search(r"(?:均|全部|都|皆)(?:为|系|是|由|通过|以|来自|属)[^,，。;)]{1,16}", tail)
    if match is None or re.search(r"答复|办结|办理|回复|处理|公开$", match[0]):
        return
    for pattern, name in ((lx.EMAIL, "email"), (lx.FAX, "fax"), (lx.IN_PERSON, "in_person"), (lx.MAIL, "mail"), (lx.ONLINE, "online")):
        metric = f"applications_received_{name}"
        if pattern.search(match[0]) and all(d.metric != metric for d in walk.drafts[first:]):
            yield _same(draft, metric, walk, None, received[0])
            return
    for applicant, pattern in lx.APPLICANTS:
        if pattern.search(match[0]):
            yield _same(draft, "applications_received", walk, applicant, received[0])  # type: ignore[arg-type]
            return


def _outcome_of_all(walk: _Walk, sentence: Span, first: int) -> Iterator[Draft]:
    """"被申请行政复议1件，结果为维持": the outcome said of all the cases just counted."""
    for i, draft in enumerate(walk.drafts[first:], first):
        if draft.metric not in ("reconsiderations_total", "litigation_total") or draft.value == 0:
            continue
        tail = walk.folded[draft.at.end : sentence.end]
        stem = "reconsiderations"
        if draft.metric == "litigation_total":
            if not re.search(r"未经复议|直接起诉|复议后起诉", tail):
                continue
            stem = "litigation_after_reconsideration" if "复议后" in tail else "litigation_direct"
            yield _same(draft, f"{stem}_total", walk, None, i)
        match = _WHOLE_OUTCOME.match(tail)
        if match is not None and "未" not in match[0]:
            yield _same(draft, f"{stem}_{'upheld' if match[1] == '维持' else 'corrected'}", walk, None, i)


_WHOLE_OUTCOME = re.compile(r"[^\d]{0,40}?[,，][^,，\d]{0,14}?(维持|纠正)(?![^,，。;；]{0,4}[\d一二两三四五六七八九十])")


def _same(draft: Draft, metric: str, walk: _Walk, applicant: Applicant | None, parent: int) -> Draft:
    return Draft(
        metric=metric,
        label=walk.catalogue.metrics[metric].zh,
        value=draft.value,
        unit=draft.unit,
        qualifier=draft.qualifier,
        span=draft.span,
        at=draft.at,
        applicant=applicant,
        parent=parent,
    )


def _tidy(found: list[Draft], report: Report) -> list[Draft]:
    """Readings that only the whole report shows."""
    for i, draft in enumerate(found):
        if draft.metric == "applications_received" and draft.applicant is None and _is_workload(draft, found[i + 1 : i + 4]):
            found[i] = replace(draft, metric="applications_workload_total")
    totals = [i for i, d in enumerate(found) if d.metric == "proactive_disclosures_total"]
    if len(totals) == 1:
        # Categories listed under a heading of their own belong to the one total the report gives.
        for i, draft in enumerate(found):
            alone = _is_category(draft.metric) and draft.parent is None and i > totals[0]
            if alone and sum(_is_category(d.metric) and d.span == draft.span for d in found) >= 3:
                found[i] = replace(draft, parent=totals[0])
    return found


def _is_workload(draft: Draft, following: list[Draft]) -> bool:
    """ "共受理121件(其中本年新收112件,上年结转9件)" counts what is to be done, not what came in."""
    parts = [d for d in following if d.span.start < draft.span.end + 80]
    received = [d for d in parts if d.metric == "applications_received" and d.applicant is None]
    carried = [d for d in parts if d.metric == "applications_carried_in"]
    return bool(received and carried) and received[0].value + carried[0].value == draft.value
