"""`nianbao index`: report files and folders become the index."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.faces.cli_base import Command, Words, index_option, say, tell, with_index
from nianbao.faces.cli_tables import one_line
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.building import BuildResult

_SOME_UNREADABLE = 3


def index(words: Words) -> Command:
    """The command."""
    return Command(
        "index",
        words,
        _run,
        help=words("读报告文件或文件夹，建立或更新索引。", "Read report files and folders; make or update the index."),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."),
            index_option(words),
            click.Option(["--rebuild"], is_flag=True, help=words("从头重建索引。", "Make the index anew.")),
        ],
    )


def _run(settings: Settings, paths: tuple[Path, ...], index: Path | None, rebuild: bool) -> int:
    from nianbao.building import build

    settings, words = with_index(settings, index), Words(lang=settings.lang)
    with _progress(words) as progress:
        result = build(paths, settings.index, settings, rebuild=rebuild, progress=progress)
    for path, zh, en in result.unreadable:
        tell(words("读不了 ", "Unreadable: ") + one_line(f"{path}: {words(zh, en)}"))
    _tell_problems(result, words)
    say(index_summary(result, words))
    return _SOME_UNREADABLE if result.unreadable else 0


def index_summary(result: BuildResult, words: Words) -> str:
    """What a build did, in one line."""
    added, changed, unchanged = len(result.added), len(result.changed), len(result.unchanged)
    removed, duplicates, unreadable = len(result.removed), len(result.duplicates), len(result.unreadable)
    read = added + changed + unchanged + duplicates
    return words(
        f"已读 {read} 份：新增 {added}、更新 {changed}、未变 {unchanged}、移除 {removed}、重复 {duplicates}、"
        f"读不了 {unreadable}",
        f"{read} read: {added} added, {changed} updated, {unchanged} unchanged, {removed} removed, "
        f"{duplicates} duplicates, {unreadable} unreadable",
    )


def _tell_problems(result: BuildResult, words: Words) -> None:
    """What a careful user should know of the run; the notes on single reports stand in `nianbao reports`."""
    for path, zh, en in result.problems:
        if not path:
            tell(words(zh, en))
    noted = len({path for path, _, _ in result.problems if path})
    if noted:
        tell(
            words(
                f"有 {noted} 份报告需要留意，详见 nianbao reports。",
                f"{noted} reports have notes; see nianbao reports.",
            )
        )
    if not (result.added or result.changed or result.unchanged or result.duplicates or result.unreadable):
        tell(words("没有找到报告文件，请检查路径。", "No report files were found; check the path."))


@contextmanager
def _progress(words: Words) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar on standard error when that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    names = {
        "reports": words("读报告", "Reading"),
        "pages": words("识别扫描页", "Recognising pages"),
        "vectors": words("算向量", "Vectors"),
    }
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(names.get(stage, stage), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield show
