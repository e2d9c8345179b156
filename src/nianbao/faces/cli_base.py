"""What all commands of the command line share: two languages, help in either, output, and where the index is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nianbao.errors import WrongCall
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.asking.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Picks of two wordings the one the user reads."""

    lang: str

    def __call__(self, zh: str, en: str) -> str:
        return en if self.lang == "en" else zh


class Command(click.Command):
    """A command whose help is in the user's language; `run` takes the settings, then the parameters by name."""

    def __init__(
        self, name: str, words: Words, run: Callable[..., int | None], *, help: str, params: list[click.Parameter]
    ) -> None:
        def callback(**values: Any) -> int | None:
            return run(click.get_current_context().find_object(Settings), **values)

        super().__init__(
            name,
            callback=callback,
            help=help,
            params=params,
            options_metavar=words("[选项]", "[OPTIONS]"),
            # Left over words are refused below, in the user's language.
            context_settings={"allow_extra_args": True},
        )
        self.words = words

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.args:
            extra = " ".join(ctx.args)
            raise WrongCall(
                f"不明白多出来的“{extra}”；含空格的内容请用引号括起来，用法见 {ctx.command_path} --help。",
                f"Unexpected extra {extra!r}; put text with spaces in quotes, see {ctx.command_path} --help.",
            )
        return super().invoke(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _worded(super().get_help_option(ctx), self.words)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_usage(self, self.words, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, self.words, ctx, formatter)


class Group(click.Group):
    """The program itself: called without a command it names the commands."""

    def __init__(self, name: str, words: Words, *, help: str, params: list[click.Parameter], **settings: Any) -> None:
        super().__init__(
            name,
            help=help,
            params=params,
            callback=self._refuse_nothing,
            invoke_without_command=True,
            options_metavar=words("[选项]", "[OPTIONS]"),
            subcommand_metavar=words("命令 [参数]...", "COMMAND [ARGS]..."),
            **settings,
        )
        self.words = words

    def _refuse_nothing(self) -> None:
        if click.get_current_context().invoked_subcommand is None:
            names = list(self.commands)
            raise WrongCall(
                f"请给出命令（{'、'.join(names)}），用法见 nianbao --help。",
                f"Give a command ({', '.join(names)}); see nianbao --help.",
            )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of use, not of the alphabet

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _worded(super().get_help_option(ctx), self.words)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_usage(self, self.words, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, self.words, ctx, formatter)
        with formatter.section(self.words("命令", "Commands")):
            formatter.write_dl([(name, command.help or "") for name, command in self.commands.items()])


def _worded(option: click.Option | None, words: Words) -> click.Option | None:
    if option is not None:
        option.help = words("显示这段说明。", "Show this message and exit.")
    return option


def _write_usage(command: click.Command, words: Words, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=words("用法: ", "Usage: "))


def _write_options(command: click.Command, words: Words, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    records = [param.get_help_record(ctx) for param in command.get_params(ctx) if isinstance(param, click.Option)]
    with formatter.section(words("选项", "Options")):
        formatter.write_dl([record for record in records if record is not None])


def index_option(words: Words) -> click.Option:
    """`--index DIR`, which every command but the first line of the help has."""
    return click.Option(
        ["--index"],
        type=click.Path(path_type=Path),
        metavar="DIR",
        help=words("索引文件夹，不给时用 index。", "The index folder; index by default."),
    )


def json_option(words: Words) -> click.Option:
    """`--json`, as `as_json`."""
    return click.Option(["--json", "as_json"], is_flag=True, help=words("输出 JSON。", "Print JSON."))


def with_index(settings: Settings, index: Path | None) -> Settings:
    """The settings with the index folder of the command line, if one was given."""
    return settings if index is None else replace(settings, index=index)


def open_index(settings: Settings, index: Path | None) -> Desk:
    """A desk on the index; raises IndexMissing and IndexIncompatible."""
    from nianbao.wiring import open_desk

    return open_desk(with_index(settings, index))


def say(text: str) -> None:
    """One text on standard output, with a line break."""
    click.echo(text)


def tell(text: str) -> None:
    """One line on standard error."""
    click.echo(" ".join(text.split()), err=True)


def say_json(value: object) -> None:
    """One JSON value on one line of standard output, in UTF-8 whatever the terminal's encoding."""
    click.echo(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
