"""Features of a masked question: what the trained reader looks at."""

from __future__ import annotations

from nianbao.understanding.mentions import SYMBOLS

_LONGEST = 4
_MOST = 3
_ENOUGH = 160
"""A question's head and tail of so many characters tell what it wants; longer ones would only cost time."""


def features(masked: str, follows: bool) -> tuple[str, ...]:
    """Character n-grams of one to four, edges marked, and how often each kind of mention occurs; in order, no repeats.

    `follows`: the question has a turn before it.
    """
    text = masked if len(masked) <= _ENOUGH else masked[: _ENOUGH // 2] + masked[-_ENOUGH // 2 :]
    edged = f"^{text}$"
    found = dict.fromkeys(
        edged[start : start + size] for size in range(1, _LONGEST + 1) for start in range(len(edged) - size + 1)
    )
    for symbol in SYMBOLS.values():
        found[f"#{symbol}{min(text.count(symbol), _MOST)}"] = None
    found[f"#length{min(len(text) // 4, 6)}"] = None
    found[f"#follows{int(follows)}"] = None
    return tuple(found)


def phrase_features(text: str) -> tuple[str, ...]:
    """Character n-grams of one to four of the words that may name a measure; in order, no repeats."""
    plain = "".join(text.split())[:_ENOUGH]
    return tuple(
        dict.fromkeys(
            plain[start : start + size] for size in range(1, _LONGEST + 1) for start in range(len(plain) - size + 1)
        )
    )
