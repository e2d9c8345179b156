"""The tools for other assistants, called with the protocol's own client over both ways."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import ROOT, free_port, served
from mcp import Client, StdioServerParameters

import nianbao
from nianbao.faces.mcp_tools import Toolbox
from nianbao.faces.render import answer_json
from nianbao.serving.service import bare_service
from nianbao.settings import Settings

QUESTION = "息陬镇2018年收到多少件依申请公开？"
REPORT = (
    "青溪镇2016年政府信息公开工作年度报告\n\n一、总体情况\n\n2016年，青溪镇政府认真做好政务公开工作。\n\n"
    "二、主动公开情况\n\n2016年，我镇主动公开政府信息100条，分类情况为：工作动态60条，通知公告30条。\n"
)


@pytest.fixture(scope="module")
def box(sample_index: Path) -> Toolbox:
    settings = Settings(index=sample_index, model="none", public_url="https://www.example.gov.cn/nianbao/")
    return Toolbox(nianbao.open(sample_index, settings), settings)


@pytest.fixture(scope="module", params=["stdio", "http"])
def way(request: pytest.FixtureRequest, sample_index: Path) -> Iterator[Any]:
    """What the client connects to: a command, or an address."""
    settings = {"NIANBAO_INDEX": str(sample_index), "NIANBAO_MODEL": "none"}
    if request.param == "stdio":
        environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT / "src")}
        yield StdioServerParameters(
            command=sys.executable, args=["-m", "nianbao.faces.cli", "mcp"], env=environment, cwd=str(ROOT)
        )
        return
    port = free_port()
    command = [sys.executable, str(ROOT / "app.py")]
    with served(command, port, {**settings, "NIANBAO_PORT": str(port)}) as address:
        yield f"{address}mcp"


def through(way: Any, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What the tools reply, one after the other over one connection."""

    async def talk() -> list[Any]:
        async with Client(way, read_timeout_seconds=60) as client:
            assert client.server_info is not None
            assert (client.server_info.name, "never supply a figure" in (client.instructions or "")) == (
                "nianbao",
                True,
            )
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(talk())


def test_a_client_is_told_four_tools_with_their_schemas(way: Any) -> None:
    async def listed() -> list[Any]:
        async with Client(way, read_timeout_seconds=60) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(listed())}
    assert sorted(tools) == ["ask", "check", "figures", "reports"]
    assert tools["ask"].input_schema["required"] == ["question"]
    assert "citations" in tools["ask"].output_schema["required"]
    assert "never fill in a number" in tools["ask"].description
    assert all(tool.annotations.read_only_hint for tool in tools.values())


def test_an_answer_is_that_of_the_contract_and_its_words_link_to_the_quotation(way: Any, sample_index: Path) -> None:
    """The same Answer object as everywhere, with the string that goes on with its conversation."""
    [reply] = through(way, ("ask", {"question": QUESTION}))
    expected = answer_json(nianbao.open(sample_index, Settings(model="none")).ask(QUESTION))
    found = dict(reply.structured_content)
    assert len(found.pop("conversation")) >= 32
    for each in (expected, found):
        del each["elapsed_ms"]
    assert not reply.is_error
    assert found == json.loads(json.dumps(expected))
    assert f"{found['citations'][0]['url']})" in reply.content[0].text
    assert "3件" in reply.content[0].text


def test_a_conversation_goes_on_with_its_string_and_with_no_other(way: Any) -> None:
    """Within one connection; over HTTP the connection is no session, so the string alone decides."""

    async def talk() -> tuple[Any, Any]:
        async with Client(way, read_timeout_seconds=60) as client:
            first = await client.call_tool("ask", {"question": "息陬镇2018年主动公开多少条？"})
            token = first.structured_content["conversation"]
            follow = await client.call_tool("ask", {"question": "那双华镇呢？", "conversation": token})
            guess = await client.call_tool("ask", {"question": "那双华镇呢？", "conversation": "guess"})
            return follow, guess

    follow, guess = asyncio.run(talk())
    assert follow.structured_content["value"] == 146
    assert (guess.is_error, guess.structured_content) == (True, None)
    assert guess.content[0].text == "这段对话已经过期或不存在，请去掉 conversation 重新开始。"


