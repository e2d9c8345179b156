"""Disclosed information: the total, by channel, by category."""

from __future__ import annotations

import re

from nianbao.catalogue.rules import rules
from nianbao.figures.deciding.beside import beside, column_of, is_part
from nianbao.figures.deciding.context import Context, Decision, attribute, clean, label_of, saying
from nianbao.figures.deciding.ways import account_ahead, channel_of, several, through
from nianbao.figures.frames import Frame, says_little
from nianbao.figures.lexicon import channels, items, outcomes

_RULES = rules("rules_prose.toml")
_SETTLED, _ON_REQUEST, _AGENCY = (_RULES[f"info.{n}"] for n in ("settled", "on_request", "the_agency"))
_WEAK, _TELLS = _RULES["info.weak_whole"], _RULES["info.tells_of"]
_PRINTED = _RULES["info.printed"]
_KIND = _RULES["thing.kind_of_information"]
_AND_MORE = _RULES["info.whole_and_more"]
_GIVEN = re.compile(r"(?:其中|已|均|全部|,|，)*(?:主动)?公开(?:了|的)?")


def info(frame: Frame, context: Context) -> Decision | None:
    words = saying(frame)
    if _PRINTED.search(words) or _SETTLED.search(words) or _ON_REQUEST.search(words):
        return Decision(metric=None, label=label_of(frame, context))
    if (apart := _given(words, frame, context) or _apart(words, frame, context)) is not None:
        return apart
    ends = channels.ENDS.search(words) is not None
    if ends and channel_of(words) is None and frame.own is None and not re.search(r"专栏|栏目", words):
        return Decision(metric=None, label=label_of(frame, context))  # a site or account of a kind we cannot tell
    channel = channel_of(words) or account_ahead(frame, context)
    if _TELLS.search(words):
        noun, channel = "", channel or channel_of(context.ahead[-60:])  # "公开的内容包括…等共30篇"
    else:
        noun = "" if ends and channel_of(words) else _named(words, frame, context)
        noun = "" if _says_all(noun, channel, words, frame) else noun
    if not _generic(noun) and (channel != "media" or _KIND.search(words)):
        return _category(noun, frame, context)
    if channel is None and not items.PROACTIVE.search(words) and not channels.ALL_WAYS.search(words):
        channel = _channel_around(frame)
    if channel is not None and not several(words):
        return through(channel, words, frame, context)
    return _whole(words, frame, context)


def _given(words: str, frame: Frame, context: Context) -> Decision | None:
    """ "收到申请3件…，公开2件": given to the applicants, though 公开 alone would be information disclosed."""
    asked = {"applications_received", "replies_total"} & (context.earlier | context.stated)
    if not asked or frame.quantity.unit != "件" or not _GIVEN.fullmatch(words.strip()):
        return None
    if words.strip().startswith("已") or "主动" in words:
        metric = None if context.new_forms else "reply_already_public"
    else:
        metric = "granted" if context.new_forms else "reply_granted"
    return Decision(metric=metric, label=label_of(frame, context))


def _named(words: str, frame: Frame, context: Context) -> str:
    """The name of what is disclosed, before the number or else after it."""
    noun, after = _noun(words, context), frame.after
    if channel_of(words) in _ACCOUNTS and items.PUBLISH.search(words[-4:]):
        return noun  # "在微博发布了226条安全信息": what the account sent out, whatever it was about
    if not _generic(noun) or _generic(after) or channel_of(after) or outcomes.RECEIVE.search(after):
        return noun
    return after.strip()


_ACCOUNTS = ("wechat", "weibo", "new_media_total")
_NEWSLIKE = re.compile(r"各类[^,，、]{1,4}信息|[^,，、]{1,4}信息等")
_SIDE_BY_SIDE = _RULES["info.side_by_side"]
_WORK = re.compile(r"等(?:工作|政务|政府|各类|方面){1,2}(?:的)?信息$")
_AMONG = re.compile(r"、[^,，]{0,40}等[^,，]{0,6}信息$")


def _says_all(noun: str, channel: str | None, words: str, frame: Frame) -> bool:
    """True when a name says no category but all that the channel or the office publishes: news, its line of work."""
    plain = clean(noun)
    if _AND_MORE.search(words) or (several(words) and plain.count("、") >= 2):
        return True  # "政府信息、馆务动态"; "网站、微博等主动发布法规、解答、要闻"
    if channel:
        news = items.NEWS.fullmatch(plain) and (channel != "website" or not _lists(frame.rest))
        if news or _NEWSLIKE.fullmatch(noun.strip()) or _AMONG.search(plain):
            return True
        if not channel_of(words) and re.fullmatch(r"[^,，、]{1,4}信息", plain):
            return True
    if _WORK.search(noun.strip()):
        return True  # "监管执法等工作信息"
    own_line = re.fullmatch(r"[^,，、]{1,6}信息", plain) is not None and _known(plain) is None
    return own_line and not frame.listed and items.PROACTIVE.search(words) is not None


