"""Figures said of all that was just counted: 均为网络申请, 结果为维持."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.figures.draft import Draft
from nianbao.figures.lexicon import channels, outcomes
from nianbao.figures.walk import WINDOW, Walk
from nianbao.model import Applicant, Span


def all_of_them(walk: Walk, sentence: Span, first: int) -> Iterator[Draft]:
    """ "均为网络申请": every one of the applications just counted came this way; the number is the earlier one."""
    received = [
        i
        for i, d in enumerate(walk.drafts[first:], first)
        if d.metric == "applications_received" and d.applicant is None
    ]
    if len(received) != 1 or walk.drafts[received[0]].value == 0:
        return
    draft = walk.drafts[received[0]]
    tail = walk.folded[draft.at.end : min(sentence.end, draft.at.end + WINDOW)]
    match = re.search(r"(?:均|全部|都|皆)(?:为|系|是|由|通过|以|来自|属)[^,，。;)]{1,16}", tail)
    if match is None or re.search(r"答复|办结|办理|回复|处理|公开$", match[0]):
        return
    for pattern, name in (
        (channels.EMAIL, "email"),
        (channels.FAX, "fax"),
        (channels.IN_PERSON, "in_person"),
        (channels.MAIL, "mail"),
        (channels.ONLINE, "online"),
    ):
        metric = f"applications_received_{name}"
        if pattern.search(match[0]) and all(d.metric != metric for d in walk.drafts[first:]):
            yield _same(draft, metric, walk, None, received[0])
            return
    for applicant, pattern in outcomes.APPLICANTS:
        if pattern.search(match[0]):
            yield _same(draft, "applications_received", walk, applicant, received[0])
            return


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
