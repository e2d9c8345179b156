"""Which metric of the catalogue a framed quantity states, or none (an open figure), or that it is no figure of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nianbao.figures import lexicon as lx
from nianbao.figures.frames import Frame, says_little
from nianbao.model import Applicant


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the sentence and report around a quantity say."""

    sentence: str
    heading: str
    names: tuple[str, ...]
    new_forms: bool
    """True for reports in the forms of 2019 and later, which count results instead of replies."""
    earlier: frozenset[str]
    """Metrics already decided in this sentence."""
    items: int
    """Quantities of the sentence in units of information: three and more make a list."""
    topic: str | None
    stated: frozenset[str]
    """Metrics already decided anywhere before in the report."""
    parents: frozenset[str]
    """Metrics of the figures this one may be a part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    metric: str | None
    label: str = ""
    applicant: Applicant | None = None


Decider = Callable[[Frame, Context], Decision | None]


def decide(frame: Frame, context: Context) -> Decision | None:
    """None when the quantity is no figure of this report's agency and year that we can name."""
    if frame.quantity.unit == "%":
        return _rate(frame, context)
    if lx.COMPARED.search(frame.back[-40:]):
        return Decision(metric="yoy_change", label=_label(frame, context))
    if frame.thing is None:
        return _unnamed(frame, context)
    return _DECIDERS[frame.thing.name](frame, context)


# --- applications -------------------------------------------------------------------------------------------------


def _application(frame: Frame, context: Context) -> Decision | None:
    words = _saying(frame)
    around = words + frame.after
    if (metric := _attribute(words, context)) is not None:
        return Decision(metric=metric)
    if lx.ON_BEHALF.search(words) or re.search(r"到期|应当答复|涉及$", words):
        return Decision(metric=None, label=_label(frame, context))
    for applicant, pattern in lx.APPLICANTS:
        if pattern.search(words) and not lx.RECEIVE.search(words.split("(")[-1].replace("提出", "").replace("提交", "")):
            return Decision(metric="applications_received", applicant=applicant)  # type: ignore[arg-type]
    left = re.search(r"另有?|其余|剩余|余下|余|未", frame.words)
    if metric := _carried(words, frame.rest if left else frame.after):
        return Decision(metric=metric)
    if (decision := _outcome(frame, words, around, context)) is not None:
        return decision
    if metric := _channel_of_application(frame, words, context):
        return Decision(metric=metric)
    return _stage(frame, words, around, context)


def _saying(frame: Frame) -> str:
    """The words that say what is counted: before the number, or after it ("10件在规定时限内答复"), or further back."""
    if not says_little(frame.words):
        return frame.words
    if re.search(r"结转|答复|办结|维持|纠正|(?:同意|予以|部分|不予)公开|不予|无法", frame.after) and "申请" not in frame.after:
        return frame.after
    return frame.back


def _carried(words: str, after: str) -> str | None:
    if lx.CARRIED_IN.search(words):
        return "applications_carried_in"
    if lx.CARRIED_OUT.search(words) or lx.CARRIED_OUT.search(after):
        return "applications_carried_out"
    return None


def _outcome(frame: Frame, words: str, around: str, context: Context) -> Decision | None:
    for pattern, new, old in lx.OUTCOMES:
        match = pattern.search(words) or (pattern.search(frame.after) if not lx.RECEIVE.search(words) else None)
        if match is None:
            continue
        if "依申请公开" in words and pattern.pattern.startswith("不予公开") and "信息" in words:
            return None
        metric = new if context.new_forms else old
        return Decision(metric=metric, label=_label(frame, context))
    return None


