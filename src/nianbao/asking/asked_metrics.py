"""Which metrics or glossary term a question means, and which of its words nothing explains."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.asking import operations as ops
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.catalogue import Term
from nianbao.understanding.metric_linker import APPLICANT_WORDS, CATEGORY, Match, reduced

_STOP_WORDS = re.compile(
    r"一?回事|走势|说错了?|打错了?字?了?|搞错了?|我?问的?|隔壁|换成|改成|往外头?|兹|安排|告知|之|大约|全[县市区镇乡]|全街道|"
    r"请问|问一?下|查一?下|帮我|告诉我|我想|想知道|想|知道|一下|麻烦|谢谢|您好|你好|贵|你们|我们|他们|咱们|咱|那边|那儿|那里|这边|那个|这个|那么|那|这|该|呢|吗|嘛|啊|呀|哦|吧|啦|的|"
    r"了|过|着|得|地|是|有|在|于|和|与|跟|及|或|被|把|对|从|到|向|为|以|就|都|也|还|又|再|很|只|才|并|而|但|要|会|能|可以|可|应该|给|让|其中|里面|里|中|内|上|下|时|时候|"
    r"当时|后来|目前|现在|一年|全年|年度|当年|年|月|日"
    r"|多少|几|哪些|哪个|哪|什么|怎么样|怎么|怎样|如何|为什么|谁|何|多大|多|少|若干|数量|数目|总数|数|量|总|一共|共|合计|总共|总计|到底|究竟|大概|具体|分别|各|主要|关于|涉及|方面|"
    r"情况|相关|有关|内容|部分|工作|政府|信息|政务|公开|条|件|次|个|份|人|篇|期|元|万元|人次|宗|项|起|家|位|名|场|类|信|息|占|百分之|比例|比|较|率|几成|没有|没|不|未|无|非|别|"
    r"发布|发了|发|收到|收|递交|递|办|做|搞|弄|提交|提|用|按|说|写|报告|年报|里头|单独|另外|进行|开展|组织|举行|举办|通过|因|由|等|难道|请|个人|自己|直接|应|该|本|全|所有|每|第|一|二|两|"
    r"三|四|五|六|七|八|九|十|百|千|万|零|〇|\d+|[a-z]+|[^\u4e00-\u9fa5]"
)

# Words that come between those of a rule: 应当在20天内答复.
_MODAL = re.compile(r"之?内|必须|应当|应该|[能会]|可以")


_DIFFERENCE = re.compile(
    r"(?P<one>[\u4e00-\u9fa5]{2,12}?)(?:和|与|跟|同)(?P<other>[\u4e00-\u9fa5]{2,12}?)(?:之间)?(?:的|有|是)*(?:什么)?"
    r"(?:区别|不同|差别)"
)


def asked_term(bare: str, sources: Sources, agency: bool) -> Term | None:
    """The glossary entry asked for: its name with a word of defining, or one of its whole ways of asking."""
    text = _MODAL.sub("", reduced(bare))
    defining = bool(ops.DEFINE.search(bare))
    if agency and not re.search(r"什么意思|含义|是指|定义|指什么", bare):
        return None
    best: tuple[int, Term] | None = None
    for term in sources.catalogue.terms:
        for name in (term.term, *term.aliases):
            core = _MODAL.sub("", reduced(name))
            whole = max(len(core), len(name) - 1) >= 4 and name != term.term and not defining
            if (
                core
                and core in text
                and (defining or (whole and _asks_rule(bare)))
                and (best is None or len(core) > best[0])
            ):
                best = (len(core), term)
    return best[1] if best else None


def compared_terms(bare: str, sources: Sources) -> tuple[Term, ...]:
    """The two glossary entries whose difference is asked (不予公开和不予处理有什么区别); () otherwise."""
    match = _DIFFERENCE.search(bare)
    found = [asked_term(f"什么是{match[name]}", sources, False) for name in ("one", "other")] if match else []
    terms = tuple(t for t in found if t is not None)
    return terms if len(terms) == 2 and terms[0] != terms[1] else ()


def _asks_rule(bare: str) -> bool:
    return bool(
        re.search(
            r"多少天|几天|多久|期限|要不要|必须|应当|应该|怎么|如何|能不能|可不可以|可以|谁|一般|区别|几月|什么时候|哪些|收不收|要交|多少钱|为什么|是不是|吗|几号",
            bare,
        )
    )


def matches(bare: str, sources: Sources, english: bool, before: Question | None) -> tuple[Match, ...]:
    if english:
        return sources.matcher.english(bare) or sources.matcher.in_pinyin(bare)
    if _CHANNELS.search(bare) and not re.search(r"申请|多少|几条", bare):
        bare = "公开渠道"
    words = _EACH_YEAR.sub("", APPLICANT_WORDS.sub("", bare))
    found = sources.matcher.find(_asked_part(words), before.metric if before else None)
    if found and found[0].metric == "proactive_disclosures_total" and _SINCE.search(bare):
        found = (replace(found[0], metric="proactive_disclosures_cumulative"), *found[1:])
    if not found or found[0].weak:
        slips = sources.matcher.respelled(bare) or sources.matcher.redrawn(bare, least=3 if found else 2)
        slips = tuple(m for m in slips if m.slip is None or m.words != m.slip)
        if slips:
            return slips
    return found


def _asked_part(bare: str) -> str:
    """Of a premise and a question ("收到2件，是不是网站只公开了2条"), the question."""
    match = re.search(r"[,，](?=[^,，]{0,6}(?:是不是|是否|是开|是说|难道|也就是))", bare)
    return bare[match.end() :] if match else bare


_SINCE = re.compile(r"算起|以来|至今为止|到现在为止")
_CHANNELS = re.compile(r"(?:哪[些几]个?|什么)(?:渠道|途径|平台|形式|方式)")
# Over the years, unless a cumulative figure is meant.
_EACH_YEAR = re.compile(r"(?:历年|逐年|各年)(?!来|累计|总)")
_LISTS = re.compile(r"[、和与跟]|(?<!涉)及|各|分别")
_SEPARATOR = re.compile(r"[、,，和与跟]|以及|(?<!涉)及")
_VERSUS = re.compile(r"^(?P<first>[^,，]{2,20}?)(?:比|还是)(?P<second>[^,，]{2,20}?)(?:[多少高低大]|$)")
# What the items of an enumeration share stands behind the last: 当面、网络、邮寄申请.
_HEAD = re.compile(r"申请|复议|诉讼|公开|发布")


def pieces_of(bare: str) -> tuple[str, ...]:
    """The items a question lists, each with the head they share; () when it lists nothing."""
    if "占" in bare or not _LISTS.search(bare):
        return ()
    pieces = [p for p in _SEPARATOR.split(bare) if p.strip()]
    if len(pieces) < 2:
        return ()
    head = _HEAD.search(pieces[-1])
    if head is None:
        return tuple(pieces)
    return tuple(p if _HEAD.search(p) else p.rstrip() + head[0] for p in pieces)


def chosen_metrics(matches: tuple[Match, ...], bare: str, sources: Sources) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The best metric first; further ones only where the question lists or opposes several (A、B各多少; A比B多)."""
    words = tuple(m.words for m in matches)
    for pieces in (_opposed(bare), pieces_of(bare)):
        found = [(f[0], piece) for piece in pieces if (f := sources.matcher.find(piece))]
        strong = [not m.weak or not rest_of(piece, (m.words,)) for m, piece in found if m.metric != CATEGORY]
        best = [m for m, _ in found if m.metric != CATEGORY]
        listed = tuple(dict.fromkeys(m.metric for m in best))
        if len(listed) > 1 and sum(strong) * 2 > len(best):
            return listed, tuple(m.words for m in best) + words
    return ((matches[0].metric,), words) if matches else ((), ())


def _opposed(bare: str) -> tuple[str, ...]:
    match = _VERSUS.search(bare.strip())
    return (match["first"], match["second"]) if match else ()


def rest_of(bare: str, words: tuple[str, ...]) -> str:
    """What no slot explains: the question without the metric's words and without words of asking."""
    text = reduced(bare)
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "。", 1)
    return "".join(c for c in _STOP_WORDS.sub("", text) if c != "。")
