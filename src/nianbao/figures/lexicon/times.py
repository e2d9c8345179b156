"""Words that place a number in another time: plans, habits, last year, comparisons (`rules_items.toml`)."""

from __future__ import annotations

from nianbao.catalogue.rules import rules

_RULES = rules("rules_items.toml")
PLAN, OFTEN, LAST_YEAR = (_RULES[f"time.{name}"] for name in ("plan", "often", "last_year"))
COMPARED, COMPARES = (_RULES[f"time.{name}"] for name in ("compared", "compares"))
