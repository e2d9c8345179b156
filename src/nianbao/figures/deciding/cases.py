"""Reconsiderations and lawsuits, with their outcomes."""

from __future__ import annotations

import re

from nianbao.catalogue.rules import rules
from nianbao.figures.deciding.context import Context, Decider, Decision, label_of, saying
from nianbao.figures.frames import Frame
from nianbao.figures.lexicon import outcomes, things

_HEARD, _HEARS = (rules("rules_prose.toml")[f"case.{name}"] for name in ("heard", "hears"))
_ALL_OF = re.compile(r"(?:均|全部|都|皆)(?:为|系|是|属)?(?:于)?(未经复议|直接起诉|复议后|经复议后)")


def case(name: str) -> Decider:
    def decider(frame: Frame, context: Context) -> Decision | None:
        words = saying(frame)
        plain = things.CAUSE.sub("", words)
        if "复议" in plain and re.search(r"诉讼|起诉", plain) and not re.search(r"复议后|未经复议|经复议", plain):
            return Decision(metric=None, label=label_of(frame, context))  # both kinds in one number
        if re.search(r"(?:其中|结转|上年)", words) and "申请" in words and name not in words and "复议" not in words:
            return None
        if name == "reconsideration" and _judges(plain, context):
            return Decision(metric=None, label=label_of(frame, context))  # cases it judges, not those against it
        stem = "reconsiderations" if name == "reconsideration" else _litigation_stem(plain, context)
        outcome = _case_outcome(plain, frame.after, whole=frame.own is not None)
        if outcome == "":
            return Decision(metric=None, label=label_of(frame, context))
        if outcome is None:
            return Decision(
                metric=f"{stem}_total" if f"{stem}_total" not in context.earlier else None,
                label=label_of(frame, context),
            )
        return Decision(metric=_case_metric(stem, outcome, context), label=label_of(frame, context))

    return decider


def _judges(words: str, context: Context) -> bool:
    """True where the agency tells of the cases it hears itself."""
    if re.search(r"被|引起|引发", words):
        return False
    return bool(_HEARD.search(context.sentence) and _HEARS.search(context.sentence))


def _litigation_stem(words: str, context: Context) -> str:
    if re.search(r"未经复议|直接起诉", words):
        return "litigation_direct"
    if re.search(r"复议后", words):
        return "litigation_after_reconsideration"
    told = _ALL_OF.findall(context.ahead)
    if told and not words.endswith("诉讼"):
        return "litigation_after_reconsideration" if "后" in told[-1] else "litigation_direct"
    return "litigation"


def _case_outcome(words: str, after: str, *, whole: bool) -> str | None:
    for pattern, name in outcomes.CASE_OUTCOMES:
        if pattern.search(words) or (pattern.search(after) and not whole):
            return name
    return None


def _case_metric(stem: str, outcome: str, context: Context) -> str | None:
    if outcome == "lost":
        return f"{stem}_lost" if stem in ("reconsiderations", "litigation") else None
    if stem == "litigation":
        # The forms since 2019 split lawsuits by whether a reconsideration came first; a bare outcome fits neither.
        return None if context.new_forms or outcome == "pending" else f"litigation_{outcome}"
    return f"{stem}_{outcome}"
