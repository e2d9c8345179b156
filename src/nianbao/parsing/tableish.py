"""Lines that belong to a flattened statutory table, so that nobody takes them for headings or prose.

Text files and text layers of PDF files print the statutory tables cell by cell or row by row, and their rows are
numbered 一、（一）1. exactly as headings are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nianbao.text.fold import fold

_NUMBERS = re.compile(r"[-+]?[\d.,%/—\s|-]{1,200}")
_UNIT = re.compile(r"(统计数|单位|件|条|次|篇|人|个|人次|万元|元|份|场|期|项|宗)")
_ORDER = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|[㈠-㈩]|\d{1,2}[.、])")
_COUNT_ROW = re.compile(
    r"[^。;,:]{2,40}(?:(?:数|行政复议数量|行政诉讼数量|举报投诉数量)(?:\([^()]{0,60}\))?"
    r"|数量(?:\([^()]{0,60}\))?(?=[件条次篇人个万元]{0,2}[-\d./—]))(?:[件条次篇人个万元]{0,2}[-\d./—]{0,40})"
)
_TAIL = re.compile(r"[-\d./—|]{0,120}(?:\([^()]{0,40}\)?[-\d./—|]{0,120})?")
_END_OF_ROW = re.compile(r"[^\d\s] (?:[件条次篇人个]|人次|万元|—{1,3})(?: [-\d./—]{1,12})?$|(?: [-\d./—]{1,12}){2}$")
_FILLED = re.compile(r"[-\d./—|]{1,120}")

# Rows whose name is the whole line; the words also open sentences and headings of prose.
_SHORT = """
本年度办理结果 予以公开 部分公开 不予公开 属于国家秘密 无法提供 不予处理 重复申请 其他处理 总计
结转下年度继续办理 属于行政执法案卷 属于行政查询事项
"""
# Rows told by their beginning: no heading of prose begins like this.
_LONG = """
本年新收政府信息公开申请数 上年结转政府信息公开申请数 其他法律行政法规禁止公开 危及“三安全 危及"三安全
保护第三方合法权益 属于三类内部事务 属于四类过程性 本机关不掌握相关政府信息 没有现成信息需要另行
补正后申请内容仍不明确 信访举报投诉类申请 要求提供公开出版物 无正当理由大量反复 要求行政机关确认或重新
申请人无正当理由逾期不补正 申请人逾期未按收费通知
"""
# Heads of columns and rows, whole and as narrow columns break them.
_WORDS = """
信息内容 本年新制作数量 本年新公开数量 对外公开总数量 本年制发件数 本年废止件数 现行有效件数 上一年项目数量
本年增/减 处理决定数量 本年处理决定数量 采购项目数量 采购总金额 本年收费金额 规章 规范性文件 行政规范性文件
行政许可 行政处罚 行政强制 行政事业性收费 其他对外管理服务事项 政府集中采购 申请人情况 自然人 法人或其他组织
商业企业 科研机构 社会公益组织 法律服务机构 其他 总计 行政复议 行政诉讼 未经复议直接起诉 复议后起诉
结果维持 结果纠正 其他结果 尚未审结 统计指标 单位 统计数 本年新 制作数量 公开数量 对外公开 总数量
商业 科研 社会 法律 公益 服务 企业 机构 组织 结果 尚未 审结 维持 纠正 总 计
"""
_SHORT_ROWS, _LONG_ROWS, _HEADS = tuple(_SHORT.split()), tuple(_LONG.split()), frozenset(_WORDS.split())
_ITEM = re.compile(r"第二十条第\(?[一二三四五六七八九]\)?项")


def squeezed(line: str) -> str:
    """The folded line without white space."""
    return "".join(fold(line).split())


def is_numbers(line: str) -> bool:
    """Only digits, dashes, slashes and bars: the numbers of a row, or one cell."""
    return bool(_NUMBERS.fullmatch(line[:201].strip() or "x"))


@lru_cache(maxsize=4096)
def is_cell(line: str) -> bool:
    """A number, a unit or a word of the printed table heads: one or several cells, and no prose."""
    if is_numbers(line) or _UNIT.fullmatch(line.strip()):
        return True
    if len(line) > 60:
        return False
    words = fold(line).split()
    return "".join(words) in _HEADS or all(w in _HEADS for w in words) or bool(_ITEM.match("".join(words)))


@lru_cache(maxsize=4096)
def is_row(line: str) -> bool:
    """A row of a statutory table printed as text: bars or tabs, a unit or numbers of their own, or a statutory name."""
    if "|" in line or "\t" in line or _END_OF_ROW.search(line[-60:]):
        return True
    if len(line) > 160:
        return False
    name = squeezed(line)
    if name.startswith("(本列数据的"):
        return True
    numbered = _ORDER.match(name)
    if numbered is None:
        return False
    name = name[numbered.end() :]
    if name.startswith(_LONG_ROWS):
        return True
    if any(name.startswith(row) and _TAIL.fullmatch(name[len(row) :]) for row in _SHORT_ROWS):
        return True
    return bool(_COUNT_ROW.fullmatch(name)) or (name.startswith("其他") and bool(_FILLED.fullmatch(name[2:] or "x")))
