"""A question in words to a `Question`: agencies, years, metrics, operation; a turn before fills what is left out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from nianbao.asking import operations as ops
from nianbao.asking.asked_metrics import asked_term, chosen_metrics, compared_terms, matches, pieces_of, rest_of
from nianbao.asking.following import Filter, Slot, filled
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.directory.found import Named
from nianbao.directory.naming import Agency
from nianbao.model import Span
from nianbao.text.fold import fold
from nianbao.understanding.asked_years import asked_years
from nianbao.understanding.metric_linker import APPLICANT_WORDS, Match

_DIALECT = (
    ("有冇", "有没有"),
    ("冇", "没有"),
    ("嗰", "那"),
    ("咩", "什么"),
    ("啥子", "什么"),
    ("好多条", "多少条"),
    ("好多件", "多少件"),
    ("打听些什么", "主要涉及什么"),
    ("打听些啥", "主要涉及什么"),
    ("打听什么", "主要涉及什么"),
    ("打听啥", "主要涉及什么"),
    ("问些什么", "主要涉及什么"),
    ("问些啥", "主要涉及什么"),
    ("资讯", "信息"),
    ("啥", "什么"),
    ("咋", "怎么"),
    ("多长时间", "多久"),
)
_GROUP = re.compile(
    r"(?:各|每个|所有|全部|哪个|哪些|哪几个|哪家|哪几家|几个|两个|三个|这些|那些|多少个|有几个|有几家)(?:的)?"
    r"(?:乡镇|镇|乡|街道|单位|机关|部门|地方|报告|局|县|区)|有(?:几|多少)家|(?:有几个|有多少个)(?=没|未|有|收到|被|超|不)|[两三]个?镇|[两三]地|乡镇里|各地|所有的?报告|库里|谁[^,，]{0,10}最|"
    r"\b(?:which|each|every|all) (?:town|agenc|count|report|bureau)"
)
_RANKED = re.compile(
    r"(?:镇|乡|街道|单位|机关|局)有(?:几|多少)[个家]|排(?:名|第|前|行)|前[两二三四五六七八九十\d]{1,2}[名位家个]"
)
_KINDS = (
    (("镇", "乡"), re.compile(r"镇|乡镇|\btown")),
    (("街道",), re.compile(r"街道")),
    (("局", "委"), re.compile(r"局|部门|\bbureau")),
    (("县", "区", "市"), re.compile(r"[各哪]个?[县区市]")),
)
_NUMBER = re.compile(r"(?<![\d.])\d{1,6}(?![\d.])")
# A name in an English question that no agency of the index bears must be said to be unknown.
_FOREIGN = re.compile(
    r"\b(?!which|each|every|all|the|this|that|what|any)[a-z]{3,20} (?:town|township|county|district|subdistrict|"
    r"city|bureau)\b"
)
_IN_REPORT = re.compile(r"(?:政府)?(?:年度)?报告(?=[里中上])")
_WITHIN = re.compile(r"各|哪个|哪些|每个|下属|辖|\b(?:which|each|every|all)\b")
_UNIT = re.compile(r"[几少]([条件])")
_DESCRIBED = 2
"""So many characters that no slot explains may describe a figure."""
_WHICH_OF_BOTH = re.compile(
    r"\W*(?:那么?|这?两[个者种])?(?:哪一?[个种项边]|谁)(?:的|更|最|比较)?[多少高低大小](?:呢|些|一些|\W)*"
)
_CONTACT = ("contact_", "website_url", "report_date", "stat_")


def understand(
    text: str,
    sources: Sources,
    *,
    before: Question | None = None,
    chosen: Filter | None = None,
    today: date,
    leaving: Collection[Slot] = (),
) -> Question:
    """Take a question apart; the words of the slots `leaving` are not read. Deterministic for the same index,
    question, turn before and day."""
    folded = _left(_plain_words(text), leaving, sources, today)
    english = is_english(folded)
    named = sources.agencies.find(folded)
    if english and not named.agencies:
        latin = sources.agencies.latin(folded)
        foreign = () if latin else tuple(m[0] for m in _FOREIGN.finditer(folded))
        named = Named(agencies=latin, unknown=foreign)
    bare = without(folded, named.spans)
    held, talked = (before.agencies, before.talked or before.years) if before else ((), ())
    asked = asked_years(bare, named.agencies or held, today, talked, before.years if before else ())
    bare = _IN_REPORT.sub(lambda m: " " * len(m[0]), without(bare, asked.spans))
    agencies, scope, group = _group(named, bare)
    found = matches(bare, sources, english, before)
    metrics, words = chosen_metrics(found, bare, sources)
    # A question that names an agency, indexed or not, asks for its report and not for the law.
    term = asked_term(bare, sources, bool(agencies or named.unknown or group))
    own = bool(agencies) or (term is not None and "区别" in term.term)
    terms = () if own else compared_terms(bare, sources)
    term = terms[0] if terms else term
    question = Question(
        text=text, folded=folded, agencies=agencies, unknown=named.unknown, corrected=named.corrected,
        candidates=named.homonyms, years=asked.values, metrics=metrics, words=words,
        applicant=sources.matcher.applicant(bare), asked=ops.Asked(operation="explain"), group=group,
        kinds=_kinds(bare) if group else (), scope=scope, term=term, terms=terms, bare=bare,
        pieces=pieces_of(bare), rest=rest_of(APPLICANT_WORDS.sub("", bare), words),
        said=tuple(int(n) for n in _NUMBER.findall(bare)), notes=asked.notes + _slips(found), english=english,
        names={m.id: m.short for m in sources.catalogue.metrics.values()},
    )  # fmt: skip
    question = _with_kin(question, sources, before)
    question = _with_meaning(question, sources, bool(found) and not found[0].weak)
    question = _with_operation(_with_part(filled(question, sources, before, chosen), sources), sources)
    return _as_rate(_of_both(question, before), before)


def _of_both(question: Question, before: Question | None) -> Question:
    """哪个多 after two figures of one report compares them."""
    if before is None or len(before.beside) != 2 or not _WHICH_OF_BOTH.fullmatch(question.bare):
        return question
    return replace(question, metrics=before.beside, asked=replace(question.asked, operation="compare"))


def _as_rate(question: Question, before: Question | None) -> Question:
    """百分比呢 after a change asks for the same change in percent."""
    changed = before is not None and before.asked.operation == "change" and "metric" in question.inherited
    if (
        not (changed and question.asked.percent and question.asked.operation in ("lookup", "share"))
        or "占" in question.bare
    ):
        return question
    return replace(question, asked=replace(question.asked, operation="change"))


def _left(folded: str, leaving: Collection[Slot], sources: Sources, today: date) -> str:
    """The question without the words that name slots; without its metric only agencies and years are left of it."""
    if not leaving:
        return folded
    names = sources.agencies.find(folded).spans
    years = asked_years(without(folded, names), (), today, ()).spans
    if "metric" in leaving:
        kept = [span for slot, spans in (("agency", names), ("year", years)) if slot not in leaving for span in spans]
        return " ".join(span.of(folded) for span in sorted(kept, key=lambda span: span.start))
    return without(folded, (names if "agency" in leaving else ()) + (years if "year" in leaving else ())).strip()


def _group(named: Named, bare: str) -> tuple[tuple[Agency, ...], str | None, bool]:
    """Agencies, scope and whether a group is meant: in "青澜县各镇" the county is where the group lies."""
    said = _GROUP.search(bare) or (not named.agencies and _RANKED.search(bare))
    group = bool(said) and not named.unknown and not _one_of_its_own(bare)
    if group and len(named.agencies) == 1 and named.agencies[0].kind in ("县", "区", "市") and _WITHIN.search(bare):
        return (), fold(named.agencies[0].name), group
    return named.agencies, named.scope, group


def _plain_words(text: str) -> str:
    folded = fold(text)
    for word, plain in _DIALECT:
        folded = folded.replace(word, plain)
    return ops.INJECTION.sub("", folded).strip()


def is_english(folded: str) -> bool:
    return len(re.findall(r"[a-z]", folded)) > 2 * len(re.findall(r"[\u4e00-\u9fa5]", folded)) and len(folded) > 6


def without(text: str, spans: tuple[Span, ...]) -> str:
    """The text with the spans blanked out, lengths kept."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(characters)


