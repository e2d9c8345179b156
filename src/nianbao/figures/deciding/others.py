"""The remaining metrics, one small decision each."""

from __future__ import annotations

import re

from nianbao.catalogue.rules import rules
from nianbao.figures.deciding.context import Context, Decider, Decision, label_of
from nianbao.figures.frames import Frame, says_little
from nianbao.figures.lexicon import channels, items, things, times

# What a rate of replies is of: the word named last before it.
_RATED = (
    ("申请", "reply_rate"), ("建议", "suggestions_completion_rate"), ("提案", "suggestions_completion_rate"),
    ("议案", "suggestions_completion_rate"), ("信箱", "mailbox_completion_rate"), ("问政", "mailbox_completion_rate"),
    ("留言", "mailbox_completion_rate"), ("来信", "mailbox_completion_rate"), ("诉求", None), ("热线", None),
    ("工单", None), ("咨询", None), ("投诉", None), ("电话", None),
)  # fmt: skip
_BOTH = rules("rules_prose.toml")["staff.both"]
_POWERS = rules("rules_prose.toml")["decision.listed_powers"]
_ABOUT_DECISIONS = rules("rules_prose.toml")["info.about_decisions"]


def rate(frame: Frame, context: Context) -> Decision | None:
    words = frame.words
    if times.COMPARED.search(frame.back[-40:]) or (
        re.search(r"(?:增长|下降|上升|减少|增加|回落)[了约至到]?$", words) and times.COMPARES.search(context.sentence)
    ):
        return Decision(metric="yoy_change", label=label_of(frame, context))
    topic = frame.back + words + context.heading
    if "满意" in words:
        return Decision(
            metric="suggestions_satisfaction_rate"
            if re.search(r"建议|提案|议案", topic) or context.topic == "suggestion"
            else None,
            label=label_of(frame, context),
        )
    if re.search(r"电子化率?", words):
        return Decision(metric="fulltext_electronic_rate")
    if not re.search(r"(?:办结|答复|回复|办理|办复)率", words):
        return Decision(metric=None, label=label_of(frame, context))
    nearest = max(_RATED, key=lambda kind: context.ahead.rfind(kind[0]))
    if context.ahead.rfind(nearest[0]) >= 0:
        return Decision(metric=nearest[1], label=label_of(frame, context))
    if context.topic == "suggestion":
        return Decision(metric="suggestions_completion_rate")
    if re.search(r"依申请|申请", context.heading):
        return Decision(metric="reply_rate")
    return Decision(metric=None, label=label_of(frame, context))


def fixed(metric: str) -> Decider:
    def decider(frame: Frame, context: Context) -> Decision | None:
        listed = metric in context.earlier and (frame.own is None or frame.listed)
        return Decision(metric=None if listed else metric, label=label_of(frame, context))

    return decider


def open_figure(frame: Frame, context: Context) -> Decision | None:
    return Decision(metric=None, label=label_of(frame, context))


def suggestion(frame: Frame, context: Context) -> Decision | None:
    words = frame.words if frame.own is not None and frame.own.words.search(frame.words) else frame.back
    if frame.own is None and says_little(frame.words) and things.BY_NAME["suggestion"].words.search(frame.after):
        words = frame.after  # "10件人大建议和28件政协提案"
    bill = "议案" in words and "议案建议" not in words
    proposal = "提案" in words
    suggestion = bool(re.search(r"建议", words))
    kinds = bill + proposal + suggestion
    if kinds == 0 and re.search(r"建议|提案", frame.after):
        proposal, suggestion = "提案" in frame.after, "建议" in frame.after
        kinds = proposal + suggestion
    if kinds != 1 or "议案建议" in words or "建议提案" in words:
        if "suggestions_proposals_total" in context.earlier:
            return Decision(metric=None, label=label_of(frame, context))
        return Decision(metric="suggestions_proposals_total")
    if bill:
        return Decision(metric="motions_total")
    return Decision(metric="cppcc_proposals_total" if proposal else "npc_suggestions_total")


