"""What the floors above need of an index: a ledger of figures and an index of passages, whatever keeps them.

SQLite and FAISS are the first to keep them (`library`, `disk`); nothing above this room names either. Another keeper
is right when it passes `tests/store/contract.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from nianbao.model import Figure, Hit, Passage, Report, ReportCard, Span
from nianbao.store.browsing import Facets, FigurePage, Selection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Ledger(Protocol):
    """Reports, their cards and figures in one state of the index. See `Library` for what each gives."""

    @property
    def cards(self) -> Sequence[ReportCard]: ...
    @property
    def listed(self) -> Sequence[ReportCard]: ...
    @property
    def generation(self) -> str: ...
    @property
    def version(self) -> str: ...
    def counts(self) -> dict[str, int]: ...
    def report(self, report_id: str) -> Report | None: ...
    def page_at(self, report_id: str, span: Span) -> int | None: ...
    def paths(self) -> dict[str, str]: ...
    def figures(
        self,
        *,
        reports: Collection[str] | None = None,
        metric: str | None = None,
        agency: str | None = None,
        year: int | None = None,
    ) -> tuple[Figure, ...]: ...
    def stated(self, report_id: str) -> frozenset[str]: ...
    def briefs(
        self,
        cards: Sequence[ReportCard],
        metrics: Collection[str | None],
        *,
        applicants: Collection[str | None] | None = None,
        labelled: Callable[[str], bool] | None = None,
    ) -> dict[str, list[Figure]]: ...
    def browse(self, selection: Selection = ..., *, offset: int = 0, limit: int = 50) -> FigurePage: ...
    def facets(self, selection: Selection = ...) -> Facets: ...
    def selected(self, selection: Selection = ...) -> Iterator[Figure]: ...
    def close(self) -> None: ...


class PassageIndex(Protocol):
    """Passages found by words and meaning. See `Searching` for what each gives."""

    def search(self, query: str, *, reports: Collection[str] | None = None, k: int = 10) -> tuple[Hit, ...]: ...
    def embed(self, texts: Sequence[str]) -> NDArray[np.float32] | None: ...
    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32] | None: ...
    @property
    def encoder_name(self) -> str | None: ...


class Index(Ledger, PassageIndex, Protocol):
    """Both: what is asked."""


class Writer(Protocol):
    """The next state of an index while it is written: to ledger and passage index alike. See `Store`."""

    def put(
        self,
        report: Report,
        passages: Sequence[Passage],
        figures: Sequence[Figure],
        path: Path | str,
        *,
        stamp: str = "",
    ) -> None: ...
    def remove(self, report_id: str) -> None: ...
    def finish(self, *, model: str = "", encoder: str = "") -> None: ...
