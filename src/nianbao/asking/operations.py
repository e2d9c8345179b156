"""What a question wants done with what it names: the operation, by its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from nianbao.model import Operation

OUT_OF_SCOPE = re.compile(
    r"天气|下雨|气温|房价|股票|股市|彩票|写(?:一)?[首篇段封]|作诗|写诗|作文|讲个?笑话|翻译(?:成|一下)|你觉得|你认为|你怎么看|你是谁|好不好吃|好吃|好玩|推荐|预测|预计(?:明|下)|会不会|"
    r"干得好不好|靠谱|能干|腐败|谁更好|怎么评价|评价一下|值不值|GDP|gdp|生产总值|人均收入|人口(?:多少|有多少|数)|面积多少|工资多少|房租|菜价|彩礼|高考|招聘考试|旅游景点|农家乐|新闻联播|比分|"
    r"电影|菜谱"
)
OF_PERSONS = re.compile(
    r"(?:[县镇乡区市局处科所校院]长|书记|主任|领导|一把手)(?:是谁|叫|姓|是哪[个位])|谁是[^,，]{0,8}(?:[县镇乡区市局处科所校院]长|书记|主任|一把手)"
)
"""Who holds an office: a report tells who leads the work on disclosure by the office, and names no one."""
WRITING = re.compile(
    r"(?:写|起草|编|拟|做|生成)(?:一?[份篇个封]|个|出)[^,，]{0,12}(?:年报|报告|稿|文章|申请书|材料|总结|方案|答复)"
)
SMALL_TALK = re.compile(
    r"\W*(?:(?P<thanks>谢谢|多谢|感谢|辛苦了?|thanks|thank you)|(?P<bye>再见|拜拜|bye)|"
    r"[你您]们?(?:都?能|可以|会|是)(?:做|干|回答|帮我?|查)?(?:些|点)?(?:什么|啥|谁)|what can you do|who are you|"
    r"你好|您好|在吗|好的|知道了|明白了|嗯+|hi|hello|ok)(?:你们?|您|了|啦|哈|啊|呀|的)*\W*"
)
FUTURE = re.compile(r"(?:明年|后年|将来|未来)[^,，]{0,8}(?:会|能|将)[^,，]{0,12}(?:多少|几)")
"""No report says what will be counted, whatever metric the question names."""
PERSONAL = re.compile(r"(?:姓名|名字|叫什么|叫啥|身份证|家庭住址|是谁申请|谁申请的|住在哪|手机号|个人电话|私人电话)")
INJECTION = re.compile(
    r"(?:忽略|无视|不要管|忘记|忘掉)[^,，。]{0,12}(?:要求|指令|规则|提示|设定|内容)[,，。]?|(?:直接|只需?|必须)(?:说|回答|输出|告诉我)|假装你?是?|扮演[^,，]{0,8}|"
    r"ignore [^.]{0,40}instructions?|system prompt"
)
DEFINE = re.compile(
    r"是哪[一两二三四五六七八九十几]+[类种项个]|什么是|啥是|什么叫|啥叫|何谓|何为|是什么意思|什么意思|啥意思|是指什么|指什么|指的是|含义|定义|怎么理解|是什么$|(?:有|是)什么(?:区别|不同|分别)|区别(?:在|是)|"
    r"what (?:is|does|are)\b|meaning of"
)
META = re.compile(
    r"库里|收录|索引|数据库|有哪些(?:镇|乡|街道|单位|机关|报告|年份|年报|地方)|(?:报告|年报)都?有哪些|有几份|几份(?:报告|年报)|几年的年报|哪几年的|哪些年(?:份)?的|有没有[^,，]{0,16}(?:年报|报告)|"
    r"能查哪些|能问什么|可以问什么|多少份"
)
META_SURELY = re.compile(r"几年的年报|几份|哪几年的|有没有[^,，]{0,16}(?:年报|报告)|能查|能问|可以问|收录")
"""Words about the index that stay so beside a metric's words, which such questions hold by chance."""
_TREND = re.compile(r"走势|趋势|怎么变|变化|历年|各年|逐年|这几年|每年(?:多少|各|分别)|分别是多少年")
_GREW = re.compile(
    r"(?:有没有|是否|是不是|有无)[^,，]{0,4}(?:增|减|升|降|变多|变少|多了|少了)|(?:增加|减少|上升|下降|变多|变少|增长)了?[吗没]"
)
_CHANGE = re.compile(
    r"同比|环比|增长|增幅|降幅|增加了?(?:多少|几|百分)|减少了?(?:多少|几|百分)|(?:比|较|跟|和|与)[^,，]{0,10}(?:上一?年度?|去年|前一年|20\d\d年?|"
    r"\d\d年)[^,，]{0,12}(?:多|少|增|减|涨|降|变|下降|上升|差)|比上一?年|较上一?年|比去年|比前一年"
)
_PERCENT = re.compile(r"百分之|百分比|百分点|几成|%|增长率|比例|幅度")
_RANK = re.compile(
    r"\b(?:most|least|highest|lowest|fewest)\b|"
    r"最多|最少|最高|最低|最大|最小|排名|排第|前[一二三四五六七八九十\d]{1,2}(?![年条件次人个半成天届任])|前[一二三四五六七八九十\d]{1,2}[个名]|倒数|第一|谁(?:更)?(?:多|少)|哪[个家][^,，]{0,14}(?:多|少|高|低)"
)
_AVERAGE = re.compile(r"平均|均值")
_SUM = re.compile(r"一共|合计|总共|总和|加起来|总计|共计|合起来|共有|共收|之和|全部加")
_COUNT = re.compile(
    r"(?:镇|乡|街道|单位|机关|局)有(?:几|多少)[个家]|"
    r"(?:超过|多于|大于|不到|少于|低于|以上|以下|没有?)[^,，]{0,12}(?:哪些|哪几[个家]|多少个?|几[个家])(?:镇|乡|街道|单位|机关|地方|局)|"
    r"有(?:几|多少)[家个](?=没|未|有|收到|被|超|不)|有几(?:个|家)(?:镇|乡|街道|单位|机关|地方|局)|(?:哪些|哪几个|哪几家|哪个)(?:镇|乡|街道|单位|机关|地方|局|年)[^,，]{0,16}(?:没|未|有|超过|不到|收到)|有几年|"
    r"几个年份|多少个(?:镇|单位|机关|乡)|哪些年[^,，]{0,10}(?:没|有)"
)
_SHARE = re.compile(
    r"占[^,，]{0,16}(?:多少|几成|几|百分|比|多大)|百分之几|几成|占比|比重|比例|占了?多少|纠错率|公开率|结转率|(?:纠正|维持|办结|败诉|撤销)率"
)
_BREAKDOWN = re.compile(
    r"结果呢?$|结果(?:怎么样|如何|怎样|是什么)|分别|怎么分|分布|构成|哪几类|哪些类|按[^,，]{1,6}分|各(?:是|有|为)?(?:多少|几)|怎么来的|怎么提交|什么方式|哪些方式|"
    r"途径[^,，]{0,4}(?:有|是)|结果分布|"
    r"哪一?[类种项][^,，]{0,6}最|明细|"
    r"(?:什么样?的?|哪些?类?|哪几类)人[^,，]{0,2}(?:申请|提)|申请[^,，]{0,6}(?:什么样?的?|哪些?类?|哪几类)人|"
    r"几类"
)
_EXISTS = re.compile(
    r"^\s*(?:did|was|were|is|are|has|have|do|does)\b|有没有|有冇|是否|是不是|有[^,，]{0,20}吗|吗[?？。]?$|没有?[?？。]?$|难道|有无|没有吗|"
    r"过[吗没]|了没|对不对|对吗"
)
_LIST = re.compile(r"哪些|哪几|有啥|列出|列一下|都有什么|主要(?:是)?(?:关于|涉及)|涉及什么|关于什么|什么内容|什么方面")
_EXPLAIN = re.compile(
    r"为什么|为何|为啥|原因|怎么|如何|咋|怎样|什么措施|干了什么|做了什么|情况如何|若何|谁当|谁是|多久"
)
CONSISTENCY = re.compile(
    r"(?:加起来|相加|合计|之和)[^,，]{0,10}(?:是|对|等|和|跟|不|吗)|加[^,，]{1,12}等于|等于|对得上|对不上|吻合|矛盾|一致吗|是否一致|相符|怎么又|怎么[^,，]{0,6}又|到底"
)

