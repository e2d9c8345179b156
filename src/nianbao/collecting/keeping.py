"""A report goes into the folder: one file of it to be indexed with its side file, under a name that stays, and never
over what somebody changed there."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from nianbao.collecting import words
from nianbao.collecting.addresses import host_of, key_of
from nianbao.collecting.job import Job, has_room, put, writing
from nianbao.collecting.nouns import Collected, State, Trouble
from nianbao.collecting.pieces import Group, Piece
from nianbao.errors import WrongCall

SIDE = ".json"
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|!\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_LONGEST_NAME = 80
_FULL = 1500
"""Characters of a page that holds the whole report, when it has a table, too."""
_BRIEF = 300
"""Characters of a page that holds none of it."""
_SECOND_CHOICE = (".xls", ".xlsx", ".et", ".rar", ".7z", ".jpg", ".jpeg", ".png")
"""Files that are tables, pictures or archives beside a report rather than the report."""

Weigh = Callable[[Sequence[Path]], Sequence[tuple[int, int]]]
"""Figures and characters of each file, as far as it can be read."""


class Keeper:
    """Writes into the folder of reports and into the job's book. `weigh` is asked where a glance does not tell which of
    two files is the more complete."""

    def __init__(self, job: Job, weigh: Weigh, *, restore: bool = False) -> None:
        self._job = job
        self._weigh = weigh
        self._restore = restore
        self._prints = {entry["print"]: entry["key"] for entry in job.all("report") if "print" in entry}
        self._taken = {entry["path"] for entry in job.all("report")}

    def settle(self, group: Group) -> Collected | Trouble:
        """Keep a report whose pieces are all there. A `Trouble` is a report that is kept already from elsewhere.

        Errors: WrongCall when the disk refuses.
        """
        key, made = key_of(group.url), group.fingerprint()
        twin = self._prints.get(made)
        if twin is not None and twin != key and self._is_kept(twin):
            return Trouble(
                url=group.url,
                zh=f"与 {twin} 是同一份报告，没有重复保存",
                en=f"the same report as {twin}; not kept twice",
            )
        known = self._job.get("report", key)
        piece = self._best(group)
        same = known is not None and known["print"] == made and known["files"] == _files(group)
        if known is not None and same and not (self._restore and not self._is_kept(key)):
            return self._collected(group, known, self._state_of(known), known["path"])
        data, ending = self._main(group, piece)
        with writing(self._job.into):
            entry = self._written(group, key, made, data, ending, known)
            if entry["state"] != "removed":
                entry["beside"] = self._put_beside(group, piece, entry["path"])
        self._job.note("report", key, **{k: v for k, v in entry.items() if k not in ("kind", "key")})
        self._prints[made] = key
        return self._collected(group, entry, entry["state"], entry["path"])

    def _is_kept(self, key: str) -> bool:
        entry = self._job.get("report", key)
        return entry is not None and (self._job.into / entry["path"]).exists()

    def _state_of(self, known: dict[str, Any]) -> State:
        """Of a report that the site left as it was: what this run, before it was stopped, said of it stays said."""
        if not (self._job.into / known["path"]).exists() and not self._restore:
            return "removed"
        if known["run"] == self._job.began:
            state: State = known["state"]
            return state
        return "unchanged"

    def _collected(self, group: Group, entry: dict[str, Any], state: State, path: str) -> Collected:
        return Collected(
            url=group.url, title=group.title, agency=words.agency_of(group.title) or group.agency() or group.body,
            year=group.year, state=state, path=None if state == "removed" else self._job.into / path,
            beside=tuple(self._job.into / each for each in entry.get("beside", ())),
        )  # fmt: skip

    # --- which file ---

    def _best(self, group: Group) -> Piece | None:
        """The piece to index; None for the page itself."""
        pieces = sorted(group.pieces, key=lambda piece: (piece.ending in _SECOND_CHOICE, group.pieces.index(piece)))
        if not pieces or group.markup is None:
            return pieces[0] if pieces else None
        first = pieces[0]
        if first.ending in _SECOND_CHOICE and group.characters >= _BRIEF:
            return None
        if group.characters < _BRIEF:
            return first
        if (group.characters >= _FULL and group.tables) or first.stored is None:
            return None
        draft = self._job.folder / "incoming" / "page.html"
        with writing(self._job.into):
            put(draft, group.markup.encode())
        page, file = self._weigh([draft, first.stored])
        draft.unlink(missing_ok=True)
        return first if file > page else None

    def _main(self, group: Group, piece: Piece | None) -> tuple[bytes | None, str]:
        """The bytes of the file to index and its ending; None for a piece that is unchanged since an earlier run."""
        if piece is None:
            return (group.markup or "").encode(), ".html"
        return (None if piece.stored is None else piece.stored.read_bytes()), piece.ending

    # --- onto the disk ---

    def _written(
        self, group: Group, key: str, made: str, data: bytes | None, ending: str, known: dict[str, Any] | None
    ) -> dict[str, Any]:
        entry: dict[str, Any] = {
            "print": made, "files": _files(group), "url": group.url, "title": group.title, "year": group.year,
            "run": self._job.began, "state": "new", "side": "", "beside": [],
        }  # fmt: skip
        if data is not None and not has_room(self._job.into, len(data)):
            raise WrongCall(
                f"磁盘快满了，{self._job.into} 放不下下一份报告；腾出空间后再运行一次，会接着收集。",
                f"The disk of {self._job.into} is nearly full; make room and run again: it goes on.",
            )
        if known is not None:
            return self._replaced(group, entry, data, ending, known)
        name = self._free(group, ending, data)
        entry["path"] = name
        if data is not None:
            self._put(name, data)
            entry["sha"] = _sha(data)
        entry["side"] = self._put_side(group, name, "")
        return entry

    def _replaced(
        self, group: Group, entry: dict[str, Any], data: bytes | None, ending: str, known: dict[str, Any]
    ) -> dict[str, Any]:
        """A report that was kept before: over our own file, beside one that somebody changed."""
        path = self._job.into / known["path"]
        entry |= {"path": known["path"], "sha": known.get("sha", ""), "side": known.get("side", "")}
        if not path.exists() and not self._restore:
            return entry | {"state": "removed"}
        if data is None or (_sha(data) == known.get("sha") and path.exists()):
            return entry | {"state": known["state"] if known["run"] == self._job.began else "unchanged"}
        if path.exists() and _sha(path.read_bytes()) != known.get("sha"):
            newer = self._job.folder / "newer" / known["path"]
            newer.parent.mkdir(parents=True, exist_ok=True)
            put(newer.with_suffix(ending), data)
            return entry | {"state": "yours"}
        name = known["path"] if path.suffix == ending else self._free(group, ending, data)
        self._put(name, data)
        if name != known["path"]:
            path.unlink(missing_ok=True)
            self._taken.discard(known["path"])
        entry |= {"path": name, "sha": _sha(data), "state": "changed"}
        entry["side"] = self._put_side(group, name, known.get("side", ""))
        return entry

    def _put(self, name: str, data: bytes) -> None:
        path = self._job.into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != data:
            put(path, data)
        self._taken.add(name)

    def _put_side(self, group: Group, name: str, before: str) -> str:
        """Write the side file unless somebody changed it; its checksum, that of `before` when it was left alone."""
        told: dict[str, Any] = {"url": group.url}
        optional = {
            # The words of a list ("溪口镇") would take the place of the title that the file itself has.
            "title": group.title if words.names_report(group.title) else "",
            "published": group.published, "agency": group.agency(), "parents": group.parents(),
            "year": group.year if group.markup is None and words.year_of(group.title) else None,
        }  # fmt: skip
        told |= {key: value for key, value in optional.items() if value}
        data = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
        path = (self._job.into / name).with_suffix(SIDE)
        if path.exists() and _sha(path.read_bytes()) not in (before, _sha(data)):
            return before
        put(path, data)
        return _sha(data)

    def _put_beside(self, group: Group, piece: Piece | None, name: str) -> list[str]:
        """Keep the other files of the report where they are not indexed; their paths."""
        kept = []
        folder = self._job.folder / "beside" / Path(name).parent
        for number, each in enumerate(other for other in group.pieces if other is not piece):
            path = folder / f"{Path(name).stem}{f'-{number + 1}' if number else ''}{each.ending}"
            if each.stored is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                put(path, each.stored.read_bytes())
            kept.append(path.relative_to(self._job.into).as_posix())
        return kept

    def _free(self, group: Group, ending: str, data: bytes | None) -> str:
        """A readable name that no other report has, and no file of the user."""
        folder = safe_part(host_of(group.url).replace(":", "_"))
        agency, title = words.agency_of(group.title), group.title
        if not agency:
            who = group.agency() or group.body
            title = title if who in title else f"{who}{title}"
        if group.year is not None and words.year_of(title) is None:
            title = f"{group.year}年{title}"
        stem = safe_part(title)
        mark = hashlib.sha256(key_of(group.url).encode()).hexdigest()[:6]
        for each in (stem, f"{stem}-{mark}", *(f"{stem}-{mark}-{n}" for n in range(2, 100))):
            name = f"{folder}/{each}{ending}"
            if self._is_free(name, data):
                return name
        raise WrongCall(f"“{stem}”的文件名用完了。", f"No file name is left for {stem!r}.")

    def _is_free(self, name: str, data: bytes | None) -> bool:
        """A file with the same bytes was written by a run that was killed before it could note it."""
        path = self._job.into / name
        if name.rpartition(".")[0] in {taken.rpartition(".")[0] for taken in self._taken}:
            return False
        if path.exists():
            return data is not None and path.read_bytes() == data
        return not any(other.stem == path.stem for other in path.parent.glob("*"))


def _files(group: Group) -> list[list[str]]:
    return [[piece.url, piece.sha256] for piece in group.pieces]


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def safe_part(name: str) -> str:
    """Part of a path: no way to another folder, no control characters, no leading dot."""
    plain = unicodedata.normalize("NFC", _UNFIT.sub("_", "".join(name.split()))).strip(" .~$_") or "报告"
    while len(plain.encode()) > 2 * _LONGEST_NAME:
        plain = plain[:-1]
    return plain
