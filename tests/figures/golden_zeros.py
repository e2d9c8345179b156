"""Zero said in words, and what sounds like it. All sentences are ours; no report says them."""

from __future__ import annotations

from figure_samples import Golden as G

_APPLICATIONS = "applications_received=0件 zero_statement"
_RECONSIDERATIONS = "reconsiderations_total=0件 zero_statement"
_LITIGATION = "litigation_total=0件 zero_statement"
_FEES = "fees_collected=0元 zero_statement"
_WAIVED = "fees_waived=0元 zero_statement"

ZEROS = (
    G("本年度未收到政府信息公开申请。", (_APPLICATIONS,)),
    G("全年没有收到依申请公开。", (_APPLICATIONS,)),
    G("我镇无依申请公开情况。", (_APPLICATIONS,)),
    G("未发生公民申请公开政府信息的情况。", (_APPLICATIONS,)),
    G("政府信息公开申请，本年度未收到。", (_APPLICATIONS,)),
    G("公民依申请公开事项，2018年一件未收。", (_APPLICATIONS,)),
    G("要求查看其他信息的申请一份也没有收到。", (_APPLICATIONS,)),
    G("个人和单位均未向本机关申请公开政府信息。", (_APPLICATIONS,)),
    G("没有群众要求我镇公开政府信息。", (_APPLICATIONS,)),
    G("收到申请0件。", ("applications_received=0件",)),
    G("申请数量为零。", (_APPLICATIONS,)),
    G("未发生行政复议、行政诉讼。", (_RECONSIDERATIONS, _LITIGATION)),
    G("没有因政府信息公开申请行政复议、提起行政诉讼的情况。", (_RECONSIDERATIONS, _LITIGATION)),
    G("因信息公开引发的行政复议和行政诉讼案件，本年度没有发生。", (_RECONSIDERATIONS, _LITIGATION)),
    G("行政复议1件，行政诉讼案件则无。", ("reconsiderations_total=1件", _LITIGATION)),
    G("没有败诉案件，行政诉讼2件。", ("litigation_total=2件",)),
    G("行政诉讼没有败诉案件。", ("litigation_lost=0件 zero_statement",)),
    G("未收取任何费用。", (_FEES,)),
    G("我镇未就政府信息公开收取任何费用。", (_FEES,)),
    G("无收费及减免情况。", (_FEES, _WAIVED)),
    G("没有结转下年度办理的申请。", ("applications_carried_out=0件 zero_statement",), 2022),
    G("上年度无结转，收到申请2件。", ("applications_carried_in=0件 zero_statement", "applications_received=2件"), 2022),
    G("没有发生一起因政府信息公开引起的投诉。", ("complaints_total=0件 zero_statement",)),
    G("没有减免费用的情况。", (_WAIVED,)),
    G("未收到对信息公开工作的举报投诉。", ("complaints_total=0件 zero_statement",)),
    G("没有人就信息公开提出咨询。", ("consultations_total=0人次 zero_statement",)),
    G("本年度無依申請公開。", (_APPLICATIONS,)),
)

NO_ZEROS = (
    G("无一例逾期答复。", ()),
    G("未出现逾期办理申请的情况。", ()),
    G("申请数量较少。", ()),
    G("未产生与诉讼、行政复议有关的费用支出。", ()),
    G("没有需要报告的其他事项。", ()),
    G("2017年未收到申请。", ()),
    G("未出现负面舆情。", ()),
    G("群众对申请流程还不熟悉。", ()),
    G("复议结果未作纠正。", ()),
    G("如未收到答复，可申请行政复议。", ()),
    G("不收取申请人任何押金。", ()),
)
