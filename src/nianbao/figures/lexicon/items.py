"""Names of disclosed information, and the words that say no more than "information"."""

from __future__ import annotations

import re

PROACTIVE = re.compile(r"主动(?:在[^,，]{2,16}|向[^,，]{2,8})?(?:公开|发布)")
UPSTREAM = re.compile(
    r"(?:上级|省|市|国家级|中央)[^,，]{0,6}(?:采用|采纳|录用|报送|转载)|^报送|被[^,，]{0,8}(?:采用"
    r"|采纳|录用)"
)
CATEGORIES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words), metric)
    for words, metric in (
        (r"工作动态|政务动态|动态(?!发布|公开|更新|调整|管理)", "proactive_cat_work_updates"),
        (r"机构职能|组织机构|机构概况|机构设置|概况类|机构职责", "proactive_cat_organization"),
        (r"政策法规|政策文件|法规文件|法规公文|部门文件|法律法规|政策性文件", "proactive_cat_policy"),
        (r"规划计划|计划总结|发展规划|规划信息|工作计划", "proactive_cat_planning"),
        (r"财政(?:预决算|预算|决算|资金|专项)*|预决算|预算|资金信息|[“\"]?三公[”\"]?经费|专项经费|财务(?=预决算|管理)", "proactive_cat_finance"),
        (r"行政权力|权力运行|权责清单|行政执法", "proactive_cat_admin_power"),
        (r"重点领域", "proactive_cat_key_areas"),
        (r"新闻发布", "proactive_cat_press"),
        (r"应急", "proactive_cat_emergency"),
        (r"政务公开管理|公开管理|公开指南", "proactive_cat_disclosure_mgmt"),
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
    r"20\d\d年度?|全年|[本当今]年度?|年度|年内|一年来|截[至止]|目前|期间|我?本?(?:单位|机关|办公室|委员会|委|局"
    r"|镇|乡|街道|县|区|市|办|院|校)?(?:政府)?(?:共计|共|累计|总计|合计|总共|一共|总数|总)"
    r"|主动|公开|发布|更新|各类|各项|有关|相关|政府|政务|信息|数量|总量|条数|数|量|共|累计|新增|达到"
    r"|达|为|有|了|的|是|约|近|各种|已|其中|分别|包括|^含|等|及时|内容|方面|^经|^通过|^类$|^项$"
    r"|^[全我本]"
    r"|项目$|专栏$|[0-9“”\"'()\[\]:：、,，\s]"
)
PUBLISH = re.compile(
    r"公开(?!目录|指南|年报|工作|栏|专栏|平台|网|管理|办)|发布(?!会)|推送|更新|公布|登载|刊登|上传"
    r"|录入|发表|播发|编发|刊发|发送|张贴|报送|转发|转载"
)
NEWS = re.compile(r"(?:政法|普法|宣传|工作|政务){1,2}动态(?:信息)?|动态信息|工作信息|新闻|图文|文章|稿件|消息|资讯|作品|推文|报道")
CUMULATIVE = re.compile(r"历年|(?<!今年)(?<!本年)(?<!年初)(?<!一年)以来|自[^,，]{0,12}(?:开通|运行|实施|成立)|至今")
