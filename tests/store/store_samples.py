"""Small reports made by hand, an encoder without a model, and a store filled with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nianbao.model import Figure, Passage, Report, Section, Span
from nianbao.store.disk import Store
from nianbao.text.words import tokens

TOPICS = (
    ("一、", "概述", "本镇按照条例要求推进政务公开工作，健全制度，明确分工。"),
    ("二、", "主动公开情况", "全年通过门户网站发布信息{n}条，公众号推送文章{m}篇。"),
    ("三、", "收到和处理申请情况", "本年度收到公民提出的公开申请{k}件，均按期答复。"),
    ("四、", "存在的问题", "少数干部业务不熟，栏目更新偶有滞后，需要加强培训。"),
)


class HashEncoder:
    """Every word has a pseudo-random direction; a text is their sum. Counts the texts it has encoded."""

    name = "hash-16"
    dimension = 16

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        self.encoded += texts
        return np.stack([vector_of(text) for text in texts])

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([vector_of(text) for text in texts])


def vector_of(text: str) -> NDArray[np.float32]:
    total = np.zeros(16)
    for word in tokens(text) or [""]:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
        total += np.random.default_rng(seed).standard_normal(16)
    return np.asarray(total / np.linalg.norm(total), np.float32)


def report_of(agency: str, year: int | None, n: int = 1) -> Report:
    text, sections = "", []
    for i, (number, heading, body) in enumerate(TOPICS):
        start = len(text)
        text += f"{number}{heading}\n{body.format(n=n, m=n + 1, k=n + 2)}\n"
        span = Span(start=start, end=len(text))
        sections.append(Section(id=i, number=number, heading=heading, level=1, span=span))
    sha256 = hashlib.sha256(f"{agency}{year}{n}".encode()).hexdigest()
    return Report(
        id=sha256[:12], title=f"{agency}{year}年报告", agency=agency, year=year, text=text, sections=tuple(sections),
        sha256=sha256, source=f"{agency}{year}.txt",
    )  # fmt: skip


def passages_of(report: Report) -> tuple[Passage, ...]:
    found = []
    for section in report.sections:
        start = report.text.index("\n", section.span.start) + 1
        span = Span(start=start, end=section.span.end - 1)
        path = report.heading_path(section)
        found.append(Passage(report_id=report.id, span=span, text=span.of(report.text), heading_path=path))
    return tuple(found)


def figures_of(report: Report, *metrics: str) -> tuple[Figure, ...]:
    span = passages_of(report)[1].span
    return tuple(
        Figure(
            report_id=report.id, id=i, agency=report.agency, year=report.year, metric=metric, label=metric,
            value=Decimal(i) / 4, unit="条", span=span, at=span, quote=span.of(report.text),
        )
        for i, metric in enumerate(metrics)
    )  # fmt: skip


def put(store: Store, report: Report, *metrics: str) -> None:
    path = f"/reports/{report.source}"
    store.put(report, passages_of(report), figures_of(report, *(metrics or ("sites", "posts"))), path)


def filled(folder: Path, *reports: Report, encoder: HashEncoder | None = None) -> Path:
    """An index folder that holds the reports, with vectors if there is an encoder."""
    store = Store.begin(folder)
    for report in reports:
        put(store, report)
    embed(store, encoder)
    store.finish(model="hash" if encoder else "", encoder=encoder.name if encoder else "")
    return folder


def embed(store: Store, encoder: HashEncoder | None) -> None:
    from nianbao.store import embedding

    pending = embedding.pending(store.connection, encoder.name) if encoder else []
    if encoder and pending:
        matrix = encoder.passages([text for _, text in pending])
        store.put_vectors(encoder.name, [key for key, _ in pending], matrix)
