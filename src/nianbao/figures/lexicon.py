"""The words of counting clauses: what is counted, through which channel, with which outcome.

All patterns are matched on folded text (simplified, half width). Each table goes from the more specific to the more
general; the first that matches wins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

COUNT = frozenset("件 条 次 个 份 宗 起 例 项 批次 条次 件次 篇 则 人次 期 家 人 名".split())
CASES = frozenset("件 起 宗 例 次 条 项 个".split())
ITEMS = frozenset("条 篇 件 个 份 期 次 条次 件次 篇次 则 项 幅 张 场 起 期次 项次 批次 宗".split())
PEOPLE = frozenset("人 名 位".split())
TIMES = frozenset("次 场 期 个 场次 期次 批次 起".split())
MONEY = frozenset("元 万元 亿元".split())


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
    _thing("press", r"发布会", TIMES),
    _thing("interview", r"访谈", TIMES),
    _thing("hotspot", r"回应[^,，]{0,12}(?:关切|热点|舆情|关注|事件)|(?:关切|热点|舆情)[^,，]{0,6}回应", TIMES | {"件", "条"}),
    _thing(
        "interpretation",
        r"政策[^,，、]{0,6}解读|文件解读|解读(?:稿|信息|材料|产品|文章|政策|文件|作品|类|方案)|(?:发布|编发|登载|制作|推送|转载|开展|原创)[^,，、]{0,10}解读|^解读$|图解",
        ITEMS,
    ),
    _thing("normative", r"规范性文件", frozenset("件 份 个 条".split())),
    _thing("licensing", r"行政许可", frozenset("件 项 宗 个".split())),
    _thing("penalty", r"行政处罚", frozenset("件 项 宗 起".split())),
    _thing("coercion", r"行政强制", frozenset("件 项 宗 起".split())),
    _thing("reconsideration", r"(?<!未经)(?<!经)复议(?!后)", CASES),
    _thing("litigation", r"诉讼|起诉|应诉", CASES),
    _thing("appeal", r"申诉|申述", CASES),
    _thing("complaint", r"举报|投诉", CASES),
    _thing("opinion", r"(?:收[到集取]|征集|征得|采纳|征求到)[^,，]{0,16}意见|意见建议", frozenset("条 件 个 份 次".split())),
    _thing("solicitation", r"征集|征求|民意调查", TIMES | {"项", "件"}),
    _thing("suggestion", r"提案|议案|(?:人大|代表|委员|政协)[^,，]{0,8}建议|建议案", frozenset("件 条 份 个 项".split())),
    _thing("mailbox", r"信箱|留言|来信|问政|信件|民声", frozenset("件 条 封 次 件次 条次 个".split())),
    _thing("consultation", r"咨询", frozenset("人次 次 件 件次 条 人 个 起".split())),
    _thing("trained", r"培训|参训", frozenset("人次 人".split())),
    _thing("training", r"培训", TIMES),
    _thing("open_day", r"开放日|宣传活动", TIMES),
    _thing("meeting", r"会议|座谈会|推进会|专题会|调度会", TIMES),
    _thing("fulltime", r"专职|全职", PEOPLE),
    _thing("parttime", r"兼职", PEOPLE),
    _thing("staff", r"(?:从事|负责)?[^,，]{0,12}(?:工作人员|信息员)", PEOPLE),
    _thing("reading_point", r"查阅(?:点|场所|室|中心)|受理点", frozenset("个 处 家".split())),
    _thing("visits", r"访问量|浏览量|点击量|点击率|阅读量|(?<!信)访问(?!题)|浏览", frozenset("人次 次 万次".split())),
    _thing("application", r"申请|依申请|予以公开|部分公开|不予公开|同意公开|无法提供|不予处理|其[他它]处理|结转|同意[^,，、]{0,4}公开|公开范围|答复数|办结数|信息不存在|更改补充|其[他它]途径办理", CASES | {"份", "例", "人次", "封"}),
    _thing("fulltext", r"全文电子化", ITEMS),
    _thing("info", r"信息|公开|发布|推送|公文|稿件|图文|更新|公布|登载|刊登|上传|公示|公告|动态", ITEMS),
)
BY_NAME = {t.name: t for t in THINGS}

# A cause names a thing without counting it: 因政府信息公开申请引起的行政复议 counts reconsiderations.
CAUSE = re.compile(
    r"(?:因|由于|由|对|就|关于|有关|涉及)[^,，。、;]{0,16}?(?:政府|政务)?信息公开(?:工作|事务|申请|行为|答复|事项)?(?:而)?(?:引起|引发|产生|导致|被|提起|方面|提出)?的?(?=[^,，。;]{0,12}(?:复议|诉讼|申诉|申述|举报|投诉))"
    r"|依申请公开(?:引起|引发|而|被)[^,，。、;]{0,4}的?"
    r"|申请(?=(?:人)?(?:政府信息公开)?行政?复议)"
    r"|复议申请(?=被|提起)"
)

WEBSITE = re.compile(r"网站|门户网|官网|信息网|公开网|政务网|政府网|网络公开|网络平台|在线|网(?:上)?(?=发布|公开|登载|刊登|更新)|政务公开平台|信息公开平台|网上公开|公开专栏|网页|外网")
DISCLOSURE_PLATFORM = re.compile(r"信息公开(?:目录|平台|专栏|系统)|公开目录")
WECHAT = re.compile(r"[“\"][^”\",，]{0,10}微[^”\",，]{0,6}[”\"]|微信|公众号|公众平台")
WEIBO = re.compile(r"微博")
NEW_MEDIA = re.compile(r"《[^》]{2,20}》|新媒体|两微|微信[、和及]微博|微博[、和及]微信")
GAZETTE = re.compile(r"(?<!状况)(?<!质量)公报")
BOARD = re.compile(r"公开栏|公示栏|宣传栏|公告栏|电子屏|显示屏|线下|宣传车|便民手册|其他(?:方式|渠道|形式|途径)|查阅点")
MEDIA = re.compile(r"《[^》]{2,20}》|报纸|电视|电台|广播|媒体|抖音|视频号|头条|简报|刊物|客户端")
ALL_WAYS = re.compile(r"各类媒体|各种(?:媒体|渠道|形式|方式|途径)|多种(?:渠道|形式|方式|途径)|各(?:渠道|平台)|多渠道")
AND_SO_ON = re.compile(r"等(?:渠道|形式|方式|途径|载体|平台)")
SOMEWHERE = re.compile(r"^[^,，]{0,10}(?:在|通过|利用|借助|依托|经由)[^,，]{2,}")
PROACTIVE = re.compile(r"主动(?:在[^,，]{2,16}|向[^,，]{2,8})?(?:公开|发布)")
UPSTREAM = re.compile(r"(?:上级|省|市|国家级|中央)[^,，]{0,6}(?:采用|采纳|录用|报送|转载)")

ONLINE = re.compile(r"网络|网上|互联网|在线|网站|平台|政务网|网页|专栏|系统")
MAIL = re.compile(r"信函|邮寄|寄送|书信|挂号|邮政|快递|纸质|EMS|ems")
EMAIL = re.compile(r"电子邮(?:件|箱)|电邮|e-?mail")
FAX = re.compile(r"传真")
IN_PERSON = re.compile(r"当面|现场|窗口|上门|来访|当场|面交")
OTHER_FORM = re.compile(r"其[他它](?:形式|方式|途径|渠道)|口头")

RECEIVE = re.compile(r"收到|受理|接到|接收|接受|新收|新增|收悉|共收|收取(?=申请)|提出|提交|登记|收(?=申请)|依申请公开|有(?=申请)|接申请")
CONCLUDE = re.compile(r"办结|办理完毕|办理完成|处理完毕|已办|办理|处理")
REPLY = re.compile(r"答复|回复|回应")
CARRIED_IN = re.compile(r"上(?:一)?年度?[^,，。、]{0,6}结转|结转上|上(?:一)?年度?(?:遗留|转入|结余)|去年结转|20\d\d年度?结转(?!到|至)")
CARRIED_OUT = re.compile(r"结转|转[入至到]下|顺延|下(?:一)?年度?(?:继续)?(?:办理|答复|处理)|(?:跨|延)[至到]?下(?:一)?年|次年")

APPLICANTS = (
    ("natural_person", re.compile(r"自然人|公民|个人|群众个人")),
    ("enterprise", re.compile(r"商业企业|企业|公司")),
    ("research", re.compile(r"科研机构|科研")),
    ("public_welfare", re.compile(r"社会公益组织|公益组织")),
    ("legal_service", re.compile(r"法律服务机构|律师事务所|律所")),
)

# Outcome of an application: words, metric in the forms of 2019 and later, metric in the forms until 2018.
OUTCOMES: tuple[tuple[re.Pattern[str], str | None, str | None], ...] = tuple(
    (re.compile(words), new, old)
    for words, new, old in (
        (r"部分公开", "partially_granted", "reply_partial"),
        (r"国家秘密", "denied_state_secret", "refused_state_secret"),
        (r"商业秘密", None, "refused_trade_secret"),
        (r"个人隐私", None, "refused_privacy"),
        (r"三安全一稳定", "denied_three_securities", "refused_security"),
        (r"第三方合法权益", "denied_third_party", None),
        (r"内部事务", "denied_internal_affairs", None),
        (r"过程性", "denied_process_info", None),
        (r"执法案卷", "denied_enforcement_files", None),
        (r"行政查询", "denied_query_matters", None),
        (r"不予公开|不同意公开|不公开|否决|免予公开", "denied_total", "reply_refused"),
        (r"已(?:经)?主动公开|主动公开范围|已公开", None, "reply_already_public"),
        (r"予以公开|同意(?:全部)?公开|全部公开|给予公开", "granted", "reply_granted"),
        (r"不掌握", "unable_not_held", None),
        (r"另行制作|没有现成", "unable_needs_creation", None),
        (r"补正后[^,，]{0,8}不明确", "unable_unclear", "reply_amend"),
        (r"信息不存在", None, "reply_not_exist"),
        (r"不属于本|非本(?:机关|部门|单位|局|镇|级)|不属本", None, "reply_not_this_agency"),
        (r"不明确|更改|补正|补充", None, "reply_amend"),
        (r"其[他它]途径", None, "reply_other_channel"),
        (r"无法提供", "unable_total", None),
        (r"信访|举报投诉类", "not_processed_petition", None),
        (r"重复申请|重复提出", "not_processed_duplicate", None),
        (r"大量反复", "not_processed_excessive", None),
        (r"公开出版物", "not_processed_publications", None),
        (r"不予处理", "not_processed_total", None),
        (r"不予受理", None, None),
        (r"其[他它]处理", "other_processing_total", None),
        (r"撤回|撤销申请|撤件|终止|不再处理", None, None),
    )
)

# Outcome of a case before an authority or a court; the last part of the metric's id.
CASE_OUTCOMES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"败诉"), "lost"),
    (re.compile(r"维持|驳回"), "upheld"),
    (re.compile(r"纠正|纠错|撤销|确认违法"), "corrected"),
    (re.compile(r"尚未审结|未审结|未结|审理中|正在审理|在审"), "pending"),
    (re.compile(r"其[他它](?:结果|情形|处理)?$"), "other"),
    (re.compile(r"终止|撤回|撤诉|调解|不予立案|不予受理"), ""),
)

CATEGORIES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words), metric)
    for words, metric in (
        (r"工作动态|政务动态|动态", "proactive_cat_work_updates"),
        (r"机构职能|组织机构|机构概况|机构设置|概况类|机构职责", "proactive_cat_organization"),
        (r"政策法规|政策文件|法规文件|法规公文|部门文件|法律法规|政策性文件", "proactive_cat_policy"),
        (r"规划计划|计划总结|发展规划|规划信息|工作计划", "proactive_cat_planning"),
        (r"财政|预决算|预算|资金信息", "proactive_cat_finance"),
        (r"行政权力|权力运行|权责清单|行政执法", "proactive_cat_admin_power"),
        (r"重点领域", "proactive_cat_key_areas"),
        (r"新闻发布", "proactive_cat_press"),
        (r"应急", "proactive_cat_emergency"),
        (r"政务公开管理|公开管理|公开年报|年度报告|公开指南", "proactive_cat_disclosure_mgmt"),
        (r"办事指南|服务指南", "proactive_cat_service_guides"),
        (r"政策宣传", "proactive_cat_policy_publicity"),
        (r"通知公告|公告公示|公示公告|公告通知", "proactive_cat_notices"),
        (r"招标|招投标|政府采购|采购", "proactive_cat_procurement"),
        (r"政府工作报告", "proactive_cat_gov_work_report"),
        (r"^其[他它余](?!方式|渠道|形式|途径)", "proactive_cat_other"),
    )
)

# Words that say nothing about what is counted; what remains of a noun phrase without them is its own name.
GENERIC = re.compile(
    r"20\d\d年度?|全年|本?年度|年内|一年来|截[至止]|目前|期间|我?本?(?:单位|机关|办公室|委员会|委|局|镇|乡|街道|县|区|市|办|院|校)?(?:政府)?(?:共计|共|累计|总计|合计|总共|一共|总数|总)"
    r"|主动|公开|发布|更新|各类|各项|有关|相关|政府|政务|信息|数量|总量|条数|数|量|共|累计|新增|达到|达|为|有|了|的|是|约|近|各种|已|其中|分别|包括|^含|等|及时|内容|方面|^经|^通过|^类$|^项$|^[全我本]"
    r"|[0-9“”\"'()\[\]:：、,，\s]"
)
PUBLISH = re.compile(
    r"公开(?!目录|指南|年报|工作|栏|专栏|平台|网|管理|办)|发布(?!会)|推送|更新|公布|登载|刊登|上传|录入|发表|播发|编发|刊发|发送|张贴|报送|转发|转载"
)
ACCOUNT = re.compile(r"[“\"][^”\"]{1,16}[”\"](?=[^,，]{0,4}(?:微信|公众号|官微|微博|政务|订阅号|视频号))|[“\"][^”\",，]{0,10}微[^”\",，]{0,6}[”\"]")
PLAN = re.compile(r"下一步|今后|明年|力争|计划于|拟于|将(?:继续|进一步)")
OFTEN = re.compile(r"每(?:季度?|月|年|周|天|半年|两月)[^,，]{0,8}$")
PLACE = re.compile(
    r"(?:通过|在|利用|依托|借助|经|于)[^,，]{0,30}?(?:网站|平台|网|公众号|微信|微博|媒体|渠道|公开栏|专栏|目录|方式|形式|途径|栏目|载体|端|系统)(?:上)?"
    r"|[县区市镇省乡街道人民局]{0,4}?(?:政府|政务|官方)?(?:门户)?(?:网站|官网|官方|官微|微信|公众号|公众平台|微博|新媒体|网络|信息网|公开网|政府网|网页|平台)"
    r"|[我本全][镇乡县区市局办委院校站所]|街道|办事处|各类媒体|各种"
)
NEWS = re.compile(r"政务动态|动态信息|工作信息|新闻|图文|文章|稿件|消息|资讯|作品|推文")
CUMULATIVE = re.compile(r"历年|以来|自[^,，]{0,12}(?:开通|运行|实施|成立)|至今")
LAST_YEAR = re.compile(r"(?<!结转)(?:上年|去年|上一年度?|上年度)(?!结转|度?结转|[^,，]{0,4}结转)")
COMPARED = re.compile(r"(?:同比|比上年|较上年|比去年|较去年|与上年|(?<!连)同上年|比20\d\d年|较20\d\d年|环比|较上一年|比上一年|较之上年)(?!度?结转)[^,，。;]{0,14}$")
COMPARES = re.compile(r"同比|比上年|较上年|比去年|较去年|与上年相比|环比|较上一年|比上一年")
ON_BEHALF = re.compile(r"代表[^,，]{1,12}(?:受理|收到|办理|答复)|由[^,，]{2,14}(?:局|办|办公室|部门|中心)(?:受理|收到|办理)|代(?:区|县|市|镇)政府")
