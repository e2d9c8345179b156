"""Queries that no figure answers: rules of the law, contact data, what the index holds, courtesy, and what no report
tells. One small composer a kind, in the table of their intents with the probability that each demands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from nianbao.catalogue import Catalogue
from nianbao.directory.naming import Agency
from nianbao.query import Query, Refusal, Scope, Why
from nianbao.understanding.composing import years_of
from nianbao.understanding.guide_linker import LAW, LEAST_LAW, Link, linker_of
from nianbao.understanding.intents import Guess
from nianbao.understanding.mentions import Mentions, blanked
from nianbao.understanding.scoping import scope_of

_TALK, _HELD, _CONTACT, _REFUSED = 0.6, 0.42, 0.5, 0.7
_OF_A_REPORT = 0.9
"""A question with body and year is about that report unless it is so likely about the law."""
_OFF = 0.1
_TRADE = re.compile(
    r"申请|公开|信息|政府|机关|答复|回复|年报|条例|复议|起诉|诉讼|投诉|举报|材料|文件|批文|档案|处理费|保密|隐私|秘密|公布|request|disclos|information"
)
"""Words of disclosure; a question that may be about something else must have one to be taken for one of law."""
_ASKS = re.compile(r"多少|几[件条次个份人篇]|哪|什么|吗|呢|有没有|是不是|how|what|which")
_COUNTS = re.compile(r"(?:收到|受理|接到|办理|办结|答复|公开|发布)(?:了|过)?(?:多少|几)[件条次个份篇]")
"""What was done is counted; a rule tells what may be done."""
_LONG_TALK = 24
"""Courtesy in more characters than these has something to ask."""
_GROUPED = frozenset(("which_bodies", "count_reports", "latest_report"))
_COUNTS_BODIES = re.compile(
    r"(?:几|多少)(?:个|家)?(?:镇|乡|街道|单位|机关|部门|局|地方|机构)|how many (?:bod|agenc|town|office)"
)
_COUNTS_YEARS = re.compile(r"(?:几|多少)年(?!的|份|度)|有[^,，哪]{0,8}(?:几|多少)年的|how many years")
_TO_SHOW = re.compile(
    r"打开|看|给|下载|链接|网址|全文|原文|原件|发我|发来|调|找|在哪|哪里|哪儿|来一份|要|open|show|read|download|link|where|see|give|get|full"
)
_WHETHER = re.compile(r"有|收|查|吗|没|能|包括|包含|在不在|存不存|have|there|any|hold|include|cover")
"""Who only names a report may want anything of it."""
_CHINESE = re.compile(r"[\u4e00-\u9fa5]")
_NOT_PRINTED = re.compile(
    r"几点|上班|时间|周末|双休|开门|关门|中午|hours?\b|手机|身份证|姓名|申请人|个人|本人|接通|满意|率|多少[次人通件]"
)
"""Hours and persons: what reports print under contact data is neither."""
_OF_THE_LAW = re.compile(
    r"公开|信息|申请|材料|文件|复议|诉讼|起诉|告|官司|答复|回复|年报|报告|政务|条例|法|规定|收费|费|钱|不给|拒绝|驳回|补正|秘密|隐私|查阅|公报|"
    r"不理|投诉|举报|延期|期限|机关|disclos|appl|request|report|law|fee|appeal|sue|regulation|inform|secret|foi"
)
"""Words of the field: a question that has none of them is about another law."""
_ASKED = (
    ("contact_unit", re.compile(r"哪个部门|找谁|哪个单位|什么部门|哪个科|归谁|联系谁|which office")),
    ("contact_phone", re.compile(r"电话|号码|热线|座机|拨|打哪个|哪个号|tel|phone|call")),
    ("contact_address", re.compile(r"地址|在哪|什么地方|寄|哪条[路街]|怎么走|几楼|哪个房间|address|where|addr")),
    ("contact_postcode", re.compile(r"邮编|邮政编码|邮政代码|寄|post ?code|zip")),
    ("contact_fax", re.compile(r"传真|fax")),
    ("contact_email", re.compile(r"邮箱|邮件|e-?mail")),
    (
        "report_date",
        re.compile(
            r"落款|成文|(?:哪天|几号|什么时候|何时|哪一天|哪一年)(?:发|公布|出|写|印|编)|写于|(?:发布|报告|公布)日期"
            r"|when was .{0,20}(?:publish|dated)"
        ),
    ),
    (
        "stat_period",
        re.compile(r"统计(?:期限|时间|时段|时限|到)|数据(?:截至|截止|期限|从)|起止|截止到?(?:什么|哪)|period"),
    ),
    ("legal_basis", re.compile(r"依据|(?:按|根据|照)(?:着)?(?:什么|哪)|编制要求")),
    ("website_url", re.compile(r"网址|网站|哪个网|链接|website|web site|\burl\b")),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a composer works on. `intents` are all guesses; `last` is the scope talked about in the turn before."""

    mentions: Mentions
    intents: Mapping[str, float]
    best: Guess
    catalogue: Catalogue
    held: Sequence[Agency]
    last: Scope | None = None

    def scope(self, *, grouped: bool = False) -> Scope:
        return scope_of(self.mentions, self.held, grouped=grouped)

    @property
    def law(self) -> float:
        """How likely the question is about the law."""
        return sum(p for name, p in self.intents.items() if name.startswith(LAW))

    @property
    def names_something(self) -> bool:
        """True when a body, a place or a measure is named."""
        return bool(self.mentions.of("body", "place")) or self.names_measure

    @property
    def names_measure(self) -> bool:
        """True when a measure is named by its own words; a description of one may be read into anything."""
        return any(not m.described for m in self.mentions.of("measure"))


