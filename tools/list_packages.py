"""Lists the packages that nianbao runs with: `python tools/list_packages.py FOLDER` writes `packages.md` (versions and
licences) and `sbom.cdx.json` (CycloneDX 1.6) for the interpreter that runs it. Asks no network.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

NAME = "nianbao"
_NAMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}")
_MARKED = re.compile(r";(?P<marker>.{0,400})$")
_UNKNOWN = "unknown"


def needed(name: str = NAME, extras: Iterable[str] = ("ocr", "collect")) -> dict[str, Distribution]:
    """The package and all that it needs as installed, by normalised name; what is not installed is left out."""
    found: dict[str, Distribution] = {}
    waiting = [(name, tuple(extras))]
    while waiting:
        each, wanted = waiting.pop()
        key = normal(each)
        if key in found:
            continue
        try:
            found[key] = distribution(each)
        except PackageNotFoundError:
            continue
        for line in found[key].requires or ():
            marker = _MARKED.search(line)
            extra = re.search(r"extra\s*==\s*['\"]([\w-]{1,60})['\"]", marker["marker"]) if marker else None
            named = _NAMED.match(line)
            if named is not None and (extra is None or extra[1] in wanted):
                waiting.append((named[0], ()))
    return found


def normal(name: str) -> str:
    """The name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(package: Distribution) -> str:
    """What the package says of its licence: an SPDX expression if it gives one, else its words."""
    about = package.metadata
    if about.get("License-Expression"):
        return str(about["License-Expression"])
    said = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    words = str(about.get("License") or "").strip().splitlines()
    return " / ".join(said) or (words[0][:80] if words else _UNKNOWN)


def table(packages: dict[str, Distribution]) -> str:
    """Versions and licences as Markdown."""
    rows = [f"| {package.metadata['Name']} | {package.version} | {licence_of(package)} |"
            for _, package in sorted(packages.items())]  # fmt: skip
    return "\n".join(("| package | version | licence |", "|---|---|---|", *rows, ""))


def bill(packages: dict[str, Distribution]) -> dict[str, Any]:
    """The software bill of materials."""
    parts = [_component(name, package) for name, package in sorted(packages.items()) if name != NAME]
    refs = {name: _ref(name, package) for name, package in packages.items()}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(NAME, packages[NAME], kind="application")},
        "components": parts,
        "dependencies": [
            {"ref": refs[name], "dependsOn": sorted(_direct(package, refs))}
            for name, package in sorted(packages.items())
        ],
    }


def _direct(package: Distribution, refs: dict[str, str]) -> set[str]:
    named = (_NAMED.match(line) for line in package.requires or ())
    return {refs[key] for match in named if match is not None and (key := normal(match[0])) in refs}


def _component(name: str, package: Distribution, kind: str = "library") -> dict[str, Any]:
    licence = licence_of(package)
    said = {"expression": licence} if package.metadata.get("License-Expression") else {"license": {"name": licence}}
    return {
        "type": kind, "bom-ref": _ref(name, package), "name": package.metadata["Name"], "version": package.version,
        "purl": _ref(name, package), "licenses": [said],
    }  # fmt: skip


def _ref(name: str, package: Distribution) -> str:
    return f"pkg:pypi/{name}@{package.version}"


def main(folder: Path) -> None:
    """Write both files."""
    packages = needed()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "packages.md").write_text(table(packages), "utf-8")
    text = json.dumps(bill(packages), ensure_ascii=False, indent=1)
    (folder / "sbom.cdx.json").write_text(text + "\n", "utf-8")
    sys.stdout.write(f"{len(packages)} packages: {folder}/packages.md, {folder}/sbom.cdx.json\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build"))
