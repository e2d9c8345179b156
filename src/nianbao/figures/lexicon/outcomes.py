"""What becomes of an application and of a case: received, carried over, granted, refused (`rules_outcomes.toml`)."""

from __future__ import annotations

from typing import cast

from nianbao.catalogue.rules import Rule, rules
from nianbao.model import Applicant

_RULES = rules("rules_outcomes.toml")
RECEIVE, CONCLUDE, REPLY = (_RULES[name] for name in ("receive", "conclude", "reply"))
CARRIED_IN, CARRIED_OUT = _RULES["carried_in"], _RULES["carried_out"]
APPLICANTS: tuple[tuple[Applicant, Rule], ...] = tuple(
    (cast(Applicant, rule.gives), rule) for name, rule in _RULES.items() if name.startswith("applicant.")
)
# Outcome of an application: words, metric in the forms of 2019 and later, metric in the forms until 2018.
OUTCOMES: tuple[tuple[Rule, str | None, str | None], ...] = tuple(
    (rule, rule.gives or None, rule.before_2019 or None) for name, rule in _RULES.items() if name.startswith("outcome.")
)
REFUSED = _RULES["outcome.refused"]
# Outcome of a case before an authority or a court; the last part of the metric's id.
CASE_OUTCOMES: tuple[tuple[Rule, str], ...] = tuple(
    (rule, rule.gives) for name, rule in _RULES.items() if name.startswith("case.")
)
# Applications made to another body of the same town or county.
ELSEWHERE = _RULES["elsewhere"]
