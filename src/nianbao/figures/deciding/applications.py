"""Applications for information: received, by channel, carried over, with which outcome."""

from __future__ import annotations

import re

from nianbao.catalogue.rules import rules
from nianbao.figures.deciding.context import Context, Decision, attribute, label_of, saying
from nianbao.figures.frames import Frame
from nianbao.figures.lexicon import channels, outcomes

_ON_REQUEST = rules("rules_prose.toml")["info.on_request"]
_OTHER_MATTER = rules("rules_prose.toml")["application.other_matter"]


def application(frame: Frame, context: Context) -> Decision | None:
    words = saying(frame)
    around = words + frame.after
    if (metric := attribute(words, frame.quantity.unit, context)) is not None:
        return Decision(metric=metric)
    if _ON_REQUEST.search(words) or (frame.own is None and _OTHER_MATTER.search(words)):
        return Decision(metric=None, label=label_of(frame, context))  # information by its kind; another matter
    if re.search(r"名义(?:提交|提出|申请)", words):
        return Decision(metric=None, label=label_of(frame, context))  # who applied, in words that the forms do not have
    if re.search(r"法人|其[他它]组织", words) and not re.search(r"公民|个人|自然人", words):
        return Decision(metric=None, label=label_of(frame, context))  # several kinds of applicant of the forms in one
    if outcomes.ELSEWHERE.search(words) or re.search(r"到期|应当答复|涉及$", words):
        return Decision(metric=None, label=label_of(frame, context))
    for applicant, pattern in outcomes.APPLICANTS:
        if pattern.search(words) and not outcomes.RECEIVE.search(
            words.split("(")[-1].replace("提出", "").replace("提交", "")
        ):
            return Decision(metric="applications_received", applicant=applicant)
    left = re.search(r"另有?|其余|剩余|余下|余|未", frame.back[-12:])
    if metric := _carried(words, frame.rest if left else frame.after):
        return Decision(metric=metric)
    if (decision := _outcome(frame, words, around, context)) is not None:
        return decision
    if metric := _channel_of_application(frame, words, context):
        return Decision(metric=metric)
    return _stage(frame, words, around, context)


def _carried(words: str, after: str) -> str | None:
    if outcomes.CARRIED_IN.search(words):
        return "applications_carried_in"
    if outcomes.CARRIED_OUT.search(words) or outcomes.CARRIED_OUT.search(after):
        return "applications_carried_out"
    return None


def _outcome(frame: Frame, words: str, around: str, context: Context) -> Decision | None:
    for pattern, new, old in outcomes.OUTCOMES:
        match = pattern.search(words) or (pattern.search(frame.after) if not outcomes.RECEIVE.search(words) else None)
        if match is None:
            continue
        if "依申请公开" in words and pattern is outcomes.REFUSED and "信息" in words:
            return None
        metric = new if context.new_forms else old
        return Decision(metric=metric, label=label_of(frame, context))
    return None


def _channel_of_application(frame: Frame, words: str, context: Context) -> str | None:
    part = bool(context.earlier | context.parents) and "applications_received" in context.earlier | context.parents
    asked = re.search(r"申请|提交|提出|收到|受理|寄", words)
    if not (part or asked):
        return None
    if not part and re.search(r"等(?:方式|形式|渠道|途径)", words):
        return None
    for pattern, name in (
        (channels.EMAIL, "email"), (channels.FAX, "fax"), (channels.IN_PERSON, "in_person"),
        (channels.MAIL, "mail"), (channels.ONLINE, "online"), (channels.OTHER_FORM, "other_form"),
    ):  # fmt: skip
        if pattern.search(words) or (part and pattern.search(frame.after)):
            return f"applications_received_{name}"
    return None


_ANSWERED = re.compile(r"(?:答复|回复|办结)(?:了)?(?:政府信息)?依申请公开(?:件|事项|申请)?(?:共|计|为)*$")
_TAKEN_IN = re.compile(r"收到|受理|接到|接收|新收|办理")


def _stage(frame: Frame, words: str, around: str, context: Context) -> Decision | None:
    received = outcomes.RECEIVE.search(words) or (
        outcomes.RECEIVE.search(frame.back) and "applications_received" not in context.earlier
    )
    if _ANSWERED.search(words) and not _TAKEN_IN.search(words):
        return _finished(frame, words, around, context)  # 依申请公开 names what was answered, not what came in
    if re.search(r"收办|共?需办理|应办", words) or (not received and _is_workload(words, context)):
        return Decision(metric="applications_workload_total")
    if received and not re.search(r"(?:办结|答复|办理)[^,，]{0,4}$", words):
        return Decision(metric="applications_received")
    if outcomes.CONCLUDE.search(around) or outcomes.REPLY.search(around):
        return _finished(frame, words, around, context)
    if received or (frame.own is not None and not re.search(r"剩余|余下|其余|未", words)) or _request_first(frame):
        if "applications_received" in context.earlier and frame.own is None:
            return Decision(metric=None, label=label_of(frame, context))
        return Decision(metric="applications_received")
    return Decision(metric=None, label=label_of(frame, context))


def _request_first(frame: Frame) -> bool:
    return bool(re.search(r"申请|依申请公开", frame.after))


def _is_workload(words: str, context: Context) -> bool:
    both = {"applications_received", "applications_carried_in"} <= context.earlier
    return (
        both
        and bool(re.search(r"共|合计|总", words))
        and not outcomes.CONCLUDE.search(words)
        and not outcomes.REPLY.search(words)
    )


def _finished(frame: Frame, words: str, around: str, context: Context) -> Decision:
    label = label_of(frame, context)
    if re.search(r"延期|延长", around):
        return Decision(metric=None if context.new_forms else "applications_concluded_extended", label=label)
    if re.search(r"尚未|正在|尚在|未(?:办|答|到)|剩余|余下", around):
        return Decision(metric=None, label=label)
    if not context.new_forms and re.search(r"(?:按时|按期)办结数", words):
        return Decision(metric="applications_concluded_on_time")
    if context.new_forms:
        return Decision(metric="results_total")
    if outcomes.REPLY.search(around) and not re.search(r"办结|办理完毕", around):
        return Decision(metric="replies_total")
    if re.search(r"按时|按期|法定|规定时限", around) and "applications_concluded" in context.earlier:
        return Decision(metric="applications_concluded_on_time")
    return Decision(metric="applications_concluded")
