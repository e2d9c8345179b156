"""The tables of the national forms since 2019, as printed.

E3: 国办公开办函〔2019〕60号; E4: 国办公开办函〔2021〕30号. Both follow 国务院令第711号, articles 20 and 50. The
tables of applications and of cases are the same in both but for 其他处理, which has one row in E3 and three in E4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao.model import Applicant
from nianbao.tabulating.forms import Form, FormTable, Label, Slot

INFORMATION = "二、主动公开政府信息情况"
APPLICATIONS = "三、收到和处理政府信息公开申请情况"
CASES = "四、政府信息公开行政复议、行政诉讼情况"

_NAMES = {
    "E3": "2019–2020 年格式（国办公开办函〔2019〕60号）",
    "E4": "2021 年起格式（国办公开办函〔2021〕30号）",
}
_Block = tuple[str, tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]
"""Article, heads of the number columns, rows with the metric of each number column."""

_ITEMS = ("上一年项目数量", "本年增/减", "处理决定数量")


def _items(name: str) -> tuple[str, ...]:
    return f"{name}_items_prior_year", f"{name}_items_change", f"{name}_decisions"


_BLOCKS: dict[str, tuple[_Block, ...]] = {
    "E3": (
        (
            "第二十条第（一）项",
            ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
            (
                ("规章", ("rules_made_new", "rules_published_new", "rules_public_total")),
                (
                    "规范性文件",
                    (
                        "normative_documents_made_new",
                        "normative_documents_published_new",
                        "normative_documents_public_total",
                    ),
                ),
            ),
        ),
        (
            "第二十条第（五）项",
            _ITEMS,
            (("行政许可", _items("licensing")), ("其他对外管理服务事项", _items("other_services"))),
        ),
        ("第二十条第（六）项", _ITEMS, (("行政处罚", _items("penalties")), ("行政强制", _items("coercions")))),
        ("第二十条第（八）项", _ITEMS[:2], (("行政事业性收费", _items("administrative_fee")[:2]),)),
        (
            "第二十条第（九）项",
            ("采购项目数量", "采购总金额"),
            (("政府集中采购", ("central_procurement_items", "central_procurement_amount")),),
        ),
    ),
    "E4": (
        (
            "第二十条第（一）项",
            ("本年制发件数", "本年废止件数", "现行有效件数"),
            (
                ("规章", ("rules_issued", "rules_repealed", "rules_in_force")),
                (
                    "行政规范性文件",
                    ("normative_documents_issued", "normative_documents_repealed", "normative_documents_in_force"),
                ),
            ),
        ),
        ("第二十条第（五）项", ("本年处理决定数量",), (("行政许可", ("licensing_decisions",)),)),
        (
            "第二十条第（六）项",
            ("本年处理决定数量",),
            (("行政处罚", ("penalties_decisions",)), ("行政强制", ("coercions_decisions",))),
        ),
        (
            "第二十条第（八）项",
            ("本年收费金额（单位：万元）",),
            (("行政事业性收费", ("administrative_fees_amount",)),),
        ),
    ),
}

_APPLICANTS: tuple[tuple[Applicant, str], ...] = (
    ("natural_person", "自然人"),
    ("enterprise", "商业企业"),
    ("research", "科研机构"),
    ("public_welfare", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other_org", "其他"),
    ("total", "总计"),
)
_BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_Results = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Classes of results, each with its rows: words and metric; a class without rows of its own has one without words."""

_RESULTS: _Results = (
    ("（一）予以公开", (("", "granted"),)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (("", "partially_granted"),)),
    (
        "（三）不予公开",
        (
            ("1.属于国家秘密", "denied_state_secret"),
            ("2.其他法律行政法规禁止公开", "denied_law_prohibited"),
            ("3.危及“三安全一稳定”", "denied_three_securities"),
            ("4.保护第三方合法权益", "denied_third_party"),
            ("5.属于三类内部事务信息", "denied_internal_affairs"),
            ("6.属于四类过程性信息", "denied_process_info"),
            ("7.属于行政执法案卷", "denied_enforcement_files"),
            ("8.属于行政查询事项", "denied_query_matters"),
        ),
    ),
    (
        "（四）无法提供",
        (
            ("1.本机关不掌握相关政府信息", "unable_not_held"),
            ("2.没有现成信息需要另行制作", "unable_needs_creation"),
            ("3.补正后申请内容仍不明确", "unable_unclear"),
        ),
    ),
    (
        "（五）不予处理",
        (
            ("1.信访举报投诉类申请", "not_processed_petition"),
            ("2.重复申请", "not_processed_duplicate"),
            ("3.要求提供公开出版物", "not_processed_publications"),
            ("4.无正当理由大量反复申请", "not_processed_excessive"),
            ("5.要求行政机关确认或重新出具已获取信息", "not_processed_reissue"),
        ),
    ),
)
_OTHERS: dict[str, _Results] = {
    "E3": (("（六）其他处理", (("", "other_processing_total"),)),),
    "E4": (
        (
            "（六）其他处理",
            (
                (
                    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                    "other_processing_overdue_supplement",
                ),
                (
                    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                    "other_processing_fee_unpaid",
                ),
                ("3.其他", "other_processing_other"),
            ),
        ),
    ),
}
_TOTAL: _Results = (("（七）总计", (("", "results_total"),)),)

