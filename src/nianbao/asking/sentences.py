"""The answering sentences of retrieved passages: those that hold the question's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nianbao.asking.operations import SUBJECTS
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.model import Hit, Span
from nianbao.text.fold import fold
from nianbao.text.sentences import sentences
from nianbao.text.words import segmented
from nianbao.understanding.metric_linker import reduced

ENOUGH = 0.63
"""Share of the question's content words (by weight) that a sentence and its heading must hold; below it the answer is
that the report does not say.

Set on open questions of six sets over invented and real reports: of 40 with an answer 37 are answered by the right
sentence here (37 from 0.5 on, 35 at 0.67), and of 411 made by asking them of other reports 21 are answered, most of
them because those reports do say it (22 at 0.6, 20 at 0.72). On the 20 written to have no answer none is answered (one
at 0.6)."""

_FAINT = 0.25
"""What a word of the trade weighs beside words that tell something."""

_ASKING = re.compile(
    r"请问|谁来|一?回事|哪个(?:部门|科室|单位)|(?:几|多少)个?人(?!次)|大家|他们|人们|为什么|为何|为啥|怎么样|怎样|怎么|如何|什么|哪些|哪个|哪|谁|多久|多少|几|是否|有没有|难道|情况|方面|主要|具体|关于|涉及|后来|采取|了|吗|呢|的|是|有|在|被|吧|过|那|这|年|"
    r"报告|镇|信息公开|政府信息公开|政务公开|一下|介绍|说说|讲讲|内容|准备|搞|做|弄|[一1][次回]|都是|都|些|啥|儿|隔|当$|里|次|要|没|不"
)
_MEANT = ((re.compile(r"变多|多了|涨了?"), "增加"), (re.compile(r"变少|少了|降了"), "减少"))
"""How people say what reports call otherwise."""
_TOPIC = re.compile(r"涉及|内容|主要(?!是?因|原因)|关于|有关|集中[在于]|方面")
"""What an answer says that tells what requests were about."""
_SAME = (
    ("增加", "上升", "增长", "增多"),
    ("减少", "下降", "降低"),
    ("粉丝", "关注"),
    ("追责", "问责", "追究"),
    ("检查", "督查", "抽查", "督导"),
)
_CAUSE = re.compile(r"因为|由于|原因|因(?!此|政府)|反映出|主要是|系因|导致|鉴于")
_TRADE = frozenset(
    (
        "公开",
        "信息",
        "政府",
        "政务",
        "工作",
        "申请",
        "主动",
        "主动公开",
        "信息公开",
        "政务公开",
        "政府信息",
        "依申请",
        "依申请公开",
        "报告",
        "年报",
        "年度",
        "单位",
        "机关",
        "本机关",
        "全年",
        "数量",
        "进行",
        "开展",
    )
)
"""Words of nearly every sentence of these reports: they tell nothing apart, so that beside others they weigh little."""
_FITTING = (
    (
        re.compile(r"谁|哪个(?:部门|科室|单位|领导|人)"),
        re.compile(r"长|书记|主任|领导|人员|专人|[办局科室股站]|中心|委员|员|干部|小组|牵头"),
    ),
    (
        re.compile(r"多久|几[天日]|多少天|多长"),
        re.compile(
            r"[每逐按]个?[日天周旬月季半年两三]|[日天周月季年]内|小时|工作日|定期|(?<![\d年月])(?:\d{1,2}|[一二两三四五六七八九十])(?:个?[日天周月季]|年)"
        ),
    ),
    (
        re.compile(r"什么时候|何时|哪天|几月"),
        re.compile(r"[\d一二三四五六七八九十][月日号]|[年月]底|[年月]初|上半年|下半年"),
    ),
)
"""What a question asks for and what its answer must therefore hold: somebody, a time span, a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    report_id: str
    span: Span
    text: str
    section: str
    score: float
    affirms: bool


def content_words(question: Question) -> tuple[str, ...]:
    """The words of the question that an answer must be about, asking words and slots left out."""
    bare = re.sub(r"\s+", " ", question.bare)
    plain = fold(bare)
    for pattern, word in _MEANT:
        plain = pattern.sub(word, plain)
    plain = _ASKING.sub(" ", plain)
    for agency in question.agencies:  # 水务局 of 某县水务局 says nothing of what is asked
        said = next((agency.name[i:] for i in range(len(agency.name) - 1) if fold(agency.name[i:]) in plain), None)
        plain = plain.replace(fold(said), " ") if said else plain
    own = fold("".join(a.name + a.full_name for a in question.agencies))
    words = [t for t in _whole(segmented(plain)) if len(t) >= 2 and t not in own and _TELLING.search(t)]
    return tuple(dict.fromkeys(words))


def may_say(words: tuple[str, ...], text: str, enough: float) -> bool:
    """False when not even a report's whole text (folded) holds enough of the words: no sentence of it can."""
    return _share(words, text, "") >= enough


