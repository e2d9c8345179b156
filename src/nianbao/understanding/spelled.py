"""Syllables in letters within Chinese words (公kai, 申qing): put back into the characters of a word that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nianbao.understanding.likeness import sounds_of

_RUN = re.compile(r"(?<![a-z])[a-z]{2,18}(?![a-z])")
_CHINESE = re.compile(r"[\u4e00-\u9fa5]")
_MOST = 4
"""More runs of letters than these are a text in letters, not slips of the keyboard."""


def in_characters(folded: str, words: Iterable[str]) -> str:
    """The text with every run of letters beside Chinese that spells a piece of one of the words in its characters; the
    longest word wins. A text without such runs comes back as it is."""
    runs = [m for m in _RUN.finditer(folded) if _CHINESE.search(folded[max(0, m.start() - 1) : m.end() + 1])]
    if not runs or len(runs) > _MOST:
        return folded
    known = tuple(dict.fromkeys(w for w in words if len(w) > 1))
    for run in reversed(runs):
        found = [piece for word in known if (piece := _piece(folded, run, word)) is not None]
        if found:
            characters, _ = max(found, key=lambda piece: len(piece[1]))
            folded = folded[: run.start()] + characters + folded[run.end() :]
    return folded


def _piece(folded: str, run: re.Match[str], word: str) -> tuple[str, str] | None:
    """The characters of the word that the run spells, and the word, where its other characters stand around the run."""
    sounds = sounds_of(word)
    for start in range(len(word)):
        spelled = ""
        for end in range(start + 1, len(word) + 1):
            spelled += sounds[end - 1]
            if len(spelled) >= len(run[0]):
                break
        if spelled != run[0]:
            continue
        if folded.endswith(word[:start], 0, run.start()) and folded.startswith(word[end:], run.end()):
            return word[start:end], word
    return None