def _channel_of_application(frame: Frame, words: str, context: Context) -> str | None:
    part = bool(context.earlier | context.parents) and "applications_received" in context.earlier | context.parents
    asked = re.search(r"申请|提交|提出|收到|寄", words)
    if not (part or asked):
        return None
    if not part and re.search(r"等(?:方式|形式|渠道|途径)", words):
        return None
    for pattern, name in (
        (lx.EMAIL, "email"), (lx.FAX, "fax"), (lx.IN_PERSON, "in_person"),
        (lx.MAIL, "mail"), (lx.ONLINE, "online"), (lx.OTHER_FORM, "other_form"),
    ):  # fmt: skip
        if pattern.search(words) or (part and pattern.search(frame.after)):
            return f"applications_received_{name}"
    return None


def _stage(frame: Frame, words: str, around: str, context: Context) -> Decision | None:
    received = lx.RECEIVE.search(words) or (lx.RECEIVE.search(frame.back) and "applications_received" not in context.earlier)
    if re.search(r"收办|共?需办理|应办", words) or (not received and _is_workload(words, context)):
        return Decision(metric="applications_workload_total")
    if received and not re.search(r"(?:办结|答复|办理)[^,，]{0,4}$", words):
        return Decision(metric="applications_received")
    if lx.CONCLUDE.search(around) or lx.REPLY.search(around):
        return _finished(frame, words, around, context)
    if received or (frame.own is not None and not re.search(r"剩余|余下|其余|未", words)) or _request_first(frame):
        if "applications_received" in context.earlier and frame.own is None:
            return Decision(metric=None, label=_label(frame, context))
        return Decision(metric="applications_received")
    return Decision(metric=None, label=_label(frame, context))


def _request_first(frame: Frame) -> bool:
    return bool(re.search(r"申请|依申请公开", frame.after))


def _is_workload(words: str, context: Context) -> bool:
    both = {"applications_received", "applications_carried_in"} <= context.earlier
    return both and bool(re.search(r"共|合计|总", words)) and not lx.CONCLUDE.search(words) and not lx.REPLY.search(words)


def _finished(frame: Frame, words: str, around: str, context: Context) -> Decision:
    label = _label(frame, context)
    if re.search(r"延期|延长", around):
        return Decision(metric=None if context.new_forms else "applications_concluded_extended", label=label)
    if re.search(r"尚未|正在|未(?:办|答|到)|剩余|余下", around):
        return Decision(metric=None, label=label)
    if context.new_forms:
        return Decision(metric="results_total")
    if lx.REPLY.search(around) and not re.search(r"办结|办理完毕", around):
        return Decision(metric="replies_total")
    if re.search(r"按时|按期|法定|规定时限", around) and "applications_concluded" in context.earlier:
        return Decision(metric="applications_concluded_on_time")
    return Decision(metric="applications_concluded")


# --- cases --------------------------------------------------------------------------------------------------------


def _case(name: str) -> Decider:
    def decider(frame: Frame, context: Context) -> Decision | None:
        words = _saying(frame)
        plain = lx.CAUSE.sub("", words)
        if "复议" in plain and re.search(r"诉讼|起诉", plain) and not re.search(r"复议后|未经复议|经复议", plain):
            return Decision(metric=None, label=_label(frame, context))  # both kinds in one number
        if re.search(r"(?:其中|结转|上年)", words) and "申请" in words and name not in words and "复议" not in words:
            return None
        stem = "reconsiderations" if name == "reconsideration" else _litigation_stem(plain, context)
        outcome = _case_outcome(plain, frame.after, whole=frame.own is not None)
        if outcome == "":
            return Decision(metric=None, label=_label(frame, context))
        if outcome is None:
            return Decision(metric=f"{stem}_total" if f"{stem}_total" not in context.earlier else None, label=_label(frame, context))
        return Decision(metric=_case_metric(stem, outcome, context), label=_label(frame, context))

    return decider


def _litigation_stem(words: str, context: Context) -> str:
    if re.search(r"未经复议|直接起诉", words):
        return "litigation_direct"
    if re.search(r"复议后", words):
        return "litigation_after_reconsideration"
    return "litigation"


