"""Names of agencies in a question that the index does not hold: they must be said, never passed over."""

from __future__ import annotations

import re

from nianbao.directory.gazetteer import Occurrence
from nianbao.model import Span

# What may follow a short name without making it another agency.
_STOP = re.compile(
    r"哪|各|的|收|公|有|几|多|年|在|和|跟|与|比|是|被|全|所|下|内|共|申|信|主|依|网|对|会|今|去|上|还|呢|吗|及|或|县|给|都|不|没|要|打|为|到|用|一|两|二|新|发|怎|什|谁|"
    r"办了|作|开|因|行|政府|人民|请|最|平|总|近|历|同|增|减|搞|受|答|微|财|专|存|下一|想|把|联|电|地|邮|传|规|现|未|部|予|培|回|访|参|组"
)
_GENERIC = re.compile(
    r"^(?:哪|各|本|我|贵|这|那|该|每|全|几|两|三|多|所有|其他|其它|一|某|此|个|乡|镇|县|街|隔壁|别的|下面|下属|辖|什么|你|他|咱|俺|请问|请|查|帮)"
)
_VERB = re.compile(r"承办|办理|高于|低于|多于|少于|等于|超过|属于|向")
"""Words that stand before a name and belong to none."""
_NAMED = re.compile(
    r"(?P<org>[\u4e00-\u9fa5]{2,6}?(?:省|市|县|区|州|旗)[\u4e00-\u9fa5]{2,12}?(?:局|委员会|委|办公室|厅|管委会|联合会|中心|大学|学院))"
    r"|(?P<town>[\u4e00-\u9fa5]{1,4}?(?:镇|乡|街道|苏木)(?!里|上|政府信|村|长|年))"
    r"|(?P<county>[\u4e00-\u9fa5]{2,3}?(?:县|(?<![学社小园景库校片灾城辖地专牧林])区|市)(?!里|上|内|外|场|民|长|级|域|别|分|政府信))"
    r"|(?P<bureau>[\u4e00-\u9fa5]{2,8}(?:局|委员会))"
)


_BUREAUX = re.compile(
    r"[\u4e00-\u9fa5]{2,6}和[\u4e00-\u9fa5]{2,6}(?=局|委)|公安|公路|公积金|公共资源|公用|财政|信访|网信|发展和?改革|发改|规划|行政审批|行政执法|行政服务|文化|文旅|文体|新闻|市场监督管理|市场监管|"
    r"人力资源|人社|人民武装|退役军人|应急管理|农业农村|自然资源|生态环境|住房和?城乡建设|城市管理|交通运输|卫生健康|医疗保障|国有资产|"
    r"不动产|司法|统计|审计|税务|气象|邮政|电力|通信|联合会|受理"
)
"""What offices see to: these words name one, though a question too may go on with their first character."""


def longer_name(folded: str, match: Occurrence) -> str | None:
    """The whole name when the match is only the head of another agency's (青澜县 in 青澜县水利局)."""
    tail = folded[match.end() : match.end() + 14]
    longer = re.match(r"[\u4e00-\u9fa5]{1,10}?(?:局|委员会|街道|镇|乡|联合会|医院|学校|大学|管委会|中心|支队)", tail)
    if longer is None or _STOP.search(_BUREAUX.sub("", longer[0])[:-1]):
        return None
    return match[0] + longer[0]


def unknown_names(rest: str) -> list[tuple[str, Span]]:
    """Names of agencies in what is left of a question, generic words (哪个镇, 我们县) left out."""
    found = [
        (m["org"], Span(start=m.start(), end=m.end()))
        for m in _NAMED.finditer(rest)
        if m["org"] and not _GENERIC.match(m["org"])
    ]
    for _, span in found:
        rest = rest[: span.start] + " " * (span.end - span.start) + rest[span.end :]
    cut = re.compile(
        r"\d+|[a-z]+|年度?|请问|问下|查一?下|帮我|想知道|告诉我|关于|那么?|[的在和跟与比及、,，。?？!！:：;；()\s]|去年|今年|前年"
    )
    position = 0
    for piece in [*cut.finditer(rest), None]:
        start = position
        end = piece.start() if piece else len(rest)
        position = piece.end() if piece else end
        for match in _NAMED.finditer(rest[start:end]):
            name = match[0]
            if _VERB.match(name):
                continue
            if _GENERIC.match(name) or name in ("信息公开", "全县", "全市", "全区"):
                continue
            if (match["town"] and len(name) < 2) or re.search(r"[哪几多各]|公开|信息|申请|收到", name[:-1]):
                continue
            if match["bureau"] and not match["org"]:
                continue
            found.append((name, Span(start=start + match.start(), end=start + match.end())))
    return found
