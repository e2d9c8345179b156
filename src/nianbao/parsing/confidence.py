"""How far agency and year can be relied on, and what to say when two places of a report contradict each other.

The levels are explained at `Confidence`.
"""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.model import Confidence
from nianbao.parsing.lexicon import lexicon
from nianbao.parsing.names import BARE, Name

PLACES = {
    "side": "附加文件", "title": "标题", "signature": "落款", "contact": "联系方式", "body": "正文",
    "period": "统计期限", "called": "正文所称", "breadcrumb": "栏目位置", "card": "信息卡",
    "file name": "文件名", "folder": "文件夹",
}  # fmt: skip
"""Origins of evidence as messages call them."""
_INSIDE = frozenset({"title", "signature", "contact", "body", "period", "called", "breadcrumb"})
_CERTAIN, _PROBABLE = 0.93, 0.75
"""Of agencies that the weighed mentions make so probable, all were right on the reports at hand; of the second,
nearly all."""
_SPEAKS_FOR_ITSELF = ("side", "title", "signature", "body", "file name")
"""Origins that name the report's own agency; an address to ask at or a folder may be another's."""


def agency_doubt(candidates: Sequence[tuple[str, Name]]) -> str | None:
    """One sentence on a place that names another agency than the first candidate; None when all agree."""
    own = [(origin, name) for origin, name in candidates if origin in _SPEAKS_FOR_ITSELF]
    if not own or own[0][0] != candidates[0][0]:
        return None
    first, chosen = own[0]
    for origin, name in own[1:]:
        if not akin(chosen, name):
            return f"机关说法不一：{PLACES[first]}写{chosen.short}，{PLACES[origin]}写{name.short}。"
    return None


def akin(one: Name, other: Name) -> bool:
    """One name is the other with or without its place, a place of the other, or the government of its office."""
    plain = lexicon().plain
    shorts = sorted((plain(one.short), plain(other.short)), key=len)
    bare = shorts[0][1:] if BARE.match(shorts[0]) else shorts[0]
    if shorts[1].endswith(bare) or shorts[1].startswith(shorts[0]):
        return True
    letters = iter(shorts[1])  # 高新区管委会 within 高新技术产业开发区管理委员会
    if shorts[0][:2] == shorts[1][:2] and len(shorts[0]) > 4 and all(letter in letters for letter in shorts[0]):
        return True
    return one.short in other.parents or other.short in one.parents


def confidence(origins: Sequence[str], *, contradicted: bool, concluded: bool = False) -> Confidence:
    """The level of what the origins agree on, the first of them being the one that was followed."""
    if not origins:
        return "none"
    if contradicted or concluded:
        return "low" if origins[0] != "side" else "medium"
    if origins[0] in ("side", "title") or len(_INSIDE & set(origins)) >= 2:
        return "high"
    return "medium" if _INSIDE & set(origins) else "low"


def level_of(origins: Sequence[str], likely: float, *, contradicted: bool, concluded: bool) -> Confidence:
    """The level of an agency: `confidence`, lowered where the weighed mentions make it less probable than that."""
    level = confidence(origins, contradicted=contradicted, concluded=concluded)
    if level == "high" and origins[0] not in ("side", "title") and likely < _CERTAIN:
        return "medium"
    return "low" if level == "medium" and origins[0] != "side" and likely < _PROBABLE else level


def doubt(what: str, level: Confidence, origins: Sequence[str]) -> tuple[str, ...]:
    """What is said of `what` when it is known from outside the report alone."""
    if level != "low" or not origins:
        return ()
    told = "、".join(dict.fromkeys(PLACES.get(origin, origin) for origin in origins))
    return (f"{what}把握不大：只有{told}写明，报告里没有写。",)
