"""Reports of invented bodies, as many as wanted: prose and statutory tables of all editions, with what they state.

`python tests/benchmarks/corpus.py FOLDER 1000` writes them with `gold.jsonl` (a line a report: agency, place, year and
the numbers by metric and kind of applicant) and `passages.jsonl` (words of trouble and plan, with a question in other
words). The same number and seed give the same files, byte by byte.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import corpus_words as words

from nianbao.tabulating import Form, FormTable
from nianbao.tabulating.statutory import statutory_form

_FIRST, _LAST = 2010, 2024
_KINDS = ("natural_person", "enterprise", "research", "public_welfare", "legal_service", "other_org")
_RARELY = 0.8
"""So often a cell of the statutory tables is nought, as most are in life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An invented report: the name of its file and its HTML, and what is true of it."""

    file: str
    html: str
    agency: str
    parents: tuple[str, ...]
    year: int
    stated: dict[str, int] = field(default_factory=dict)
    """Numbers by metric, or by metric:applicant for a cell of one kind of applicant."""
    troubles: tuple[tuple[str, str], ...] = ()


def reports(seed: int = 0) -> Iterator[Made]:
    """Reports without end, bodies one after the other, each with its years from the first on."""
    chance = random.Random(seed)
    for agency, parents in _bodies(chance):
        style = random.Random(f"{seed} {parents} {agency}")
        for year in range(_FIRST, _LAST + 1):
            yield _made(agency, parents, year, random.Random(style.random()), style.randrange(2))


def write(folder: Path, count: int, seed: int = 0) -> None:
    """The first `count` reports and their gold, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    gold, passages = [], []
    for made in islice(reports(seed), count):
        (folder / made.file).write_text(made.html, "utf-8")
        known = {"file": made.file, "agency": made.agency, "parents": made.parents, "year": made.year}
        gold.append({**known, "stated": made.stated})
        passages += [{**known, "trouble": trouble, "plan": plan} for trouble, plan in made.troubles]
    for name, lines in (("gold", gold), ("passages", passages)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text, "utf-8")


