"""Answers as JSON, terminal text, HTML and spreadsheets: the same facts in every form."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import fakes
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.faces import render
from nianbao.model import Answer, CellRef, Computed, Refused, Span, Understood

ANSWER_KEYS = [
    "id", "question", "understood", "status", "text", "value", "unit", "figures", "computed", "citations", "coverage",
    "warnings", "choices", "suggestions", "elapsed_ms", "parts", "refused",
]  # fmt: skip
UNDERSTOOD_KEYS = ["agencies", "years", "metric", "label", "operation", "inherited", "query", "read_back"]
FIGURE_KEYS = [
    "report", "agency", "year", "metric", "label", "value", "unit", "qualifier", "quote", "section", "start", "end",
    "applicant", "cell", "at", "scope", "role", "owner",
]  # fmt: skip
CITATION_KEYS = [
    "report", "title", "agency", "year", "section", "quote", "start", "end", "score", "source", "url",
    "page", "source_url",
]  # fmt: skip


def test_the_answer_object_has_the_contract_s_keys_in_its_order() -> None:
    full = render.answer_json(fakes.FOUND, id="q1")
    assert list(full) == ANSWER_KEYS
    assert list(full["understood"]) == UNDERSTOOD_KEYS
    assert list(full["figures"][0]) == FIGURE_KEYS
    assert list(full["citations"][0]) == CITATION_KEYS
    assert list(full["warnings"][0]) == ["kind", "text", "figures"]
    assert full["id"] == "q1"
    assert full["coverage"] == {"reports": 1, "stated": 1, "not_stated": []}
    json.dumps(full)


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "› 二、依申请公开情况 · 第3页"), ("en", "› 二、依申请公开情况 · page 3")]
)
def test_the_text_of_an_answer_names_the_page_of_its_words(lang: str, said: str) -> None:
    cited = replace(fakes.FOUND, citations=(replace(fakes.citation(), page=3),))
    assert said in render.answer_text(cited, lang)
    assert render.answer_json(cited)["citations"][0]["page"] == 3
    assert "页" not in render.answer_text(fakes.FOUND)


def test_absent_values_are_null_and_never_missing() -> None:
    bare = render.answer_json(fakes.refusal("not_stated", "没有写。"))
    assert list(bare) == ANSWER_KEYS
    assert [key for key, value in bare.items() if value is None] == [
        "id", "value", "unit", "computed", "coverage", "parts", "refused",
    ]  # fmt: skip


def test_several_questions_in_one_are_shown_one_by_one() -> None:
    refused = replace(fakes.refusal("not_stated", "没有按月的数。"), refused=Refused(what="3月份", why="sub_year"))
    both = replace(fakes.FOUND, text="两问。", parts=(fakes.FOUND, refused))
    found = render.answer_json(both)
    assert [list(part) for part in found["parts"]] == [ANSWER_KEYS, ANSWER_KEYS]
    assert [part["parts"] for part in found["parts"]] == [None, None]
    assert found["parts"][1]["refused"] == {"what": "3月份", "why": "sub_year"}
    text = render.answer_text(both)
    assert text.startswith(f"1. {fakes.FOUND.text}")
    assert "\n\n2. 〔报告没有写〕没有按月的数。" in text


def test_the_query_is_shown_as_it_was_understood() -> None:
    understood = replace(fakes.FOUND.understood, query={"show": "number"}, read_back="云溪镇2018年收到的申请是多少")
    found = render.answer_json(replace(fakes.FOUND, understood=understood))["understood"]
    assert (found["query"], found["read_back"]) == ({"show": "number"}, "云溪镇2018年收到的申请是多少")


def test_figure_values_and_places_come_through_unchanged() -> None:
    figure = fakes.figure(
        value=Decimal("59237.2449"), unit="万元", applicant="total", cell=CellRef(table=1, row="合计", column="金额")
    )
    found = render.figure_json(figure)
    assert found["value"] == 59237.2449
    assert found["cell"] == {"table": 1, "row": "合计", "column": "金额"}
    assert found["applicant"] == "total"
    assert fakes.TEXT[found["start"] : found["end"]] == found["quote"] == fakes.SENTENCE


@pytest.mark.parametrize(
    ("value", "expected"),
    [(Decimal("3"), 3), (Decimal("3.0"), 3), (Decimal("1E+3"), 1000), (Decimal("-35"), -35), (Decimal("0.5"), 0.5)],
)
def test_an_integral_decimal_is_an_int_and_any_other_a_float(value: Decimal, expected: float) -> None:
    assert render.number(value) == expected
    assert type(render.number(value)) is type(expected)


@pytest.mark.parametrize("value", [True, False, "云溪镇"])
def test_yes_no_and_names_stay_what_they_are(value: bool | str) -> None:
    assert render.answer_json(replace(fakes.FOUND, value=value))["value"] is value


def test_a_computed_value_carries_its_formula() -> None:
    answer = replace(fakes.FOUND, computed=Computed(formula="646-120", value=Decimal(526), unit="条"))
    assert render.answer_json(answer)["computed"] == {"formula": "646-120", "value": 526, "unit": "条"}
    assert "646-120 = 526条" in render.answer_text(answer)


def test_a_citation_s_url_is_its_permalink() -> None:
    citation = fakes.citation()
    found = render.citation_json(citation)["url"]
    assert found == f"/report/%E4%BA%91%E6%BA%AA%E9%95%87-2018#{citation.start}-{citation.end}"


def test_a_definition_s_citation_keeps_its_own_address() -> None:
    law = replace(fakes.citation(), report=None, start=None, end=None, url="https://example.gov.cn/law")
    assert render.citation_json(law)["url"] == "https://example.gov.cn/law"


def test_a_report_id_cannot_leave_its_path_segment() -> None:
    assert render.permalink("../a b#c?d", 1, 2) == "/report/..%2Fa%20b%23c%3Fd#1-2"


def test_a_card_has_the_keys_of_the_reports_command() -> None:
    found = render.card_json(fakes.CARD)
    assert list(found) == [
        "id", "agency", "parents", "year", "title", "source", "era", "sections", "passages", "figures", "problems",
        "confidence", "candidates", "unread",
    ]  # fmt: skip
    assert (found["parents"], found["sections"], found["figures"]) == (["青山县"], 5, 1)


def test_terminal_text_shows_answer_source_quote_and_warning() -> None:
    assert render.answer_text(fakes.FOUND) == (
        "云溪镇2018年收到政府信息公开申请37件。\n"
        "\n"
        "出处\n"
        "  [1] 云溪镇2018年政府信息公开工作年度报告 › 二、依申请公开情况\n"
        f"      “{fakes.SENTENCE}”\n"
        "\n"
        "注意\n"
        "  ! 分项合计与总数不一致，请留意。"
    )


def test_terminal_text_of_a_question_back_lists_the_choices() -> None:
    answer = fakes.ANSWERS["朝阳镇收到几件？"]
    assert render.answer_text(answer, "en") == (
        "〔please be more specific〕有两个朝阳镇。\n\nDid you mean\n  1. 云溪镇2018年收到多少件申请？"
    )


def test_report_text_cannot_steer_the_terminal() -> None:
    answer = replace(fakes.FOUND, text="红\x1b[31m字\x07\u202e")
    assert render.answer_text(answer).startswith("红[31m字\n")


# --- HTML -----------------------------------------------------------------------------------------------------------

SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(start=min(ends), end=max(ends)))


def test_a_highlight_marks_the_number_inside_the_quotation() -> None:
    assert render.highlight_html("共<3>件。", Span(start=1, end=5), Span(start=2, end=3)) == "&lt;<mark>3</mark>&gt;件"


@given(st.text(max_size=40), SPANS, st.lists(SPANS, max_size=3))
def test_a_highlight_loses_nothing_and_lets_no_markup_through(text: str, span: Span, marks: list[Span]) -> None:
    found = render.highlight_html(text, span, *marks)
    bare = found.replace("<mark>", "").replace("</mark>", "")
    assert html.unescape(bare) == html.unescape(html.escape(span.of(text)))
    assert "<" not in bare
    assert ">" not in bare
    marked = "".join(html.unescape(part) for part in re.findall(r"<mark>(.*?)</mark>", found, re.DOTALL))
    inside = {at for mark in marks for at in range(mark.start, min(mark.end, len(text)))}
    assert marked == "".join(text[at] for at in sorted(inside) if span.start <= at < span.end)


# --- spreadsheets ---------------------------------------------------------------------------------------------------


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_carries_value_and_provenance() -> None:
    [row] = _rows(render.figures_csv([fakes.figure(cell=CellRef(table=0, row="合计", column="件数"))]))
    span = fakes.span_of(fakes.SENTENCE)
    assert (row["agency"], row["year"], row["value"], row["unit"]) == ("云溪镇", "2018", "37", "件")
    assert (row["quote"], row["report"], row["start"], row["end"]) == (
        fakes.SENTENCE, "云溪镇-2018", str(span.start), str(span.end),
    )  # fmt: skip
    assert (row["table"], row["row"], row["column"]) == ("0", "合计", "件数")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "＝", " =", "\x00="])
def test_text_that_could_start_a_formula_is_made_inert(first: str) -> None:
    figure = fakes.figure(label=f"{first}cmd()", value=Decimal(-35))
    [row] = _rows(render.figures_csv([figure]))
    assert row["label"] == f"'{first.replace(chr(0), '')}cmd()"
    assert row["value"] == "-35"


def test_xlsx_keeps_numbers_numbers_and_formulas_text() -> None:
    from openpyxl import load_workbook

    book = io.BytesIO()
    render.figures_xlsx([fakes.figure(value=Decimal("-3.54"), label="=1+1\x00")], book)
    sheet = load_workbook(book).active
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, sheet[2], strict=True))
    assert (row["数值"].value, row["数值"].data_type) == (-3.54, "n")
    assert (row["名称"].value, row["名称"].data_type) == ("'=1+1", "s")
    assert row["原文"].value == fakes.SENTENCE
    assert sheet.freeze_panes == "A2"


def test_an_export_tells_title_file_and_absolute_permalink_of_each_figure() -> None:
    [row] = _rows(render.figures_csv([fakes.figure()], [fakes.CARD], base="https://example.org/nb/"))
    span = fakes.span_of(fakes.SENTENCE)
    assert (row["title"], row["source"]) == (fakes.CARD.title, fakes.CARD.source)
    assert row["permalink"] == f"https://example.org/nb{render.permalink('云溪镇-2018', span.start, span.end)}"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_no_column_of_an_export_can_start_a_formula(first: str) -> None:
    from openpyxl import load_workbook

    evil = f"{first}HYPERLINK(1)"
    figure = replace(
        fakes.figure(value=Decimal(-8), label=evil), agency=evil, metric=evil, unit=evil, quote=evil, section=evil,
        cell=CellRef(table=0, row=evil, column=evil),
    )  # fmt: skip
    card = replace(fakes.CARD, id=figure.report_id, title=evil, source=evil, url=evil)
    book = io.BytesIO()
    render.figures_xlsx([figure], book, [card], base=evil)
    cells = load_workbook(book).active[2]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    starts = [str(cell.value)[0] for cell in cells if cell.data_type == "s"]
    assert starts.count("'") == 12
    assert not {"=", "+", "-", "@", "\t", "\r"}.intersection(starts)
    assert -8 in [cell.value for cell in cells]
    assert [str(value or "")[:12] for value in _rows(render.figures_csv([figure], [card], base=evil))[0].values()] == [
        str("" if cell.value is None else cell.value)[:12] for cell in cells
    ]


def test_lines_of_an_export_are_made_one_by_one() -> None:
    taken = []
    lines = render.figures_csv_lines(taken.append(n) or fakes.figure() for n in range(5))  # type: ignore[func-returns-value]  # notes what is taken
    next(lines), next(lines)
    assert taken == [0, 1]
    assert "".join(render.figures_csv_lines([fakes.figure()])) == render.figures_csv([fakes.figure()])


def test_reports_as_csv_and_xlsx_say_the_same() -> None:
    from openpyxl import load_workbook

    [row] = _rows(render.cards_csv([fakes.CARD]))
    assert row["problems"] == '\'=HYPERLINK("x")'
    book = io.BytesIO()
    render.cards_xlsx([fakes.CARD], book)
    values = [str(cell.value or "") for cell in load_workbook(book).active[2]]
    assert values == list(row.values())


@given(st.text(), st.text())
def test_csv_reads_back_what_was_written_but_for_control_characters(label: str, section: str) -> None:
    [row] = _rows(render.figures_csv([fakes.figure(label=label, section=section)]))
    for written, read in ((label, row["label"]), (section, row["section"])):
        kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", written)
        assert read in (kept, f"'{kept}")


def test_an_answer_without_proof_cannot_be_rendered_because_it_cannot_exist() -> None:
    with pytest.raises(ValueError, match="must cite"):
        Answer(question="?", understood=Understood(), status="answered", text="37件")
