"""Whose a number is, when it is not the agency's own."""

from __future__ import annotations

import re

from nianbao.catalogue.rules import rules
from nianbao.figures.frames import Frame, says_little
from nianbao.figures.walk import Walk
from nianbao.text.numerals import plain

_RULES = rules("rules_prose.toml")
_BODIES, _DIVIDED, _BEHALF, _BY = (_RULES[f"owner.{name}"] for name in ("bodies", "divided", "on_behalf", "by_another"))
_SITES, _BELOW = _RULES["owner.others_sites"], _RULES["owner.subordinate"]
_WIDER, _OURS = _RULES["owner.wider"], _RULES["owner.then_ours"]
_LEVEL = re.compile(r"(?:[^,]{0,8}?)(?P<level>[县市区镇乡省])(?:人民)?政府(?:办公室|办)?")
_ITSELF = re.compile(
    r"(?:[我本该]|[^,]{0,2}(?:[我本]))[^,]*|[局委办院县市区镇乡]?机关|政府|单位|部门|街道|[局委办院所站镇乡村]"
)
_GOES_ON = re.compile(r"[、和及与,，]{0,2}")


def owner_of(frame: Frame, before: Frame | None, walk: Walk, *, told: bool) -> str | None:
    """The words that name whose number it is; None when they name no other body than the agency of the walk's report.

    `told` is true when the agency's own number of this kind has been stated: another body named beside it is another.
    "8个门户网站发布信息3000条": with the number `before` it is counted whose sites these were.
    """
    if before is not None and before.quantity.value > 1:
        match = _SITES.match(before.quantity.unit + before.after)
        if match is not None and before.after.endswith(frame.words):
            return f"{plain(before.quantity.value)}{before.quantity.unit}{match['owner']}"
    wider = _WIDER.search(frame.words)
    if wider is not None and _OURS.match(frame.rest):
        return wider["owner"]  # "全县共收到申请70件,其中我局收到7件"
    if before is not None and says_little(frame.words) and _GOES_ON.fullmatch(frame.back.strip()):
        return owner_of(before, None, walk, told=told)  # "甲、乙各自收到申请3件、1件"
    for rule in (_DIVIDED, _BEHALF, _BY, _BODIES):
        match = rule.search(frame.words)
        if match is None or _is_own(match["owner"], walk.names):
            continue
        if rule is _BEHALF and not walk.tabled and _at_level(match["owner"], walk.names):
            continue
        if rule is not _BODIES or told or _BELOW.search(match["owner"]):
            return match["owner"]
    return None


def _is_own(owner: str, names: tuple[str, ...]) -> bool:
    return any(owner in name or name in owner for name in names[:3]) or _ITSELF.fullmatch(owner) is not None


def _at_level(owner: str, names: tuple[str, ...]) -> bool:
    """True for the government whose report it is: 县政府 in the report of a county without tables of its own."""
    level = _LEVEL.fullmatch(owner)
    return level is not None and any(name.removesuffix("人民政府").endswith(level["level"]) for name in names[:2])