def licensing(frame: Frame, context: Context) -> Decision | None:
    if things.OTHER_REQUEST.search(frame.words):
        return Decision(metric=None, label=label_of(frame, context))  # requests, not decisions
    return decided("licensing_decisions")(frame, context)


def decided(metric: str) -> Decider:
    """Decisions on permits, penalties and coercion; information about them is information."""

    def decider(frame: Frame, context: Context) -> Decision | None:
        if _POWERS.search(frame.back[-40:]):
            return Decision(metric=None, label=label_of(frame, context))  # powers in a list, not what was decided
        if _ABOUT_DECISIONS.search(frame.words):
            listed = frame.quantity.unit in ("条", "篇", "期") and (frame.listed or context.items >= 3)
            metric_of = "proactive_category_count" if listed else None
            return Decision(metric=metric_of, label=label_of(frame, context))
        return fixed(metric)(frame, context)

    return decider


def press(frame: Frame, context: Context) -> Decision | None:
    leader = re.search(r"主要(?:负责|领导)|一把手", frame.words)
    named = frame.own is not None or things.BY_NAME["press"].words.search(frame.after)
    if not named and not leader and not says_little(frame.words):
        return Decision(metric=None, label=label_of(frame, context))  # what was asked and answered there
    if frame.listed and not leader and "press_conferences_total" in context.stated:
        return Decision(metric=None, label=label_of(frame, context))  # those on one subject
    return Decision(metric="press_conferences_by_leader" if leader else "press_conferences_total")


def interpretation(frame: Frame, context: Context) -> Decision | None:
    occasions = re.search(r"解读(?:宣讲)?(?:活动|会)", frame.words + frame.after)
    among_others = re.search(r"解读[^,，、]{0,4}、[^,，]*等", frame.words)
    kind = "图解" in frame.words and "policy_interpretations_published" in context.earlier
    if occasions or among_others or kind:
        return Decision(metric=None, label=label_of(frame, context))
    return fixed("policy_interpretations_published")(frame, context)


def interview(frame: Frame, context: Context) -> Decision | None:
    leader = re.search(r"主要(?:负责|领导)|一把手", frame.words)
    return Decision(metric="online_interviews_by_leader" if leader else "online_interviews_total")


_SUPERIOR = re.compile(r"(?P<level>[省州市区县])长[^,，]{0,4}(?:信箱|电话|热线)")


_SETTLED = re.compile(r"办结|已办|答复|回复")
_TAKEN_IN = re.compile(r"收到|受理|接到|接收")


def mailbox(frame: Frame, context: Context) -> Decision | None:
    """Letters to the agency's own box; what a superior's box passed on, and letters on paper, are another count."""
    words = frame.words
    above = _SUPERIOR.search(words)
    others = above is not None and not any(
        n.endswith((above["level"], above["level"] + "人民政府")) for n in context.names[:2]
    )
    if _SETTLED.search(words) and "mailbox_letters_total" in context.earlier:
        return Decision(metric=None, label=label_of(frame, context))  # of the letters counted before
    words = _TAKEN_IN.sub("", words)
    if others or re.search(r"转办|转收|转来|纸质|家长|热线", words) or (frame.own is None and not says_little(words)):
        return Decision(metric=None, label=label_of(frame, context))
    return fixed("mailbox_letters_total")(frame, context)


def visits(frame: Frame, context: Context) -> Decision | None:
    site = re.search(r"网|门户|专栏|平台|栏目|^访问", frame.words) and not re.search(
        r"微信|微博|公众号|新媒体|抖音", frame.words
    )
    return Decision(
        metric="website_visits" if site or "访问量" in frame.words else None, label=label_of(frame, context)
    )


def training(frame: Frame, context: Context) -> Decision | None:
    if re.search(r"各(?:办|举办|召开|开展|组织)了?$", frame.words):
        return None  # one each, of places the sentence names
    return fixed("trainings_total")(frame, context)


def meeting(frame: Frame, context: Context) -> Decision | None:
    ours = re.search(r"公开|专题会", frame.words) and not re.search(r"常务|党组|党委", frame.words + frame.after)
    return Decision(metric="meetings_total" if ours else None, label=label_of(frame, context))


