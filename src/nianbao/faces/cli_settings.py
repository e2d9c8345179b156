"""`nianbao settings`: every setting, what it is now, and where that comes from."""

from __future__ import annotations

from dataclasses import fields

from nianbao.faces.cli_base import Command, Words, json_option, say, say_json
from nianbao.settings import Settings, set_in_environment

_HIDDEN = "********"
_SECRET = frozenset({"staff_password"})


def settings_command(words: Words) -> Command:
    """The command."""
    return Command(
        "settings",
        words,
        _run,
        help=words(
            "列出全部设置、现在的值和来自哪里；密码不显示。", "Every setting, its value, where it is from."
        ),
        params=[json_option(words)],
    )


def _run(settings: Settings, as_json: bool) -> None:
    words, given = Words(lang=settings.lang), set_in_environment()
    rows = [(f"NIANBAO_{field.name.upper()}", _shown(settings, field.name), field.name in given)
            for field in fields(settings)]  # fmt: skip
    if as_json:
        say_json([{"name": name, "value": value, "set": is_set} for name, value, is_set in rows])
        return
    wide = max(len(name) for name, _, _ in rows)
    origin = {True: words("环境变量", "environment"), False: words("默认", "default")}
    say("\n".join(f"{name:<{wide}}  {value}  （{origin[is_set]}）" for name, value, is_set in rows))


def _shown(settings: Settings, name: str) -> str:
    value = getattr(settings, name)
    if name in _SECRET:
        return _HIDDEN if value else ""
    return ",".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