def _case_outcome(words: str, after: str, *, whole: bool) -> str | None:
    for pattern, name in lx.CASE_OUTCOMES:
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


# --- disclosed information ----------------------------------------------------------------------------------------


def _info(frame: Frame, context: Context) -> Decision | None:
    words = _saying(frame)
    if metric := _attribute(words, context):
        return Decision(metric=metric)
    if re.search(r"公益事业", words + frame.after):
        return Decision(metric="public_welfare_disclosures")
    if lx.UPSTREAM.search(words):
        return Decision(metric=None, label=_label(frame, context))
    noun = _noun(words, context)
    if _generic(noun) and not _generic(frame.after) and not _channel(frame.after) and not lx.RECEIVE.search(frame.after):
        noun = frame.after.strip()
    channel = _channel(words)
    if channel and (lx.NEWS.fullmatch(_clean(noun)) or re.search(r"、[^,，]*等[^,，]{0,6}信息$", noun.strip())):
        noun = ""
    if not _generic(noun) and channel != "media":
        return _category(noun, frame, context)
    if channel is None and not lx.PROACTIVE.search(words) and not lx.ALL_WAYS.search(words):
        channel = _channel(frame.back) or (_channel(frame.after) if frame.listed else None)
    if channel is not None and not (lx.PROACTIVE.search(words) and lx.AND_SO_ON.search(words)):
        return _through(channel, words, frame, context)
    return _whole(words, frame, context)


def _whole(words: str, frame: Frame, context: Context) -> Decision:
    """A count of information as such: the total, unless heading, place or period narrow it."""
    label = _label(frame, context)
    if frame.quantity.unit in ("项", "类") and frame.rest.strip() == "、":
        return Decision(metric=None, label=label)  # "16项、65条" counts kinds first
    if lx.CUMULATIVE.search(frame.back):
        return Decision(metric="proactive_disclosures_cumulative")
    if area := re.search(r"[^\s›]*(?:领域|公益事业)[^›]*$", context.heading):
        welfare = "公益事业" in area[0]
        return Decision(metric="public_welfare_disclosures" if welfare else "proactive_category_count", label=_clean(area[0]))
    if lx.SOMEWHERE.search(words) and not lx.PROACTIVE.search(words + frame.after) and not lx.ALL_WAYS.search(words):
        return Decision(metric=None, label=label)
    said = words + frame.after
    if re.search(r"公开", said) or re.search(r"(?:各类|政务|政府)(?:政府)?信息", said) and lx.PUBLISH.search(said):
        return Decision(metric="proactive_disclosures_total")
    return Decision(metric=None, label=label)


def _attribute(words: str, context: Context) -> str | None:
    """Counts of documents by their attribute (主动公开, 依申请公开, 不予公开), which are no applications."""
    sentence = context.sentence
    if not re.search(r"制作|制发|产生|属性", sentence):
        return None
    if re.search(r"依申请公开[^,，]{0,6}$", words):
        return "info_classified_on_request"
    if re.search(r"不予公开[^,，]{0,6}$|免予公开", words):
        return "info_classified_nondisclosure"
    if re.search(r"(?:制作|制发|产生)[^,，]{0,12}(?:信息|公文|文件)?[^,，]{0,4}$", words) and "公开" not in words.split("制")[-1]:
        return "info_made_total"
    return None


def _channel(words: str) -> str | None:
    if lx.ALL_WAYS.search(words):
        return None
    for pattern, name in (
        (lx.NEW_MEDIA, "new_media_total"), (lx.WECHAT, "wechat"), (lx.WEIBO, "weibo"), (lx.GAZETTE, "gazette"),
        (lx.WEBSITE, "website"), (lx.BOARD, "other"), (lx.MEDIA, "media"),
    ):  # fmt: skip
        if pattern.search(words):
            return name
    return None


