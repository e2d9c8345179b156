"""The printed forms as data: their rows in order, their heads, and where such words stand in a flattened table.

A flattened table has lost its grid, so the order of the form is knowledge that only this page has; what a row means
is still the catalogue's. Words are compared by their ideographs alone: numbering, marks and digits fall away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from nianbao.figures.flat_survey_forms import LOCAL, SURVEY
from nianbao.text.fold import fold

_ARTICLE_20 = """
规章
规范性文件
行政规范性文件
其他主动公开文件
行政许可
其他对外管理服务事项
行政处罚
行政强制
行政事业性收费
政府集中采购
"""
_APPLICATIONS = """
本年新收政府信息公开申请数量
上年结转政府信息公开申请数量
本年度办理结果
  予以公开
  部分公开（区分处理的，只计这一情形，不计其他情形）
  不予公开
    属于国家秘密
    其他法律行政法规禁止公开
    危及“三安全一稳定”
    保护第三方合法权益
    属于三类内部事务信息
    属于四类过程性信息
    属于行政执法案卷
    属于行政查询事项
  无法提供
    本机关不掌握相关政府信息
    没有现成信息需要另行制作
    补正后申请内容仍不明确
  不予处理
    信访举报投诉类申请
    重复申请
    要求提供公开出版物
    无正当理由大量反复申请
    要求行政机关确认或重新出具已获取信息
  其他处理
    申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
    申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
    其他
  总计
结转下年度继续办理
"""
# Words of the forms that name no row: heads of columns and the notes above the tables.
_HEADS = """
信息内容 单位万元 申请人情况 申请人情况自然人法人或其他组织 自然人法人或其他组织总计
商业企业科研机构社会公益组织法律服务机构其他 总计 本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和
本列数据的钩稽关系为第一项加第二项之和等于第三项加第四项之和 行政复议行政诉讼 未经复议直接起诉复议后起诉
结果维持结果纠正其他结果尚未审结总计结果维持 维持纠正结果审结总计维持 结果结果其他尚未总计
社会法律总计商业科研公益服务其他企业机构组织机构 统计指标单位统计数 本年度办理结果 指标名称单位数量
因政府信息公开申请 计量单位 计量 代码 序号 甲乙丙 本期实际 本年累计 历年累计 年度 本年度 本年实际
""" + " ".join(f"第二十条第{n}项" for n in "一五六八九")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the table on article 20: its columns in the form's order, and the rows that can stand under them."""

    columns: tuple[str, ...]
    rows: frozenset[str]


_DOCUMENTS = frozenset({"规章", "规范性文件", "行政规范性文件", "其他主动公开文件"})
_MATTERS = frozenset({"行政许可", "其他对外管理服务事项", "行政处罚", "行政强制"})
_FEES, _PURCHASES = frozenset({"行政事业性收费"}), frozenset({"政府集中采购"})
BLOCKS = (
    Block(columns=("本年新制作数量", "本年新公开数量", "对外公开总数量"), rows=_DOCUMENTS),
    Block(columns=("本年制发件数", "本年废止件数", "现行有效件数"), rows=_DOCUMENTS),
    Block(columns=("上一年项目数量", "本年增/减", "处理决定数量"), rows=_MATTERS),
    Block(columns=("本年处理决定数量",), rows=_MATTERS),
    Block(columns=("上一年项目数量", "本年增/减"), rows=_FEES),
    Block(columns=("本年收费金额",), rows=_FEES),
    Block(columns=("采购项目数量", "采购总金额"), rows=_PURCHASES),
)
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
CASES = tuple(
    (*above, outcome)
    for above in (("行政复议",), ("行政诉讼", "未经复议直接起诉"), ("行政诉讼", "复议后起诉"))
    for outcome in OUTCOMES
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a form: its place in the form's order, its label under its headings, and the words it is known by."""

    table: str
    order: int
    path: tuple[str, ...]
    words: tuple[str, ...]
    key: str
    group: bool

    @property
    def name(self) -> str:
        return self.path[-1]


def ideographs(words: str) -> str:
    """The words for comparison: folded, ideographs only."""
    return re.sub(r"[^㐀-鿿]", "", fold(words))


Form = Literal["forms", "survey", "local"]
"""The statutory forms of 2019 and 2021, the national statistics form of 2014, the local ones before it."""
FORMS: tuple[Form, ...] = ("forms", "survey", "local")


@cache
def rows_of(form: Form) -> tuple[Row, ...]:
    """The rows of a form in printed order."""
    if form != "forms":
        return tuple(_parsed("survey", SURVEY if form == "survey" else LOCAL, 0))
    article_20 = list(_parsed("article20", _ARTICLE_20, 0))
    return (*article_20, *_parsed("applications", _APPLICATIONS, len(article_20)))


def _parsed(table: str, form: str, start: int) -> Iterator[Row]:
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in form.strip("\n").split("\n")]
    words = [ideographs(label) for _, label in lines]
    path: list[tuple[int, str]] = []
    for i, (indent, label) in enumerate(lines):
        while path and path[-1][0] >= indent:
            path.pop()
        path.append((indent, re.sub(r"（.*）|[“”]", "", label)))
        yield Row(
            table=table,
            order=start + i,
            path=tuple(name for _, name in path),
            words=tuple({words[i], ideographs(path[-1][1])}),
            key=_key(ideographs(path[-1][1]), words),
            group=i + 1 < len(lines) and lines[i + 1][0] > indent,
        )


