"""Telling: what one number of a sentence, read as a frame, states: its metric, its time, its owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nianbao.catalogue.rules import rules
from nianbao.figures.assigning import Read, Step, assign
from nianbao.figures.binding import named_so
from nianbao.figures.coordinating import each
from nianbao.figures.deciding import decide
from nianbao.figures.deciding.context import Context, Decision, clean
from nianbao.figures.denials import UNIT
from nianbao.figures.draft import Draft
from nianbao.figures.frames import Frame
from nianbao.figures.lexicon import things, times
from nianbao.figures.lexicon.channels import only_account
from nianbao.figures.otheryears import about_last_year
from nianbao.figures.owners import owner_of
from nianbao.figures.parents import is_category
from nianbao.figures.phrases import phrases_of
from nianbao.figures.placing import place
from nianbao.figures.quantities import Quantity
from nianbao.figures.walk import WINDOW, Walk
from nianbao.model import Scope, Span

_NOW = rules("rules_prose.toml")["scope.this_year"]
_NO_COUNT = rules("rules_prose.toml")["thing.not_counted_after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
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
            place(walk, one, self.sentence, _placed(decision, one, owner, step.scope, walk))

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

    def named(self, words: str) -> str | None:
        """The metric that the words alone name, as those of a denial do."""
        at = Span(start=self.sentence.start, end=self.sentence.start)
        nil = Quantity(number=at, at=at, value=Decimal(0), unit=UNIT, qualifier="zero_statement", chinese=False)
        frame = named_so(nil, words, None)
        if frame.thing is None:
            return None
        decision = decide(frame, _context(self.walk, self.sentence, frame, self.path, 0))
        return None if decision is None else decision.metric

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
    now = list(_NOW.finditer(ahead))
    return bool(
        times.PLAN.search(ahead, now[-1].end() if now else 0)
        or (frame.quantity.unit in things.TIMES and times.OFTEN.search(ahead))
    )


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
