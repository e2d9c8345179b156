"""Counts of information that stand beside the agency's own whole: parts of it, and what others disclosed."""

from __future__ import annotations

import re

from nianbao.figures.deciding.context import Context
from nianbao.figures.frames import Frame, says_little

_WHOLE = "proactive_disclosures_total"
# "领导简介栏目公开信息8条": a part of what was disclosed, named by the column of the site it went into.
_COLUMN = re.compile(
    r"(?:^|其中|、)([^,，、]{2,14}?)(?<!公开)(?:栏目|专栏|板块|版块)(?:共|主动|累计)*(?:公开|发布|更新)(?:政府)?(?:信息)?"
    r"(?:共|计|有|为)*\s?$"
)
_BODY = re.compile(
    r"^(?![我本该各全])(?P<body>[\u4e00-\u9fa5]{1,9}?(?:局|办|办公室|委|委员会|中心|院|(?<!场)所|(?<!网)站|队|学校|公司|科"
    r"|镇|乡|街道|社区))(?:共|累计|全年|主动|20\d\d年度?)*(?:公开|发布)"
)
_THEME = re.compile(r"(?:聚焦|围绕|针对|关于)[^,，。]{2,40}[,，][^,，\d]*$")
_SOME_YEARS = re.compile(r"近[一二三四五六七八九十\d]{1,2}年")
# Records of credit stand in registers for the whole country or province, whoever files them.
_REGISTER = re.compile(r"信用中国|信用信息公示系统|信用[^,，]{0,6}(?:网站|平台|公示系统)")
_SHARE = re.compile(r"占[^,，]{0,6}(?:总|全部)")


def beside(words: str, context: Context) -> bool:
    """True for documents among those made, a sum over some years, records of credit, what another body disclosed."""
    if "公文类" in words and "info_made_total" in context.earlier:
        return True
    if _SOME_YEARS.search(words) or _REGISTER.search(words):
        return True
    match = _BODY.match(words)
    if match is None or _WHOLE not in context.earlier:
        return False
    return not any(match["body"] in name or name in match["body"] for name in context.names)


def column_of(words: str, context: Context) -> str | None:
    """The column of a site that the words name, once the report has told the whole."""
    match = _COLUMN.search(words)
    return match[1] if match is not None and _WHOLE in context.stated else None


def is_part(frame: Frame, context: Context) -> bool:
    """True when a count without a name of its own is told to be a part: a share of the total, or one theme's."""
    if says_little(frame.words) and _SHARE.match(frame.after.replace(" ", "")):
        return True
    return _WHOLE in context.stated and _THEME.search(frame.back) is not None
