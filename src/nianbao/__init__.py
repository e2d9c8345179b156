"""年报问答: ask Chinese government disclosure reports a question, get the figure with the words that state it.

import nianbao
nianbao.build(["data/"], "index/")
desk = nianbao.open("index/")
answer = desk.ask("息陬镇2018年收到多少件依申请公开?")
answer.text, answer.status, answer.figures, answer.citations
talk = desk.conversation()
talk.ask("双华镇2018年主动公开多少条?")
talk.ask("那息陬镇呢?")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.errors import NianbaoError
from nianbao.model import Answer, Citation, Figure, Passage, Report, Section, Span

if TYPE_CHECKING:
    from nianbao.asking.desk import Desk
    from nianbao.building import BuildResult
    from nianbao.settings import Settings

__version__ = "0.1.0"
__all__ = ["Answer", "Citation", "Figure", "NianbaoError", "Passage", "Report", "Section", "Span", "build", "open"]


def open(index: str | Path, settings: Settings | None = None) -> Desk:
    """The desk over an index folder. Raises IndexMissing or IndexIncompatible, with the command that helps."""
    from nianbao.settings import from_environment
    from nianbao.wiring import open_desk

    return open_desk(replace(settings or from_environment(), index=Path(index)))


def build(
    paths: Sequence[str | Path], index: str | Path, settings: Settings | None = None, *, rebuild: bool = False
) -> BuildResult:
    """Read report files and folders into an index folder; only what changed is read again.

    Files that cannot be read are listed in the result with their reason and do not stop the run.
    """
    from nianbao.building import build as build_index
    from nianbao.settings import from_environment

    return build_index([Path(p) for p in paths], Path(index), settings or from_environment(), rebuild=rebuild)
