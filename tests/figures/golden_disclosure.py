"""Disclosed information: totals, channels, categories. All sentences are ours; no report says them."""

from __future__ import annotations

from figure_samples import Golden as G

TOTALS = (
    G("全年主动公开政府信息321条。", ("proactive_disclosures_total=321条",)),
    G("本年度共主动发布信息80余条。", ("proactive_disclosures_total=80条 about",)),
    G("截至年底，历年累计主动公开信息5012条。", ("proactive_disclosures_cumulative=5012条",)),
    G("今年以来，主动公开的政府信息有60条。", ("proactive_disclosures_total=60条",)),
    G("主动公开信息数较上年增长15%，达到230条。", ("yoy_change=15%", "proactive_disclosures_total=230条")),
    G(
        "累计公开信息3,400条，本年新增公开信息290条。",
        ("proactive_disclosures_cumulative=3400条", "proactive_disclosures_total=290条"),
    ),
    G("主动公开信息6项、75条。", ("proactive_disclosures_total=75条",)),
    G("通过网站、微信等多种渠道主动公开信息90条。", ("proactive_disclosures_total=90条",)),
    G("镇政府网站、微信公众号等平台共主动发布信息70条。", ("proactive_disclosures_total=70条",)),
    G("通过公开栏、广播等形式公开信息46条。", ("proactive_disclosures_total=46条",)),
    G("全文电子化率达100%。", ("fulltext_electronic_rate=100%",)),
    G("全年公开各类信息1.5万条。", ("proactive_disclosures_total=15000条",)),
)

CHANNELS = (
    G(
        "主动公开信息120条，其中政府网站80条，微信公众号30条，公开栏10条。",
        (
            "proactive_disclosures_total=120条",
            "proactive_by_website=80条",
            "proactive_by_wechat=30条",
            "proactive_by_other=10条",
        ),
    ),
    G("通过政府门户网站公开信息45条。", ("proactive_by_website=45条",)),
    G("在县政府网站发布政府信息17条。", ("proactive_by_website=17条",)),
    G("通过“青石发布”微信公众号推送信息66条。", ("proactive_by_wechat=66条",)),
    G("微信公众号“青石发布”推送信息66条。", ("proactive_by_wechat=66条",)),
    G("“青石之声”微信公众号推送36期120条信息。", ("proactive_by_wechat=120条",)),
    G("在镇公开栏张贴90条。", ("proactive_by_other=90条",)),
    G("政务微博发布信息12条。", ("proactive_by_weibo=12条",)),
    G("政务新媒体公开信息31条。", ("proactive_by_new_media_total=31条",)),
    G("“青石微讯”公开41条。", ("proactive_by_wechat=41条",)),
    G("政府公报公开信息8条。", ("proactive_by_gazette=8条",)),
    G(
        "主动公开信息70条，其中市政府门户网站60条，镇门户网站5条。",
        ("proactive_disclosures_total=70条", "proactive_by_website=60条"),
    ),
    G(
        "主动公开信息70条，其中网站65条，广播、电视等方式5条。",
        ("proactive_disclosures_total=70条", "proactive_by_website=65条", "proactive_by_other=5条"),
    ),
    G("利用微信公众号发布便民提示、乡村新貌、惠农政策等信息共48条。", ("proactive_by_wechat=48条",)),
    G("在《青石周报》发表文章12篇。", ()),
    G("在县报、市电视台等媒体共播发新闻19条。", ()),
    G("按照《青石镇信息公开指南》，全年公开信息28条。", ("proactive_disclosures_total=28条",)),
    G("门户网站访问量3.2万人次。", ("website_visits=32000人次",)),
    G("微信公众号阅读量20万次。", ()),
)

CATEGORIES = (
    G(
        "主动公开信息40条，其中工作动态20条，机构职能8条，政策法规7条，规划计划5条。",
        (
            "proactive_disclosures_total=40条",
            "proactive_cat_work_updates=20条",
            "proactive_cat_organization=8条",
            "proactive_cat_policy=7条",
            "proactive_cat_planning=5条",
        ),
    ),
    G(
        "公开信息9条，其中乡村振兴4条、环境整治3条、党建2条。",
        (
            "proactive_disclosures_total=9条",
            "proactive_category_count=4条",
            "proactive_category_count=3条",
            "proactive_category_count=2条",
        ),
    ),
    G(
        "公开信息5条，其中机构职能、财政预决算各2条，应急管理1条。",
        (
            "proactive_disclosures_total=5条",
            "proactive_cat_organization=2条",
            "proactive_cat_finance=2条",
            "proactive_cat_emergency=1条",
        ),
    ),
    G(
        "公开信息6条，其中“双清单、一公开”、公共服务、财政预决算每类2条。",
        (
            "proactive_disclosures_total=6条",
            "proactive_category_count=2条",
            "proactive_category_count=2条",
            "proactive_cat_finance=2条",
        ),
    ),
    G(
        "公开信息30条，包括建议提案办理5条，机构领导3条，通知公告22条。",
        (
            "proactive_disclosures_total=30条",
            "proactive_category_count=5条",
            "proactive_category_count=3条",
            "proactive_cat_notices=22条",
        ),
    ),
    G(
        "公开信息12条，其中防范风险政策文件、措施及成效10条，年报2条。",
        ("proactive_disclosures_total=12条", "proactive_category_count=10条", "proactive_category_count=2条"),
    ),
    G(
        "公开信息50条，工作动态42条，余下8条归为其他类。",
        ("proactive_disclosures_total=50条", "proactive_cat_work_updates=42条", "proactive_cat_other=8条"),
    ),
    G(
        "无机构职能类信息，财政类信息3条。",
        ("proactive_cat_organization=0条 zero_statement", "proactive_cat_finance=3条"),
    ),
    G(
        "产生的政府信息中，属性为依申请公开信息6条，不予公开信息2条。",
        ("info_classified_on_request=6条", "info_classified_nondisclosure=2条"),
    ),
    G(
        "公开信息87条：主动公开68条，依申请公开19条。",
        ("proactive_disclosures_total=68条", "info_classified_on_request=19条"),
    ),
    G("依申请公开信息数为6件。", ("info_classified_on_request=6件",)),
)
