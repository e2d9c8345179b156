"""The ways information goes out and applications come in."""

from __future__ import annotations

import re

WEBSITE = re.compile(
    r"网站|门户网|官网|信息网|公开网|政务网|政府网|网络公开|网络平台|在线|网(?:上)?(?=发布|公开|登载"
    r"|刊登|更新)|政务公开平台|信息公开平台|网上公开|公开专栏|网页|外网"
)
DISCLOSURE_PLATFORM = re.compile(r"信息公开(?:目录|平台|专栏|系统)|公开目录")
WECHAT = re.compile(r"[“\"][^”\",，]{0,10}微[^”\",，]{0,6}[”\"]|微信|(?<!微博)公众号|公众平台")
WEIBO = re.compile(r"微博")
NEW_MEDIA = re.compile(r"新媒体|两微|双微|微博微信|微信微博|微信[、和及]微博|微博[、和及]微信")
GAZETTE = re.compile(r"(?<!状况)(?<!质量)公报")
BOARD = re.compile(
    r"公开栏|公示栏|宣传栏|公告栏|公示板|揭示板|公告板|橱窗|电子屏|显示屏|线下|宣传车|便民手册|其[他它](?:方式|渠道|形式|途径)"
    r"|查阅点"
)
MEDIA = re.compile(
    r"《[^》]{2,20}(?<!指南)(?<!目录)(?<!条例)(?<!办法)(?<!规定)(?<!通知)(?<!意见)(?<!方案)(?<!要点)(?<!报告)(?<!细则)(?<!公开)(?<!专栏)(?<!栏目)》"
    r"|报纸|[日晚晨]报(?!告)|电视|电台|广播|媒体|抖音|视频号|头条|简报|刊物|客户端"
)
ALL_WAYS = re.compile(r"各类媒体|各种(?:媒体|渠道|形式|方式|途径)|多种(?:渠道|形式|方式|途径)|各个?(?:渠道|平台)|多渠道")
AND_SO_ON = re.compile(r"等[^,，]{0,4}(?:渠道|形式|方式|途径|载体|平台)|等(?=\s?(?:共|累计)?主动(?:公开|发布))")
SOMEWHERE = re.compile(r"^[^,，]{0,10}(?:在|通过|利用|借助|依托|经由)[^,，]{2,}")
# A clause that ends with the name of a channel counts what went out through it, whatever stands before.
ENDS = re.compile(
    r"(?:网站?|官网|政务网|门户|平台|公众号|微信|微博|公开栏|公告栏|专栏|媒体|报纸|电视|[日晚晨周]报|视频号"
    r"|(?:微信|公众号|微博|平台)[“\"][^”\"]{1,16}[”\"])"
    r"(?:上|等[^,，]{0,4}(?:方式|渠道|形式|途径|媒体|平台))?(?:共|共计|主动|累计)*(?:公开|发布|发稿"
    r"|张贴|刊登|播发|播放"
    r"|发文|推送|登载|更新|公布)?(?:信息|政府信息)?(?:共|共计|有|为)?\s?$"
)
ONLINE = re.compile(r"网络|网上|互联网|在线|网站|平台|政务网|网页|专栏|系统")
MAIL = re.compile(r"信函|邮寄|寄送|书信|挂号|邮政|快递|纸质|EMS|ems")
EMAIL = re.compile(r"电子邮(?:件|箱)|电邮|e-?mail")
FAX = re.compile(r"传真")
IN_PERSON = re.compile(r"当面|现场|窗口|上门|来访|当场|面交")
OTHER_FORM = re.compile(r"其[他它](?:形式|方式|途径|渠道)|口头")
ACCOUNT = re.compile(
    r"(?:微信|公众号|微博|官微|订阅号|视频号|抖音号?|平台)[“\"][^”\"]{1,16}[”\"]"
    r"|[“\"][^”\"]{1,16}[”\"](?=[^,，]{0,4}(?:微信|公众号|官微|微博|政务|订阅号|视频号))"
    r"|[“\"][^”\",，]{0,10}微[^”\",，]{0,6}[”\"]"
)
PLACE = re.compile(
    r"(?:通过|在|利用|依托|借助|经|于)[^,，]{0,30}?(?:网站|平台|网|公众号|微信|微博|媒体|渠道|公开栏"
    r"|专栏|目录|方式|形式|途径|栏目|载体|端|系统)(?:上)?"
    r"|[县区市镇省乡街道人民局]{0,4}?(?:政府|政务|官方)?(?:门户)?(?:网站|官网|官方|官微|微信|公众号"
    r"|公众平台|微博|新媒体|网络|信息网|公开网|政府网|网页|平台)"
    r"|[我本全][镇乡县区市局办委院校站所]|街道|办事处|各类媒体|各种"
)


def only_account(words: str) -> str | None:
    """The kind of account the words name, when they name no other kind: wechat, weibo."""
    named = [name for name, kind in (("wechat", WECHAT), ("weibo", WEIBO), ("", _OTHER_ACCOUNT)) if kind.search(words)]
    return named[0] or None if len(named) == 1 else None


_OTHER_ACCOUNT = re.compile(r"抖音|视频号|头条|快手|b站|小红书")
