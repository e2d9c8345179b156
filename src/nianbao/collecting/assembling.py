"""A report from its pieces: a page, its files, or files alone. It is kept when the last piece has come."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from nianbao.building import weights
from nianbao.collecting import words
from nianbao.collecting.addresses import key_of
from nianbao.collecting.frontier import Step
from nianbao.collecting.job import Job, put, writing
from nianbao.collecting.judging import FILES, PICTURES, Judged, file_ending
from nianbao.collecting.keeping import Keeper
from nianbao.collecting.nouns import Collected, Plan, Trouble
from nianbao.collecting.pieces import Group, Piece
from nianbao.settings import Settings

if TYPE_CHECKING:
    from scrapy.http import Response

    from nianbao.building.webpages import KeptPage

_ENDING_OF = {kind: f".{kind}" for kind in ("jpg", "png", "pdf", "docx", "ofd", "zip", "rtf")}
_OLD_OFFICE = (".doc", ".wps", ".xls", ".et")
_NO_TEXT = 50
_ANNOUNCED = 260
"""Characters of a page that only announces its file: without the file there is nothing to keep."""
_NO_FILE = Trouble(
    url="", zh="下载到的不是报告文件（是网页或程序）", en="what came is no report file (a web page or a program)"
)
_PICTURES = Trouble(
    url="",
    zh="这份年报是几张图片，只有第一张会被收录，其余在 .collect/beside 里；请放进一个文件夹再导入",
    en="the report is several pictures; only the first is to be indexed, the others lie in .collect/beside",
)
_EMPTY = Trouble(url="", zh="页面没有正文，附件也没有取到", en="no text, and its file could not be had")

Failed = Callable[[Trouble, Step], None]


def group_of(step: Step, found: Judged, kept: KeptPage) -> Group:
    """A report that a page shows."""
    return Group(
        url=step.url, title=found.title, year=words.year_of(found.title, kept.text), markup=kept.markup, text=kept.text,
        characters=words.chinese(kept.text), tables=kept.tables, published=kept.published, publisher=kept.publisher,
        body=step.body, trail=kept.trail,
    )  # fmt: skip


def file_alone(step: Step) -> Group:
    """A report that a list leads to as a file."""
    title = step.said or Path(unquote(step.url.partition("?")[0])).stem
    ending = file_ending(title)
    title = title[: -len(ending)] if ending and title.lower().endswith(ending) else title
    return Group(url=step.url, title=title, year=words.year_of(title), body=step.body, waiting=1)


class Assembly:
    """Puts pieces together and keeps them; `failed` hears of pieces that are none."""

    def __init__(self, job: Job, plan: Plan, limits: Settings, failed: Failed) -> None:
        self._job = job
        self._limits = limits
        self._failed = failed
        self._keeper = Keeper(job, self._weigh, restore=plan.restore)
        self._one_at_a_time = asyncio.Lock()
        """Whether a report is kept already, and which name is free, is true only as long as no other is being kept."""

    def take(self, group: Group, step: Step, response: Response, kind: str | None) -> None:
        """Add what came for one of the addresses that a report is waiting for."""
        group.waiting -= 1
        if response.status == 304:
            known = response.meta["known"]
            unchanged = Piece(url=step.url, words=step.said, ending=known["ending"], sha256=known["sha"], stored=None)
            group.pieces.append(unchanged)
            return
        ending = _true_ending(step, kind)
        if not ending or not response.body:
            group.lost += 1
            self._failed(Trouble(url=step.url, zh=_NO_FILE.zh, en=_NO_FILE.en), step)
            return
        with writing(self._job.into):
            stored = self._job.folder / "incoming" / f"{secrets.token_hex(8)}{ending}"
            put(stored, response.body)
        sha = hashlib.sha256(response.body).hexdigest()
        group.pieces.append(Piece(url=step.url, words=step.said, ending=ending, sha256=sha, stored=stored))
        told = {"etag": response.headers.get("ETag"), "modified": response.headers.get("Last-Modified")}
        group.headers[step.url] = {name: (value or b"").decode("latin-1") for name, value in told.items()}

    async def whole(self, group: Group, step: Step) -> Collected | Trouble | None:
        """Keep the report when nothing is lacking any more; a Trouble when it is kept already from elsewhere, None
        while pieces are lacking, or when there is nothing to keep. Errors: WrongCall when the disk refuses."""
        if group.waiting > 0 or (group.markup is None and not group.pieces):
            return None
        hollow = group.characters < (_ANNOUNCED if group.lost else _NO_TEXT)
        if hollow and not group.pieces:
            self._failed(Trouble(url=group.url, zh=_EMPTY.zh, en=_EMPTY.en), step)
            return None
        async with self._one_at_a_time:
            settled = await asyncio.to_thread(self._keeper.settle, group)
        if isinstance(settled, Collected) and settled.path and settled.path.suffix in PICTURES and settled.beside:
            self._failed(Trouble(url=group.url, zh=_PICTURES.zh, en=_PICTURES.en), step)
        paths = () if isinstance(settled, Trouble) else (settled.path, *settled.beside)
        self._note_files(group, [path for path in paths if path is not None])
        for piece in group.pieces:
            if piece.stored is not None:
                piece.stored.unlink(missing_ok=True)
        return settled

    def _note_files(self, group: Group, paths: Sequence[Path]) -> None:
        """What is needed to ask next time whether a file has changed."""
        lies = [path.relative_to(self._job.into).as_posix() for path in paths]
        for piece in group.pieces:
            if piece.stored is not None:
                told = group.headers.get(piece.url, {})
                self._job.note("file", key_of(piece.url), sha=piece.sha256, ending=piece.ending, lies=lies, **told)

    def _weigh(self, paths: Any) -> list[tuple[int, int]]:
        return [(each.figures, each.characters) for each in weights(paths, self._limits)]


def _true_ending(step: Step, kind: str | None) -> str:
    """The ending by what the file is: its name is believed only for what first bytes do not tell apart."""
    said = file_ending(step.url, step.said)
    if kind is None:
        return ""
    if kind == "doc":
        return said if said in _OLD_OFFICE else ".doc"
    return _ENDING_OF.get(kind, f".{kind}" if f".{kind}" in FILES else "")
