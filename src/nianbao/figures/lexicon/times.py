"""Words that place a number in another time: plans, habits, last year, comparisons."""

from __future__ import annotations

import re

PLAN = re.compile(r"下一步|今后|明年|力争|计划于|拟于|将(?:继续|进一步)")
OFTEN = re.compile(r"每(?:季度?|月|年|周|天|半年|两月)[^,，]{0,8}$")
LAST_YEAR = re.compile(r"(?<!结转)(?:上年|去年|上一年度?|上年度)(?!结转|度?结转|[^,，]{0,4}结转)")
COMPARED = re.compile(
    r"(?:同比|比上年|较上年|比去年|较去年|与上年|(?<!连)同上年|比20\d\d年|较20\d\d年|环比|较上一年"
    r"|比上一年|较之上年)(?!度?结转)[^,，。;]{0,14}$"
)
COMPARES = re.compile(r"同比|比上年|较上年|比去年|较去年|与上年相比|环比|较上一年|比上一年")
