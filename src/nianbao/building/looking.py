"""Files read without an index, and what the divisions data knows: for those who look without building."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from nianbao.building.contents import contents_of
from nianbao.errors import NianbaoError, fault
from nianbao.model import Figure, Report
from nianbao.settings import Settings

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


def read_reports(paths: Sequence[Path | str], settings: Settings) -> Iterator[ReadReport]:
    """Read report files and folders without an index, one after the other; a file that cannot be read stops nothing.

    Errors: WrongCall for a path that does not exist; CatalogueError.
    """
    from nianbao import catalogue
    from nianbao.reading import Reader, report_files

    known = catalogue.load(settings.catalogue)
    with closing(Reader(settings)) as reader:
        for path in report_files([Path(path) for path in paths]):
            try:
                report, _, figures = contents_of(path, reader, known)
            except NianbaoError as error:
                yield ReadReport(path=path, error=error)
            # As in a build: a fault of ours over one file must not cost the user the other files.
            except Exception as error:
                LOG.debug("cannot read %s", path, exc_info=error)
                yield ReadReport(path=path, error=fault(path.name, error))
            else:
                yield ReadReport(path=path, report=report, figures=figures)