def _key(word: str, words: list[str]) -> str:
    """The shortest beginning that no other row's words hold: a label broken by other columns is known by it."""
    others = [w for w in words if not w.startswith(word)]
    for size in range(min(5, len(word)), len(word)):
        if not any(word[:size] in other for other in others):
            return word[:size]
    return word


@cache
def _scanner(form: Form) -> tuple[re.Pattern[str], dict[str, tuple[Row, ...]]]:
    by_key: dict[str, tuple[Row, ...]] = {}
    for row in rows_of(form):
        by_key[row.key] = (*by_key.get(row.key, ()), row)
    return re.compile("|".join(sorted(by_key, key=len, reverse=True))), by_key


def labels_in(words: str, form: Form) -> Iterator[tuple[int, int, tuple[Row, ...]]]:
    """Where labels begin and end in a run of ideographs, with the rows they may name: some are printed twice."""
    pattern, by_key = _scanner(form)
    at = 0
    while (match := pattern.search(words, at)) is not None:
        rows = by_key[match[0]]
        at = match.start() + max(_common(words, match.start(), full) for row in rows for full in row.words)
        yield match.start(), at, rows


def _common(words: str, start: int, full: str) -> int:
    size = 0
    while size < len(full) and words[start + size : start + size + 1] == full[size]:
        size += 1
    return size


_LABEL_WORDS = "信息内容 指标名称 统计指标 指标 项目 单位 计量单位 代码 序号 行次 甲 乙 类别 内容 名称"
_VALUE_WORDS = """
申请人情况 法人或其他组织 法人和其他组织 行政复议 行政诉讼 未经复议直接起诉 复议后起诉 统计数 数量 本年度 本年累计
历年累计 本期实际 本年实际 年度 累计 统计结果 统计数据 数值 合计 本年数 丙 上年同期数量 公开数量 数据
"""
_LABEL_HEADS, _VALUE_HEADS = frozenset(_LABEL_WORDS.split()), frozenset(_VALUE_WORDS.split())
_EITHER = frozenset(("总计", "其他", "合计"))
"""Heads of columns that name rows too."""


@cache
def _known_heads() -> frozenset[str]:
    columns = {ideographs(column) for block in BLOCKS for column in block.columns}
    return _VALUE_HEADS | columns | set(APPLICANTS) | set(OUTCOMES)


@lru_cache(maxsize=4096)
def head_kind(words: str) -> Literal["value", "either", "label", ""]:
    """What a head of the forms' columns stands over: values, or the labels of rows; "either" may also name a row."""
    bare = ideographs(_MONEY_NOTE.sub("", fold(words)))
    if bare in _EITHER:
        return "either"
    if bare in _known_heads():
        return "value"
    article = re.match(r"第二十条", bare)
    return "label" if bare in _LABEL_HEADS or article or re.search(r"[勾钩]稽关系", bare) else ""


@cache
def _row_words() -> frozenset[str]:
    return frozenset(word for form in FORMS for row in rows_of(form) for word in row.words)


@lru_cache(maxsize=4096)
def names_row(words: str) -> bool:
    """True for the printed name of a row of the forms, with its numbering."""
    return ideographs(_NUMBERING.sub("", fold(words), count=1)) in _row_words()


@cache
def _vocabulary() -> str:
    full = [word for form in FORMS for row in rows_of(form) for word in row.words]
    columns = ["".join(map(ideographs, block.columns)) for block in BLOCKS]
    return "\n".join([*full, *columns, *_HEADS.split()])


_NUMBERING = re.compile(r"\(?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)、.]+(?:其中:?)?|其中:?|[㈠-㈩]")
_MONEY_NOTE = re.compile(r"[(/,，]?(?:单位[::]?|人民币)?(?:万元|亿元|元)\)?$")
_MARKS = re.compile(r"[^0-9a-z]*|\(?\d{1,2}[)、.]")


@lru_cache(maxsize=8192)
def is_form_word(piece: str) -> bool:
    """True for a word, or a part of one, that the forms print."""
    folded = _MONEY_NOTE.sub("", fold(piece))
    bare = ideographs(folded)
    if not bare:
        return bool(_MARKS.fullmatch(folded))
    return bare in _vocabulary() or ideographs(_NUMBERING.sub("", folded, count=1)) in _vocabulary()


@lru_cache(maxsize=8192)
def begins_row(line: str) -> bool:
    """True when the line begins, after its numbering, with the name of a row."""
    bare = ideographs(_NUMBERING.sub("", fold(line[:80]).lstrip(" |"), count=1))
    return any((match := _scanner(form)[0].match(bare)) and len(match[0]) > 3 for form in FORMS)
