"""What holds of every figure, whatever the text: quote, place and value agree; hostile text is survived."""

from __future__ import annotations

import time

import pytest
from figure_samples import catalogue, figures_of, report_of
from golden_applications import APPLICATIONS, CASES
from golden_disclosure import CATEGORIES, CHANNELS, TOTALS
from golden_others import LOOK_ALIKES, OTHERS
from golden_zeros import NO_ZEROS, ZEROS
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.figures import extract
from nianbao.text.numerals import numerals

SENTENCES = [
    g.text for g in (*APPLICATIONS, *CASES, *TOTALS, *CHANNELS, *CATEGORIES, *OTHERS, *LOOK_ALIKES, *ZEROS, *NO_ZEROS)
]
PIECES = st.sampled_from(
    [
        *SENTENCES,
        "其中",
        "(",
        "）",
        "，",
        "、",
        "\n",
        "2018年",
        "１２",
        "3.5万",
        "申请",
        "行政复议",
        "未收到",
        "公开",
        "件",
        "条",
        "“",
    ]
)
HOSTILE = [
    "1",
    "其中",
    "(",
    "（公开1条）",
    "收到申请1件、",
    "行政复议1件，",
    "未收到申请、",
    "“微",
    "《",
    "1,",
    "2018年",
    "二",
    " ",
    "年报1条\n",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_every_figure_proves_itself(text: str) -> None:
    """The quote is the text at its span, the number lies inside it and reads as the value, parents exist."""
    figures = figures_of(text)
    for i, figure in enumerate(figures):
        assert figure.id == i
        assert figure.span.of(text) == figure.quote
        assert figure.span.holds(figure.at)
        assert figure.parent is None or 0 <= figure.parent < len(figures)
        assert figure.parent != i
        if figure.qualifier == "zero_statement":
            assert figure.value == 0
        else:
            assert figure.value in {n.value for n in numerals(figure.at.of(text))}


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_same_text_gives_the_same_figures(text: str) -> None:
    assert figures_of(text) == extract(report_of(text), catalogue())


def test_a_metric_without_year_is_still_read() -> None:
    assert [f.metric for f in figures_of("收到政府信息公开申请3件。", year=None)] == ["applications_received"]


def test_a_slogan_in_quotation_marks_is_not_even_an_open_figure() -> None:
    assert figures_of("公开“只跑一次”事项，推进“五公开”工作。") == ()


def test_a_part_names_the_figure_it_is_part_of() -> None:
    figures = figures_of("主动公开信息120条，其中政府网站80条，微信公众号40条。")
    assert [f.parent for f in figures] == [None, 0, 0]


def test_a_figure_under_a_long_sentence_is_quoted_with_its_own_clause_only() -> None:
    text = "全面加强领导，" * 60 + "全年收到政府信息公开申请3件，" + "持续优化服务，" * 60
    (figure,) = figures_of(text)
    assert figure.quote.endswith("全年收到政府信息公开申请3件")
    assert len(figure.quote) < 60


@pytest.mark.parametrize("unit", HOSTILE, ids=[repr(u) for u in HOSTILE])
def test_fifty_kilobytes_of_one_thing_are_survived(unit: str) -> None:
    figures_of(unit * (50_000 // 3 // len(unit)))


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE, ids=[repr(u) for u in HOSTILE])
def test_time_grows_with_the_length_of_the_text_only(unit: str) -> None:
    """Ten times the text takes no more than about ten times as long, and a megabyte of digits is read at all."""
    took = []
    for size in (10_000, 100_000):
        start = time.perf_counter()
        figures_of(unit * (size // len(unit)))
        took.append(time.perf_counter() - start)
    assert took[1] < 30 * took[0] + 2
    if unit in ("1", "其中", "("):
        figures_of(unit * (1_000_000 // len(unit)))


@pytest.mark.parametrize(
    ("lead", "parent"),
    [
        ("平台公开的内容按类别计：", "proactive_by_website"),
        ("公众号内容分为：", "proactive_by_wechat"),
        ("按内容分：", "proactive_disclosures_total"),
    ],
)
def test_categories_belong_to_the_channel_whose_content_they_divide(lead: str, parent: str) -> None:
    text = f"全年主动公开政府信息90条，其中网站30条，微信公众号60条。{lead}工作动态20条，通知公告6条，财政信息4条。"
    figures = figures_of(text)
    parts = [f for f in figures if (f.metric or "").startswith("proactive_cat")]
    assert [figures[f.parent].metric for f in parts if f.parent is not None] == [parent] * 3
