"""The way information went out: through which channel a count says it was disclosed."""

from __future__ import annotations

import re

from nianbao.catalogue.rules import rules
from nianbao.figures.deciding.context import Context, Decision, label_of
from nianbao.figures.frames import Frame
from nianbao.figures.lexicon import channels, items

_TWO_PLACES = rules("rules_prose.toml")["info.two_places"]
_WITH_OTHERS = rules("rules_prose.toml")["info.with_others"]
_ACCOUNTS = {"new_media_total", "wechat", "weibo"}
_FOLLOWERS = re.compile(r"粉丝|关注(?:人数|用户)")
_PIECES = re.compile(r"(?:发布|推送|编发|发表)(?:文章|推文|作品|图文|稿件|消息)")


def several(words: str) -> bool:
    """ "网站、微信等渠道共发布": the channels are only named, the number is the whole."""
    if _TWO_PLACES.search(words):
        return True
    if not channels.AND_SO_ON.search(words):
        return False
    named = [name for pattern, name in _CHANNELS if pattern.search(words)]
    if named and {*named} - ({"media"} if "新兴媒体" in words else set()) <= _ACCOUNTS:
        return False  # "微博、微信等平台": the accounts together have a name of their own
    kinds = len(named)
    return kinds > 1 or items.PROACTIVE.search(words) is not None


def channel_of(words: str) -> str | None:
    """The channel the words name; None when they name none, or all of them."""
    if channels.ALL_WAYS.search(words):
        return None
    return next((name for pattern, name in _CHANNELS if pattern.search(words)), None)


def account_ahead(frame: Frame, context: Context) -> str | None:
    """The account that the clause before ends with ("建立微信公众号,发布信息212条") or whose followers it counts."""
    if _FOLLOWERS.search(context.sentence) and _PIECES.search(frame.words):
        return context.account
    ahead = frame.back.rstrip().removesuffix(frame.words)
    sends = re.match(r"(?:共|累计|全年)*(?:发布|推送)", frame.words)
    return "wechat" if sends and re.search(r"(?:微信|公众)[^,，。;、]{0,8}号[,，]$", ahead) else None


_CHANNELS = (
    (channels.NEW_MEDIA, "new_media_total"),
    (channels.WECHAT, "wechat"),
    (channels.WEIBO, "weibo"),
    (channels.GAZETTE, "gazette"),
    (channels.WEBSITE, "website"),
    (channels.BOARD, "other"),
    (channels.MEDIA, "media"),
)


def through(channel: str, words: str, frame: Frame, context: Context) -> Decision:
    """What a count of information that went out through this channel states."""
    if _WITH_OTHERS.search(words):
        return Decision(metric=None, label=label_of(frame, context))  # with others in one number
    if frame.quantity.unit in ("个", "家") and (frame.taken or not items.PUBLISH.search(words)):
        return Decision(metric=None, label=label_of(frame, context))  # the sites and accounts themselves
    part = frame.listed or "proactive_disclosures_total" in context.earlier
    if channel == "media":
        beside = any(m.startswith("proactive_by_") for m in context.earlier)
        ours = (part or beside) and re.search(r"等[^,，]{0,4}(?:方式|形式|途径|媒体)", words)
        return Decision(metric="proactive_by_other" if ours else None, label=label_of(frame, context))
    if (
        channel == "website"
        and not part
        and channels.DISCLOSURE_PLATFORM.search(words)
        and items.PROACTIVE.search(words)
        and "新闻" not in words
    ):
        return Decision(metric="proactive_disclosures_total")
    metric = f"proactive_by_{channel}"
    if items.CUMULATIVE.search(context.over_years(frame.back)) or metric in context.stated:
        return Decision(metric=None, label=label_of(frame, context))  # a second site or account beside the first
    return Decision(metric=metric)