_OUTCOMES = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)


def statutory_form(edition: str) -> Form:
    """The form of `E3` or `E4`; KeyError for another edition."""
    tables = (_information(_BLOCKS[edition]), _applications(edition), _cases())
    return Form(edition=edition, name=_NAMES[edition], tables=tables)


def _information(blocks: Sequence[_Block]) -> FormTable:
    labels: list[Label] = []
    slots: list[Slot] = []
    y = 0
    for article, heads, rows in blocks:
        places = _spread(len(heads))
        labels.append(Label(text=article, row=y, column=0, columns=4))
        labels.append(Label(text="信息内容", row=y + 1, column=0))
        labels += [Label(text=head, row=y + 1, column=x, columns=n) for head, (x, n) in zip(heads, places, strict=True)]
        y += 2
        for name, metrics in rows:
            labels.append(Label(text=name, row=y, column=0, scope="row"))
            slots += [
                Slot(key=(metric, "total"), row=y, column=x, columns=n, row_label=name, column_label=head)
                for metric, head, (x, n) in zip(metrics, heads, places, strict=True)
            ]
            y += 1
    return FormTable(title=INFORMATION, labels=tuple(labels), slots=tuple(slots))


def _spread(count: int) -> list[tuple[int, int]]:
    """First column and width of each of `count` number columns, which share three."""
    return {1: [(1, 3)], 2: [(1, 1), (2, 2)], 3: [(1, 1), (2, 1), (3, 1)]}[count]


def _applications(edition: str) -> FormTable:
    labels = [
        Label(text=_BALANCE, row=0, column=0, rows=3, columns=3, scope=None),
        Label(text="申请人情况", row=0, column=3, columns=7),
        Label(text=_APPLICANTS[0][1], row=1, column=3, rows=2),
        Label(text="法人或其他组织", row=1, column=4, columns=5),
        *(Label(text=name, row=2, column=x) for x, (_, name) in enumerate(_APPLICANTS[1:-1], start=4)),
        Label(text="总计", row=1, column=9, rows=2),
    ]
    slots: list[Slot] = []
    singles = (
        (3, "一、本年新收政府信息公开申请数量", "applications_received"),
        (4, "二、上年结转政府信息公开申请数量", "applications_carried_in"),
    )
    results = (*_RESULTS, *_OTHERS[edition], *_TOTAL)
    y = 5
    for words, rows in results:
        single = rows[0][0] == ""
        labels.append(Label(text=words, row=y, column=1, rows=len(rows), columns=2 if single else 1, scope="row"))
        for name, metric in rows:
            if not single:
                labels.append(Label(text=name, row=y, column=2, scope="row"))
            path = " › ".join(part for part in ("三、本年度办理结果", words, name) if part)
            slots += _kinds(metric, y, path)
            y += 1
    labels.append(Label(text="三、本年度办理结果", row=5, column=0, rows=y - 5, scope="row"))
    for row, words, metric in (*singles, (y, "四、结转下年度继续办理", "applications_carried_out")):
        labels.append(Label(text=words, row=row, column=0, columns=3, scope="row"))
        slots += _kinds(metric, row, words)
    ordered = sorted(slots, key=lambda slot: (slot.row, slot.column))
    return FormTable(title=APPLICATIONS, labels=tuple(labels), slots=tuple(ordered))


def _kinds(metric: str, row: int, words: str) -> Iterator[Slot]:
    for x, (applicant, name) in enumerate(_APPLICANTS, start=3):
        column = name if x in (3, 9) else f"法人或其他组织 › {name}"
        yield Slot(key=(metric, applicant), row=row, column=x, row_label=words, column_label=column)


def _cases() -> FormTable:
    labels = [
        Label(text="行政复议", row=0, column=0, rows=2, columns=5),
        Label(text="行政诉讼", row=0, column=5, columns=10),
        Label(text="未经复议直接起诉", row=1, column=5, columns=5),
        Label(text="复议后起诉", row=1, column=10, columns=5),
    ]
    groups = (
        ("reconsiderations", "行政复议"),
        ("litigation_direct", "行政诉讼 › 未经复议直接起诉"),
        ("litigation_after_reconsideration", "行政诉讼 › 复议后起诉"),
    )
    slots = []
    for g, (metric, words) in enumerate(groups):
        for i, (outcome, name) in enumerate(_OUTCOMES):
            x = 5 * g + i
            labels.append(Label(text=name, row=2, column=x))
            key = (f"{metric}_{outcome}", _APPLICANTS[-1][0])
            slots.append(Slot(key=key, row=3, column=x, row_label=words, column_label=name))
    return FormTable(title=CASES, labels=tuple(labels), slots=tuple(slots))
