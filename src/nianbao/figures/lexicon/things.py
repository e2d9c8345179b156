"""The things that reports count, each with the words that name it and the units it is counted in.

Matched on folded text; from the more specific to the more general, the first that matches wins.
"""

from __future__ import annotations

import re
from typing import NamedTuple


def units(words: str) -> frozenset[str]:
    """A set written as words with spaces between."""
    return frozenset(words.split())


CASES = units("件 起 宗 例 次 条 项 个")
ITEMS = units("条 篇 件 个 份 期 次 条次 件次 篇次 则 项 幅 张 场 起 期次 项次 批次 宗")
PEOPLE = units("人 名 位")
TIMES = units("次 场 期 个 场次 期次 批次 起")
MONEY = units("元 万元 亿元")


class Thing(NamedTuple):
    """A kind of thing that reports count: its name, the words that name it, and the units it is counted in."""

    name: str
    words: re.Pattern[str]
    units: frozenset[str]


def _thing(name: str, words: str, units: frozenset[str]) -> Thing:
    return Thing(name, re.compile(words), units)


THINGS: tuple[Thing, ...] = (
    _thing("processing_fee", r"信息处理费", MONEY),
    _thing("waiver", r"减免", MONEY),
    _thing("administrative_fee", r"行政事业性收费", MONEY),
    _thing("fee", r"收费|费用|(?:检索|复制|邮寄|工本)费", MONEY),
    _thing("budget", r"经费", MONEY),
    _thing("procurement_amount", r"采购[^,，]{0,8}金额", MONEY),
    _thing("press", r"发布会|新闻发布活动", TIMES),
    _thing("interview", r"访谈", TIMES),
    _thing(
        "hotspot",
        r"回应[^,，]{0,12}(?:关切|热点|舆情|关注|事件)|(?:关切|热点|舆情)[^,，]{0,6}(?:回应|[作做]了?$)",
        TIMES | {"件", "条"},
    ),
    _thing(
        "interpretation",
        r"政策[^,，、]{0,6}解读|文件解读|解读(?:稿|信息|材料|产品|文章|政策|文件|作品|类|方案)|(?:发布"
        r"|编发|登载|制作|推送|转载|开展|原创)[^,，、]{0,10}解读|^解读$|图解",
        ITEMS,
    ),
    _thing("normative", r"规范性文件", units("件 份 个 条")),
    _thing("licensing", r"行政许可", units("件 项 宗 个")),
    _thing("penalty", r"行政处罚", units("件 项 宗 起")),
    _thing("coercion", r"行政强制", units("件 项 宗 起")),
    _thing("reconsideration", r"(?<!未经)(?<!经)复议(?!后)", CASES),
    _thing("litigation", r"诉讼|起诉|应诉", CASES),
    _thing("appeal", r"申诉|申述", CASES),
    _thing("complaint", r"(?:举报|投诉)(?![^,，]{0,4}(?:平台|系统))", CASES),
    _thing(
        "opinion",
        r"(?:收[到集取]|征集|征得|采纳|征求到)[^,，、]{0,16}意见(?!征集|采纳|反馈)|意见建议",
        units("条 件 个 份 次"),
    ),
    _thing("solicitation", r"征集|征求|民意调查", TIMES | {"项", "件"}),
    _thing("suggestion", r"提案|议案|(?:人大|代表|委员|政协)[^,，]{0,8}建议|建议案", units("件 条 份 个 项")),
    _thing("mailbox", r"信箱|留言|来信|问政|信件|民声", units("件 条 封 次 件次 条次 个")),
    _thing("consultation", r"咨询", units("人次 次 件 件次 条 人 个 起")),
    _thing("trained", r"培训|参训", units("人次 人")),
    _thing("training", r"培训", TIMES),
    _thing("open_day", r"开放日|宣传活动", TIMES),
    _thing("meeting", r"会议|座谈会|推进会|专题会|调度会", TIMES),
    _thing("fulltime", r"专职|全职", PEOPLE),
    _thing("parttime", r"兼职", PEOPLE),
    _thing("staff", r"(?:从事|负责)?[^,，]{0,12}(?:工作人员|信息员)", PEOPLE),
    _thing("reading_point", r"查[阅询](?:点|场所|室|中心)", units("个 处 家")),
    _thing("visits", r"访问量|浏览量|点击量|点击率|阅读量|(?<!信)访问(?!题)|浏览", units("人次 次 万次")),
    _thing(
        "application",
        r"申请(?!受理(?:点|室|窗口)|点)|依申请|予以公开|部分公开|不予公开|同意公开|无法提供|不予处理"
        r"|其[他它]处理|结转"
        r"|同意[^,，、]{0,4}公开|公开范围|答复数|办结数|信息不存在|更改补充|其[他它]途径办理|执法案卷"
        r"|过程性信息|内部事务|第三方合法|不掌握"
        r"|重复申请|不属于本|非本(?:机关|部门|单位|局)|内容不明确",
        CASES | {"份", "例", "人次", "封"},
    ),
    _thing("fulltext", r"全文电子化", ITEMS),
    _thing("info", r"信息|公开|发布|推送|公文|稿件|图文|更新|公布|登载|刊登|上传|公示|公告|动态", ITEMS),
)
BY_NAME = {t.name: t for t in THINGS}
# Requests for something else than information.
OTHER_REQUEST = re.compile(r"(?:行政许可|许可|审批|听证|救助|补助|补贴|立项|仲裁|低保)(?:的|事项|类)?申请")
# A cause names a thing without counting it: 因政府信息公开申请引起的行政复议 counts reconsiderations.
CAUSE = re.compile(
    r"(?:因|由于|由|对|就|关于|有关|涉及)[^,，。、;]{0,16}?(?:政府|政务)?信息公开(?:工作|事务|申请"
    r"|行为|答复|事项)?(?:而)?(?:引起|引发|产生|导致|被|提起|方面|提出)?的?(?=[^,，。;]{0,12}(?:复议"
    r"|诉讼|申诉|申述|举报|投诉))"
    r"|依申请公开(?:引起|引发|而|被)[^,，。、;]{0,4}的?"
    r"|因[^,，。、;\d]{0,20}?(?:引起|引发|产生|导致)的?(?=[^,，。;]{0,12}(?:复议|诉讼|申诉|申述|举报|投诉))"
    r"|申请(?=(?:人)?(?:政府信息公开)?行政?复议)"
    r"|复议申请(?=被|提起)"
)
