"""Applications, their outcomes, and cases. All sentences are ours; no report says them."""

from __future__ import annotations

from figure_samples import Golden as G

APPLICATIONS = (
    G("全年共收到政府信息公开申请7件。", ("applications_received=7件",)),
    G("本年度受理依申请公开2宗。", ("applications_received=2宗",)),
    G("2018年，我镇共接到公民申请公开政府信息五件。", ("applications_received=5件",)),
    G("二〇一八年收到依申请公开十二件。", ("applications_received=12件",)),
    G(
        "收到信息公开申请９件，其中网上提交６件，当面申请２件，信函申请１件。",
        (
            "applications_received=9件",
            "applications_received_online=6件",
            "applications_received_in_person=2件",
            "applications_received_mail=1件",
        ),
    ),
    G(
        "共收到申请4件(其中传真1件、电子邮件3件)。",
        ("applications_received=4件", "applications_received_fax=1件", "applications_received_email=3件"),
    ),
    G("收到政府信息公开申请3件，均为网络申请。", ("applications_received=3件", "applications_received_online=3件")),
    G(
        "收到政府信息公开申请7件，均按期办结并答复。",
        (
            "applications_received=7件",
            "applications_concluded=7件",
            "applications_concluded_on_time=7件",
            "replies_total=7件",
        ),
    ),
    G("新收申请7件，已全部办结。", ("applications_received=7件", "results_total=7件"), 2022),
    G("收到申请7件，均已按规定答复。", ("applications_received=7件",)),
    G("收到政府信息公开申请2件，全部通过信函提出。", ("applications_received=2件", "applications_received_mail=2件")),
    G("新收申请6件，上年结转1件。", ("applications_received=6件", "applications_carried_in=1件"), 2022),
    G(
        "共办理申请8件(其中本年新收7件，上年结转1件)。",
        ("applications_workload_total=8件", "applications_received=7件", "applications_carried_in=1件"),
        2023,
    ),
    G(
        "收到申请5件，办结4件，结转下年1件。",
        ("applications_received=5件", "results_total=4件", "applications_carried_out=1件"),
        2021,
    ),
    G(
        "收到信息公开申请5件，年内办结4件，余下1件转入次年办理。",
        ("applications_received=5件", "applications_concluded=4件", "applications_carried_out=1件"),
    ),
    G(
        "收到申请6件，其中自然人申请4件，商业企业申请2件。",
        (
            "applications_received=6件",
            "applications_received=4件 natural_person",
            "applications_received=2件 enterprise",
        ),
        2022,
    ),
    G("收到申请3件，均为自然人。", ("applications_received=3件", "applications_received=3件 natural_person"), 2022),
    G("收到申请3件，法人或其他组织提出1件。", ("applications_received=3件",), 2022),
    G(
        "收到申请10件，予以公开6件，部分公开1件，不予公开1件，无法提供2件。",
        (
            "applications_received=10件",
            "granted=6件",
            "partially_granted=1件",
            "denied_total=1件",
            "unable_total=2件",
        ),
        2022,
    ),
    G(
        "收到申请5件，同意公开3件，不同意公开2件。",
        ("applications_received=5件", "reply_granted=3件", "reply_refused=2件"),
        2015,
    ),
    G("本机关收到申请3件，由自然人提交，公开2件。", ("applications_received=3件", "granted=2件"), 2021),
    G(
        "收到申请3件，主动公开政府信息40条。",
        ("applications_received=3件", "proactive_disclosures_total=40条"),
        2021,
    ),
    G("答复申请6件，其中信息不存在2件。", ("replies_total=6件", "reply_not_exist=2件"), 2016),
    G("受理申请4件，属于行政执法案卷1件。", ("applications_received=4件", "denied_enforcement_files=1件"), 2022),
    G("我镇收到依申请公开3，其中2件当面提交。", ("applications_received=3件", "applications_received_in_person=2件")),
    G("全县收到申请78件，其中向县林业局申请30件。", ("applications_received=78件",)),
    G(
        "收到申请3件，按时办结数3件，延期办结数0件。",
        ("applications_received=3件", "applications_concluded_on_time=3件", "applications_concluded_extended=0件"),
    ),
    G("全年收到申请约20件。", ("applications_received=20件 about",)),
    G("全年收到申请20余件。", ("applications_received=20件 about",)),
    G("全年受理申请逾30件。", ("applications_received=30件 at_least",)),
    G("收到申请1,204件。", ("applications_received=1204件",)),
    G("收到申请1.2万件。", ("applications_received=12000件",)),
    G("收到申请4件，与2017年(9件)相比减少，答复4件。", ("applications_received=4件", "replies_total=4件")),
    G("依申请公开答复率达100%。收到申请2件。", ("reply_rate=100%", "applications_received=2件")),
    G("本镇全年收到申請3件，皆以電子郵件提出。", ("applications_received=3件", "applications_received_email=3件")),
)

CASES = (
    G("因政府信息公开引起的行政复议2件，行政诉讼1件。", ("reconsiderations_total=2件", "litigation_total=1件")),
    G("被申请行政复议1件，结果为维持。", ("reconsiderations_total=1件", "reconsiderations_upheld=1件")),
    G(
        "发生行政复议3件，其中维持2件，纠正1件。",
        ("reconsiderations_total=3件", "reconsiderations_upheld=2件", "reconsiderations_corrected=1件"),
    ),
    G(
        "行政复议4件，维持具体行政行为3件，尚未审结1件。",
        ("reconsiderations_total=4件", "reconsiderations_upheld=3件", "reconsiderations_pending=1件"),
        2022,
    ),
    G(
        "未经复议直接起诉2件，均尚未审结。",
        ("litigation_direct_total=2件", "litigation_direct_pending=2件"),
        2022,
    ),
    G(
        "复议后起诉1件，结果维持。",
        ("litigation_after_reconsideration_total=1件", "litigation_after_reconsideration_upheld=1件"),
        2022,
    ),
    G(
        "行政复议案件2起，其中1起维持，1起尚未审结。",
        ("reconsiderations_total=2起", "reconsiderations_upheld=1起", "reconsiderations_pending=1起"),
        2022,
    ),
    G("因信息公开申请行政复议1件。", ("reconsiderations_total=1件",)),
    G("行政复议和行政诉讼共3件。", ()),
    G("受理申诉1件。", ("appeals_total=1件",)),
    G("全年收到政府信息公开工作举报1件。", ("complaints_total=1件",)),
)
