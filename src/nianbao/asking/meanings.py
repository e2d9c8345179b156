"""Which metric a question means when none of its words names one: 有几个人来要过材料 for requests received.

The second step after the wordings, for questions that ask for a number. What it finds is told to the asker, and it
finds nothing unless the metric is near, well ahead of the next one, and nearer than anything that is no metric.
"""

from __future__ import annotations

import re
from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING

from nianbao.catalogue import Catalogue
from nianbao.settings import Settings
from nianbao.store.library import Library
from nianbao.understanding.metric_linker import reduced

if TYPE_CHECKING:
    from nianbao.store.wordings import Nearest, Wordings

# Set on the descriptions in tests/meanings; the README there tells how.
SCORE = 0.5
MARGIN = 0.15
LEAD = 0.2

_COUNTED = re.compile(r"多少|几")
_MONEY = re.compile(r"钱|[万亿几少]元|[几少]块|多少万|几万|几毛")
_STRANGE = re.compile(r"[^\u4e00-\u9fa50-9、,，?？。!！“”\"()（）;；:：]")
"""What no description in words holds; the encoder is spared such questions."""
_SHORTEST, _LONGEST = 3, 30
"""Characters of a reduced question that can be one figure's description."""


class Meanings:
    """Metrics by meaning; made ready by the first question that needs it or by the server's warm-up."""

    def __init__(self, library: Library, catalogue: Catalogue, settings: Settings) -> None:
        self._library = library
        self._catalogue = catalogue
        self._settings = settings
        self._lock = RLock()
        self._asked = False
        self._wordings: Wordings | None = None
        self._seen = lru_cache(maxsize=1024)(self._found)

    def find(self, words: str) -> Nearest | None:
        """The metric that the words (a question without agency and year) mean; None when that is not clear enough."""
        text = reduced(words)
        if not _COUNTED.search(words) or not _SHORTEST <= len(text) <= _LONGEST or _STRANGE.search(text):
            return None
        near = self._seen(text)
        if near is None or near.score < SCORE or near.margin < MARGIN or near.lead < LEAD:
            return None
        money = self._catalogue.metric(near.metric).kind == "money"
        return near if bool(_MONEY.search(words)) is money else None

    def ready(self) -> Wordings | None:
        """The wordings as vectors; None without an encoder."""
        with self._lock:
            if not self._asked:
                from nianbao.store import wordings

                name = self._library.encoder_name
                if name is not None:
                    made = wordings.ready(self._catalogue, name, self._library.embed, self._settings.cache)
                    self._wordings = made
                self._asked = True
            return self._wordings

    def _found(self, text: str) -> Nearest | None:
        wordings = self.ready()
        vectors = None if wordings is None else self._library.embed([text])
        return None if wordings is None or vectors is None else wordings.nearest(vectors[0])
