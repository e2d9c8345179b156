"""A question in words to a `Question`: agencies, years, metrics, operation; what is missing comes from the turn before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nianbao.asking import operations as ops
from nianbao.asking.agencies import Agency, Named
from nianbao.asking.metrics import Match, reduced
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.catalogue import Term
from nianbao.model import Span
from nianbao.text.fold import fold
from nianbao.text.years import Year, years

_DIALECT = (("有冇", "有没有"), ("冇", "没有"), ("嗰", "那"), ("咩", "什么"), ("啥子", "什么"), ("好多条", "多少条"), ("好多件", "多少件"))
_GROUP = re.compile(
    r"(?:各|每个|所有|全部|哪个|哪些|哪几个|哪家|哪几家|几个|两个|三个|这些|那些|多少个|有几个|有几家)(?:的)?(?:乡镇|镇|乡|街道|单位|机关|部门|地方|报告|局|县|区)|[两三]个?镇|[两三]地|乡镇里|各地|所有的?报告|库里|谁[^,，]{0,10}最"
)
_KINDS = (("镇乡", re.compile(r"镇|乡镇")), ("街道", re.compile(r"街道")), ("局委", re.compile(r"局|部门")), ("县区市", re.compile(r"[各哪]个?[县区市]")))
_SPAN_OF_YEARS = re.compile(r"到|至|-|~|—")
_STOP_WORDS = re.compile(
    r"请问|问一?下|查一?下|帮我|告诉我|我想|想知道|想|知道|一下|麻烦|谢谢|您好|你好|贵|你们|我们|他们|咱们|咱|那边|那儿|那里|这边|那个|这个|那么|那|这|该|呢|吗|嘛|啊|呀|哦|吧|啦|的|了|过|着|得|地|是|有|在|于|和|与|跟|及|或|被|把|对|从|到|向|为|以|就|都|也|还|又|再|很|只|才|并|而|但|要|会|能|可以|可|应该|给|让|其中|里面|里|中|内|上|下|时|时候|当时|后来|目前|现在|一年|全年|年度|当年|年|月|日"
    r"|多少|几|哪些|哪个|哪|什么|怎么样|怎么|怎样|如何|为什么|谁|何|多大|多|少|若干|数量|数目|总数|数|量|总|一共|共|合计|总共|总计|到底|究竟|大概|具体|分别|各|主要|关于|涉及|方面|情况|相关|有关|内容|部分|工作|政府|信息|政务|公开|条|件|次|个|份|人|篇|期|元|万元|人次|宗|项|起|家|位|名|场|类|信|息|占|百分之|比例|比|较|率|几成|没有|没|不|未|无|非|别|发布|发了|发|收到|收|办|做|搞|弄|提交|提|用|按|说|写|报告|年报|里头|单独|另外|进行|开展|组织|举行|举办|通过|因|由|等|难道|请|个人|自己|直接|应|该|本|全|所有|每|第|一|二|两|三|四|五|六|七|八|九|十|百|千|万|零|〇|\d+|[a-z]+|[^\u4e00-\u9fa5]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the page has chosen: fills the slots that a question leaves open."""

    agency: str | None = None
    year: int | None = None


def understand(text: str, sources: Sources, *, before: Question | None = None, chosen: Filter | None = None, today: date) -> Question:
    """Take a question apart. Deterministic for the same index, question, turn before and day."""
    folded = _plain_words(text)
    notes: list[str] = []
    named = sources.agencies.find(folded)
    english = _is_english(folded)
    if english and not named.agencies:
        named = Named(agencies=sources.agencies.latin(folded))
    bare = _without(folded, named.spans)
    found_years, year_spans, year_notes = _years(bare, named.agencies, before, today)
    notes += year_notes
    bare = _without(bare, year_spans)
    group = bool(_GROUP.search(bare)) and not named.unknown and not _one_of_its_own(bare)
    scope = named.scope
    agencies = named.agencies
    if group and len(agencies) == 1 and agencies[0].kind in ("县", "区", "市") and re.search(r"各|哪个|哪些|每个|下属|辖", bare):
        scope, agencies = fold(agencies[0].name), ()
    term = _term(bare, sources, bool(agencies))
    matches = _matches(bare, sources, english, before)
    metrics, words = _chosen_metrics(matches, bare, sources)
    question = Question(
        text=text,
        folded=folded,
        agencies=agencies,
        unknown=named.unknown,
        corrected=named.corrected,
        candidates=named.homonyms,
        years=found_years,
        metrics=metrics,
        words=words,
        applicant=sources.matcher.applicant(bare),
        asked=ops.Asked(operation="explain"),
        group=group,
        kinds=_kinds(bare) if group else (),
        scope=scope,
        term=term,
        bare=bare,
        rest=_rest(bare, words),
        said=tuple(int(n) for n in re.findall(r"(?<![\d.])\d{1,6}(?![\d.])", bare)),
        notes=tuple(notes),
        names={m.id: m.short for m in sources.catalogue.metrics.values()},
        english=english,
    )
    question = _filled(question, sources, before, chosen)
    return _with_operation(question, sources)


