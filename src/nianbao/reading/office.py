"""Word files of the years before docx (.doc, .wps, .rtf): an office program on this machine turns them into docx."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nianbao.errors import NotYet, Unreadable
from nianbao.reading import docx, text
from nianbao.reading.content import Content, locked
from nianbao.reading.limits import limits

MAX_MEMORY_KB = 4 << 20
MAX_WRITTEN_KB = 256 << 10

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORD_HEAD, _FLAGS, _ENCRYPTED = b"\xec\xa5", 10, 0x0100
_SECTOR = 512
_PLACES = {
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS",),
    "win32": ("C:/Program Files/LibreOffice/program", "C:/Program Files (x86)/LibreOffice/program"),
}
# LibreOffice reads this file at its start: no macros, no links to other files, and a proxy that leads nowhere.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse">
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse">
<value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse">
<value>9</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Converter:
    """An installed program: where it is and whether it gives docx or plain text."""

    program: str
    makes_docx: bool


def content(data: bytes, name: str) -> Content:
    """Raises `NotYet` when no program that can convert is installed, `Unreadable` for a file that is locked, no Word
    file, or that the program cannot convert in time."""
    is_ole = data.startswith(_OLE)
    if is_ole:
        _refuse(data, name)
    converter = _installed(rich=not is_ole)
    if converter is None:
        raise NotYet(
            f"“{name}”是旧版 Word 文件，要先安装 LibreOffice（或 antiword）才能读取；也可以另存为 docx。",
            f"{name!r} is an old Word file: install LibreOffice (or antiword) to read it, or save it as docx in Word.",
        )
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        made = _converted(converter, data, Path(folder), "report.doc" if is_ole else "report.rtf", name)
    if converter.makes_docx:
        return docx.content(made, name)
    return text.content(made, name)


def _refuse(data: bytes, name: str) -> None:
    if _WORD_STREAM not in data:
        raise Unreadable(
            f"“{name}”不是 Word 文件（可能是表格、演示或更早的 WPS 格式）；请用原来的程序打开后另存为 docx。",
            f"{name!r} is not a Word file; open it in the program that made it and save it as docx.",
        )
    for at in range(_SECTOR, len(data) - _FLAGS - 1, _SECTOR):
        if data.startswith(_WORD_HEAD, at):
            if int.from_bytes(data[at + _FLAGS : at + _FLAGS + 2], "little") & _ENCRYPTED:
                raise locked(name)
            return


def _installed(*, rich: bool) -> _Converter | None:
    """LibreOffice before antiword, which knows no rich text and loses merged cells."""
    places = os.pathsep.join(_PLACES.get(sys.platform, ()))
    for program in ("soffice", "libreoffice"):
        if found := shutil.which(program) or shutil.which(program, path=places):
            return _Converter(program=found, makes_docx=True)
    found = None if rich else shutil.which("antiword")
    return _Converter(program=found, makes_docx=False) if found else None


def _converted(converter: _Converter, data: bytes, folder: Path, file: str, name: str) -> bytes:
    """The bytes of the converted file. The name of the report never reaches the program."""
    source = folder / file
    source.write_bytes(data)
    result = source.with_suffix(".docx")
    if converter.makes_docx:
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        options = ("--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}")
        _run([converter.program, *options, "--convert-to", "docx", "--outdir", str(folder), str(source)], folder, name)
        made = result.read_bytes() if result.is_file() else b""
    else:
        made = _run([converter.program, "-m", "UTF-8.txt", "-w", "0", str(source)], folder, name)
    if not made.strip():
        raise Unreadable(
            f"“{name}”不能转换，可能已损坏；请用 Word 或 WPS 打开后另存为 docx。",
            f"{name!r} cannot be converted, it may be damaged; open it in Word or WPS and save it as docx.",
        )
    return made


def _run(command: list[str], folder: Path, name: str) -> bytes:
    """What the program prints; it gets no input, bounded memory, disk and time, and is ended with all it started."""
    most = limits().seconds
    if os.name == "posix":
        shell = f'ulimit -f {MAX_WRITTEN_KB * 2}; ulimit -v {MAX_MEMORY_KB} 2>&-; exec "$@"'
        command = ["/bin/sh", "-c", shell, "sh", *command]
    with (folder / "printed").open("w+b") as printed:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.DEVNULL, cwd=folder,
            start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(most)
        except subprocess.TimeoutExpired as error:
            raise Unreadable(
                f"“{name}”转换超过 {most:.0f} 秒没有完成；请用 Word 或 WPS 打开后另存为 docx。",
                f"Converting {name!r} took more than {most:.0f} seconds; save it as docx in Word or WPS.",
            ) from error
        finally:
            _end(process)
        printed.seek(0)
        return printed.read(MAX_WRITTEN_KB << 10)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends what is still running of the process and its children; nothing when all have ended."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
