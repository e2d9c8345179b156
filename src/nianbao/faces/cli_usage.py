"""Complaints of the command line's parser as one sentence in the user's language."""

from __future__ import annotations

import click

from nianbao.faces.cli_base import Words


def usage_sentence(error: click.ClickException, words: Words) -> str:
    """What is wrong with the call and where to read how it should be."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = "nianbao" if context is None else context.command_path
    see = words(f"用法见 {path} --help。", f"See {path} --help.")
    if words.lang == "en":
        return f"{error.format_message().removesuffix('?').removesuffix('.')}. {see}"
    return f"{_what(error)}，{see}"


def _what(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项{_perhaps(error.possibilities)}"
    if isinstance(error, click.NoSuchCommand):
        return f"没有 {error.command_name} 这个命令{_perhaps(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error.param)}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)}{_wanted(error)}"
    if isinstance(error, click.BadOptionUsage):
        takes_none = "does not take" in error.message
        return f"选项 {error.option_name} {'不带值' if takes_none else '后面要有值'}"
    return f"命令行不对（{error.format_message()}）"


def _perhaps(possibilities: object) -> str:
    near = sorted(str(name) for name in possibilities) if isinstance(possibilities, list | tuple) else []
    return f"（是不是 {'、'.join(near)}）" if near else ""


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "参数"
    if isinstance(param, click.Option):
        return f"选项 {max(param.opts, key=len)} "
    return f"参数“{param.human_readable_name}”"


def _wanted(error: click.BadParameter) -> str:
    kind = None if error.param is None else error.param.type
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, type(click.INT)):
        return "应为整数"
    return f"的值不能用（{error.message}）"