def _plain_words(text: str) -> str:
    folded = fold(text)
    for word, plain in _DIALECT:
        folded = folded.replace(word, plain)
    return ops.INJECTION.sub("", folded).strip()


def _is_english(folded: str) -> bool:
    return len(re.findall(r"[a-z]", folded)) > 2 * len(re.findall(r"[\u4e00-\u9fa5]", folded)) and len(folded) > 6


def _without(text: str, spans: tuple[Span, ...]) -> str:
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
            return tuple(kinds)
    return ()


def _years(bare: str, agencies: tuple[Agency, ...], before: Question | None, today: date) -> tuple[tuple[int, ...], tuple[Span, ...], list[str]]:
    found = years(bare)
    spans = tuple(y.span for y in found)
    notes: list[str] = []
    values = _expanded(found, bare)
    for word, back in (("今年", 0), ("本年", 0), ("去年", 1), ("前年", 2)):
        position = bare.find(word)
        if position >= 0 and not values and not re.search(r"比\s?" + word, bare):
            values = [today.year - back]
            notes.append(f"“{word}”按今天的日期算，是{today.year - back}年")
            spans += (Span(start=position, end=position + len(word)),)
    if not values and (match := re.search(r"(?:近|这|最近|前)([两二三四五])年", bare)):
        count = "零一二三四五".index(match[1]) if match[1] != "两" else 2
        held = sorted({y for a in agencies or (before.agencies if before else ()) for y in a.years})
        values = held[-count:]
        spans += (Span(start=match.start(), end=match.end()),)
    return tuple(dict.fromkeys(values)), spans, notes


def _expanded(found: tuple[Year, ...], bare: str) -> list[int]:
    """2020到2023 names four years; 2021、2023 two."""
    values: list[int] = []
    for i, year in enumerate(found):
        if i and _SPAN_OF_YEARS.search(between := bare[found[i - 1].span.end : year.span.start]) and len(between) <= 6:
            values.extend(range(found[i - 1].value + 1, year.value))
        values.append(year.value)
    if len(found) == 1 and (match := re.match(r"\s?[到至\-~]\s?(\d{2})(?!\d)", bare[found[0].span.end :])):
        values.extend(range(found[0].value + 1, 2001 + int(match[1])))
    return values


def _term(bare: str, sources: Sources, agency: bool) -> Term | None:
    """The glossary entry asked for: its name with a word of defining, or one of its whole ways of asking."""
    text = reduced(bare)
    defining = bool(ops.DEFINE.search(bare))
    if agency and not re.search(r"什么意思|含义|是指|定义|指什么", bare):
        return None
    best: tuple[int, Term] | None = None
    for term in sources.catalogue.terms:
        for name in (term.term, *term.aliases):
            core = reduced(name)
            whole = len(core) >= 4 and name != term.term and not defining
            if core and core in text and (defining or (whole and _asks_rule(bare))) and (best is None or len(core) > best[0]):
                best = (len(core), term)
    return best[1] if best else None


def _asks_rule(bare: str) -> bool:
    return bool(re.search(r"多少天|几天|多久|期限|要不要|必须|应当|应该|怎么|如何|能不能|可不可以|可以|谁|一般|区别|几月|什么时候|哪些|收不收|要交|为什么|是不是|吗|几号", bare))


def _matches(bare: str, sources: Sources, english: bool, before: Question | None) -> tuple[Match, ...]:
    if english:
        return sources.matcher.english(bare)
    words = re.sub(r"历年|逐年|各年", "", bare) if re.search(r"趋势|走势|变化|怎么变", bare) else bare
    found = sources.matcher.find(_asked_part(words), before.metric if before else None)
    if not found or found[0].weak:
        respelled = sources.matcher.respelled(bare)
        if respelled:
            return respelled
    return found


def _asked_part(bare: str) -> str:
    """Of a premise and a question ("收到2件，是不是网站只公开了2条"), the question."""
    match = re.search(r"[,，](?=[^,，]{0,6}(?:是不是|是否|是开|是说|难道|也就是))", bare)
    return bare[match.end() :] if match else bare


