"""The shipped metrics: one wording means one thing, the statutory forms are covered, the tree is sound."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from nianbao.catalogue import ERAS, Catalogue, Metric, load

SHARED = Path(__file__).parents[3] / "shared"

# phrase → why two metrics may share it; none is needed so far
ALLOWED_TWICE: dict[str, str] = {}

FORM_2021 = {
    "本年新收政府信息公开申请数量": "applications_received",
    "上年结转政府信息公开申请数量": "applications_carried_in",
    "予以公开": "granted",
    "部分公开（区分处理的，只计这一情形，不计其他情形）": "partially_granted",
    "属于国家秘密": "denied_state_secret",
    "其他法律行政法规禁止公开": "denied_law_prohibited",
    "危及“三安全一稳定”": "denied_three_securities",
    "保护第三方合法权益": "denied_third_party",
    "属于三类内部事务信息": "denied_internal_affairs",
    "属于四类过程性信息": "denied_process_info",
    "属于行政执法案卷": "denied_enforcement_files",
    "属于行政查询事项": "denied_query_matters",
    "本机关不掌握相关政府信息": "unable_not_held",
    "没有现成信息需要另行制作": "unable_needs_creation",
    "补正后申请内容仍不明确": "unable_unclear",
    "信访举报投诉类申请": "not_processed_petition",
    "重复申请": "not_processed_duplicate",
    "要求提供公开出版物": "not_processed_publications",
    "无正当理由大量反复申请": "not_processed_excessive",
    "要求行政机关确认或重新出具已获取信息": "not_processed_reissue",
    "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "other_processing_overdue_supplement",
    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "other_processing_fee_unpaid",
    "其他处理 › 其他": "other_processing_other",
    "本年度办理结果 › 总计": "results_total",
    "结转下年度继续办理": "applications_carried_out",
}

CELLS = [
    ("E3", "规章", "本年新制作数量", "rules_made_new"),
    ("E3", "规范性文件", "对外公开总数量", "normative_documents_public_total"),
    ("E3", "行政许可", "本年增/减", "licensing_items_change"),
    ("E3", "行政强制", "处理决定数量", "coercions_decisions"),
    ("E3", "行政事业性收费", "上一年项目数量", "administrative_fee_items_prior_year"),
    ("E3", "政府集中采购", "采购总金额", "central_procurement_amount"),
    ("E4", "行政规范性文件", "现行有效件数", "normative_documents_in_force"),
    ("E4", "规章", "本年废止件数", "rules_repealed"),
    ("E4", "行政处罚", "本年处理决定数量", "penalties_decisions"),
    ("E4", "行政事业性收费", "本年收费金额", "administrative_fees_amount"),
]

QUESTIONS = [
    ("公众号推送了多少", "proactive_by_wechat"),
    ("微信公开条数", "proactive_by_wechat"),
    ("官网公开了多少条", "proactive_by_website"),
    ("总共公开了几条信息", "proactive_disclosures_total"),
    ("主动公开的总数", "proactive_disclosures_total"),
    ("历年累计公开多少", "proactive_disclosures_cumulative"),
    ("有没有人提出申请", "applications_received"),
    ("收到几件申请", "applications_received"),
    ("邮寄来的政府信息公开申请有几件", "applications_received_mail"),
    ("去年没办完的申请几件", "applications_carried_in"),
    ("结转到下一年的几件", "applications_carried_out"),
    ("重复申请几件", "not_processed_duplicate"),
    ("不予公开多少件", "denied_total"),
    ("不予处理多少件", "not_processed_total"),
    ("因涉密没给的几件", "denied_state_secret"),
    ("行政复议结果纠正几件", "reconsiderations_corrected"),
    ("复议几件", "reconsiderations_total"),
    ("打了几场官司", "litigation_total"),
    ("复议后起诉结果维持几件", "litigation_after_reconsideration_upheld"),
    ("未经复议直接起诉尚未审结几件", "litigation_direct_pending"),
    ("行政许可办了多少", "licensing_decisions"),
    ("行政许可项目比上一年增减多少", "licensing_items_change"),
    ("规范性文件废止几件", "normative_documents_repealed"),
    ("现行有效的规范性文件", "normative_documents_in_force"),
    ("信息处理费收了多少", "info_processing_fee"),
    ("行政事业性收费多少万元", "administrative_fees_amount"),
    ("专职人员几名", "staff_fulltime"),
    ("培训了多少人", "trained_persons"),
    ("培训办了几期", "trainings_total"),
    ("领导参加新闻发布会几次", "press_conferences_by_leader"),
    ("政协提案几件", "cppcc_proposals_total"),
    ("代表建议几件", "npc_suggestions_total"),
    ("邮编是多少", "contact_postcode"),
    ("电子邮箱", "contact_email"),
    ("传真号码多少", "contact_fax"),
    ("下一步怎么打算", "improvements"),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def meant(catalogue: Catalogue, question: str) -> str | None:
    """The plainest reading: the longest wording that the question contains, a vague one only for want of others."""
    strong = {phrase: metric.id for metric in catalogue.metrics.values() for phrase in metric.names}
    weak = {phrase: metric.id for metric in catalogue.metrics.values() for phrase in metric.weak}
    for phrases in (strong, weak):
        found = max((phrase for phrase in phrases if phrase in question), key=len, default=None)
        if found is not None:
            return phrases[found]
    return None


@pytest.mark.parametrize(("question", "metric"), QUESTIONS)
def test_the_longest_wording_names_what_is_asked(catalogue: Catalogue, question: str, metric: str) -> None:
    assert meant(catalogue, question) == metric


def test_no_wording_means_two_metrics(catalogue: Catalogue) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for metric in catalogue.metrics.values():
        for phrase in (*metric.names, *metric.weak, metric.en, *metric.en_asks):
            owners[unicodedata.normalize("NFKC", phrase).casefold()].add(metric.id)
    twice = {phrase: ids for phrase, ids in owners.items() if len(ids) > 1 and phrase not in ALLOWED_TWICE}
    assert twice == {}


def test_every_row_of_the_2021_applications_table_names_its_metric(catalogue: Catalogue) -> None:
    owner = {row: m.id for m in catalogue.metrics.values() if "E4" in m.eras and not m.columns for row in m.rows}
    assert {row: owner.get(row) for row in FORM_2021} == FORM_2021


@pytest.mark.parametrize(("era", "row", "column", "metric"), CELLS)
def test_a_cell_of_the_article_20_table_names_its_metric(
    catalogue: Catalogue, era: str, row: str, column: str, metric: str
) -> None:
    found = [m.id for m in catalogue.metrics.values() if era in m.eras and row in m.rows and column in m.columns]
    assert found == [metric]


def test_no_printed_cell_belongs_to_two_metrics_of_one_edition(catalogue: Catalogue) -> None:
    owners: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for metric in catalogue.metrics.values():
        for era in metric.eras:
            for row in metric.rows or ("",):
                for column in metric.columns or ("",):
                    if row or column:
                        owners[era, row, column].add(metric.id)
    assert {cell: ids for cell, ids in owners.items() if len(ids) > 1} == {}


def test_the_fifteen_columns_of_the_reconsideration_table_are_told_apart(catalogue: Catalogue) -> None:
    groups = ("行政复议", "行政诉讼 › 未经复议直接起诉", "行政诉讼 › 复议后起诉")
    ends = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    printed = {f"{group} › {end}" for group in groups for end in ends}
    labels = [column for metric in catalogue.metrics.values() for column in metric.columns]
    assert {label for label in labels if label.startswith(("行政复议 ›", "行政诉讼 ›"))} == printed
    assert all(labels.count(label) == 1 for label in printed)


def test_children_and_ancestors_are_the_two_sides_of_parent(catalogue: Catalogue) -> None:
    for metric in catalogue.metrics.values():
        assert [child.id for child in catalogue.children(metric.id)] == [
            other.id for other in catalogue.metrics.values() if other.parent == metric.id
        ]
    assert [metric.id for metric in catalogue.ancestors("refused_privacy")] == ["reply_refused", "replies_total"]
    assert catalogue.ancestors("applications_received") == ()


def test_a_part_exists_only_where_its_whole_may_exist(catalogue: Catalogue) -> None:
    for metric in catalogue.metrics.values():
        for whole in catalogue.ancestors(metric.id)[:1]:
            assert set(metric.eras) & set(whole.eras), metric.id


def test_twins_are_mutual_and_never_confusable_within_one_edition(catalogue: Catalogue) -> None:
    for metric in catalogue.metrics.values():
        for twin in metric.twins:
            assert metric.id in catalogue.metric(twin).twins
            assert not (twin in metric.confusable and set(metric.eras) == set(catalogue.metric(twin).eras) == set(ERAS))


def test_units_suit_kinds(catalogue: Catalogue) -> None:
    for metric in catalogue.metrics.values():
        if metric.kind == "money":
            assert metric.unit in ("元", "万元"), metric.id
        if metric.kind in ("rate", "derived"):
            assert metric.unit == "%", metric.id
        assert metric.unit not in metric.units, metric.id


def test_every_metric_can_be_asked_for_in_chinese_and_english(catalogue: Catalogue) -> None:
    assert [m.id for m in catalogue.metrics.values() if not (m.asks and m.en_asks)] == []


def test_every_counted_metric_has_a_wording_or_a_cell(catalogue: Catalogue) -> None:
    def hidden(metric: Metric) -> bool:
        return metric.kind != "derived" and not (metric.says or metric.rows or metric.columns)

    # the open category takes the report's own label, whatever it is
    assert [m.id for m in catalogue.metrics.values() if hidden(m)] == ["proactive_category_count"]


def test_applicant_columns_are_those_of_the_model(catalogue: Catalogue) -> None:
    assert {key: kind.zh for key, kind in catalogue.applicants.items()} == {
        "natural_person": "自然人",
        "enterprise": "商业企业",
        "research": "科研机构",
        "public_welfare": "社会公益组织",
        "legal_service": "法律服务机构",
        "other_org": "其他法人或其他组织",
        "total": "总计",
    }


def test_the_catalogue_covers_the_domain(catalogue: Catalogue) -> None:
    """Every metric of the domain study is here, with its parent and its editions."""
    source = SHARED / "domain" / "metrics.json"
    if not source.exists():
        pytest.skip("the domain study is not beside this repository")
    study = {entry["id"]: entry for entry in json.loads(source.read_text("utf-8"))["metrics"]}
    assert set(catalogue.metrics) == set(study)
    for metric in catalogue.metrics.values():
        assert metric.parent == study[metric.id].get("parent"), metric.id
        assert list(metric.eras) == [era[:2] for era in study[metric.id]["eras"]], metric.id


def test_plain_wordings_read_nine_of_ten_real_questions(catalogue: Catalogue) -> None:
    """Without any grammar, the longest wording already names the metric of most questions of the question sets."""
    files = [SHARED / "eval" / name for name in ("dev_questions.jsonl", "two_reports.jsonl")]
    if not all(file.exists() for file in files):
        pytest.skip("the question sets are not beside this repository")
    lines = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    asked = [(line["question"], line["gold"]["metric"]) for line in lines if line.get("gold", {}).get("metric")]
    right = sum(meant(catalogue, question) == metric for question, metric in asked)
    assert right / len(asked) > 0.9


def test_a_metric_is_named_by_id_and_by_each_of_its_names(catalogue: Catalogue) -> None:
    metric = catalogue.metric("applications_received")
    for name in (metric.id, metric.zh, metric.short, metric.en):
        assert catalogue.named(name) == ("applications_received",)
    assert catalogue.named("收到") == ()