def _channel_around(frame: Frame) -> str | None:
    """The channel further back, or of a listed number after it."""
    if several(frame.back) or _SIDE_BY_SIDE.search(frame.back):
        return None
    return channel_of(frame.back) or (channel_of(frame.after) if frame.listed else None)


# What sites report of themselves beside 概况类 and 政务动态: entries of the disclosure catalogue.
_CATALOGUE = re.compile(r"^(?:政府)?信息公开目录信息(?:更新)?(?:数量|量|数)?$")


def _apart(words: str, frame: Frame, context: Context) -> Decision | None:
    """What is not disclosed information, or not this year's and this agency's, or named at once."""
    if metric := attribute(words, frame.quantity.unit, context):
        return Decision(metric=metric)
    if beside(words, context):
        return Decision(metric=None, label=label_of(frame, context))
    if (column := column_of(words, context)) is not None:
        return _category(column, frame, context)
    if _CATALOGUE.search(frame.words):
        return Decision(metric="proactive_category_count", label=clean(frame.words))
    if re.search(r"公益事业", words + frame.after):
        return Decision(metric="public_welfare_disclosures")
    if items.UPSTREAM.search(words) or frame.kinds:
        return Decision(metric=None, label=label_of(frame, context))
    over = context.over_years(words)
    if items.CUMULATIVE.search(over) and _generic(items.CUMULATIVE.sub("", _noun(over, context))):
        of_all = channel_of(words) in (None, "website") or several(words)
        return Decision(metric="proactive_disclosures_cumulative" if of_all else None, label=label_of(frame, context))
    return None


# "累计公开3400条，本年新增290条": beside this year's number the first one reaches further back.
_THIS_YEAR = re.compile(
    r"[,，(](?:其中)?[,，]?(?:本年|今年|当年|20\d\d年)度?(?:新增|主动)?(?:公开"
    r"|发布)?(?:政府)?(?:信息)?(?:数量?)?(?:为|有|共)?$"
)


def _whole(words: str, frame: Frame, context: Context) -> Decision:
    """A count of information as such: the total, unless heading, place or period narrow it."""
    label = label_of(frame, context)
    if frame.kinds or is_part(frame, context):
        return Decision(metric=None, label=label)  # "16项、65条" counts kinds first
    if items.CUMULATIVE.search(context.over_years(frame.back)) or ("累计" in words and _THIS_YEAR.match(frame.rest)):
        return Decision(metric="proactive_disclosures_cumulative")
    if re.match(r"[:,，(](?:其中)?主动公开(?:政府)?(?:信息)?(?:数量?)?(?:为|有|共)?$", frame.rest.strip()):
        return Decision(metric=None, label=label)  # "公开信息687条：主动公开668条…" takes in what was given on request
    if area := re.search(r"[^\s›]*(?:领域|公益事业)[^›]*$", context.heading):
        welfare = "公益事业" in area[0]
        return Decision(
            metric="public_welfare_disclosures" if welfare else "proactive_category_count", label=clean(area[0])
        )
    if (
        channels.SOMEWHERE.search(words)
        and not items.PROACTIVE.search(words + frame.after)
        and not channels.ALL_WAYS.search(words)
        and not several(words)
    ):
        return Decision(metric=None, label=label)
    if several(words) and "proactive_disclosures_total" in context.stated:
        return Decision(metric=None, label=label)  # some channels together, beside the whole
    said = words + frame.after
    if several(frame.back) and _WEAK.match(frame.words):
        return Decision(metric="proactive_disclosures_total")  # "网站、公众号等载体,共发布信息847条"
    if re.search(r"公开|主动发布", said) or (
        re.search(r"(?:各类|政务|政府)(?:政府)?信息", said) and items.PUBLISH.search(said)
    ):
        return Decision(metric="proactive_disclosures_total")
    weak = bool(_WEAK.match(frame.words) or (says_little(frame.words) and _ADDS.search(frame.words)))
    return Decision(metric=None, label=label, weak=weak)