def hotspot(frame: Frame, context: Context) -> Decision | None:
    if re.search(r"微博|微信", frame.words):
        return Decision(metric="weibo_wechat_responses")
    if re.search(r"其[他它]方式", frame.words):
        return Decision(metric="other_responses")
    return fixed("hotspot_responses_total")(frame, context)


def normative(frame: Frame, context: Context) -> Decision | None:
    bare = re.fullmatch(r"(?:行政)?规范性文件(?:共|为)?", frame.words) is not None
    around = (context.ahead[-30:] if bare else frame.words) + frame.after  # "发布规章6部,规范性文件9件"
    if re.search(r"(?:现行|继续)有效", around):
        metric = "normative_documents_in_force"
    elif re.search(r"废止", around):
        metric = "normative_documents_repealed"
    elif re.search(r"制定|制发|出台|印发|新制作", around):
        metric = "normative_documents_issued" if context.new_forms else "normative_documents_made"
    elif context.items >= 3 and frame.quantity.unit == "条" and "政策" in frame.words:
        return Decision(metric="proactive_cat_policy", label=label_of(frame, context))
    elif frame.quantity.unit == "条" or re.search(r"公开|发布", around):
        metric = "proactive_normative_documents"
    else:
        return Decision(metric=None, label=label_of(frame, context))
    return Decision(metric=metric)


def rule(frame: Frame, context: Context) -> Decision | None:
    """Rules (规章) in the forms since 2021; earlier ones counted them otherwise."""
    around = frame.words + frame.after
    stages = (("repealed", r"废止|失效"), ("in_force", r"(?:现行|继续)有效"), ("issued", r"制定|制发|出台|印发"))
    name = next((name for name, words in stages if re.search(words, around)), None)
    return Decision(metric=f"rules_{name}" if name and context.new_forms else None, label=label_of(frame, context))


def staff(metric: str) -> Decider:
    def decider(frame: Frame, context: Context) -> Decision | None:
        around = frame.words + frame.after
        if re.search(r"增加|新增|分管|领导|参加|培训|各[^,，]{1,8}(?:设|配|确定|明确|指定)", frame.words):
            return None
        if re.search(r"合同制|临时|聘用|民警|志愿", frame.words):
            return Decision(metric=None, label=label_of(frame, context))
        both = ("专职" in around and "兼职" in around) or _BOTH.search(around) is not None
        return Decision(metric="staff_total" if both else metric)

    return decider


def consultation(frame: Frame, context: Context) -> Decision | None:
    words = frame.words
    if re.search(r"来电[、和及]?来访|来访[、和及]?来电|咨询[、和及](?:信访|投诉|建议|举报|求助)|热线", words) or (
        frame.own is None and not says_little(words)
    ):
        return Decision(metric=None, label=label_of(frame, context))
    if channels.IN_PERSON.search(words) or "接待" in words:
        return Decision(metric="consultations_in_person")
    if re.search(r"电话|接听|来电", words):
        return Decision(metric="consultations_by_phone")
    if re.search(r"网上|网络|在线", words):
        return Decision(metric="consultations_online")
    if re.search(r"投诉|服务|办事", words):
        return Decision(metric=None, label=label_of(frame, context))
    return Decision(metric="consultations_total")


def complaint(frame: Frame, context: Context) -> Decision | None:
    about = context.sentence + context.heading
    if re.search(r"信息公开|政务公开", about) and not re.search(r"咨询投诉|热线|消费", about):
        return Decision(metric="complaints_total")
    return Decision(metric=None, label=label_of(frame, context))


def unnamed(frame: Frame, context: Context) -> Decision | None:
    """A quantity whose clause names nothing we know: kept under its own label when it has one."""
    label = label_of(frame, context)
    if frame.quantity.chinese or len(items.GENERIC.sub("", label)) < 2:
        return None
    if frame.quantity.unit in ("类", "家", "位", "户", "张", "处", "人", "名") and not frame.listed:
        return None
    return Decision(metric=None, label=label)
