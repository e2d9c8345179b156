"""Zero said in words: 未收到…申请, 没有发生行政复议、行政诉讼, 无收费减免情况.

Zero needs words that name the metric in the same clause. "没有败诉案件" is zero lost cases, not zero cases; a clause
about another year is not about this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.figures import lexicon as lx
from nianbao.model import Span

_NOT = re.compile(
    r"并未|均未|从未|尚未|也未|未(?=收|接|受|发|产|出|有|因|引|办|被|提|收取|向|开展|处理|公开引|查|进)|没有|没(?=收|接|受|发|有)|暂无|均无|皆无|也无|亦无|无(?=[^,，]{0,3}(?:依|申|因|公|政|行|人|群|收|结|复|诉|举|投|费|减|情|一|上|任|信|涉|发|此|需|向|被|法|其|社|单|企|提|网|书|接))"
)
_ZERO_NUMBER = re.compile(r"(?:次数|件数|数量|数|申请|情况|案件)?[^,，]{0,4}(?:均为|皆为|都为|都是|为|是)(?:零|0)(?![\d.件条次])|零(?:报告|申请|收费|复议|诉讼)")
_LOST = re.compile(r"败诉")
_OUTCOME = re.compile(r"纠正|纠错|维持|撤销|违法")
_LATE = re.compile(r"超期|逾期|延期|遗漏|瞒报|错报|泄密|失密|违规|不良|不实|负面|异议")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zero:
    metric: str
    at: Span


def zeros(folded: str, sentence: Span, *, new_forms: bool, heading: str) -> Iterator[Zero]:
    """The metrics a sentence says are zero, each with the words that say so; several in one clause are possible."""
    text = sentence.of(folded)
    for clause in re.finditer(r"[^,，;；。:：]+(?:[、](?!未|没|无)[^,，;；。:：]+)*", text):
        for metric, start, end in _in_clause(clause[0], text, clause.start(), new_forms, heading):
            yield Zero(metric=metric, at=Span(start=sentence.start + start, end=sentence.start + end))


def _in_clause(clause: str, sentence: str, offset: int, new_forms: bool, heading: str) -> Iterator[tuple[str, int, int]]:
    negation = _NOT.search(clause)
    if negation is None:
        if (zero := _ZERO_NUMBER.search(clause)) is not None:
            for metric in _zeroed(clause, sentence[: offset + len(clause)], new_forms, heading):
                yield metric, offset, offset + len(clause)
        return
    rest = clause[negation.start() :]
    if re.match(r"(?:没有|未|无)[^,，]{0,6}(?:的|之)(?:要|应|须)|[^,，]{0,20}需要(?:报告|说明)", rest) or re.search(r"\d", rest.replace("20", "", 1)) and re.search(r"[1-9]\d*(?:件|条|次|元)", rest):
        return
    named = rest if _names_something(rest) else clause
    for metric in _zeroed(named, named, new_forms, heading, subject=clause[: negation.start()]):
        yield metric, offset + negation.start(), offset + len(clause)


def _names_something(words: str) -> bool:
    return bool(re.search(r"申请|复议|诉讼|申诉|申述|收费|收取|费用|减免|举报|投诉|结转", words))


def _zeroed(words: str, before: str, new_forms: bool, heading: str, subject: str = "") -> Iterator[str]:
    plain = lx.CAUSE.sub("", words)
    if _LATE.search(plain) and not re.search(r"未(?:收到|接到|发生)", plain):
        return
    yield from _cases(plain)
    yield from _fees(plain, subject, heading)
    if re.search(r"结转", plain) and re.search(r"下(?:一)?年|下年度|20\d\d", plain):
        yield "applications_carried_out"
    elif re.search(r"上(?:一)?年[^,，]{0,6}结转|结转上年", plain):
        yield "applications_carried_in"
    elif _says_no_application(plain, words):
        yield "applications_received"
    if re.search(r"解读", before) and _ZERO_NUMBER.search(words):
        yield "policy_interpretations_published"
    if re.search(r"发布会", before) and _ZERO_NUMBER.search(words):
        yield "press_conferences_total"
    if re.search(r"访谈", before) and _ZERO_NUMBER.search(words):
        yield "online_interviews_total"


def _cases(plain: str) -> Iterator[str]:
    for word, stem in ((r"复议(?!后)", "reconsiderations"), (r"诉讼|起诉|应诉", "litigation")):
        if not re.search(word, plain) or re.search(r"未经复议|复议后", plain):
            continue
        if _LOST.search(plain):
            yield f"{stem}_lost"
        elif not _OUTCOME.search(plain):
            yield f"{stem}_total"
    if re.search(r"复议[、和及或]{0,2}诉讼|行政复议[、和及或]{0,2}提起诉讼", plain) and not re.search(r"诉讼|起诉", plain):
        yield "litigation_total"
    if re.search(r"申诉|申述", plain):
        yield "appeals_total"
    if re.search(r"举报|投诉", plain) and not re.search(r"信访举报投诉类", plain):
        yield "complaints_total"


def _fees(plain: str, subject: str, heading: str) -> Iterator[str]:
    if "行政事业性" in plain or "行政事业性" in subject:
        return
    if "信息处理费" in plain + subject:
        yield "info_processing_fee"
        return
    if re.search(r"收费|收取[^,，]{0,12}费|费用|收取$|收取[^,，]{0,6}(?:任何)", plain):
        yield "fees_collected"
    if re.search(r"减免", plain):
        yield "fees_waived"


def _says_no_application(plain: str, words: str) -> bool:
    if not re.search(r"申请|依申请公开", plain):
        return False
    if re.search(r"正当理由|申请人[^,，]{0,4}(?:任何)?(?:费|收)|收取|收费|费用|不予|答复不|依申请公开信息目录", plain):
        return False
    if re.search(r"申请[^,，、]{0,3}(?:行政)?复议|申请[^,，、]{0,4}诉讼", words) and not re.search(r"(?:收到|接到|受理)[^,，、]{0,12}申请[、和及,，]", plain):
        return False
    return bool(
        re.search(r"(?:收到|接到|接收|接|受理|发生|办理|出现|产生|处理|提出|提交|主动要求|要求|需要|有)[^,，]{0,40}申请", plain)
        or re.search(r"^(?:暂|均|也|亦)?无(?:任何)?[^,，、]{0,16}(?:依申请|申请)", plain)
        or re.search(r"申请[^,，]{0,16}(?:为零|为0|零)", plain)
    )
