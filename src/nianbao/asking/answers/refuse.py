"""Refusals: which part is missing, and what there is instead. They never assert a value."""

from __future__ import annotations

from nianbao.asking.answers.build import refused
from nianbao.asking.answers.phrases import amount, listed, quoted, where
from nianbao.asking.question import Question
from nianbao.asking.sources import Sources
from nianbao.directory.naming import Agency
from nianbao.model import Answer, Citation, Figure, ReportCard


def out_of_scope(question: Question, text: str = "") -> Answer:
    words = text or "这个问题不在政府信息公开年度报告的范围内，无法回答。可以问报告里的数字、做法、问题和联系方式。"
    return refused(question, "out_of_scope", words)


def future(question: Question) -> Answer:
    return refused(question, "out_of_scope", "年度报告只写已经发生的情况，不能据此推测以后的数字。")


def personal(question: Question) -> Answer:
    return refused(question, "not_stated", "报告里没有写个人的姓名、手机号等信息，无法回答。")


def office_holder(question: Question) -> Answer:
    words = "年度报告按职务写谁负责信息公开工作，不是查询现任领导姓名的依据，无法回答。"
    return refused(question, "not_stated", words)


def small_talk(question: Question, *, thanks: bool) -> Answer:
    """Courtesy gets a courteous word and how to go on; nothing is looked up, and the thread stays as it was."""
    words = "不客气，还可以接着问。" if thanks else "您好！可以问年报里的数字、做法、问题和联系方式。"
    return refused(question, "out_of_scope", f"{words}例如“某镇2018年收到多少件信息公开申请？”。")


def only_below(question: Question, scope: str, below: tuple[Agency, ...]) -> Answer:
    """A county or city whose own report is not held, though reports of bodies within it are."""
    year = listed([f"{y}年" for y in question.years])
    names = listed([a.place for a in below[:4]]) + ("等" if len(below) > 4 else "")
    text = f"没有收录{scope}本级{year}的年报，无法回答。收录了{scope}范围内的{names}，但它们不能代表{scope}。"
    return refused(question, "no_report", text)


def unknown_agency(question: Question, sources: Sources) -> Answer:
    """No report of an agency of that name; near names are offered, never used."""
    name = question.unknown[0]
    near = sources.agencies.near(name)
    year = f"{question.years[0]}年" if question.years else ""
    text = f"没有收录“{name}”的年报，无法回答。"
    if near:
        text += f"名称相近的有：{listed([a.place for a in near])}（不是同一个机关，未代用）。"
    choices = tuple(_replaced(question, name, a) for a in near)
    return refused(question, "no_report", text + (f"所问年份：{year}。" if year else ""), suggestions=choices[:3])


def _replaced(question: Question, name: str, agency: Agency) -> str:
    return question.folded.replace(name, agency.name) if name in question.folded else f"{agency.name}：{question.text}"


def no_such_year(question: Question, agency: Agency, year: int) -> Answer:
    held = listed([f"{y}年" for y in agency.years]) or "（年份不明）"
    text = f"没有收录{agency.name}{year}年的年报，无法回答。收录了{agency.name}{held}的报告。"
    suggestions = tuple(f"{agency.name}{y}年{_what(question)}" for y in agency.years[-3:])
    return refused(question, "no_report", text, suggestions=suggestions)


def years_missing(question: Question, agency: Agency, missing: list[int]) -> Answer:
    """A sum, an average or a rank over named years needs every one of them."""
    years = listed([f"{y}年" for y in missing])
    held = [y for y in question.years if y not in missing]
    text = f"没有收录{agency.name}{years}的年报，不能合计或比较所问的各年。"
    text += f"收录了{listed([f'{y}年' for y in held])}的报告，可以分年查询。" if held else ""
    return refused(
        question, "no_report", text, suggestions=tuple(f"{agency.name}{y}年{_what(question)}" for y in held[:3])
    )


def nothing_in_scope(question: Question, scope: str) -> Answer:
    years = listed([f"{y}年" for y in question.years])
    return refused(question, "no_report", f"没有收录{scope}{years}的相关年报，无法回答。")


def too_few(question: Question, agency: Agency) -> Answer:
    """One report cannot speak for a county's towns."""
    text = f"{question.scope or '这一范围'}内只收录了{agency.name}的报告，不能代表全部，无法比较或合计。"
    return refused(
        question, "not_stated", text, suggestions=(f"{agency.name}{_year_words(question, agency)}{_what(question)}",)
    )


def ambiguous(question: Question, agencies: tuple[Agency, ...]) -> Answer:
    """Asks back with whole questions to pick from, of agencies that hold the year asked about if any does."""
    agencies = tuple(a for a in agencies if set(question.years) & set(a.years)) or agencies
    shown = agencies[:6]
    choices = tuple(
        f"{a.place if _twice(a, agencies) else a.name}{_year_words(question, a)}{_what(question)}" for a in shown
    )
    names = listed([a.place if _twice(a, agencies) else a.name for a in shown]) + (
        "等" if len(agencies) > len(shown) else ""
    )
    return refused(question, "ambiguous", f"请说明是哪个机关。收录的有：{names}。", choices=choices)


def which_figure(question: Question, card: ReportCard, choices: tuple[str, ...]) -> Answer:
    """The report is there, and nothing in it was asked for: what can be asked of it."""
    year = f"{card.year}年" if card.year else ""
    words = f"收录了{card.agency}{year}的年报，请说明想知道其中的什么。"
    return refused(question, "ambiguous", words, choices=choices)


def _twice(agency: Agency, agencies: tuple[Agency, ...]) -> bool:
    return sum(a.name == agency.name for a in agencies) > 1


def _year_words(question: Question, agency: Agency) -> str:
    if question.years:
        return f"{question.years[0]}年"
    return f"{agency.years[-1]}年" if agency.years else ""


def _what(question: Question) -> str:
    if question.metric and question.metric in question.names:
        name = question.names[question.metric]
        asks = {"explain": "有哪些", "list": "有哪些", "contact": "是什么"}.get(question.asked.operation, "是多少")
        return f"{name}{asks}？"
    return "信息公开情况怎么样？"


def not_stated(
    question: Question, sources: Sources, card: ReportCard, what: str, near: tuple[Figure, ...] = ()
) -> Answer:
    """The report exists and does not say; what it says near it is shown, and that this does not settle the question."""
    text = f"{where(card)}的报告没有写{what}，不能据此回答。"
    citations: tuple[Citation, ...] = ()
    if near:
        figure = near[0]
        said = f"{figure.label}{amount(figure)}" if figure.qualifier != "zero_statement" else quoted(figure.quote)
        text += f"报告里相近的说法是：{said}，但它回答不了这个问题。"
        citations = sources.cite_all(near[:2])
    return refused(question, "not_stated", text, citations=citations)


def nobody_states(question: Question, cards: list[ReportCard], what: str) -> Answer:
    return refused(question, "not_stated", f"查到的{len(cards)}份报告都没有写{what}，不能据此回答。")


def no_passage(question: Question, cards: tuple[ReportCard, ...]) -> Answer:
    place = where(cards[0]) + "的报告" if len(cards) == 1 else f"收录的{len(cards)}份报告"
    return refused(question, "not_stated", f"{place}没有写到这个问题，不能据此回答。")
