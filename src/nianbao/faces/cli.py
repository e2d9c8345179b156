"""The command line. Light to import: what a command needs is imported when the command runs.

Exit codes: 0 done; 2 a wrong call, or no index to work on; 3 some files could not be read; 4 figures
that do not agree; 130 interrupted; 1 a fault.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from io import TextIOWrapper

import click

from nianbao import __version__
from nianbao.errors import NianbaoError
from nianbao.faces import (
    cli_ask,
    cli_check,
    cli_collect,
    cli_eval,
    cli_index,
    cli_listing,
    cli_mcp,
    cli_password,
    cli_serve,
    cli_settings,
    cli_tabulate,
    cli_visits,
)  # fmt: skip
from nianbao.faces.cli_base import Group, Words, tell
from nianbao.faces.cli_usage import usage_sentence
from nianbao.settings import Settings, from_environment

LOG = logging.getLogger(__name__)

_INTERRUPTED = 130


def main(args: Sequence[str] | None = None) -> int:
    """Run one command (`args` default to the process's) and return its exit code; whatever fails is one line."""
    _forgive(sys.stdout)
    _forgive(sys.stderr)
    words = Words(lang="zh")
    try:
        settings = from_environment()
        words = Words(lang=settings.lang)
        code = program(settings).main(args, prog_name="nianbao", standalone_mode=False)
    except NianbaoError as error:
        LOG.debug("refused", exc_info=True)
        tell(error.say(words.lang))
        return error.exit_code
    except click.Abort:
        return _INTERRUPTED
    except click.ClickException as error:
        tell(usage_sentence(error, words))
        return 2
    except Exception as error:  # the last door: no traceback ever reaches a user
        LOG.debug("unexpected", exc_info=True)
        tell(_apology(error, words))
        return 1
    return code if isinstance(code, int) else 0


def program(settings: Settings) -> click.Group:
    """All commands, speaking the language of the settings."""
    words = Words(lang=settings.lang)
    debug = click.Option(
        ["--debug"], is_flag=True, envvar="NIANBAO_DEBUG", expose_value=False, hidden=True, callback=_set_up_logging
    )
    version = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=words("显示版本。", "Show the version and exit."),
    )
    group = Group(
        "nianbao",
        words,
        help=words(
            "年报问答：问政府信息公开年度报告，答数字和原文；报告没写就说没写。",
            "Ask government disclosure reports: the figure and the words that state it, or an honest no.",
        ),
        params=[version, debug],
        context_settings={"obj": settings},
    )
    for command in (
        cli_index.index(words),
        cli_collect.collect(words),
        cli_ask.ask(words),
        cli_ask.chat(words),
        cli_listing.figures(words),
        cli_listing.reports(words),
        cli_tabulate.compare(words),
        cli_tabulate.rollup(words),
        cli_check.check(words),
        cli_eval.evaluation(words),
        cli_serve.serve(words),
        cli_mcp.mcp(words),
        cli_visits.visits(words),
        cli_settings.settings_command(words),
        cli_password.password(words),
    ):
        group.add_command(command)
    return group


class _ToStandardError(logging.Handler):
    """Looks the stream up at each record, since tests and shells exchange it."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(self.format(record), err=True)


def _set_up_logging(ctx: click.Context, param: click.Parameter, debug: bool) -> None:
    log = logging.getLogger("nianbao")
    log.setLevel(logging.DEBUG if debug else logging.WARNING)
    if not any(isinstance(handler, _ToStandardError) for handler in log.handlers):
        log.addHandler(_ToStandardError())


def _show_version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"nianbao {__version__}")
        ctx.exit()


def _apology(error: Exception, words: Words) -> str:
    kind = type(error).__name__
    return words(
        f"程序出错了（{kind}），很抱歉；设置 NIANBAO_DEBUG=1 再运行一次可看到详情，请报告这个问题。",
        f"The program failed ({kind}), sorry; run it again with NIANBAO_DEBUG=1 for details, and report this.",
    )


def _forgive(stream: object) -> None:
    """A character that the terminal cannot show becomes "?", it must not end the program."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
