"""Of which figure another one is stated as a part."""

from __future__ import annotations

import re

from nianbao.catalogue.rules import rules
from nianbao.figures.draft import Draft
from nianbao.figures.frames import Frame
from nianbao.figures.quantities import Quantity
from nianbao.figures.walk import Walk

NEAR = 200
"""Figures looked back at for a parent."""


def parent_of(walk: Walk, metric: str | None, quantity: Quantity, frame: Frame) -> int | None:
    """The figure this one is stated as a part of: that of the item before it in a list, the one the catalogue names,
    the one listed under (其中, brackets), or for a category the total of its paragraph."""
    drafts = walk.drafts
    near = range(len(drafts) - 1, max(walk.base, len(drafts) - NEAR) - 1, -1)
    category = is_category(metric)
    if category and _APART.match(frame.back):
        return None  # "另通过教育网发布要闻378条": counted beside what was counted before
    opens = bool(_OPENS.search(frame.back))
    last = drafts[-1] if len(drafts) > walk.base else None
    if last is not None and not opens and last.parent is not None and _goes_on(last, frame, category):
        return last.parent
    above = {m.id for m in walk.catalogue.ancestors(metric)} if metric else set()
    if not category:
        for i in near:
            if drafts[i].metric in above and drafts[i].depth <= frame.depth and drafts[i].applicant is None:
                return i
    if category and (named := _channel_led(frame.back)) is not None:
        return next((i for i in near if drafts[i].metric == named), None)
    if opens or frame.listed:
        return next((i for i in near if _above(drafts[i], frame) and _can_hold(drafts[i], quantity, category)), None)
    if category:
        total = next((i for i in near if drafts[i].metric == "proactive_disclosures_total"), None)
        channel = next((i for i in near if str(drafts[i].metric).startswith("proactive_by")), None)
        return total if total is not None else channel
    return None


def _above(draft: Draft, frame: Frame) -> bool:
    """Whether a figure may stand over the frame: within the same brackets figures stand side by side."""
    return draft.depth < frame.depth or (draft.depth == frame.depth == 0)


def _channel_led(back: str) -> str | None:
    """The channel whose content a list says it divides: "平台公开的内容按类别计：机构职能类4条"."""
    lead = re.search(r"([^。;；:：]{0,40})[:：][^:：]*$", back)
    if lead is None or not re.search(r"内容|分类|类别|分为|按", lead[1]):
        return None
    return next((metric for pattern, metric in _CHANNELS if re.search(pattern, lead[1])), None)


_CHANNELS = ((r"微信|公众号", "proactive_by_wechat"), (r"平台|网站|官网|门户", "proactive_by_website"))


def _goes_on(last: Draft, frame: Frame, category: bool) -> bool:
    """True when the frame is the next item of the list the last figure stands in."""
    if last.depth != frame.depth or is_category(last.metric) != category:
        return False
    return category or frame.back.startswith(("、", ",", "，", "和"))


_APART = rules("rules_prose.toml")["part.apart"]
_OPENS = re.compile(r"其中|分别为|包括|[(]")


def is_category(metric: str | None) -> bool:
    return metric is not None and metric.startswith(("proactive_cat", "public_welfare"))


def _can_hold(draft: Draft, quantity: Quantity, category: bool) -> bool:
    if draft.unit == "%" or draft.metric == "yoy_change" or draft.value < quantity.value:
        return False
    return not category or not is_category(draft.metric) or draft.depth < 1