def _talk(words: Words) -> Query | None:
    if words.names_something or (words.best.intent not in ("ability", "complaint") and _long(words)):
        return None
    return Query(show="talk", topic=words.best.intent)


def _long(words: Words) -> bool:
    return len(words.mentions.folded) > _LONG_TALK


def _refusal(why: Why) -> Callable[[Words], Query | None]:
    def compose(words: Words) -> Query | None:
        if (why == "off_topic" and words.names_something) or (why == "person" and words.mentions.of("body")):
            return None  # a report may tell who leads the work
        asked = words.mentions.of("body") and words.names_measure and _ASKS.search(words.mentions.folded)
        if why == "command" and asked:
            return None  # what it asks beside the command can be looked up
        scope = words.scope()
        known = replace(scope, unknown=(), choices=(), group=False) if not scope.group else Scope()
        return Query(
            show="talk", topic=why, scope=known, years=years_of(words.mentions), refusal=Refusal(what="", why=why)
        )

    return compose


def _holdings(words: Words) -> Query | None:
    topic = words.best.intent
    asks = {"show_report": _TO_SHOW, "has_report": _WHETHER}.get(topic)
    if words.names_measure or (asks is not None and not asks.search(words.mentions.folded)):
        return None
    scope = words.scope(grouped=topic in _GROUPED)
    if scope.choices and topic in ("has_report", "which_years"):  # of each of that name
        scope = Scope(bodies=scope.choices)
    if scope.focus:  # a body named beside words of the whole index: 青禾镇收录了哪些年份
        scope = Scope(bodies=scope.focus, unknown=scope.unknown)
    if _COUNTS_BODIES.search(words.mentions.folded) and topic in ("count_reports", "which_bodies"):
        topic = "count_bodies"
    elif _COUNTS_YEARS.search(words.mentions.folded) and topic in ("count_reports", "which_years"):
        topic = "count_years"
    if topic in ("has_report", "show_report") and not (scope.bodies or scope.unknown or scope.choices or scope.group):
        scope = words.last or scope
        if topic == "show_report" and not scope.bodies:
            return None
    return Query(show="holdings", topic=topic, scope=scope, years=years_of(words.mentions))


def _contact(words: Words) -> Query | None:
    mentions = words.mentions
    named = replace(mentions, found=tuple(m for m in mentions.found if m.kind != "group"))  # 找哪个部门 names no set
    scope = scope_of(named, words.held, grouped=False)
    if not (scope.bodies or scope.unknown or scope.choices):
        scope = words.last or scope
    text = mentions.folded
    if _NOT_PRINTED.search(text) or not (scope.bodies or scope.unknown or scope.choices):
        return None
    wanted = [metric for metric, pattern in _ASKED if pattern.search(text)]
    return Query(show="contact", topic="+".join(wanted) or None, scope=scope, years=years_of(words.mentions))


