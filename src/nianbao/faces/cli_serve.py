"""`nianbao serve`: page and JSON API on one port."""

from __future__ import annotations

from pathlib import Path

import click

from nianbao.faces.cli_base import Command, Words, index_option, say, with_index
from nianbao.settings import Settings


def serve(words: Words) -> Command:
    """The command."""
    return Command(
        "serve",
        words,
        _run,
        help=words("启动网页和 JSON 接口。", "Serve the web page and the JSON API."),
        params=[
            click.Option(
                ["--host"], metavar="H", help=words("监听的地址，默认 127.0.0.1。", "Address; 127.0.0.1 by default.")
            ),
            click.Option(["--port"], type=int, metavar="P", help=words("端口，默认 7860。", "Port; 7860 by default.")),
            click.Option(
                ["--off"],
                metavar="NOTICE",
                help=words(
                    "暂停对外服务，网页和接口只显示这句话；管理页面照常。",
                    "Closed to the public, who see this notice; the staff area works.",
                ),
            ),
            index_option(words),
        ],
    )


def _run(settings: Settings, host: str | None, port: int | None, off: str | None, index: Path | None) -> None:
    from dataclasses import replace

    # Faces do not know each other; this one only hands over to the server, as app.py does.
    from nianbao.faces.server import serve as serve_until_interrupted

    words = Words(lang=settings.lang)
    wanted = {name: value for name, value in (("host", host), ("port", port), ("off", off)) if value is not None}
    settings = replace(with_index(settings, index), **wanted)  # type: ignore[arg-type]  # names and types are of Settings
    serve_until_interrupted(
        settings,
        say=lambda address: say(words(f"请打开 {address} （按 Ctrl-C 停止）", f"Open {address} (Ctrl-C stops)")),
    )