def _bodies(chance: random.Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Towns and bureaus county by county; no two of one name in a county, some in different ones."""
    counties = [f"{a}{b}县" for a in words.HEADS for b in words.TAILS]
    chance.shuffle(counties)
    for number in range(10**6):
        city = words.CITIES[number % len(words.CITIES)]
        county = counties[number % len(counties)] if number < len(counties) else f"{number}县"
        stems = {chance.choice(words.HEADS) + chance.choice(words.TAILS) for _ in range(14)} - {county[:-1]}
        for stem in sorted(stems):
            yield stem + chance.choice(("镇", "镇", "乡", "街道")), (*city, county)
        for bureau in words.BUREAUS:
            yield county + bureau, (*city, county)


def _made(agency: str, parents: tuple[str, ...], year: int, chance: random.Random, style: int) -> Made:
    edition = "E4" if year >= 2021 else "E3" if year >= 2019 else ""
    numbers = _numbers(chance)
    said = _slots(agency, parents, year, numbers, chance)
    troubles = tuple(chance.sample(words.TROUBLES, 2))
    stated = {
        "proactive_disclosures_total": numbers["disclosed"],
        "proactive_by_website": numbers["website"],
        "proactive_by_wechat": numbers["wechat"],
        "applications_received": numbers["received"],
    }
    tables: dict[str, str] = {}
    if edition:
        cells = _cells(statutory_form(edition), numbers, chance)
        stated |= cells
        tables = {table.title: _table_html(table, cells) for table in statutory_form(edition).tables}
    title = f"{said['full']}{year}年政府信息公开工作年度报告"
    body = "".join(_sections(said, numbers, troubles, tables, chance, style))
    html = f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n'
    html += f"<h1>{title}</h1>\n<p>{words.LEAD.format(**said)}</p>\n{body}</body></html>\n"
    file = f"{''.join(parents[-1:])}{agency}{year}.html"
    return Made(file=file, html=html, agency=agency, parents=parents, year=year, stated=stated, troubles=troubles)


def _numbers(chance: random.Random) -> dict[str, int]:
    website, wechat = chance.randint(20, 900), chance.randint(10, 600)
    received = 0 if chance.random() < 0.3 else int(chance.expovariate(1 / 9)) + 1
    return {
        "website": website, "wechat": wechat, "disclosed": website + wechat, "received": received,
        "cases": int(chance.random() < 0.1),
    }  # fmt: skip


def _slots(
    agency: str, parents: tuple[str, ...], year: int, numbers: dict[str, int], chance: random.Random
) -> dict[str, object]:
    full = agency if agency.endswith("局") else agency + ("办事处" if agency.endswith("街道") else "人民政府")
    return {
        **numbers, "name": agency, "full": full, "county": parents[-1], "stem": agency[:2], "year": year,
        "door": chance.randint(1, 300), "area": chance.randint(511, 799), "phone": chance.randint(100000, 999999),
        "meetings": chance.randint(1, 6), "trainings": chance.randint(1, 5), "trained": chance.randint(20, 200),
        "columns": chance.randint(1, 12), "judges": chance.randint(3, 15),
    }  # fmt: skip


def _sections(
    said: dict[str, object], numbers: dict[str, int], troubles: tuple[tuple[str, str], ...], tables: dict[str, str],
    chance: random.Random, style: int,
) -> Iterator[str]:  # fmt: skip
    asked = words.ASKED if numbers["received"] else words.NONE_ASKED
    work = words.WORK[chance.randrange(len(words.WORK))]
    prose = [work, words.OPEN[style], asked[style], words.PLATFORM[style], words.WATCH[style]]
    hard = "；".join(f"{n}是{trouble}" for n, (trouble, _) in zip("一二", troubles, strict=True))
    plan = "；".join(f"{n}是{plan}" for n, (_, plan) in zip("一二", troubles, strict=True))
    if tables:
        yield _section("一、总体情况", *(text.format(**said) for text in prose))
        for title, table in tables.items():
            yield f"<h2>{title}</h2>\n{table}"
        heads = ("五、存在的主要问题及改进情况", "六、其他需要报告的事项")
    else:
        yield _section("一、概述", prose[0].format(**said), prose[3].format(**said))
        yield _section("二、主动公开政府信息情况", prose[1].format(**said))
        yield _section("三、依申请公开政府信息情况", prose[2].format(**said))
        yield _section("四、复议、诉讼情况", words.CASES[style].format(**said), prose[4].format(**said))
        heads = ("五、存在的主要问题和改进措施", "六、其他需要报告的事项")
    yield _section(heads[0], f"工作中还有一些不足：{hard}。", f"下一步，{said['name']}将从以下方面改进：{plan}。")
    yield _section(heads[1], words.OTHERS[style].format(**said))


def _section(heading: str, *paragraphs: str) -> str:
    return f"<h2>{heading}</h2>\n" + "".join(f"<p>{text}</p>\n" for text in paragraphs)


def _cells(form: Form, numbers: dict[str, int], chance: random.Random) -> dict[str, int]:
    """A number for every place of the form; the table of applications adds up in rows and columns."""
    cells = {
        slot.key[0]: 0 if chance.random() < _RARELY else chance.randint(1, 80)
        for table in form.tables
        if not _of_applications(table)
        for slot in table.slots
    }
    for group in ("reconsiderations", "litigation_direct", "litigation_after_reconsideration"):
        parts = [f"{group}_{outcome}" for outcome in ("upheld", "corrected", "other", "pending")]
        cells |= {part: 0 for part in parts} | {f"{group}_total": 0}
    cells["reconsiderations_upheld"] = cells["reconsiderations_total"] = numbers["cases"]
    table = next(filter(_of_applications, form.tables))
    metrics = list(dict.fromkeys(slot.key[0] for slot in table.slots))
    results = [m for m in metrics if not m.startswith(("applications_", "results_"))]
    for metric in metrics:
        cells |= {f"{metric}:{kind}": 0 for kind in (*_KINDS, "total")}
    for _ in range(numbers["received"]):
        kind, result = (_KINDS[0] if chance.random() < 0.85 else chance.choice(_KINDS)), chance.choice(results)
        for metric in ("applications_received", result, "results_total"):
            cells[f"{metric}:{kind}"] += 1
            cells[f"{metric}:total"] += 1
    return cells


def _of_applications(table: FormTable) -> bool:
    return any(metric == "applications_received" for metric, _ in (slot.key for slot in table.slots))


def _table_html(table: FormTable, cells: dict[str, int]) -> str:
    placed: dict[tuple[int, int], str] = {}
    for label in table.labels:
        placed[label.row, label.column] = f'<th rowspan="{label.rows}" colspan="{label.columns}">{label.text}</th>'
    for slot in table.slots:
        metric, kind = slot.key
        value = cells.get(f"{metric}:{kind}", cells.get(metric, 0))
        placed[slot.row, slot.column] = f'<td colspan="{slot.columns}">{value}</td>'
    rows = ["".join(placed[at] for at in sorted(placed) if at[0] == row) for row in range(table.height)]
    return '<table border="1">\n' + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