def _through(channel: str, words: str, frame: Frame, context: Context) -> Decision:
    if channel == "media":
        return Decision(metric=None, label=_label(frame, context))
    part = frame.listed or "proactive_disclosures_total" in context.earlier
    if channel == "website" and not part and lx.DISCLOSURE_PLATFORM.search(words) and lx.PROACTIVE.search(words):
        return Decision(metric="proactive_disclosures_total")
    metric = f"proactive_by_{channel}"
    if lx.CUMULATIVE.search(frame.back) or metric in context.stated:
        return Decision(metric=None, label=_label(frame, context))  # a second site or account beside the first
    return Decision(metric=metric)


def _noun(words: str, context: Context) -> str:
    """The name of what is disclosed: channels and the agency apart, what stands after the verb, else before it."""
    words = lx.BOARD.sub("", lx.ACCOUNT.sub("", words))
    for name in context.names:
        words = words.replace(name, "")
    bare = lx.PLACE.sub("", words)
    if any(pattern.search(bare) for pattern, _ in lx.CATEGORIES) and not re.search(r"公开|登载|公布", bare):
        return bare
    verbs = list(lx.PUBLISH.finditer(bare))
    for verb in verbs:
        if not _generic(candidate := bare[verb.end() :]):
            return candidate
    if not verbs:
        return bare
    head = bare[: verbs[0].start()]
    known = any(pattern.search(head) for pattern, _ in lx.CATEGORIES)
    return head if known or verbs[-1].end() == len(bare.rstrip()) and len(verbs) == 1 else ""


def _generic(noun: str) -> bool:
    """True when a noun says no more than "information"; a name with 类 in a list (政务类) says more."""
    if re.search(r"[\u4e00-\u9fa5]类(?:信息)?$", noun) and not re.search(r"[各分多]类(?:信息)?$", noun):
        return False
    return len(lx.GENERIC.sub("", noun)) <= 1


_NO_ITEM = re.compile(r"(?:新[设开增建]|开设|设立|建立|依托)[^,，]{0,8}(?:专栏|栏目|专区|$)|^(?:发放|印发|张贴|举办|送|悬挂|余下|其余|另记)|迁移")


def _category(noun: str, frame: Frame, context: Context) -> Decision | None:
    label = _clean(noun)
    for pattern, metric in lx.CATEGORIES:
        if pattern.search(label):
            return Decision(metric=metric, label=label)
    if _NO_ITEM.search(frame.words) or re.search(r"制作|制发|产生", context.sentence) and not frame.listed:
        return Decision(metric=None, label=label)
    itemised = frame.quantity.unit in ("条", "篇", "个", "份", "件", "条次", "篇次", "件次", "则")
    in_list = frame.listed or context.items >= 3 or any(m.startswith("proactive") for m in context.parents | context.earlier)
    if itemised and len(label) <= 24 and (in_list or lx.PUBLISH.search(frame.words)):
        return Decision(metric="proactive_category_count", label=label)
    return Decision(metric=None, label=_label(frame, context))


# --- the rest -----------------------------------------------------------------------------------------------------


def _rate(frame: Frame, context: Context) -> Decision | None:
    words = frame.words
    if lx.COMPARED.search(frame.back[-40:]) or re.search(r"(?:增长|下降|上升|减少|增加|回落)[了约至到]?$", words) and lx.COMPARES.search(context.sentence):
        return Decision(metric="yoy_change", label=_label(frame, context))
    topic = frame.back + words + context.heading
    if "满意" in words:
        return Decision(metric="suggestions_satisfaction_rate" if re.search(r"建议|提案|议案", topic) or context.topic == "suggestion" else None, label=_label(frame, context))
    if re.search(r"电子化率?", words):
        return Decision(metric="fulltext_electronic_rate")
    if not re.search(r"(?:办结|答复|回复|办理|办复)率", words):
        return Decision(metric=None, label=_label(frame, context))
    sentence = context.sentence
    if re.search(r"建议|提案|议案", sentence) or context.topic == "suggestion":
        return Decision(metric="suggestions_completion_rate")
    if re.search(r"信箱|问政|留言|来信|热线|诉求", sentence):
        return Decision(metric="mailbox_completion_rate")
    if re.search(r"申请", sentence) or re.search(r"依申请|申请", context.heading):
        return Decision(metric="reply_rate")
    return Decision(metric=None, label=_label(frame, context))


