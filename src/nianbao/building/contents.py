"""What is made of one file, and the stamp of what decides it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.model import Figure, Passage, Report

if TYPE_CHECKING:
    from nianbao.catalogue import Catalogue
    from nianbao.reading import Heard, Reader

EXTRACTOR = 6
"""Counted up whenever reading, parsing or words change what is made of a file: files are then read anew."""

Contents = tuple[Report, tuple[Passage, ...], tuple[Figure, ...]]


def contents_of(path: Path, reader: Reader, catalogue: Catalogue, heard: Heard | None = None) -> Contents:
    """Report, passages and figures of the file at `path`. Raises what reading raises."""
    from nianbao import figures, parsing

    report = parsing.parse(reader.read(path, heard))
    report = replace(report, problems=(*report.problems, *figures.doubts(report, catalogue)))
    return report, parsing.passages(report), figures.extract(report, catalogue)


def stamp_of(catalogue: Catalogue) -> str:
    """Names everything but the file that decides what is made of it."""
    from nianbao import figures

    known = [*catalogue.metrics.values(), *catalogue.applicants.values()]
    content = hashlib.sha256(repr(known).encode()).hexdigest()[:12]
    return f"{EXTRACTOR}.{figures.VERSION}.{content}"