def _one_of_its_own(bare: str) -> bool:
    return bool(re.search(r"哪个(?:部门|科室)(?:联系|负责|管)|找哪个|哪些方面|哪个部门", bare))


def _kinds(bare: str) -> tuple[str, ...]:
    for kinds, pattern in _KINDS:
        if pattern.search(bare) and not re.search(r"单位|机关|地方|报告", bare):
            return kinds
    return ()


def _slips(found: tuple[Match, ...]) -> tuple[str, ...]:
    """What the first metric's words were taken for."""
    return tuple(f"“{m.words}”按“{m.slip}”理解" for m in found[:1] if m.slip is not None)


def _with_kin(question: Question, sources: Sources, before: Question | None) -> Question:
    """After a count of items, 不予公开的有几条 asks for its part in items, not for the refused requests in cases."""
    asked = _UNIT.search(question.bare)
    if before is None or before.metric is None or asked is None or len(question.metrics) != 1 or question.agencies:
        return question
    metric = question.metrics[0]
    part = sources.matcher.part_of(before.metric, question.words[0], question.bare) if question.words else None
    units = {m: sources.catalogue.metric(m).unit for m in (metric, part) if m}
    if part is None or units[metric] == asked[1] or units[part] != asked[1]:
        return question
    return replace(question, metrics=(part,))


