"""Figures that are filtered and sorted, as a reply that is written while it is read: an index may hold 100,000."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import IO, TypeVar

from starlette.responses import Response, StreamingResponse

from nianbao.faces import render
from nianbao.model import Figure, ReportCard
from nianbao.text.personal import veiled

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AT_A_TIME = 500
_IN_MEMORY = 4 << 20
_CHUNK = 1 << 18
_T = TypeVar("_T")


def figures_reply(figures: Iterable[Figure], cards: Iterable[ReportCard], form: str) -> Response:
    """The figures as `json`, or as a file `csv` or `xlsx` with provenance; in constant memory."""
    figures = (replace(each, quote=veiled(each.quote)) for each in figures)
    if form == "json":
        return StreamingResponse(_json(figures), media_type="application/json")
    disposition = attachment(f"nianbao-figures.{form}")
    if form == "csv":
        return StreamingResponse(_csv(figures, cards), headers=disposition, media_type="text/csv")
    # Read to its end, or forgotten with the reply, it is gone: it has no name.
    book = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    render.figures_xlsx(figures, book, cards)
    return StreamingResponse(_read(book), headers=disposition, media_type=XLSX)


def attachment(name: str) -> dict[str, str]:
    """The header that makes a browser save the reply under that name."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


# Bits of some size: each is fetched by a worker thread of its own.
def _json(figures: Iterable[Figure]) -> Iterator[str]:
    before = "["
    for some in _batched(figures):
        yield before + ",".join(json.dumps(render.figure_json(each), ensure_ascii=False) for each in some)
        before = ","
    yield "[]" if before == "[" else "]"


def _csv(figures: Iterable[Figure], cards: Iterable[ReportCard]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"  # the byte order mark makes spreadsheets read the file as UTF-8
    for lines in _batched(render.figures_csv_lines(figures, cards)):
        yield "".join(lines).encode()


def _batched(every: Iterable[_T]) -> Iterator[list[_T]]:
    some = iter(every)
    while batch := list(islice(some, _AT_A_TIME)):
        yield batch


def _read(book: IO[bytes]) -> Iterator[bytes]:
    with book:
        book.seek(0)
        while chunk := book.read(_CHUNK):
            yield chunk
