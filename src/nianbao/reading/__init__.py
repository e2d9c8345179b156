"""Bytes to `model.Document`: one file per format, all of the shape `content(data, name) -> Content`.

    for path in report_files([Path("data")]):
        document = read(path, max_bytes=64 << 20)

`read` raises `Unreadable` (or `NotYet`) for one file; the others of a run go on.
"""

from nianbao.reading.finding import report_files
from nianbao.reading.opening import read

__all__ = ["read", "report_files"]
