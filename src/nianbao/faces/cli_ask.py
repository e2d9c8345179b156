"""`nianbao ask` and `nianbao chat`: one question, a file of questions, or a conversation."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.errors import NianbaoError, WrongCall
from nianbao.faces.cli_base import Command, Words, index_option, json_option, open_index, say, say_json, tell
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.evaluation.lines import Line
    from nianbao.model import Answer

_FAREWELLS = frozenset({"退出", "再见", "exit", "quit", "q"})


def ask(words: Words) -> Command:
    """The command that answers."""
    return Command(
        "ask",
        words,
        _ask,
        help=words("回答一个问题，或一个文件里的问题。", "Answer one question, or those of a file."),
        params=[
            click.Argument(["question"], required=False, metavar="QUESTION"),
            click.Option(
                ["--batch"],
                type=click.Path(path_type=Path, allow_dash=True),
                metavar="FILE.jsonl",
                help=words(
                    "每行一个问题（JSON），每行一个回答。", "One JSON question a line in, one answer a line out."
                ),
            ),
            json_option(words),
            index_option(words),
        ],
    )


def chat(words: Words) -> Command:
    """The command that keeps a conversation."""
    return Command(
        "chat",
        words,
        _chat,
        help=words("在终端里连续提问。", "A conversation in the terminal."),
        params=[index_option(words)],
    )


def _ask(settings: Settings, question: str | None, batch: Path | None, as_json: bool, index: Path | None) -> None:
    if batch is not None:
        if question is not None:
            raise WrongCall("问题和 --batch 只能给一个。", "Give a question or --batch, not both.")
        _ask_all(settings, batch, index)
        return
    if question is None or not question.strip():
        raise WrongCall(
            '请给出问题，如 nianbao ask "某镇2023年收到多少件申请？"，或用 --batch 给出文件。',
            'Give a question, as nianbao ask "…", or a file of questions with --batch.',
        )
    try:
        question.encode("utf-8")
    except UnicodeEncodeError as error:
        raise WrongCall("问题不是有效的 UTF-8 文字。", "The question is not valid UTF-8 text.") from error
    from nianbao.faces.render import answer_json, answer_text

    answer = open_index(settings, index).ask(question)
    if as_json:
        say_json(answer_json(answer))
    else:
        say(answer_text(answer, settings.lang))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    id: object
    question: str
    conversation: str | None


def _ask_all(settings: Settings, batch: Path, index: Path | None) -> None:
    """All lines are checked before the first is answered: a broken file prints nothing but what is wrong with it."""
    from nianbao.evaluation.lines import parse_lines, read_lines
    from nianbao.evaluation.questions import asker
    from nianbao.faces.render import answer_json

    standard_input = str(batch) == "-"
    lines = parse_lines(sys.stdin.buffer.read(), "stdin") if standard_input else read_lines(batch)
    turns = [_turn(line, settings.max_question) for line in lines]
    answer = asker(open_index(settings, index))
    for turn in turns:
        say_json(answer_json(answer(turn.question, turn.conversation)) | {"id": turn.id})


def _turn(line: Line, longest: int) -> _Turn:
    question = line.text("question")
    if len(question) > longest:
        raise line.wrong(
            f"的问题超过 {longest} 个字，请缩短", f"the question is longer than {longest} characters, shorten it"
        )
    return _Turn(id=line.entry.get("id"), question=question, conversation=line.name_or_none("conversation"))


def _chat(settings: Settings, index: Path | None) -> None:
    from nianbao.faces.render import answer_text

    words = Words(lang=settings.lang)
    talk = open_index(settings, index).conversation()
    if sys.stdin.isatty():
        say(
            words(
                "请提问；可以接着上一问追问，输入“退出”结束。", "Ask; you may follow up. “exit” ends the conversation."
            )
        )
    last: Answer | None = None
    for typed in _typed():
        try:
            last = talk.ask(_chosen(typed, last))
        except NianbaoError as error:  # a question that cannot be asked ends the turn, not the conversation
            tell(error.say(settings.lang))
        else:
            say(answer_text(last, settings.lang) + "\n")


def _typed() -> Iterator[str]:
    """What the user types, until a farewell or the end of input; empty lines are passed over."""
    at_terminal = sys.stdin.isatty()
    if at_terminal:
        _edit_lines()
    while True:
        try:
            line = input("› " if at_terminal else "").strip()
        except EOFError:
            return
        except UnicodeDecodeError as error:
            raise WrongCall("输入不是有效的 UTF-8 文字。", "The input is not valid UTF-8 text.") from error
        if line.lower() in _FAREWELLS:
            return
        if line:
            yield line


def _edit_lines() -> None:
    """Arrow keys and history, where the platform has them: importing the module is what switches them on."""
    from importlib import import_module, util

    if util.find_spec("readline") is not None:
        import_module("readline")


def _chosen(typed: str, last: Answer | None) -> str:
    """The question meant: after an answer that asks back, the number of a choice stands for the choice."""
    if last is not None and typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(last.choices):
        return last.choices[int(typed) - 1]
    return typed
