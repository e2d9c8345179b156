"""The folder of report files that staff look after: adding never overwrites, removing never deletes."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path, PurePosixPath

from nianbao.errors import WrongCall

SIDE = ".json"
TRASH = ".trash"
"""Where removed files go, inside the folder; indexing passes hidden folders over."""
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_LONGEST_NAME = 120


class Shelf:
    """Files lie flat in `folder`, which is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, files: Sequence[tuple[Path, str]]) -> tuple[Path, ...]:
        """Copy files in under their names; the paths they have now, in the same order. One caller at a time.

        When a file of that name is there, whatever its ending, the new one takes a free name (年报-2.docx): a side file
        must not come to speak for another report. A side file of this call goes with its report. Errors: WrongCall.
        """
        stems: dict[str, str] = {}
        added = []
        with _writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            taken = {path.stem for path in self.folder.iterdir()}
            for source, name in files:
                stem, ending = os.path.splitext(safe_name(name))
                key, side = stem, ending.lower() == SIDE
                # Two reports of one name in one call part, too; only a side file shares its report's stem.
                if not (side and key in stems):
                    stems[key] = _free(stem, taken)
                path = self.folder / (stems[key] + ending)
                taken.add(path.stem)
                draft = self.folder / f".incoming-{secrets.token_hex(6)}"
                shutil.copyfile(source, draft)
                os.replace(draft, path)
                added.append(path)
        return tuple(added)

    def holds(self, path: Path) -> bool:
        """True for a file in the folder that is not in its trash."""
        try:
            inside = path.resolve().relative_to(self.folder.resolve())
        except ValueError:
            return False
        return TRASH not in inside.parts and path.is_file()

    def keeps(self, path: str) -> bool:
        """The same of the path of a report, which may lie in an archive; without a look at the disk."""
        inside = Path(path).is_relative_to(self.folder.resolve())
        return inside and TRASH not in Path(path).parts

    def note(self, path: Path, said: Mapping[str, object]) -> Path:
        """Write what staff say of a report into its side file, beside what that says already; the side file.

        An entry of None is taken out. Errors: WrongCall, also when the side file there is no JSON object.
        """
        if not self.holds(path):
            raise WrongCall(f"“{path.name}”不在报告文件夹里。", f"{path.name!r} is not in the folder of reports.")
        side = path.with_suffix(SIDE)
        entries = {**_entries(side), **said}
        with _writing(self.folder):
            draft = path.parent / f".incoming-{secrets.token_hex(6)}"
            kept = {key: value for key, value in entries.items() if value is not None}
            draft.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            os.replace(draft, side)
        return side

    def discard(self, path: Path) -> Path:
        """Move a file of the folder, and its side file, to the trash; the path it has there. Errors: WrongCall."""
        if not self.holds(path):
            raise WrongCall(f"“{path.name}”不在报告文件夹里。", f"{path.name!r} is not in the folder of reports.")
        with _writing(self.folder):
            day = self.folder / TRASH / f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
            day.mkdir(parents=True)
            side = path.with_suffix(".json")
            moved = day / path.name
            os.replace(path, moved)
            # Another report of the same name but another ending may share the side file.
            if side.is_file() and not any(other.stem == path.stem for other in path.parent.iterdir() if other != side):
                os.replace(side, day / side.name)
            return moved


def _entries(side: Path) -> dict[str, object]:
    """What a side file says, nothing when there is none. Errors: WrongCall."""
    if not side.is_file():
        return {}
    try:
        found = json.loads(side.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise WrongCall(
            f"附属文件“{side.name}”不是有效的 JSON，请先改正或移走它。",
            f"The side file {side.name!r} is not valid JSON; correct it or move it away first.",
        ) from error
    return dict(found) if isinstance(found, dict) else {}


def _free(stem: str, taken: Collection[str]) -> str:
    if stem not in taken:
        return stem
    return next(name for number in count(2) if (name := f"{stem}-{number}") not in taken)


def safe_name(name: str) -> str:
    """A file name without a way to other folders, control characters or a leading dot; its ending stays."""
    plain = unicodedata.normalize("NFC", _UNFIT.sub("_", PurePosixPath(name.replace("\\", "/")).name)).strip(" .~$")
    stem, ending = os.path.splitext(plain)
    stem, ending = (stem or "报告"), ending[:12]
    while len(os.fsencode(stem + ending)) > 2 * _LONGEST_NAME:  # systems count bytes: at most 255 of them
        stem = stem[:-1]
    return stem + ending


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WrongCall(
            f"不能写入报告文件夹 {folder}（{error.strerror}），请检查权限和剩余空间。",
            f"Cannot write to the folder of reports {folder} ({error.strerror}); check rights and free space.",
        ) from error