def _whole(pieces: list[str]) -> list[str]:
    """The words, with neighbours that the dictionary leaves single joined to one: 审, 签 is 审签."""
    joined: list[str] = []
    for i, piece in enumerate(pieces):
        if i and _SINGLE.fullmatch(piece) and _SINGLE.fullmatch(pieces[i - 1]):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def best_sentences(
    question: Question, sources: Sources, hits: Sequence[Hit], words: tuple[str, ...], enough: float
) -> list[Sentence]:
    """Sentences of the passages that hold enough of the words, best first; a why needs a cause."""
    found: list[Sentence] = []
    subjects = _asks_subject(question)
    for rank, hit in enumerate(hits):
        report = sources.report(hit.passage.report_id)
        heading = fold(hit.passage.heading_path)
        before = ""
        for span in sentences(report.text, hit.passage.span):
            text = span.of(report.text).strip()
            folded = fold(text)
            last, before = before, folded
            share = _share(words, last + folded if subjects else folded, heading)
            if HOW_MUCH.search(question.bare) and not _counts(words, folded, question.bare):
                continue
            if not _on_subject(question, folded, last):
                continue
            if share < enough or not _fits(question, folded) or len(reduced(text)) < 6 or "|" in text:
                continue
            if text == report.title.strip() or text in hit.passage.heading_path:
                continue
            found.append(
                Sentence(
                    report_id=report.id,
                    span=span,
                    text=text,
                    section=hit.passage.heading_path,
                    score=min(1.0, share * (1 - rank * 0.01)),
                    affirms=not re.search(r"未|没有|无|不", folded),
                )
            )
    return sorted(found, key=lambda s: (-s.score, s.report_id, s.span.start))


def _asks_subject(question: Question) -> bool:
    return bool(question.metrics) and bool(SUBJECTS.search(question.bare))


def _on_subject(question: Question, text: str, before: str) -> bool:
    """What requests were about stands in a sentence of topics, which leans on the one before it unless it counts a
    thing of its own; and the cause of a change stands with the thing that changed."""
    own = [part for w in question.words for part in segmented(w) if len(part) > 1]
    named = not own or any(part in text for part in own)
    if _asks_subject(question):
        requests = (question.metric or "").startswith("application")
        leans = requests and any(part in before for part in own) and not _COUNTED.search(text)
        publishing = (question.metric or "").startswith("proactive")
        strange = publishing and bool(_REQUESTS.search(text)) and not _REQUESTS.search(question.bare)
        return bool(_TOPIC.search(text)) and (named or leans) and not strange
    return named or not (question.asked.why and question.metrics)


def _fits(question: Question, text: str) -> bool:
    """True when the sentence holds the kind of thing the question asks for: a cause, somebody, a span of time."""
    if question.asked.why and not _CAUSE.search(text):
        return False
    return all(held.search(text) for asked, held in _FITTING if asked.search(question.bare))


_TELLING = re.compile(r"[^\W\d_]")
"""A number alone, or a mark, is no word that a sentence could be about."""
_SINGLE = re.compile(
    r"(?![让件去给由对和与及把向用个条家名位被也就还又很最更已将要会能可到从为以上下中人])[\u4e00-\u9fa5]"
)
"""A character that may be half of a word; not one that stands alone in any sentence."""
_REQUESTS = re.compile(r"申请内容|申请人|复议|诉讼|投诉|舆情|热点|关切")
_COUNTED = re.compile(r"\d\s?[条件次个人名场篇期份家项起]")
HOW_MUCH = re.compile(r"多少(?!人知|年)|几(?:条|件|次|个|人|名|场|篇|期|份|家|项|元|万|块)")


_MONEY = re.compile(r"\d[\d.,]*\s?(?:余|多)?\s?[万亿]?元")
_NUMBER = re.compile(r"\d|[一二两三四五六七八九十][件条次个人名场篇期份家项]")


def _counts(words: tuple[str, ...], text: str, bare: str) -> bool:
    """A question for a number is answered only by a clause that counts what it asks about (money in 元)."""
    own = [w for w in words if w not in _TRADE] or list(words)
    unit = _MONEY if re.search(r"多少钱|[几多少]+万?元|几块", bare) else _NUMBER
    return any(unit.search(c) and any(says(w, c) for w in own) for c in re.split(r"[,，;；。:：、]", text))


def _share(words: tuple[str, ...], text: str, heading: str) -> float:
    told = any(w not in _TRADE for w in words)
    weights = [len(w) * (_FAINT if told and w in _TRADE else 1) for w in words]
    held = sum(
        w if says(word, text) else w * 0.6 if word in heading else 0 for word, w in zip(words, weights, strict=True)
    )
    return held / sum(weights)


def says(word: str, text: str) -> bool:
    """True when the text holds the word or one that means the same."""
    return word in text or any(word in same and any(s in text for s in same) for same in _SAME)
