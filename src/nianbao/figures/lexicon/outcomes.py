"""What becomes of an application and of a case: received, carried over, granted, refused, upheld."""

from __future__ import annotations

import re

from nianbao.model import Applicant

RECEIVE = re.compile(
    r"收到|受理|接到|接收|接受|新收|新增|收悉|共收|收取(?=申请)|提出|提交|登记|收(?=申请)|依申请公开"
    r"|有(?=申请)|接申请"
)
CONCLUDE = re.compile(r"办结|办理完毕|办理完成|处理完毕|已办|办理|处理")
REPLY = re.compile(r"答复|回复|回应")
CARRIED_IN = re.compile(
    r"上(?:一)?年度?[^,，。、]{0,6}结转|结转上|上(?:一)?年度?(?:遗留|转入|结余)|去年结转"
    r"|20\d\d年度?结转(?!到|至)"
)
CARRIED_OUT = re.compile(
    r"结转|转[入至到]下|顺延|下(?:一)?年度?(?:继续)?(?:办理|答复|处理)|(?:跨|延)[至到]?下(?:一)?年"
    r"|次年"
)
APPLICANTS: tuple[tuple[Applicant, re.Pattern[str]], ...] = (
    ("natural_person", re.compile(r"自然人|公民|个人(?!隐私|信息)|群众个人")),
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
        (r"撤回|撤销申请|撤件|终止|不再处理|放弃", None, None),
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
# Applications made to another body of the same town or county.
ELSEWHERE = re.compile(r"向(?![我本])[^,，]{2,12}(?:局|委|办|办公室|部门|中心|街道|镇|乡)(?:提出|提交|申请)")
ON_BEHALF = re.compile(
    r"代表[^,，]{1,12}(?:受理|收到|办理|答复)|由[^,，]{2,14}(?:局|办|办公室|部门|中心)(?:受理|收到"
    r"|办理)|代(?:区|县|市|镇)政府"
)
