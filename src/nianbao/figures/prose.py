"""Figures stated in prose: walk the sentences, frame each quantity, decide, and keep what inherits from what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nianbao.catalogue import Catalogue
from nianbao.catalogue.rules import rules
from nianbao.figures.assigning import Read, Step, assign
from nianbao.figures.binding import named_so
from nianbao.figures.coordinating import each, in_turn
from nianbao.figures.deciding import decide
from nianbao.figures.deciding.context import Context, Decision, clean
from nianbao.figures.draft import Draft
from nianbao.figures.frames import Frame, places
from nianbao.figures.inferred import all_of_them, concluded_all, disclosed_all, granted_all, outcome_of_all
from nianbao.figures.lexicon import things, times
from nianbao.figures.lexicon.channels import only_account
from nianbao.figures.otheryears import about_last_year, other_year
from nianbao.figures.owners import owner_of
from nianbao.figures.parents import is_category, parent_of
from nianbao.figures.phrases import phrases_of, said_zero
from nianbao.figures.quantities import Quantity, quantities
from nianbao.figures.tidying import tidy
from nianbao.figures.timing import scopes
from nianbao.figures.walk import WINDOW, Walk
from nianbao.figures.zeros import empty_section, zeros
from nianbao.model import Report, Scope, Span
from nianbao.text.fold import fold
from nianbao.text.sentences import sentences

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


def drafts(report: Report, catalogue: Catalogue, skip: tuple[Span, ...] = ()) -> list[Draft]:
    """Every figure the prose states, in order; `skip` are spans (tables) that are no prose."""
    walk = Walk(report=report, folded=fold(report.text), catalogue=catalogue, tabled=bool(skip))
    heading, last_end = "", 0
    for sentence in sentences(report.text):
        if any(s.start <= sentence.start < s.end for s in skip):
            continue
        section = report.section_at(sentence.start)
        path = fold(report.heading_path(section))
        if path != heading or "\n" in report.text[last_end : sentence.start]:
            walk.paragraph(_topic_of(path), sentence.start)
            heading = path
        last_end = sentence.end
        _sentence(walk, sentence, path)
    return tidy(walk.drafts, report, catalogue)


def _topic_of(path: str) -> str | None:
    for name in reversed(path.split(" › ")):
        for pattern, topic in _TOPICS:
            if pattern.search(name):
                return topic
    return None


def _sentence(walk: Walk, sentence: Span, path: str) -> None:
    folded = walk.folded
    found = quantities(folded, sentence)
    _said_zero(walk, sentence, path)
    if not found and sentence.end - sentence.start <= 30:
        walk.topic = _topic_of(sentence.of(folded)) or walk.topic  # a heading in all but form: （二）依申请公开方面。
    items = sum(q.unit in things.ITEMS for q in found)
    if walk.topic is None and items >= 3 and _DISCLOSES.search(folded, sentence.start, sentence.end):
        walk.topic = "info"
    first = len(walk.drafts)
    where = in_turn(places(folded, sentence, found))
    times = scopes(where, folded, sentence, walk.report.year)
    steps = [Step(place=place, scope=scope) for place, scope in zip(where, times, strict=True)]
    telling = _Telling(walk=walk, sentence=sentence, path=path, items=items)
    telling.assign(steps)
    implied = (concluded_all, disclosed_all, granted_all, outcome_of_all)
    said = [*all_of_them(walk, sentence, first, telling.said_of)]
    for draft in [*said, *(d for reading in implied for d in reading(walk, sentence, first))]:
        walk.add(draft)


def _said_zero(walk: Walk, sentence: Span, path: str) -> None:
    for zero in zeros(walk.folded, sentence, new_forms=walk.new_forms):
        if not other_year(walk, walk.before(sentence, zero.at.start)):
            walk.add(_zero_draft(walk, zero.metric, zero.at, sentence, zero.label))
    if sentence.end - sentence.start < _SHORT:
        for metric in empty_section(path.split(" › ")[-1], sentence.of(walk.folded)):
            walk.add(_zero_draft(walk, metric, sentence, sentence, ""))
    for metric, at in said_zero(walk.folded, sentence, phrases_of(walk.catalogue).own):
        walk.add(_zero_draft(walk, metric, at, sentence, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What the numbers of one sentence state."""

    walk: Walk
    sentence: Span
    path: str
    items: int

    def assign(self, steps: Sequence[Step]) -> None:
        assign(self.walk, steps, Read(about=self.walk.topic), self.tell)

    def tell(self, step: Step, frame: Frame, read: Read) -> None:
        """What one number states, read as the frame: nothing, one figure, or as many as it is said of."""
        walk = self.walk
        ahead = walk.before(self.sentence, frame.quantity.at.start)
        if _elsewhen(frame, ahead.of(walk.folded)) or about_last_year(walk, ahead, frame):
            return
        if frame.thing is not None:
            walk.topic = frame.thing.name
        context = _context(walk, self.sentence, frame, self.path, self.items)
        for one, decision in self._decided(frame, context):
            owner = owner_of(one, read.frame, walk, told=decision.metric in walk.earlier)
            _append(walk, one, self.sentence, _placed(decision, one, owner, step.scope, walk))

    def said_of(self, words: str, draft: Draft) -> Decision | None:
        """What the words would make of the number of a draft."""
        quantity = Quantity(
            number=draft.at, at=draft.at, value=draft.value, unit=draft.unit or "", qualifier=draft.qualifier,
            chinese=False,
        )  # fmt: skip
        frame = named_so(quantity, words, self.walk.topic)
        if frame.thing is None:
            return None
        return decide(frame, _context(self.walk, self.sentence, frame, self.path, self.items))

    def _decided(self, frame: Frame, context: Context) -> list[tuple[Frame, Decision]]:
        if frame.sums is not None:
            return [(frame, Decision(metric=frame.sums))]
        several = [(one, _phrased(one, decide(one, context), self.walk)) for one in each(frame)]
        told = [(one, _as_item(decision, one)) for one, decision in several if decision is not None]
        named = {(d.metric, d.label if is_category(d.metric) else "") for _, d in told if d.metric is not None}
        rates = frame.quantity.unit == "%" and len(told) > 1
        if rates or (len(named) > 1 and (len(named) == len(several) or frame.quantity.value == 0)):
            return [(one, d) for one, d in told if rates or d.metric is not None]
        decision = _phrased(frame, decide(frame, context), self.walk)
        bare_nil = frame.quantity.value == 0 and frame.quantity.at == frame.quantity.number
        if bare_nil and decision is not None and (decision.metric is None or is_category(decision.metric)):
            return []  # "文件数量为0" names nothing of ours
        return [] if decision is None else [(frame, decision)]


