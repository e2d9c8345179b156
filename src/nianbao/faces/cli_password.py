"""`nianbao password`: the hash of a password, to be set in its place."""

from __future__ import annotations

import sys

import click

from nianbao.faces.cli_base import Command, Words, say
from nianbao.settings import SHORTEST_PASSWORD, Settings


def password(words: Words) -> Command:
    """The command."""
    return Command(
        "password",
        words,
        _run,
        help=words(
            "把管理密码变成散列值，写进 NIANBAO_STAFF_PASSWORD；密码从键盘或标准输入读。",
            "The hash of a staff password, to be set as NIANBAO_STAFF_PASSWORD; the password is typed or piped in.",
        ),
        params=[],
    )


def _run(settings: Settings) -> None:
    from nianbao.errors import WrongCall
    from nianbao.serving.access import hashed

    words = Words(lang=settings.lang)
    if sys.stdin.isatty():
        asked = words("管理密码", "Staff password")
        given = str(click.prompt(asked, hide_input=True, confirmation_prompt=True, err=True))
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    if len(given) < SHORTEST_PASSWORD:
        raise WrongCall(
            f"密码太短：至少 {SHORTEST_PASSWORD} 个字符。",
            f"The password is too short: {SHORTEST_PASSWORD} characters or more.",
        )
    say(hashed(given))