def _fixed(metric: str) -> Decider:
    def decider(frame: Frame, context: Context) -> Decision | None:
        listed = frame.own is None and metric in context.earlier
        return Decision(metric=None if listed else metric, label=_label(frame, context))

    return decider


def _open(frame: Frame, context: Context) -> Decision | None:
    return Decision(metric=None, label=_label(frame, context))


def _suggestion(frame: Frame, context: Context) -> Decision | None:
    words = frame.words if frame.own is not None and frame.own.words.search(frame.words) else frame.back
    bill = "议案" in words and "议案建议" not in words
    proposal = "提案" in words
    suggestion = bool(re.search(r"建议", words))
    kinds = bill + proposal + suggestion
    if kinds == 0 and re.search(r"建议|提案", frame.after):
        proposal, suggestion = "提案" in frame.after, "建议" in frame.after
        kinds = proposal + suggestion
    if kinds != 1 or "议案建议" in words or "建议提案" in words:
        if "suggestions_proposals_total" in context.earlier:
            return Decision(metric=None, label=_label(frame, context))
        return Decision(metric="suggestions_proposals_total")
    if bill:
        return Decision(metric="motions_total")
    return Decision(metric="cppcc_proposals_total" if proposal else "npc_suggestions_total")


def _press(frame: Frame, context: Context) -> Decision | None:
    leader = re.search(r"主要(?:负责|领导)|一把手", frame.words)
    return Decision(metric="press_conferences_by_leader" if leader else "press_conferences_total")


def _interview(frame: Frame, context: Context) -> Decision | None:
    leader = re.search(r"主要(?:负责|领导)|一把手", frame.words)
    return Decision(metric="online_interviews_by_leader" if leader else "online_interviews_total")


def _meeting(frame: Frame, context: Context) -> Decision | None:
    ours = re.search(r"公开|专题会", frame.words) and not re.search(r"常务|党组|党委", frame.words + frame.after)
    return Decision(metric="meetings_total" if ours else None, label=_label(frame, context))


def _hotspot(frame: Frame, context: Context) -> Decision | None:
    if re.search(r"微博|微信", frame.words):
        return Decision(metric="weibo_wechat_responses")
    if re.search(r"其[他它]方式", frame.words):
        return Decision(metric="other_responses")
    return _fixed("hotspot_responses_total")(frame, context)


def _normative(frame: Frame, context: Context) -> Decision | None:
    around = frame.words + frame.after
    if "现行有效" in around:
        metric = "normative_documents_in_force"
    elif re.search(r"废止", around):
        metric = "normative_documents_repealed"
    elif re.search(r"制定|制发|出台|印发|新制作", around):
        metric = "normative_documents_issued" if context.new_forms else "normative_documents_made"
    elif not context.new_forms and (frame.quantity.unit == "条" or re.search(r"公开|发布", around)):
        metric = "proactive_normative_documents"
    else:
        return Decision(metric=None, label=_label(frame, context))
    return Decision(metric=metric)


def _staff(metric: str) -> Decider:
    def decider(frame: Frame, context: Context) -> Decision | None:
        around = frame.words + frame.after
        if re.search(r"增加|新增|分管|领导|参加|培训", frame.words):
            return None
        both = "专职" in around and "兼职" in around or "专(兼)职" in around or "专兼职" in around
        return Decision(metric="staff_total" if both else metric)

    return decider