_WHY = re.compile(
    r"为什么|为何|原因|怎么(?:一)?回事|(?:怎么|咋)[^,，多几]{0,6}(?:变[多少高低大小]|[增减涨降][加少了多]|[多少]了)"
)
_ADDS_UP = re.compile(r"总数|总量|合计|分项|各类|各项|几类|[两三四五六七八九十]类|渠道")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Operation and the marks around it; `percent` asks for a rate, `why` for a reason, `least` for the smallest."""

    operation: Operation
    percent: bool = False
    why: bool = False
    least: bool = False
    consistency: bool = False


def operation(
    folded: str,
    *,
    agencies: int,
    years: int,
    numeric: bool,
    text_metric: bool,
    contact: bool,
    group: bool,
    metrics: int = 1,
) -> Asked:
    """The operation a folded question asks for, given what else was found in it."""
    folded = folded.strip().rstrip("?？。!！ ")
    percent = bool(_PERCENT.search(folded))
    why = bool(_WHY.search(folded))
    consistency = bool(CONSISTENCY.search(folded)) and (numeric or bool(_ADDS_UP.search(folded)))
    least = bool(re.search(r"最少|最低|最小|倒数|更少|谁少|哪[个家]少|\b(?:least|lowest|fewest)\b", folded))

    def asked(name: Operation) -> Asked:
        return Asked(operation=name, percent=percent, why=why, least=least, consistency=consistency)

    if contact:
        return asked("contact")
    if consistency and not numeric:
        return asked("lookup")
    if numeric and HOW_OFTEN.search(folded):
        return asked("explain")
    if numeric:
        shape = _Shape(agencies=agencies, years=years, several=agencies > 1 or group, metrics=metrics)
        return asked(_numeric_operation(folded, shape, consistency, why))
    if percent and _SHARE.search(folded):
        return asked("share")
    if text_metric:
        return asked("list" if _LIST.search(folded) else "explain")
    if _EXISTS.search(folded) and not why:
        return asked("exists")
    if _LIST.search(folded):
        return asked("list")
    return asked("explain")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """What the rules below look at besides the words."""

    agencies: int
    years: int
    several: bool
    metrics: int

    @property
    def many(self) -> bool:
        return self.several or self.years > 1


_Rule = tuple[Operation, Callable[[str, _Shape], bool]]

_MORE_THAN = re.compile(r"比[^,，]{1,14}(?:多|少|高|低)|相差|差多少|差几")
_DIFFERS = re.compile(r"[比较][^,，]{0,14}(?:多|少|增|减|高|低|升|降|涨|跌|变)|差多少|差几")
_OPPOSED = re.compile(r"比[^,，]{1,14}[多少高低]|还是|相差|差多少|差几")
HOW_OFTEN = re.compile(r"多久[^,，]{1,8}[一1][次回]|每?隔多久|几[天个年][^,，]{1,6}[一1][次回]")
SUBJECTS = re.compile(
    r"打听|问的?都?是?些?(?:什么|啥)|都是些?(?:什么|啥)|主要(?:是)?(?:关于|涉及)|涉及什么|关于什么|什么内容|哪些内容|哪[些几两三]个?方面|(?:内容|主要)[^,，]{0,3}是什么|(?:想|需|索)要(?:的是)?什么|(?:为了|因为)什么事?|集中在哪|是什么事"
)
_HANDLED = re.compile(r"怎么改进|如何改进|后来怎么|怎么处理|怎么样了|怎样处理")
_WHICH_MORE = re.compile(r"[哪谁][^,，]{0,14}[多少高低大小](?=$|[,，?？])")

# Tried in this order; the first that holds gives the operation of a question about a figure.
_RULES: tuple[_Rule, ...] = (
    ("count", lambda q, s: bool(_COUNT.search(q)) and "最" not in q and (s.many or s.agencies == 0 or "几年" in q)),
    ("average", lambda q, s: bool(_AVERAGE.search(q)) and s.many),
    ("share", lambda q, s: bool(_SHARE.search(q)) and not (_CHANGE.search(q) or _year_on_year(q, s))),
    ("breakdown", lambda q, s: bool(_BREAKDOWN.search(q)) and not s.several),
    ("compare", lambda q, s: s.metrics == 2 and not s.many and bool(_OPPOSED.search(q))),
    ("compare", lambda q, s: _ranks(q) and s.agencies == 2 and "最" not in q),
    ("rank", lambda q, s: _ranks(q)),
    ("compare", lambda q, s: s.agencies == 2 and bool(_MORE_THAN.search(q))),
    ("change", lambda q, s: bool(_CHANGE.search(q)) or _year_on_year(q, s)),
    ("trend", lambda q, s: bool(_TREND.search(q)) and s.years != 1),
    ("trend", lambda q, s: bool(_GREW.search(q)) and s.years > 1 and not s.several),
    ("sum", lambda q, s: bool(_SUM.search(q)) and s.many),
    ("compare", lambda q, s: s.several and bool(re.search(r"对比|比较|相比", q))),
    ("exists", lambda q, s: bool(_EXISTS.search(q))),
    ("list", lambda q, s: bool(SUBJECTS.search(q))),
    ("explain", lambda q, s: bool(_HANDLED.search(q))),
)


def _year_on_year(folded: str, shape: _Shape) -> bool:
    return shape.years == 2 and shape.agencies < 2 and bool(_DIFFERS.search(folded))


def _ranks(folded: str) -> bool:
    return bool(_RANK.search(folded) or _WHICH_MORE.search(folded))


def _numeric_operation(folded: str, shape: _Shape, consistency: bool, why: bool) -> Operation:
    if why:
        return "explain"
    if consistency:
        return "lookup"
    return next((name for name, holds in _RULES if holds(folded, shape)), "lookup")