_COUNTING = re.compile(r"(?:累计|共计|总计|共|合计){1,3}\s?$")
_ADDS = re.compile(r"合计|共计|总计|总共|共")
_AS_IT_COMES = re.compile(r"(?<![\u4e00-\u9fa5])(?:动态|滚动|实时|及时)(?=发布|公开|更新)")


def _noun(words: str, context: Context) -> str:
    """The name of what is disclosed: channels and the agency apart, what stands after the verb, else before it."""
    words = channels.BOARD.sub("", channels.ACCOUNT.sub("", _AS_IT_COMES.sub("", words)))
    for name in context.names:
        words = words.replace(name, "")
    words = _AGENCY.sub("", words)
    bare = _COUNTING.sub("", channels.PLACE.sub("", words))
    if any(pattern.search(bare) for pattern, _ in items.CATEGORIES) and not re.search(r"公开|登载|公布", bare):
        tails = (bare[verb.end() :] for verb in items.PUBLISH.finditer(bare))
        return next((t for t in tails if any(pattern.search(t) for pattern, _ in items.CATEGORIES)), bare)
    verbs = list(items.PUBLISH.finditer(bare))
    for verb in verbs:
        if not _generic(candidate := bare[verb.end() :]):
            return candidate
    if not verbs:
        return bare
    head = bare[: verbs[0].start()]
    known = any(pattern.search(head) for pattern, _ in items.CATEGORIES)
    alone = verbs[-1].end() == len(bare.rstrip()) and len(verbs) == 1
    return head if alone or (known and channel_of(words) is None) else ""


def _lists(rest: str) -> bool:
    """True when what follows the number goes on to another category, so that the number was one as well."""
    return any(pattern.search(rest[:24]) for pattern, _ in items.CATEGORIES) and channel_of(rest[:24]) is None


def _generic(noun: str) -> bool:
    """True when a noun says no more than "information"; a name with 类 in a list (政务类) says more."""
    if re.search(r"[\u4e00-\u9fa5]类(?:信息)?$", noun) and not re.search(r"[各分多]类(?:信息)?$", noun):
        return False
    return len(items.GENERIC.sub("", noun)) <= 1


_NO_ITEM = re.compile(
    r"(?:新[设开增建]|开设|设立|建立|依托)[^,，]{0,8}(?:专栏|栏目|专区|$)|^(?:发放|印发|张贴|举办|送"
    r"|悬挂|余下|其余|另?记)|迁移"
)


def _known(label: str) -> str | None:
    """The category of the forms that a label names; one that goes on to name other things as well is its own."""
    for pattern, metric in items.CATEGORIES:
        if (match := pattern.search(label)) is not None:
            beyond = items.GENERIC.sub("", pattern.sub("", label[match.end() :]))
            return metric if len(beyond) <= 3 else None
    return None


def _category(noun: str, frame: Frame, context: Context) -> Decision | None:
    label = clean(noun)
    if re.search(r"[^,，]更新\s?$", frame.words):
        label += "更新"
    if re.search(r"余下|其余", frame.words) and re.search(r"归[入为]?(?:到)?其[他它]类?", frame.after):
        return Decision(metric="proactive_cat_other", label=label)
    metric = _known(label)
    if metric is not None and frame.quantity.unit not in ("项", "类", "起"):
        return Decision(metric=metric, label=label)
    if _NO_ITEM.search(frame.words) or (
        re.search(r"制作|制发|产生", context.sentence)
        and not frame.listed
        and "proactive_disclosures_total" not in context.earlier
    ):
        return Decision(metric=None, label=label)
    if re.search(
        r"信访|诉求|热线|粉丝|关注|报送|采用|原创|^各类|^(?:文章|稿件|作品|推文)$|宣传$"
        r"|^(?:答复|回复|解答|办结|办理|受理)(?:留言|信件|来信)?$|^(?:答复|回复|解答)[^,，]*(?:问题|留言|咨询|来信|诉求)$"
        r"|^(?:新)?(?:制定|修改|修订|废止)$|发文$",
        label,
    ):
        return Decision(metric=None, label=label_of(frame, context))
    room = 48 if frame.listed or context.items >= 3 else 24
    itemised = frame.quantity.unit in ("条", "篇", "个", "份", "件", "条次", "篇次", "件次", "则")
    in_list = (
        frame.listed
        or context.items >= 3
        or _KIND.search(frame.words) is not None
        or any(m.startswith("proactive") for m in context.parents | context.earlier)
    )
    if itemised and len(label) <= room and (in_list or items.PROACTIVE.search(frame.words)):
        return Decision(metric="proactive_category_count", label=label)
    return Decision(metric=None, label=label_of(frame, context))