def _as_item(decision: Decision, frame: Frame) -> Decision:
    if decision.metric == "proactive_disclosures_total":
        return Decision(metric="proactive_category_count", label=clean(frame.words))  # “一公开” is an item
    return decision


_SHORT = 20
_BARE = rules("rules_prose.toml")["part.not_a_whole"]
_NO_COUNT = rules("rules_prose.toml")["thing.not_counted_after"]
_DISCLOSES = re.compile(r"公众号|网站|公开|发布|信息")


def _phrased(frame: Frame, decision: Decision | None, walk: Walk) -> Decision | None:
    """The decision, or what the catalogue's phrase beside the number names where the rules know no thing."""
    phrase = phrases_of(walk.catalogue).beside(frame)
    if phrase is None or (not phrase.own and (frame.thing is not None or phrase.metric.id in walk.stated)):
        return decision
    if not phrase.own and (decision is None or decision.metric is not None or frame.quantity.unit == "%"):
        return decision
    return Decision(metric=phrase.metric.id, label=clean(frame.words) if frame.words else phrase.words)


def _placed(decision: Decision, frame: Frame, owner: str | None, scope: Scope, walk: Walk) -> Decision:
    """The decision with its slots: what is another's or of another time has no metric of this agency and year."""
    decision = replace(decision, said=decision.metric)
    listed = frame.listed or frame.depth > 0
    if listed and decision.applicant is None and decision.metric in walk.earlier and not is_category(decision.metric):
        decision = replace(decision, metric=None, role="part")  # listed under a figure of the same name: its part
    if decision.metric == "proactive_disclosures_cumulative":
        scope = "since_start"
    elif scope == "since_start" and decision.metric in ("proactive_disclosures_total", "proactive_by_website"):
        decision = replace(decision, metric="proactive_disclosures_cumulative", label="")
    elif scope != "year":
        decision = replace(decision, metric=None)
    return replace(decision, scope=scope, owner=owner, metric=None if owner is not None else decision.metric)


def _elsewhen(frame: Frame, ahead: str) -> bool:
    """A plan, or a habit (每季度一次), is no count of the year."""
    if frame.quantity.chinese and _NO_COUNT.match(frame.after):
        return True
    return bool(times.PLAN.search(ahead) or (frame.quantity.unit in things.TIMES and times.OFTEN.search(ahead)))


