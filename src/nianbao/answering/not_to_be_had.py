"""What a query asks for and no report can give, refused by name; the yearly number never stands in for it."""

from __future__ import annotations

from nianbao.answering.claims import refuse
from nianbao.answering.evidence import Evidence
from nianbao.answering.phrases import listed, measure_name, place
from nianbao.answering.result import Shortfall
from nianbao.model import Answer, Status
from nianbao.query import Why

_STATUS: dict[Why, Status] = {
    "no_report": "no_report", "not_read": "not_stated", "sub_year": "not_stated", "sub_agency": "not_stated",
    "qualifier": "not_stated", "no_metric": "not_stated", "person": "not_stated", "unclear": "ambiguous",
}  # fmt: skip
_WORDS: dict[Why, str] = {
    "sub_year": "{who}只有全年的数，没有按月、按季度或按半年的数（{what}），无法回答{asked}。",
    "sub_agency": "{who}只写本机关的数，没有分村、分社区或分科室的数（{what}），无法回答{asked}。",
    "qualifier": "{who}没有按{asked}分的数（{what}），全部的数不能代替它。",
    "no_metric": "{who}没有写到{asked}，不能据此回答。",
    "no_report": "没有收录{asked}的年报，无法回答。",
    "not_read": "{who}的这一部分没有读出来，无法回答{asked}，请核对原件。",
    "future": "年度报告只写已经发生的情况，不能据此推测以后的数字。",
    "opinion": "年度报告只写事实和数字，不评价{asked}，可以问具体的数、做法和问题。",
    "person": "报告里没有写个人的姓名、手机号等信息，也不是查询现任领导的依据，无法回答。",
    "off_topic": "这个问题不在政府信息公开年度报告的范围内，无法回答。可以问报告里的数字、做法、问题和联系方式。",
    "command": "这里只查年报里写了什么，不能代写、修改或发送。",
    "unclear": "没有看懂问的是什么，请写明机关、年份和想知道的数或事。",
}


def named(shortfall: Shortfall, evidence: Evidence) -> Answer:
    """The refusal in plain words, with whose report it is and the name of the yearly figure."""
    refusal = shortfall.query.refusal
    if refusal is None:
        raise ValueError("nothing is refused")
    spots = [s for s in shortfall.spots if s.card is not None]
    who = f"{place(spots[0])}的报告" if len(spots) == 1 else "这些报告" if spots else "年度报告"
    names = [measure_name(m, evidence.catalogue) for m in shortfall.query.measures]
    asked = f"“{refusal.what}”" if refusal.what else "这个问题"
    text = _WORDS[refusal.why].format(who=who, what=listed(names) or "信息公开", asked=asked)
    status = _STATUS.get(refusal.why, "out_of_scope")
    return refuse(shortfall, evidence, status, text, what=refusal.what, why=refusal.why)
