"""Names of disclosed information, and the words that say no more than "information" (`rules_items.toml`)."""

from __future__ import annotations

from nianbao.catalogue.rules import Rule, rules

_RULES = rules("rules_items.toml")
PROACTIVE, UPSTREAM, PUBLISH, NEWS = (_RULES[name] for name in ("proactive", "upstream", "publish", "news"))
CUMULATIVE = _RULES["cumulative"]
CATEGORIES: tuple[tuple[Rule, str], ...] = tuple(
    (rule, rule.gives) for name, rule in _RULES.items() if name.startswith("category.")
)
# Words that say nothing about what is counted; what remains of a noun phrase without them is its own name.
GENERIC = _RULES["generic"]
