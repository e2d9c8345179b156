"""What questions are understood and answered with: the evidence, the names held, the wordings of measures."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from nianbao.answering.evidence import Evidence
from nianbao.catalogue import Catalogue
from nianbao.directory.linker import Agencies
from nianbao.store.seams import Index
from nianbao.understanding.metric_linker import Matcher


class Sources(Evidence):
    """The one thing a desk works with besides the question; safe to share between threads."""

    def __init__(self, library: Index, catalogue: Catalogue, exists: Callable[[str], bool]) -> None:
        super().__init__(library, catalogue)
        self._exists = exists
        self.matcher = Matcher(catalogue)

    @cached_property
    def agencies(self) -> Agencies:
        """The names of all bodies held."""
        return Agencies(self.library.cards, self._exists)
