"""The helper process of `workshop.Workshop`."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nianbao.building.contents import Contents, contents_of, print_of
from nianbao.reading import helper, read

if TYPE_CHECKING:
    from nianbao.catalogue import Catalogue

_PROGRAM: tuple[str, ...] = tuple(
    os.path.realpath(str(folder)) for folder in (Path(__file__).parents[1], sys.prefix, sys.base_prefix)
)
"""Where the program itself lies, wherever somebody has put it: it is read while it runs."""
_Kept = tuple[str, ...]
_forbidden: _Kept = ()
_own = ""


def main() -> None:
    """Serves requests as `reading.helper` does."""
    sys.addaudithook(_private)
    helper.main(_made)


def _made(path: Path, max_bytes: int, more: Any) -> Contents:
    global _forbidden, _own
    catalogue, stamp, private = more
    _forbidden, _own = private, str(path).partition("!")[0].rpartition(os.sep)[0]
    return contents_of(read(path, max_bytes=max_bytes), _known(catalogue, stamp))


@lru_cache(maxsize=1)
def _known(path: Path | None, stamp: str) -> Catalogue:
    """The catalogue, read anew when the other side has another one."""
    from nianbao import catalogue

    known = catalogue.load(path)
    if print_of(known) != stamp:
        raise RuntimeError("the catalogue has changed while reports were read")
    return known


def _private(event: str, arguments: tuple[object, ...]) -> None:
    """A report of a stranger has no business with the files of others."""
    if event != "open" or not _forbidden or not isinstance(arguments[0], str):
        return
    path = os.path.realpath(arguments[0])
    allowed = (os.path.realpath(_own), *_PROGRAM)
    if any(_within(path, folder) for folder in _forbidden) and not any(_within(path, folder) for folder in allowed):
        raise PermissionError("the files of others are not read for a report")


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
