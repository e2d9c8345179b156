"""The off switch of the public page: a notice in place of answers, which outlives a restart."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from nianbao.errors import Closed, WrongCall

FILE = "closed.txt"
LONGEST = 500
"""Characters of a notice."""


class Switch:
    """Closed while the file `closed.txt`, which holds the notice, stands in the index folder, or a setting says so.

    The file is looked at each time: what another process or a person does to it counts at once.
    """

    def __init__(self, folder: Path, fixed: str = "") -> None:
        """`fixed` is the notice of the settings; while it is not empty, nobody can open."""
        self._path = folder / FILE
        self._fixed = fixed.strip()

    @property
    def notice(self) -> str | None:
        """The notice when closed, else None. An empty file, or one that cannot be read, closes with a stock notice."""
        if self._fixed:
            return self._fixed
        try:
            return self._path.read_text("utf-8").strip()[:LONGEST] or "网页暂停服务，请稍后再来。"
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            return "网页暂停服务，请稍后再来。"

    def check(self) -> None:
        """Raises Closed, whose sentence is the notice, while closed."""
        notice = self.notice
        if notice is not None:
            raise Closed(notice, notice)

    def close(self, notice: str) -> None:
        """Close, with a notice of 1 to 500 characters. Errors: WrongCall for another one, or an unwritable folder."""
        notice = notice.strip()
        if not 0 < len(notice) <= LONGEST:
            raise WrongCall(
                f"请写一句给访问者看的话，不超过 {LONGEST} 个字。", f"Give a notice of 1 to {LONGEST} characters."
            )
        draft = self._path.with_name(f".{FILE}.{secrets.token_hex(4)}")
        try:
            draft.write_text(notice, "utf-8")
            os.replace(draft, self._path)
        except OSError as error:
            raise self._unwritable(error) from error

    def open(self) -> None:
        """Open again. Errors: WrongCall when a setting keeps it closed, or the folder cannot be written."""
        if self._fixed:
            raise WrongCall(
                "网页是启动时用 NIANBAO_OFF 或 --off 关闭的，请去掉它再启动。",
                "The page was closed with NIANBAO_OFF or --off at the start; start again without it.",
            )
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> WrongCall:
        folder = self._path.parent
        return WrongCall(
            f"不能写入索引文件夹 {folder}（{error.strerror}），请检查权限；也可以用 --off 启动。",
            f"Cannot write to the index folder {folder} ({error.strerror}); check rights, or start with --off.",
        )
