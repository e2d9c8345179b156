"""The command line on a fake desk: what is printed, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import logging
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fakes import CARD, FOUND, SENTENCE, FakeConversation, FakeDesk, figure

from nianbao.building import BuildResult
from nianbao.errors import IndexMissing, NianbaoError
from nianbao.faces.cli import main
from nianbao.faces.render import answer_json, card_json, figure_json
from nianbao.model import Answer
from nianbao.settings import Settings


class Desk(FakeDesk):
    def ask(self, question: str) -> Answer:
        return FakeConversation().ask(question)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def opened() -> list[Settings]:
    """The settings of each index that was opened."""
    return []


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], opened: list[Settings]) -> Iterator[Run]:
    """Runs a command in this process, with a fake desk behind it; `stdin` is what a user types."""

    def open_desk(settings: Settings) -> Desk:
        opened.append(settings)
        if settings.index == Path("none"):
            raise IndexMissing("还没有索引，请先运行 nianbao index 路径。", "no index; run nianbao index PATH")
        return Desk()

    wiring: Any = types.ModuleType("nianbao.wiring")
    wiring.open_desk = open_desk
    monkeypatch.setitem(sys.modules, "nianbao.wiring", wiring)
    for name in ("NIANBAO_LANG", "NIANBAO_DEBUG", "NIANBAO_INDEX"):
        monkeypatch.delenv(name, raising=False)

    def running(*args: str, stdin: bytes = b"", lang: str | None = None) -> Ran:
        if lang is not None:
            monkeypatch.setenv("NIANBAO_LANG", lang)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = main(list(args))
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    yield running
    log = logging.getLogger("nianbao")
    log.setLevel(logging.NOTSET)
    log.handlers.clear()


# --- wrong calls ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        ([], "请给出命令（index、collect、ask", "Give a command (index, collect, ask"),
        (["weigh"], "没有 weigh 这个命令", "No such command 'weigh'"),
        (["figures", "--yeer", "2"], "没有 --yeer 这个选项（是不是 --year）", "No such option '--yeer'"),
        (["--nope"], "没有 --nope 这个选项", "No such option '--nope'"),
        (["index"], "缺少参数“PATH...”", "Missing argument 'PATH...'"),
        (["eval"], "缺少参数“FILE.jsonl”", "Missing argument 'FILE.jsonl'"),
        (["figures", "--year", "去年"], "选项 --year 应为整数", "'去年' is not a valid integer"),
        (["figures", "--format", "pdf"], "选项 --format 只能是 table、csv、json、xlsx", "'pdf' is not one of"),
        (["ask", "问", "--index"], "选项 --index 后面要有值", "'--index' requires an argument"),
        (["ask", "问", "--json=1"], "选项 --json 不带值", "'--json' does not take a value"),
        (["ask", "云溪镇", "收到几件"], "多出来的“收到几件”", "Unexpected extra '收到几件'"),
        (["ask"], "请给出问题", "Give a question"),
        (["ask", " \t "], "请给出问题", "Give a question"),
        (["ask", "问\udce4"], "不是有效的 UTF-8", "not valid UTF-8"),
        (["ask", "问", "--batch", "x"], "只能给一个", "not both"),
        (["ask", "问", "--index", "none"], "还没有索引，请先运行 nianbao index 路径。", "run nianbao index PATH"),
        (["figures", "--format", "xlsx"], "请加 --out", "add --out"),
        (["figures", "--metric", "收到申请数量"], "是不是 收到政府信息公开申请数", "did you mean"),
        (["serve", "--port", "70000"], "端口 70000", "Port 70000"),
        (["index", "没有的文件夹"], "找不到“没有的文件夹”", "does not exist"),
    ],
)
def test_a_wrong_call_is_one_line_in_the_users_language_and_exit_2(run: Run, args: list[str], zh: str, en: str) -> None:
    for lang, said in (("zh", zh), ("en", en)):
        ran = run(*args, lang=lang)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert ran.err.count("\n") == 1


def test_a_setting_that_cannot_be_used_is_a_wrong_call(run: Run) -> None:
    ran = run("reports", lang="fr")
    assert (ran.code, ran.out, ran.err) == (2, "", "NIANBAO_LANG 只能是 zh 或 en，现在是 'fr'。\n")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", ["", "index", "ask", "chat", "figures", "reports", "check", "eval", "serve", "mcp"])
def test_help_is_in_one_language(run: Run, command: str, lang: str) -> None:
    ran = run(*command.split(), "--help", lang=lang)
    assert (ran.code, ran.err) == (0, "")
    english = ("Usage:", "Options:", "Commands:", "Show this")
    assert any(word in ran.out for word in english) is (lang == "en")
    assert all(ord(character) < 0x3000 for character in ran.out) is (lang == "en")


def test_the_help_lists_the_commands_that_exist(run: Run) -> None:
    listed = [line.split()[0] for line in run("--help").out.split("命令:")[1].splitlines() if line.strip()]
    assert listed == [
        "index", "collect", "ask", "chat", "figures", "reports", "compare", "rollup", "check", "eval", "serve", "mcp",
        "visits", "settings", "password",
    ]  # fmt: skip


def test_a_fault_is_one_line_without_internals_and_exit_1(run: Run) -> None:
    ran = run("ask", "坏了")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "RuntimeError" in ran.err
    assert "secret internals" not in ran.err


def test_debug_shows_the_traceback_of_a_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_DEBUG", "1")
    ran = run("ask", "坏了")
    assert ran.code == 1
    assert "RuntimeError: secret internals" in ran.err


def test_an_interrupt_is_exit_130_and_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Desk, question: str) -> Answer:
        raise KeyboardInterrupt

    monkeypatch.setattr(Desk, "ask", interrupted)
    ran = run("ask", "问")
    assert (ran.code, ran.out, ran.err.strip()) == (130, "", "")


@pytest.mark.parametrize("error", [NianbaoError("坏", "bad"), IndexMissing("坏", "bad")])
def test_an_error_of_ours_says_its_sentence_and_its_exit_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: NianbaoError
) -> None:
    def failing(self: Desk, question: str) -> Answer:
        raise error

    monkeypatch.setattr(Desk, "ask", failing)
    ran = run("ask", "问", lang="en")
    assert (ran.code, ran.out, ran.err) == (error.exit_code, "", "bad\n")


# --- ask ------------------------------------------------------------------------------------------------------------


def test_ask_prints_the_answer_for_people(run: Run, opened: list[Settings]) -> None:
    ran = run("ask", FOUND.question, "--index", "mine")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(FOUND.text)
    assert SENTENCE in ran.out
    assert opened[0].index == Path("mine")


def test_ask_json_is_the_answer_object_on_one_line_unescaped(run: Run) -> None:
    ran = run("ask", FOUND.question, "--json")
    assert ran.lines == [answer_json(FOUND)]
    assert "云溪镇2018年" in ran.out


def batch(tmp_path: Path, *lines: str) -> str:
    file = tmp_path / "问题.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(file)


def test_a_batch_answers_in_order_copies_ids_and_keeps_conversations_apart(run: Run, tmp_path: Path) -> None:
    file = batch(
        tmp_path,
        '{"id": "甲", "question": "第一问", "conversation": "c"}',
        '{"id": 7, "question": "别的问", "conversation": "d"}',
        '{"question": "我问过什么？", "conversation": "c", "gold": {}}',
        "",
        '{"id": null, "question": "我问过什么？"}',
    )
    ran = run("ask", "--batch", file)
    assert (ran.code, ran.err) == (0, "")
    assert [(line["id"], line["text"]) for line in ran.lines] == [
        ("甲", "这不是年报里的事。"),
        (7, "这不是年报里的事。"),
        (None, "第一问"),
        (None, ""),
    ]
    assert list(ran.lines[0]) == list(answer_json(FOUND))


def test_a_batch_may_come_from_standard_input(run: Run) -> None:
    asked = json.dumps({"id": 1, "question": FOUND.question}).encode()
    assert run("ask", "--batch", "-", stdin=asked).lines == [answer_json(FOUND, id=1)]


@pytest.mark.parametrize(
    "broken",
    [
        '{"question": ',
        "[]",
        '{"id": 1}',
        '{"question": ""}',
        '{"question": "\\ud800"}',
        json.dumps({"question": "长" * 501}),
    ],
)
def test_a_broken_batch_line_is_named_before_anything_is_answered(run: Run, tmp_path: Path, broken: str) -> None:
    ran = run("ask", "--batch", batch(tmp_path, '{"question": "好"}', broken))
    assert (ran.code, ran.out) == (2, "")
    assert "“问题.jsonl”第 2 行" in ran.err
    assert ran.err.count("\n") == 1


# --- chat -----------------------------------------------------------------------------------------------------------


def test_a_chat_keeps_its_thread_until_the_farewell(run: Run) -> None:
    ran = run("chat", stdin="第一问\n\n我问过什么？\n退出\n第三问\n".encode())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == ["〔超出范围〕这不是年报里的事。", "", "〔超出范围〕第一问", ""]


def test_a_number_picks_a_choice_and_an_error_ends_the_turn_alone(run: Run) -> None:
    ran = run("chat", stdin="朝阳镇收到几件？\n不行\n1\n".encode())
    assert (ran.code, ran.err) == (0, "这样问不行，请换一种问法。\n")
    assert FOUND.text in ran.out


# --- figures and reports --------------------------------------------------------------------------------------------


def test_figures_as_json_are_the_contract_objects(run: Run) -> None:
    assert json.loads(run("figures", "--format", "json").out) == [figure_json(figure())]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--agency", "云溪镇"], 1),
        (["--agency", "云溪镇人民政府"], 1),
        (["--agency", "双桥镇"], 0),
        (["--year", "2018"], 1),
        (["--year", "2019"], 0),
        (["--metric", "applications_received"], 1),
        (["--metric", "收到政府信息公开申请数"], 1),
    ],
)
def test_figures_are_filtered_by_either_name(run: Run, options: list[str], found: int) -> None:
    ran = run("figures", "--format", "json", *options)
    assert (ran.code, len(json.loads(ran.out))) == (0, found)
    assert ("没有符合条件的数据" in ran.err) is (found == 0)


def test_a_table_keeps_its_columns_under_their_headings(run: Run) -> None:
    head, row = run("figures").out.splitlines()
    columns = [head.encode("gb18030").index(word.encode("gb18030")) for word in ("年份", "指标", "单位", "原文")]
    cells = [row.encode("gb18030")[at:].decode("gb18030") for at in columns]
    starts = ("2018", "收到政府信息公开申请数", "件", SENTENCE[:10])
    assert [cell[: len(start)] for cell, start in zip(cells, starts, strict=True)] == list(starts)


def test_reports_are_listed_in_every_format(run: Run) -> None:
    assert json.loads(run("reports", "--format", "json").out) == [card_json(CARD)]
    table = list(csv.DictReader(io.StringIO(run("reports", "--format", "csv").out)))
    assert [(row["agency"], row["source"]) for row in table] == [("云溪镇", "yunxi.txt")]
    assert "云溪镇" in run("reports").out


def test_problems_of_reports_are_listed_with_what_to_do(run: Run) -> None:
    [row] = json.loads(run("reports", "--problems", "--format", "json").out)
    assert (row["report"], row["kind"], row["problem"]) == (CARD.id, "other", CARD.problems[0])
    assert row["do"] in run("reports", "--problems").out


def test_the_ending_of_the_file_names_the_format(run: Run, tmp_path: Path) -> None:
    import openpyxl

    ran = run("figures", "--out", str(tmp_path / "表.xlsx"))
    assert (ran.code, ran.out) == (0, f"已写入 {tmp_path / '表.xlsx'}\n")
    assert openpyxl.load_workbook(tmp_path / "表.xlsx").active["E2"].value == 37
    run("figures", "--out", str(tmp_path / "表.csv"))
    assert (tmp_path / "表.csv").read_bytes().startswith(b"\xef\xbb\xbfagency,")
    run("reports", "--out", str(tmp_path / "表.json"))
    assert json.loads((tmp_path / "表.json").read_text("utf-8")) == [card_json(CARD)]


def test_a_file_that_cannot_be_written_is_one_line_and_exit_2(run: Run, tmp_path: Path) -> None:
    ran = run("figures", "--format", "csv", "--out", str(tmp_path / "no" / "x.csv"))
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


# --- index ----------------------------------------------------------------------------------------------------------


def build_returning(monkeypatch: pytest.MonkeyPatch, result: BuildResult) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []

    def build(paths: Any, folder: Path, settings: Settings, *, rebuild: bool, progress: Any) -> BuildResult:
        calls.append({"paths": paths, "folder": folder, "rebuild": rebuild, "progress": progress})
        return result

    monkeypatch.setattr("nianbao.building.build", build)
    return calls


def test_index_says_in_one_line_what_it_did(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = BuildResult(
        added=("a", "b"), changed=("c",), unchanged=("d", "e", "f"), removed=("g",), duplicates=("h",)
    )  # fmt: skip
    calls = build_returning(monkeypatch, result)
    ran = run("index", "x", "y", "--index", "mine", "--rebuild")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "已读 7 份：新增 2、更新 1、未变 3、移除 1、重复 1、读不了 0\n"
    assert calls == [{"paths": (Path("x"), Path("y")), "folder": Path("mine"), "rebuild": True, "progress": None}]


def test_unreadable_files_are_listed_with_their_reason_and_exit_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    unreadable = (("r/1.pdf", "“1.pdf”有密码。", "'1.pdf' has a password."),)
    build_returning(monkeypatch, BuildResult(added=("a",), unreadable=unreadable))
    ran = run("index", "r")
    assert (ran.code, ran.err) == (3, "读不了 r/1.pdf: “1.pdf”有密码。\n")
    assert ran.out == "已读 1 份：新增 1、更新 0、未变 0、移除 0、重复 0、读不了 1\n"
    assert "has a password" in run("index", "r", lang="en").err


def test_a_folder_without_reports_is_pointed_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    build_returning(monkeypatch, BuildResult())
    ran = run("index", "r")
    assert (ran.code, "没有找到报告文件" in ran.err) == (0, True)


# --- eval -----------------------------------------------------------------------------------------------------------


def test_eval_scores_a_question_set_and_lists_every_failing_line(run: Run, tmp_path: Path) -> None:
    file = batch(
        tmp_path,
        json.dumps({"id": "q1", "question": FOUND.question, "type": "lookup", "gold": {"value": 37, "unit": "件"}}),
        json.dumps({"id": "q2", "question": FOUND.question, "type": "lookup", "gold": {"value": 38}}),
    )
    ran = run("eval", file, "--json")
    assert ran.code == 0
    [scores] = ran.lines
    assert {key: scores[key] for key in ("questions", "exact", "wrong_number", "quote_broken")} == {
        "questions": 2, "exact": 1, "wrong_number": 1, "quote_broken": 0,
    }  # fmt: skip
    assert list(scores["latency_ms"]) == ["p50", "p95"]
    [failure] = scores["failures"]
    assert (failure["id"], failure["why"], failure["got"]["value"]) == (
        "q2", [{"field": "value", "want": "38", "got": "37"}], 37,
    )  # fmt: skip
    text = run("eval", file).out
    assert "✗ q2" in text
    assert "value: 应为 38 · 得到 37" in text


def test_eval_tells_figures_and_silence_from_questions(run: Run, tmp_path: Path) -> None:
    stated = {"file": "dev/yunxi.txt", "metric": "applications_received", "value": 37, "quote": "申请公开件37件"}
    [scores] = run("eval", batch(tmp_path, json.dumps(stated)), "--json").lines
    assert scores["total"]["recall"] == {"right": 1, "all": 1, "share": 1.0}
    silent = {"file": "dev/yunxi.txt", "metric": "applications_received", "why": "没写"}
    [scores] = run("eval", batch(tmp_path, json.dumps(silent)), "--json").lines
    assert (scores["pairs"], scores["filled"], scores["failures"][0]["got"]) == (1, 1, figure_json(figure()))
    for entry in (stated, silent):
        assert run("eval", batch(tmp_path, json.dumps(entry))).code == 0
    other = run("eval", batch(tmp_path, '{"nothing": []}'))
    assert (other.code, other.out, other.err.count("\n")) == (2, "", 1)


# --- lightness ------------------------------------------------------------------------------------------------------


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    heavy = "torch faiss gradio jieba fastapi uvicorn openpyxl rich numpy bs4 docx opencc sqlite3 nianbao.store"
    code = f"import sys, nianbao.faces.cli; sys.exit(' '.join(m for m in {heavy.split()!r} if m in sys.modules) or 0)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
