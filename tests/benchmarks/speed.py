"""How fast an index answers, in time of the processor: `python tests/benchmarks/speed.py INDEX` prints a JSON object.

Times are milliseconds of this process (`time.process_time`), so that a busy machine does not change them; the cold
start counts user and system time of a process of its own. Questions are drawn from what the index holds, by a fixed
seed.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nianbao
from nianbao.asking.desk import Desk
from nianbao.model import ReportCard
from nianbao.settings import Settings

_ASKED = (
    "收到多少件信息公开申请？", "不予公开多少件？", "主动公开了多少条信息？", "有没有行政复议？", "结转下年度多少件？",
)  # fmt: skip
_WORDS = ("存在哪些问题？", "培训是怎么安排的？", "审核制度是怎样的？", "查阅点设在哪里？")


def measured(folder: Path, rounds: int = 60) -> dict[str, float]:
    """Every number of the table, by name."""
    chance = random.Random(5)
    start = time.process_time()
    desk = nianbao.open(folder, Settings(model="none"))
    found = {"open": 1000 * (time.process_time() - start)}
    cards = [card for card in desk.library.cards if card.year is not None]
    desk.ask(f"{cards[0].agency}{cards[0].year}年{_ASKED[0]}")  # what is loaded once a process
    if rounds <= 0:
        return found
    found |= _spread("look-up", _asking(desk, [_about(c, chance, _ASKED) for c in chance.choices(cards, k=rounds)]))
    strangers = [f"{a}{b}镇{cards[0].year}年{_ASKED[0]}" for a in "夔鄞郯" for b in "螭猊鹞"]
    found |= _spread("unknown town", _asking(desk, strangers))
    years = sorted({c.year or 0 for c in cards if c.era == "E4"}) or sorted({c.year or 0 for c in cards})
    found |= _spread("rank over all", _asking(desk, [f"{y}年哪个镇收到的信息公开申请最多？" for y in years[-3:]]))
    counties = sorted({c.parents[-1] for c in cards if c.parents and c.year == years[-1]})
    sums = [f"{c}{years[-1]}年各乡镇一共收到多少件信息公开申请？" for c in chance.choices(counties, k=9)]
    found |= _spread("county sum", _asking(desk, sums))
    asked = [_about(c, chance, _WORDS) for c in chance.choices(cards, k=rounds // 3)]
    found |= _spread("passage", _asking(desk, asked))
    found |= _spread("search all", [_timed(lambda q=q: desk.library.search(q)) for q in _WORDS])  # type: ignore[misc]
    found["first browse"] = _timed(desk.library.browse)
    found["facets"] = _timed(desk.library.facets)
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    found["KB a report"] = size / 1024 / max(1, desk.library.counts()["reports"])
    return found


def cold(folder: Path, question: str) -> float:
    """Seconds of processor that one `nianbao ask` takes from the start of its process to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from nianbao.faces.cli import main; main()", "ask", question, "--index", folder]
    environment = {**os.environ, "NIANBAO_MODEL": "none"}
    subprocess.run(command, check=False, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def warm_memory(folder: Path) -> float:
    """MB that a process holds after warming up."""
    code = (
        "import sys, resource, nianbao; from nianbao.settings import Settings\n"
        "desk = nianbao.open(sys.argv[1], Settings(model='none'))\n"
        "desk.warm_up(); desk.ask('某某镇2023年收到多少件申请？')\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, check=True, text=True)
    return float(ran.stdout.split()[-1])


def _about(card: ReportCard, chance: random.Random, asked: Sequence[str]) -> str:
    return f"{''.join(card.parents[-1:])}{card.agency}{card.year}年{chance.choice(asked)}"


def _asking(desk: Desk, questions: Sequence[str]) -> list[float]:
    return [_timed(lambda q=q: desk.ask(q)) for q in questions]  # type: ignore[misc]  # bound now


def _timed(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return 1000 * (time.process_time() - start)


def _spread(name: str, times: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {f"{name} p50": statistics.median(ordered), f"{name} p95": ordered[int(0.95 * (len(ordered) - 1))]}


if __name__ == "__main__":
    place = Path(sys.argv[1])
    numbers = measured(place)
    numbers["cold ask s"] = cold(place, "某某镇2023年收到多少件申请？")
    numbers["memory MB"] = warm_memory(place)
    sys.stdout.write(json.dumps({name: round(value, 2) for name, value in numbers.items()}, ensure_ascii=False) + "\n")
