"""Turns of phrase that decide what a number counts, and whose it is. All sentences are ours; no report says them."""

from __future__ import annotations

from figure_samples import Golden as G

PARTS = (
    # What went into a column of a site is a part, named by the column.
    G(
        "全年主动公开政府信息60条。其中领导简介栏目公开信息8条；办事程序栏目公开信息40条；统计栏目公开信息12条。",
        (
            "proactive_disclosures_total=60条",
            "proactive_category_count=8条",
            "proactive_category_count=40条",
            "proactive_category_count=12条",
        ),
    ),
    G("我局通过《政府信息公开》栏目主动公开政府信息210条。", ("proactive_disclosures_total=210条",)),
    G("通过《政府信息公开专栏》主动公开政府信息31条。", ("proactive_disclosures_total=31条",)),
    # A share of the total says that the number is a part of it.
    G("共公开信息90条。12条占公开总数的13.33%。", ("proactive_disclosures_total=90条",)),
    G("制作政策解读稿20篇，其中图解5篇。", ("policy_interpretations_published=20篇",)),
    G("召开新闻发布会4场，现场解答群众关切问题19个。", ("press_conferences_total=4次",)),
    G("召开新闻发布会4场。回复社会关注问题230个。", ("press_conferences_total=4次",)),
    G(
        "召开新闻发布会4场，其中主要负责人参加1场。",
        ("press_conferences_total=4次", "press_conferences_by_leader=1次"),
    ),
    G("受理网民留言48条，办结留言46条，公开答复9条。", ("mailbox_letters_total=48条",)),
    G("收到33条网民留言，办结留言30条。", ("mailbox_letters_total=33条",)),
)
WHOSE = (
    G(
        "2018年，镇政府共主动公开政府信息41条，镇卫生院公开信息900条，镇水利站主动公开政府信息17条。",
        ("proactive_disclosures_total=41条",),
    ),
    G("我镇主动公开信息41条，党政办公开信息20条。", ("proactive_disclosures_total=41条",)),
    G("全年受理申请8件，申请人自愿放弃申请1件。", ("applications_received=8件",)),
    G(
        "全年收到申请8件。从申请人看，以单位名义提交的政府信息公开申请有3件。",
        ("applications_received=8件",),
    ),
    G(
        "2017-2018学年，学校官方网站共公开信息77条。",
        ("proactive_by_website=77条",),
    ),
    G("2018年9月至2019年6月期间，学校官方微信发布信息90余条。", ("proactive_by_wechat=90条 about",)),
    G(
        "2018年主动公开信息50条，2017年主动公开信息45条，历年累计主动公开信息300条。",
        ("proactive_disclosures_total=50条", "proactive_disclosures_cumulative=300条"),
    ),
    # Documents by their secrecy are no category of what was disclosed.
    G("全年产生公文类信息70条，无涉及国家秘密的公文类信息。", ("info_made_total=70条",)),
)
NAMED_OTHERWISE = (
    G(
        "微博微信公开信息140条，政府公报公开信息0条。",
        ("proactive_by_new_media_total=140条", "proactive_by_gazette=0条"),
    ),
    G(
        "通过网站、政务微博、政务微信等主动公开政府信息520条，其中网站公开480条。",
        ("proactive_disclosures_total=520条", "proactive_by_website=480条"),
    ),
    G("通过微信公众号发布报道35篇。", ("proactive_by_wechat=35篇",)),
    G("主动公开信息600条。聚焦水库建设，动态发布各类信息130余条。", ("proactive_disclosures_total=600条",)),
    G("全年产生公文类信息70条，其中主动公开的公文类信息有21条。", ("info_made_total=70条",)),
    G("确定继续有效的行政规范性文件14件。", ("normative_documents_in_force=14件",), year=2022),
    G(
        "在已答复的5件申请中，“同意公开”的3件；“非本机关政府信息”的1件；“信息不存在”的1件。",
        ("replies_total=5件", "reply_granted=3件", "reply_not_this_agency=1件", "reply_not_exist=1件"),
    ),
    G(
        "完成申请答复40件，其中予以公开21件，占52.5%；部分公开9，占22.5%；不予公开10件，占25%。",
        ("results_total=40件", "granted=21件", "partially_granted=9件", "denied_total=10件"),
        year=2022,
    ),
    G(
        "行政许可处理决定 37；行政处罚处理决定 5；行政强制处理决定 0。",
        ("licensing_decisions=37件", "penalties_decisions=5件", "coercions_decisions=0件"),
        year=2022,
    ),
    G(
        "二、主动公开政府信息的情况 2018年青石镇主动公开政府信息26条。",
        ("proactive_disclosures_total=26条",),
    ),
)
MISTAKABLE = (
    # A register of the site's own report: what was updated in the catalogue is a part.
    G(
        "政府网站发布信息900条，概况类信息更新量12条，信息公开目录信息更新量60条。",
        ("proactive_by_website=900条", "proactive_cat_organization=12条", "proactive_category_count=60条"),
    ),
    G(
        "在县政府信息公开平台主动公开新闻信息45条，通过微信公众号发布信息300条。",
        ("proactive_by_website=45条", "proactive_by_wechat=300条"),
    ),
    G("主动公开信息80条。通过便民热线答复群众关心的问题53条。", ("proactive_disclosures_total=80条",)),
    G("全年未收到行政许可申请。", ()),
    G("全年受理行政许可申请31件。", ()),
    G("对照《条例》第十九至二十一条的规定，全年主动公开信息80条。", ("proactive_disclosures_total=80条",)),
    G("对照《条例》第十九条、二十条，全年主动公开信息80条。", ("proactive_disclosures_total=80条",)),
    G("主动公开信息80条。通过“信用中国”网站公开信用信息1300条。", ("proactive_disclosures_total=80条",)),
    G("及时答复依申请公开17件。", ("results_total=17件",), year=2022),
    G("受理并按时办理回复依申请公开件6件。", ("applications_received=6件",), year=2022),
    G(
        "共制作和主动发布政府信息97条，其中决策公开4条、执行结果60条、政策解读3条、回应关切2条、监督保障28条。",
        (
            "proactive_disclosures_total=97条",
            "proactive_category_count=4条",
            "proactive_category_count=60条",
            "policy_interpretations_published=3条",
            "proactive_category_count=2条",
            "proactive_category_count=28条",
        ),
    ),
    G("全年产生政府信息16条，均已主动公开。", ("info_made_total=16条", "proactive_disclosures_total=16条")),
    G("全年产生政府信息16条，除依法不予公开的外均已主动公开。", ("info_made_total=16条",)),
    G(
        "主动公开规章13件（含新制定5件，修改4件，废止4件），人事任免文件106件。",
        ("proactive_category_count=13件", "proactive_category_count=106件"),
    ),
    G("共举办19场新闻发布活动。其中，防汛新闻发布会累计举行8场。", ("press_conferences_total=19次",)),
    G("全年开展20余场政策解读活动。", ()),
    G("接受政府信息公开方面的谘询70人次。", ("consultations_total=70人次",)),
    G(
        "依申请提供政府信息未收取费用，不存在减免情况。",
        ("fees_collected=0元 zero_statement", "fees_waived=0元 zero_statement"),
    ),
    # A sum over the years, told in one sentence; the year's own in the next.
    G(
        "我们通过公开目录系统累计主动公开政府信息已达657条。2018年新增主动公开政府信息50条。",
        ("proactive_disclosures_cumulative=657条", "proactive_disclosures_total=50条"),
    ),
    G("全年解读政策、公布人事变动、业务动态等共计50条。", ()),
    G(
        "主动公开信息12条，其中部门文件7条、政策解读2条、图解政策3条。",
        ("proactive_disclosures_total=12条", "proactive_cat_policy=7条", "policy_interpretations_published=2条"),
    ),
    G(
        "我镇共发文96件，其中主动公开文件10件，不公开文件86件，依申请公开0件。",
        (
            "proactive_category_count=10件",
            "info_classified_nondisclosure=86件",
            "info_classified_on_request=0件",
        ),
    ),
    G(
        "通过“青石教育”微信公众号讲好故事。目前粉丝量为2879人，今年共发布文章52篇。",
        ("proactive_by_wechat=52篇",),
    ),
    G("通过微信公众号、抖音号讲好故事。目前粉丝量为2879人，今年共发布文章52篇。", ()),
    G("建立民政局微信公众服务号，发布民政信息212条。", ("proactive_by_wechat=212条",)),
    G("收到12345热线平台信件442件，回退347件。", ()),
)
