"""Every word of the page's own, in Chinese and English. What reports and answers say is never translated here."""

from __future__ import annotations

from typing import Literal

from nianbao.faces.render import STATUS_EN, STATUS_ZH
from nianbao.faces.web_phrases_tables import TABLES
from nianbao.faces.web_phrases_work import WORK
from nianbao.model import Status

Lang = Literal["zh", "en"]

_PHRASES: dict[str, tuple[str, str]] = {
    # the head of the page
    "name": ("年报问答", "Nianbao: ask the annual reports"),
    "logo": ("年报<i>问答</i>", "Nian<i>bao</i>"),
    "skip": ("跳到主要内容", "Skip to the content"),
    "tabs": ("功能", "Sections"),
    "tab.ask": ("问答", "Ask"),
    "tab.browse": ("浏览", "Browse"),
    "tab.compare": ("对比", "Compare"),
    "tab.check": ("核对", "Check"),
    "tab.staff": ("管理", "Staff"),
    "extent": (
        "已收录 {agencies} 个机关{years} · {reports} 份年报",
        "Agencies: {agencies}{years} · reports: {reports}",
    ),
    "extent.years": (" · {years} 年", " · {years}"),
    "large": ("大字版", "Large type"),
    "language": ("EN", "中文"),
    "language.name": ("Switch to English", "切换到中文"),
    "foot": ("只回答年报写明的内容，原文以发布机关为准。", "Only what the reports state; the originals prevail."),
    "foot.data": ("下载数据表", "Download the figures"),
    "foot.api": ("接口", "API"),
    # asking
    "ask.title": ("年报里写了什么，问一句就知道", "What do the reports say? Just ask"),
    "ask.about": (
        "答案只来自收录的政府信息公开年度报告：给出报告写明的数字，并附上写着它的那句原文；报告没有写的，如实说没有写。",
        "Answers come from the indexed disclosure reports alone: the stated figure with the sentence that states it, "
        "or an honest “the report does not say”.",
    ),
    "ask.empty": ("还没有收录年报", "No reports are indexed yet"),
    "ask.fill": (
        "请管理员运行 <code>nianbao index 报告所在文件夹</code>，再刷新这一页。",
        "An administrator runs <code>nianbao index FOLDER</code>; then reload this page.",
    ),
    "ask.try": ("可以这样问", "Try"),
    "ask.question": ("问题", "Question"),
    "ask.placeholder": ("例如：哪个镇收到申请最多", "e.g. which town received the most applications?"),
    "ask.send": ("问", "Ask"),
    "ask.clear": ("清空对话", "Clear"),
    "ask.asked": ("问：", "Asked: "),
    "ask.answer": ("回答", "Answer"),
    "ask.wait": ("正在查年报", "Looking it up"),
    "ask.queued": ("排在前一个问题之后", "Waits for the question before it"),
    "ask.busy": ("现在人多，{n} 秒后自动再问", "Busy now; asked again in {n} seconds"),
    "asked.figure": ("{agency}{year}{label}是多少？", "What was the {label} of {agency} in {year}?"),
    "asked.year": ("{year}年", "{year}"),
    "keep": ("保存或分享", "Keep or share"),
    "keep.link": ("复制整段对话的链接", "Copy a link to the conversation"),
    "keep.md": ("存为 Markdown", "Save as Markdown"),
    "keep.docx": ("存为 Word 文档", "Save as a Word document"),
    "keep.print": ("打印", "Print"),
    "kept.not": (
        "浏览器不让本页保存内容：刷新以后，这段对话就没有了。",
        "The browser lets this page keep nothing: the conversation is gone when the page is loaded again.",
    ),
    "kept.damaged": (
        "上次的对话没有能够恢复，请重新提问。",
        "The conversation of before could not be brought back; please ask again.",
    ),
    "kept.offer": ("接着刚才的对话（{n} 个问题）", "Go on with the last conversation ({n} questions)"),
    "kept.none": ("还没有对话。", "There is no conversation yet."),
    "saved.name": ("年报问答", "annual-reports"),
    "save.failed": ("没有存成，请稍后再试。", "Not saved; please try later."),
    "printed": ("打印于 {date}，来自 {address}", "Printed {date} from {address}"),
    "all.agency": ("全部机关", "All agencies"),
    "all.year": ("全部年份", "All years"),
    "slot.agency": ("机构", "Agency"),
    "slot.year": ("年份", "Year"),
    "slot.metric": ("指标", "Figure"),
    "understood": ("对问题的理解", "How the question was understood"),
    "inherited": ("沿用", "from before"),
    "drop": ("去掉{slot}“{value}”再问", "Ask again without {slot} “{value}”"),
    "and_more": (" 等 {n} 个", " and {n} in all"),
    "year": ("{year} 年", "{year}"),
    "yes": ("有", "Yes"),
    "no": ("没有", "No"),
    "about": ("约", "about "),
    "at_least": ("至少", "at least "),
    "less_than": ("不超过", "at most "),
    "formula": (
        "由报告写明的数字算出，报告本身没有写这个结果。",
        "Computed from stated figures; no report states the result.",
    ),
    "more_proofs": ("还有 {n} 处出处", "{n} more sources"),
    "open": ("看原文", "Open the text"),
    "copy": ("复制并带出处", "Copy with source"),
    "copied": ("已复制", "Copied"),
    "share": ("复制链接", "Copy link"),
    "mind": ("请注意", "Please note"),
    "coverage": ("{reports} 份报告中 {stated} 份写明。", "{stated} of {reports} reports state it."),
    "choose": ("请选一个", "Please choose"),
    "next": ("接着问", "Ask next"),
    "refused": ("没有处理", "Not processed"),
    "refused.fault": ("处理这个问题时出错，请换一种问法再试。", "Something went wrong; please put it another way."),
    "chart.left_out": ("图中未画另外 {n} 份，见数据表。", "{n} more are in the table, not in the chart."),
    "chart.data": ("数据表（{n} 行）", "Data ({n} rows)"),
    "chart.own": ("图的地址", "The chart alone"),
    "chart.zero": ("另有 {n} 项为 0", "{n} more are 0"),
    "text.whole": ("完整的说明", "In full"),
    "silent": ("{n} 份没有写明", "{n} do not state it"),
    "proof.table": ("报告里的表格", "Table of the report"),
    "chart.trend": ("{label}，{first}–{last} 年的变化", "{label}, {first}–{last}"),
    "column.agency": ("机关", "Agency"),
    "column.year": ("年份", "Year"),
    "column.label": ("名称", "Name"),
    "column.value": ("数值", "Value"),
    "column.source": ("原文", "Text"),
    "useful": ("有用", "Useful"),
    "useless": ("没用", "Not useful"),
    "judge": ("这个回答有用吗", "Was this answer useful?"),
    "judge.why": ("哪里不对？", "What is wrong?"),
    "judge.wrong": ("数字不对", "Wrong figure"),
    "judge.other": ("不是我要的机关或年份", "Not the agency or year I asked for"),
    "judge.missed": ("报告里有，却说没有", "The report says it, the answer does not"),
    "judge.unclear": ("看不明白", "Hard to understand"),
    "judge.words": ("想说的话（可不填，请勿写个人信息）", "In your words (optional; no personal data, please)"),
    "judge.send": ("提交", "Send"),
    "judge.thanks": ("谢谢，已记下", "Thank you"),
    "judge.failed": ("没有送达，请稍后再试", "Not delivered; please try later"),
    # the report beside the conversation
    "panel": ("报告原文", "Report"),
    "panel.out": ("在新窗口打开", "Open in a new window"),
    "panel.close": ("关闭", "Close"),
    "panel.idle": (
        "报告的原文会在这里打开，<br>并停在写着答案的那句话上。",
        "The report opens here,<br>at the very words that state the answer.",
    ),
    # the connection
    "lost": ("连接中断了，问题没有送达。", "The connection was lost; the question was not delivered."),
    "lost.trying": ("连上以后自动再问。", "It is asked again once there is a connection."),
    "again": ("再问一次", "Ask again"),
    **TABLES,
    **WORK,
}


class Phrases:
    """The page's words in one language: `say("year", year=2018)`. Raises KeyError for a word that does not exist."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.up = "../" if lang == "en" else ""
        """From the page in this language (at / or /en/) to the root of the site."""

    def __call__(self, key: str, **values: object) -> str:
        words = _PHRASES[key][self.lang == "en"]
        return words.format(**values) if values else words

    def status(self, status: Status) -> str:
        """What a status is called."""
        return (STATUS_EN if self.lang == "en" else STATUS_ZH)[status]


ZH = Phrases("zh")
EN = Phrases("en")
