"""Targets for fuzzing: each takes any bytes, and may refuse them with one of our errors, and nothing else.

`python tests/fuzz/fuzzing.py 60` runs all of them for a minute each with inputs made from the corpus, `… 60 fold read`
only those named; what fails is printed with the input, which then becomes a case in `test_fuzz.py`. With atheris
installed, `atheris.Setup(sys.argv, TARGETS["read"]())` guides one by coverage.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from nianbao.errors import NianbaoError

Target = Callable[[bytes], object]
SLOW = 20.0
"""Seconds after which one input counts as a hang."""
REPORT = (
    "青溪镇2018年政府信息公开工作年度报告\n一、概述\n2018年，青溪镇主动公开政府信息100条，其中网站60条、微信40条。\n"
    "二、收到和处理政府信息公开申请情况\n收到申请3件，予以公开2件，部分公开1件。未发生行政诉讼。\n"
    "|项目|数量|\n|---|---|\n|新收申请|3|\n|予以公开|2|\n三、联系方式\n电话：0537-4412345\n"
)
PAGE = (
    "<html><head><title>青溪镇2018年年报</title><meta charset='utf-8'></head><body><h1>青溪镇2018年政府信息公开年度报告"
    "</h1><table><tr><td rowspan=2>新收申请</td><td>3</td></tr></table><p>收到申请3件</p></body></html>"
)
QUESTIONS = (
    "青溪镇2018年收到多少件依申请公开？", "哪个镇最多？", "2018年比2017年多几条", "那2019年呢", "平均",
    "除了青溪镇还有哪些", "超过3件的有几个镇", "其中网站占百分之几", "怎么申请公开", "how many applications in 2018",
    "多少", "？？？", "青溪镇青溪镇",
)  # fmt: skip
EVENT = {
    "data": [None, "?", "", ""], "event_data": {"query": ""}, "fn_index": 1, "trigger_id": 2, "session_hash": "abcd1",
}  # fmt: skip
TOKENS = tuple(
    token.encode()
    for token in (
        "|", "\n", "2018年", "件", "3", "０", "万", "其中", "（", "一、", "\u200b", "\ud7ff", "<", ">", "&", "\"", "{", "[",
        "\\ud800", "</table>", "rowspan=999999999", "%PDF-", "PK\x03\x04", "\x00", "\ufeff", "-1", "1e999", "null", "。",
        "呢", "和", "多少",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """A target with the inputs that others are made of."""

    make: Callable[[], Target]
    corpus: tuple[bytes, ...]


def _packed(name: str, text: str) -> bytes:
    box = BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr(name, text)
    return box.getvalue()


def _word() -> bytes:
    from docx import Document

    made, box = Document(), BytesIO()
    for line in REPORT.splitlines():
        made.add_paragraph(line)
    made.add_table(rows=2, cols=2).cell(0, 0).text = "新收申请"
    made.save(box)
    return box.getvalue()


def _reader(ending: str) -> Callable[[], Target]:
    def make() -> Target:
        from nianbao.reading import read

        path = Path(tempfile.mkdtemp(prefix="nianbao-fuzz-")) / f"青溪镇2018{ending}"

        def target(data: bytes) -> object:
            path.write_bytes(data)
            return read(path, max_bytes=1 << 24)

        return target

    return make


def _understood() -> Target:
    from nianbao import catalogue, figures, parsing
    from nianbao.checking import check
    from nianbao.model import Document, TextBlock

    known = catalogue.load(None)

    def target(data: bytes) -> object:
        text = data.decode("utf-8", "ignore")
        document = Document(source="a.txt", sha256="0" * 64, blocks=tuple(map(_block, text.split("\n"))))
        report = parsing.parse(document)
        found = figures.extract(report, known)
        for figure in found:
            assert figure.span.of(report.text) == figure.quote
        for passage in parsing.passages(report):
            assert passage.span.of(report.text) == passage.text
        return check(report, found, known)

    def _block(line: str) -> TextBlock:
        return TextBlock(text=line)

    return target


def _asked() -> Target:
    from nianbao.building import build
    from nianbao.settings import Settings
    from nianbao.wiring import open_desk

    folder = Path(tempfile.mkdtemp(prefix="nianbao-fuzz-"))
    for year in (2017, 2018):
        (folder / f"{year}.txt").write_text(REPORT.replace("2018", str(year)), "utf-8")
    settings = Settings(index=folder / "index", model="none")
    build([folder], settings.index, settings)
    desk = open_desk(settings)

    def target(data: bytes) -> object:
        talk, reports = desk.conversation(), desk.library
        for question in data.decode("utf-8", "ignore")[:500].split("\n")[:4]:
            answer = talk.ask(question or "?")
            for citation in answer.citations:
                report = reports.report(citation.report) if citation.report else None
                assert report is None or citation.holds_in(report)
        return None

    return target


def _bodies() -> Target:
    sys.path.insert(0, str(Path(__file__).parents[1] / "faces"))
    import fakes
    from fastapi.testclient import TestClient

    from nianbao.faces.http import make_app
    from nianbao.settings import Settings

    client = TestClient(make_app(fakes.FakeDesk(), Settings(per_minute=0, staff_password="correct horse battery")))  # type: ignore[arg-type]
    routes = ("/api/ask", "/api/feedback", "/v1/chat/completions", "/api/staff/login", "/api/check")

    def target(data: bytes) -> object:
        for route in routes:
            reply = client.post(route, content=data, headers={"Content-Type": "application/json"})
            assert reply.status_code < 500, (route, reply.status_code)
            assert "Traceback" not in reply.text
        return None

    return target


def _widget() -> Target:
    from nianbao.faces.web_doors import _event, _only_asked
    from nianbao.faces.web_views import state_of

    def target(data: bytes) -> object:
        _only_asked(data)
        state_of(data.decode("utf-8", "replace"))
        return _event(data)

    return target


def _headers() -> Target:
    from nianbao.faces.http_forwarded import Forwarded
    from nianbao.faces.http_journal import route_of
    from nianbao.faces.http_wall import bare

    async def app(scope: Any, receive: Any, send: Any) -> None:
        bare(dict(scope["headers"]).get(b"host", b"").decode("latin-1"))

    wall = Forwarded(app, "10.0.0.0/8", "https://www.example.gov.cn/")

    def target(data: bytes) -> object:
        name = (b"x-forwarded-for", b"x-forwarded-proto", b"host", b"x-forwarded-host")[len(data) % 4]
        scope = {"type": "http", "client": ("10.0.0.1", 1), "headers": [(name, data), (b"x-forwarded-for", data)]}
        route_of(data.decode("utf-8", "replace"))
        return asyncio.run(wall(scope, None, None))  # type: ignore[arg-type]

    return target


def _pure() -> Target:
    from nianbao.text.fold import fold
    from nianbao.text.numerals import numerals
    from nianbao.text.personal import masked, veiled
    from nianbao.text.sentences import sentences
    from nianbao.text.years import years

    def target(data: bytes) -> object:
        text = data.decode("utf-8", "ignore")
        assert len(fold(text)) == len(text)
        assert len(veiled(text)) == len(text)
        masked(text)
        for found in numerals(text):
            assert 0 <= found.span.start < found.span.end <= len(text)
        return sentences(text), years(text)

    return target


_TEXTS = (REPORT.encode(), REPORT.encode("gb18030"), REPORT.encode("utf-16"))
TARGETS: dict[str, Fuzzed] = {
    "pure": Fuzzed(_pure, (REPORT.encode(), *(question.encode() for question in QUESTIONS))),
    "widget": Fuzzed(_widget, (json.dumps(EVENT).encode(), b"year=2018&place=%E9%9D%92")),
    "headers": Fuzzed(_headers, (b"203.0.113.7, 10.0.0.1", b"[2001:db8::1]:80", b"www.example.gov.cn:443")),
    "bodies": Fuzzed(
        _bodies,
        (
            json.dumps({"question": "a", "conversation": None, "without": ["year"]}).encode(),
            json.dumps({"model": "nianbao", "messages": [{"role": "user", "content": "a"}], "stream": True}).encode(),
            json.dumps({"password": "x"}).encode(), json.dumps({"question": "a", "useful": True}).encode(),
        ),
    ),
    "asked": Fuzzed(_asked, tuple(question.encode() for question in QUESTIONS)),
    "understood": Fuzzed(_understood, (REPORT.encode(),)),
    "text": Fuzzed(_reader(".txt"), _TEXTS),
    "markdown": Fuzzed(_reader(".md"), _TEXTS[:1]),
    "html": Fuzzed(_reader(".html"), (PAGE.encode(), PAGE.encode("gb18030"))),
    "docx": Fuzzed(_reader(".docx"), (_word(),)),
    "xlsx": Fuzzed(_reader(".xlsx"), (_packed("xl/workbook.xml", "<workbook/>"),)),
    "ofd": Fuzzed(_reader(".ofd"), (_packed("OFD.xml", "<OFD xmlns='http://www.ofdspec.org/2016'/>"),)),
    "mht": Fuzzed(_reader(".mht"), (b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + PAGE.encode(),)),
}  # fmt: skip
"""PDF, pictures and old Word files are read by libraries in C, in the helper process alone: see `tests/reading`."""


def inputs(corpus: tuple[bytes, ...], seed: int) -> Iterator[bytes]:
    """The corpus, then what chance makes of it; the same for the same seed."""
    yield from corpus
    chance = random.Random(seed)
    while True:
        data = bytearray(chance.choice(corpus))
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            _change(data, chance, corpus)
        yield bytes(data[: 1 << 16])


def _change(data: bytearray, chance: random.Random, corpus: tuple[bytes, ...]) -> None:
    at, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    match chance.randrange(6):
        case 0 if data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        case 1:
            del data[at : min(end, at + 64)]
        case 2:
            data[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 3, 50))
        case 3:
            data[at:at] = data[at : min(end, at + 200)] * chance.choice((1, 2, 8))
        case 4:
            other = chance.choice(corpus)
            data[at:end] = other[: chance.randrange(len(other) + 1)]
        case _:
            data[at:at] = chance.randbytes(chance.choice((1, 2, 8)))


def tried(target: Target, data: bytes) -> str:
    """What went wrong, "" when nothing did; one of our own errors is nothing."""
    began = time.monotonic()
    try:
        target(data)
    except NianbaoError:
        return ""
    except Exception:  # noqa: BLE001  # whatever it is, it is the finding
        return traceback.format_exc()
    return "" if time.monotonic() - began < SLOW else f"took {time.monotonic() - began:.0f} s"


def main(seconds: float, names: list[str]) -> int:
    """Fuzz the targets named, or all; the number of different failures."""
    failures: dict[str, bytes] = {}
    for name in names or TARGETS:
        fuzzed, done, began = TARGETS[name], 0, time.monotonic()
        target = fuzzed.make()
        for data in inputs(fuzzed.corpus, seed=int(time.time())):
            if (said := tried(target, data)) and said.splitlines()[-1][:200] not in failures:
                failures[said.splitlines()[-1][:200]] = data
                sys.stdout.write(f"{name}: {said}\n{data[:2000]!r}\n")
            done += 1
            if time.monotonic() - began > seconds:
                break
        sys.stdout.write(f"{name}: {done} executions in {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()
    return len(failures)


if __name__ == "__main__":
    sys.exit(min(1, main(float(sys.argv[1]), sys.argv[2:])))
