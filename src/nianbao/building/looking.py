"""Files read without an index, and what the divisions data knows: for those who look without building."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from nianbao.errors import NianbaoError, fault
from nianbao.model import Figure, Report
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.building.workshop import Workshop

LOG = logging.getLogger(__name__)


def place_exists(name: str) -> bool:
    """True when a town, street, county or city of that name exists or existed, with or without a report."""
    from nianbao.parsing import divisions

    return bool(divisions.chains(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """A file as the path found, with its report and figures; or the `error` that says why it cannot be read."""

    path: Path
    report: Report | None = None
    figures: tuple[Figure, ...] = ()
    error: NianbaoError | None = None


class Look(Protocol):
    """Reads report files and folders, one after the other."""

    def __call__(self, paths: Sequence[Path | str], seconds: float | None = None) -> Iterator[ReadReport]: ...


def read_reports(paths: Sequence[Path | str], settings: Settings, *, strangers: bool = False) -> Iterator[ReadReport]:
    """Read report files and folders without an index, one after the other; a file that cannot be read stops nothing.

    They are read, parsed and searched for figures in a process of their own, within the limits of the settings; files
    of `strangers` without a look at those of others.
    Errors: WrongCall for a path that does not exist; CatalogueError.
    """
    with looker(settings, strangers=strangers) as look:
        yield from look(paths)


@contextmanager
def looker(settings: Settings, *, strangers: bool = False) -> Iterator[Look]:
    """`read_reports` in pieces: a function that reads some paths, within so many seconds each if given, all in one
    process. Errors: CatalogueError; those of `read_reports` from the function."""
    from nianbao import catalogue
    from nianbao.building.workshop import Workshop
    from nianbao.reading import report_files

    with Workshop(settings, catalogue.load(settings.catalogue), strangers=strangers) as workshop:

        def look(paths: Sequence[Path | str], seconds: float | None = None) -> Iterator[ReadReport]:
            if seconds is not None:
                workshop.hurry(seconds)
            for path in report_files([Path(path) for path in paths]):
                yield _read(path, workshop)

        yield look


def _read(path: Path, workshop: Workshop) -> ReadReport:
    try:
        report, _, figures = workshop.contents(path)
    except NianbaoError as error:
        return ReadReport(path=path, error=error)
    # As in a build: a fault of ours over one file must not cost the user the other files.
    except Exception as error:
        LOG.debug("cannot read %s", path, exc_info=error)
        return ReadReport(path=path, error=fault(path.name, error))
    return ReadReport(path=path, report=report, figures=figures)
