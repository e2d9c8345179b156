"""Figures said of all that was just counted: 均为网络申请, 结果为维持."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nianbao.catalogue.rules import rules
from nianbao.figures.deciding.context import Decision
from nianbao.figures.draft import Draft
from nianbao.figures.walk import WINDOW, Walk
from nianbao.model import Applicant, Span

Deciding = Callable[[str, Draft], Decision | None]
"""What words would make of a number that was stated before."""


def all_of_them(walk: Walk, sentence: Span, first: int, deciding: Deciding) -> Iterator[Draft]:
    """ "均为网络申请": every one of those just counted is this; the number is the earlier one."""
    for i, draft in enumerate(walk.drafts[first:], first):
        if draft.metric is None or draft.applicant is not None or draft.value == 0:
            continue
        following = next((d.at.start for d in walk.drafts[i + 1 :] if d.at.start > draft.at.end), sentence.end)
        tail = walk.folded[draft.at.end : min(following, draft.at.end + WINDOW)]
        match = _ALL.search(tail) or (_ONE.match(tail) if draft.value == 1 else None)
        if match is None or _DONE.search(match[0]):
            continue
        decision = deciding(match["what"], draft)
        if decision is None or decision.metric is None:
            continue
        above = {metric.id for metric in walk.catalogue.ancestors(decision.metric)}
        of_whom = decision.metric == draft.metric and decision.applicant is not None
        if not of_whom and (draft.metric not in above or decision.metric in walk.earlier):
            continue
        yield _same(draft, decision.metric, walk, decision.applicant, i)


_ALL = rules("rules_prose.toml")["said.of_all"]
_ONE = rules("rules_prose.toml")["said.of_one"]
_DONE = re.compile(r"答复|办结|办理|回复|处理|公开$")


def granted_all(walk: Walk, sentence: Span, first: int) -> Iterator[Draft]:
    """ "收到申请3件,全部予以公开": all that came in were granted."""
    for i, draft in enumerate(walk.drafts[first:], first):
        if draft.metric == "applications_received" and draft.applicant is None and draft.value:
            if _ALL_GRANTED.match(walk.folded, draft.at.end, sentence.end):
                yield _same(draft, "granted" if walk.new_forms else "reply_granted", walk, None, i)
            return


_ALL_GRANTED = re.compile(r"[,，]?(?:已)?(?:均|全部|都)(?:已)?(?:依法|按时)?(?:予以|同意)公开(?![^,，。;；]{0,12}\d)")
_ALL_DISCLOSED = re.compile(
    r"(?:[,，]|且)?(?:均|全部|都)(?:已|已经)?(?:依法|按时|及时)?主动公开(?![^,，。;；]{0,12}\d)"
)


def disclosed_all(walk: Walk, sentence: Span, first: int) -> Iterator[Draft]:
    """ "产生政府信息16条,均已主动公开": all that was made was disclosed."""
    for i, draft in enumerate(walk.drafts[first:], first):
        if draft.metric == "info_made_total" and _ALL_DISCLOSED.match(walk.folded, draft.at.end, sentence.end):
            yield _same(draft, "proactive_disclosures_total", walk, None, i)


def concluded_all(walk: Walk, sentence: Span, first: int) -> Iterator[Draft]:
    """ "收到申请4件,均按时办结并答复": all that came in were concluded, on time and answered where it says so.

    Only the word 办结 counts; 均已答复 alone is left out, for it is said of replies that are not counted elsewhere.
    """
    for i, draft in enumerate(walk.drafts[first:], first):
        if draft.metric != "applications_received" or draft.applicant is not None or draft.value == 0:
            continue
        match = _CONCLUDED.match(walk.folded, draft.at.end, min(sentence.end, draft.at.end + WINDOW))
        if match is None:
            continue
        names = ["results_total"] if walk.new_forms else ["applications_concluded"]
        if not walk.new_forms and match["timely"]:
            names.append("applications_concluded_on_time")
        if not walk.new_forms and match["replied"]:
            names.append("replies_total")
        taken = {d.metric for d in walk.drafts[first:]}
        yield from (_same(draft, name, walk, None, i) for name in names if name not in taken)
        return


_CONCLUDED = re.compile(
    r"[,，](?:目前)?已?(?:均|全部|都|皆)已?(?:依法)?(?P<timely>按时|按期|在[^,，。\d]{0,8}(?:期限|时限)内)?(?:全部)?办结(?P<replied>并答复|和答复|、答复)?"
)


def outcome_of_all(walk: Walk, sentence: Span, first: int) -> Iterator[Draft]:
    """ "被申请行政复议1件，结果为维持": the outcome said of all the cases just counted."""
    for i, draft in enumerate(walk.drafts[first:], first):
        stem = (draft.metric or "").removesuffix("_total")
        if stem not in _STEMS or draft.value == 0:
            continue
        tail = walk.folded[draft.at.end : min(sentence.end, draft.at.end + WINDOW)]
        if stem == "litigation":
            if (way := _WAY.match(tail)) is None:
                continue
            stem = "litigation_after_reconsideration" if way[1] == "复议后" else "litigation_direct"
            yield _same(draft, f"{stem}_total", walk, None, i)
        match = _WHOLE_OUTCOME.match(tail)
        if match is not None and "未" not in match[0].removesuffix("未审结"):
            yield _same(draft, f"{stem}_{_OUTCOME_NAMES[match[1] or match[2]]}", walk, None, i)


_STEMS = ("reconsiderations", "litigation", "litigation_direct", "litigation_after_reconsideration")
_WAY = re.compile(r"[^\d;;]{0,20}?(未经复议|直接起诉|复议后)(?![^,，;；]{0,6}\d)")
_OUTCOME_NAMES = {"维持": "upheld", "纠正": "corrected", "未审结": "pending"}
_WHOLE_OUTCOME = re.compile(
    r"[^\d]{0,40}?[,，](?:[^,，\d]{0,14}?(维持|纠正)|(?:均|都"
    r"|皆)?尚?(未审结))(?![^,，。;；]{0,14}[\d一二两三四五六七八九十])"
)


def _same(draft: Draft, metric: str, walk: Walk, applicant: Applicant | None, parent: int) -> Draft:
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