def _context(walk: Walk, sentence: Span, frame: Frame, path: str, items: int) -> Context:
    at = frame.quantity.at
    window = Span(start=walk.before(sentence, at.start).start, end=min(sentence.end, at.end + WINDOW))
    return Context(
        sentence=window.of(walk.folded),
        heading=path,
        year=walk.report.year,
        ahead=walk.folded[window.start : at.start],
        names=walk.names,
        new_forms=walk.new_forms,
        earlier=frozenset(walk.earlier),
        items=items,
        topic=walk.topic,
        stated=frozenset(walk.stated),
        parents=frozenset(walk.earlier) if frame.listed else frozenset(),
        account=only_account(walk.folded[max(walk.start, at.start - WINDOW) : at.start]),
    )


def _zero_draft(walk: Walk, metric: str, at: Span, sentence: Span, label: str) -> Draft:
    unit = "元" if metric.startswith("fees_") else walk.catalogue.metrics[metric].unit
    return Draft(
        metric=metric,
        label=label or walk.catalogue.metrics[metric].zh,
        value=Decimal(0),
        unit=unit,
        qualifier="zero_statement",
        span=_quote(walk.report.text, sentence, at),
        at=at,
    )


def _append(walk: Walk, frame: Frame, sentence: Span, decision: Decision) -> None:
    quantity = frame.quantity
    parent = parent_of(walk, decision.metric, quantity, frame)
    if parent is None and decision.metric == "proactive_disclosures_total" and len(walk.drafts) > walk.base:
        last = walk.drafts[-1]  # the last item of a list, worded like a whole: "工作动态50条,信息公开15条"
        parent = last.parent if is_category(last.metric) and last.at.start >= sentence.start else None
    if decision.metric == "proactive_disclosures_total" and _under_weak(walk, sentence, quantity.value):
        decision = replace(decision, metric="proactive_category_count", label=clean(frame.words))
    if parent is not None:
        decision = _under(walk.drafts[parent], decision, frame)
    metric = decision.metric
    draft = Draft(
        metric=metric,
        label=decision.label or (walk.catalogue.metrics[metric].zh if metric else clean(frame.words)),
        value=quantity.value,
        unit=_unit(quantity.unit, walk.catalogue.metrics[metric].unit if metric else None),
        qualifier=quantity.qualifier,
        span=_quote(walk.report.text, sentence, quantity.at),
        at=quantity.at,
        applicant=decision.applicant,
        depth=frame.depth,
        scope=decision.scope,
        role=decision.role,
        owner=decision.owner,
        said=decision.said,
        weak=decision.weak,
        parent=parent,
    )
    walk.add(draft)


def _under(above: Draft, decision: Decision, frame: Frame) -> Decision:
    """The decision for a figure stated under the one `above`: a part is never its own whole."""
    metric = decision.metric
    if metric is None or decision.applicant is not None or is_category(metric):
        return decision
    if above.metric == metric and above.value != frame.quantity.value:
        return replace(decision, metric=None, role="part")
    if metric == "proactive_disclosures_total" and _within(above, frame.quantity.value):
        named = None if _BARE.search(frame.words) else "proactive_category_count"
        return replace(decision, metric=named, role="part", label=clean(frame.words))
    return decision


def _under_weak(walk: Walk, sentence: Span, value: Decimal) -> bool:
    """ "发布信息88条:概况信息3条,公开信息35条": an item of a list under a larger number that counts the whole."""
    said = [d for d in walk.drafts[walk.base :] if d.at.start >= sentence.start]
    heads = [i for i, d in enumerate(said) if d.weak and d.value > value]
    return bool(heads) and any(is_category(d.metric) for d in said[heads[-1] + 1 :])


def _within(above: Draft, value: Decimal) -> bool:
    """True when a figure stated under this one can only be a part of what it says was disclosed."""
    cumulative = above.metric == "proactive_disclosures_cumulative"
    return str(above.metric).startswith("proactive_") and not cumulative and above.value > value


def _unit(printed: str, usual: str | None) -> str:
    """Sessions and people are counted with several words (场, 期, 名); the catalogue's word makes them comparable."""
    if usual == "次" and printed in ("场", "期", "场次", "期次"):
        return usual
    return usual if usual == "人" and printed in ("名", "位") else printed


def _quote(text: str, sentence: Span, at: Span) -> Span:
    """The sentence, or of a very long one the part from the clause before the number to the end of its clause."""
    if sentence.end - sentence.start <= QUOTE_LIMIT:
        return sentence
    earliest = max(sentence.start, at.start - QUOTE_LIMIT)
    marks = [m.end() for m in re.finditer(r"[，,；;：:。]", text[earliest : at.start])]
    start = earliest + (marks[-2] if len(marks) > 1 else marks[0] if marks else 0)
    end_mark = re.compile(r"[，,；;。]").search(text, at.end, min(sentence.end, at.end + QUOTE_LIMIT))
    end = end_mark.start() if end_mark else min(sentence.end, at.end + QUOTE_LIMIT)
    return Span(start=start, end=end)