def _with_meaning(question: Question, sources: Sources, named: bool) -> Question:
    """The metric that the question means without naming it; it is told, since it may be another than the asker's."""
    outside = ops.OUT_OF_SCOPE.search(question.folded) or ops.PERSONAL.search(question.folded)
    others = ops.META.search(question.bare) or ops.FUTURE.search(question.folded) or outside
    if named or question.english or question.term is not None or others or len(question.rest) < _DESCRIBED:
        return question
    near = sources.meanings.find(question.bare)
    if near is None:
        return question
    note = f"“{question.bare.strip(' ?？。')}”按“{question.names[near.metric]}”理解"
    return replace(question, metrics=(near.metric,), words=(), rest="", meant=near.words, notes=(*question.notes, note))


def _with_part(question: Question, sources: Sources) -> Question:
    """A part of the metric that the words left over name: 复议还有几件没审结."""
    if question.metric is None or len(question.metrics) > 1 or "metric" in question.inherited:
        return question
    part = sources.matcher.part_of(question.metric, question.rest, question.bare)
    return replace(question, metrics=(part,), rest="") if part else question


def _with_operation(question: Question, sources: Sources) -> Question:
    kinds = [sources.catalogue.metric(m).kind for m in question.metrics]
    numeric = bool(kinds) and kinds[0] != "text"
    if question.applicant is not None and not numeric:
        question = replace(question, metrics=("applications_received", *question.metrics))
        numeric = True
    asked = ops.operation(
        question.bare, agencies=len(question.agencies), years=len(question.years), numeric=numeric,
        text_metric=bool(kinds) and not numeric, contact=(question.metric or "").startswith(_CONTACT),
        group=question.group, metrics=len(question.metrics),
    )  # fmt: skip
    if asked.operation == "change" and "增/减" in sources.catalogue.metric(question.metric or "").zh:
        asked = replace(asked, operation="lookup")  # the metric is itself a change, stated in one report
    if question.term is not None:
        asked = replace(asked, operation="define")
    elif ops.META.search(question.bare) and not (numeric and not ops.META_SURELY.search(question.bare)):
        asked = replace(asked, operation="meta")
    return replace(question, asked=asked)
