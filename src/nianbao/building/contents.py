"""What is made of one file, and the stamp of what decides it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from nianbao.model import Document, Figure, Passage, Report

if TYPE_CHECKING:
    from nianbao.catalogue import Catalogue

EXTRACTOR = 7
"""Counted up whenever reading, parsing or words change what is made of a file: files are then read anew."""

Contents = tuple[Report, tuple[Passage, ...], tuple[Figure, ...]]


def contents_of(document: Document, catalogue: Catalogue) -> Contents:
    """Report, passages and figures of a file that was read."""
    from nianbao import figures, parsing

    report = parsing.parse(document)
    report = replace(report, problems=(*report.problems, *figures.doubts(report, catalogue)))
    return report, parsing.passages(report), figures.extract(report, catalogue)


def stamp_of(catalogue: Catalogue) -> str:
    """Names everything but the file that decides what is made of it."""
    from nianbao import figures

    return f"{EXTRACTOR}.{figures.VERSION}.{print_of(catalogue)}"


def print_of(catalogue: Catalogue) -> str:
    """Names what the catalogue holds."""
    known = [*catalogue.metrics.values(), *catalogue.applicants.values()]
    return hashlib.sha256(repr(known).encode()).hexdigest()[:12]
