"""Families of metrics: requests, cases, publishing; a wording that several share goes to the family of the question."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=512)
def _family_of(text: str) -> str | None:
    if re.search(r"复议|诉讼|起诉|打官司|告", text):
        return "case"
    if re.search(r"申请|提交|自然人", text) and not re.search(r"主动公开", text):
        return "application"
    if re.search(r"公开|发布|推送|网站|公众号|微信|微博|发了|挂", text):
        return "proactive"
    return None


def family_bonus(metric: str, text: str) -> float:
    """What a metric gains from the nouns of a reduced question: 结果 beside 复议 is another than beside 申请."""
    family = _family_of(text)
    if family == "case":
        return 1.0 if metric.startswith(("reconsideration", "litigation")) else 0.0
    if family == "application":
        return (
            0.8
            if metric.startswith(("application", "repl", "granted", "partially", "denied", "unable", "not_processed"))
            else 0.0
        )
    if family == "proactive":
        return 0.8 if metric.startswith("proactive") else 0.0
    return 0.0
