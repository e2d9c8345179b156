"""Numbers that only the whole sentence explains: names before and after them, sums, times, owners, denials of several
things. All sentences are ours; no report says them."""

from __future__ import annotations

from figure_samples import Golden as G

ORDER = (
    G("受理市长信箱来信52封。政府信息公开申请方面,全年共收到6件。", ("applications_received=6件",)),
    G("办公室落实了3名专职、4名兼职信息公开工作人员。", ("staff_fulltime=3人", "staff_parttime=4人"), 2014),
    G("指定一名同志专职、两名同志兼职办理信息公开。", ("staff_fulltime=1人", "staff_parttime=2人"), 2014),
    G(
        "收到申请3件,1件予以公开,另2件本机关不掌握。",
        ("applications_received=3件", "granted=1件", "unable_not_held=2件"),
        2022,
    ),
    G("共有430条信息在门户网站发布,60条在微博发布。", ("proactive_by_website=430条", "proactive_by_weibo=60条"), 2016),
    G(
        "有6件申请通过网络提出,2件通过信函提出。",
        ("applications_received_online=6件", "applications_received_mail=2件"),
        2014,
    ),
    G("公开申请方面,全年共受理4件。", ("applications_received=4件",), 2016),
    G(
        "召开发布会3次。政府信息公开申请方面,全年共收到4件。",
        ("press_conferences_total=3次", "applications_received=4件"),
        2016,
    ),
    G(
        "制发规范性文件5件,废止8件,现行有效74件。",
        ("normative_documents_issued=5件", "normative_documents_repealed=8件", "normative_documents_in_force=74件"),
        2022,
    ),
    G("共公开信息90条。12条占公开总数的13%。", ("proactive_disclosures_total=90条",)),
)
SUMS = (
    G("专职1人、兼职12人,共13人。", ("staff_fulltime=1人", "staff_parttime=12人", "staff_total=13人"), 2014),
    G("工作人员一共5名,专职1名,兼职4名。", ("staff_total=5人", "staff_fulltime=1人", "staff_parttime=4人"), 2014),
    G(
        "网上申请4件,信函申请2件,合计6件。",
        ("applications_received_online=4件", "applications_received_mail=2件", "applications_received=6件"),
    ),
    G("上半年公开信息40条,下半年公开58条,合计98条。", ("proactive_disclosures_total=98条",), 2012),
    G("上、下半年各举办培训班一期,共2期。", ("trainings_total=2次",), 2012),
)
TIMES = (
    G("自条例施行以来共受理申请36件,今年受理5件。", ("applications_received=5件",), 2014),
    G("我镇至今共公开信息300条。", ("proactive_disclosures_cumulative=300条",), 2014),
    G("近三年共收到申请17件,其中2017年9件。", ("applications_received=9件",), 2017),
    G("条例施行以来累计发生行政复议4件,本年度发生1件。", ("reconsiderations_total=1件",), 2014),
    G("公众号开通至今发布信息1500条,2014年发布330条。", ("proactive_by_wechat=330条",), 2014),
    G("2016年、2017年收到申请分别为7件、9件。", ("applications_received=9件",), 2017),
    G("明年计划公开信息500条,今年公开280条。", ("proactive_disclosures_total=280条",), 2017),
)
OTHERS_NUMBERS = (
    G("我镇收到申请7件,另外卫生院收到申请3件。", ("applications_received=7件",)),
    G("各村、各社区公开信息1200条。", ()),
    G("下属单位收到申请3件。", ()),
    G("镇党政办代表镇政府受理申请6件。全镇本年新收申请9件。", ("applications_received=9件",)),
    G(
        "镇党政办代表镇政府受理申请6件，全镇主动公开信息90条。",
        ("applications_received=6件", "proactive_disclosures_total=90条"),
    ),
    G("全县共收到申请70件,其中我镇收到7件。", ("applications_received=7件",)),
    G("全县各级行政机关共收到申请70件,其中本镇7件。", ("applications_received=7件",)),
    G("由县财政局受理申请12件。", ()),
    G("县直部门1509条,各乡镇613条。", ()),
    G("收取信息处理费300元,涉及3件申请。", ("info_processing_fee=300元",)),
    G("列明行政许可18项、行政处罚214项。作出行政许可决定640件。", ("licensing_decisions=640件",), 2023),
    G("作为复议机构,全年收到行政复议申请215件,审结198件。", (), 2022),
    G("主动公开县政府规章13件。", ("proactive_category_count=13件",), 2022),
    G("县政府规章制发3件,废止1件。", ("rules_issued=3件", "rules_repealed=1件"), 2022),
)
SEVERAL = (
    G("配备专、兼职工作人员各1名。", ("staff_fulltime=1人", "staff_parttime=1人"), 2014),
    G(
        "规章制发件数、废止件数和现行有效件数均为0。",
        ("rules_issued=0件", "rules_repealed=0件", "rules_in_force=0件"),
        2024,
    ),
    G("安排信息公开工作人员4名,均为兼职。", ("staff_total=4人", "staff_parttime=4人"), 2014),
    G("收到申请1件,为当面申请。", ("applications_received=1件", "applications_received_in_person=1件")),
    G(
        "收到申请4件,申请人全部采用信函方式提出。",
        ("applications_received=4件", "applications_received_mail=4件"),
    ),
    G(
        "没有作出不予公开、不予处理决定的情形。",
        ("denied_total=0件 zero_statement", "not_processed_total=0件 zero_statement"),
        2022,
    ),
    G("目前无专职人员,兼职人员2名。", ("staff_fulltime=0人 zero_statement", "staff_parttime=2人"), 2014),
    G(
        "未制发、废止行政规范性文件。",
        ("normative_documents_issued=0件 zero_statement", "normative_documents_repealed=0件 zero_statement"),
        2022,
    ),
    G(
        "本年无行政强制、行政处罚事项。",
        ("coercions_decisions=0件 zero_statement", "penalties_decisions=0件 zero_statement"),
        2022,
    ),
    G("行政许可、行政处罚决定0件。", ("licensing_decisions=0件", "penalties_decisions=0件"), 2022),
    G("未发生未及时处理申请、不按规定收到申请的情形。", ()),
    G("没有行政处罚不当、行政强制不当的情形。", (), 2022),
    G(
        "信息公开申请、行政复议及行政诉讼都没有发生过。",
        (
            "applications_received=0件 zero_statement",
            "reconsiderations_total=0件 zero_statement",
            "litigation_total=0件 zero_statement",
        ),
    ),
    G("我镇未出现未按时答复申请的情况。", ()),
    G("没有收到不予公开的申请。", ()),
)
TOGETHER = (*ORDER, *SUMS, *TIMES, *OTHERS_NUMBERS, *SEVERAL)
