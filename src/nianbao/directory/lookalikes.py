"""Characters that people mistake for one another by their shape: 己已, 未末, 申甲.

The list beside this module is measured (see `tools/pack_lookalikes.py`); what sounds alike is another matter.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def alike(said: str, meant: str) -> bool:
    """True when words of one length differ, and only in characters of like shape."""
    if len(said) != len(meant) or said == meant:
        return False
    return all(a == b or b in lookalikes(a) for a, b in zip(said, meant, strict=True))


def lookalikes(character: str) -> str:
    """The characters of like shape, most alike first; "" for most characters."""
    return _table().get(character, "")


@cache
def _table() -> dict[str, str]:
    lines = files(__package__).joinpath("lookalikes.txt").read_text("utf-8").split()
    table = {line[0]: line[1:] for line in lines}
    for character, others in list(table.items()):
        for other in others:  # a short list may leave out a character that lists this one
            if character not in table.get(other, ""):
                table[other] = table.get(other, "") + character
    return table
