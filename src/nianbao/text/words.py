"""Words for lexical search; the only importer of jieba."""

from __future__ import annotations

import logging
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from nianbao.text.fold import fold

if TYPE_CHECKING:
    import jieba  # type: ignore[import-untyped]  # ships no hints

_RUN = re.compile(r"[㐀-鿿]+|[a-z]+|\d+(?:\.\d+)?")


@cache
def _tokenizer() -> jieba.Tokenizer:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    # Our own tokenizer: the module's functions share one that any other user of jieba may change.
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def tokens(text: str) -> list[str]:
    """Single characters, pairs of neighbours and jieba's words of two or more characters, of the folded text.

    Characters and pairs together beat words alone in retrieval over these reports; the words are added to them.
    """
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        if not "㐀" <= run[0] <= "鿿":
            found.append(run)
            continue
        found.extend(_of_run(run))
    return found


@lru_cache(maxsize=1 << 15)
def _of_run(run: str) -> tuple[str, ...]:
    """The words of a run of Chinese characters; reports repeat each other's sentences."""
    pairs = (run[i : i + 2] for i in range(len(run) - 1))
    return (*run, *pairs, *(w for w in _tokenizer().cut_for_search(run) if len(w) > 2))


def segmented(text: str) -> list[str]:
    """The folded text as one row of jieba's words, each character in one word; no word is left out."""
    return [w for w in _tokenizer().cut(fold(text), HMM=False) if w.strip()]


def is_word(text: str) -> bool:
    """True for a word of the tokenizer's dictionary, which holds words of all kinds and many names."""
    return bool(_tokenizer().FREQ.get(text))