def _consultation(frame: Frame, context: Context) -> Decision | None:
    words = frame.words
    if re.search(r"来电[、和及]?来访|来访[、和及]?来电", words):
        return Decision(metric=None, label=_label(frame, context))
    if lx.IN_PERSON.search(words) or "接待" in words:
        return Decision(metric="consultations_in_person")
    if re.search(r"电话|接听|来电", words):
        return Decision(metric="consultations_by_phone")
    if re.search(r"网上|网络|在线", words):
        return Decision(metric="consultations_online")
    if re.search(r"投诉|服务|办事", words):
        return Decision(metric=None, label=_label(frame, context))
    return Decision(metric="consultations_total")


def _complaint(frame: Frame, context: Context) -> Decision | None:
    about = context.sentence + context.heading
    if re.search(r"信息公开|政务公开", about) and not re.search(r"咨询投诉|热线|消费", about):
        return Decision(metric="complaints_total")
    return Decision(metric=None, label=_label(frame, context))


def _unnamed(frame: Frame, context: Context) -> Decision | None:
    """A quantity whose clause names nothing we know: kept under its own label when it has one."""
    label = _label(frame, context)
    if frame.quantity.chinese or len(lx.GENERIC.sub("", label)) < 2:
        return None
    if frame.quantity.unit in ("类", "家", "位", "户", "张", "处", "人", "名") and not frame.listed:
        return None
    return Decision(metric=None, label=label)


def _label(frame: Frame, context: Context) -> str:
    label = _clean(frame.words) or _clean(frame.back.split("。")[-1])
    if frame.after and len(lx.GENERIC.sub("", label)) < 2:
        label = _clean(label + frame.after)
    return label[-30:]


_LEAD = re.compile(
    r"^(?:20\d\d年度?|全年|本?年度?|年内|我[镇乡县区市局办委]|其中|包括|含|分别为|另外|同时|以及|并|内容[有为]|有|为|发布|公开|[\s、和及与,，:：])+"
)
_TRAIL = re.compile(r"(?:共计|共有|共|总计|合计|累计|有|为|是|达到|达|数为|数量为|约|近|:)+$")


def _clean(words: str) -> str:
    """A label as a reader would write it: without lead-in, count words and unpaired quotation marks."""
    label = _TRAIL.sub("", _LEAD.sub("", words.strip()).strip()).strip(" (、")
    if label.count("“") != label.count("”"):
        label = label.strip("“”")
    return label


_DECIDERS: dict[str, Decider] = {
    "processing_fee": _fixed("info_processing_fee"),
    "waiver": _fixed("fees_waived"),
    "administrative_fee": _fixed("administrative_fees_amount"),
    "fulltext": _fixed("fulltext_electronic_count"),
    "fee": _fixed("fees_collected"),
    "budget": _fixed("special_budget"),
    "procurement_amount": _open,
    "press": _press,
    "interview": _interview,
    "hotspot": _hotspot,
    "interpretation": _fixed("policy_interpretations_published"),
    "normative": _normative,
    "licensing": _fixed("licensing_decisions"),
    "penalty": _fixed("penalties_decisions"),
    "coercion": _fixed("coercions_decisions"),
    "reconsideration": _case("reconsideration"),
    "litigation": _case("litigation"),
    "appeal": _fixed("appeals_total"),
    "complaint": _complaint,
    "opinion": _fixed("opinions_received_total"),
    "solicitation": _fixed("opinion_solicitations_total"),
    "suggestion": _suggestion,
    "mailbox": _fixed("mailbox_letters_total"),
    "consultation": _consultation,
    "trained": _fixed("trained_persons"),
    "training": _fixed("trainings_total"),
    "open_day": _fixed("publicity_activities"),
    "meeting": _meeting,
    "fulltime": _staff("staff_fulltime"),
    "parttime": _staff("staff_parttime"),
    "staff": _staff("staff_total"),
    "reading_point": _fixed("reading_points"),
    "visits": _fixed("website_visits"),
    "application": _application,
    "info": _info,
}
