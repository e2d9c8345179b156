"""Pictures in OFD files: which one is the page, and in which part of the file it lies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Protocol

from nianbao.reading.ofd_marks import local, numbers

_MOST_OF_IT = 0.6
_READ = (b"\x89PNG\r\n", b"\xff\xd8\xff")


class Package(Protocol):
    """The parts of a file by name; `names` are in lower case."""

    @property
    def names(self) -> Collection[str]: ...

    def part(self, name: str) -> Any: ...

    def resolve(self, base: str, location: str) -> str: ...


def page_picture(contents: Sequence[Any], paper: Sequence[float]) -> str | None:
    """The resource of the picture that covers most of the page, as a scanner makes them; None without one."""
    covers: list[tuple[float, str]] = []
    for content in contents:
        for element in content.iter():
            if local(element) == "ImageObject" and len(box := numbers(element.get("Boundary"))) == 4:
                covers.append((box[2] * box[3], str(element.get("ResourceID", ""))))
    size, resource = max(covers, default=(0.0, ""))
    return resource if size >= _MOST_OF_IT * paper[2] * paper[3] else None


def media(package: Package, place: str, owner: Any) -> dict[str, str]:
    """Parts of the file by the id of the picture, of the resources that an element of the part `place` lists."""
    found: dict[str, str] = {}
    for element in () if owner is None else owner.iterchildren():
        if local(element) not in ("PublicRes", "DocumentRes", "PageRes"):
            continue
        listed = package.resolve(place, element.text or "")
        if listed.lower() in package.names:
            found.update(_listed(package, listed))
    return found


def _listed(package: Package, place: str) -> Iterator[tuple[str, str]]:
    root = package.part(place)
    folder = (root.get("BaseLoc") or "").strip().strip("/")
    for element in root.iter():
        file = element.find("{*}MediaFile") if local(element) == "MultiMedia" else None
        if file is not None:
            name = (file.text or "").strip()
            location = name if not folder or name.startswith("/") else f"{folder}/{name}"
            part = package.resolve(place, location)
            if part.lower() in package.names:
                yield str(element.get("ID", "")), part


def is_readable(data: bytes) -> bool:
    """True for the formats that recognition opens; black and white scans may come as JBIG2 or TIFF."""
    return data.startswith(_READ)