def _data_named(words: Words) -> Query | None:
    """The query for contact data that are named by their own word, where no figure is asked for."""
    if words.names_measure or not _DATA.search(words.mentions.folded) or words.law >= _HELD:
        return None
    return _contact(words)


def _rule(words: Words) -> Query | None:
    if words.mentions.of("body") and words.mentions.of("year", "years") and words.law < _OF_A_REPORT:
        return None
    text = words.mentions.folded
    if words.best.intent != "define" and not _OF_THE_LAW.search(text):
        return None
    if words.intents.get("off_topic", 0.0) >= _OFF and not _TRADE.search(text):
        return None  # how to get something else done: 户口本去哪里办
    link = _linked(words)
    if link is None:
        return None
    scope = words.scope()
    known = scope if len(scope.bodies) == 1 and not scope.group else Scope()
    subject = "define" if words.best.intent == "define" else ""
    scope = replace(known, unknown=(), choices=())
    return Query(show="rule", subject=subject, topic="+".join(link.topics), scope=scope)


def _linked(words: Words) -> Link | None:
    named = tuple(m for m in words.mentions.found if m.kind in ("body", "place", "year"))
    return linker_of(words.catalogue).link(blanked(words.mentions.folded, named), words.intents)


def _of_a_figure(words: Words) -> bool:
    """True when no rule is the likeliest and a measure is named of which something done is counted."""
    ruled = words.best.intent.startswith(LAW)
    return not ruled and words.names_measure and _COUNTS.search(words.mentions.folded) is not None


_FIRM = frozenset(("off_topic", "command", "opinion", "future", "define", "problems", "plans"))
"""Intents that a word of contact data beside them does not change."""
_DATA = re.compile(
    r"落款|(?:发布|成文|公布)日期|统计期限|编制依据|(?:报告|年报)[^,，]{0,6}(?:哪天|几号|什么时候)(?:发|公布|出|写)"
    r"|统计到(?:什么|哪|几)|(?:报告|年报)[^,，]{0,4}(?:按|根据)(?:什么|哪)[^,，]{0,4}(?:编|写)"
    r"|电话(?:号|是|多少|呢|[?？]|$)|(?:联系|咨询|服务|监督|办公)电话|号码|座机|传真|邮编|邮政编码|邮箱|电子邮件|地址|网址"
    r"|热线(?:电话|是|号|$|[?？])|phone|\btel\b|fax|e-?mail|post ?code|address"
)
_Composer = Callable[[Words], Query | None]
_COURTESY = ("greeting", "thanks", "goodbye", "ok")
_HOLDINGS = ("has_report", "which_bodies", "which_years", "count_reports", "latest_report", "show_report")
"""Intents about what the index holds, and those of courtesy: they count together, and the likeliest is answered."""
_TABLE: Mapping[str, tuple[float, _Composer]] = MappingProxyType(
    {
        **dict.fromkeys(("greeting", "thanks", "goodbye", "ok", "ability", "complaint"), (_TALK, _talk)),
        **{why: (_REFUSED, _refusal(why)) for why in ("command", "future", "opinion", "person", "off_topic")},
        **dict.fromkeys(_HOLDINGS, (_HELD, _holdings)),
        "contact": (_CONTACT, _contact),
    }
)  # fmt: skip


def worded(words: Words) -> Query | None:
    """The query of a question that no figure answers; None when it is of another kind or too little is sure."""
    if words.best.intent not in _FIRM and (data := _data_named(words)) is not None:
        return replace(data, english=words.mentions.english and not _CHINESE.search(words.mentions.folded))
    bound, composer = _TABLE.get(words.best.intent, (1.1, _rule))
    kin = next((names for names in (_HOLDINGS, _COURTESY) if words.best.intent in names), (words.best.intent,))
    likely = sum(p for name, p in words.intents.items() if name in kin)
    if likely >= bound:
        query = composer(words)
    elif words.law >= max(LEAST_LAW, words.best.probability) and not _of_a_figure(words):
        query = _rule(words)
    else:
        query = None
    english = words.mentions.english and not _CHINESE.search(words.mentions.folded)
    return None if query is None else replace(query, english=english)
