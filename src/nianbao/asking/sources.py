"""What today's makers of answers are given besides the question: the evidence, and what finds names and meanings."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from nianbao.answering.evidence import Evidence, Stated
from nianbao.asking.meanings import Meanings
from nianbao.catalogue import Catalogue
from nianbao.directory.linker import Agencies
from nianbao.settings import Settings
from nianbao.store.library import Library
from nianbao.understanding.metric_linker import Matcher

__all__ = ["Sources", "Stated"]


class Sources(Evidence):
    """The one thing answers are given besides the question; safe to share between threads."""

    def __init__(
        self, library: Library, catalogue: Catalogue, settings: Settings, exists: Callable[[str], bool]
    ) -> None:
        super().__init__(library, catalogue)
        self._exists = exists
        self.settings = settings
        self.matcher = Matcher(catalogue)
        self.meanings = Meanings(library, catalogue, settings)

    @cached_property
    def agencies(self) -> Agencies:
        return Agencies(self.library.cards, self._exists)
