"""`nianbao mcp`: the tools for other assistants, over standard input and output."""

from __future__ import annotations

from pathlib import Path

from nianbao.faces.cli_base import Command, Words, index_option, open_index, with_index
from nianbao.settings import Settings


def mcp(words: Words) -> Command:
    """The command."""
    return Command(
        "mcp",
        words,
        _run,
        help=words(
            "以 MCP 协议（标准输入输出）供其他助手使用。", "Serve other assistants: MCP over standard input and output."
        ),
        params=[index_option(words)],
    )


def _run(settings: Settings, index: Path | None) -> None:
    # Faces do not know each other; this one only hands over, as `nianbao serve` does.
    from nianbao.faces.mcp_server import serve_stdio

    serve_stdio(open_index(settings, index), with_index(settings, index))
