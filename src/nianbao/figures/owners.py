"""Whose a number is, when it is not the agency's own."""

from __future__ import annotations

import re

from nianbao.catalogue.rules import rules
from nianbao.figures.frames import Frame
from nianbao.text.numerals import plain

_RULES = rules("rules_prose.toml")
_OWNERS = tuple(rule for name, rule in _RULES.items() if name.startswith("owner.") and name != "owner.others_sites")
_SITES = _RULES["owner.others_sites"]
_LEVEL = re.compile(r"(?P<level>[县市区镇乡省])(?:人民)?政府")


def owner_of(frame: Frame, before: Frame | None, names: tuple[str, ...]) -> str | None:
    """The words that name whose number it is; None when they name no other body than the agency of the `names`.

    "8个门户网站发布信息3000条": with the number `before` it is counted whose sites these were.
    """
    if before is not None and before.quantity.value > 1:
        match = _SITES.match(before.quantity.unit + before.after)
        if match is not None and before.after.endswith(frame.words):
            return f"{plain(before.quantity.value)}{before.quantity.unit}{match['owner']}"
    owner = next((m["owner"] for rule in _OWNERS if (m := rule.search(frame.words)) is not None), None)
    return None if owner is None or _is_own(owner, names) else owner


def _is_own(owner: str, names: tuple[str, ...]) -> bool:
    if any(owner in name for name in names[:2]):
        return True
    level = _LEVEL.fullmatch(owner)
    return level is not None and any(name.removesuffix("人民政府").endswith(level["level"]) for name in names[:2])
