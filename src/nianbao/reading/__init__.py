"""Bytes to `model.Document`: one file per format, all of the shape `content(data, name) -> Content`.

    for path in report_files([Path("data")]):
        document = read(path, max_bytes=64 << 20)

Pages of one report (`报告_1.html`, `报告_2.html`, …) come as the path of the first, and are read as one.
A .zip is a folder to `report_files`: the reports in it come as paths `archive.zip!/folder/a.docx`, which `read` opens.
`Reader.read` does the same in a process of its own, so that a limit on seconds and memory holds for every file.
`read` raises `Unreadable` (or `NotYet`) for one file; the others of a run go on.
"""

from nianbao.reading.finding import report_files
from nianbao.reading.limits import Heard, Limits
from nianbao.reading.opening import checksum, read
from nianbao.reading.pages import pages_of
from nianbao.reading.reader import Reader

__all__ = ["Heard", "Limits", "Reader", "checksum", "pages_of", "read", "report_files"]
