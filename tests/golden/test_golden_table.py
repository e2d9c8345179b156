"""The golden table through every face: desk, command line and HTTP give the same, right answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from golden_table import ALL, CONVERSATIONS, Row

from nianbao.asking.desk import Desk
from nianbao.evaluation.promises import broken_promises
from nianbao.faces.cli import main
from nianbao.faces.http import make_app
from nianbao.faces.render import answer_json
from nianbao.settings import Settings

Answer = dict[str, Any]


def check(row: Row, answer: Answer) -> None:
    """The answer object is what the row freezes."""
    assert (answer["status"], answer["value"]) == (row.status, row.value), answer["text"]
    missing = [words for words in row.says if words not in answer["text"]]
    said = [words for words in row.never if words in answer["text"]]
    assert (missing, said) == ([], []), answer["text"]
    if row.cites is not None and row.status == "answered":
        cited = {Path(c["source"]).stem for c in answer["citations"] if c["report"]}
        assert cited == set(row.cites)


def timeless(answer: Answer) -> Answer:
    return answer | {"elapsed_ms": 0}


@pytest.fixture(scope="session")
def answers(desk: Desk) -> dict[str, Answer]:
    """What the desk says to every question of the table."""
    return {row.question: answer_json(desk.ask(row.question)) for row in ALL}


@pytest.fixture
def client(desk: Desk, settings: Settings) -> Iterator[TestClient]:
    with TestClient(make_app(desk, settings)) as client:
        yield client


def batch(lines: list[Answer], folder: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> list[Answer]:
    """What `nianbao ask --batch` prints for the lines."""
    file = folder / "questions.jsonl"
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    assert main(["ask", "--batch", str(file), "--index", str(index)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_table_is_large_and_asks_nothing_twice() -> None:
    questions = [row.question for row in ALL]
    assert len(questions) >= 80
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.question)
def test_the_desk_answers_as_frozen(row: Row, answers: dict[str, Answer]) -> None:
    check(row, answers[row.question])


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.question)
def test_no_answer_breaks_a_promise_of_its_quotations(row: Row, desk: Desk) -> None:
    assert broken_promises(desk.ask(row.question), desk.library.report) == ()


def test_a_batch_gives_the_desks_answers_in_order(
    answers: dict[str, Answer],
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "none")
    lines = [{"id": i, "question": row.question} for i, row in enumerate(ALL)]
    found = batch(lines, tmp_path, settings.index, capsys)
    wanted = [answers[row.question] | {"id": i} for i, row in enumerate(ALL)]
    assert [timeless(a) for a in found] == [timeless(a) for a in wanted]


@pytest.mark.parametrize("row", ALL[::12], ids=lambda row: row.question)
def test_ask_json_is_the_desks_answer(
    row: Row,
    answers: dict[str, Answer],
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "none")
    assert main(["ask", row.question, "--json", "--index", str(settings.index)]) == 0
    assert timeless(json.loads(capsys.readouterr().out)) == timeless(answers[row.question])


def test_http_gives_the_desks_answers(answers: dict[str, Answer], client: TestClient) -> None:
    for row in ALL:
        found = client.post("/api/ask", json={"question": row.question}).json()
        assert timeless(found) == timeless(json.loads(json.dumps(answers[row.question])))


@pytest.mark.parametrize("turns", CONVERSATIONS, ids=lambda turns: turns[0].question)
def test_a_conversation_at_the_desk(turns: tuple[Row, ...], desk: Desk) -> None:
    talk = desk.conversation()
    for row in turns:
        check(row, answer_json(talk.ask(row.question)))


def test_conversations_in_one_batch_do_not_mix(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "none")
    # first turns of all threads, then second turns …: a thread that leaks shows at once
    longest = max(map(len, CONVERSATIONS))
    rows = [(str(n), turns[i]) for i in range(longest) for n, turns in enumerate(CONVERSATIONS) if i < len(turns)]
    lines = [{"id": n, "question": row.question, "conversation": n} for n, row in rows]
    for (_, row), answer in zip(rows, batch(lines, tmp_path, settings.index, capsys), strict=True):
        check(row, answer)


@pytest.mark.parametrize("turns", CONVERSATIONS, ids=lambda turns: turns[0].question)
def test_a_conversation_over_http(turns: tuple[Row, ...], client: TestClient) -> None:
    token: str | None = None
    for row in turns:
        reply = client.post("/api/ask", json={"question": row.question} | ({"conversation": token} if token else {}))
        token = token or reply.headers["X-Conversation"]
        check(row, reply.json())
