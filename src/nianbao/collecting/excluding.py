"""Sites that are never visited again, a host a line in the job folder, for people to read and change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nianbao.collecting.addresses import host_of
from nianbao.collecting.job import FOLDER, put, writing
from nianbao.errors import WrongCall

_FILE = "excluded.txt"


def excluded_in(into: Path) -> tuple[str, ...]:
    """The hosts that the folder's list names."""
    listed = into / FOLDER / _FILE
    if not listed.is_file():
        return ()
    lines = (line.partition("#")[0].strip().lower() for line in listed.read_text("utf-8", "replace").splitlines())
    return tuple(line for line in lines if line)


def exclude(into: Path, hosts: Iterable[str]) -> tuple[str, ...]:
    """Add hosts (or addresses of them) to the list; all that it names now. Raises WrongCall for what is no host."""
    names = []
    for written in hosts:
        name = host_of(written if "://" in written else f"http://{written}")
        if not name:
            raise WrongCall(f"“{written[:100]}”不是网站的域名。", f"{written[:100]!r} is no host name.")
        names.append(name)
    every = tuple(dict.fromkeys((*excluded_in(into), *names)))
    with writing(into):
        (into / FOLDER).mkdir(parents=True, exist_ok=True)
        put(into / FOLDER / _FILE, "".join(f"{name}\n" for name in every).encode())
    return every