def _chosen_metrics(matches: tuple[Match, ...], bare: str, sources: Sources) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The best metric first; further ones only where the question lists several (A、B各多少; A占B)."""
    words = tuple(m.words for m in matches)
    if re.search(r"[、和与]|(?<!涉)及|各|分别", bare) and "占" not in bare:
        best = [found[0] for piece in re.split(r"[、,，和与]|(?<!涉)及", bare) if (found := sources.matcher.find(piece))]
        listed = tuple(dict.fromkeys(m.metric for m in best))
        if len(listed) > 1 and sum(not m.weak for m in best) * 2 > len(best):
            return listed, tuple(m.words for m in best) + words
    return ((matches[0].metric,), words) if matches else ((), ())


def _rest(bare: str, words: tuple[str, ...]) -> str:
    """What no slot explains: the question without the metric's words and without words of asking."""
    text = reduced(bare)
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "。", 1)
    return "".join(c for c in _STOP_WORDS.sub("", text) if c != "。")


def _filled(question: Question, sources: Sources, before: Question | None, chosen: Filter | None) -> Question:
    """Empty slots from the page's filter and the turn before; generic words (镇里, 教育局) to their candidates."""
    from dataclasses import replace

    inherited: list[str] = []
    changes: dict[str, object] = {}
    asks_elsewhere = question.group or question.unknown or question.candidates or question.term is not None
    if not question.agencies and not asks_elsewhere and not ops.META.search(question.bare):
        if before and before.agencies:
            changes["agencies"] = before.agencies
            inherited.append("agency")
        elif chosen and chosen.agency and (held := sources.agencies.find(fold(chosen.agency)).agencies):
            changes["agencies"] = held
            inherited.append("agency")
    agencies = changes.get("agencies", question.agencies)
    if not question.years and not asks_elsewhere or (not question.years and question.group and before and before.years):
        if before and before.years and agencies and (not question.agencies or not question.metrics or _held(question, before.years)):
            changes["years"] = before.years
            inherited.append("year")
        elif chosen and chosen.year:
            changes["years"] = (chosen.year,)
            inherited.append("year")
    if not question.metrics and before and before.metric and (part := sources.matcher.part_of(before.metric, question.rest)):
        changes["metrics"] = (part,)
    elif not question.metrics and before and before.metrics and _elliptic(question):
        changes["metrics"] = before.metrics
        changes["label"] = before.label
        if question.applicant is None and not re.search(r"一共|总", question.bare):
            changes["applicant"] = before.applicant
        inherited.append("metric")
    if not agencies and not question.group and not question.unknown and not question.candidates and question.term is None:
        candidates = sources.agencies.of_kind(question.bare)
        if candidates is not None and len(candidates) == 1:
            changes["agencies"] = candidates
        elif candidates:
            changes["candidates"] = candidates
    return replace(question, **changes, inherited=tuple(inherited))  # type: ignore[arg-type]


def _held(question: Question, wanted: tuple[int, ...]) -> bool:
    """True when the agencies that a whole new question names have reports of the years talked about before."""
    return all(set(wanted) <= set(a.years) for a in question.agencies)


def _elliptic(question: Question) -> bool:
    """A follow-up that names no thing of its own: 那2023年呢, 城东街道呢, 比上一年多多少."""
    if not question.english and not re.search(r"[\u4e00-\u9fa5]", question.folded):
        return False
    return len(question.rest) <= 1 or bool(re.search(r"比上|加起来|等于", question.bare) and len(question.rest) <= 8)


def _with_operation(question: Question, sources: Sources) -> Question:
    from dataclasses import replace

    kinds = [sources.catalogue.metric(m).kind for m in question.metrics]
    numeric = bool(kinds) and kinds[0] != "text"
    if question.applicant is not None and (not question.metrics or not numeric):
        question = replace(question, metrics=("applications_received", *question.metrics))
        numeric = True
    contact = bool(question.metric) and str(question.metric).startswith(("contact_", "website_", "report_date", "stat_"))
    asked = ops.operation(
        question.bare,
        agencies=len(question.agencies),
        years=len(question.years),
        numeric=numeric,
        text_metric=bool(kinds) and not numeric,
        contact=contact,
        group=question.group,
    )
    if question.term is not None:
        asked = replace(asked, operation="define")
    elif ops.META.search(question.bare) and not numeric_figure(question, numeric):
        asked = replace(asked, operation="meta")
    return replace(question, asked=asked)


def numeric_figure(question: Question, numeric: bool) -> bool:
    """A question about the index (几份报告) may hold words of a metric by chance; one about figures holds strong ones."""
    return numeric and not re.search(r"几年的年报|几份|哪几年的|有没有[^,，]{0,16}(?:年报|报告)|能查|能问|可以问|收录", question.bare)
