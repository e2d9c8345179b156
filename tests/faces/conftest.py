"""Tests of faces share the fake desk beside this file, and the towns of the tests of tabulating."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "tabulating")]
