"""Versions and licences of all that nianbao runs with, and the bill of materials."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools" / "list_packages.py"


def test_the_list_and_the_bill_name_every_package_with_version_and_licence(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, str(TOOL), str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    rows = [line.split(" | ") for line in (tmp_path / "packages.md").read_text("utf-8").splitlines()[2:]]
    names = {row[0].strip("| ").lower() for row in rows}
    assert {"nianbao", "fastapi", "gradio", "numpy", "jieba", "torch", "lxml"} <= names
    assert not names & {"pytest", "ruff", "mypy"}
    assert [row for row in rows if row[2].startswith("unknown")] == []
    bill = json.loads((tmp_path / "sbom.cdx.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    refs = {bill["metadata"]["component"]["bom-ref"], *(part["bom-ref"] for part in bill["components"])}
    assert len(refs) == len(rows) == len(bill["components"]) + 1
    assert {each["ref"] for each in bill["dependencies"]} == refs
    assert all(set(each["dependsOn"]) <= refs for each in bill["dependencies"])
    assert all(re.fullmatch(r"pkg:pypi/[a-z0-9-]+@\S+", part["purl"]) for part in bill["components"])


def test_every_version_is_pinned() -> None:
    spec = importlib.util.spec_from_file_location("list_packages", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {tool.normal(line.partition("==")[0]) for line in lines if "==" in line}
    assert sorted(set(tool.needed()) - pinned - {"nianbao", "setuptools", "pip"}) == []
