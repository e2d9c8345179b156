"""Zero said in words: 未收到…申请, 没有发生行政复议、行政诉讼, 无收费减免情况.

Zero needs words that name the metric in the same clause. "没有败诉案件" is zero lost cases, not zero cases; a clause
about another year is not about this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.catalogue.rules import rules
from nianbao.figures.lexicon.items import CATEGORIES
from nianbao.figures.lexicon.outcomes import OUTCOMES
from nianbao.figures.lexicon.things import CAUSE, OTHER_REQUEST
from nianbao.model import Span

_NOT = re.compile(
    r"不存在(?=[^,，]{0,6}减免)|并未|均未|从未|尚未|也未|未(?=存在(?=[^,，]{0,12}(?:收费|减免))|收|接|受|发|产|出|有|因|引|办|被|提|收取|向|开展|处理|公开引|查|就|对|予|曾"
    r"|进)|没有|没(?=收|接|受|发|有)|暂无|均无|皆无|也无|亦无|则无|(?<!有)无$|无(?=[^,，]{0,3}(?:依|申|因|公|政|行|人"
    r"|群|收|结|复|诉|举|投|费|减|情|一|上|任|信|涉|发|此|需|向|被|法|其|社|单|企|提|网|书|接))"
)
_ZERO_NUMBER = re.compile(
    r"(?:次数|件数|数量|数|申请|情况|案件)?[^,，]{0,4}(?:均为|皆为|都为|都是|为|是)(?:零"
    r"|0)(?![\d.件条次])|零(?:报告|申请|收费|复议|诉讼|发生|案件|投诉)"
)
# The negation of a clause whose subject was named by the clause before it: "…复议案件,本年度没有发生".
_SUBJECTLESS = re.compile(
    r"20\d\d年度?|截[至止][^,，]{0,12}(?:年底|年末|日|目前)|全年|[本今]年度?|上年度?|年度?内|目前"
    r"|[我本][镇乡县区市局办委院校]|本?(?:单位|机关|街道)|[^,，]{2,8}(?:局|部门|委员会|学校|单位|中心"
    r"|街道|镇|乡)|[一两1]?[件次例项份宗起]|[也均都则皆\s]"
)
_ONLY_NO = re.compile(
    r"(?:没有|没|未|无|从未|尚未|并未|暂无)(?:发生|出现|产生|收到|接到|受理|收|有|涉及"
    r"|提出){0,2}过?(?:此类|相关|上述)?(?:情况|情形|事项)?"
)
_LOST = re.compile(r"败诉")
_OUTCOME = re.compile(r"纠正|纠错|维持|撤销|违法")
_LATE = re.compile(r"超期|逾期|延期|遗漏|瞒报|错报|泄密|失密|违规|不良|不实|负面|异议")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zero:
    metric: str
    at: Span
    label: str = ""


def zeros(folded: str, sentence: Span, *, new_forms: bool = True) -> Iterator[Zero]:
    """The metrics a sentence says are zero, each with the words that say so; several in one clause are possible."""
    previous = None
    for clause in _CLAUSE.finditer(folded, sentence.start, sentence.end):
        start, words = clause.start(), clause[0]
        if not _MAY_DENY.search(words):
            previous = clause
            continue
        if (
            previous is not None
            and _ONLY_NO.fullmatch(_SUBJECTLESS.sub("", words[:60]))
            and not re.search(r"\d(?!\d*年)", previous[0])
        ):
            start, words = previous.start(), folded[previous.start() : clause.end()]
        if previous is not None and _ALL_NIL.search(words):
            start, words = previous.start(), folded[previous.start() : clause.end()]
        if previous is not None and _COLON_NONE.search(words) and folded[start - 1] == ":":
            start, words = previous.start(), "无" + previous[0].lstrip("、.0123456789 ")
            for metric in dict.fromkeys(_zeroed(words, subject="无")):
                yield Zero(metric=metric, at=Span(start=start, end=clause.end()))
            previous = clause
            continue
        for rule, names in _NOTHING:
            if (said := rule.search(words)) is not None:
                yield Zero(metric=names[not new_forms], at=Span(start=start + said.start(), end=start + len(words)))
        for metric, at in _of_results_and_staff(words, new_forms):
            yield Zero(metric=metric, at=Span(start=start + at, end=start + len(words)))
        if (match := _NO_CATEGORY.fullmatch(words)) is not None and not _SECRECY.search(words):
            found = [m for pattern, m in CATEGORIES if pattern.search(match[1])]
            metric = found[0] if found else "proactive_category_count"
            yield Zero(metric=metric, at=Span(start=start, end=start + len(words)), label=match[1])
        for metric, first, last in _in_clause(words):
            yield Zero(metric=metric, at=Span(start=start + first, end=start + last))
        previous = clause


_RULES = rules("rules_prose.toml")
_TWICE, _RESULTS, _STAFF = (_RULES[f"zero.{name}"] for name in ("negated_twice", "results", "staff"))
_SOME_ONLY = _RULES["zero.some_only"]
_CASE_REQUEST = re.compile(r"(?:行政)?复议(?:的)?申请")
_EMPTY = _RULES["zero.empty_section"]
_COLON_NONE = _RULES["zero.colon_none"]
_ALL_NIL = _RULES["zero.times_all_nil"]
# Rule, metric in the forms of 2019 and later, metric before.
_NOTHING = (
    (_RULES["zero.nothing_issued"], ("normative_documents_issued", "normative_documents_made")),
    (_RULES["zero.nothing_refused"], ("denied_total", "reply_refused")),
    (_RULES["zero.no_administrative_fees"], ("administrative_fees_amount", "administrative_fees_amount")),
    (_RULES["zero.no_one_asked"], ("applications_received", "applications_received")),
    (_RULES["zero.none_on_request"], ("applications_received", "applications_received")),
)


def _of_results_and_staff(words: str, new_forms: bool) -> Iterator[tuple[str, int]]:
    """ "没有作出不予公开、不予处理决定", "无专职人员": each kind that is named is zero."""
    if (said := _RESULTS.search(words)) is not None:
        for rule, new, old in OUTCOMES:
            metric = new if new_forms else old
            if metric is not None and rule.search(said["what"]):
                yield metric, said.start()
    if (said := _STAFF.search(words)) is not None:
        yield ("staff_fulltime" if said["kind"] == "专职" else "staff_parttime"), said.start()


def empty_section(heading: str, sentence: str) -> list[str]:
    """The metrics that "无。" alone under a heading says are zero."""
    return [*dict.fromkeys(_zeroed("无" + heading, subject="无"))] if _EMPTY.fullmatch(sentence) else []


# "无机构职能类信息": a category of which nothing was disclosed.
_NO_CATEGORY = re.compile(r"(?:暂|均)?(?:无|没有)([^,，、未无没有]{2,12}类信息)")
# Classes by secrecy divide what was made, not what was disclosed.
_SECRECY = re.compile(r"秘密|涉密|[免不]予")
_MAY_DENY = re.compile("[无没未零0不]")
_CLAUSE = re.compile(r"[^,，;；。:：]+(?:[、](?!未|没|无)[^,，;；。:：]+)*")


def _in_clause(clause: str) -> Iterator[tuple[str, int, int]]:
    negation = _NOT.search(clause)
    if negation is None:
        if _ZERO_NUMBER.search(clause):
            for metric in _zeroed(clause, clause):
                yield metric, 0, len(clause)
        return
    rest = clause[negation.start() :]
    if _TWICE.match(rest):
        return
    if _OTHER_NEED.match(rest) or _COUNTED.search(rest):
        return
    named = rest if _names_something(rest) else clause
    for metric in _zeroed(named, subject=clause[: negation.start()]):
        yield metric, negation.start(), len(clause)


_OTHER_NEED = re.compile(r"(?:没有|未|无)[^,，]{0,6}(?:的|之)(?:要|应|须)|[^,，]{0,20}需要(?:报告|说明)")
_COUNTED = re.compile(r"[1-9]\d*(?:件|条|次|元)")


def _names_something(words: str) -> bool:
    return bool(re.search(r"申请|复议|诉讼|申诉|申述|收费|收取|费用|减免|举报|投诉|结转", words))


def _zeroed(words: str, subject: str) -> Iterator[str]:
    plain = CAUSE.sub("", words)
    if _LATE.search(plain) and not re.search(r"未(?:收到|接到|发生)", plain):
        return
    yield from _cases(plain)
    yield from _fees(plain, subject)
    if re.search(r"结转", plain) and re.search(r"下(?:一)?年|下年度|20\d\d", plain):
        yield "applications_carried_out"
    elif re.search(r"上(?:一)?年[^,，]{0,6}结转|结转上年", subject[-12:] + plain):
        yield "applications_carried_in"
    elif _says_no_application(plain, words) or _no_one_asked(subject, plain):
        yield "applications_received"
    if _ZERO_NUMBER.search(words):
        for word, metric in _ZERO_THINGS:
            if word in words:
                yield metric


_ZERO_THINGS = (
    ("解读", "policy_interpretations_published"),
    ("发布会", "press_conferences_total"),
    ("访谈", "online_interviews_total"),
)


def _cases(plain: str) -> Iterator[str]:
    if re.search(r"(?:复议|诉讼|申诉)[^,，]{0,12}费", plain):
        return  # what is zero is the cost of it
    for word, stem in ((r"复议(?!后)", "reconsiderations"), (r"诉讼|起诉|应诉", "litigation")):
        if not re.search(word, plain) or re.search(r"未经复议|复议后", plain):
            continue
        if _LOST.search(plain):
            yield f"{stem}_lost"
        elif not _OUTCOME.search(plain):
            yield f"{stem}_total"
    if re.search(r"复议[、和及或]{0,2}诉讼|行政复议[、和及或]{0,2}提起诉讼", plain) and not re.search(
        r"诉讼|起诉", plain
    ):
        yield "litigation_total"
    if re.search(r"申诉|申述", plain):
        yield "appeals_total"
    if re.search(r"公开[^,，]{0,6}(?:提出|的)?[^,，]{0,4}咨询$", plain):
        yield "consultations_total"
    if re.search(r"举报|投诉", plain) and not re.search(r"信访举报投诉类", plain):
        yield "complaints_total"


def _fees(plain: str, subject: str) -> Iterator[str]:
    if "行政事业性" in plain or "行政事业性" in subject:
        return
    if "信息处理费" in plain + subject:
        yield "info_processing_fee"
        return
    plain = re.sub(r"减免(?:收费|费用)", "减免", plain)
    if re.search(r"收费|收取[^,，]{0,12}费|费用(?!支出)|收取$|收取[^,，]{0,6}(?:任何)", plain):
        yield "fees_collected"
    if re.search(r"减免", plain):
        yield "fees_waived"


_ASKS_NOT = re.compile(
    r"未向[^,，]{1,12}(?:申请|提出)[^,，]{0,6}(?:公开|信息)|(?:没有"
    r"|无)[^,，]{0,8}(?:主动)?要求[^,，]{0,10}公开(?:政府)?信息"
)


def _no_one_asked(subject: str, plain: str) -> bool:
    """ "申请…一件也没有收到": the applications are named before the negation; or the people who did not apply."""
    if _ASKS_NOT.search(plain):
        return True
    if re.search(r"复议|诉讼|投诉|收费|不予|答复|申请人", subject):
        return False
    said = plain[len(subject) :] if plain.startswith(subject) else plain
    return bool(re.search(r"申请", subject) and _ONLY_NO.fullmatch(_SUBJECTLESS.sub("", said)))


def _says_no_application(plain: str, words: str) -> bool:
    plain = _CASE_REQUEST.sub("复议", OTHER_REQUEST.sub("", plain))
    if _SOME_ONLY.search(plain) and not re.search(r"任何|各种|等[^,，]{0,4}(?:形式|方式|途径)", plain):
        return False
    if not re.search(r"申请|依申请公开", plain):
        return False
    if re.search(
        r"正当理由|申请人[^,，]{0,4}(?:任何)?(?:费|收)|收取|收费|费用|不予(?!公开的申请)|答复不"
        r"|依申请公开信息目录",
        plain,
    ):
        return False
    if re.search(r"申请[^,，、]{0,3}(?:行政)?复议|申请[^,，、]{0,4}诉讼", words) and not re.search(
        r"(?:收到|接到|受理)[^,，、]{0,12}申请[、和及,，]", plain
    ):
        return False
    return bool(
        re.search(
            r"(?:收到|接到|接收|接|受理|发生|办理|出现|产生|处理|提出|提交|主动要求|要求|需要"
            r"|有)[^,，]{0,40}申请",
            plain,
        )
        or re.search(r"^(?:暂|均|也|亦)?无(?:任何)?[^,，、]{0,16}(?:依申请|申请)", plain)
        or re.search(r"申请[^,，]{0,16}(?:为零|为0|零)", plain)
    )