def test_figures_reports_and_check_reply_over_both_ways(way: Any, sample_index: Path) -> None:
    desk = nianbao.open(sample_index, Settings(model="none"))
    id = next(card.id for card in desk.library.listed if card.agency == "息陬镇")
    figures, reports, check = through(
        way, ("figures", {"agency": "息陬镇", "year": 2018, "limit": 2}), ("reports", {}), ("check", {"report": id})
    )
    found = desk.library.figures(agency="息陬镇", year=2018)
    assert figures.structured_content["total"] == len(found)
    assert [each["quote"] for each in figures.structured_content["figures"]] == [each.quote for each in found[:2]]
    assert [each["id"] for each in reports.structured_content["reports"]] == [card.id for card in desk.library.listed]
    assert (check.structured_content["report"], check.structured_content["agency"]) == (id, "息陬镇")


def test_a_wrong_argument_is_one_sentence_and_no_answer(way: Any) -> None:
    replies = through(
        way, ("figures", {"yaer": 2018}), ("ask", {}), ("figures", {"metric": "x"}), ("check", {}), ("nothing", {})
    )
    assert [reply.is_error for reply in replies] == [True] * 5
    assert [reply.content[0].text for reply in replies] == [
        "不认识“yaer”。请对照工具的说明修改。",
        "“question”缺少。请对照工具的说明修改。",
        "没有这个指标，请用指标编号（如 applications_received）或其中文全名。",
        "请给出 report 或 text，二者只给一个。",
        "没有“nothing”这个工具。",
    ]


def test_nothing_but_the_protocol_stands_on_standard_output(sample_index: Path) -> None:
    """Every line is a JSON-RPC message, and the programme ends when its client leaves."""
    hello = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }  # fmt: skip
    ask = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": "?"}}}
    sent = "".join(
        json.dumps(line) + "\n" for line in (hello, {"jsonrpc": "2.0", "method": "notifications/initialized"}, ask)
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NIANBAO_MODEL": "none"}
    command = [sys.executable, "-m", "nianbao.faces.cli", "mcp", "--index", str(sample_index)]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(sent.encode())
        process.stdin.flush()
        lines = [process.stdout.readline() for _ in range(2)]
        process.stdin.close()
        lines += process.stdout.readlines()
        assert process.wait(timeout=30) == 0
    assert [json.loads(line)["id"] for line in lines] == [1, 2]


def test_a_missing_index_is_one_line_on_standard_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "nianbao.faces.cli", "mcp", "--index", str(tmp_path / "none")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, input="")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nianbao index" in done.stderr


def test_a_report_given_as_text_is_checked_and_its_failure_quoted(box: Toolbox) -> None:
    reply = box.call("check", {"text": REPORT})
    assert (reply.structured["agency"], reply.structured["year"]) == ("青溪镇", 2016)
    assert reply.structured["fails"] != []
    assert "✗" in reply.text
    assert "我镇主动公开政府信息100条" in reply.text


def test_the_outputs_keep_to_the_published_schemas(box: Toolbox) -> None:
    for name, arguments in (
        ("ask", {"question": QUESTION}),
        ("figures", {}),
        ("reports", {}),
        ("check", {"text": REPORT}),
    ):
        reply = box.call(name, arguments)
        box.kinds[name].gives.model_validate(json.loads(json.dumps(reply.structured)))


def test_links_lead_to_the_public_address(box: Toolbox) -> None:
    assert "(https://www.example.gov.cn/nianbao/report/" in box.call("ask", {"question": QUESTION}).text
    assert "https://www.example.gov.cn/nianbao/report/" in box.call("figures", {"agency": "息陬镇"}).text


def test_refusals_are_passed_on_as_refusals(box: Toolbox) -> None:
    reply = box.call("ask", {"question": "息陬镇2019年收到多少件申请？"})
    assert (reply.structured["status"], reply.structured["value"]) == ("no_report", None)
    assert reply.text.startswith("〔no_report〕")


def test_another_host_name_is_refused(sample_index: Path) -> None:
    """A page of another site cannot reach the tools by letting its own name point to this machine."""
    from fastapi.testclient import TestClient

    from nianbao.faces import http, mcp_server

    settings = Settings(index=sample_index, model="none", public_url="https://www.example.gov.cn/nianbao/")
    desk = nianbao.open(sample_index, settings)
    service = bare_service(desk, settings)
    app = mcp_server.mount(http.make_app(desk, settings, service), service)
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        status = {
            host: client.post("/mcp", json=call, headers={**headers, "Host": host}).status_code
            for host in ("127.0.0.1:7860", "localhost:7860", "www.example.gov.cn", "evil.example:7860")
        }
        forged = client.post("/mcp", json=call, headers={**headers, "Origin": "https://evil.example"})
        assert client.get("/mcp").json() == {"error": "这个地址只接受 MCP 客户端的 POST 请求。"}
    assert list(status.values()) == [200, 200, 200, 421]
    assert forged.status_code == 403
