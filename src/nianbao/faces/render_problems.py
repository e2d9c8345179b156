"""The problems of reports in English: their sentences are stored in Chinese, as they were noticed. Pure.

What the sentences quote (names, headings) stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PLACES = {
    "附加文件": "the side file", "标题": "the title", "落款": "the signature", "联系方式": "the contact data",
    "正文多": "the text mostly", "正文": "the text", "统计期限": "the period",
    "正文所称": "what the text calls itself", "栏目位置": "the breadcrumb",
    "信息卡": "the card",
    "文件名": "the file's name", "文件夹": "the folder", "机关": "agency", "年份": "year",
}  # fmt: skip
_SAYS = r"([^，：“”。]{2,6}?)写"

# What a sentence is, and the English of it; groups that name a place or a slot are put into English, too.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "这一页只列出各份报告的标题，不是报告；请打开里面的报告，另存后再导入。",
        "This page only lists reports; open those it lists, save each and index them.",
    ),
    (
        r"这一页有几份报告（(.{1,60})），只读了第一份；请把其余的各存为一个文件再导入。",
        "The page holds several reports ({0}); only the first was read. Save each as a file of its own.",
    ),
    (r"像是没有填完的模板：有 (\d+) 处 XX 之类的空位。", "It seems a form that is not filled in; empty places: {0}."),
    (
        r"文中有 (\d{1,6}) 处身份证号或手机号，公开的网页会遮住后几位；请核对原文是否应当公开。",
        "Numbers of identity cards or mobile phones in the text: {0}. Public pages hide most of their digits; "
        "check whether the text should be public.",
    ),
    ("机关不明", "The agency is not known."),
    ("机关所在地区不明", "Where the agency belongs is not known."),
    ("年份不明", "The year is not known."),
    (rf"(?:年份不明：)?{_SAYS}(\d{{4}})年，{_SAYS}(\d{{4}})年。?", "{0} says {1}, {2} {3}."),
    (
        r"(机关|年份)把握不大：只有(.{1,400})写明，报告里没有写。",
        "The {0} is doubtful: only {1} tells it, not the report.",
    ),
    (
        r"机关把握不大：“(.{1,400})”的地区由正文推断。",
        "The agency is doubtful: where “{0}” belongs was concluded from the text.",
    ),
    (rf"机关说法不一：{_SAYS}(.{{1,400}})，{_SAYS}(.{{1,400}})。", "Different agencies: {0} says {1}, {2} says {3}."),
    (
        r"“(.{1,400})”少识别了一个生僻字，已按文件名或附属文件补为“(.{1,400})”。",
        "A rare character of “{0}” was not recognised; by the file's name or its side file it is “{1}”.",
    ),
    (
        r"同一机关同一年有另一份报告（(.{1,400})），回答以那一份为准。",
        "There is another report of this agency and year ({0}); answers follow that one.",
    ),
    (
        r"同名机关同一年有另一份报告（(.{1,400})），不能确定是不是同一机关。",
        "There is another report of an agency of this name about this year ({0}), perhaps the same agency.",
    ),
    (
        r"文中有疑似被植入的广告词（(.{1,400})），机关名和正文可能被改写。",
        "Advertisements seem to have been planted in the text ({0}); names and text may have been altered.",
    ),
    (
        r"文件里有 (\d+) 张图片而没有表格；图片里的文字和表格没有读取。",
        "The file has pictures ({0}) and no table; what the pictures hold was not read.",
    ),
    (
        r"第 (.{1,400}?) 页只有图片，图片里的文字没有读取；.{1,100}",
        "Pages that are pictures alone were not read: {0}.",
    ),
    (r"“(.{1,400})”下面是图片，图片里的文字和表格没有读取。", "“{0}” is a picture; what it holds was not read."),
    (r"有 (\d+) 个嵌入的电子表格没有读取，里面可能有统计表。", "Embedded spreadsheets were not read: {0}."),
    (r"有 (\d+) 个嵌入的对象没有读取。", "Embedded objects were not read: {0}."),
    (r"有 (\d+) 个嵌入的网页或文件没有读取。", "Embedded pages or files were not read: {0}."),
    (
        r"有 (\d+) 处嵌入的其他文件（altChunk）没有读取；请用 Word 打开后另存为 docx。",
        "Embedded files (altChunk) were not read: {0}; open it in Word and save it as docx.",
    ),
    (r"有 (\d+) 张图表没有读取。", "Charts were not read: {0}."),
    (r"有 (\d+) 个下拉框的选项没有读取。", "Drop-down fields were not read: {0}."),
    (r"有 (\d+) 个表单域没有读取，里面可能填有数字。", "Form fields, which may hold numbers, were not read: {0}."),
    (r"有 (\d+) 个工作表没有读取（(.{1,400})）。", "Sheets were not read: {0} ({1})."),
    (r"脚注没有读取（(.{1,400})）。", "Footnotes were not read ({0})."),
    (r"尾注没有读取（(.{1,400})）。", "Endnotes were not read ({0})."),
    (r"页眉没有读取（(.{1,400})）。", "Page headers were not read ({0})."),
    (r"页脚没有读取（(.{1,400})）。", "Page footers were not read ({0})."),
    (
        r"申请情况表有 (\d+) 行的数和表头对不上，没有采用（(.{1,400})）。",
        "Table of applications: rows that do not fit its heads are not used: {0} ({1}).",
    ),
    (
        "申请情况表的“总计”一列全是 0，和各类申请人的数不符，没有采用这一列。",
        "Table of applications: its column of totals holds nothing but 0, against the other columns, and is not used.",
    ),
    ("由文字识别（OCR）得到，请核对原件。", "The text was recognised (OCR); check it against the original."),
    (
        "文字来自扫描件的文字识别层，可能有识别错误，请对照原件。",
        "The text is the recognised layer of a scan and may have errors; check it against the original.",
    ),
    (
        r"第 (.{1,400}?) 页有 (\d+) 个表格数字两次识别结果不同，没有采用。",
        "Page {0}: numbers in tables were read differently the second time and are not used ({1}).",
    ),
    (r"第 (.{1,400}?) 页有 (\d+) 行文字不清楚，可能有误。", "Page {0}: unclear lines, which may be wrong ({1})."),
    (r"有 (\d+) 个标题下没有内容（(.{1,400})）。", "Headings with nothing below them: {0} ({1})."),
    (
        r"有 (\d+) 个字符的字体没有说明是什么字，无法还原。",
        "Characters whose font does not tell what they are: {0}; they are lost.",
    ),
    (r"有 (\d+) 处字节无法解码，显示为 (.{1,400})。", "Bytes that cannot be decoded: {0}; shown as {1}."),
    (
        "有的页面内容过多，没有读完，表格可能不完整。",
        "Some pages hold too much and were not read to the end; tables may be incomplete.",
    ),
    (
        r"附属文件“(.{1,400})”里的 (.{1,400}) 不认识，没有使用。",
        "The side file “{0}” has keys that are not known and not used: {1}.",
    ),
)


def problem_en(problem: str) -> str | None:
    """The sentence in English; None when it is none of the product's own sentences."""
    for pattern, english in _SENTENCES:
        if found := re.fullmatch(pattern, problem):
            said = english.format(*map(_place, found.groups()))
            return said[0].upper() + said[1:]
    return None


def _place(words: str) -> str:
    names = words.split("、")
    return ", ".join(_PLACES[name] for name in names) if all(name in _PLACES for name in names) else words


def problem_html(problem: str, escape: Callable[[str], str], *, english: bool) -> str:
    """The sentence for a page; one that has no English is marked as Chinese."""
    if not english:
        return escape(problem)
    said = problem_en(problem)
    return f'<span lang="zh-CN">{escape(problem)}</span>' if said is None else escape(said)
