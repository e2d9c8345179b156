"""The routes of the contract's section 5, over HTTP, on a fake desk."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import fakes
import pytest
from fastapi.testclient import TestClient

from nianbao.faces import permalink, render
from nianbao.faces.http import make_app
from nianbao.faces.http_guards import Conversations
from nianbao.model import Section, Span
from nianbao.settings import Settings

QUESTION = fakes.FOUND.question


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = make_app(fakes.FakeDesk(), Settings(max_body_kb=2, max_question=100))  # type: ignore[arg-type]
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_an_answer_is_the_answer_object_as_plain_utf8(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": QUESTION})
    assert reply.status_code == 200
    assert reply.json() == json.loads(json.dumps(render.answer_json(fakes.FOUND)))
    assert "云溪镇2018年收到政府信息公开申请37件。" in reply.content.decode()


def test_a_conversation_goes_on_with_its_token_and_two_never_mix(client: TestClient) -> None:
    first, second = (client.post("/api/ask", json={"question": q}).headers["X-Conversation"] for q in ("甲", "乙"))
    assert first != second
    assert len(first) >= 32
    replies = [
        client.post("/api/ask", json={"question": "我问过什么？", "conversation": token}) for token in (first, second)
    ]
    assert [reply.json()["text"] for reply in replies] == ["甲", "乙"]
    assert "X-Conversation" not in replies[0].headers


def test_an_unknown_token_is_told_to_start_again(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": QUESTION, "conversation": "guess"})
    assert (reply.status_code, reply.json()) == (
        400, {"error": "这段对话已经过期或不存在，请去掉 conversation 重新开始。"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "缺少“question”，请补上。"),
        ({"question": "  \n"}, "“question”不能为空。"),
        ({"question": 5}, "“question”应为文字。"),
        ({"question": None}, "“question”应为文字。"),
        ({"question": "a", "conversatoin": "b"}, "不认识“conversatoin”，请去掉或检查拼写。"),
        ({"question": "问" * 101}, "问题太长：最多 100 个字，请说得短一些。"),
        (["question"], "请求内容应为 JSON 对象，并带 Content-Type: application/json。"),
    ],
)
def test_a_wrong_body_gets_422_and_what_to_change(client: TestClient, body: object, sentence: str) -> None:
    reply = client.post("/api/ask", json=body)
    assert (reply.status_code, reply.json()) == (422, {"error": sentence})


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b'{"question": "\\ud800"}', b"[" * 1500])
def test_bytes_that_are_no_json_text_get_a_4xx_sentence(client: TestClient, raw: bytes) -> None:
    reply = client.post("/api/ask", content=raw, headers={"Content-Type": "application/json"})
    assert reply.status_code in (400, 422)
    assert list(reply.json()) == ["error"]


def test_a_body_too_large_gets_413_announced_or_chunked(client: TestClient) -> None:
    body = json.dumps({"question": "a", "conversation": "x" * 4000}).encode()
    headers = {"Content-Type": "application/json"}
    announced = client.post("/api/ask", content=body, headers=headers)
    chunked = client.post("/api/ask", content=iter([body[:1500], body[1500:]]), headers=headers)
    assert "content-length" not in chunked.request.headers
    unread = client.request("GET", "/api/health", content=body)
    expected = (413, {"error": "请求太大：最多 2 KB，请缩短后再发。"})
    assert [(reply.status_code, reply.json()) for reply in (announced, chunked, unread)] == [expected] * 3


def test_a_fault_says_nothing_of_our_internals(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "坏了"})
    assert reply.status_code == 500
    assert list(reply.json()) == ["error"]
    assert "secret" not in reply.text


def test_a_wrong_call_is_a_400_with_its_chinese_sentence(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "不行"})
    assert (reply.status_code, reply.json()) == (400, {"error": "这样问不行，请换一种问法。"})


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/nothing", 404), ("GET", "/api/ask", 405), ("DELETE", "/api/reports", 405), ("PUT", "/x", 404)],
)
def test_unknown_routes_and_methods_answer_json(client: TestClient, method: str, path: str, status: int) -> None:
    reply = client.request(method, path)
    assert reply.status_code == status
    assert list(reply.json()) == ["error"]


def test_figures_come_as_json_csv_and_xlsx(client: TestClient) -> None:
    from openpyxl import load_workbook

    assert client.get("/api/figures").json() == [render.figure_json(fakes.figure())]
    sheet = client.get("/api/figures?format=csv")
    assert sheet.content.decode("utf-8-sig") == render.figures_csv([fakes.figure()], [fakes.CARD])
    assert sheet.content.startswith(b"\xef\xbb\xbf")
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="nianbao-figures.csv"'
    book = load_workbook(io.BytesIO(client.get("/api/figures?format=xlsx").content))
    assert [cell.value for cell in book.active[2]][:5] == [
        "云溪镇",
        2018,
        "applications_received",
        "收到依申请公开件",
        37,
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("agency=云溪镇&year=2018", 1), ("year=2017", 0), ("agency=云", 0), ("metric=applications_received", 1),
        ("metric=收到申请", 1),
    ],
)  # fmt: skip
def test_filters_filter(client: TestClient, query: str, count: int) -> None:
    assert len(client.get(f"/api/figures?{query}").json()) == count


@pytest.mark.parametrize("query", ["year=abc", "year=1", "format=pdf", "metric=nothing", "yaer=2018", "agency="])
def test_a_wrong_filter_is_refused_not_ignored(client: TestClient, query: str) -> None:
    reply = client.get(f"/api/figures?{query}")
    assert reply.status_code == 422
    assert list(reply.json()) == ["error"]


def test_reports_are_listed_and_one_comes_with_its_sections(client: TestClient) -> None:
    assert client.get("/api/reports").json() == [render.card_json(fakes.CARD)]
    found = client.get("/api/reports/云溪镇-2018").json()
    assert [section["heading"] for section in found["sections"]][:2] == ["概述", "依申请公开情况"]
    assert found["sections"][1]["text"] == f"二、依申请公开情况\n{fakes.SENTENCE}\n"
    assert found["passages"] == 5
    assert client.get("/api/reports/nothing").status_code == 404
    assert client.get("/api/reports/nothing").json() == {"error": "没有这份报告，收录的报告见 /api/reports。"}


def test_health_says_what_the_index_holds(client: TestClient) -> None:
    assert client.get("/api/health").json() == {
        "status": "ok", "reports": 1, "passages": 5, "figures": 1, "index_version": "1",
    }  # fmt: skip


def test_the_description_of_the_api_loads_nothing_from_elsewhere(client: TestClient) -> None:
    assert "/api/ask" in client.get("/openapi.json").json()["paths"]
    page = client.get("/docs").text
    assert "POST /api/ask" in page
    assert 'src="http' not in page
    assert "<code>conversation</code></td><td>请求内容</td><td>可省" in page


# --- the permalink page ---------------------------------------------------------------------------------------------


def test_the_permalink_shows_the_report_escaped_under_a_strict_policy(client: TestClient) -> None:
    reply = client.get("/report/云溪镇-2018")
    assert reply.status_code == 200
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script>alert" not in reply.text
    assert "<img" not in reply.text
    assert "&lt;script&gt;alert" in reply.text
    assert "javascript:" not in reply.text
    assert "原文以发布机关为准" in reply.text
    assert client.get("/ui/report.js").status_code == client.get("/ui/report.css").status_code == 200


def test_the_permalink_highlights_without_script(client: TestClient) -> None:
    span = fakes.span_of("37件𠀀，其中")
    page = client.get(f"/report/云溪镇-2018?start={span.start}&end={span.end}").text
    assert page.count("<mark>") == 1
    assert "<mark>37件𠀀，其中</mark>" in page


@pytest.mark.parametrize("query", ["start=5", "start=9&end=5", "start=0&end=999999", "start=a&end=b", "start=²&end=9"])
def test_a_place_outside_the_report_is_said_to_be_lost(client: TestClient, query: str) -> None:
    page = client.get(f"/report/云溪镇-2018?{query}")
    assert page.status_code == 200
    assert '<p class="lost" id="lost" role="status">' in page.text
    assert "<mark>" not in page.text


def test_a_missing_report_is_a_404_page(client: TestClient) -> None:
    reply = client.get("/report/nothing")
    assert (reply.status_code, "没有这份报告" in reply.text) == (404, True)


def test_a_page_image_is_served_from_the_index_and_only_where_there_is_one(client: TestClient) -> None:
    reply = client.get(f"/report/{fakes.SCANNED.id}/page/2.png")
    assert (reply.status_code, reply.content, reply.headers["content-type"]) == (200, b"two", "image/png")
    assert reply.headers["x-content-type-options"] == "nosniff"
    for path in (f"{fakes.SCANNED.id}/page/3.png", f"{fakes.REPORT.id}/page/1.png", "nobody/page/1.png"):
        missing = client.get(f"/report/{path}")
        assert missing.status_code == 404
        assert "没有这一页的图像" in missing.json()["error"]


def test_the_page_of_a_recognised_report_lights_up_the_lines_asked_for(client: TestClient) -> None:
    span = fakes.span_of(fakes.SENTENCE)
    page = client.get(f"/report/{fakes.SCANNED.id}?start={span.start}&end={span.end}").text
    assert '<details class="scan" id="page1" open hidden>' in page
    assert '<details class="scan" id="page2" open>' in page
    assert re.findall(r'<rect [^>]*class="lit"[^>]*>', page) == [
        f'<rect x="1" y="32" width="8" height="2" class="lit" data-from="{span.start}" data-to="{span.end}"/>'
    ]
    assert "/page/2.png" in page
    plain = client.get(f"/report/{fakes.SCANNED.id}").text
    assert plain.count("open hidden>") == 2
    assert 'class="scan"' not in client.get(f"/report/{fakes.REPORT.id}").text


def test_headings_paragraphs_and_tables_are_what_they_are() -> None:
    page = permalink.report_page(fakes.REPORT)
    start = fakes.TEXT.index("一、概述")
    assert f'<h2 id="s0"><span data-s="{start}">一、概述</span></h2>' in page
    assert '<h1><span data-s="0">云溪镇2018年政府信息公开工作年度报告</span></h1>' in page
    table = fakes.REPORT.tables[0].cells
    assert f'<td class="n"><span data-s="{table[5].span.start}">12</span></td>' in page
    assert page.count("<tr>") == 3


def test_every_leaf_begins_where_it_says() -> None:
    import html
    import re

    page = permalink.report_page(fakes.REPORT, "3", "200")
    leaves = re.findall(r'<span data-s="(\d+)">(.*?)</span>', page, re.DOTALL)
    shown = 0
    for start, inner in leaves:
        words = html.unescape(re.sub(r"</?mark>", "", inner))
        assert fakes.TEXT[int(start) :].startswith(words)
        shown += len("".join(words.split()))
    assert shown == len("".join(fakes.TEXT.split()))


def test_slots_of_earlier_questions_are_dropped_before_the_question_is_read(client: TestClient) -> None:
    body = {"question": "我去掉了什么？", "without": ["year", "agency"]}
    assert client.post("/api/ask", json=body).json()["text"] == "year；agency"
    assert client.post("/api/ask", json={"question": "我去掉了什么？"}).json()["text"] == ""
    assert client.post("/api/ask", json={"question": "a", "without": ["town"]}).status_code == 422


# --- the memory of conversations ------------------------------------------------------------------------------------


def test_conversations_are_bounded_and_expire() -> None:
    now = [0.0]
    kept: Conversations = Conversations(fakes.FakeConversation, most=2, idle_seconds=10, clock=lambda: now[0])  # type: ignore[arg-type]
    tokens = [kept.new()[0] for _ in range(3)]
    assert [kept.get(token) is not None for token in tokens] == [False, True, True]
    now[0] = 8
    assert kept.get(tokens[1]) is not None
    now[0] = 15
    assert [kept.get(token) is not None for token in tokens] == [False, True, False]
    assert len(kept) == 1


def test_a_heading_in_mid_line_ends_where_its_words_end() -> None:
    text = "前言一句。二、情况。全年收到申请五件"
    section = Section(id=0, number="二、", heading="情况", level=1, span=Span(start=5, end=len(text)))
    report = replace(fakes.REPORT, text=text, title="别的", sections=(section,), tables=())
    page = permalink.report_page(report)
    assert '<h2 id="s0"><span data-s="5">二、情况。</span></h2>\n<p class="short"><span data-s="10">全年收到' in page


def test_lines_cut_by_the_page_width_are_one_paragraph() -> None:
    text = "如" * 30 + "\n" + "果" * 10 + "。\n另一段\n又一段"
    page = permalink.report_page(replace(fakes.REPORT, text=text, title="别的", sections=(), tables=()))
    assert f'<p><span data-s="0">{"如" * 30}</span><span data-s="31">{"果" * 10}。</span></p>' in page
    assert '<p class="short"><span data-s="43">另一段</span></p>\n<p class="short">' in page
